"""Every finding is tried without and with a Danish dictionary on the machine."""

import pytest

from portal.openings.detector.words import Dictionary, common_words, danish_dictionary

# Stands for a whole dictionary where none is installed.
MORE_WORDS = frozenset(
    {"trælast", "kvalitet", "hovedstad", "vejrhane", "ildsjæl", "grill", "kompagni", "nordenvind"}
)


@pytest.fixture(params=["without a dictionary", "with a dictionary"])
def dictionary(request: pytest.FixtureRequest) -> Dictionary:
    if request.param == "without a dictionary":
        return common_words()
    installed = danish_dictionary()
    return installed if installed.complete else Dictionary(common_words().words | MORE_WORDS, complete=True)

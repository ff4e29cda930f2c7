"""English words: what belongs together meets in one stem."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import english
from search.folding import words


@pytest.mark.parametrize(
    "family",
    [
        "internship internships",
        "placement placements",
        "apply applies applied applying",
        "subsidy subsidies subsidised subsidized",
        "centre center centers",
        "programme program programmes",
        "meeting meetings",
        "rule rules",
        "commute commuting commuted",
        "company companies",
        "complaint complain complaints",
    ],
)
def test_a_family_of_forms_has_one_stem(family: str) -> None:
    assert len({english.stem(word) for word in words(family)}) == 1


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=20))
def test_stemming_a_stem_changes_nothing(word: str) -> None:
    stem = english.stem(word)
    assert stem
    assert english.stem(stem) == stem

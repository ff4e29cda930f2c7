"""Which modules answer what a candidate wrote: shared beginnings of words, the title counting most."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_STEM = 5
_TITLE_WEIGHT = 3
_COMMON_WORDS = """
about after again aldrig alle altid andet andre anden blive bliver could deres disse efter eller
fordi for første hvad hvem hver hvilk hvis hvor hvord hvorfor igen ikke inden ingen jeres kunne lige
mange meget mere mellem mine mindre mit mod måske nogen noget ofte også other skal skulle some stor
samme samta shoul siden skriv somet their there these thing tager uden under vores være været what
when where which while with would your
"""
_COMMON = frozenset(_COMMON_WORDS.split())


@dataclass(frozen=True)
class ModuleText:
    title: str
    rest: str


def relevant(texts: Sequence[str], modules: Mapping[str, ModuleText], limit: int = 3) -> list[str]:
    """Ids of the modules that share most words with the texts, best first; none where nothing is shared."""
    wanted = _stems(" ".join(texts))
    scores = {
        identifier: _TITLE_WEIGHT * len(wanted & _stems(module.title)) + len(wanted & _stems(module.rest))
        for identifier, module in modules.items()
    }
    # One word by chance is no answer beside a module that shares many.
    enough = max(1.0, max(scores.values(), default=0) / 2)
    # The order of the editor decides between equals: sorted() keeps it.
    best = sorted(
        (identifier for identifier in scores if scores[identifier] >= enough), key=lambda i: -scores[i]
    )
    return best[:limit]


def _stems(text: str) -> frozenset[str]:
    words = re.findall(r"[^\W\d_]{4,}", unicodedata.normalize("NFC", text).casefold())
    return frozenset(word[:_STEM] for word in words if word not in _COMMON and word[:_STEM] not in _COMMON)

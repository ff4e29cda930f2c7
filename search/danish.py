"""Danish words: stems to a fixed point, with repair, on folded text."""

from functools import lru_cache

from search.lists import forms

_VOWELS = frozenset("aeiouy")
_ENDINGS = (
    "erendes", "erende", "erede", "endes", "ernes", "erens", "erets", "ered", "ende", "erne", "eren",
    "erer", "edes", "enes", "eres", "eret", "ede", "ene", "ere", "ens", "ers", "ets", "en", "er", "es", "et",
    "e",
)  # fmt: skip
_HED_FORMS = ("hedernes", "hederne", "heders", "hedens", "heden", "heder", "heds")
_BEFORE_GENITIVE = frozenset("abcdfghjklmnoprtvyz")
_CONSONANT_PAIRS = ("gd", "dt", "gt", "kt")
_SHORTEST_STEM = 2


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The stem of a folded word; stemming a stem changes nothing."""
    exceptions = forms("stem_exceptions")
    seen = word
    while seen not in exceptions:
        shorter = _shorten(seen)
        if shorter == seen:
            return seen
        seen = shorter
    return exceptions[seen]


def _shorten(word: str) -> str:
    for ending in _HED_FORMS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word.removesuffix(ending) + "hed"
    if word.endswith("hed"):
        return word
    return _without_pair(_without_syncope(_undoubled(_without_ending(word))))


def _without_ending(word: str) -> str:
    region = _region(word)
    for ending in _ENDINGS:
        if len(word) - len(ending) >= max(region, _SHORTEST_STEM) and word.endswith(ending):
            return word.removesuffix(ending)
    if word.endswith("s") and len(word) - 1 >= max(region, 3) and word[-2] in _BEFORE_GENITIVE:
        return word[:-1]
    return word


def _region(word: str) -> int:
    """Where endings may begin: after the first consonant that follows a vowel."""
    for position in range(1, len(word)):
        if word[position - 1] in _VOWELS and word[position] not in _VOWELS:
            return position + 1
    return len(word)


def _undoubled(word: str) -> str:
    double = len(word) > 3 and word[-1] == word[-2] and word[-1] not in _VOWELS
    return word[:-1] if double and not word[-1].isdigit() else word


def _without_syncope(word: str) -> str:
    """`regel` and `regler` meet in `regl`."""
    if len(word) >= 5 and word.endswith("el") and word[-3] not in _VOWELS:
        return word[:-2] + "l"
    return word


def _without_pair(word: str) -> str:
    return word[:-1] if len(word) >= 5 and word.endswith(_CONSONANT_PAIRS) else word

"""English words: light stems to a fixed point, British and American spelling together."""

from functools import lru_cache

from search.lists import forms

_VOWELS = frozenset("aeiouy")


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The stem of a folded word; stemming a stem changes nothing."""
    exceptions = forms("stem_exceptions_en")
    seen = word
    while seen not in exceptions:
        shorter = _shorten(seen)
        if shorter == seen:
            return seen
        seen = shorter
    return exceptions[seen]


def _shorten(word: str) -> str:
    if len(word) <= 3:
        return word
    return _without_plural(word) or _without_verb_ending(word) or _without_silent_end(word)


def _without_plural(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return ""


def _without_verb_ending(word: str) -> str:
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    for ending in ("ing", "ed", "ly"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= 3 and _VOWELS.intersection(rest):
            return rest
    return ""


def _without_silent_end(word: str) -> str:
    if word.endswith("e"):
        return word[:-1]
    double = word[-1] == word[-2] and word[-1] not in _VOWELS | frozenset("s")
    return word[:-1] if double and word[-1].isalpha() else word

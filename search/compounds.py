"""Danish compounds taken apart: fewest parts from a kept list, linking s, e, er, and words left whole."""

from functools import cache, lru_cache

from search.danish import stem
from search.lists import folded_words

_LINKS = ("", "s", "e", "er", "n")
_SHORTEST = 7
_MOST_PARTS = 4


@cache
def _known() -> tuple[frozenset[str], frozenset[str]]:
    whole = folded_words("compound_parts")
    return whole, frozenset(stem(part) for part in whole)


@lru_cache(maxsize=65_536)
def parts(word: str) -> tuple[str, ...]:
    """The stems of the parts of a folded word, in order; none where it is no compound or must stay whole."""
    if len(word) < _SHORTEST or stem(word) in _left_whole():
        return ()
    found = _split(word, _MOST_PARTS)
    return tuple(stem(part) for part in found) if found and len(found) > 1 else ()


@cache
def _left_whole() -> frozenset[str]:
    return frozenset(stem(word) for word in folded_words("compound_ban"))


@lru_cache(maxsize=65_536)
def _split(word: str, most: int) -> tuple[str, ...] | None:
    whole, stems = _known()
    if stem(word) in stems:
        return (word,)
    if most <= 1:
        return None
    best: tuple[str, ...] | None = None
    for end in range(len(word) - 2, 1, -1):
        first = word[:end]
        if first not in whole:
            continue
        for link in _LINKS:
            rest = word[end:].removeprefix(link) if word[end:].startswith(link) else ""
            following = _split(rest, most - 1) if len(rest) > 1 else None
            if following and (best is None or len(following) + 1 < len(best)):
                best = (first, *following)
    return best

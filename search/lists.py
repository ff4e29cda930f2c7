"""The word lists an editor can change: one entry a line, `#` begins a comment."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from search.folding import fold, words

FOLDER = Path(__file__).with_name("data")


def lines(name: str) -> Iterator[str]:
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        entry = line.partition("#")[0].strip()
        if entry:
            yield entry


@cache
def folded_words(name: str) -> frozenset[str]:
    """A list of single words."""
    return frozenset(fold(word) for line in lines(name) for word in line.split())


@cache
def phrases(name: str) -> frozenset[tuple[str, ...]]:
    """A list of expressions of several words."""
    return frozenset(tuple(words(line)) for line in lines(name))


@cache
def forms(name: str) -> Mapping[str, str]:
    """`stem: form form`: each form, and the stem itself, leads to the stem."""
    found: dict[str, str] = {}
    for line in lines(name):
        stem, _, rest = line.partition(":")
        for form in (stem, *rest.split()):
            found[fold(form)] = fold(stem)
    return found

"""Text as the detector reads it: one spelling for what looks alike, and where each character came from."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_LOOKALIKES = dict(
    zip(
        "АВЕЅІЈКМНОРСТХУавеѕіјкмнорстхуһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονιαρκυτɑɡıℓ∅Ø",
        "ABESIJKMHOPCTXYabesijkmhopctxyhdqwABEZHIKMNOPTYXovlapkutagilØØ",
        strict=True,
    )
)
_DASHES = {"\N{MINUS SIGN}", "\N{HYPHEN BULLET}", "\N{SOFT HYPHEN}"}
_QUOTES = dict.fromkeys("’‘`´ʼ′", "'") | dict.fromkeys("“”„«»″", '"')
_DANISH = frozenset("æøåÆØÅäöüÄÖÜ")


@dataclass(frozen=True)
class Folded:
    """`plain` keeps capitals, `lower` does not; both have the length of `starts` and `ends`."""

    plain: str
    lower: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The span of the text itself that a span of the folded text stands for."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    plain: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end, cluster in _clusters(text):
        for character in _spell(cluster):
            plain.append(character)
            starts.append(start)
            ends.append(end)
    spelled = "".join(plain)
    return Folded(spelled, "".join(map(_lower, spelled)), tuple(starts), tuple(ends))


def folded(text: str) -> str:
    """A short text, such as a company's name, spelled the way `fold` spells what is searched."""
    return fold(text).lower


def _clusters(text: str) -> Iterator[tuple[int, int, str]]:
    """Base characters with the marks that belong to them; characters nobody sees are left out."""
    start = 0
    cluster = ""
    for index, character in enumerate(text):
        category = _category(character)
        if category in {"Cf", "Cc", "Cs"} and not character.isspace():
            continue
        if category in {"Mn", "Me"}:
            cluster += character
            continue
        if cluster:
            yield start, index, cluster
        start, cluster = index, character
    if cluster:
        yield start, len(text), cluster


@lru_cache(maxsize=4096)
def _category(character: str) -> str:
    return unicodedata.category(character)


@lru_cache(maxsize=4096)
def _spell(cluster: str) -> str:
    if cluster.isascii():
        return cluster
    composed = unicodedata.normalize("NFKC", cluster)
    return "".join(_spell_character(character) for character in composed)


def _spell_character(character: str) -> str:
    if character in _DANISH or character.isascii():
        return character
    if character in _LOOKALIKES:
        return _LOOKALIKES[character]
    if character in _QUOTES:
        return _QUOTES[character]
    if _category(character) == "Pd" or character in _DASHES:
        return "-"
    if character.isspace():
        return " "
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    bare = unicodedata.normalize("NFD", character)[0]
    return "" if _category(bare) in {"Mn", "Me"} else _LOOKALIKES.get(bare, bare)


def _lower(character: str) -> str:
    lowered = character.lower()
    return lowered if len(lowered) == 1 else lowered[0]

"""The second reader: when a guess is a hit, and when a review may approve."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST_GUESSES = 3
ALIKE = 0.86
SHORTEST_PART = 4
LONGEST_NAME = 4
_LEGAL_FORMS = re.compile(r"\b(aps|a/s|i/s|k/s|p/s|s/i|ivs|amba|a\.m\.b\.a|fmba|smba|gmbh|ltd|inc)\b\.?")
_FOLDS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


@dataclass(frozen=True)
class Doubt:
    """A place in the text that the reader must answer for, known by field and words."""

    field: str
    text: str

    @property
    def key(self) -> str:
        return f"{self.field}:{self.text}"


def folded(name: str) -> str:
    """A name without case, accents, legal form, spaces and signs."""
    plain = unicodedata.normalize("NFKC", name).lower()
    plain = _LEGAL_FORMS.sub(" ", plain).translate(_FOLDS)
    plain = unicodedata.normalize("NFD", plain)
    return "".join(c for c in plain if c.isalnum())


def is_hit(guess: str, names: Iterable[str]) -> bool:
    """Whether a free guess means a company known by these names; a near spelling counts."""
    guessed = folded(guess)
    return any(_alike(guessed, part) for name in names for part in _leading_parts(name) if part)


def names_one_of(text: str, names: Iterable[str]) -> bool:
    """Whether a list or a sentence names a company known by these names: every run of words is a guess."""
    known = list(names)
    words = re.findall(r"[^\s,;:()\[\]\"“”«»]+", text)
    runs = (
        " ".join(words[start : start + length])
        for start in range(len(words))
        for length in range(1, LONGEST_NAME + 1)
        if start + length <= len(words)
    )
    return any(is_hit(run, known) for run in runs)


def _leading_parts(name: str) -> list[str]:
    """The whole name, and its first words where they carry most of it."""
    whole = folded(name)
    words = name.split()
    starts = (folded(" ".join(words[:count])) for count in range(1, len(words)))
    return [whole, *(part for part in starts if 2 * len(part) >= len(whole))]


def _alike(guessed: str, name: str) -> bool:
    if guessed == name:
        return True
    if min(len(guessed), len(name)) < SHORTEST_PART:
        return False
    return name in guessed or SequenceMatcher(None, guessed, name).ratio() >= ALIKE


def unanswered(warnings: Iterable[Doubt], reasons: Mapping[str, str]) -> list[Doubt]:
    """The warnings that have no reason in the reader's own words."""
    return [warning for warning in warnings if not reasons.get(warning.key, "").strip()]

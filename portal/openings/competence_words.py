"""Competences as they are typed: unknown words are kept, with the nearest one of the register beside them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from portal.shared.registers import load_registers

ALIKE = 0.75
MOST_WORDS = 4
MOST_OFFERED = 6
# Synonyms of the register that most texts use for something else: “du lærer at …”, “skrive kort”.
EVERYDAY = frozenset({"lærer", "kort"})


@dataclass(frozen=True)
class WordNote:
    """A word the register does not know; `near` is empty where nothing resembles it."""

    word: str
    near: str


def offered_competences() -> list[str]:
    return sorted(competence.name_da for competence in load_registers().competences)


def word_notes(words: Iterable[str]) -> list[WordNote]:
    """The words that the register does not know by name or synonym."""
    known = load_registers().competence_named
    return [WordNote(word, _nearest(word)) for word in words if known(word) is None]


def in_text(texts: Iterable[str], chosen: Sequence[str]) -> list[str]:
    """Registered competences that the texts mention and nobody has chosen yet."""
    registers = load_registers()
    taken = {found.id for word in chosen if (found := registers.competence_named(word))}
    mentioned: dict[str, str] = {}
    for phrase in _phrases(" \n ".join(texts)):
        found = None if phrase.casefold() in EVERYDAY else registers.competence_named(phrase)
        if found is not None and found.id not in taken:
            mentioned.setdefault(found.id, found.name_da)
    return list(mentioned.values())[:MOST_OFFERED]


def _nearest(word: str) -> str:
    names = _names()
    found = process.extractOne(
        word.casefold(), names.keys(), scorer=OSA.normalized_similarity, score_cutoff=ALIKE
    )
    return names[found[0]] if found else ""


@cache
def _names() -> dict[str, str]:
    """Every name and synonym, folded, with the Danish name it stands for."""
    competences = load_registers().competences
    synonyms = {word.casefold(): one.name_da for one in competences for word in one.synonyms}
    return synonyms | {one.name_da.casefold(): one.name_da for one in competences}


def _phrases(text: str) -> Iterable[str]:
    words = re.findall(r"[\w-]+|[.,:;!?\n]", text)
    for start in range(len(words)):
        for length in range(MOST_WORDS, 0, -1):
            yield " ".join(words[start : start + length])

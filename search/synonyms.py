"""Expressions that mean the same or lead on, in both languages, from a list with weights."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from search.analysis import stem
from search.documents import LANGUAGES, Language
from search.folding import words
from search.lists import lines

Phrase = tuple[str, ...]
LONGEST = 9
_DEFAULT_WEIGHT = 0.6


@dataclass(frozen=True)
class Synonym:
    """Folded words, unstemmed, and how much a hit counts beside the word itself."""

    words: Phrase
    weight: float


def synonyms_of(phrase: Phrase) -> tuple[Synonym, ...]:
    """What else to look for when somebody writes these folded words."""
    found: dict[Phrase, float] = {}
    for lang in LANGUAGES:
        for synonym in _table().get(tuple(stem(word, lang) for word in phrase), ()):
            if synonym.words != phrase:
                found[synonym.words] = max(synonym.weight, found.get(synonym.words, 0.0))
    return tuple(Synonym(words, weight) for words, weight in found.items())


@cache
def synonym_texts() -> tuple[tuple[Language, str], ...]:
    """Every expression of the list as an editor wrote it; the list does not tell its language."""
    texts = (member for line in lines("synonyms") for member in _members(_parsed(line)[1]))
    return tuple((lang, text) for text in texts for lang in LANGUAGES)


@cache
def _table() -> Mapping[Phrase, tuple[Synonym, ...]]:
    found: dict[Phrase, dict[Phrase, float]] = defaultdict(dict)
    for line in lines("synonyms"):
        weight, entry = _parsed(line)
        left, one_way, right = entry.partition("=>")
        targets = _phrases(right if one_way else left)
        for source in _phrases(left):
            for key in {tuple(stem(word, lang) for word in source) for lang in LANGUAGES}:
                for target in targets:
                    if target != source:
                        found[key][target] = max(weight, found[key].get(target, 0.0))
    return {key: tuple(Synonym(words, w) for words, w in rest.items()) for key, rest in found.items()}


def _parsed(line: str) -> tuple[float, str]:
    number, bar, entry = line.partition("|")
    return (float(number), entry) if bar else (_DEFAULT_WEIGHT, line)


def _members(entry: str) -> list[str]:
    return [member.strip() for member in entry.replace("=>", ";").split(";") if member.strip()]


def _phrases(entry: str) -> list[Phrase]:
    return [tuple(words(member)) for member in _members(entry) if words(member)]

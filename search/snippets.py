"""The sentence that answers, with the words that answer marked: runs of text, never markup."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from search.analysis import stem
from search.compounds import parts
from search.documents import Language, Section, Segments
from search.folding import tokens
from search.question import Question, understand
from search.vocabulary import Vocabulary

LENGTH = 220
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True)
class Marks:
    """Which stems answer which words of a question in one language, and how much each is worth."""

    lang: Language
    worth: Mapping[str, Mapping[int, float]]
    inside: frozenset[str]

    @classmethod
    def of(cls, question: Question, lang: Language, rarity: Callable[[str], float]) -> Self:
        """A rare word is worth more than a common one; a word in light print is worth little."""
        worth: dict[str, dict[int, float]] = {}
        inside: set[str] = set()
        for slot, alternative in question.answers:
            for term in alternative.terms:
                if term.lang == lang:
                    value = alternative.weight * question.slots[slot].importance * rarity(term.stem)
                    slots = worth.setdefault(term.stem, {})
                    slots[slot] = max(slots.get(slot, 0.0), value / len(alternative.terms))
                    inside |= {term.stem} if term.part else set()
        return cls(lang, worth, frozenset(inside))

    def matched(self, word: str) -> str | None:
        """The stem this folded word answers with; a compound answers with its part."""
        own = stem(word, self.lang)
        if own in self.worth:
            return own
        found = parts(word) if self.lang == "da" else ()
        return next((part for part in found if part in self.inside), None)

    def value(self, text: str) -> float:
        """What a text answers: each word of the question once, by its best answer."""
        best: dict[int, float] = {}
        for found in {self.matched(token.word) for token in tokens(text)}:
            for slot, value in self.worth.get(found or "", {}).items():
                best[slot] = max(value, best.get(slot, 0.0))
        return sum(best.values())


def highlight(text: str, query: str, lang: Language, *, whole: bool = True) -> Segments:
    """A text that stands alone, read with the words of a query: all of it, or what answers most."""
    question = understand(query, lang, Vocabulary.of([(lang, text)]))
    marks = Marks.of(question, lang, lambda _stem: 1.0)
    return highlighted(text, marks) if whole else excerpt(text, marks)


def highlighted(text: str, marks: Marks) -> Segments:
    """The whole text in runs; touching marks stay apart."""
    runs: list[tuple[str, bool]] = []
    end = 0
    for token in tokens(text):
        if marks.matched(token.word) is None:
            continue
        if token.start > end:
            runs.append((text[end : token.start], False))
        runs.append((text[token.start : token.end], True))
        end = token.end
    return (*runs, (text[end:], False)) if end < len(text) else tuple(runs)


def best_section(sections: Iterable[Section], marks: Marks) -> Section | None:
    """The section that answers most, the first of equals; None where none does."""
    best, most = None, 0.0
    for section in sections:
        value = marks.value(section.text) + marks.value(section.heading)
        if value > most:
            best, most = section, value
    return best


def excerpt(text: str, marks: Marks) -> Segments:
    """The sentences around the one that answers most, cut at words."""
    sentences = [sentence.strip() for sentence in _SENTENCE.split(text) if sentence.strip()]
    if not sentences:
        return ()
    values = [marks.value(sentence) for sentence in sentences]
    start = max(range(len(sentences)), key=lambda number: (values[number], -number))
    chosen = sentences[start]
    for following in sentences[start + 1 :]:
        if len(chosen) + len(following) >= LENGTH:
            break
        chosen = f"{chosen} {following}"
    return highlighted(_cut(chosen, marks), marks)


def _cut(text: str, marks: Marks) -> str:
    if len(text) <= LENGTH:
        return text
    first = next((token.start for token in tokens(text) if marks.matched(token.word)), 0)
    start = 0 if first < LENGTH - 40 else text.rfind(" ", 0, max(first - 60, 1)) + 1
    end = text.rfind(" ", start, start + LENGTH)
    end = end if end > start else start + LENGTH
    return ("… " if start else "") + text[start:end] + (" …" if end < len(text) else "")

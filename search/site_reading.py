"""One state of the page index, opened: what it finds, in what order, and which section answers."""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from search.analysis import stem
from search.documents import Found, Hit, Language, SiteDocument
from search.engine import Reading
from search.folding import words
from search.generations import Generation, IndexDamaged
from search.lists import folded_words
from search.question import Question, Term, understand
from search.ranking import Ranked, TermScore, in_order, rank
from search.site_pages import KEY_FIELDS, KEY_PARTS, TEXT_FIELDS, TEXT_PARTS, Page, every_text, from_json
from search.snippets import Marks, best_section, excerpt
from search.synonyms import synonym_texts
from search.vocabulary import Vocabulary

PAGES_FILE = "pages.json"
# How much a hit in a field counts, and how far a long field is marked down.
FIELDS = {
    "title": (4.0, 0.75),
    "keywords": (2.5, 0.3),
    "headings": (1.8, 0.6),
    "summary": (1.8, 0.5),
    "body": (1.0, 0.75),
    KEY_PARTS: (2.5, 0.5),
    TEXT_PARTS: (1.0, 0.75),
}
SAME_TITLE, SAME_KEYWORD = 0.8, 0.4
# Lists and pages about the site itself stand behind what people come to read.
BEHIND = {"page": 0.6}


@dataclass(frozen=True)
class Wanted:
    """Which of the pages that answer to hand out; None means every kind."""

    types: Collection[str] | None = None
    folders: Collection[str] | None = None
    limit: int = 10
    offset: int = 0


class SiteReading:
    """Answers questions; not to be used by two threads at once."""

    def __init__(self, pages: list[Page], reading: Reading) -> None:
        self.pages = pages
        self._reading = reading
        self._number = [int(reading.stored(each)["number"]) for each in range(reading.documents)]
        texts = [(lang, text) for page in pages for lang, each in page.items() for text in every_text(each)]
        self.vocabulary = Vocabulary.of([*texts, *((lang, text) for lang, text in synonym_texts())])
        self._scores = lru_cache(maxsize=4096)(self._term_scores)

    @classmethod
    def open(cls, generation: Generation) -> Self:
        return cls(from_json(generation.contents[PAGES_FILE]), Reading.open(generation.contents))

    def check(self, pages: list[Page]) -> None:
        """Every page is there, and the first of them are found by their titles."""
        if self._reading.documents != len(pages):
            raise IndexDamaged("a page is missing")
        for edition in [edition for page in pages[:5] for edition in page.values()]:
            found = self.find(edition.title, edition.lang, Wanted(limit=len(pages)))
            if words(edition.title) and edition.id not in {hit.id for hit in found.hits}:
                raise IndexDamaged(f"{edition.id} is not found by its title")

    def find(self, text: str, lang: Language, wanted: Wanted) -> Found:
        question = understand(text, lang, self.vocabulary)
        if not question.slots:
            return Found(0, ())
        found = rank(question, self._scores, len(self.pages))
        ranked = in_order([self._named(each, question) for each in found if self._fits(each, wanted)])
        shown = ranked[wanted.offset : wanted.offset + wanted.limit]
        marks = Marks.of(question, lang, lambda stem: self._rarity(stem, lang))
        hits = tuple(self._hit(self.pages[each.document], each.score, lang, marks) for each in shown)
        return Found(len(ranked), hits, question.did_you_mean)

    def _fits(self, each: Ranked, wanted: Wanted) -> bool:
        page = next(iter(self.pages[each.document].values()))
        return (wanted.types is None or page.type in wanted.types) and (
            wanted.folders is None or page.folder in wanted.folders
        )

    def _named(self, each: Ranked, question: Question) -> Ranked:
        """The page whose name was asked for comes first."""
        editions = self.pages[each.document].values()
        likeness = max(_likeness(edition, question) for edition in editions)
        behind = BEHIND.get(next(iter(editions)).type, 1.0)
        return Ranked(each.document, each.score * (1 + likeness) * behind)

    def _hit(self, page: Page, score: float, lang: Language, marks: Marks) -> Hit:
        edition = page[lang] if lang in page else next(iter(page.values()))
        section = best_section(edition.sections, marks)
        text = section.text if section and marks.value(section.text) else edition.summary
        return Hit(
            id=edition.id,
            type=edition.type,
            lang=edition.lang,
            title=edition.title,
            url=edition.url,
            anchor=section.anchor if section else "",
            heading=section.heading if section else "",
            folder=edition.folder,
            snippet=excerpt(text or edition.summary, marks),
            score=round(score, 3),
        )

    def _term_scores(self, term: Term) -> Mapping[int, TermScore]:
        key = self._sum(term, (*KEY_FIELDS, KEY_PARTS) if term.part else KEY_FIELDS)
        text = self._sum(term, (*TEXT_FIELDS, TEXT_PARTS) if term.part else TEXT_FIELDS)
        return {each: TermScore(key.get(each, 0.0), text.get(each, 0.0)) for each in {*key, *text}}

    def _sum(self, term: Term, fields: Collection[str]) -> Mapping[int, float]:
        found: dict[int, float] = {}
        for name in fields:
            weight, length = FIELDS[name]
            for document, score in self._reading.scores(f"{name}_{term.lang}", term.stem, length).items():
                number = self._number[document]
                found[number] = found.get(number, 0.0) + weight * score
        return found

    def _rarity(self, stem: str, lang: Language) -> float:
        return math.log(1 + len(self.pages) / (1 + len(self._scores(Term(lang, stem, part=True)))))


def _likeness(edition: SiteDocument, question: Question) -> float:
    asked = frozenset(stem(slot.word, edition.lang) for slot in question.slots)
    title = _carrying(edition.title, edition.lang)
    named = any(asked == _carrying(keyword, edition.lang) for keyword in edition.keywords)
    return SAME_TITLE * len(asked & title) / max(1, len(asked | title)) + (SAME_KEYWORD if named else 0.0)


@lru_cache(maxsize=8192)
def _carrying(text: str, lang: Language) -> frozenset[str]:
    """The stems of a title without its small words; with them where there is nothing else."""
    found = words(text)
    stops = folded_words(f"stop_words_{lang}")
    return frozenset(stem(word, lang) for word in ([w for w in found if w not in stops] or found))

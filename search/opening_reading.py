"""One state of the openings index, opened: the lean way first, everything the chain knows on zero hits."""

from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import Self

from search.analysis import analyse, stem
from search.documents import LANGUAGES, Language, OpeningHit, OpeningsFound, OpeningText
from search.engine import Reading
from search.folding import fold, tokens, words
from search.generations import Generation
from search.lists import folded_words
from search.question import MOST_CHARACTERS, MOST_WORDS, Term, understand
from search.ranking import TermScore, in_order, rank
from search.vocabulary import Vocabulary

TITLE, TEXT, PARTS, SPELLED = "title", "text", "parts", "spelled"
TITLE_WEIGHT, PARTS_WEIGHT, LENGTH = 3.0, 0.5, 0.6


class OpeningReading:
    """Answers questions; not to be used by two threads at once."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._scores = lru_cache(maxsize=2048)(self._term_scores)

    @classmethod
    def open(cls, generation: Generation) -> Self:
        return cls(Reading.open(generation.contents))

    @property
    def count(self) -> int:
        return self._reading.documents

    def has(self, opening_id: str) -> bool:
        return self._reading.has("id", opening_id)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Read only when it is needed: it takes longer than most searches."""
        spellings: dict[str, tuple[str, int]] = {}
        for spelling, count in self._reading.lexicon(SPELLED):
            best = spellings.get(fold(spelling), ("", 0))
            spellings[fold(spelling)] = max(best, (spelling, count), key=lambda entry: entry[1])
        return Vocabulary(dict.fromkeys(LANGUAGES, spellings))

    def find(self, text: str, lang: Language, limit: int, offset: int) -> OpeningsFound:
        carrying = _carrying(text[:MOST_CHARACTERS])
        if not carrying:
            return OpeningsFound(0, ())
        groups = [{stem(word, each) for each in LANGUAGES} for word in carrying]
        total, hits = self._reading.all_of(groups, {TITLE: TITLE_WEIGHT, TEXT: 1.0}, offset + limit)
        if total:
            return OpeningsFound(total, tuple(OpeningHit(*hit) for hit in hits[offset:]))
        return self._find_with_everything(text, lang, limit, offset)

    def _find_with_everything(self, text: str, lang: Language, limit: int, offset: int) -> OpeningsFound:
        question = understand(text, lang, self.vocabulary)
        ranked = in_order(rank(question, self._scores, self.count))
        hits = tuple(
            OpeningHit(str(self._reading.stored(each.document)["id"]), round(each.score, 3))
            for each in ranked[offset : offset + limit]
        )
        return OpeningsFound(len(ranked), hits, question.did_you_mean)

    def _term_scores(self, term: Term) -> Mapping[int, TermScore]:
        title = self._reading.scores(TITLE, term.stem, LENGTH)
        text = self._reading.scores(TEXT, term.stem, LENGTH)
        inside = self._reading.scores(PARTS, term.stem, LENGTH) if term.part else {}
        return {
            each: TermScore(
                TITLE_WEIGHT * title.get(each, 0.0),
                text.get(each, 0.0) + PARTS_WEIGHT * inside.get(each, 0.0),
            )
            for each in {*title, *text, *inside}
        }


def schema() -> tuple[str, ...]:
    return (TITLE, TEXT, PARTS, SPELLED)


def fields_of(row: OpeningText) -> Mapping[str, object]:
    title, labels, text = (analyse(texts, "da") for texts in ((row.title,), row.labels, (row.text,)))
    title_en, text_en = (analyse((each,), "en") for each in (row.title_en, row.text_en))
    everything = (row.title, *row.labels, row.text, row.title_en, row.text_en)
    return {
        "id": row.id,
        TITLE: " ".join((*title.stems, *title_en.stems)),
        TEXT: " ".join((*labels.stems, *text.stems, *text_en.stems)),
        PARTS: " ".join((*title.parts, *labels.parts)),
        SPELLED: " ".join(sorted({spelling for each in everything for spelling in _spellings(each)})),
    }


def _spellings(text: str) -> list[str]:
    return [text[token.start : token.end].lower() for token in tokens(text)]


def _carrying(text: str) -> list[str]:
    """The words that must all be there; small words only where there is nothing else."""
    found = words(text)
    stops = folded_words("stop_words_da") | folded_words("stop_words_en")
    return list(dict.fromkeys([w for w in found if w not in stops] or found))[:MOST_WORDS]

"""Which documents answer a question, and in what order: plain arithmetic over the engine's scores."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from search.question import Alternative, Question, Slot, Term

ENOUGH = 0.5
ENOUGH_IN_TITLE = 0.3
KEY_STRENGTH = 0.8
FAR_BEHIND = 0.08
MOST_RARE = 2.0


@dataclass(frozen=True)
class TermScore:
    """The engine's score of a term in a document: in its title and keywords, and in its text."""

    key: float
    text: float

    @property
    def sum(self) -> float:
        return self.key + self.text


Scores = Callable[[Term], Mapping[int, TermScore]]


@dataclass(frozen=True)
class Ranked:
    document: int
    score: float


@dataclass
class _Answer:
    """The best answer to one slot in one document."""

    score: float = 0.0
    strength: float = 0.0
    key: bool = False

    def offer(self, score: float, strength: float, *, key: bool) -> None:
        if score > self.score:
            self.score = score
        self.strength = max(self.strength, strength)
        self.key = self.key or key


@dataclass
class _Tally:
    answers: dict[int, _Answer] = field(default_factory=dict)

    def of(self, slot: int) -> _Answer:
        return self.answers.setdefault(slot, _Answer())


def rank(question: Question, scores: Scores, documents: int) -> list[Ranked]:
    """Documents that cover enough of the question, in no order."""
    tallies = _tallies(question, scores)
    weights = [_weight(slot, number, tallies, documents) for number, slot in enumerate(question.slots)]
    found = []
    for document, tally in tallies.items():
        coverage = sum(weights[slot] * each.strength for slot, each in tally.answers.items()) / sum(weights)
        if coverage >= (ENOUGH_IN_TITLE if _names_it(tally, question) else ENOUGH):
            found.append(Ranked(document, _score(tally, question) * (0.3 + 0.7 * coverage)))
    return found


def _names_it(tally: _Tally, question: Question) -> bool:
    """Whether a word that carries the question stands in the title or the keywords."""
    return any(each.key and question.slots[slot].importance >= 1.0 for slot, each in tally.answers.items())


def _score(tally: _Tally, question: Question) -> float:
    return sum(each.score * min(1.0, question.slots[slot].importance) for slot, each in tally.answers.items())


def in_order(found: list[Ranked]) -> list[Ranked]:
    """The best first, without those far behind the best."""
    best = max((each.score for each in found), default=0.0)
    kept = [each for each in found if each.score >= best * FAR_BEHIND]
    return sorted(kept, key=lambda each: (-each.score, each.document))


def _tallies(question: Question, scores: Scores) -> dict[int, _Tally]:
    tallies: dict[int, _Tally] = {}
    for number, slot in enumerate(question.slots):
        for alternative in slot.alternatives:
            _offer(tallies, (number,), alternative, scores)
    for span in question.spans:
        for alternative in span.alternatives:
            _offer(tallies, span.slots, alternative, scores)
    return tallies


def _offer(
    tallies: dict[int, _Tally], slots: tuple[int, ...], alternative: Alternative, scores: Scores
) -> None:
    for document, score in _all_of(alternative, scores).items():
        key = score.key > 0 and alternative.strength >= KEY_STRENGTH
        tally = tallies.setdefault(document, _Tally())
        for slot in slots:
            tally.of(slot).offer(alternative.weight * score.sum, alternative.strength, key=key)


def _all_of(alternative: Alternative, scores: Scores) -> Mapping[int, TermScore]:
    """Documents that have every term; the score is the mean, and a key hit needs every term there."""
    each = [scores(term) for term in alternative.terms]
    if len(each) == 1:
        return each[0]
    shared = set(each[0]).intersection(*each[1:])
    return {
        document: TermScore(
            min(one[document].key for one in each), sum(one[document].sum for one in each) / len(each)
        )
        for document in shared
    }


def _weight(slot: Slot, number: int, tallies: Mapping[int, _Tally], documents: int) -> float:
    """A rare word tells more than a common one; a word that is nowhere counts as the rarest."""
    frequency = sum(1 for tally in tallies.values() if number in tally.answers)
    return slot.importance * min(MOST_RARE, math.log(1 + (documents + 1) / (frequency + 0.5)))

"""Every answer one by one: whether the consultant may see it, and how that is changed."""

import hashlib
import json
from collections.abc import Callable, Mapping, Set
from dataclasses import asdict, dataclass, replace
from typing import Any, TypeVar, cast

from portal.preparation.answers import Answer, Answers, Mobility, Search, Since, Want
from portal.preparation.steps.step import Step

One = TypeVar("One", bound=Answer)
Visit = Callable[[str, Any], Any]
SINGLE = ("rhythm", "network", "unsolicited")


@dataclass(frozen=True)
class Listed:
    """What was chosen from lists, shown or hidden as one answer."""

    chosen: tuple[str, ...] = ()
    shown: bool = True

    @property
    def empty(self) -> bool:
        return not self.chosen


@dataclass(frozen=True)
class Choice:
    """A filled answer; its key begins with the step that asks for it."""

    key: str
    answer: Answer

    @property
    def step(self) -> str:
        return self.key.split("-")[0]

    @property
    def mark(self) -> str:
        """Changes with the words: a choice made for other words is never used for these."""
        words = {name: value for name, value in asdict(cast(Any, self.answer)).items() if name != "shown"}
        written = json.dumps([self.key, words], sort_keys=True)
        return f"{self.key}-{hashlib.sha256(written.encode('utf-8', 'replace')).hexdigest()[:12]}"


def choices_in(answers: Answers) -> list[Choice]:
    """Every answer with something in it, in the order of the form."""
    found: list[Choice] = []

    def note(key: str, answer: Answer) -> Answer:
        if not answer.empty:
            found.append(Choice(key, answer))
        return answer

    _visited(answers, note)
    return found


def with_shown(answers: Answers, shown: Mapping[str, bool]) -> Answers:
    """The answers, shown or hidden as it says for each key; what it does not name stays as it was."""
    return _visited(
        answers,
        lambda key, answer: replace(answer, shown=shown[key]) if key in shown else answer,
    )


class OtherWordsError(Exception):
    """What was chosen on a page is not for the words that are saved now; `answers` are those."""

    def __init__(self, answers: Answers) -> None:
        super().__init__("the answers were changed meanwhile")
        self.answers = answers


def with_choices(
    answers: Answers, marks: Set[str], chosen: Mapping[str, bool], steps: Mapping[str, Step]
) -> Answers:
    """Shown and hidden as chosen by mark on a page that listed `marks`; raises OtherWordsError.

    A page of a step that was open before is then an old one. What was typed and not yet saved stays, with
    the new choice in it.
    """
    choices = choices_in(answers)
    if marks != {choice.mark for choice in choices}:
        raise OtherWordsError(answers)
    new = [c for c in choices if c.mark in chosen and chosen[c.mark] != c.answer.shown]
    changed = with_shown(answers, {choice.key: chosen[choice.mark] for choice in new})
    touched = {choice.step for choice in new}
    drafts = {
        key: {**draft, **_differing(steps[key], answers, changed)} if key in touched else draft
        for key, draft in answers.drafts.items()
    }
    revisions = {**answers.revisions, **{step: answers.revisions.get(step, 0) + 1 for step in touched}}
    return replace(changed, drafts=drafts, revisions=revisions)


def _differing(step: Step, before: Answers, after: Answers) -> dict[str, tuple[str, ...]]:
    """The fields of a step that are filled in differently now: those that say who may see an answer."""
    old, new = step.fill(before), step.fill(after)
    return {name: (str(value),) for name, value in new.items() if old.get(name) != value}


def _visited(answers: Answers, visit: Visit) -> Answers:
    want, since = answers.want, answers.since
    return replace(
        answers,
        agenda=_each("agenda", answers.agenda, visit),
        questions=visit("agenda-questions", answers.questions),
        since=Since(
            done=visit("since-done", since.done),
            learnt=visit("since-learnt", since.learnt),
            agreed=visit("since-agreed", since.agreed),
        ),
        adverts=_each("adverts", answers.adverts, visit),
        proposals=_each("proposals", answers.proposals, visit),
        want=Want(
            dream=visit("want-dream", want.dream),
            good=visit("want-good", want.good),
            bills=visit("want-bills", want.bills),
        ),
        can=_each("can", answers.can, visit),
        search=_visited_search(answers.search, visit),
        smv=_each("smv", answers.smv, visit),
        mobility=_visited_mobility(answers.mobility, visit),
        markers=_visited_markers(answers, visit),
    )


def _each(key: str, answers: tuple[One, ...], visit: Visit) -> tuple[One, ...]:
    return tuple(visit(f"{key}-{number}", answer) for number, answer in enumerate(answers))


def _visited_search(search: Search, visit: Visit) -> Search:
    channels = visit("search-channels", Listed(search.channels, search.channels_shown))
    return replace(
        search,
        channels_shown=channels.shown,
        **{name: visit(f"search-{name}", getattr(search, name)) for name in SINGLE},
        next_steps=_each("search-next", search.next_steps, visit),
    )


def _visited_mobility(mobility: Mobility, visit: Visit) -> Mobility:
    chosen = (*mobility.areas, *((mobility.remote,) if mobility.remote else ()))
    places = visit("mobility-places", Listed(chosen, mobility.shown))
    return replace(
        mobility, shown=places.shown, neighbours=_each("mobility-neighbour", mobility.neighbours, visit)
    )


def _visited_markers(answers: Answers, visit: Visit) -> Any:
    readings = tuple(f"{reading.on} {sorted(reading.values.items())}" for reading in answers.markers.readings)
    return replace(answers.markers, shown=visit("markers-all", Listed(readings, answers.markers.shown)).shown)

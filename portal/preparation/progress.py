"""How far a candidate is with each step: computed from what is saved, never ticked off by hand."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from portal.preparation.answers import Answers
from portal.preparation.steps.step import Step
from portal.shared.texts import N_


class Status(StrEnum):
    DONE = "done"
    UNSURE = "unsure"
    BEGUN = "begun"
    BEFORE = "before"
    EMPTY = "empty"


LABELS = {
    Status.DONE: N_("Færdig"),
    Status.UNSURE: N_("Færdig: ved ikke endnu"),
    Status.BEGUN: N_("I gang: noget er ikke gemt endnu"),
    Status.BEFORE: N_("Fra sidste samtale: se den efter"),
    Status.EMPTY: N_("Ikke besvaret"),
}


def status_of(answers: Answers, step: str) -> Status:
    """What was typed and not saved comes first, because that is what can still be forgotten."""
    if step in answers.drafts:
        return Status.BEGUN
    if answers.answered[step] or (step == "since" and _moved_since(answers)):
        is_old = answers.round > 1 and step not in answers.saved
        return Status.BEFORE if is_old else Status.DONE
    return Status.UNSURE if step in answers.unsure else Status.EMPTY


def _moved_since(answers: Answers) -> bool:
    """In a follow-up the markers are set on the page of "Siden sidst"."""
    return any(reading.on >= answers.round_on for reading in answers.markers.readings)


def moment(answers: Answers, step: str) -> datetime | None:
    """When a step was saved last."""
    return datetime.fromisoformat(answers.saved[step]) if step in answers.saved else None


def last_saved(answers: Answers) -> datetime | None:
    """When anything was saved last."""
    return max((datetime.fromisoformat(at) for at in answers.saved.values()), default=None)


def next_step(answers: Answers, steps: Sequence[Step]) -> Step | None:
    """The first step that was not passed yet; None when all were."""
    return next((step for step in steps if step.key not in answers.saved), None)

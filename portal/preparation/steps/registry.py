"""Every step there is, and which of them a candidate is asked, in order."""

from portal.preparation.answers import Answers
from portal.preparation.steps import (
    adverts,
    agenda,
    can,
    markers,
    meeting,
    mobility,
    proposals,
    search,
    since,
    smv,
    want,
)
from portal.preparation.steps.step import Part, Step

ORDER = tuple(
    topic.STEP
    for topic in (meeting, since, agenda, adverts, proposals, want, can, search, smv, mobility, markers)
)
STEPS: dict[str, Step] = {step.key: step for step in ORDER}


def steps_of(answers: Answers, part: Part) -> list[Step]:
    """The steps of a part; what happened since last time is asked in a follow-up, and the markers with it."""
    elsewhere = markers.STEP if answers.is_follow_up else since.STEP
    return [step for step in ORDER if step.part is part and step is not elsewhere]

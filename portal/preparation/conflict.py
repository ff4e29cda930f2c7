"""Two windows on the same step: a page that is no longer new never overwrites what it did not show."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fastapi import Request
from starlette.datastructures import FormData
from wtforms import Field, HiddenField

from portal.preparation.answers import Answers
from portal.preparation.drafts import REVISION
from portal.preparation.step_forms import differing, in_words
from portal.preparation.steps.step import Step, Titles
from portal.shared.texts import N_
from portal.web.forms import PortalForm
from portal.web.languages import language

OPENING = N_("Opslaget, du tog med")


@dataclass
class StaleError(Exception):
    """The step was saved after the page was opened; where the two differ is in `standing`."""

    answers: Answers = field(repr=False)
    standing: Mapping[str, Field] = field(repr=False)


def refuse_if_stale(
    request: Request, step: Step, posted: FormData, form: PortalForm, found: Answers, titles: Titles
) -> None:
    """Raises StaleError when the page was opened before the last save; without a difference it is empty."""
    seen = posted.get(REVISION, "")
    if seen in ("", str(found.revisions.get(step.key, 0))):
        return
    raise StaleError(found, differing(request, step, form, found, titles))


def beside_each_field(request: Request, form: PortalForm, stale: StaleError) -> list[tuple[str, str, str]]:
    """Puts what stands now beside the fields; returns (id of the field, its label, what stands now)."""
    found = []
    for name, standing in stale.standing.items():
        words = in_words(standing, stale.answers, language(request))
        mine, hidden = form[name], isinstance(standing, HiddenField)
        if not hidden:
            mine.stands_now = words
        found.append(("" if hidden else mine.id, OPENING if hidden else mine.label.text, words))
    return found

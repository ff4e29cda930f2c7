"""What a draft is: the fields of a step as they were posted, and the revision they were typed on."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from starlette.datastructures import FormData

from portal.preparation.answers import Answers
from portal.shared.cpr import contains_cpr
from portal.web.forms import PortalForm

REVISION = "revision"
# No field can be called that.
KEPT_AT = ".kept_at"
Draft = Mapping[str, tuple[str, ...]]


def fields_with_cpr(form: PortalForm, posted: FormData) -> list[str]:
    names = [field.name for field in form]
    return [name for name in names if any(contains_cpr(str(value)) for value in posted.getlist(name))]


def typed_in(form: PortalForm, posted: FormData, *, without: list[str]) -> Draft:
    """The fields of the form and the revision; buttons and whatever else was posted are no part of it."""
    names = [REVISION, *(field.name for field in form if field.name != "pick")]
    return {
        name: tuple(str(value) for value in posted.getlist(name))
        for name in names
        if name in posted and name not in without
    }


def as_posted(draft: Draft) -> FormData:
    return FormData([(name, value) for name, values in draft.items() for value in values])


def with_draft(answers: Answers, step: str, typed: Draft, refused: list[str], now: datetime) -> Answers:
    """Keeps what was typed; a field that was refused stays as it stood in the draft before."""
    before = answers.drafts.get(step, {})
    typed = {**typed, **{name: before[name] for name in refused if name in before}}
    if typed == {name: values for name, values in before.items() if name != KEPT_AT}:
        return answers
    kept = {**typed, KEPT_AT: (now.isoformat(),)}
    return replace(answers, drafts={**answers.drafts, step: kept})


def without_draft(answers: Answers, step: str) -> Answers:
    if step not in answers.drafts:
        return answers
    return replace(answers, drafts={key: draft for key, draft in answers.drafts.items() if key != step})

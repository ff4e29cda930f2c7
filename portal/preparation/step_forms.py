"""The form of a step as its page shows it, and where two of them differ."""

from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import Request
from starlette.datastructures import FormData
from wtforms import BooleanField, Field, HiddenField, RadioField, SelectMultipleField

from portal.preparation.answers import Answers
from portal.preparation.steps.step import NamedChoices, Step, Titles
from portal.shared.texts import N_, translate
from portal.web.forms import PortalForm
from portal.web.languages import language

TICKED, NOT_TICKED, EMPTY = N_("krydset af"), N_("ikke krydset af"), N_("ingenting")


def form_of(request: Request, step: Step, answers: Answers, posted: FormData | None = None) -> PortalForm:
    """Filled from what was posted, else from what is saved, else with what is suggested."""
    lang, today = language(request), request.app.state.clock.today()
    make_form = step.form(request.app.state.organisation.adverts)
    # Whoever reads English probably wants to speak it.
    filled = {"language": lang} | step.fill(answers)
    form = make_form(posted, data=filled, lang=lang, today=today)
    return named(form, lang)


def named(form: PortalForm, lang: str) -> PortalForm:
    """With its choices in the language of the page."""
    if isinstance(form, NamedChoices):
        form.name_choices(lang)
    return form


def differing(
    request: Request, step: Step, form: PortalForm, answers: Answers, titles: Titles
) -> Mapping[str, Field]:
    """The saved fields by name where saving this form would change them; what was posted must be valid."""
    mine = form_of(request, step, step.read(answers, form, titles))
    return {
        field.short_name: field
        for field in form_of(request, step, answers)
        if content(field) != content(mine[field.short_name])
    }


def content(field: Field) -> object:
    """What stands in a field, in the same shape however it came there."""
    if isinstance(field, BooleanField):
        return bool(field.data)
    if isinstance(field, SelectMultipleField):
        return sorted(field.data or ())
    if isinstance(field, RadioField):
        return field.data or ""
    written: Any = field._value() if hasattr(field, "_value") else field.data
    return str(written or "").replace("\r\n", "\n").strip()


def in_words(field: Field, answers: Answers, lang: str) -> str:
    """What stands in a field, as a person reads it."""
    if isinstance(field, BooleanField):
        return translate(lang, TICKED if field.data else NOT_TICKED)
    if isinstance(field, HiddenField):
        titles = {one.opening_id: one.opening_title for one in answers.proposals}
        return titles.get(str(field.data or ""), "") or translate(lang, EMPTY)
    if isinstance(field, SelectMultipleField | RadioField):
        return ", ".join(_chosen(field, lang)) or translate(lang, EMPTY)
    return str(content(field)) or translate(lang, EMPTY)


def _chosen(field: Field, lang: str) -> Iterator[str]:
    wanted = field.data if isinstance(field.data, list) else [field.data]
    for choice in field.choices or ():
        if choice.value in wanted:
            yield translate(lang, str(choice.label))

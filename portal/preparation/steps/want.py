"""Hvad vil du? The ABC of jobs."""

from dataclasses import replace
from typing import Any

from portal.preparation.answers import Answers, Want
from portal.preparation.forms import long, shown
from portal.preparation.steps.step import Part, Step, Titles, fill_item, read_item
from portal.shared.texts import N_
from portal.web.forms import PortalForm

NAMES = ("dream", "good", "bills")


class WantForm(PortalForm):
    dream = long(N_("Drømmejobbet"))
    dream_shown = shown(N_("Hvem må se drømmejobbet?"))
    good = long(N_("Et godt job, du gerne vil have"))
    good_shown = shown(N_("Hvem må se det gode job?"))
    bills = long(N_("Et job, der betaler regningerne"))
    bills_shown = shown(N_("Hvem må se jobbet, der betaler regningerne?"))


def _fill(answers: Answers) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in NAMES:
        values |= fill_item(getattr(answers.want, name), name)
    return values


def _read(answers: Answers, form: PortalForm, _titles: Titles) -> Answers:
    return replace(answers, want=Want(**{name: read_item(form, name) for name in NAMES}))


STEP = Step(
    key="want",
    part=Part.DEPTH,
    da="hvad-vil-du",
    en="what-you-want",
    title=N_("Hvad vil du?"),
    question=N_("Hvad vil du helst arbejde med?"),
    lead=N_("Tænk i tre slags job. Det giver dig flere steder at søge."),
    form=lambda _adverts: WantForm,
    fill=_fill,
    read=_read,
)

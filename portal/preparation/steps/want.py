"""Hvad vil du? The ABC of jobs."""

from dataclasses import replace
from datetime import date
from typing import Any

from portal.preparation.answers import Answers, Want
from portal.preparation.forms import long, shown
from portal.preparation.steps.step import Part, Step, Titles, fill_item, read_item
from portal.preparation.steps.suggestions import abc_questions
from portal.shared.texts import N_
from portal.web.forms import PortalForm

NAMES = ("dream", "good", "bills")


class WantForm(PortalForm):
    dream = long(
        N_("Drømmejobbet"), N_("Hvad er det ved jobbet, du gerne vil have? Hvilke opgaver fylder mest?")
    )
    dream_shown = shown(N_("Hvem må se drømmejobbet?"))
    good = long(
        N_("Et godt job, du også ville sige ja til"),
        N_("Hvilket skridt på vejen dertil findes der stillinger til?"),
    )
    good_shown = shown(N_("Hvem må se det gode job?"))
    bills = long(
        N_("Et job, der betaler regningerne"),
        N_("Hvad kunne du begynde på næste måned? Hvad skal der til, for at det er godt nok en tid?"),
    )
    bills_shown = shown(N_("Hvem må se jobbet, der betaler regningerne?"))


def _fill(answers: Answers) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in NAMES:
        values |= fill_item(getattr(answers.want, name), name)
    return values


def _read(answers: Answers, form: PortalForm, _titles: Titles) -> Answers:
    return replace(answers, want=Want(**{name: read_item(form, name) for name in NAMES}))


def _questions(answers: Answers) -> dict[str, str]:
    want = answers.want
    return abc_questions(want.dream.text, want.good.text, want.bills.text)


def _help(answers: Answers, _lang: str, _today: date) -> dict[str, Any]:
    return {"questions": _questions(answers)}


def _asks_back(before: Answers, after: Answers, _today: date) -> bool:
    """Once, at the first save; whoever has seen the question is not asked again on the way."""
    return "want" not in before.saved and bool(_questions(after))


def _landing(_form: PortalForm, after: Answers) -> str:
    return next(iter(_questions(after)), "")


STEP = Step(
    key="want",
    part=Part.DEPTH,
    da="hvad-vil-du",
    en="what-you-want",
    title=N_("Hvad vil du?"),
    question=N_("Hvad vil du helst arbejde med?"),
    lead=N_("Tænk i tre slags job på én gang. Så har du flere steder at søge og opgiver ikke det første."),
    why=N_("Når konsulenten ved, hvad du vil, kan I lede de rigtige steder."),
    form=lambda _adverts: WantForm,
    fill=_fill,
    read=_read,
    help=_help,
    asks_back=_asks_back,
    landing=_landing,
)

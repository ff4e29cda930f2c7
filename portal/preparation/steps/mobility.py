"""Mobilitet: areas, how much from home, and neighbouring tasks or branches."""

from dataclasses import replace
from typing import Any

from wtforms import RadioField
from wtforms.validators import Optional

from portal.preparation.answers import NEIGHBOURS, Answers, Mobility
from portal.preparation.forms import CheckboxList, short, shown
from portal.preparation.steps.step import (
    NamedChoices,
    Part,
    Step,
    Titles,
    fill_item,
    is_shown,
    read_item,
    yes,
)
from portal.shared.registers import load_registers
from portal.shared.texts import N_
from portal.web.forms import PortalForm, choices

REMOTE = (
    ("ingen", N_("Jeg vil helst møde ind")),
    ("lidt", N_("En eller to dage om ugen hjemmefra")),
    ("meget", N_("Det meste hjemmefra")),
    ("ved-ikke", N_("Ved ikke endnu")),
)
LABELS = (N_("Det første"), N_("Det andet"), N_("Det tredje"))


class PlacesForm(NamedChoices):
    """Its areas are named in the language of the page."""

    areas = CheckboxList(N_("Hvor vil du arbejde?"), validators=[Optional()])
    remote = RadioField(
        N_("Hvor meget vil du arbejde hjemme?"), choices=choices(REMOTE), validators=[Optional()]
    )
    places_shown = shown(N_("Hvem må se, hvor du vil arbejde?"))

    def name_choices(self, lang: str) -> None:
        areas = load_registers().of_kind("landsdel")
        self.areas.choices = choices((area.id, area.name(lang)) for area in areas)


def _rows() -> dict[str, object]:
    rows: dict[str, object] = {}
    for n, label in enumerate(LABELS[:NEIGHBOURS]):
        rows |= {f"neighbour{n}": short(label), f"neighbour{n}_shown": shown(N_("Hvem må se det?"))}
    return rows


MobilityForm: type[PortalForm] = type("MobilityForm", (PlacesForm,), _rows())


def _fill(answers: Answers) -> dict[str, Any]:
    mobility = answers.mobility
    values: dict[str, Any] = {
        "areas": list(mobility.areas),
        "remote": mobility.remote,
        "places_shown": yes(mobility.shown),
    }
    for n, item in enumerate(mobility.neighbours):
        values |= fill_item(item, f"neighbour{n}")
    return values


def _read(answers: Answers, form: PortalForm, _titles: Titles) -> Answers:
    mobility = Mobility(
        areas=tuple(form["areas"].data or ()),
        remote=form["remote"].data or "",
        shown=is_shown(form, "places_shown"),
        neighbours=tuple(read_item(form, f"neighbour{n}") for n in range(NEIGHBOURS)),
    )
    return replace(answers, mobility=mobility)


STEP = Step(
    key="mobility",
    part=Part.DEPTH,
    da="mobilitet",
    en="mobility",
    title=N_("Mobilitet"),
    question=N_("Hvor kan du arbejde, og hvad ligger tæt på dit fag?"),
    lead=N_("Vælg det, der passer. Du binder dig ikke til noget her."),
    why=N_("Så leder I de steder, hvor du faktisk kan og vil arbejde."),
    form=lambda _adverts: MobilityForm,
    fill=_fill,
    read=_read,
)

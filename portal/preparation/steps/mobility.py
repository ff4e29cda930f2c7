"""Mobilitet: areas, how much from home, and neighbouring tasks or branches."""

from dataclasses import replace
from datetime import date
from typing import Any

from wtforms import RadioField
from wtforms.validators import Optional

from portal.preparation.answers import NEIGHBOURS, Answers, Item, Mobility
from portal.preparation.forms import CheckboxList, short, shown
from portal.preparation.steps import neighbours, suggestions
from portal.preparation.steps.rows import RowsForm
from portal.preparation.steps.step import (
    NamedChoices,
    Part,
    Step,
    Titles,
    fill_item,
    is_shown,
    read_item,
    text,
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


class PlacesForm(RowsForm, NamedChoices):
    """Its areas are named in the language of the page."""

    areas = CheckboxList(
        N_("Hvor vil du arbejde?"), validators=[Optional()], description=N_("Vælg så mange, du vil.")
    )
    remote = RadioField(
        N_("Hvor meget vil du arbejde hjemme?"), choices=choices(REMOTE), validators=[Optional()]
    )
    places_shown = shown(N_("Hvem må se, hvor du vil arbejde?"))

    def name_choices(self, lang: str) -> None:
        registers = load_registers()
        areas = (*registers.of_kind("country"), *registers.of_kind("landsdel"))
        self.areas.choices = choices((area.id, area.name(lang)) for area in areas)


def _rows() -> dict[str, object]:
    rows: dict[str, object] = {"most": NEIGHBOURS, "names": ("neighbour",)}
    for n in range(NEIGHBOURS):
        rows |= {
            f"neighbour{n}": short(N_("Opgave eller branche, der ligger tæt på")),
            f"neighbour{n}_shown": shown(N_("Hvem må se det, der ligger tæt på?")),
        }
    return rows


MobilityForm: type[PlacesForm] = type("MobilityForm", (PlacesForm,), _rows())


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
        neighbours=_with_picked(tuple(read_item(form, f"neighbour{n}") for n in range(NEIGHBOURS)), form),
    )
    return replace(answers, mobility=mobility)


def _with_picked(rows: tuple[Item, ...], form: PortalForm) -> tuple[Item, ...]:
    """A picked neighbour goes where nothing stands yet, and nowhere else."""
    picked = neighbours.text_of(load_registers(), text(form, "pick"))
    row = suggestions.free_row([{"text": item.text} for item in rows], "text")
    if not picked or row is None:
        return rows
    return (*rows[:row], replace(rows[row], text=picked), *rows[row + 1 :])


def _help(answers: Answers, lang: str, _today: date) -> dict[str, Any]:
    standing = [item.text for item in answers.mobility.neighbours if item.text]
    if len(standing) == NEIGHBOURS:
        return {"offers": None}
    can = [one.name for one in answers.can if one.name]
    return {"offers": neighbours.offers_for(load_registers(), can, answers.fields, standing, lang)}


def _landing(form: PortalForm, after: Answers) -> str:
    rows = {f"neighbour{n}": item.text for n, item in enumerate(after.mobility.neighbours)}
    return suggestions.landed(form.data, rows)


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
    help=_help,
    landing=_landing,
)

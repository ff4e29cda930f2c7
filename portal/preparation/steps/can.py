"""Hvad kan du? Competence, where it was shown, the task it solves for a company."""

from dataclasses import asdict, replace
from datetime import date
from typing import Any

from portal.preparation.answers import COMPETENCES, Answers, Competence
from portal.preparation.forms import long, short, shown
from portal.preparation.steps import suggestions
from portal.preparation.steps.rows import RowsForm
from portal.preparation.steps.step import Part, Step, Titles, is_shown, text, yes
from portal.preparation.steps.suggestions import Group
from portal.shared.registers import load_registers
from portal.shared.texts import N_
from portal.web.forms import PortalForm

NAMES = ("name", "proof", "task")


def _rows() -> dict[str, object]:
    rows: dict[str, object] = {"most": COMPETENCES, "names": NAMES}
    for n in range(COMPETENCES):
        rows |= {
            f"name{n}": short(N_("Det kan du")),
            f"proof{n}": long(
                N_("Hvor har du vist det?"),
                N_("Specialet, et studiejob, frivilligt arbejde eller et projekt tæller også."),
            ),
            f"task{n}": long(
                N_("Hvilken opgave løser det for en virksomhed?"),
                N_("Skriv det, så en uden for dit fag kan se det for sig."),
            ),
            f"shown{n}": shown(N_("Hvem må se det?")),
        }
    return rows


CanForm: type[RowsForm] = type("CanForm", (RowsForm,), _rows())


def _fill(answers: Answers) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for n, one in enumerate(answers.can):
        values |= {f"{name}{n}": getattr(one, name) for name in NAMES}
        values[f"shown{n}"] = yes(one.shown)
    return values


def _read(answers: Answers, form: PortalForm, _titles: Titles) -> Answers:
    rows = tuple(
        Competence(**{name: text(form, f"{name}{n}") for name in NAMES}, shown=is_shown(form, f"shown{n}"))
        for n in range(COMPETENCES)
    )
    return replace(answers, can=_with_picked(rows, text(form, "pick")))


def _with_picked(rows: tuple[Competence, ...], value: str) -> tuple[Competence, ...]:
    """A picked word goes where nothing stands yet, and nowhere else."""
    picked = suggestions.found(value, offered(Answers(), suggestions.language_of(value)))
    is_task = value.startswith("task:")
    row = suggestions.free_row([asdict(one) for one in rows], "task" if is_task else "name")
    if row is None:
        return rows
    changed = replace(rows[row], task=picked) if is_task else replace(rows[row], name=picked)
    return (*rows[:row], changed, *rows[row + 1 :])


def offered(answers: Answers, lang: str) -> list[Group]:
    """What may be picked: all fagområder, those of the candidate first."""
    registers = load_registers()
    standing = [text for one in answers.can for text in (one.name, one.task)]
    return suggestions.groups_for(
        registers.fields, registers.competences_by_id, answers.fields, standing, lang
    )


def _help(answers: Answers, lang: str, _today: date) -> dict[str, Any]:
    rows = [asdict(one) for one in answers.can] or [asdict(Competence())]
    groups = suggestions.with_room(
        offered(answers, lang),
        competences=suggestions.free_row(rows, "name") is not None,
        tasks=suggestions.free_row(rows, "task") is not None,
    )
    return {"groups": groups}


def _landing(form: PortalForm, after: Answers) -> str:
    return suggestions.landed(
        form.data, {f"{name}{n}": asdict(one)[name] for n, one in enumerate(after.can) for name in NAMES}
    )


STEP = Step(
    key="can",
    part=Part.DEPTH,
    da="hvad-kan-du",
    en="what-you-can-do",
    title=N_("Hvad kan du?"),
    question=N_("Hvad kan du, og hvor har du vist det?"),
    lead=N_("Op til fem ting. Fra det, du kan, til en opgave, det løser. Én er en god begyndelse."),
    why=N_("Virksomheder ansætter til opgaver. Et eksempel viser, at du kan løse dem."),
    form=lambda _adverts: CanForm,
    fill=_fill,
    read=_read,
    help=_help,
    landing=_landing,
)

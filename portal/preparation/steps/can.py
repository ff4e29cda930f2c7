"""Hvad kan du? Competence, where it was shown, the task it solves for a company."""

from dataclasses import replace
from typing import Any

from portal.preparation.answers import COMPETENCES, Answers, Competence
from portal.preparation.forms import long, short, shown
from portal.preparation.steps.step import Part, Step, Titles, is_shown, text, yes
from portal.shared.texts import N_
from portal.web.forms import PortalForm


def _rows() -> dict[str, object]:
    rows: dict[str, object] = {}
    for n in range(COMPETENCES):
        rows |= {
            f"name{n}": short(N_("Det kan du")),
            f"proof{n}": long(N_("Hvor har du vist det?")),
            f"task{n}": long(N_("Hvilken opgave løser det for en virksomhed?")),
            f"shown{n}": shown(N_("Hvem må se det?")),
        }
    return rows


CanForm: type[PortalForm] = type("CanForm", (PortalForm,), _rows())


def _fill(answers: Answers) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for n, one in enumerate(answers.can):
        values |= {f"{name}{n}": getattr(one, name) for name in ("name", "proof", "task")}
        values[f"shown{n}"] = yes(one.shown)
    return values


def _read(answers: Answers, form: PortalForm, _titles: Titles) -> Answers:
    rows = tuple(
        Competence(
            name=text(form, f"name{n}"),
            proof=text(form, f"proof{n}"),
            task=text(form, f"task{n}"),
            shown=is_shown(form, f"shown{n}"),
        )
        for n in range(COMPETENCES)
    )
    return replace(answers, can=rows)


STEP = Step(
    key="can",
    part=Part.DEPTH,
    da="hvad-kan-du",
    en="what-you-can-do",
    title=N_("Hvad kan du?"),
    question=N_("Hvad kan du, og hvor har du vist det?"),
    lead=N_("Op til fem ting. Fra det, du kan, til en opgave, det løser."),
    form=lambda _adverts: CanForm,
    fill=_fill,
    read=_read,
)

"""SMV: problems the candidate could solve in a company that never hired an academic."""

from dataclasses import replace
from typing import Any

from portal.preparation.answers import PROBLEMS, Answers
from portal.preparation.forms import long, shown
from portal.preparation.steps.step import Part, Step, Titles, fill_item, read_item
from portal.shared.texts import N_
from portal.web.forms import PortalForm

LABELS = (N_("Det første problem"), N_("Det andet problem"), N_("Det tredje problem"))


def _rows() -> dict[str, object]:
    rows: dict[str, object] = {}
    for n, label in enumerate(LABELS[:PROBLEMS]):
        rows |= {f"problem{n}": long(label), f"problem{n}_shown": shown(N_("Hvem må se det?"))}
    return rows


SmvForm: type[PortalForm] = type("SmvForm", (PortalForm,), _rows())


def _fill(answers: Answers) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for n, item in enumerate(answers.smv):
        values |= fill_item(item, f"problem{n}")
    return values


def _read(answers: Answers, form: PortalForm, _titles: Titles) -> Answers:
    return replace(answers, smv=tuple(read_item(form, f"problem{n}") for n in range(PROBLEMS)))


STEP = Step(
    key="smv",
    part=Part.DEPTH,
    da="smaa-virksomheder",
    en="small-companies",
    title=N_("Små virksomheder"),
    question=N_("Hvilke problemer kan du løse i en lille virksomhed?"),
    lead=N_("Tænk på en virksomhed, der aldrig har haft en akademiker."),
    form=lambda _adverts: SmvForm,
    fill=_fill,
    read=_read,
)

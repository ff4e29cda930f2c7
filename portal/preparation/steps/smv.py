"""SMV: problems the candidate could solve in a company that never hired an academic."""

from dataclasses import replace
from datetime import date
from typing import Any

from portal.preparation.answers import PROBLEMS, Answers
from portal.preparation.forms import long, shown
from portal.preparation.steps import suggestions
from portal.preparation.steps.rows import RowsForm
from portal.preparation.steps.small_companies import NEVER_DONE
from portal.preparation.steps.step import Part, Step, Titles, fill_item, read_item, text
from portal.preparation.steps.suggestions import Suggestion
from portal.shared.texts import N_, translate
from portal.web.forms import PortalForm

LABELS = (N_("Det første problem"), N_("Det andet problem"), N_("Det tredje problem"))
WHO_SEES = (
    N_("Hvem må se det første problem?"),
    N_("Hvem må se det andet problem?"),
    N_("Hvem må se det tredje problem?"),
)
HINTS = (
    N_("Hvad er det, de aldrig når? Hvad er anderledes, når du er færdig?"),
    N_("Hvem ville savne dig, hvis du holdt op med det?"),
    N_("Hvad gør de i dag med håndkraft, som du kunne gøre lettere?"),
)


def _rows() -> dict[str, object]:
    rows: dict[str, object] = {"most": PROBLEMS, "names": ("problem",)}
    for n in range(PROBLEMS):
        rows |= {f"problem{n}": long(LABELS[n], HINTS[n]), f"problem{n}_shown": shown(WHO_SEES[n])}
    return rows


SmvForm: type[RowsForm] = type("SmvForm", (RowsForm,), _rows())


def _fill(answers: Answers) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for n, item in enumerate(answers.smv):
        values |= fill_item(item, f"problem{n}")
    return values


def _read(answers: Answers, form: PortalForm, _titles: Titles) -> Answers:
    items = [read_item(form, f"problem{n}") for n in range(PROBLEMS)]
    value = text(form, "pick")
    offered = _offered((), suggestions.language_of(value))
    picked = next((one.text for _, group in offered for one in group if one.value == value), "")
    row = suggestions.free_row([{"text": item.text} for item in items], "text") if picked else None
    if row is not None:
        items[row] = replace(items[row], text=picked)
    return replace(answers, smv=tuple(items))


def _offered(standing: tuple[str, ...], lang: str) -> list[tuple[str, list[Suggestion]]]:
    """What small companies often never get done, by what it takes."""
    written = {suggestions.plain(text) for text in standing}
    groups = []
    for g, (heading, tasks) in enumerate(NEVER_DONE):
        said = [Suggestion(f"smv:{lang}:{g}.{n}", translate(lang, task)) for n, task in enumerate(tasks)]
        groups.append(
            (translate(lang, heading), [one for one in said if suggestions.plain(one.text) not in written])
        )
    return groups


def _help(answers: Answers, lang: str, _today: date) -> dict[str, Any]:
    texts = tuple(item.text for item in answers.smv)
    full = len(texts) == PROBLEMS and all(texts)
    return {"groups": [] if full else _offered(texts, lang)}


def _landing(form: PortalForm, after: Answers) -> str:
    return suggestions.landed(form.data, {f"problem{n}": item.text for n, item in enumerate(after.smv)})


STEP = Step(
    key="smv",
    part=Part.DEPTH,
    da="smaa-virksomheder",
    en="small-companies",
    title=N_("Små virksomheder"),
    question=N_("Hvilke problemer kan du løse i en lille virksomhed?"),
    lead=N_("Tænk på en virksomhed, der aldrig har haft en akademiker. Hvad bliver liggende hos dem?"),
    why=N_("Mange små virksomheder slår ikke deres job op. De skal høre, hvad du kan løse for dem."),
    form=lambda _adverts: SmvForm,
    fill=_fill,
    read=_read,
    help=_help,
    landing=_landing,
)

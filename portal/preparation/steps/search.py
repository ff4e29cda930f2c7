"""Hvordan søger du? Channels, rhythm, network, unsolicited, and the candidate's own next steps."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from wtforms.validators import Optional

from portal.preparation import smart_rules
from portal.preparation.answers import NEXT_STEPS, Answers, NextStep, Search
from portal.preparation.forms import CheckboxList, long, short, shown
from portal.preparation.steps.rows import RowsForm
from portal.preparation.steps.step import Part, Step, Titles, fill_item, is_shown, read_item, text, yes
from portal.shared.texts import N_
from portal.web.forms import PortalForm, choices

CHANNELS = (
    ("jobnet", N_("Jobnet")),
    ("jobportaler", N_("Andre jobportaler")),
    ("linkedin", N_("LinkedIn")),
    ("netvaerk", N_("Folk, jeg kender")),
    ("uopfordret", N_("Uopfordret til virksomheder")),
    ("fagblade", N_("Fagforening, a-kasse og fagblade")),
)
ITEMS = ("rhythm", "network", "unsolicited")


class SearchForm(RowsForm):
    channels = CheckboxList(N_("Hvor leder du?"), choices=choices(CHANNELS), validators=[Optional()])
    channels_shown = shown(N_("Hvem må se, hvor du leder?"))
    rhythm = long(
        N_("Hvornår og hvor meget søger du?"),
        N_("For eksempel: Mandag til torsdag formiddag. To ansøgninger om ugen."),
    )
    rhythm_shown = shown(N_("Hvem må se din rytme?"))
    network = long(N_("Hvem kan du spørge?"), N_("Skriv ikke andres navne. “En gammel kollega” er nok."))
    network_shown = shown(N_("Hvem må se, hvem du kan spørge?"))
    unsolicited = long(
        N_("Hvor kan du søge uopfordret?"),
        N_("Slags steder er nok. For eksempel: Små museer, der ikke slår stillinger op."),
    )
    unsolicited_shown = shown(N_("Hvem må se, hvor du vil søge uopfordret?"))


NAMES = ("what", "when", "done")


def _rows() -> dict[str, object]:
    rows: dict[str, object] = {"most": NEXT_STEPS, "names": NAMES}
    for n in range(NEXT_STEPS):
        rows |= {
            f"what{n}": short(N_("Det vil jeg gøre"), N_("For eksempel: Ringe til to fra mit gamle hold")),
            f"when{n}": short(N_("Hvornår?"), N_("En dag eller en uge")),
            f"done{n}": short(
                N_("Hvordan ved du, at det er gjort?"), N_("For eksempel: Jeg har talt med dem begge")
            ),
            f"shown{n}": shown(N_("Hvem må se skridtet?")),
        }
    return rows


WholeSearchForm: type[RowsForm] = type("WholeSearchForm", (SearchForm,), _rows())


@dataclass(frozen=True)
class Checked:
    """What is asked back about a step that is saved; nothing when it is clear enough."""

    questions: tuple[str, ...]


def check(answers: Answers) -> list[Checked | None]:
    """One for each next step, None where nothing is written."""
    rows = [*answers.search.next_steps, *[NextStep()] * NEXT_STEPS][:NEXT_STEPS]
    return [
        None if row.empty else Checked(smart_rules.questions(row.what, row.when, row.done)) for row in rows
    ]


def _help(answers: Answers, _lang: str, _today: date) -> dict[str, Any]:
    return {"checked": check(answers)}


def _landing(_form: PortalForm, after: Answers) -> str:
    """The first step there is something to say about."""
    return next((f"what{n}" for n, checked in enumerate(check(after)) if checked), "what0")


def _fill(answers: Answers) -> dict[str, Any]:
    search = answers.search
    values: dict[str, Any] = {
        "channels": list(search.channels),
        "channels_shown": yes(search.channels_shown),
    }
    for name in ITEMS:
        values |= fill_item(getattr(search, name), name)
    for n, one in enumerate(search.next_steps):
        values |= {f"{name}{n}": getattr(one, name) for name in NAMES}
        values[f"shown{n}"] = yes(one.shown)
    return values


def _read(answers: Answers, form: PortalForm, _titles: Titles) -> Answers:
    next_steps = tuple(
        NextStep(
            what=text(form, f"what{n}"),
            when=text(form, f"when{n}"),
            done=text(form, f"done{n}"),
            shown=is_shown(form, f"shown{n}"),
        )
        for n in range(NEXT_STEPS)
    )
    search = Search(
        channels=tuple(form["channels"].data or ()),
        channels_shown=is_shown(form, "channels_shown"),
        rhythm=read_item(form, "rhythm"),
        network=read_item(form, "network"),
        unsolicited=read_item(form, "unsolicited"),
        next_steps=next_steps,
    )
    return replace(answers, search=search)


STEP = Step(
    key="search",
    part=Part.DEPTH,
    da="hvordan-soeger-du",
    en="how-you-search",
    title=N_("Hvordan søger du?"),
    question=N_("Hvordan søger du, og hvad er dit næste skridt?"),
    lead=N_("Små skridt, du selv bestemmer."),
    why=N_("Så kan I se, hvad der virker, og hvad du kan prøve i stedet."),
    form=lambda _adverts: WholeSearchForm,
    fill=_fill,
    read=_read,
    help=_help,
    landing=_landing,
)

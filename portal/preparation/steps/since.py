"""Siden sidst: what happened since the last conversation, also one in the a-kasse, and where one is now."""

from dataclasses import replace
from datetime import date
from typing import Any

from portal.preparation.answers import Answers, Since
from portal.preparation.forms import long, shown
from portal.preparation.steps.markers import fill_markers, marker_fields, past_moves, read_markers
from portal.preparation.steps.step import Part, Step, Titles, fill_item, read_item
from portal.shared.texts import N_
from portal.web.forms import PortalForm

NAMES = ("done", "learnt", "agreed")


class SinceQuestions(PortalForm):
    agreed = long(
        N_("Hvad aftalte I sidst?"),
        N_("Det, du har aftalt med din a-kasse, tæller også. Det gør Min Plan også."),
    )
    agreed_shown = shown(N_("Hvem må se, hvad I aftalte?"))
    done = long(
        N_("Hvad har du gjort?"),
        N_(
            "Skriv også det, der ikke blev til noget. For eksempel: Søgt tre job. Nåede ikke at ringe. "
            "Det, du viser, kan indgå i din sag."
        ),
    )
    done_shown = shown(N_("Hvem må se, hvad du har gjort?"))
    learnt = long(
        N_("Hvad har du lært?"),
        N_("For eksempel: De vil hellere høre om min opgave end om min titel."),
    )
    learnt_shown = shown(N_("Hvem må se, hvad du har lært?"))


_WithMarkers: type[PortalForm] = type("_WithMarkers", (SinceQuestions,), marker_fields())


class SinceForm(_WithMarkers):  # type: ignore[valid-type, misc]  # made from the sentences
    """With the markers, where it stands alone; on a page of all steps those have their own place."""

    def __init__(self, *positional: Any, prefix: str = "", **named: Any) -> None:
        super().__init__(*positional, prefix=prefix, **named)
        if prefix:
            for name in marker_fields():
                del self[name]


def _fill(answers: Answers) -> dict[str, Any]:
    values = fill_markers(answers)
    for name in NAMES:
        values |= fill_item(getattr(answers.since, name), name)
    return values


def _read(answers: Answers, form: PortalForm, _titles: Titles) -> Answers:
    answers = replace(answers, since=Since(**{name: read_item(form, name) for name in NAMES}))
    return read_markers(answers, form) if "markers_shown" in form else answers


def _help(answers: Answers, lang: str, _today: date) -> dict[str, Any]:
    return {"moves": past_moves(answers, lang)}


STEP = Step(
    key="since",
    part=Part.ENOUGH,
    da="siden-sidst",
    en="since-last-time",
    title=N_("Siden sidst"),
    question=N_("Hvad er der sket siden sidst?"),
    lead=N_("Skriv kort. Stikord er fint."),
    why=N_("Så begynder I, hvor I slap, og du slipper for at fortælle det hele igen."),
    form=lambda _adverts: SinceForm,
    fill=_fill,
    read=_read,
    help=_help,
)

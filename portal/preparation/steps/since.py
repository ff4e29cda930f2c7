"""Siden sidst: what happened since the last conversation, also one in the a-kasse."""

from dataclasses import replace
from typing import Any

from portal.preparation.answers import Answers, Since
from portal.preparation.forms import long, shown
from portal.preparation.steps.step import Part, Step, Titles, fill_item, read_item
from portal.shared.texts import N_
from portal.web.forms import PortalForm

NAMES = ("done", "learnt", "agreed")


class SinceForm(PortalForm):
    done = long(N_("Hvad har du gjort?"))
    done_shown = shown(N_("Hvem må se, hvad du har gjort?"))
    learnt = long(N_("Hvad har du lært?"))
    learnt_shown = shown(N_("Hvem må se, hvad du har lært?"))
    agreed = long(N_("Hvad aftalte I sidst?"))
    agreed_shown = shown(N_("Hvem må se, hvad I aftalte?"))


def _fill(answers: Answers) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in NAMES:
        values |= fill_item(getattr(answers.since, name), name)
    return values


def _read(answers: Answers, form: PortalForm, _titles: Titles) -> Answers:
    return replace(answers, since=Since(**{name: read_item(form, name) for name in NAMES}))


STEP = Step(
    key="since",
    part=Part.ENOUGH,
    da="siden-sidst",
    en="since-last-time",
    title=N_("Siden sidst"),
    question=N_("Hvad er der sket siden sidst?"),
    lead=N_("Skriv kort. Det gælder også det, du har aftalt med din a-kasse."),
    why=N_("Så begynder I, hvor I slap, og du slipper for at fortælle det hele igen."),
    form=lambda _adverts: SinceForm,
    fill=_fill,
    read=_read,
)

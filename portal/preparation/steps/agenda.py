"""Din dagsorden: up to three things to get help with, and questions on rules."""

from dataclasses import replace
from typing import Any

from wtforms import HiddenField

from portal.preparation.answers import AGENDA_ITEMS, Answers, Item
from portal.preparation.forms import long, shown
from portal.preparation.steps.step import Part, Step, Titles, is_shown, text, yes
from portal.shared.texts import N_
from portal.web.forms import PortalForm

MOVES = tuple(str(n) for n in range(2, AGENDA_ITEMS + 1))


class AgendaForm(PortalForm):
    item1 = long(N_("Det vigtigste"), N_("Hvad skal du gå fra samtalen med?"))
    shown1 = shown(N_("Hvem må se det vigtigste?"))
    item2 = long(N_("Det næste"))
    shown2 = shown(N_("Hvem må se det næste?"))
    item3 = long(N_("Det sidste"))
    shown3 = shown(N_("Hvem må se det sidste?"))
    questions = long(
        N_("Har du spørgsmål om regler?"),
        N_("For eksempel om rådighed, ferie eller et deltidsjob."),
    )
    questions_shown = shown(N_("Hvem må se dine spørgsmål?"))
    # Which line is to change places with the one above it.
    move = HiddenField()


def _fill_agenda(answers: Answers) -> dict[str, Any]:
    values: dict[str, Any] = {
        "questions": answers.questions.text,
        "questions_shown": yes(answers.questions.shown),
    }
    for number, item in enumerate(answers.agenda, start=1):
        values |= {f"item{number}": item.text, f"shown{number}": yes(item.shown)}
    return values


def _read_agenda(answers: Answers, form: PortalForm, _titles: Titles) -> Answers:
    items = [
        _from_where_it_came(answers, Item(text(form, f"item{n}"), is_shown(form, f"shown{n}")))
        for n in range(1, AGENDA_ITEMS + 1)
    ]
    if form["move"].data in MOVES:
        place = int(form["move"].data)
        items[place - 2], items[place - 1] = items[place - 1], items[place - 2]
    questions = Item(text(form, "questions"), is_shown(form, "questions_shown"))
    return replace(answers, agenda=tuple(items), questions=questions)


def _from_where_it_came(answers: Answers, item: Item) -> Item:
    """What was taken along from a module keeps it, as long as its words still stand there."""
    came = [old for old in answers.agenda if old.module and old.text in item.text]
    return replace(item, module=came[0].module, section=came[0].section) if came else item


STEP = Step(
    key="agenda",
    part=Part.ENOUGH,
    da="dagsorden",
    en="agenda",
    title=N_("Din dagsorden"),
    question=N_("Hvad vil du have hjælp til?"),
    lead=N_("Skriv op til tre ting. Det vigtigste først, for det er der, I begynder. Stikord er fint."),
    why=N_("Samtalen er kort. Med en dagsorden når I det, der er vigtigst for dig."),
    form=lambda _adverts: AgendaForm,
    fill=_fill_agenda,
    read=_read_agenda,
)

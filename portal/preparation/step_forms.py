"""The four steps: what each asks, how its answers fill the form, how the form becomes answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from portal.preparation.forms import AgendaForm, MeetingForm, ProposalsForm, adverts_form
from portal.preparation.rules import AGENDA_ITEMS, PROPOSALS, Advert, Answers, Item, Meeting, Proposal
from portal.shared.texts import N_
from portal.web.forms import PortalForm

Titles = Mapping[str, str]


@dataclass(frozen=True)
class Step:
    """One topic on one page."""

    key: str
    page: str
    title: str
    question: str
    lead: str
    template: str
    form: Callable[[int], type[PortalForm]]
    fill: Callable[[Answers], dict[str, Any]]
    read: Callable[[Answers, PortalForm, Titles], Answers]


def _fill_meeting(answers: Answers) -> dict[str, Any]:
    meeting = answers.meeting
    fields = ("whom", "first", "form", "at", "language", "interpreter", "companion")
    values = {name: getattr(meeting, name) for name in fields} | {"on": meeting.day}
    # Without an answer the language of the page is suggested.
    return values if meeting.language else {name: v for name, v in values.items() if name != "language"}


def _read_meeting(answers: Answers, form: PortalForm, _titles: Titles) -> Answers:
    day: date | None = form["on"].data
    meeting = Meeting(
        whom=form["whom"].data or "",
        first=form["first"].data or "",
        form=form["form"].data or "",
        on=day.isoformat() if day else "",
        at=_text(form, "at"),
        language=form["language"].data or "",
        interpreter=form["interpreter"].data,
        companion=form["companion"].data,
    )
    return replace(answers, meeting=meeting)


def _fill_agenda(answers: Answers) -> dict[str, Any]:
    values: dict[str, Any] = {
        "questions": answers.questions.text,
        "questions_shown": _yes(answers.questions.shown),
    }
    for number, item in enumerate(answers.agenda, start=1):
        values |= {f"item{number}": item.text, f"shown{number}": _yes(item.shown)}
    return values


def _read_agenda(answers: Answers, form: PortalForm, _titles: Titles) -> Answers:
    items = [Item(_text(form, f"item{n}"), _shown(form, f"shown{n}")) for n in range(1, AGENDA_ITEMS + 1)]
    questions = Item(_text(form, "questions"), _shown(form, "questions_shown"))
    return replace(answers, agenda=tuple(items), questions=questions)


def _fill_adverts(answers: Answers) -> dict[str, Any]:
    values: dict[str, Any] = {"fields": list(answers.fields)}
    for n, advert in enumerate(answers.adverts):
        values |= {
            f"title{n}": advert.title,
            f"workplace{n}": advert.workplace,
            f"deadline{n}": advert.deadline,
        }
        values |= {f"on_jobnet{n}": advert.on_jobnet, f"shown{n}": _yes(advert.shown)}
    return values


def _read_adverts(answers: Answers, form: PortalForm, _titles: Titles) -> Answers:
    count = sum(1 for field in form if field.name.startswith("title"))
    adverts = tuple(
        Advert(
            title=_text(form, f"title{n}"),
            workplace=_text(form, f"workplace{n}"),
            deadline=_text(form, f"deadline{n}"),
            on_jobnet=form[f"on_jobnet{n}"].data,
            shown=_shown(form, f"shown{n}"),
        )
        for n in range(count)
    )
    return replace(answers, adverts=adverts, fields=tuple(form["fields"].data or ()))


def _fill_proposals(answers: Answers) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for n, proposal in enumerate(answers.proposals):
        for name in ("opening_id", "workplace", "tasks", "learn", "contact"):
            values[f"{name}{n}"] = getattr(proposal, name)
        values[f"shown{n}"] = _yes(proposal.shown)
    return values


def _read_proposals(answers: Answers, form: PortalForm, titles: Titles) -> Answers:
    """The title of an opening never comes from the form, but from what is published or from before."""
    known = {p.opening_id: p.opening_title for p in answers.proposals if p.opening_id} | dict(titles)
    proposals = []
    for n in range(PROPOSALS):
        opening_id = _text(form, f"opening_id{n}")
        proposals.append(
            Proposal(
                workplace=_text(form, f"workplace{n}"),
                opening_id=opening_id if opening_id in known else "",
                opening_title=known.get(opening_id, ""),
                tasks=_text(form, f"tasks{n}"),
                learn=_text(form, f"learn{n}"),
                contact=_text(form, f"contact{n}"),
                shown=_shown(form, f"shown{n}"),
            )
        )
    return replace(answers, proposals=tuple(proposals))


def _text(form: PortalForm, name: str) -> str:
    return (form[name].data or "").replace("\r\n", "\n").strip()


def _shown(form: PortalForm, name: str) -> bool:
    return bool(form[name].data != "nej")


def _yes(shown: bool) -> str:
    return "ja" if shown else "nej"


STEPS: dict[str, Step] = {
    step.key: step
    for step in (
        Step(
            "meeting",
            "preparation_meeting",
            N_("Om samtalen"),
            N_("Hvad ved du om samtalen?"),
            N_("Svar på det, du ved. Det kommer øverst på dit ark, og konsulenten ser det, hvis du deler."),
            "preparation/step_meeting.html",
            lambda _adverts: MeetingForm,
            _fill_meeting,
            _read_meeting,
        ),
        Step(
            "agenda",
            "preparation_agenda",
            N_("Din dagsorden"),
            N_("Hvad vil du have hjælp til?"),
            N_("Skriv op til tre ting. Det vigtigste først, for det er der, I begynder. Stikord er fint."),
            "preparation/step_agenda.html",
            lambda _adverts: AgendaForm,
            _fill_agenda,
            _read_agenda,
        ),
        Step(
            "adverts",
            "preparation_adverts",
            N_("Jobopslag"),
            N_("Hvilke job vil du søge?"),
            N_("Titel og arbejdssted er nok. Har du ikke fundet nogen endnu, så spring over."),
            "preparation/step_adverts.html",
            adverts_form,
            _fill_adverts,
            _read_adverts,
        ),
        Step(
            "proposals",
            "preparation_proposals",
            N_("Praktikforslag"),
            N_("Hvor kunne du tænke dig at prøve noget af?"),
            N_("Et eller to forslag til en praktik. Et sted, et opslag eller bare en opgave er nok."),
            "preparation/step_proposals.html",
            lambda _adverts: ProposalsForm,
            _fill_proposals,
            _read_proposals,
        ),
    )
}

"""What was chosen, by its name in a language: with whom, how, where, which channels."""

from collections.abc import Mapping
from functools import cache

from portal.preparation.answers import Meeting
from portal.preparation.steps.markers import SENTENCES
from portal.preparation.steps.meeting import MeetingForm
from portal.preparation.steps.mobility import REMOTE
from portal.preparation.steps.search import CHANNELS
from portal.shared.dates import full_date
from portal.shared.registers import load_registers
from portal.shared.texts import N_, translate

SPOKEN = {"da": N_("på dansk"), "en": N_("på engelsk"), "andet": N_("på et andet sprog")}
ON_JOBNET = N_("Står i joblog eller på Jobnet")


def name_of(choice: str, lang: str) -> str:
    """The name of "channel jobnet" and the like; empty for what there is no longer."""
    kind, _, identifier = choice.partition(" ")
    registers = load_registers()
    match kind:
        case "on_jobnet":
            return translate(lang, ON_JOBNET)
        case "channel":
            return _translated(dict(CHANNELS), identifier, lang)
        case "remote":
            return _translated(dict(REMOTE), identifier, lang)
        case "area":
            area = registers.areas_by_id.get(identifier)
            return area.name(lang) if area else ""
        case "field":
            field = registers.fields_by_id.get(identifier)
            return field.name(lang) if field else ""
        case "marker":
            return _moved(identifier, lang)
    return ""


def about(meeting: Meeting, lang: str) -> list[str]:
    """The line about the conversation: with whom, how, when, in which language, who comes along."""
    parts = [
        _translated(_meeting_choices()[name], getattr(meeting, name), lang)
        for name in ("whom", "form")
        if getattr(meeting, name) not in ("", "ved-ikke")
    ]
    if meeting.day:
        parts.append(full_date(meeting.day, lang))
    if meeting.at:
        # Whoever wrote "half past ten" wrote it whole.
        time = translate(lang, N_("kl. %(time)s"), time=meeting.at)
        parts.append(time if meeting.at[0].isdigit() else meeting.at)
    if meeting.first == "ja":
        parts.append(translate(lang, N_("første gang")))
    if meeting.language in SPOKEN:
        parts.append(translate(lang, SPOKEN[meeting.language]))
    if meeting.interpreter:
        parts.append(translate(lang, N_("tolk")))
    if meeting.companion:
        parts.append(translate(lang, N_("bisidder med")))
    return [part for part in parts if part]


def _moved(marker: str, lang: str) -> str:
    """ "Jeg har nogen, jeg kan spørge: 3 → 6" of "spoerge 3 6"."""
    key, first, now = marker.split(" ")
    moved = now if first == now else f"{first} → {now}"
    return f"{translate(lang, SENTENCES[key])}: {moved}" if key in SENTENCES else ""


@cache
def _meeting_choices() -> Mapping[str, Mapping[str, str]]:
    form = MeetingForm()
    return {name: {c.value: str(c.label) for c in form[name].choices} for name in ("whom", "form")}


def _translated(names: Mapping[str, str], identifier: str, lang: str) -> str:
    return translate(lang, names[identifier]) if identifier in names else ""

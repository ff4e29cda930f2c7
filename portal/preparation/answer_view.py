"""Answers one by one and whole, as they are read where somebody chooses who may see them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from wtforms import BooleanField, RadioField

from portal.preparation.answers import Answers, Meeting
from portal.preparation.steps.markers import SENTENCES
from portal.preparation.steps.meeting import MeetingForm
from portal.preparation.steps.mobility import REMOTE
from portal.preparation.steps.registry import ORDER
from portal.preparation.steps.search import CHANNELS
from portal.preparation.visibility import Choice, choices_in
from portal.shared.dates import full_date
from portal.shared.registers import load_registers
from portal.shared.texts import N_, translate

# Which of its step's answers it is, where the step asks for several kinds.
KINDS = {
    "agenda-questions": N_("Spørgsmål om regler"),
    "since-done": N_("Hvad har du gjort?"),
    "since-learnt": N_("Hvad har du lært?"),
    "since-agreed": N_("Hvad aftalte I sidst?"),
    "want-dream": N_("Drømmejobbet"),
    "want-good": N_("Et godt job, du gerne vil have"),
    "want-bills": N_("Et job, der betaler regningerne"),
    "search-channels": N_("Hvor leder du?"),
    "search-rhythm": N_("Hvornår og hvor meget søger du?"),
    "search-network": N_("Hvem kan du spørge?"),
    "search-unsolicited": N_("Hvor kan du søge uopfordret?"),
    "mobility-places": N_("Hvor vil du arbejde?"),
}
PARTS = {
    "deadline": N_("Frist"),
    "on_jobnet": N_("Står i joblog eller på Jobnet"),
    "opening_title": N_("Opslag"),
    "learn": N_("Vil lære"),
    "contact": N_("Kontakt"),
    "proof": N_("Vist"),
    "task": N_("Opgave"),
    "when": N_("Hvornår?"),
    "done": N_("Så er det gjort"),
}
TITLES = {step.key: step.title for step in ORDER}
# They say where an answer came from, which is written beside it in words.
SOURCES = ("module", "section", "opening_id", "shown")

SourceName = Callable[[Mapping[str, str]], str]


@dataclass(frozen=True)
class AnswerView:
    """One answer: which it is, its lines, where it came from, and whether it is shown."""

    key: str
    mark: str
    kind: str
    lines: tuple[str, ...]
    source: str
    shown: bool


@dataclass(frozen=True)
class Topic:
    title: str
    answers: tuple[AnswerView, ...]


def topics_of(answers: Answers, lang: str, source_name: SourceName) -> list[Topic]:
    """Every filled answer under the title of its step; `source_name` names a module or a section."""
    views: dict[str, list[AnswerView]] = {}
    for choice in choices_in(answers):
        views.setdefault(choice.step, []).append(_view(answers, choice, lang, source_name))
    return [Topic(translate(lang, TITLES[step]), tuple(found)) for step, found in views.items()]


def always_shown(answers: Answers, lang: str) -> list[tuple[str, str]]:
    """(label, what was answered) for what comes along whenever the sheet is shared."""
    rows = [
        (translate(lang, label), translate(lang, value)) for label, value in _meeting(answers.meeting, lang)
    ]
    if answers.round > 1:
        rows.append((translate(lang, N_("Samtale nummer")), str(answers.round)))
    if answers.round_on:
        rows.append((translate(lang, N_("Ny siden")), _day(answers.round_on, lang)))
    if answers.fields:
        registered = load_registers().fields_by_id
        names = [registered[one].name(lang) if one in registered else one for one in answers.fields]
        rows.append((translate(lang, N_("Fagområder")), ", ".join(names)))
    return rows


def _view(answers: Answers, choice: Choice, lang: str, source_name: SourceName) -> AnswerView:
    answer: Any = choice.answer
    source = {name: getattr(answer, name, "") for name in ("module", "section")}
    return AnswerView(
        key=choice.key,
        mark=choice.mark,
        kind=translate(lang, KINDS[choice.key]) if choice.key in KINDS else "",
        lines=tuple(line for text in _lines(answers, choice, lang) for line in text.split("\n")),
        source=source_name(source) if source["module"] else "",
        shown=answer.shown,
    )


def _lines(answers: Answers, choice: Choice, lang: str) -> list[str]:
    lists = {"search-channels": _channels, "mobility-places": _places, "markers-all": _readings}
    if choice.key in lists:
        return lists[choice.key](answers, lang)
    return [
        _part(field.name, getattr(choice.answer, field.name), lang)
        for field in fields(choice.answer)  # type: ignore[arg-type]  # every answer is a dataclass
        if field.name not in SOURCES and getattr(choice.answer, field.name)
    ]


def _part(name: str, value: object, lang: str) -> str:
    label = translate(lang, PARTS[name]) if name in PARTS else ""
    if value is True:
        return label
    return f"{label}: {value}" if label else str(value)


def _channels(answers: Answers, lang: str) -> list[str]:
    named = dict(CHANNELS)
    return [
        ", ".join(translate(lang, named[one]) if one in named else one for one in answers.search.channels)
    ]


def _places(answers: Answers, lang: str) -> list[str]:
    areas, remote = load_registers().areas_by_id, dict(REMOTE)
    chosen = answers.mobility
    names = [areas[one].name(lang) if one in areas else one for one in chosen.areas]
    home = translate(lang, remote[chosen.remote]) if chosen.remote in remote else chosen.remote
    return [line for line in (", ".join(names), home) if line]


def _readings(answers: Answers, lang: str) -> list[str]:
    return [
        f"{_day(reading.on, lang)}: "
        + ", ".join(
            f"{translate(lang, SENTENCES.get(name, name))}: {value}" for name, value in reading.values.items()
        )
        for reading in answers.markers.readings
    ]


def _meeting(meeting: Meeting, lang: str) -> list[tuple[str, str]]:
    form = MeetingForm(data={"whom": meeting.whom, "first": meeting.first})
    rows: list[tuple[str, str]] = []
    for field in form:
        value = getattr(meeting, field.name)
        if isinstance(field, BooleanField) and value:
            rows.append((field.label.text, N_("Ja")))
        elif isinstance(field, RadioField) and value:
            named = {option.value: option.label for option in field.choices}
            rows.append((field.label.text, str(named.get(value, value))))
        elif value:
            rows.append((field.label.text, _day(value, lang) if field.name == "on" else value))
    return rows


def _day(text: str, lang: str) -> str:
    try:
        return full_date(date.fromisoformat(text), lang)
    except ValueError:
        return text

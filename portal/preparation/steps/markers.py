"""Hvor står du? Sentences the candidate sets from 0 to 10, and how they moved; theirs alone unless shown."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from babel.dates import format_date
from wtforms import RadioField, SelectField
from wtforms.validators import Optional

from portal.preparation.answers import Answers, Reading
from portal.preparation.forms import SHOWN
from portal.preparation.steps.step import Part, Step, Titles, is_shown, yes
from portal.shared.texts import N_, translate
from portal.web.forms import PortalForm, choices

SENTENCES = {
    "retning": N_("Jeg ved, hvilke job jeg går efter"),
    "kan": N_("Jeg kan forklare, hvad jeg kan"),
    "soeger": N_("Jeg får søgt det, jeg vil"),
    "spoerge": N_("Jeg har nogen, jeg kan spørge"),
    "overskud": N_("Jeg har overskud til at søge"),
}
LOWEST, HIGHEST = 0, 10
LEVELS = (
    ("", N_("Vil ikke svare")),
    ("0", N_("0: slet ikke endnu")),
    *((str(level), str(level)) for level in range(1, HIGHEST)),
    ("10", N_("10: helt og holdent")),
)
# The drawing's measures, in the units of its view box.
WIDE, HIGH, EDGE = 120, 48, 5


def marker_fields() -> dict[str, object]:
    """A choice for each sentence, and who may see them."""
    fields: dict[str, object] = {
        f"marker_{key}": SelectField(sentence, choices=choices(LEVELS), validators=[Optional()])
        for key, sentence in SENTENCES.items()
    }
    fields["markers_shown"] = RadioField(
        N_("Hvem må se, hvor du står?"), choices=choices(SHOWN), default="nej", validators=[Optional()]
    )
    return fields


MarkersForm: type[PortalForm] = type("MarkersForm", (PortalForm,), marker_fields())


def fill_markers(answers: Answers) -> dict[str, Any]:
    """What was set in this round; in a new one every marker is asked again."""
    set_now = answers.markers.since(answers.round_on)
    values: dict[str, Any] = {f"marker_{key}": str(set_now.get(key, "")) for key in SENTENCES}
    return values | {"markers_shown": yes(answers.markers.shown)}


def read_markers(answers: Answers, form: PortalForm) -> Answers:
    levels = {key: form[f"marker_{key}"].data for key in SENTENCES}
    values = {key: int(level) for key, level in levels.items() if level}
    markers = answers.markers.set_to(values, answers.round_on)
    return replace(answers, markers=replace(markers, shown=is_shown(form, "markers_shown")))


@dataclass(frozen=True)
class Move:
    """How one sentence was set: in words, and as the points of a line when there are two or more."""

    key: str
    sentence: str
    words: str
    points: tuple[tuple[int, int], ...]
    has_past: bool


def moves(answers: Answers, lang: str) -> list[Move]:
    """The sentences that were ever set, in order, with the first, the last and the one set now."""
    found = []
    for key, sentence in SENTENCES.items():
        readings = [one for one in answers.markers.readings if key in one.values]
        if readings:
            is_now = key in answers.markers.since(answers.round_on)
            words = _words(key, readings, lang, is_now=is_now)
            has_past = len(readings) > 1 or not is_now
            found.append(Move(key, translate(lang, sentence), words, _points(key, readings), has_past))
    return found


def past_moves(answers: Answers, lang: str) -> list[Move]:
    """Those with something to look back on: what is set now stands in its field."""
    return [move for move in moves(answers, lang) if move.has_past]


def _words(key: str, readings: Sequence[Reading], lang: str, *, is_now: bool) -> str:
    *before, newest = readings
    parts = []
    if before or not is_now:
        parts.append(_when(readings, lang, value=readings[0].values[key]))
    if len(before) > 1 or (before and not is_now):
        last = before[-1] if is_now else newest
        parts.append(translate(lang, N_("sidst %(value)s"), value=last.values[key]))
    if is_now:
        parts.append(translate(lang, N_("nu %(value)s"), value=newest.values[key]))
    said = ", ".join(parts)
    return said[:1].upper() + said[1:]


def _when(readings: Sequence[Reading], lang: str, *, value: int) -> str:
    """The first reading by its month, or by its day where the newest is of the same month."""
    days = [date.fromisoformat(one.on) for one in (readings[0], readings[-1]) if one.on]
    if not days:
        return str(value)
    same_month = len(days) > 1 and len(readings) > 1 and days[0].replace(day=1) == days[1].replace(day=1)
    year = "" if days[0].year == days[-1].year else " y"
    if same_month:
        day = format_date(days[0], "d. MMMM" if lang == "da" else "d MMMM", locale=lang)
        return translate(lang, N_("Den %(day)s %(value)s"), day=day, value=value)
    month = format_date(days[0], f"MMMM{year}", locale=lang)
    return translate(lang, N_("I %(month)s %(value)s"), month=month, value=value)


def _points(key: str, readings: Sequence[Reading]) -> tuple[tuple[int, int], ...]:
    if len(readings) < 2:
        return ()
    step = (WIDE - 2 * EDGE) / (len(readings) - 1)
    height = (HIGH - 2 * EDGE) / (HIGHEST - LOWEST)
    return tuple(
        (round(EDGE + n * step), round(HIGH - EDGE - one.values[key] * height))
        for n, one in enumerate(readings)
    )


def _help(answers: Answers, lang: str, _today: date) -> dict[str, Any]:
    return {"moves": past_moves(answers, lang)}


def _read(answers: Answers, form: PortalForm, _titles: Titles) -> Answers:
    return read_markers(answers, form)


STEP = Step(
    key="markers",
    part=Part.DEPTH,
    da="hvor-staar-du",
    en="where-you-are",
    title=N_("Hvor står du?"),
    question=N_("Hvor står du lige nu?"),
    lead=N_("Sæt et tal ud for det, der giver mening for dig."),
    why=N_("Så kan du selv se, om noget flytter sig, og hvor du vil have hjælp."),
    form=lambda _adverts: MarkersForm,
    fill=fill_markers,
    read=_read,
    help=_help,
)

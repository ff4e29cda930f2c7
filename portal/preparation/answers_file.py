"""The answers as a file that their owner keeps: written, and read again as what anybody may have changed."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from pydantic import TypeAdapter, ValidationError

from portal.preparation.answers import READINGS, Answers
from portal.shared.texts import N_
from portal.web.forms import readable
from portal.web.no_cpr import without_cpr

FORMAT, VERSION = "samtaleklar-ark", 1
LARGEST = 256 * 1024
NOT_OURS = N_(
    "Det er ikke en fil med et ark herfra. Vælg den fil, du gemte med “Gem som fil”. Den ender på .json."
)
NEWER = N_("Filen er gemt af en nyere udgave af siden. Prøv igen senere, eller åbn den, hvor du gemte den.")
TOO_LARGE = N_("Filen er for stor til at være et ark herfra. Vælg den fil, du gemte med “Gem som fil”.")
EMPTY = N_("Vælg først den fil, du har gemt.")
_ANSWERS = TypeAdapter(Answers)
# How and when something was saved here belongs to the place where it was saved.
_LEFT_OUT = ("drafts", "revisions", "saved")


class NotOurFileError(Exception):
    """The file cannot be read; `message` is a msgid that says what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def write(answers: Answers) -> bytes:
    """Everything the candidate wrote, what is only theirs too, as JSON a person can read."""
    kept = {key: value for key, value in answers.to_json().items() if key not in _LEFT_OUT}
    content = {"format": FORMAT, "version": VERSION, "language": answers.meeting.language, "answers": kept}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def read(content: bytes) -> Answers:
    """The answers of a file; raises NotOurFileError."""
    if not content:
        raise NotOurFileError(EMPTY)
    if len(content) > LARGEST:
        raise NotOurFileError(TOO_LARGE)
    try:
        found = json.loads(content.decode("utf-8-sig"))
        if not isinstance(found, dict) or found.get("format") != FORMAT:
            raise NotOurFileError(NOT_OURS)
        if found.get("version") != VERSION:
            raise NotOurFileError(NEWER)
        kept = {k: _cleaned(v) for k, v in found["answers"].items() if k not in _LEFT_OUT}
        return _checked(_ANSWERS.validate_python(kept))
    except (ValueError, KeyError, AttributeError, RecursionError, ValidationError) as error:
        # Not chained: the error of a parser quotes what it could not read.
        raise NotOurFileError(NOT_OURS) from (error if isinstance(error, NotOurFileError) else None)


def _cleaned(value: Any) -> Any:
    """Without what is no character of any text and without CPR numbers, as what is posted is."""
    if isinstance(value, str):
        return without_cpr(readable(value))
    if isinstance(value, list):
        return tuple(_cleaned(one) for one in value)
    if isinstance(value, Mapping):
        return {key: _cleaned(one) for key, one in value.items()}
    return value


def _checked(answers: Answers) -> Answers:
    """Days are days; raises ValueError otherwise. The fields of the form judge the rest."""
    days = [answers.meeting.on, answers.round_on, *(reading.on for reading in answers.markers.readings)]
    for day in filter(None, days):
        date.fromisoformat(day)
    levels = [level for reading in answers.markers.readings for level in reading.values.values()]
    if not 1 <= answers.round <= 1000 or not all(0 <= level <= 10 for level in levels):
        raise ValueError
    readings = answers.markers.readings
    kept = (*readings[:1], *readings[1:][1 - READINGS :])
    return replace(answers, markers=replace(answers.markers, readings=kept))

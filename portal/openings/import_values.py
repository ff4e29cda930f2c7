"""Dates, numbers and yes or no as consultants type them; what is none of it is handed on as it stands."""

import re
import unicodedata
from datetime import date

_SPELLED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
_MONTHS = ("januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober",
           "november", "december")  # fmt: skip
_ENGLISH_MONTHS = {"january": 1, "february": 2, "march": 3, "may": 5, "june": 6, "july": 7, "october": 10}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?")
_NUMBERS = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./\s-]\s*(\d{4}|\d{2})")
_NAMED = re.compile(r"(\d{1,2})\.?\s*([^\W\d]+)\.?\s*(\d{4}|\d{2})")
_COUNT = re.compile(
    r"(\d{1,4})(?:[.,]0+)?\s*(?:timer|time|t|uger|uge|personer|person|kandidater|kandidat|stk)?\.?"
    r"(?:\s*(?:om|pr\.?|/)\s*(?:ugen|uge))?"
)
_LATER = {
    "-", "–", "—", "efter aftale", "aftales", "efter nærmere aftale", "snarest", "snarest muligt",
    "hurtigst muligt", "uden slutdato", "ingen slutdato", "by agreement", "ved ikke",
}  # fmt: skip
_YES = {"ja", "j", "yes", "y", "x", "1", "true", "sand", "sandt"}
_NO = {"nej", "n", "no", "0", "false", "falsk", "-", ""}


def read_date(text: str) -> str:
    """The date as 2027-01-11; a text that is no date is handed on, and "efter aftale" is none."""
    words = " ".join(text.lower().removeprefix("den ").split())
    if words in _LATER:
        return ""
    if found := _ISO.fullmatch(words):
        year, month, day = (int(part) for part in found.groups())
    elif found := _NUMBERS.fullmatch(words):
        day, month, year = (int(part) for part in found.groups())
    elif found := _NAMED.fullmatch(words):
        day, month, year = int(found[1]), _month(found[2]), int(found[3])
    else:
        return text
    try:
        return date(year + 2000 if year < 100 else year, month, day).isoformat()
    except ValueError:
        return text


def read_number(text: str) -> str:
    """A whole number without its unit or a decimal comma that says nothing; else the text itself."""
    words = " ".join(text.lower().split())
    if words in _LATER:
        return ""
    found = _COUNT.fullmatch(words)
    return found[1] if found else text


def read_yes(text: str) -> bool | None:
    """Yes or no; None for what is neither."""
    word = text.strip().lower()
    return True if word in _YES else False if word in _NO else None


def read_list(text: str) -> tuple[str, ...]:
    """What stands between commas, semicolons and line ends, each once."""
    parts = (part.strip(" \t.•-") for part in re.split(r"[,;|\n]", text))
    return tuple(dict.fromkeys(part for part in parts if part))


def same_word(one: str, other: str) -> bool:
    """Whether two words differ in no more than case, spaces, signs and how æ, ø and å are spelled."""
    return bool(_plain(one)) and _plain(one) == _plain(other)


def _plain(word: str) -> str:
    spelled = unicodedata.normalize("NFKC", word).lower().translate(_SPELLED)
    return "".join(letter for letter in spelled if letter.isalnum())


def _month(name: str) -> int:
    """The number of a month written out or shortened; 0 for no month."""
    if len(name) < 3:
        return 0
    written = (number for number, month in enumerate(_MONTHS, start=1) if month.startswith(name))
    return next(written, _ENGLISH_MONTHS.get(name, 0))

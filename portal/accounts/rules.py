"""What counts as an e-mail, a good password, a living session and a safe way on after sign-in."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import Enum
from functools import cache
from pathlib import Path

IDLE = timedelta(minutes=30)
LAST_USE_STEP = timedelta(minutes=1)
ABSOLUTE = timedelta(hours=10)
# An hour is what a mistaken clock, or a mistaken summer time, is put back by.
CLOCK_TOLERANCE = timedelta(hours=1, minutes=5)
START_LINK_LIFE = timedelta(days=7)
NAME_KEPT = timedelta(days=731)
PASSWORD_LENGTH = 15
COMMON_WORDS = Path(__file__).with_name("common_passwords.txt")

_LETTERS_LEFT = 4
_DISTINCT = 5
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


class PasswordFault(Enum):
    TOO_SHORT = "too short"
    TOO_COMMON = "too common"


def fold_email(email: str) -> str:
    """One spelling for each address, whatever the case and the keyboard."""
    return unicodedata.normalize("NFKC", email).strip().casefold()


def is_email(email: str) -> bool:
    return len(email) <= 254 and _EMAIL.fullmatch(email) is not None


def password_fault(password: str, *, email: str) -> PasswordFault | None:
    """Long enough, and not made of common words, the own address, digits or a few repeated characters."""
    if len(password) < PASSWORD_LENGTH:
        return PasswordFault.TOO_SHORT
    plain = unicodedata.normalize("NFKC", password).casefold()
    own = [part for part in re.split(r"[\W_\d]+", fold_email(email)) if len(part) > 2]
    if len(set(plain)) < _DISTINCT or len(_without(plain, [*own, *_common_words()])) < _LETTERS_LEFT:
        return PasswordFault.TOO_COMMON
    return None


def _without(plain: str, words: Iterable[str]) -> str:
    """The letters that are left when digits, signs and the given words are taken away."""
    for word in sorted(words, key=len, reverse=True):
        plain = plain.replace(word, "")
    return re.sub(r"[\W_\d]+", "", plain)


@cache
def _common_words() -> frozenset[str]:
    lines = COMMON_WORDS.read_text("utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def session_is_alive(*, created_at: datetime, last_used_at: datetime, now: datetime) -> bool:
    """At most 30 minutes idle and 10 hours in all.

    The last use is written once a minute, so a minute is allowed for; a clock that was put back an hour
    (or another machine's clock that is ahead) ends no session.
    """
    idle, age = now - last_used_at, now - created_at
    return -CLOCK_TOLERANCE <= age < ABSOLUTE and -CLOCK_TOLERANCE <= idle < IDLE + LAST_USE_STEP


def last_use_is_due(*, last_used_at: datetime, now: datetime) -> bool:
    """Whether the last use is so old that it is worth a write.

    It never goes back: when a clock that was put back is right again, nobody seems to have been away.
    """
    return now - last_used_at >= LAST_USE_STEP


def local_path(wanted: str) -> str | None:
    """A path of this site, or None for anything that a browser could read as another site."""
    if not wanted.startswith("/") or wanted.startswith("//") or "\\" in wanted:
        return None
    if any(ord(character) <= 32 or ord(character) == 127 for character in wanted):
        return None
    return wanted

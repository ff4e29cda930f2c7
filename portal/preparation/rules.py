"""How long a preparation, its copy and its sessions live, and when a code is locked."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from portal.preparation.answers import Meeting

COPY_DAYS = 21
LONGEST_DAYS = 180
IDLE = timedelta(minutes=30)
# The last use is written once a minute; an hour is what a mistaken clock is put back by.
LAST_USE_STEP = timedelta(minutes=1)
CLOCK_TOLERANCE = timedelta(hours=1, minutes=5)
LONGEST_SESSION = timedelta(hours=4)
# How long before the end of a session a page says that it comes.
WARN_IDLE = timedelta(minutes=5)
WARN_LONGEST = timedelta(minutes=10)
LONGEST_DESK_SESSION = timedelta(hours=10)
WRONG_TRIES = 10
LOCK = timedelta(hours=1)
REMEMBER_WRONG = timedelta(days=1)
LAST_DAYS = 7


def expires_on(
    meeting: Meeting, created: date, days: int, *, today: date, round_on: date | None = None
) -> date:
    """The last day of a preparation: so many days after the conversation, at most half a year in all.

    After a conversation it counts from the day the next round began, as long as the next day is unknown. One
    that is being written has at least a week left, even if the conversation was moved to the past.
    """
    longest = created + timedelta(days=LONGEST_DAYS)
    begun = max(created, round_on or created)
    # A mistyped year must not count beyond the last day there is.
    wanted = min(max(meeting.day or begun, begun), longest) + timedelta(days=days)
    return min(max(wanted, today + timedelta(days=LAST_DAYS)), longest)


def copy_expires_on(meeting: Meeting, today: date) -> date:
    """The last day a conversation code works: the day after the conversation, at most three weeks away."""
    longest = today + timedelta(days=COPY_DAYS)
    if meeting.day is None or not today <= meeting.day < longest:
        return longest
    return min(meeting.day + timedelta(days=1), longest)


class CodeDays(StrEnum):
    """How the last day of a conversation code lies to the conversation."""

    FITS = "fits"
    NO_DAY = "no-day"
    BEFORE = "before"
    PAST = "past"


def code_days(meeting: Meeting, today: date, last_day: date | None = None) -> CodeDays:
    """Whether a code, made now or good until `last_day`, works at the conversation."""
    if meeting.day is None:
        return CodeDays.NO_DAY
    if meeting.day < today:
        return CodeDays.PAST
    last_day = last_day or copy_expires_on(meeting, today)
    return CodeDays.BEFORE if last_day < meeting.day else CodeDays.FITS


def session_is_alive(created: datetime, last_used: datetime, now: datetime) -> bool:
    """Thirty minutes idle, four hours at most; a clock that was put back an hour throws no one out."""
    idle, age = now - last_used, now - created
    return -CLOCK_TOLERANCE <= idle < IDLE + LAST_USE_STEP and -CLOCK_TOLERANCE <= age <= LONGEST_SESSION


def session_ends(created: datetime, now: datetime) -> datetime:
    """When a session that was used now closes, if it is not used again."""
    return min(now + IDLE, created + LONGEST_SESSION)


def desk_view_is_alive(created: datetime, now: datetime) -> bool:
    """A sheet on the desk lives as long as the consultant's session may."""
    return now - created <= LONGEST_DESK_SESSION


def locked_until(failed: int, now: datetime) -> datetime | None:
    """After too many wrong codes a row is locked for an hour; it is never deleted."""
    return now + LOCK if failed >= WRONG_TRIES else None

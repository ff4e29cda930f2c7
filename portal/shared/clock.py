"""The one clock: stored in UTC, shown in Copenhagen."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


class Clock:
    """The time now; services get it handed in and never ask the machine."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        """The date in Copenhagen."""
        return day_of(self.now())


def day_of(moment: datetime) -> date:
    """The date of a moment in Copenhagen."""
    return moment.astimezone(COPENHAGEN).date()


def start_of_day(day: date) -> datetime:
    """The first moment of a date in Copenhagen, in UTC; a day may have 23 or 25 hours."""
    return datetime.combine(day, time(), COPENHAGEN).astimezone(UTC)


class FrozenClock(Clock):
    """A clock that stands still until it is moved."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def advance(self, by: timedelta) -> None:
        self.moment += by

"""Times in a page's head: written as the clock in Copenhagen shows them."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BeforeValidator

from portal.shared.clock import COPENHAGEN


class ClockChange(ValueError):
    """The hour is skipped, or comes twice."""


def copenhagen(moment: object) -> object:
    """Raises ClockChange for a time that the clock never shows, or shows twice."""
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    if not isinstance(moment, datetime):
        return moment
    local = moment.replace(tzinfo=COPENHAGEN) if moment.tzinfo is None else moment.astimezone(COPENHAGEN)
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        raise ClockChange("the clocks change at this time")
    return local


Moment = Annotated[datetime, BeforeValidator(copenhagen)]


def _plain_date(day: object) -> object:
    if isinstance(day, datetime):
        raise ValueError("a date without a time")
    return day


Day = Annotated[date, BeforeValidator(_plain_date)]


def local_time(day: date, like: datetime) -> datetime:
    """The same time of day as `like`, on another day."""
    moved = copenhagen(datetime.combine(day, like.timetz().replace(tzinfo=None)))
    assert isinstance(moved, datetime)
    return moved

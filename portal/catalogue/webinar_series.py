"""A webinar that is held again and again: written once, it yields its dates, with exceptions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, ConfigDict
from pydantic.dataclasses import dataclass as checked_dataclass
from pydantic_core import PydanticCustomError

from portal.catalogue.findings import OWN_WORDS
from portal.catalogue.moments import Day, Moment, local_time
from portal.shared.dates import is_working_day

MOST_DATES = 120
WEEKS = {"week": 1, "two-weeks": 2, "four-weeks": 4}
_STRICT = ConfigDict(extra="forbid", str_strip_whitespace=True)


def _one_or_several(moments: object) -> object:
    return moments if isinstance(moments, list | tuple) else (moments,)


Moments = Annotated[tuple[Moment, ...], BeforeValidator(_one_or_several)]


@checked_dataclass(frozen=True, kw_only=True, config=_STRICT)
class SeriesException:
    """One date that is cancelled, or held at another time; `planned` is the day the series gives."""

    planned: Day
    cancelled: bool = False
    moved_to: Moments = ()


def _cancelled_or_moved(exception: SeriesException) -> SeriesException:
    if exception.cancelled == bool(exception.moved_to):
        raise PydanticCustomError(OWN_WORDS, "skriv enten `cancelled: true` eller `moved_to` ved undtagelsen")
    return exception


@checked_dataclass(frozen=True, kw_only=True, config=_STRICT)
class Series:
    every: Literal["week", "two-weeks", "four-weeks", "month"]
    until: Day
    skip_holidays: bool = False
    exceptions: tuple[Annotated[SeriesException, AfterValidator(_cancelled_or_moved)], ...] = ()


@dataclass(frozen=True)
class Held:
    """One time a webinar is held; `planned` is the day it is known by, whatever happens to it."""

    planned: date
    start: datetime
    moved_from: tuple[datetime, ...] = ()
    cancelled: bool = False


def dates(first: datetime, series: Series) -> Iterator[Held]:
    """All dates in order; raises ClockChange if the time of day does not exist on one of them."""
    exceptions = {one.planned: one for one in series.exceptions}
    for day in planned_days(first.date(), series):
        start = local_time(day, first)
        exception = exceptions.get(day)
        if exception is None:
            yield Held(day, start)
        elif exception.cancelled:
            yield Held(day, start, cancelled=True)
        else:
            yield Held(day, exception.moved_to[-1], (start, *exception.moved_to[:-1]))


def planned_days(first: date, series: Series) -> Iterator[date]:
    for day in _rhythm(first, series.every):
        if day > series.until:
            return
        if not series.skip_holidays or is_working_day(day):
            yield day


def _rhythm(first: date, every: str) -> Iterator[date]:
    day = first
    for _ in range(MOST_DATES + 1):
        yield day
        day = _same_weekday_next_month(day) if every == "month" else day + timedelta(weeks=WEEKS[every])


def _same_weekday_next_month(day: date) -> date:
    """From the second Thursday of a month to that of the next."""
    four = day + timedelta(weeks=4)
    return four if four.month != day.month and _week(four) == _week(day) else day + timedelta(weeks=5)


def _week(day: date) -> int:
    return (day.day - 1) // 7


def series_faults(first: datetime, series: Series) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """What is wrong with the dates, and where in the head; each message is an editor's."""
    place = ("repeats",)
    if series.every == "month" and _week(first.date()) == 4:
        yield (*place, "every"), "ikke alle måneder har en femte uge: vælg en anden dag eller `four-weeks`"
        return
    days = list(planned_days(first.date(), series))
    if first.date() not in days:
        yield (*place, "skip_holidays"), "seriens første dag er en helligdag eller lukkedag: ret `start`"
    if len(days) < 2:
        yield (*place, "until"), "serien giver kun én dato: ret `until`, eller slet `repeats`"
    if len(days) > MOST_DATES:
        yield (*place, "until"), f"serien giver over {MOST_DATES} datoer: ret `until`"
    yield from _exception_faults(first, series, days)


def _exception_faults(
    first: datetime, series: Series, days: list[date]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    seen: set[date] = set()
    for number, one in enumerate(series.exceptions):
        place = ("repeats", "exceptions", number)
        if one.planned not in days:
            yield (*place, "planned"), f"serien giver ingen dato den {one.planned}: ret dagen"
            continue
        if one.planned in seen:
            yield (*place, "planned"), f"{one.planned} har allerede en undtagelse: slet den ene"
        seen.add(one.planned)
        if local_time(one.planned, first) in one.moved_to[-1:]:
            yield (*place, "moved_to"), "`moved_to` er den tid, serien selv giver: ret den, eller slet linjen"

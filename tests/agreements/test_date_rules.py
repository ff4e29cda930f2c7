"""Dates are read as people type them."""

from datetime import date

import pytest

from portal.agreements.date_rules import read_date

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    "typed",
    [
        "4. december 2026", "4. december", "4 december", "4. dec.", "den 4. december",
        "fredag den 4. december", "Friday 4 December", "4 December 2026", "4/12", "4/12-2026",
        "4/12 2026", "4/12/2026", "4.12.2026", "4.12.", "04.12.26", "4-12-2026",
        "2026-12-04", " 4.  DECEMBER  2026 ",
    ],
)  # fmt: skip
def test_the_fourth_of_december_in_many_hands(typed: str) -> None:
    assert read_date(typed, TODAY) == date(2026, 12, 4)


def test_a_date_without_a_year_is_the_next_one() -> None:
    assert read_date("15. januar", TODAY) == date(2027, 1, 15)
    assert read_date("24/11", TODAY) == TODAY
    assert read_date("23/11", TODAY) == date(2027, 11, 23)


def test_a_year_that_is_given_counts_even_when_it_has_gone() -> None:
    assert read_date("1. november 2026", TODAY) == date(2026, 11, 1)


def test_english_months_are_read() -> None:
    assert read_date("3 May 2027", TODAY) == date(2027, 5, 3)
    assert read_date("2 October 2027", TODAY) == date(2027, 10, 2)
    assert read_date("9 March", TODAY) == date(2027, 3, 9)


@pytest.mark.parametrize(
    "typed",
    ["", "snart", "31. februar", "32/12", "4/13", "4. smarch", "12", "2026", "2026-02-30", "4/12/2026/1"],
)
def test_what_is_no_date_is_none(typed: str) -> None:
    assert read_date(typed, TODAY) is None

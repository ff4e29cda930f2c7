"""E-mails, passwords, living sessions and safe ways on."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.accounts import rules
from portal.accounts.rules import PasswordFault

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def test_an_address_is_the_same_whatever_its_case() -> None:
    assert rules.fold_email(" Karin@Eksempelby.EXAMPLE ") == "karin@eksempelby.example"


@pytest.mark.parametrize("typed", ["karin", "karin@", "@eksempelby.example", "a b@eksempelby.example", ""])
def test_what_is_no_address_is_told(typed: str) -> None:
    assert not rules.is_email(typed)


def test_fourteen_characters_are_too_few_and_fifteen_are_enough() -> None:
    assert rules.password_fault("hest-lampe-trap", email="k@e.example") is None
    assert rules.password_fault("hest-lampe-tra", email="k@e.example") is PasswordFault.TOO_SHORT


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "Password12345678!",
        "Adgangskode2026!!",
        "SommerSommer2026",
        "qwertyuiopasdfghjkl",
        "123456789012345678",
        "aaaaaaaaaaaaaaaaaaaa",
        "abababababababababab",
        "Velkommen-til-2026"[:13] + "2026velkommen",
        "karinlund karinlund",
        "Samtaleklar-2026-11",
    ],
)
def test_what_is_easy_to_guess_is_refused_however_long(password: str) -> None:
    assert rules.password_fault(password, email="karin.lund@kommune.example") is PasswordFault.TOO_COMMON


@pytest.mark.parametrize(
    "password",
    [
        "cykel regn trappe fisk",
        "correct horse battery staple",
        "q7d2-mxt9-w4kp-8hzn",
        "🌲🌊🚲🧦🪑🎈🌲🌊🚲🧦🪑🎈🌲🌊🚲 skov",
    ],
)
def test_unlike_words_and_random_symbols_are_accepted(password: str) -> None:
    assert rules.password_fault(password, email="karin@kommune.example") is None


def alive(*, age: timedelta, idle: timedelta) -> bool:
    return rules.session_is_alive(created_at=NOW - age, last_used_at=NOW - idle, now=NOW)


def test_a_session_ends_after_half_an_hour_without_use() -> None:
    assert alive(age=minutes(60), idle=minutes(30))
    assert not alive(age=minutes(60), idle=minutes(31))


def test_a_session_ends_after_ten_hours_however_busy() -> None:
    assert alive(age=timedelta(hours=9, minutes=59), idle=minutes(1))
    assert not alive(age=timedelta(hours=10), idle=minutes(1))


def test_a_clock_put_back_an_hour_ends_no_session() -> None:
    assert alive(age=minutes(-60), idle=minutes(-60))
    assert not alive(age=minutes(-66), idle=minutes(-66))


def test_the_last_use_is_worth_a_write_once_a_minute() -> None:
    assert not rules.last_use_is_due(last_used_at=NOW - timedelta(seconds=59), now=NOW)
    assert rules.last_use_is_due(last_used_at=NOW - timedelta(seconds=60), now=NOW)
    assert not rules.last_use_is_due(last_used_at=NOW + timedelta(hours=1), now=NOW)


@pytest.mark.parametrize("wanted", ["/konsulent", "/konsulent/samtaler?x=1", "/en/staff"])
def test_a_path_of_the_site_is_followed(wanted: str) -> None:
    assert rules.local_path(wanted) == wanted


@pytest.mark.parametrize(
    "wanted",
    [
        "",
        "konsulent",
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        " //evil.example",
        "javascript:alert(1)",
        "/%0a\r\nSet-Cookie: a=b",
    ],
)
def test_the_way_to_another_site_is_refused(wanted: str) -> None:
    assert rules.local_path(wanted) is None

"""The end of a session is said in good time, and what was typed goes along when it has ended."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_nothing_lost import ADVERTS, AGENDA, TYPED, begun, on_the_sheet, write
from tests.browser.visitor import Visitor, Visitors


def with_clock(visitors: Visitors, *, english: bool = False) -> tuple[Visitor, str]:
    """At a step, with a clock that the test moves."""
    candidate, code = begun(visitors, english=english)
    candidate.page.clock.install()
    candidate.goto("/en/preparation/agenda" if english else AGENDA)
    return candidate, code


@pytest.mark.parametrize("english", [False, True])
def test_after_25_minutes_a_notice_says_what_is_saved_and_a_button_stays(
    visitors: Visitors, english: bool
) -> None:
    candidate, _ = with_clock(visitors, english=english)
    notice = candidate.page.locator("[data-notices] .sum")
    candidate.page.clock.fast_forward("24:00")
    expect(notice).to_have_count(0)
    candidate.page.clock.fast_forward("01:10")
    expect(notice).to_contain_text(re.compile(r"closes at \d+:\d\d" if english else r"lukker kl\. \d+\.\d\d"))
    expect(notice).to_contain_text("is saved" if english else "er gemt")
    candidate.check()
    candidate.press("Stay here" if english else "Bliv her")
    expect(notice).to_have_count(0)
    candidate.page.clock.fast_forward("20:00")
    expect(notice).to_have_count(0)
    candidate.page.clock.fast_forward("05:10")
    expect(notice).to_have_count(1)


def an_answer(left: int, warning: int) -> str:
    return (
        f'<div data-draft-answer data-state="kept" data-closes="kl. 14.00" data-left="{left}" '
        f'data-left-warning="{warning}"><p data-words></p></div>'
    )


def test_ten_minutes_before_the_four_hours_it_is_said_and_nothing_is_promised(visitors: Visitors) -> None:
    candidate, _ = with_clock(visitors)
    candidate.page.route(
        "**/bliv",
        lambda route: route.fulfill(body=an_answer(left=900, warning=300), content_type="text/html"),
    )
    candidate.page.clock.fast_forward("25:10")
    candidate.press("Bliv her")
    notice = candidate.page.locator("[data-notices] .sum")
    expect(notice).to_have_count(0)
    candidate.page.clock.fast_forward("05:10")
    expect(notice).to_contain_text("Så har det været åbent i fire timer")
    expect(notice.get_by_role("button")).to_have_count(0)


def test_a_computer_that_slept_says_at_once_that_the_sheet_is_closed(visitors: Visitors) -> None:
    candidate, _ = with_clock(visitors)
    candidate.page.clock.fast_forward("09:00:00")
    notice = candidate.page.locator("[data-notices] .sum")
    expect(notice).to_contain_text("Arket er lukket")
    expect(notice).to_contain_text("det, du skrev, følger med")
    candidate.check()


def test_a_draft_that_comes_too_late_loses_nothing(visitors: Visitors) -> None:
    candidate, code = begun(visitors)
    candidate.goto(AGENDA)
    candidate.context.clear_cookies()
    write(candidate, TYPED)
    expect(candidate.page.locator("[data-notices] .sum")).to_contain_text("Arket er lukket")
    candidate.press_first()
    candidate.page.locator("[name=code]").fill(code)
    candidate.press("Åbn mit ark")
    expect(candidate.page.locator("[name=item1]")).to_have_value(TYPED)
    candidate.press_first()
    assert candidate.path == ADVERTS
    assert TYPED in on_the_sheet(candidate)

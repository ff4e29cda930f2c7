"""Nothing typed is lost: drafts, two windows, a network that is gone, a page that is left."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visitor import PHONE, Visitor, Visitors

TYPED = "Hvilke job kan jeg søge uden for mit fag?"
OTHER = "Er mit CV for langt?"
AGENDA, ADVERTS = "/forberedelse/dagsorden", "/forberedelse/jobopslag"
GONE = re.compile("ingen forbindelse")


def begun(visitors: Visitors, *, javascript: bool = True, english: bool = False) -> tuple[Visitor, str]:
    """Somebody who has begun, and the code that was shown."""
    candidate = visitors.open(PHONE, javascript=javascript)
    candidate.goto("/en/preparation" if english else "/forberedelse")
    candidate.press("Begin" if english else "Begynd")
    return candidate, candidate.page.locator(".keep .code .vh").inner_text()


def status(page: Page) -> object:
    return expect(page.locator("[data-draft-status]"))


def write(candidate: Visitor, text: str, field: str = "item1") -> None:
    candidate.page.locator(f"[name={field}]").fill(text)


def on_the_sheet(candidate: Visitor) -> str:
    return candidate.context.request.get(f"{candidate.base}/forberedelse/ark.txt").text()


def wait_until_kept(candidate: Visitor) -> None:
    expect(candidate.page.locator("[data-draft-status]")).to_have_text(re.compile("Kladden er gemt kl"))


def test_what_is_typed_is_kept_after_a_pause_and_stands_there_after_a_refresh(visitors: Visitors) -> None:
    candidate, _ = begun(visitors)
    candidate.goto(AGENDA)
    write(candidate, TYPED)
    wait_until_kept(candidate)
    with candidate.page.expect_response("**/kladde"):
        candidate.page.locator("[name=shown1][value=nej]").check()
    candidate.check()
    candidate.page.reload()
    expect(candidate.page.locator("[name=item1]")).to_have_value(TYPED)
    expect(candidate.page.locator("[name=shown1][value=nej]")).to_be_checked()
    expect(candidate.page.locator("form .note")).to_contain_text("Det, du skrev, står her igen")
    candidate.check()
    candidate.goto("/forberedelse/ark")
    expect(candidate.page.locator("main")).not_to_contain_text(TYPED)
    kept = candidate.page.evaluate("[localStorage.length, sessionStorage.length]")
    assert kept == [0, 0]


def test_a_draft_is_kept_when_a_link_is_followed_at_once_and_gone_when_it_was_saved(
    visitors: Visitors,
) -> None:
    candidate, _ = begun(visitors)
    candidate.goto(AGENDA)
    write(candidate, TYPED)
    candidate.goto("/forberedelse/tjek")
    candidate.page.wait_for_load_state("networkidle")
    candidate.goto(AGENDA)
    expect(candidate.page.locator("[name=item1]")).to_have_value(TYPED)
    candidate.press_first()
    candidate.page.wait_for_url(f"**{ADVERTS}")
    candidate.goto(AGENDA)
    expect(candidate.page.locator("form .note")).to_have_count(0)
    expect(candidate.page.locator("[name=item1]")).to_have_value(TYPED)


def test_a_draft_can_be_thrown_away(visitors: Visitors) -> None:
    candidate, _ = begun(visitors)
    candidate.goto(AGENDA)
    write(candidate, TYPED)
    wait_until_kept(candidate)
    candidate.page.reload()
    candidate.press("Smid kladden væk")
    expect(candidate.page.locator("[name=item1]")).to_have_value("")
    expect(candidate.page.locator("form .note")).to_have_count(0)


def test_a_cpr_number_is_kept_out_of_the_draft_and_said_beside_its_field(visitors: Visitors) -> None:
    candidate, _ = begun(visitors)
    candidate.goto(AGENDA)
    write(candidate, "Mit nummer er 130289-1234")
    write(candidate, OTHER, "item2")
    expect(candidate.page.locator(".field", has=candidate.page.locator("[name=item1]"))).to_contain_text(
        "Slet CPR-nummeret"
    )
    candidate.check()
    with candidate.page.expect_response("**/kladde"):
        candidate.page.locator("[name=item2]").blur()
    candidate.page.reload()
    expect(candidate.page.locator("[name=item1]")).to_have_value("")
    expect(candidate.page.locator("[name=item2]")).to_have_value(OTHER)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_window_that_is_no_longer_new_shows_both_and_overwrites_only_when_asked_again(
    visitors: Visitors, javascript: bool
) -> None:
    candidate, _ = begun(visitors, javascript=javascript)
    candidate.goto(AGENDA)
    first = candidate.page
    second = candidate.context.new_page()
    second.goto(f"{candidate.base}{AGENDA}")
    second.locator("[name=item1]").fill(OTHER)
    second.locator("main form button.btn:not(.alt)").first.click()
    second.wait_for_url(f"**{ADVERTS}")

    first.locator("[name=item1]").fill(TYPED)
    candidate.press_first()
    expect(first.locator(".sum h2").first).to_have_text("Trinnet er gemt i et andet vindue imens")
    expect(first.locator("[name=item1]")).to_have_value(TYPED)
    expect(first.locator(".field", has=first.locator("[name=item1]"))).to_contain_text(OTHER)
    if javascript:
        expect(first.locator(".sum").first).to_be_focused()
    candidate.check()
    assert OTHER in on_the_sheet(candidate)
    if javascript:
        candidate.goto(AGENDA)
        expect(first.locator("[name=item1]")).to_have_value(TYPED)
        candidate.press_first()
        expect(first.locator(".sum h2").first).to_have_text("Trinnet er gemt i et andet vindue imens")
    candidate.press_first()
    assert candidate.path == ADVERTS
    assert TYPED in on_the_sheet(candidate)
    assert OTHER not in on_the_sheet(candidate)


def test_without_a_network_the_page_stays_and_says_so(visitors: Visitors) -> None:
    candidate, _ = begun(visitors)
    candidate.goto(AGENDA)
    candidate.context.set_offline(True)
    write(candidate, TYPED)
    candidate.press_first()
    summary = candidate.page.locator("[data-notices] .sum")
    expect(summary).to_contain_text(GONE)
    expect(summary).to_be_focused()
    assert candidate.page.title().startswith("Fejl: ")
    assert candidate.path == AGENDA
    expect(candidate.page.locator("[name=item1]")).to_have_value(TYPED)
    candidate.noticed.clear()
    candidate.check()
    candidate.press_first()
    expect(summary).to_contain_text(GONE)
    candidate.context.set_offline(False)
    candidate.press_first()
    candidate.page.wait_for_url(f"**{ADVERTS}")
    candidate.goto("/forberedelse/ark")
    expect(candidate.page.locator("main")).to_contain_text(TYPED)
    candidate.noticed.clear()


def test_without_a_network_and_scripts_the_browser_sends_it_again(visitors: Visitors) -> None:
    candidate, _ = begun(visitors, javascript=False)
    candidate.goto(AGENDA)
    write(candidate, TYPED)
    candidate.context.set_offline(True)
    with candidate.page.expect_event("requestfailed"):
        candidate.page.locator("main form button.btn:not(.alt)").first.click(no_wait_after=True)
    candidate.context.set_offline(False)
    candidate.page.reload()
    candidate.goto("/forberedelse/ark")
    expect(candidate.page.locator("main")).to_contain_text(TYPED)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_double_click_saves_once_and_leads_on(visitors: Visitors, javascript: bool) -> None:
    candidate, _ = begun(visitors, javascript=javascript)
    candidate.goto(AGENDA)
    write(candidate, TYPED)
    candidate.page.locator("main form button.btn:not(.alt)").first.dblclick(delay=20)
    expect(candidate.page).to_have_url(f"{candidate.base}{ADVERTS}")
    candidate.goto(AGENDA)
    expect(candidate.page.locator("[name=revision]")).to_have_value("1")
    expect(candidate.page.locator("form .note:visible")).to_have_count(0 if javascript else 1)


@pytest.mark.parametrize("javascript", [True, False])
def test_back_from_the_next_step_shows_what_was_saved(visitors: Visitors, javascript: bool) -> None:
    candidate, _ = begun(visitors, javascript=javascript)
    candidate.goto(AGENDA)
    write(candidate, TYPED)
    candidate.press_first()
    candidate.page.wait_for_url(f"**{ADVERTS}")
    candidate.page.go_back()
    expect(candidate.page.locator("[name=item1]")).to_have_value(TYPED)


def test_without_scripts_the_page_says_what_the_browser_does_not_keep(visitors: Visitors) -> None:
    candidate, _ = begun(visitors, javascript=False)
    candidate.goto(AGENDA)
    expect(candidate.page.locator("noscript .note")).to_contain_text("Genindlæser du siden, forsvinder det")
    expect(candidate.page.locator("main")).to_contain_text(re.compile(r"Arket lukker kl\. \d+\.\d\d"))
    candidate.check()
    write(candidate, TYPED)
    candidate.page.reload()
    expect(candidate.page.locator("[name=item1]")).to_have_value("")


def test_done_on_this_computer_keeps_what_was_just_typed(visitors: Visitors) -> None:
    candidate, code = begun(visitors)
    candidate.goto(AGENDA)
    write(candidate, TYPED)
    candidate.press("Færdig på denne computer")
    candidate.page.go_back()
    expect(candidate.page.locator("[name=code]")).to_be_visible()
    expect(candidate.page.locator("main")).not_to_contain_text(TYPED)
    candidate.page.locator("[name=code]").fill(code)
    candidate.press("Åbn mit ark")
    candidate.goto(AGENDA)
    expect(candidate.page.locator("[name=item1]")).to_have_value(TYPED)

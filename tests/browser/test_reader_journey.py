"""A reader: front page, module, search, webinar, calendar, the other language, the dark theme; no cookie."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import DESKTOP, NARROW, PHONE, Scheme, Visitor, Visitors

SIZES = {"desktop": DESKTOP, "phone": PHONE, "narrow": NARROW}


@pytest.mark.parametrize(("size", "scheme"), [("desktop", "light"), ("phone", "dark"), ("narrow", "light")])
def test_a_reader_finds_a_module_a_webinar_and_the_other_language(
    visitors: Visitors, size: str, scheme: Scheme
) -> None:
    reader = visitors.open(SIZES[size], scheme=scheme)
    reader.goto("/")
    reader.check()
    reader.follow("Læs det vigtigste")
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("Før din første samtale")
    reader.check()

    search(reader, "hvor mange job skal jeg søge raadighed")
    reader.check()
    reader.page.locator("main").get_by_role("link", name="At stå til rådighed").first.click()
    assert urlsplit(reader.path).path == "/ret-og-pligt/raadighed/"
    reader.check()

    reader.goto("/webinarer/")
    reader.check()
    reader.page.locator("main ul.ops a").first.click()
    reader.check()
    assert "BEGIN:VEVENT" in downloaded_calendar(reader)

    webinar = reader.path
    reader.page.get_by_role("link", name="English").click()
    assert reader.path.startswith("/en/webinars/")
    reader.check()
    reader.page.get_by_role("link", name="Dansk").click()
    assert reader.path == webinar

    assert reader.page.evaluate("localStorage.length") == 0
    change_theme(reader)
    reader.check()
    assert reader.cookies() == []


@pytest.mark.parametrize(("size", "scheme"), [("desktop", "dark"), ("phone", "light")])
def test_an_english_reader_finds_the_same(visitors: Visitors, size: str, scheme: Scheme) -> None:
    reader = visitors.open(SIZES[size], scheme=scheme)
    for path in ("/en/", "/en/getting-started/", "/en/rights-and-duties/availability/", "/en/openings"):
        reader.goto(path)
        reader.check()
    search(reader, "placement")
    reader.check()
    reader.page.locator("main .found a").first.click()
    assert reader.path.startswith("/en/")
    reader.goto("/en/rights-and-duties/nothing-here")
    expect(reader.page.locator("html")).to_have_attribute("lang", "en")
    reader.check()
    assert reader.cookies() == []


def test_the_switch_of_language_keeps_the_question_and_the_opening(visitors: Visitors) -> None:
    reader = visitors.open(PHONE, javascript=False)
    reader.goto("/soeg?q=praktik")
    reader.page.get_by_role("link", name="English").click()
    assert reader.path == "/en/search?q=praktik"

    reader.goto("/opslag?type=praktik")
    reader.page.locator("main ul.ops a").first.click()
    number = reader.path.rsplit("/", 1)[1]
    reader.check()
    reader.page.get_by_role("link", name="English").click()

    assert reader.path == f"/en/openings/{number}"
    reader.check()
    assert reader.cookies() == []


def search(reader: Visitor, words: str) -> None:
    menu = reader.page.locator(".menu summary")
    if menu.is_visible():
        menu.click()
        reader.run_axe()
    box = reader.page.locator("header input[type=search]:visible")
    box.fill(words)
    box.press("Enter")
    expect(reader.page.locator("main [role=status]")).to_contain_text("result")


def downloaded_calendar(reader: Visitor) -> str:
    with reader.page.expect_download() as download:
        reader.page.locator("main a[href$='.ics']").first.click()
    return Path(download.value.path()).read_text("utf-8")


def change_theme(reader: Visitor) -> None:
    """By the button of the frame, which on a phone is in the menu."""
    before = ground(reader)
    menu = reader.page.locator(".menu summary")
    if menu.is_visible():
        menu.click()
    reader.page.locator("[data-theme-button]:visible").click()
    assert ground(reader) != before
    reader.page.reload()
    assert ground(reader) != before


def ground(reader: Visitor) -> str:
    return str(reader.page.evaluate("getComputedStyle(document.body).backgroundColor"))

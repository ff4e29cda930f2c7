"""Menu, search, language, theme and a form with a mistake, by Tab, Enter, Space and Escape alone."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_keyboard import choose, press, tab_to
from tests.browser.visitor import DESKTOP, FIRST, NARROW, Visitor, Visitors

WIDTHS = pytest.mark.parametrize("viewport", [DESKTOP, NARROW], ids=["1280", "320"])
CPR = "Mit nummer er 130289-1234"


def folded(visitor: Visitor) -> bool:
    return visitor.page.locator(".menu summary").is_visible()


def open_menu(visitor: Visitor) -> str:
    """Where the menu's links stand; a folded menu is opened first."""
    if not folded(visitor):
        return ".nav"
    tab_to(visitor, ".menu summary")
    visitor.page.keyboard.press("Enter")
    return ".drop nav"


@WIDTHS
def test_menu_language_search_and_theme_by_keyboard(visitors: Visitors, viewport: dict[str, int]) -> None:
    visitor = visitors.open(viewport)
    page, keyboard = visitor.page, visitor.page.keyboard
    visitor.goto("/")
    press(visitor, f"{open_menu(visitor)} a[href='/praktik/']")
    assert visitor.path == "/praktik/"

    press(visitor, ".top .lang a")
    assert visitor.path == "/en/placements/"

    open_menu(visitor)
    tab_to(visitor, "#find-menu" if folded(visitor) else "#find-top")
    keyboard.type("availability")
    with page.expect_navigation():
        keyboard.press("Enter")
    assert visitor.path == "/en/search?q=availability"
    expect(page.locator("main .found h3").first).to_be_visible()

    open_menu(visitor)
    tab_to(visitor, ".drop .theme" if folded(visitor) else ".wide-only .theme")
    keyboard.press("Space")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    visitor.check()
    if folded(visitor):
        keyboard.press("Escape")
        expect(page.locator(".drop")).to_be_hidden()
        expect(page.locator(".menu summary")).to_be_focused()


@WIDTHS
def test_a_form_with_a_mistake_is_mended_by_keyboard(visitors: Visitors, viewport: dict[str, int]) -> None:
    visitor = visitors.open(viewport)
    page, keyboard = visitor.page, visitor.page.keyboard
    visitor.goto("/forberedelse")
    press(visitor, "form[action$='begynd'] button")
    press(visitor, "main a.btn")
    choose(visitor, "whom", "ved-ikke")
    press(visitor, FIRST)

    tab_to(visitor, "[name=item1]")
    keyboard.type(CPR)
    press(visitor, FIRST)
    expect(page.locator(".sum")).to_be_focused()
    press_in_page(visitor, ".sum a")
    expect(page.locator("[name=item1]")).to_be_focused()
    expect(page.locator("[name=item1]")).to_have_value("Mit nummer er […]")
    visitor.check()

    keyboard.press("Control+a")
    keyboard.type("Er mit CV for langt?")
    press(visitor, FIRST)
    assert visitor.path == "/forberedelse/jobopslag"


@WIDTHS
def test_an_explained_word_opens_and_closes_by_keyboard(visitors: Visitors, viewport: dict[str, int]) -> None:
    visitor = visitors.open(viewport)
    visitor.goto("/ret-og-pligt/raadighed/")
    note = visitor.page.locator("main .term-note").first
    tab_to(visitor, "main .term")
    expect(note).to_be_hidden()
    visitor.page.keyboard.press("Enter")
    expect(note).to_be_visible()
    expect(note).to_be_in_viewport(ratio=1)
    visitor.check()
    visitor.page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    expect(visitor.page.locator("main .term").first).to_be_focused()


def press_in_page(visitor: Visitor, wanted: str) -> None:
    tab_to(visitor, wanted)
    visitor.page.keyboard.press("Enter")

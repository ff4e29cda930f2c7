"""Words to pick and rows to open, by keyboard and with and without scripts."""

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import DESKTOP, NARROW, PHONE, Scheme, Visitor, Visitors

CAN = "/forberedelse/hvad-kan-du"


def open_by_keyboard(visitor: Visitor, name: str) -> None:
    """The fold with that name; it stands in the order of the keyboard."""
    fold = visitor.page.locator("main form summary", has_text=name).first
    fold.focus()
    visitor.page.keyboard.press("Enter")


@pytest.mark.parametrize(
    ("viewport", "javascript", "scheme"),
    [(PHONE, False, "light"), (DESKTOP, True, "dark"), (NARROW, True, "light")],
    ids=["phone without scripts", "desktop", "narrow"],
)
def test_a_graduate_goes_from_a_word_to_a_task_by_keyboard(
    visitors: Visitors, viewport: dict[str, int], javascript: bool, scheme: Scheme
) -> None:
    candidate = visitors.open(viewport, javascript=javascript, scheme=scheme)
    page = candidate.page
    candidate.goto("/forberedelse")
    candidate.press("Begynd")
    candidate.goto(CAN)
    page.locator("[name=proof0]").fill("I mit speciale talte jeg med tolv")
    open_by_keyboard(candidate, "Mangler du ord?")
    open_by_keyboard(candidate, "Kommunikation og IT")
    candidate.check()
    page.get_by_role("button", name="Formidling", exact=True).focus()
    page.keyboard.press("Enter")

    page.wait_for_url(f"**{CAN}#name0")
    expect(page.locator("[name=name0]")).to_have_value("Formidling")
    expect(page.locator("[name=name0]")).to_be_in_viewport()
    expect(page.locator("[name=proof0]")).to_have_value("I mit speciale talte jeg med tolv")
    expect(page.locator("[name=name1]")).to_be_hidden()
    open_by_keyboard(candidate, "Tilføj en til")
    page.locator("[name=name1]").fill("Statistik")
    candidate.check()
    open_by_keyboard(candidate, "Tilføj en til")
    expect(page.locator("[name=name1]")).to_be_hidden()
    candidate.press_first()
    candidate.goto(CAN)
    expect(page.locator("[name=name1]")).to_have_value("Statistik")
    expect(page.locator("[name=name1]")).to_be_visible()


def test_an_opening_is_looked_for_without_losing_what_is_typed(visitors: Visitors) -> None:
    candidate = visitors.open(PHONE, javascript=False)
    candidate.goto("/forberedelse")
    candidate.press("Begynd")
    candidate.goto("/forberedelse/praktikforslag")
    candidate.page.locator("[name=workplace0]").fill("Et arkiv")
    open_by_keyboard(candidate, "Har du ingen idé endnu?")
    candidate.check()
    candidate.press("Gem, og find et opslag")
    assert candidate.path == "/opslag?type=praktik"
    candidate.page.locator("main ul.ops h2 a").first.click()
    title = candidate.page.get_by_role("heading", level=1).inner_text()
    candidate.press("Tag med til samtalen")
    candidate.press_first()
    candidate.goto("/forberedelse/praktikforslag")
    expect(candidate.page.locator("[name=workplace0]")).to_have_value("Et arkiv")
    expect(candidate.page.locator("main form .hl")).to_contain_text(title)


def test_a_second_job_is_asked_for_once_with_the_cursor_where_it_is_written(visitors: Visitors) -> None:
    candidate = visitors.open(PHONE)
    candidate.goto("/forberedelse")
    candidate.press("Begynd")
    candidate.goto("/forberedelse/hvad-vil-du")
    candidate.page.locator("[name=dream]").fill("Kurator på et museum")
    candidate.press_first()
    assert candidate.path == "/forberedelse/hvad-vil-du#good"
    expect(candidate.page.locator("[name=good]")).to_be_in_viewport()
    candidate.check()
    candidate.press_first()
    assert candidate.path == "/forberedelse/hvad-kan-du"

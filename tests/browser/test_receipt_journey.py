"""A candidate without JavaScript has a receipt of two modules, and a consultant checks it."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Demonstration
from tests.browser.visitor import DESKTOP, NARROW, PHONE, Scheme, Visitor, Visitors

MODULE, ANOTHER = "At stå til rådighed", "Sanktioner og klage"
HEADING = "Din kvittering for ret og pligt"


def answer_all(reader: Visitor) -> None:
    """Chooses the last answer of every question, right or wrong."""
    for question in reader.page.locator("form.self-check fieldset").all():
        question.locator("input").last.check()
    reader.page.locator("form.self-check button").click()
    reader.check()


def code_of(reader: Visitor) -> str:
    expect(reader.page.get_by_role("heading", level=1)).to_have_text(HEADING)
    reader.check()
    code = reader.page.locator("#kvittering-kode").get_attribute("value")
    assert code
    return code


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_two_modules_one_receipt_and_its_check_without_javascript_or_a_cookie(
    visitors: Visitors, demonstration: Demonstration, scheme: Scheme
) -> None:
    reader = visitors.open(NARROW, scheme=scheme, javascript=False)
    reader.goto("/ret-og-pligt/raadighed/")
    answer_all(reader)
    reader.press("Få en kvittering")
    first = code_of(reader)

    reader.press(ANOTHER)
    expect(reader.page.locator("main")).to_contain_text("Din kvittering følger med, mens du svarer.")
    reader.check()
    answer_all(reader)
    reader.press("Læg modulet til min kvittering")
    both = code_of(reader)
    assert both != first
    reader.press("Show this receipt in English")
    reader.check()
    assert reader.cookies() == []
    assert not [path for path in reader.reached if both[:5] in path]

    reader.goto("/kvittering")
    reader.page.locator("main textarea").fill(f"Til mødet: {both.lower()}")
    reader.press("Tjek kvitteringen")
    expect(reader.page.locator("main")).to_contain_text("Kvitteringen er ægte")
    expect(reader.page.locator("main")).to_contain_text(ANOTHER)
    reader.check()

    consultant = visitors.open(DESKTOP, scheme=scheme)
    consultant.sign_in(demonstration.account("employment-consultant"))
    consultant.follow("Kvittering")
    consultant.page.locator("main textarea").fill(both)
    consultant.press("Tjek kvitteringen")
    expect(consultant.page.locator("[data-focus]")).to_be_focused()
    expect(consultant.page.locator("main")).to_contain_text(MODULE)
    consultant.check()


def test_on_paper_the_receipt_is_one_page_with_its_code(visitors: Visitors) -> None:
    reader = visitors.open(PHONE)
    reader.goto("/m/raadighed/selvtjek")
    reader.press("Få en kvittering")
    code = code_of(reader)
    reader.page.emulate_media(media="print")

    expect(reader.page.locator(".qr")).to_be_visible()
    shown = reader.page.locator(".code [aria-hidden]").all_inner_texts()
    assert "-".join(shown) == code
    expect(reader.page.get_by_text("Læg et modul mere til")).to_be_hidden()
    expect(reader.page.locator("main")).to_contain_text("Den erstatter aldrig vejledning")

"""A sheet made, shared and deleted with the keyboard alone, on a phone's width and without scripts."""

from playwright.sync_api import expect

from tests.browser.visitor import FIRST, PHONE, Visitor, Visitors


def test_a_sheet_is_made_shared_and_deleted_by_keyboard(visitors: Visitors) -> None:
    candidate = visitors.open(PHONE, javascript=False)
    keyboard = candidate.page.keyboard
    candidate.goto("/")
    tab_to(candidate, ".menu summary")
    keyboard.press("Enter")
    press(candidate, ".drop a[href='/forberedelse']")
    press(candidate, "form[action$='begynd'] button")
    press(candidate, "main a.btn")

    choose(candidate, "whom", "kommune")
    press(candidate, FIRST)
    tab_to(candidate, "[name=item1]")
    keyboard.type("Er mit CV for langt?")
    tab_to(candidate, "[name=item2]")
    keyboard.type("Kun for mig")
    choose(candidate, "shown2", "nej")
    press(candidate, FIRST)
    assert candidate.path == "/forberedelse/jobopslag"
    press(candidate, "main form button:text-is('Ved ikke endnu')")
    press(candidate, FIRST)
    assert candidate.path == "/forberedelse/nok"

    press(candidate, "main a[href$='/del']")
    expect(candidate.page.locator("main .sheet")).to_contain_text("Er mit CV for langt?")
    expect(candidate.page.locator("main")).not_to_contain_text("Kun for mig")
    press(candidate, FIRST)
    expect(candidate.page.locator(".give .code")).to_be_visible()
    candidate.goto("/forberedelse/slet")
    press(candidate, FIRST)
    expect(candidate.page.get_by_role("heading", level=1)).to_have_text("Arket er slettet")


def tab_to(visitor: Visitor, wanted: str, most: int = 60) -> None:
    """Tab until the element has the focus, and the focus can be seen."""
    for _ in range(most):
        visitor.page.keyboard.press("Tab")
        found = visitor.page.locator(f"{wanted}:focus")
        if found.count():
            expect(found).to_be_in_viewport()
            expect(found).to_have_css("outline-style", "solid")
            return
    raise AssertionError(f"{wanted} was not reached in {most} steps on {visitor.path}")


def press(visitor: Visitor, wanted: str) -> None:
    tab_to(visitor, wanted)
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")


def choose(visitor: Visitor, name: str, value: str) -> None:
    """Radio buttons are one stop; the arrows choose among them, and Space takes the first."""
    tab_to(visitor, f"[name={name}]")
    visitor.page.keyboard.press("Space")
    wanted = visitor.page.locator(f"[name={name}][value={value}]")
    for _ in range(6):
        if wanted.is_checked():
            return
        visitor.page.keyboard.press("ArrowDown")
    raise AssertionError(f"{value} could not be chosen")

"""Interest: list, filter, opening, a form with a mistake in it, the receipt, and a change of mind."""

import re
from datetime import datetime

import pytest
from playwright.sync_api import expect

from portal.shared.clock import COPENHAGEN
from tests.browser.conftest import Demonstration
from tests.browser.visitor import DESKTOP, PHONE, Scheme, Visitor, Visitors

CPR = "130289-1234"
WHY = "Jeg har skrevet nyhedsbreve for en forening.\n\nOg jeg vil gerne lære at måle på dem."
WHEN = "Fra midten af januar, ikke onsdage"


@pytest.mark.parametrize(
    ("viewport", "javascript", "scheme"),
    [(DESKTOP, True, "light"), (PHONE, True, "dark"), (PHONE, False, "light")],
    ids=["desktop", "phone", "phone without scripts"],
)
def test_a_candidate_is_interested_mends_a_mistake_and_withdraws(
    visitors: Visitors, viewport: dict[str, int], javascript: bool, scheme: Scheme
) -> None:
    candidate = visitors.open(viewport, javascript=javascript, scheme=scheme)
    title = choose_a_placement(candidate)
    answer_by = candidate.page.locator("main strong", has_text="senest").inner_text()
    candidate.follow("Jeg er interesseret")
    candidate.check()

    send_with_a_mistake(candidate)
    is_kept(candidate)
    candidate.page.locator("[name=first]").fill("Jeg ville ringe til tre modtagere")
    candidate.press("Send til konsulenten")

    assert candidate.path.startswith("/l/")
    status = candidate.page.locator("main")
    expect(status).to_contain_text(f"Du får svar {answer_by}")
    expect(status).to_contain_text(title)
    for private in ("Robin Prøve", WHEN, "tre modtagere"):
        expect(status).not_to_contain_text(private)
    candidate.check()

    withdraw(candidate)
    assert candidate.cookies() == []


def choose_a_placement(candidate: Visitor) -> str:
    """Narrows the list to placements and opens the first; returns its title."""
    candidate.goto("/opslag")
    candidate.check()
    everything = candidate.page.locator("main [role=status]").inner_text()
    fold = candidate.page.locator("main details.only-s > summary").first
    if fold.is_visible():
        fold.click()
    candidate.page.locator("input[name=type][value=praktik]:visible").check()
    candidate.page.locator("button:visible", has_text="Vis opslag").click()
    assert "type=praktik" in candidate.path
    expect(candidate.page.locator("main [role=status]")).not_to_have_text(everything)
    expect(candidate.page.locator("main ul.ops .tag").first).to_have_text("Praktik")
    candidate.check()
    first = candidate.page.locator("main ul.ops h2 a").first
    title = first.inner_text()
    first.click()
    expect(candidate.page.get_by_role("heading", level=1)).to_have_text(title)
    candidate.check()
    return title


def send_with_a_mistake(candidate: Visitor) -> None:
    fill = {"why": WHY, "first": f"Mit nummer er {CPR}", "when": WHEN, "name": "Robin Prøve"}
    for name, text in (fill | {"phone": "00 00 00 01", "not_to_contact": "Mit gamle museum"}).items():
        candidate.page.locator(f"[name={name}]").fill(text)
    candidate.page.locator("[name=may_forward]").check()
    candidate.press("Send til konsulenten")


def is_kept(candidate: Visitor) -> None:
    """The page says what to mend, leads there, and shows everything else as it was typed."""
    page = candidate.page
    expect(page).to_have_title("Fejl: Jeg er interesseret – Samtaleklar")
    assert page.evaluate("document.body.innerText").count(CPR) == 0
    for name, text in {"why": WHY, "when": WHEN, "name": "Robin Prøve", "phone": "00 00 00 01"}.items():
        expect(page.locator(f"[name={name}]")).to_have_value(text)
    expect(page.locator("[name=not_to_contact]")).to_have_value("Mit gamle museum")
    expect(page.locator("[name=may_forward]")).to_be_checked()
    expect(page.locator("[name=first]")).to_have_attribute("aria-invalid", "true")
    if candidate.javascript:
        expect(page.locator(".sum")).to_be_focused()
    candidate.check()
    page.locator(".sum a").first.click()
    expect(page.locator("[name=first]")).to_be_in_viewport()


def withdraw(candidate: Visitor) -> None:
    status_page = candidate.path
    candidate.page.locator("summary", has_text="Vil du trække dig?").click()
    candidate.check()
    candidate.press("Ja, træk henvendelsen tilbage")
    expect(candidate.page.locator("main")).to_contain_text("Du har trukket henvendelsen tilbage")
    candidate.check()
    candidate.goto(status_page)
    expect(candidate.page.locator("main")).to_contain_text("Du har trukket henvendelsen tilbage")
    expect(candidate.page.locator("main form")).to_have_count(0)
    candidate.page.get_by_role("link", name="English").click()
    expect(candidate.page.locator("html")).to_have_attribute("lang", "en")
    candidate.check()


def test_pressing_twice_sends_one_enquiry(visitors: Visitors, demonstration: Demonstration) -> None:
    owner = visitors.open(DESKTOP)
    owner.sign_in(demonstration.account("company-consultant"))
    before = waiting(owner)
    candidate = visitors.open(DESKTOP)
    choose_a_placement(candidate)
    candidate.follow("Jeg er interesseret")
    for name, text in {"why": "Godt", "first": "Læse", "when": "Nu", "name": "To Gange"}.items():
        candidate.page.locator(f"[name={name}]").fill(text)
    candidate.page.locator("[name=phone]").fill("00 00 00 02")

    # A slow telephone: there is time to press again before the answer comes.
    slow = {"offline": False, "latency": 800, "downloadThroughput": -1, "uploadThroughput": -1}
    candidate.context.new_cdp_session(candidate.page).send("Network.emulateNetworkConditions", slow)
    candidate.page.get_by_role("button", name="Send til konsulenten").dblclick(delay=60)

    candidate.page.wait_for_url("**/l/*")
    candidate.check()
    assert waiting(owner) == before + 1


def test_the_consultant_takes_an_enquiry_from_its_answer_to_its_outcome(
    visitors: Visitors, demonstration: Demonstration
) -> None:
    candidate = visitors.open(PHONE)
    choose_a_placement(candidate)
    candidate.follow("Jeg er interesseret")
    for name, text in {"why": "Godt", "first": "Læse", "when": "Nu", "name": "Trin Prøve"}.items():
        candidate.page.locator(f"[name={name}]").fill(text)
    candidate.page.locator("[name=phone]").fill("00 00 00 03")
    candidate.press("Send til konsulenten")
    status = candidate.path
    reference = candidate.page.locator("main dd strong").first.inner_text()

    owner = visitors.open(DESKTOP)
    owner.sign_in(demonstration.account("company-consultant"))
    owner.goto("/konsulent/henvendelser")
    owner.page.locator("[name=q]").last.fill(reference.lower())
    owner.page.locator("main .find-row button").click()
    owner.page.locator("main ul.lines a").click()
    owner.check()
    owner.page.get_by_role("button", name="Opgaven er ikke ledig længere").click()
    expect(owner.page.locator("[name=answer]")).to_have_value(re.compile("ikke ledig længere"))
    owner.page.locator("[name=answer]").fill("Jeg ringer i morgen kl. 10.")
    owner.press("Gem svaret")
    expect(owner.page.locator("main")).to_contain_text("Ring, og sig, at der er svar")
    owner.press("Jeg har fortalt, hvem virksomheden er")
    expect(owner.page.locator("#videre")).to_have_count(0)
    owner.page.locator("[name=yes_on]").fill(datetime.now(COPENHAGEN).date().isoformat())
    owner.press("Kandidaten har sagt ja: vis teksten til virksomheden")
    expect(owner.page.locator("#videre")).to_contain_text("Trin skriver")
    owner.check()
    owner.press("De har mødtes")
    owner.page.locator("summary", has_text="Afslut henvendelsen").click()
    owner.page.locator("[name=outcome]").select_option("started-placement")
    owner.press("Afslut")
    owner.check()

    candidate.goto(status)
    expect(candidate.page.locator("main")).to_contain_text("Du er startet i praktik.")
    expect(candidate.page.locator("main")).to_contain_text("Jeg ringer i morgen kl. 10.")
    candidate.check()


def waiting(owner: Visitor) -> int:
    """How many enquiries lie in the inbox of the team."""
    owner.goto("/konsulent/henvendelser")
    owner.check()
    return owner.page.locator("main ul.lines li").count()

"""Preparation: from an opening to a sheet that is shared with a code and deleted; nothing typed is lost."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import DESKTOP, FIRST, PHONE, Scheme, Visitor, Visitors

AGENDA = "Hvilke job kan jeg søge uden for mit fag?"
PRIVATE = "Jeg er bange for at sidde i praktik uden at lære noget."
QUESTION = "Må jeg tage et vikariat på 15 timer?\nOg hvad med ferie?"


@pytest.mark.parametrize(
    ("viewport", "javascript", "scheme"),
    [(DESKTOP, True, "light"), (PHONE, True, "dark"), (PHONE, False, "light")],
    ids=["desktop", "phone", "phone without scripts"],
)
def test_from_an_opening_to_a_shared_sheet_and_gone_again(
    visitors: Visitors, viewport: dict[str, int], javascript: bool, scheme: Scheme
) -> None:
    candidate = visitors.open(viewport, javascript=javascript, scheme=scheme)
    title = take_an_opening_along(candidate)
    owner_code = begin(candidate)
    about_the_meeting(candidate)
    agenda_with_a_mistake(candidate)
    candidate.page.locator("[name=title0]").fill("Fuldmægtig")
    candidate.page.locator("[name=workplace0]").fill("En styrelse")
    candidate.page.get_by_label("Kommunikation og IT").check()
    candidate.check()
    candidate.press_first()

    expect(candidate.page.locator("main form .hl")).to_contain_text(title)
    expect(candidate.page.locator("main form .hl a")).to_have_attribute("href", re.compile("^/opslag/"))
    candidate.page.locator("[name=contact0]").fill("Jeg vil gerne høre, hvem det er")
    candidate.check()
    candidate.press_first()
    assert candidate.path == "/forberedelse/nok"
    expect(candidate.page.get_by_role("heading", level=1)).to_have_text("Du har nok til samtalen")
    candidate.check()
    candidate.follow("Tjek og ret dine svar")
    sheet_has(candidate, AGENDA, PRIVATE, "Fuldmægtig", title)
    candidate.check()
    correct_and_come_back(candidate)
    what_can_be_printed_and_copied(candidate)
    candidate.goto("/forberedelse/tjek")
    candidate.follow("Se, hvad du kan gøre med arket")

    share(candidate, title)
    read_the_sheet(candidate, title)
    come_back_with_the_code(candidate, owner_code)
    delete(candidate, owner_code)


def take_an_opening_along(candidate: Visitor) -> str:
    candidate.goto("/opslag?type=praktik")
    candidate.page.locator("main ul.ops h2 a").first.click()
    title = candidate.page.get_by_role("heading", level=1).inner_text()
    candidate.press("Tag med til samtalen")
    assert candidate.path.startswith("/forberedelse/tag-med?")
    candidate.check()
    return title


def begin(candidate: Visitor) -> str:
    """Begins, and writes down the code that is shown once."""
    assert candidate.cookies() == []
    candidate.press("Begynd")
    candidate.check()
    code = candidate.page.locator(".keep .code .vh").inner_text()
    assert len(code.replace(" ", "")) == 25
    assert candidate.cookies() == ["form"]
    candidate.follow("Jeg har gemt koden. Videre")
    return code


def about_the_meeting(candidate: Visitor) -> None:
    candidate.check()
    candidate.page.get_by_label("Kommunen", exact=True).check()
    candidate.page.get_by_label("På telefon").check()
    candidate.page.locator("[name=at]").fill("10.30")
    candidate.page.get_by_label("Jeg tager en med til samtalen (en bisidder)").check()
    candidate.press_first()


def agenda_with_a_mistake(candidate: Visitor) -> None:
    """A CPR number is taken out; everything else stands there again."""
    page = candidate.page
    page.locator("[name=item1]").fill(AGENDA)
    page.locator("[name=item2]").fill(f"{PRIVATE} 130289-1234")
    page.locator("[name=shown2][value=nej]").check()
    page.locator("[name=questions]").fill(QUESTION)
    candidate.check()
    candidate.press_first()

    expect(page).to_have_title("Fejl: Hvad vil du have hjælp til? – Samtaleklar")
    expect(page.locator("[name=item1]")).to_have_value(AGENDA)
    expect(page.locator("[name=questions]")).to_have_value(QUESTION)
    expect(page.locator("[name=shown2][value=nej]")).to_be_checked()
    if candidate.javascript:
        expect(page.locator(".sum")).to_be_focused()
    candidate.check()
    page.locator(".sum a").first.click()
    expect(page.locator("[name=item2]")).to_be_in_viewport()
    expect(page.locator("[name=item2]")).to_have_value(f"{PRIVATE} […]")
    page.locator("[name=item2]").fill(PRIVATE)
    candidate.press_first()
    assert candidate.path == "/forberedelse/jobopslag"


def correct_and_come_back(candidate: Visitor) -> None:
    """ "Ret" goes straight there and straight back; the agenda is put in order where it stands."""
    candidate.follow("Ret Jobopslag")
    candidate.check()
    candidate.page.locator("[name=deadline0]").fill("1. december")
    candidate.press_first()
    assert candidate.path == "/forberedelse/tjek"
    candidate.press("Flyt den op som nummer 1")
    expect(candidate.page.locator("main [name=item1]")).to_have_value(PRIVATE)
    candidate.press("Flyt den op som nummer 1")
    expect(candidate.page.locator("main [name=item1]")).to_have_value(AGENDA)
    assert candidate.path == "/forberedelse/tjek#dagsorden"
    sheet_has(candidate, "1. december")


def what_can_be_printed_and_copied(candidate: Visitor) -> None:
    candidate.follow("Tekst til din joblog")
    expect(candidate.page.locator("main textarea")).to_have_value(re.compile("Fuldmægtig\n.*En styrelse"))
    candidate.check()
    candidate.goto("/forberedelse/kvittering")
    candidate.check()
    candidate.page.emulate_media(media="print")
    expect(candidate.page.get_by_role("link", name="Tilbage", exact=True)).to_be_hidden()
    expect(candidate.page.locator("header.top")).to_be_hidden()
    candidate.page.emulate_media(media="screen")


def sheet_has(candidate: Visitor, *texts: str) -> None:
    for text in texts:
        expect(candidate.page.locator("main .sheet")).to_contain_text(text)


def share(candidate: Visitor, title: str) -> None:
    """The preview shows what the consultant will see, without what is only for the candidate."""
    candidate.follow("Del arket med din konsulent")
    sheet_has(candidate, AGENDA, title)
    expect(candidate.page.locator("main")).not_to_contain_text(PRIVATE)
    expect(candidate.page.locator("main")).to_contain_text("kan oplysninger derfra indgå i din sag")
    expect(candidate.page.locator("main")).to_contain_text("Dataansvarlig")
    candidate.check()
    candidate.press("Lav en samtalekode")
    code = candidate.page.locator(".give .code .vh").inner_text().replace(" ", "")
    assert len(code) == 15
    candidate.check()


def read_the_sheet(candidate: Visitor, title: str) -> None:
    candidate.goto("/forberedelse/ark")
    expect(candidate.page.locator("main")).to_contain_text(title)
    candidate.check()
    pdf = candidate.context.request.get(f"{candidate.base}/forberedelse/ark.pdf")
    assert pdf.body().startswith(b"%PDF")
    text = candidate.context.request.get(f"{candidate.base}/forberedelse/ark.txt").text()
    assert AGENDA in text
    assert title in text


def come_back_with_the_code(candidate: Visitor, owner_code: str) -> None:
    candidate.goto("/forberedelse/tjek")
    candidate.press("Færdig på denne computer")
    candidate.check()
    assert candidate.cookies() == []
    candidate.goto("/forberedelse/tjek")
    expect(candidate.page.locator("main")).not_to_contain_text(AGENDA)
    candidate.page.locator("[name=code]").fill(owner_code[:-1])
    candidate.press("Åbn mit ark")
    expect(candidate.page.locator("[name=code]")).to_have_attribute("aria-invalid", "true")
    candidate.check()
    candidate.page.locator("[name=code]").fill(owner_code.lower())
    candidate.press("Åbn mit ark")
    sheet_has(candidate, AGENDA, PRIVATE)


def delete(candidate: Visitor, owner_code: str) -> None:
    candidate.follow("Slet arket")
    candidate.check()
    candidate.press("Ja, slet arket")
    expect(candidate.page.get_by_role("heading", level=1)).to_have_text("Arket er slettet")
    candidate.check()
    assert candidate.cookies() == []
    candidate.goto("/forberedelse/fortsaet")
    candidate.page.locator("[name=code]").fill(owner_code)
    candidate.press("Åbn mit ark")
    expect(candidate.page.locator("main")).to_contain_text("Koden passer ikke til et ark")


@pytest.mark.parametrize("javascript", [True, False])
def test_the_same_sheet_goes_on_to_the_next_conversation(visitors: Visitors, javascript: bool) -> None:
    candidate = visitors.open(PHONE, javascript=javascript)
    candidate.goto("/forberedelse")
    begin(candidate)
    candidate.press_first()
    candidate.page.locator("[name=item1]").fill(AGENDA)
    candidate.press_first()
    candidate.press("Ved ikke endnu")
    candidate.press_first()
    assert candidate.path == "/forberedelse/nok"
    candidate.follow("Jeg har haft samtalen: gør arket klar til den næste")
    candidate.check()
    candidate.press("Gør arket klar til den næste samtale")
    assert candidate.path == "/forberedelse/om-samtalen"
    candidate.press_first()
    assert candidate.path == "/forberedelse/siden-sidst"
    expect(candidate.page.locator("main")).to_contain_text("Trin 2 af 5")
    candidate.check()
    candidate.press_first()
    expect(candidate.page.locator("[name=item1]")).to_have_value(AGENDA)
    candidate.goto("/forberedelse/tjek")
    expect(candidate.page.locator("main")).to_contain_text("Fra sidste samtale: se den efter")
    candidate.check()


@pytest.mark.parametrize("javascript", [True, False])
def test_what_is_typed_survives_a_session_that_ended(visitors: Visitors, javascript: bool) -> None:
    candidate = visitors.open(PHONE, javascript=javascript)
    candidate.goto("/forberedelse")
    owner_code = begin(candidate)
    candidate.goto("/forberedelse/dagsorden")
    candidate.page.locator("[name=item1]").fill(AGENDA)
    candidate.page.locator("[name=shown1][value=nej]").check()
    candidate.page.locator("[name=questions]").fill(QUESTION)

    candidate.context.clear_cookies()
    candidate.press_first()
    expect(candidate.page.locator("main")).to_contain_text("Det, du lige har skrevet, er med her på siden")
    candidate.check()
    candidate.page.locator("[name=code]").fill("1234")
    candidate.press("Åbn mit ark")
    candidate.check()
    candidate.page.locator("[name=code]").fill(owner_code)
    candidate.press("Åbn mit ark")

    expect(candidate.page.locator("[name=item1]")).to_have_value(AGENDA)
    expect(candidate.page.locator("[name=shown1][value=nej]")).to_be_checked()
    expect(candidate.page.locator("[name=questions]")).to_have_value(QUESTION)
    candidate.check()
    candidate.press_first()
    candidate.goto("/forberedelse/tjek")
    sheet_has(candidate, AGENDA, "Og hvad med ferie?")


def test_the_back_button_shows_what_was_saved_and_a_double_press_saves_once(visitors: Visitors) -> None:
    candidate = visitors.open(PHONE)
    candidate.goto("/forberedelse")
    candidate.page.get_by_role("button", name="Begynd").dblclick(delay=40)
    candidate.page.wait_for_url("**/forberedelse/begynd")
    candidate.follow("Jeg har gemt koden. Videre")
    candidate.press_first()
    candidate.page.locator("[name=item1]").fill(AGENDA)
    candidate.page.locator(FIRST).dblclick(delay=40)
    candidate.page.wait_for_url("**/forberedelse/jobopslag")

    candidate.page.go_back()

    expect(candidate.page.locator("[name=item1]")).to_have_value(AGENDA)
    candidate.page.locator("[name=item2]").fill("Er mit CV for langt?")
    candidate.press_first()
    candidate.goto("/forberedelse/tjek")
    sheet_has(candidate, AGENDA, "Er mit CV for langt?")


def test_the_english_steps_lead_to_an_english_sheet(visitors: Visitors) -> None:
    candidate = visitors.open(PHONE)
    candidate.goto("/en/preparation")
    candidate.check()
    candidate.press("Begin")
    candidate.check()
    for step in ("about-the-meeting", "agenda", "job-adverts", "placement-proposals"):
        candidate.goto(f"/en/preparation/{step}")
        candidate.check()
    candidate.goto("/en/preparation/agenda")
    candidate.page.locator("[name=item1]").fill("How many jobs should I apply for?")
    candidate.page.get_by_role("link", name="Dansk").click()
    assert candidate.path == "/forberedelse/dagsorden"
    candidate.goto("/en/preparation/agenda")
    candidate.page.locator("[name=item1]").fill("How many jobs should I apply for?")
    candidate.press_first()
    for page in ("check", "enough", "share"):
        candidate.goto(f"/en/preparation/{page}")
        candidate.check()
    sheet_has(candidate, "How many jobs should I apply for?")
    candidate.press_first()
    expect(candidate.page.locator(".give .code")).to_be_visible()
    candidate.check()
    candidate.goto("/en/preparation/delete")
    candidate.check()

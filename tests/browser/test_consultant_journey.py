"""A consultant types a code from hearing, reads one screen, pastes an agreement; nothing is kept."""

from datetime import date, timedelta

from playwright.sync_api import Locator, expect

from portal.shared.dates import long_date
from tests.browser.conftest import Demonstration
from tests.browser.visitor import DESKTOP, PHONE, Visitor, Visitors

TASK = "Du ringer til to museer og spørger efter registrering"
FIRST_ON_THE_SHEET = "main .cols > div:first-child .topic:first-child ol"
AGENDA = "Hvilke job uden for universitetet kan jeg søge"
PRIVATE = "Jeg er bange for at sidde i praktik"


def test_from_a_code_on_the_telephone_to_a_pasted_agreement(
    visitors: Visitors, demonstration: Demonstration
) -> None:
    consultant = visitors.open(DESKTOP)
    consultant.sign_in(demonstration.account("employment-consultant"))
    consultant.check()
    open_as_heard(consultant, demonstration.preparations[0]["conversation_code"])
    fits_one_screen(consultant)
    escape_hides(consultant)
    agree(consultant)
    nothing_is_kept(consultant, demonstration)
    consultant.goto("/konsulent/samtaler")
    consultant.check()
    consultant.page.locator("main ol.sheets a").first.click()
    consultant.press("Luk arket")
    expect(consultant.page.locator("main ol.sheets")).to_have_count(0)
    consultant.check()


def as_heard(code: str) -> str:
    """Lower case, groups apart by spaces, the letter for the number."""
    return code.lower().replace("-", "  ").replace("0", "o").replace("1", "l")


def open_as_heard(consultant: Visitor, code: str) -> None:
    consultant.page.locator("main").get_by_role("link", name="Mine samtaler").click()
    consultant.check()
    wrong = f"{code[:-1]}{'2' if code[-1] != '2' else '3'}"
    consultant.page.locator("[name=codes]").fill(as_heard(wrong))
    consultant.press("Åbn ark")
    expect(consultant.page.locator("[name=codes]")).to_have_attribute("aria-invalid", "true")
    assert consultant.page.locator("[name=codes]").input_value().strip()
    consultant.check()
    consultant.page.locator("[name=codes]").fill(as_heard(code))
    consultant.press("Åbn ark")
    expect(consultant.page.locator(FIRST_ON_THE_SHEET)).to_contain_text(AGENDA)
    assert PRIVATE not in consultant.page.content()


def fits_one_screen(consultant: Visitor) -> None:
    """Agenda, proposals, adverts and openings are there without scrolling."""
    consultant.check()
    for part in ("Dagsorden", "Forslag til praktik", "Jobopslag", "Nyeste opslag", "Moduler"):
        heading = consultant.page.locator("main h2", has_text=part).first
        expect(heading).to_be_in_viewport()
        assert bottom(heading.locator("xpath=..")) <= DESKTOP["height"], part
    assert consultant.page.locator("main .ops li").count() == 3


def bottom(part: Locator) -> float:
    box = part.bounding_box()
    assert box is not None
    return box["y"] + box["height"]


def escape_hides(consultant: Visitor) -> None:
    consultant.page.keyboard.press("Escape")
    expect(consultant.page.locator(FIRST_ON_THE_SHEET)).to_be_hidden()
    expect(consultant.page.locator(".hidden-page")).to_be_visible()
    assert AGENDA not in consultant.page.locator("body").inner_text()
    consultant.check()
    consultant.page.keyboard.press("Escape")
    expect(consultant.page.locator(FIRST_ON_THE_SHEET)).to_be_visible()


def agree(consultant: Visitor) -> None:
    """One commitment with a date, one opening as inspiration, two modules: the text is exactly this."""
    page = consultant.page
    consultant.follow("Skriv aftale")
    consultant.check()
    page.locator("[name=what]").fill(TASK)
    page.locator("[name=opening_list]").select_option("")
    consultant.page.locator("main form .btn:not(.alt)").first.click()
    expect(page.locator("[name=deadline]")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("[name=what]")).to_have_value(TASK)
    consultant.check()

    day = date.today() + timedelta(days=10)  # noqa: DTZ011  (what a consultant reads off the calendar)
    page.locator("[name=deadline]").fill(f"{day.day}/{day.month}")
    page.locator("[name=sign]").fill("To samtaler i joblog")
    row = page.locator("fieldset.pickrow").first
    title = row.locator("legend").inner_text()
    number = row.locator("[name=opening]").input_value()
    row.get_by_label("Inspiration").check()
    for module in ("raadighed", "praktikforslag"):
        page.locator(f"[name=modules][value={module}]").check()
    page.locator("main form .btn:not(.alt)").first.click()

    deadline = f"{long_date(day, 'da')} {day.year}"
    lines = page.locator("#tekst-agreement").inner_text().splitlines()
    base = consultant.base
    assert lines[:5] == [
        f"{TASK}.",
        f"Senest {deadline}.",
        "Det kan vi se på: To samtaler i joblog.",
        f"Til inspiration: {title}",
        f"{base}/opslag/{number}",
    ]
    assert {f"{base}/m/raadighed", f"{base}/m/praktikforslag"} <= set(lines)
    assert len(lines) == 9
    expect(page.locator("#tekst-deadline")).to_have_text(deadline)
    expect(page.locator("#tekst-goal")).to_contain_text(TASK)
    consultant.check()
    copies_exactly(consultant)
    for module in ("raadighed", "praktikforslag"):
        assert consultant.context.request.get(f"{base}/m/{module}").ok


def copies_exactly(consultant: Visitor) -> None:
    """What lies on the clipboard is the text of the block, with its own line for each link."""
    page = consultant.page
    consultant.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("[data-copy='#tekst-agreement']").click()
    expect(page.locator("[data-copy='#tekst-agreement']")).to_contain_text("Kopieret")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#tekst-agreement").text_content()
    assert f"\n{consultant.base}/m/raadighed\n" in f"{copied}\n"


def nothing_is_kept(consultant: Visitor, demonstration: Demonstration) -> None:
    """Neither the address, the next empty form, the database nor the log holds a word of the agreement."""
    assert "?" not in consultant.path
    consultant.goto("/konsulent/aftale")
    expect(consultant.page.locator("[name=what]")).to_have_value("")
    consultant.check()
    kept = [
        path
        for path in demonstration.data.rglob("*")
        if path.is_file() and TASK.encode() in path.read_bytes()
    ]
    assert kept == []


def test_an_english_sheet_on_a_phone_without_scripts(
    visitors: Visitors, demonstration: Demonstration
) -> None:
    consultant = visitors.open(PHONE, javascript=False, scheme="dark")
    consultant.sign_in(demonstration.account("employment-consultant"))
    consultant.goto("/en/staff/conversations")
    consultant.check()
    consultant.page.locator("[name=codes]").fill(demonstration.preparations[1]["conversation_code"])
    consultant.press_first()
    expect(consultant.page.locator(FIRST_ON_THE_SHEET)).to_contain_text("Which companies use English")
    consultant.check()
    consultant.page.locator("main a[href*='agreement']").click()
    consultant.page.locator("[name=goal]").fill("Apply for two jobs a week")
    consultant.page.locator("[name=english]").check()
    consultant.page.locator("main form .btn:not(.alt)").first.click()
    expect(consultant.page.locator("#tekst-goal")).to_have_text("Apply for two jobs a week")
    consultant.check()


def test_without_signing_in_the_desk_asks_for_it_and_a_manager_is_refused(
    visitors: Visitors, demonstration: Demonstration
) -> None:
    stranger = visitors.open(DESKTOP)
    stranger.goto("/konsulent/samtaler")
    assert stranger.path.startswith("/log-ind")
    stranger.check()
    stranger.page.locator("[name=email]").fill("karin@eksempelby.example")
    stranger.page.locator("[name=password]").fill("gættet kode")
    stranger.press("Log ind")
    expect(stranger.page.locator("[name=email]")).to_have_value("karin@eksempelby.example")
    expect(stranger.page.locator("[name=password]")).to_have_value("")
    stranger.check()
    manager = visitors.open(DESKTOP)
    manager.sign_in(demonstration.account("manager"))
    manager.goto("/konsulent/samtaler")
    expect(manager.page.locator("[name=codes]")).to_have_count(0)
    manager.check()

"""The form without storage: written, read, kept as a file, loaded again; on a phone, without scripts."""

from pathlib import Path

import pytest
from playwright.sync_api import Dialog, expect

from tests.browser.visitor import DESKTOP, NARROW, PHONE, Scheme, Visitor, Visitors

PAPER = "/forberedelse/uden-at-gemme"
AGENDA = "Hvilke job kan jeg søge uden for mit fag?\nOg hvor?"
PRIVATE = "Jeg er bange for at sidde i praktik uden at lære noget."
CAN = "Jeg kan forklare det svære"


@pytest.mark.parametrize(
    ("viewport", "javascript", "scheme"),
    [(DESKTOP, True, "light"), (PHONE, True, "dark"), (PHONE, False, "light")],
    ids=["desktop", "phone", "phone without scripts"],
)
def test_from_an_empty_page_to_a_file_and_back_with_nothing_stored(
    visitors: Visitors, viewport: dict[str, int], javascript: bool, scheme: Scheme, tmp_path: Path
) -> None:
    candidate = visitors.open(viewport, javascript=javascript, scheme=scheme)
    candidate.goto("/forberedelse")
    candidate.follow("Lav arket uden at gemme noget her")
    candidate.check()
    write(candidate)
    a_mistake_in_what_is_folded_away(candidate)

    candidate.press("Se arket")
    expect(candidate.page.get_by_role("heading", level=1)).to_have_text("Mit ark til samtalen")
    expect(candidate.page.locator("main")).to_contain_text("Og hvor?")
    candidate.check()
    candidate.press("Se arket uden det, der kun er til mig")
    expect(candidate.page.locator("main")).not_to_contain_text(PRIVATE)
    candidate.check()
    candidate.press("Ret arket")
    everything_stands(candidate)
    file = keep_as_file(candidate, tmp_path)
    assert candidate.cookies() == []

    later = visitors.open(viewport, javascript=javascript, scheme=scheme)
    a_wrong_file_loses_nothing(later, tmp_path)
    load(later, file)
    expect(later.page.locator("main")).to_contain_text("Filen er hentet ind")
    everything_stands(later)
    later.check()
    later.press("Gem det alligevel med en kode")
    expect(later.page.get_by_role("heading", level=1)).to_have_text("Skriv din egen kode ned")
    assert later.cookies() == ["form"]
    later.goto("/forberedelse/ark")
    expect(later.page.locator("main")).to_contain_text(PRIVATE)


def write(candidate: Visitor) -> None:
    page = candidate.page
    page.get_by_label("Kommunen", exact=True).check()
    page.locator("[name=agenda-item1]").fill(AGENDA)
    page.locator("[name=agenda-item2]").fill(PRIVATE)
    page.locator("[name=agenda-shown2][value=nej]").check()


def a_mistake_in_what_is_folded_away(candidate: Visitor) -> None:
    """The page comes back with that part open, and the summary leads into it."""
    page = candidate.page
    summary = page.locator("summary").filter(has_text="Hvad kan du")
    summary.click()
    page.locator("[name=can-proof0]").fill(f"{CAN} 130289-1234")
    candidate.check()
    candidate.press("Se arket")
    expect(page).to_have_title("Fejl: Lav dit ark uden at gemme noget her – Samtaleklar")
    candidate.check()
    page.locator(".sum a").first.click()
    expect(page.locator("[name=can-proof0]")).to_be_in_viewport()
    expect(page.locator("[name=agenda-item2]")).to_have_value(PRIVATE)
    page.locator("[name=can-proof0]").fill(CAN)


def everything_stands(candidate: Visitor) -> None:
    page = candidate.page
    expect(page.locator("[name=agenda-item1]")).to_have_value(AGENDA)
    expect(page.locator("[name=agenda-item2]")).to_have_value(PRIVATE)
    expect(page.locator("[name=agenda-shown2][value=nej]")).to_be_checked()
    expect(page.locator("[name=can-proof0]")).to_have_value(CAN)
    expect(page.locator("[name=can-proof0]")).to_be_visible()
    expect(page.get_by_label("Kommunen", exact=True)).to_be_checked()


def keep_as_file(candidate: Visitor, folder: Path) -> Path:
    """The page stays as it is, and every file can be fetched one after the other."""
    kept = folder / "ark.json"
    for button, name in (
        ("Hent arket (pdf)", "ark.pdf"),
        ("Hent arket som tekst", "ark.txt"),
        ("Gem som fil", "ark.json"),
    ):
        with candidate.page.expect_download() as fetched:
            candidate.press(button)
        assert fetched.value.suggested_filename == name
        fetched.value.save_as(folder / name)
    everything_stands(candidate)
    assert PRIVATE in kept.read_text("utf-8")
    return kept


def load(candidate: Visitor, file: Path) -> None:
    candidate.page.locator("#fil").set_input_files(file)
    candidate.press("Hent filen ind")


def a_wrong_file_loses_nothing(candidate: Visitor, folder: Path) -> None:
    candidate.goto(PAPER)
    candidate.page.locator("[name=adverts-title0]").fill("Fuldmægtig")
    photo = folder / "foto.jpg"
    photo.write_bytes(b"\xff\xd8" * 1_500_000)
    for wrong in (folder / "ark.pdf", photo):
        load(candidate, wrong)
        expect(candidate.page.locator("#fil")).to_have_attribute("aria-invalid", "true")
        expect(candidate.page.locator("[name=adverts-title0]")).to_have_value("Fuldmægtig")
        candidate.check()
        candidate.page.locator(".sum a").first.click()
        expect(candidate.page.locator("#fil")).to_be_in_viewport()


def test_by_keyboard_the_enter_key_leads_to_the_sheet_and_back(visitors: Visitors) -> None:
    candidate = visitors.open(NARROW, javascript=False)
    candidate.goto(PAPER)
    candidate.page.locator("[name=adverts-title0]").fill("Fuldmægtig")
    candidate.page.locator("[name=adverts-title0]").press("Enter")
    expect(candidate.page.get_by_role("heading", level=1)).to_have_text("Mit ark til samtalen")
    candidate.check()
    candidate.page.locator("main button").first.press("Enter")
    expect(candidate.page.locator("[name=adverts-title0]")).to_have_value("Fuldmægtig")
    candidate.check()


def test_the_page_is_not_left_unasked_with_something_on_it_that_is_nowhere_else(visitors: Visitors) -> None:
    candidate, asked = visitors.open(PHONE), list[str]()

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    candidate.page.on("dialog", stay)
    candidate.goto(PAPER)
    candidate.page.locator("[name=agenda-item1]").click()
    candidate.page.keyboard.type("Er mit CV for langt?")
    candidate.page.get_by_role("link", name="Tilbage").click()
    expect(candidate.page.locator("[name=agenda-item1]")).to_have_value("Er mit CV for langt?")
    assert asked == ["beforeunload"]

    with candidate.page.expect_download():
        candidate.press("Gem som fil")
    candidate.page.get_by_role("link", name="Tilbage").click()
    candidate.page.wait_for_url("**/forberedelse")
    assert asked == ["beforeunload"]


def test_in_english_and_from_one_language_to_the_other(visitors: Visitors) -> None:
    candidate = visitors.open(PHONE, javascript=False)
    candidate.goto(PAPER)
    candidate.page.locator("[name=agenda-item1]").fill("How many jobs should I apply for?")
    candidate.press("Continue in English with what you have written")
    expect(candidate.page.get_by_role("heading", level=1)).to_have_text(
        "Make your sheet without storing anything here"
    )
    expect(candidate.page.locator("[name=agenda-item1]")).to_have_value("How many jobs should I apply for?")
    candidate.check()
    candidate.press("See the sheet")
    expect(candidate.page.locator("main")).to_contain_text("How many jobs should I apply for?")
    candidate.check()
    candidate.page.reload()
    expect(candidate.page.locator("main")).to_contain_text("How many jobs should I apply for?")

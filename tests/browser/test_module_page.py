"""What a module offers beside its text: a section for the meeting or an agreement, and reading aloud."""

from playwright.sync_api import expect

from tests.browser.visitor import NARROW, PHONE, Visitors

MODULE = "/ret-og-pligt/raadighed/"
VOICES = """
(() => {
  const said = [];
  window.said = said;
  const voices = %s;
  const speech = new EventTarget();
  Object.assign(speech, {
    getVoices: () => voices,
    speak: one => { said.push([one.voice.name, one.text]); },
    cancel: () => { said.push(["cancel", ""]); },
  });
  Object.defineProperty(window, "speechSynthesis", {value: speech});
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
})();
"""
CLOUD = '{name: "sky", lang: "da-DK", localService: false}'
HERE = '{name: "her", lang: "da-DK", localService: true}'
ENGLISH = '{name: "here", lang: "en-GB", localService: true}'


def test_a_section_can_be_linked_to_from_an_agreement(visitors: Visitors) -> None:
    reader = visitors.open(NARROW)
    reader.goto(MODULE)
    section = reader.page.locator("details.pass-on", has=reader.page.locator("#aftale-joblog"))
    section.locator("summary").click()
    reader.check()

    first, address = section.locator(".txt").inner_text().strip().split("\n")
    assert first.startswith("Læs afsnittet “Skriv det ned, når du har søgt” i “At stå til rådighed” (1 min.,")
    assert address.endswith("/m/raadighed#joblog")

    reader.goto("/m/raadighed#joblog")
    expect(reader.page.locator("#joblog")).to_be_in_viewport()


def test_without_javascript_a_section_comes_along_to_the_sheet(visitors: Visitors) -> None:
    reader = visitors.open(PHONE, javascript=False)
    reader.goto(MODULE)
    section = reader.page.locator("details.pass-on", has=reader.page.locator("#aftale-joblog"))
    section.locator("summary").click()
    expect(section.get_by_role("button", name="Kopiér de to linjer")).to_be_hidden()
    section.get_by_role("button", name="Tag afsnittet med til samtalen").click()
    reader.check()

    expect(reader.page.locator("main")).to_contain_text(
        "Skriv det ned, når du har søgt (At stå til rådighed)"
    )


def test_a_page_is_read_aloud_by_a_voice_of_the_device_and_stops_when_asked(visitors: Visitors) -> None:
    reader = visitors.open(PHONE)
    reader.page.add_init_script(VOICES % f"[{ENGLISH}, {CLOUD}, {HERE}]")
    reader.goto(MODULE)
    reader.press("Læs højt")
    reader.check()

    said = reader.page.evaluate("said")
    assert said[0] == ["her", "At stå til rådighed"]
    assert {voice for voice, _ in said} == {"her"}
    texts = [text for _, text in said]
    assert any("Aftal antallet med din a-kasse" in text for text in texts)
    assert not any("Tag afsnittet med" in text for text in texts)

    reader.press("Stop oplæsning")
    assert reader.page.evaluate("said").count(["cancel", ""]) == 1
    expect(reader.page.get_by_role("button", name="Læs højt")).to_be_visible()


def test_where_every_danish_voice_is_somewhere_else_nothing_is_offered(visitors: Visitors) -> None:
    reader = visitors.open(PHONE)
    reader.page.add_init_script(VOICES % f"[{ENGLISH}, {CLOUD}]")
    reader.goto(MODULE)

    expect(reader.page.locator("[data-read-aloud]")).to_be_hidden()

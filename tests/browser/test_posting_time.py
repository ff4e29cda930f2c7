"""How long it takes to post: counted characters at 200 a minute and counted presses, in a real browser."""

from dataclasses import dataclass, field
from io import BytesIO

import pytest
from playwright.sync_api import Locator, expect
from pypdf import PdfReader

from tests.browser.conftest import Demonstration
from tests.browser.visitor import DESKTOP, PHONE, Visitor, Visitors

CHARACTERS_A_MINUTE = 200
# Finding the next thing on the page and pressing it, for a person who does not hurry.
SECONDS_A_PRESS = 3
PASTED = (
    "Vi har et nyhedsbrev, som går ud hver anden uge, men det er kun hver sjette, der åbner det. Vi vil "
    "gerne have en til at gå det seneste års udsendelser igennem og ringe til otte af dem, der får det, "
    "og spørge, hvad de savner. Derefter skal der skrives tre nye udgaver, som bliver prøvet af mod "
    "hinanden. Tallene skal gøres op, så vi kan se, hvad der virker, og til sidst skal der skrives en "
    "kort vejledning på to sider, så vi selv kan fortsætte bagefter. Der er adgang til de gamle "
    "udsendelser og til tallene fra første dag, og en kollega hjælper med det tekniske. "
    "Vi vil helst i gang i januar."
)
TYPED = {
    "title": "Få flere til at åbne et nyhedsbrev",
    "day": "Du skriver før frokost og ser på tal efter.",
    "learn": "Du lærer at teste emnelinjer.",
    "job_goal": "Måske et vikariat.",
    "mentor": "Redaktør",
}


@dataclass
class Hands:
    """A person's hands: every press and every typed character is counted, none is waited for."""

    visitor: Visitor
    presses: int = 0
    characters: int = 0
    log: list[str] = field(default_factory=list)

    def press(self, target: Locator) -> None:
        target.click()
        self.presses += 1

    def write(self, target: Locator, text: str) -> None:
        self.press(target)
        target.press_sequentially(text)
        self.characters += len(text)

    def paste(self, target: Locator, text: str) -> None:
        """One press into the field, one for the paste itself."""
        self.press(target)
        target.fill(text)
        self.presses += 1

    def choose(self, target: Locator, value: str) -> None:
        """Opens the list and presses the line."""
        target.select_option(value)
        self.presses += 2

    @property
    def seconds(self) -> float:
        return self.characters * 60 / CHARACTERS_A_MINUTE + self.presses * SECONDS_A_PRESS

    def report(self, what: str) -> None:
        print(  # noqa: T201  (the figure is what the test is for)
            f"\n{what}: {self.characters} characters, {self.presses} presses, {self.seconds:.0f} seconds"
        )


def signed_in(visitor: Visitor, demonstration: Demonstration) -> Hands:
    """From the log-in page; a browser that knows the two fills them in, so only the button is pressed."""
    hands = Hands(visitor)
    account = demonstration.account("company-consultant")
    visitor.goto("/log-ind")
    visitor.page.locator("[name=email]").fill(account["email"])
    visitor.page.locator("[name=password]").fill(account["password"])
    hands.press(visitor.page.get_by_role("button", name="Log ind", exact=True))
    return hands


def to_a_new_opening(hands: Hands) -> None:
    page = hands.visitor.page
    hands.press(page.get_by_role("link", name="Opslag", exact=True).locator("visible=true").first)
    hands.press(page.locator("main").get_by_role("link", name="Nyt opslag", exact=True))


def first_company(visitor: Visitor) -> str:
    options = visitor.page.locator("[name=company_id] option").all()
    return next(value for option in options if (value := option.get_attribute("value")))


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_draft_is_saved_from_a_phone_within_a_minute(
    visitors: Visitors, demonstration: Demonstration, javascript: bool
) -> None:
    visitor = visitors.open(PHONE, javascript=javascript)
    hands = signed_in(visitor, demonstration)
    page = visitor.page
    to_a_new_opening(hands)
    visitor.check()
    hands.choose(page.locator("[name=company_id]"), first_company(visitor))
    hands.press(page.locator("[name=type][value=praktik]"))
    hands.write(page.locator("[name=title]"), "Ryd op i et arkiv og gør det let at finde i")
    hands.press(page.get_by_role("button", name="Gem kladden").first)
    expect(page.locator("main")).to_contain_text("Kladden er gemt.")
    hands.report("Log-in to saved draft on a phone")
    assert hands.seconds <= 60
    visitor.check()


def test_a_pasted_mail_reaches_review_within_two_minutes(
    visitors: Visitors, demonstration: Demonstration
) -> None:
    assert 580 <= len(PASTED) <= 620
    visitor = visitors.open(DESKTOP)
    hands = signed_in(visitor, demonstration)
    page = visitor.page
    to_a_new_opening(hands)
    hands.choose(page.locator("[name=company_id]"), first_company(visitor))
    hands.press(page.locator("[name=type][value=praktik]"))
    hands.write(page.locator("[name=title]"), TYPED["title"])
    hands.paste(page.locator("[name=tasks]"), PASTED)
    for name in ("day", "learn"):
        hands.write(page.locator(f"[name={name}]"), TYPED[name])
    mentioned = page.locator("[data-add-word]")
    expect(mentioned.first).to_be_visible()
    for word in [mentioned.nth(number).inner_text() for number in range(min(3, mentioned.count()))]:
        hands.press(page.locator(f"[data-add-word='{word}']"))
    for name in ("job_goal", "mentor"):
        hands.write(page.locator(f"[name={name}]"), TYPED[name])
    for point in page.locator("[name=quality]").all():
        hands.press(point)
    hands.choose(page.locator("[name=field]"), "kommunikation-it")
    hands.choose(page.locator("[name=language]"), "da")
    hands.press(page.locator("[name=says_yes]"))
    hands.press(page.get_by_role("button", name="Gem og send til gennemsyn"))
    expect(page.locator("main")).to_contain_text("Opslaget er sendt til gennemsyn")
    hands.report("Log-in to review with a pasted text")
    assert hands.seconds <= 120
    visitor.check()


def test_what_is_typed_is_saved_and_marked_while_it_is_written(
    visitors: Visitors, demonstration: Demonstration
) -> None:
    visitor = visitors.open(DESKTOP)
    visitor.sign_in(demonstration.account("company-consultant"))
    visitor.goto("/konsulent/opslag/nyt")
    page = visitor.page
    page.locator("[name=company_id]").select_option(first_company(visitor))
    page.locator("[name=type][value=job]").check()
    page.locator("[name=title]").fill("Skriv til kunder")
    page.locator("[name=tasks]").fill("Ring på 00 00 99 17 og hør mere.")
    page.locator("[name=day]").focus()
    expect(page.locator("[data-live-status]")).to_contain_text("Gemt kl.")
    expect(page.locator("[data-gate=tasks] mark.block")).to_have_text("00 00 99 17")
    assert page.url.rsplit("/", 1)[1] != "nyt"
    visitor.check()

    page.locator("[name=tasks]").fill("Ring og hør mere.")
    page.locator("[name=day]").focus()
    expect(page.locator("[data-gate=tasks] mark")).to_have_count(0)
    page.reload()
    expect(page.locator("[name=tasks]")).to_have_value("Ring og hør mere.")


def test_a_yes_that_was_ticked_falls_when_the_text_changes(
    visitors: Visitors, demonstration: Demonstration
) -> None:
    visitor = visitors.open(DESKTOP)
    visitor.sign_in(demonstration.account("company-consultant"))
    visitor.goto("/konsulent/opslag/nyt")
    page = visitor.page
    page.locator("[name=says_yes]").check()
    page.locator("[name=tasks]").fill("Du skriver.")
    expect(page.locator("[name=says_yes]")).not_to_be_checked()
    expect(page.locator("[data-live-status]")).to_contain_text("Kryds af igen")


def test_two_windows_never_write_over_each_other_unseen(
    visitors: Visitors, demonstration: Demonstration
) -> None:
    visitor = visitors.open(DESKTOP)
    visitor.sign_in(demonstration.account("company-consultant"))
    visitor.goto("/konsulent/opslag/nyt")
    page = visitor.page
    page.locator("[name=company_id]").select_option(first_company(visitor))
    page.locator("[name=type][value=job]").check()
    page.locator("[name=title]").fill("Skriv til kunder to gange")
    page.get_by_role("button", name="Gem kladden").first.click()
    expect(page.locator("main")).to_contain_text("Kladden er gemt.")
    other = visitor.context.new_page()
    other.goto(page.url)
    other.locator("[name=day]").fill("Fra det andet vindue.")
    other.get_by_role("button", name="Gem kladden").click()
    expect(other.locator("main")).to_contain_text("Kladden er gemt.")
    other.close()

    page.locator("[name=day]").fill("Fra det første vindue.")
    page.locator("[name=learn]").focus()
    expect(page.locator("[data-live-status]")).to_contain_text("gemt et andet sted")
    # The refusal of the save in the background was meant.
    visitor.noticed = [line for line in visitor.noticed if not line.startswith("409 from")]
    page.get_by_role("button", name="Gem kladden").click()
    expect(page.locator(".sum")).to_contain_text("Fra det andet vindue.")
    expect(page.locator("[name=day]")).to_have_value("Fra det første vindue.")
    visitor.check()


def test_the_preview_is_one_sheet_of_paper_with_room_for_the_yes(
    visitors: Visitors, demonstration: Demonstration
) -> None:
    visitor = visitors.open(DESKTOP)
    visitor.sign_in(demonstration.account("company-consultant"))
    visitor.goto("/konsulent/opslag/nyt")
    page = visitor.page
    page.locator("[name=company_id]").select_option(first_company(visitor))
    page.locator("[name=type][value=praktik]").check()
    for name, text in (TYPED | {"tasks": PASTED}).items():
        page.locator(f"[name={name}]").fill(text)
    page.get_by_role("button", name="Gem kladden").last.click()
    page.wait_for_url("**saved=1")
    visitor.follow("Vis eller print det, som alle vil se")
    expect(page.locator(".sign")).to_be_hidden()
    visitor.check()
    sheets = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    text = " ".join(sheet.extract_text() for sheet in sheets)
    assert len(sheets) == 1
    assert "Jeres ja" in text and "Tilbage til kladden" not in text

"""A company consultant posts an opening, a second person reads it; nobody can tell the company."""

from datetime import date, timedelta

from playwright.sync_api import expect

from tests.browser.conftest import Demonstration
from tests.browser.visitor import DESKTOP, PHONE, Visitor, Visitors

NAME = "Vindelbro Optik"
PRIVATE = (NAME, "Vindelbro", "Klarsyn", "vindelbro-optik.example", "Birgit Vindel", "00 00 99 17")
LEAK = "Du hjælper Vindelbro Optik med at skrive til kunder, som skal have nye glas."
MENDED = "Du skriver til kunder, som skal have tid til et eftersyn, og finder ud af, hvad de svarer på."
TITLE = "Skriv til kunder, så de svarer"
OPENING = {
    "title": TITLE,
    "tasks": LEAK,
    "day": "Om formiddagen skriver du, om eftermiddagen ringer du til fem kunder som Mette.",
    "learn": "Du lærer at skrive kort og at måle, hvad der virker.",
    "job_goal": "Et vikariat, hvis det går godt.",
    "mentor": "daglig leder",
    "hours": "30",
    "weeks": "4",
    "company_yes_on": (date.today() - timedelta(days=4)).isoformat(),  # noqa: DTZ011
}


def test_from_a_visit_to_an_anonymous_opening_and_down_again(
    visitors: Visitors, demonstration: Demonstration
) -> None:
    author = visitors.open(DESKTOP)
    author.sign_in(demonstration.account("company-consultant"))
    author.check()
    add_company(author)
    write_an_opening_that_leaks(author)
    mend_it(author)

    reader = visitors.open(PHONE, scheme="dark")
    reader.sign_in(demonstration.account("company-consultant", 1))
    reader.check()
    read_and_approve(reader)

    candidate = visitors.open(PHONE)
    public = find_it(candidate)
    nobody_can_tell(candidate, public)
    take_it_down(author)
    answer = candidate.page.goto(f"{candidate.base}{public}")
    assert answer is not None
    assert answer.status == 410
    expect(candidate.page.get_by_role("heading", level=1)).to_have_text("Opslaget er taget ned")
    candidate.check()
    candidate.goto("/opslag?q=eftersyn")
    expect(candidate.page.locator("main")).not_to_contain_text(TITLE)


def add_company(author: Visitor) -> None:
    author.goto("/konsulent/virksomheder")
    author.check()
    author.follow("Ny virksomhed")
    author.check()
    author.page.locator("[name=aliases]").fill("Vindelbro")
    author.press("Gem virksomheden")
    expect(author.page.locator("[name=name]")).to_have_attribute("aria-invalid", "true")
    expect(author.page.locator("[name=aliases]")).to_have_value("Vindelbro")
    author.check()
    typed = {"name": NAME, "brands": "Klarsyn", "domain": "vindelbro-optik.example"}
    for name, text in (typed | {"contact_name": "Birgit Vindel", "phone": "00 00 99 17"}).items():
        author.page.locator(f"[name={name}]").fill(text)
    author.page.locator("[name=sector][value=private]").check()
    author.page.locator("[name=municipality]").select_option("København")
    author.press("Gem virksomheden")
    expect(author.page.get_by_role("heading", level=1)).to_have_text(NAME)
    author.check()


def write_an_opening_that_leaks(author: Visitor) -> None:
    """The gate shows the spot that gives the company away, and the opening is not sent on."""
    author.follow("Nyt opslag fra virksomheden")
    expect(author.page.locator("[name=company_id] option:checked")).to_have_text(NAME)
    author.check()
    author.page.locator("[name=type][value=praktik]").check()
    for name, text in OPENING.items():
        author.page.locator(f"[name={name}]").fill(text)
    for number, word in enumerate(("tekstforfatning", "interview", "kundeanalyse")):
        author.page.locator("[name=competences]").nth(number).fill(word)
    for point in author.page.locator("[name=quality]").all():
        point.check()
    author.page.locator("[name=field]").select_option("kommunikation-it")
    author.page.locator("[name=language]").select_option("da")
    author.page.locator("button[name=then][value=submit]").click()

    # A save in the background says the same a moment before the page itself does.
    author.page.wait_for_url("**unready=1")
    expect(author.page.locator("main")).to_contain_text("Ét sted i teksten røber virksomheden")
    expect(author.page.locator("#fund-tasks mark.block")).to_have_text("Vindelbro Optik")
    expect(author.page.locator("[name=tasks]")).to_have_value(LEAK)
    expect(author.page.locator("[name=day]")).to_have_value(OPENING["day"])
    author.check()


def mend_it(author: Visitor) -> None:
    author.page.locator("[name=tasks]").fill(MENDED)
    author.page.locator("[name=says_yes]").check()
    author.page.locator("button[name=then][value=save]").last.click()
    author.page.wait_for_url("**saved=1")
    expect(author.page.locator("main")).to_contain_text("Kladden kan sendes til gennemsyn")
    author.check()
    author.follow("Vis eller print det, som alle vil se")
    expect(author.page.locator("main")).to_contain_text("Sådan vil alle se det")
    assert all(word not in author.page.content() for word in PRIVATE)
    author.check()
    author.page.go_back()
    author.page.locator("button[name=then][value=submit]").click()
    expect(author.page.locator("main")).to_contain_text("Opslaget er sendt til gennemsyn")
    author.check()
    author.goto("/konsulent/opslag")
    author.check()
    author.goto("/konsulent/gennemsyn")
    expect(author.page.get_by_role("link", name=TITLE)).to_have_count(0)


def read_and_approve(reader: Visitor) -> None:
    """Reads without being told who it is, guesses, answers what is marked, approves."""
    reader.goto("/konsulent/gennemsyn")
    reader.check()
    reader.follow(TITLE)
    assert all(word not in reader.page.content() for word in PRIVATE)
    reader.check()
    reader.press("Gem mine gæt")
    expect(reader.page.locator("[name=first]")).to_have_attribute("aria-invalid", "true")
    reader.check()
    reader.page.locator("[name=first]").fill("En tandlæge")
    reader.page.locator("[name=second]").fill("Et fitnesscenter")
    reader.press("Gem mine gæt")
    reader.check()
    expect(reader.page.locator("label[for=reason-1]")).to_contain_text("Mette")
    reader.press("Godkend og slå op")
    expect(reader.page.locator("#reason-1")).to_have_attribute("aria-invalid", "true")
    reader.check()
    reader.page.locator("#reason-1").fill("Et navn, som mange har. Ingen på stedet hedder sådan.")
    reader.press("Godkend og slå op")
    expect(reader.page.locator("main")).to_contain_text("Opslaget er slået op")
    reader.check()


def find_it(candidate: Visitor) -> str:
    candidate.goto("/opslag?q=eftersyn")
    candidate.check()
    candidate.follow(TITLE)
    candidate.check()
    return candidate.path


def nobody_can_tell(candidate: Visitor, public: str) -> None:
    """Neither the page nor what machines read from it says who the company is."""
    number = public.rsplit("/", 1)[1]
    paths = (public, "/opslag?q=eftersyn", f"/en/openings/{number}", "/opslag.atom", "/soeg?q=eftersyn")
    for path in (*paths, f"/api/v1/openings/{number}", "/api/v1/openings", "/api/v1/search?q=eftersyn"):
        answer = candidate.context.request.get(f"{candidate.base}{path}")
        assert answer.ok, path
        text = answer.text()
        assert [word for word in PRIVATE if word in text] == [], path
    assert TITLE in candidate.context.request.get(f"{candidate.base}{public}").text()
    nothing = candidate.context.request.get(f"{candidate.base}/api/v1/search?q=vindelbro").json()
    assert nothing["total"] == 0
    assert candidate.cookies() == []


def take_it_down(author: Visitor) -> None:
    author.goto("/konsulent/opslag")
    author.follow(TITLE)
    author.check()
    author.follow("Træk tilbage")
    author.check()
    author.page.locator("form:has(input[name=action][value=withdraw]) button").click()
    expect(author.page.locator("main")).to_contain_text("Trukket tilbage")
    author.check()

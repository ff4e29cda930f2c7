"""From step to step: numbers, why it is asked, "ved ikke endnu", and where each button leads."""

import re

import pytest

from portal.preparation.steps.registry import STEPS as ALL
from portal.preparation.steps.step import Part
from tests.page import Page, PageClient, text_of
from tests.preparation.pages import CPR, STEPS, begin, fill_in


def tasks(page: Page) -> dict[str, str]:
    """The steps of the overview with their status."""
    rows = [li for ul in page.tree.iter("ul") if "steps" in (ul.get("class") or "").split() for li in ul]
    found = {}
    for row in rows:
        title = next(text_of(e) for e in row.iter() if e.tag in ("strong", "a"))
        status = next(text_of(e) for e in row.iter() if "how-far" in (e.get("class") or "").split())
        found[title] = status
    return found


@pytest.mark.parametrize("lang", ["da", "en"])
def test_every_step_says_its_number_and_why_it_is_asked(client: PageClient, lang: str) -> None:
    begin(client)
    first = [step for step in ALL.values() if step.part is Part.ENOUGH and step.key != "since"]
    prefix = "/forberedelse/" if lang == "da" else "/en/preparation/"
    for number, step in enumerate(first, start=1):
        text = client.get(prefix + (step.da if lang == "da" else step.en)).text
        assert (f"Trin {number} af 4" if lang == "da" else f"Step {number} of 4") in text
        assert ("Derfor spørger vi:" if lang == "da" else "Why we ask:") in text
    depth = "/forberedelse/hvad-vil-du" if lang == "da" else "/en/preparation/what-you-want"
    assert re.search(
        "Ekstra trin 1 af [56]" if lang == "da" else "Extra step 1 of [56]", client.get(depth).text
    )


def test_a_follow_up_has_five_steps_and_siden_sidst_is_the_second(client: PageClient) -> None:
    begin(client)
    client.get("/forberedelse/om-samtalen")
    page = client.submit("om-samtalen", first="nej")
    assert page.url.endswith("/forberedelse/siden-sidst")
    assert "Trin 2 af 5" in page.text


def test_after_the_first_part_the_sheet_is_ready_and_depth_is_offered(client: PageClient) -> None:
    begin(client)
    page = fill_in(client)
    assert page.heading == "Du har nok til samtalen"
    offered = tasks(page)
    assert offered["Hvad vil du?"] == "Ikke besvaret"
    assert "Din dagsorden" not in offered


def test_the_last_step_of_the_depth_leads_to_the_overview(client: PageClient) -> None:
    begin(client)
    last = [step for step in ALL.values() if step.part is Part.DEPTH][-1]
    client.get(f"/forberedelse/{last.da}")
    assert client.submit(last.da).heading == "Tjek dine svar"


def test_the_overview_counts_what_is_done_and_what_is_not(client: PageClient) -> None:
    begin(client)
    client.get("/forberedelse/dagsorden")
    client.submit("dagsorden", item1="Et punkt")
    client.get("/forberedelse/jobopslag")
    client.submit("jobopslag", go="unsure")
    found = tasks(client.get("/forberedelse/tjek"))
    assert found["Din dagsorden"] == "Færdig"
    assert found["Jobopslag"] == "Færdig: ved ikke endnu"
    assert found["Praktikforslag"] == found["Hvad vil du?"] == "Ikke besvaret"


def test_not_knowing_yet_saves_what_is_typed_and_leads_on(client: PageClient) -> None:
    begin(client)
    client.get("/forberedelse/dagsorden")
    page = client.submit("dagsorden", item1="Måske det her", go="unsure")
    assert page.url.endswith("/forberedelse/jobopslag")
    assert "Måske det her" in client.get("/forberedelse/dagsorden").html


@pytest.mark.parametrize("path", STEPS)
def test_correcting_leads_straight_back_also_after_an_error(client: PageClient, path: str) -> None:
    begin(client)
    fill_in(client)
    page = client.get("/forberedelse/tjek")
    assert f"{path}?ret=1" in page.links()
    field = {"om-samtalen": "at", "dagsorden": "item1"}.get(path.rsplit("/", 1)[1], "workplace0")
    client.get(f"{path}?ret=1")
    client.submit(path, status=422, **{field: CPR})
    assert client.submit(path, **{field: "9"}).heading == "Tjek dine svar"


def test_enter_in_a_field_saves_and_leads_on(client: PageClient) -> None:
    begin(client)
    page = client.get("/forberedelse/dagsorden")
    form = page.form("dagsorden").get("id")
    inside = {id(e) for e in page.form("dagsorden").iter()}
    buttons = [e for e in page.tree.iter("button") if e.get("form") == form or id(e) in inside]
    assert buttons[0].get("name") is None and buttons[0].get("value") is None


def test_the_button_names_what_happens(client: PageClient) -> None:
    begin(client)
    for path, words in (
        ("/forberedelse/dagsorden", "Gem, og fortsæt"),
        ("/forberedelse/praktikforslag", "Gem, og gør arket klar"),
        ("/forberedelse/dagsorden?ret=1", "Gem, og gå tilbage til dine svar"),
    ):
        assert words in client.get(path).text


def test_an_answer_whose_choice_did_not_come_along_is_shown_to_nobody(client: PageClient) -> None:
    begin(client)
    client.post("/forberedelse/dagsorden", {"item1": "Uden valg", "item2": "Med valg", "shown2": "ja"})
    assert "Uden valg" in client.get("/forberedelse/tjek").text
    preview = client.get("/forberedelse/del").text
    assert "Med valg" in preview
    assert "Uden valg" not in preview

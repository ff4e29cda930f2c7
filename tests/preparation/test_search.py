"""Hvordan søger du? Next steps are checked on a button that saves; nothing is blocked and nothing is lost."""

from portal.preparation.smart_rules import FIRST, WHEN
from tests.page import PageClient
from tests.preparation.pages import begin

PATH = "/forberedelse/hvordan-soeger-du"
CLEAR_ENOUGH = "Skridtet er klart nok"


def test_the_check_asks_under_the_step_and_says_when_it_is_clear(client: PageClient) -> None:
    begin(client)
    assert "Tænk over det her" not in client.get(PATH).text
    page = client.submit(
        "hvordan-soeger-du",
        go="here",
        rhythm="Hver formiddag",
        what0="Blive bedre til at netværke",
        what1="Ringe til to kolleger",
        when1="torsdag",
    )
    assert page.url.split("#")[0].endswith(PATH)
    assert FIRST in page.text
    assert WHEN in page.text
    assert page.text.count(CLEAR_ENOUGH) == 1
    for typed in ("Hver formiddag", "Blive bedre til at netværke", "Ringe til to kolleger"):
        assert typed in page.html
    questions = client.get("/en/preparation/how-you-search").text
    assert "What is the first thing you do?" in questions


def test_a_step_that_is_not_clear_holds_nobody(client: PageClient) -> None:
    begin(client)
    client.get(PATH)
    page = client.submit("hvordan-soeger-du", what0="Blive bedre til at netværke")
    assert not page.url.endswith(PATH)
    assert "Blive bedre til at netværke" in client.get("/forberedelse/tjek").text + client.get(PATH).html


def test_every_choice_of_who_sees_a_step_is_told_apart(client: PageClient) -> None:
    begin(client)
    legends = ["".join(e.itertext()).strip() for e in client.get(PATH).tree.iter("legend")]
    assert len(legends) == len(set(legends))

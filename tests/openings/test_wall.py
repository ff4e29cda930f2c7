"""The wall: pages of eight, codes that lead where the links lead, a filter, and the switch."""

import pytest
from fastapi import FastAPI

from portal.openings import life_service
from portal.openings.rules import Action
from portal.openings.wall_routes import ON_SCREEN
from portal.shared.clock import FrozenClock
from portal.shared.organisation import Features
from portal.shared.qr import QUIET, drawn_code
from tests.builders import Staff
from tests.openings.builders import Desk
from tests.page import PageClient, text_of

WALLS = ("/opslag/tavle", "/en/openings/wall")


@pytest.fixture
def desk(staff: Staff, clock: FrozenClock) -> Desk:
    return Desk(staff, clock)


@pytest.mark.parametrize("path", WALLS)
def test_an_empty_wall_says_what_to_do_and_is_not_for_search_engines(client: PageClient, path: str) -> None:
    page = client.get(path)
    assert "konsulent" in page.text or "consultant" in page.text
    assert 'content="noindex"' in page.html


def test_every_opening_stands_on_one_page_of_the_wall(client: PageClient, desk: Desk) -> None:
    company = desk.company()
    titles = {f"Opgave nummer {n:02}" for n in range(ON_SCREEN + 3)}
    for title in titles:
        desk.published(company, title=title)
    first = client.get("/opslag/tavle?type=praktik")
    second = client.follow("Næste side")
    assert "type=praktik" in second.url and "side 2 af 2" in second.text
    shown = [text_of(heading) for page in (first, second) for heading in page.tree.iter("h2")]
    assert sorted(shown) == sorted(titles)
    assert "Forrige side" in second.text and "Næste side" not in second.text


def test_the_last_page_turns_to_the_first(client: PageClient, desk: Desk) -> None:
    company = desk.company()
    for n in range(ON_SCREEN + 1):
        desk.published(company, title=f"Opgave nummer {n}")
    turns = [
        row.get("data-wall-next")
        for number in (1, 2)
        for row in client.get(f"/opslag/tavle?page={number}").tree.iter("p")
        if row.get("data-wall-next")
    ]
    assert turns == ["/opslag/tavle?page=2", "/opslag/tavle?page=1"]
    beyond = client.get("/opslag/tavle?page=9").text
    assert "Her er ikke flere" in beyond
    assert "side 9 af" not in beyond


def test_a_screen_that_is_past_the_end_goes_on_at_once(client: PageClient, desk: Desk) -> None:
    """What it showed was taken down: it does not stand empty for its whole turn."""
    desk.published()
    for number, seconds in ((1, "25"), (9, "3")):
        page = client.get(f"/opslag/tavle?page={number}")
        (told,) = filter(None, (p.get("data-wall-seconds") for p in page.tree.iter("p")))
        assert told == seconds


def test_the_wall_does_not_call_a_named_company_anonymous(client: PageClient, desk: Desk) -> None:
    desk.published()
    assert "Arbejdspladsen er anonym her" in client.get("/opslag/tavle").text
    desk.published(title="Med navn", named=True, named_on=desk.clock.today())
    assert "anonym" not in client.get("/opslag/tavle").text


def test_the_wall_shows_the_filter_in_words_and_nothing_outside_it(client: PageClient, desk: Desk) -> None:
    desk.published()
    desk.published(type="job", title="Skriv et notat", field="offentlig")
    page = client.get("/opslag/tavle?type=job&field=offentlig")
    assert "Skriv et notat" in page.text and "nyhedsbrev" not in page.text
    assert "Job · " in page.text and "1 opslag" in page.text
    assert "/opslag?type=job&field=offentlig" in page.links()


def test_what_was_taken_down_is_gone_from_the_wall_at_once(client: PageClient, desk: Desk) -> None:
    opening = desk.published(title="Den, der forsvinder")
    assert "forsvinder" in client.get("/opslag/tavle").text
    with desk.database.writing() as session:
        life_service.step(session, desk.author, opening.id, Action.WITHDRAW, clock=desk.clock)
    assert "forsvinder" not in client.get("/opslag/tavle").html


def test_a_wall_that_is_switched_off_does_not_exist(app: FastAPI, client: PageClient, desk: Desk) -> None:
    desk.published()
    assert "/opslag/tavle" in client.get("/opslag").links()
    app.state.organisation = app.state.organisation.model_copy(update={"features": Features(wall=False)})
    for path in WALLS:
        client.get(path, status=404)
    assert "/opslag/tavle" not in client.get("/opslag").links()


def test_a_feature_that_nobody_knows_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        Features().has("valg")


def test_a_drawn_code_holds_the_dark_squares_and_a_quiet_zone() -> None:
    code = drawn_code("https://samtaleklar.example/opslag")
    strokes = [stroke.split(" ") for stroke in code.path.strip("M").split("M")]
    xs = [int(x) for x, _ in strokes]
    ys = [int(rest.split(".")[0]) for _, rest in strokes]
    assert min(xs) == min(ys) == QUIET and max(ys) == code.size - QUIET - 1
    assert strokes[0] == [str(QUIET), f"{QUIET}.5h7"], "the finder pattern's first line is seven squares"

"""The search page: blocks, marks, another spelling, what helps when nothing is found, paging."""

from portal.openings import life_service
from portal.openings.rules import Action
from portal.settings import Settings
from portal.shared.database import Database
from portal.site_search import limits
from tests.openings.builders import Desk
from tests.page import Page, PageClient, text_of


def headings(page: Page) -> list[str]:
    return [text_of(h) for h in page.tree.iter("h2")]


def marked(page: Page) -> list[str]:
    return [text_of(mark) for mark in page.tree.iter("mark")]


def status(page: Page) -> str:
    return next(text_of(p) for p in page.tree.iter("p") if p.get("role") == "status")


def test_one_box_finds_modules_webinars_openings_and_other_pages(client: PageClient, desk: Desk) -> None:
    desk.published(type="praktik", title="Gør noget ved et nyhedsbrev i en praktik")
    page = client.get("/soeg?q=praktik")
    assert headings(page) == ["Moduler", "Webinarer", "Opslag", "Andre sider"]
    assert status(page) == "4 resultater"
    assert page.title.startswith("Søg: praktik")
    assert page.link("Reglerne for virksomhedspraktik") == "/praktik-regler/#regler"
    assert page.link("Gør noget ved et nyhedsbrev").startswith("/opslag/")


def test_the_words_that_answer_are_marked_inside_compounds_too(client: PageClient) -> None:
    assert {"virksomhedspraktik", "praktik"} <= set(marked(client.get("/soeg?q=praktikken")))


def test_what_was_typed_stands_in_the_box_and_is_never_markup(client: PageClient) -> None:
    page = client.get("/soeg", params={"q": '<script>alert("1")</script> praktik'})
    box = next(field for field in page.tree.iter("input") if field.get("id") == "seek-q")
    assert box.get("value") == '<script>alert("1")</script> praktik'
    assert "<script>alert" not in page.html


def test_an_english_reader_gets_english_pages_for_danish_words(client: PageClient) -> None:
    page = client.get("/en/search?q=rådighed")
    assert page.link("Being available for work") == "/en/raadighed/"
    assert status(page) == "1 result"


def test_an_opening_only_in_danish_says_so_on_the_english_page(client: PageClient, desk: Desk) -> None:
    desk.published(title="Gør noget ved et nyhedsbrev")
    page = client.get("/en/search?q=nyhedsbrev")
    heading = next(h for h in page.tree.iter("h3") if "nyhedsbrev" in text_of(h))
    assert heading.get("lang") == "da"


def test_the_language_switch_keeps_the_question(client: PageClient) -> None:
    assert "/en/search?q=praktik" in client.get("/soeg?q=praktik").links()


def test_a_slip_is_understood_and_another_spelling_offered(client: PageClient) -> None:
    page = client.get("/soeg?q=virksomhedspratik")
    assert "Reglerne for virksomhedspraktik" in page.text
    assert client.follow("virksomhedspraktik").heading == "Søg: virksomhedspraktik"


def test_a_page_without_results_helps_on(client: PageClient) -> None:
    page = client.get("/soeg?q=varmepumpe tilskud")
    assert status(page) == "Ingen resultater"
    assert "Det kan du prøve" in headings(page)
    assert "/opslag" in page.links()


def test_without_a_question_the_page_is_a_box_and_ways_in(client: PageClient) -> None:
    page = client.get("/soeg")
    assert page.heading == "Søg"
    page = client.submit(with_field="q", q="rådighed")
    assert page.link("At stå til rådighed") == "/raadighed/"


def test_one_kind_can_be_shown_alone_in_pages(client: PageClient, desk: Desk) -> None:
    company = desk.company()
    for number in range(12):
        desk.published(company, title=f"Ryd op i et arkiv nummer {number}")
    first = client.get("/soeg?q=arkiv")
    assert status(first) == "12 resultater"
    page = client.follow("Vis alle 12")
    assert len([h for h in page.tree.iter("h3") if "arkiv" in text_of(h)]) == 10
    rest = client.follow("Næste side")
    assert len([h for h in rest.tree.iter("h3") if "arkiv" in text_of(h)]) == 2
    assert "side 2" in rest.title


def test_an_old_link_with_an_odd_page_number_still_answers(client: PageClient) -> None:
    for number in ("0", "-1", "x", "²", "99999999999999999999"):
        assert client.get("/soeg", params={"q": "praktik", "type": "module", "page": number}).heading


def test_a_withdrawn_opening_is_gone_at_once_although_the_index_still_has_it(
    client: PageClient, desk: Desk, database: Database
) -> None:
    opening = desk.published(title="Gør noget ved et nyhedsbrev")
    assert "nyhedsbrev" in client.get("/soeg?q=nyhedsbrev&type=opening").text
    with database.writing() as session:
        life_service.step(session, desk.author, opening.id, Action.WITHDRAW, clock=desk.clock)
    assert status(client.get("/soeg?q=nyhedsbrev&type=opening")) == "Ingen resultater"


def test_somebody_who_searches_far_too_often_is_asked_to_wait(client: PageClient) -> None:
    for _ in range(limits.SEARCHES.tries):
        client.http.get("/api/v1/search?q=")
    assert client.http.get("/soeg?q=praktik").status_code == 429
    assert client.http.get("/soeg").status_code == 200


def test_without_a_site_build_the_page_asks_to_try_again_and_openings_are_still_found(
    client: PageClient, desk: Desk, settings: Settings
) -> None:
    desk.published(title="Gør noget ved et nyhedsbrev")
    (settings.site / "docs.json").unlink()
    response = client.http.get("/soeg?q=praktik")
    assert response.status_code == 503 and response.headers["retry-after"]
    assert "nyhedsbrev" in client.get("/soeg?q=nyhedsbrev&type=opening").text

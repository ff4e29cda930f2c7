"""Public pages of openings: list, one opening, what is gone, JSON, feed and PDF."""

from datetime import timedelta
from io import BytesIO
from uuid import UUID
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from portal.openings import life_service
from portal.openings.public import JSON_KEYS
from portal.openings.rules import Action
from portal.shared.clock import FrozenClock
from tests.builders import Staff
from tests.openings.builders import DAYS, Desk
from tests.page import PageClient, text_of

ATOM = "{http://www.w3.org/2005/Atom}"
NOT_AN_OPENING = "11111111-1111-4111-8111-111111111111"


@pytest.fixture
def desk(staff: Staff, clock: FrozenClock) -> Desk:
    return Desk(staff, clock)


def take_down(desk: Desk, opening_id: str, action: Action = Action.WITHDRAW) -> None:
    with desk.database.writing() as session:
        life_service.step(session, desk.author, opening_id, action, clock=desk.clock)


def test_the_list_shows_a_published_opening_in_both_languages(client: PageClient, desk: Desk) -> None:
    opening = desk.published()
    assert opening.title in client.get("/opslag").text
    assert opening.title in client.get("/en/openings").text
    assert client.follow(opening.title).heading == opening.title


def test_a_draft_and_what_is_in_review_are_seen_by_nobody(client: PageClient, desk: Desk) -> None:
    draft, waiting = desk.draft(title="Kladden her"), desk.in_review(title="Den næste her")
    page = client.get("/opslag")
    assert draft.title not in page.html and waiting.title not in page.html
    client.get(f"/opslag/{draft.id}", status=404)


def test_filters_are_a_form_whose_choices_stay_in_the_address(client: PageClient, desk: Desk) -> None:
    desk.published()
    desk.published(type="job", title="Skriv et notat", field="offentlig")
    client.get("/opslag")
    page = client.submit("/opslag", with_field="type", type=["job"])
    assert "type=job" in page.url and "1 opslag" in page.text
    assert "Skriv et notat" in page.text and "Gør noget ved et nyhedsbrev" not in page.text
    checked = [i.get("value") for i in page.tree.iter("input") if i.get("checked") is not None]
    assert set(checked) == {"job"}


def test_an_old_link_with_an_unknown_filter_still_shows_the_list(client: PageClient, desk: Desk) -> None:
    desk.published()
    assert "1 opslag" in client.get("/opslag?type=findes-ikke&area=atlantis&page=abc&company=1").text


def test_an_empty_list_says_what_to_do(client: PageClient, desk: Desk) -> None:
    assert "kig igen i næste uge" in client.get("/opslag").text
    desk.published()
    page = client.get("/opslag?q=findesikke")
    assert "Ingen opslag passer" in page.text and "/opslag" in page.links()


def test_a_long_list_is_paged_and_every_opening_stands_on_one_page(client: PageClient, desk: Desk) -> None:
    company = desk.company()
    titles = {f"Opgave nummer {n:02}" for n in range(23)}
    for title in titles:
        desk.published(company, title=title)
    first = client.get("/opslag?type=praktik")
    second = client.follow("Vis de næste")
    assert "type=praktik" in second.url
    lists = [ul for page in (first, second) for ul in page.tree.iter("ul") if "ops" in ul.get("class", "")]
    assert sorted(text_of(h) for ul in lists for h in ul.iter("h2")) == sorted(titles)
    assert "Her er ikke flere." in client.get("/opslag?page=9").text


def test_one_opening_says_what_it_is_and_what_happens_next(client: PageClient, desk: Desk) -> None:
    opening = desk.published()
    page = client.get(f"/opslag/{opening.public_id}")
    for said in (
        "Det er en praktik og ikke et job",
        "Region Hovedstaden",
        "4 uger",
        "30 timer",
        "11. januar 2027",
        "4 uger, fra 11. januar",
        "senest torsdag den 26. november",
        "uge 48, 2026",
    ):
        assert said in page.text
    form = page.form("/forberedelse/tag-med")
    assert [(i.get("name"), i.get("value")) for i in form.iter("input")] == [("opening", opening.public_id)]
    assert f"/opslag/{opening.public_id}/interesse" in page.links()


def test_in_english_fixed_fields_are_translated_and_danish_text_is_marked(
    client: PageClient, desk: Desk
) -> None:
    opening = desk.published()
    page = client.get(f"/en/openings/{opening.public_id}")
    assert "It is a work placement and not a job" in page.text and "Capital Region" in page.text
    heading = next(page.tree.iter("h1"))
    assert [span.get("lang") for span in heading.iter("span")] == ["da"]
    english = desk.published(title_en="Improve a newsletter", tasks_en="You write three issues.")
    page = client.get(f"/en/openings/{english.public_id}")
    assert page.heading == "Improve a newsletter" and "You write three issues." in page.text
    assert not list(next(page.tree.iter("h1")).iter("span"))


@pytest.mark.parametrize("action", [Action.WITHDRAW, Action.PAUSE, Action.FILL])
def test_what_was_taken_down_answers_410_with_openings_that_resemble_it(
    client: PageClient, desk: Desk, action: Action
) -> None:
    opening = desk.published(title="Den, der forsvinder")
    others = [desk.published(title=f"En anden opgave {n}") for n in range(4)]
    take_down(desk, opening.id, action)
    for path in ("/opslag/", "/en/openings/"):
        page = client.get(f"{path}{opening.public_id}", status=410)
        assert "forsvinder" not in page.html
        assert len([other for other in others if other.title in page.text]) == 3
    assert client.http.get(f"/api/v1/openings/{opening.public_id}").status_code == 410
    assert "forsvinder" not in client.get("/opslag").html


def test_a_paused_opening_says_that_it_rests_until_it_ends(client: PageClient, desk: Desk) -> None:
    opening = desk.published()
    take_down(desk, opening.id, Action.PAUSE)
    page = client.get(f"/opslag/{opening.public_id}", status=410)
    assert page.heading == "Opslaget holder pause" and "Det kan komme igen." in page.text
    assert client.get(f"/en/openings/{opening.public_id}", status=410).heading == "The opening is paused"
    take_down(desk, opening.id, Action.WITHDRAW)
    assert client.get(f"/opslag/{opening.public_id}", status=410).heading == "Opslaget er taget ned"


def test_a_paused_opening_that_was_filled_says_so(client: PageClient, desk: Desk) -> None:
    opening = desk.published()
    take_down(desk, opening.id, Action.PAUSE)
    take_down(desk, opening.id, Action.FILL)
    page = client.get(f"/opslag/{opening.public_id}", status=410)
    assert page.heading == "Opslaget er taget ned" and "En anden fik opgaven." in page.text


def test_an_opening_answers_410_the_day_after_its_last(
    client: PageClient, desk: Desk, clock: FrozenClock
) -> None:
    opening = desk.published()
    clock.advance(timedelta(days=DAYS + 1))
    client.get(f"/opslag/{opening.public_id}", status=410)
    assert client.http.get(f"/api/v1/openings/{opening.public_id}").status_code == 410


def test_unknown_and_internal_ids_are_answered_alike(client: PageClient, desk: Desk) -> None:
    opening, company = desk.published(), desk.company()
    unknown = client.get(f"/opslag/{NOT_AN_OPENING}", status=404).html
    for known in (opening.id, company.id, "ny-00001", "12345"):
        assert client.get(f"/opslag/{known}", status=404).html.replace(known, NOT_AN_OPENING) == unknown


def test_json_has_the_keys_of_the_contract_and_no_other(client: PageClient, desk: Desk) -> None:
    opening = desk.published()
    for query in ("", "?fields=company", "?include=company&expand=company", "?limit=1&page=1"):
        answer = client.http.get(f"/api/v1/openings{query}").json()
        assert list(answer) == ["total", "page", "results"]
        assert tuple(answer["results"][0]) == JSON_KEYS
    one = client.http.get(f"/api/v1/openings/{opening.public_id}").json()
    assert one == answer["results"][0]
    assert one["url"] == f"/opslag/{opening.public_id}" and one["published_week"] == "2026-W48"
    assert UUID(one["id"]).version == 4


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=101", "page=0", "page=x", "type=hest", "field=hest", "area=atlantis", "language=xx"],
)
def test_json_answers_a_bad_parameter_with_a_problem(client: PageClient, desk: Desk, query: str) -> None:
    answer = client.http.get(f"/api/v1/openings?{query}")
    assert answer.status_code == 422
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert answer.json()["status"] == 422


def test_json_tells_unknown_from_gone(client: PageClient, desk: Desk) -> None:
    opening = desk.published()
    take_down(desk, opening.id)
    for public_id, status in ((NOT_AN_OPENING, 404), ("hest", 404), (opening.public_id, 410)):
        answer = client.http.get(f"/api/v1/openings/{public_id}")
        assert answer.status_code == status
        assert answer.headers["content-type"].startswith("application/problem+json")


def test_json_filters_as_the_page_does(client: PageClient, desk: Desk) -> None:
    desk.published()
    desk.published(type="vejledning", talent=True, title="En opgave")
    for query, total in (
        ("type=talent", 1),
        ("type=talentopgave", 1),
        ("type=talent&type=praktik", 2),
        ("field=kommunikation-it", 2),
        ("area=region-hovedstaden", 2),
        ("area=Region%20Hovedstaden", 2),
        ("area=fyn", 0),
        ("language=en", 0),
    ):
        assert client.http.get(f"/api/v1/openings?{query}").json()["total"] == total, query


def test_the_feed_tells_the_week_and_no_day(client: PageClient, desk: Desk) -> None:
    opening = desk.published()
    answer = client.http.get("/opslag.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)  # noqa: S314  (our own feed)
    entry = feed.find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}id") == f"urn:uuid:{opening.public_id}"
    assert entry.findtext(f"{ATOM}updated") == "2026-11-23T00:00:00Z"
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Eksempelby Kommune"


def test_a_control_character_that_was_stored_does_not_break_the_feed(client: PageClient, desk: Desk) -> None:
    desk.published(title="Gør noget\x0b ved\x01 et nyhedsbrev ]]> <b>")
    feed = ElementTree.fromstring(client.http.get("/opslag.atom").content)  # noqa: S314  (our own feed)
    assert feed.findtext(f"{ATOM}entry/{ATOM}title") == "Praktik: Gør noget\n ved et nyhedsbrev ]]> <b>"


def test_the_pdf_holds_the_list_and_the_same_list_gives_the_same_bytes(
    client: PageClient, desk: Desk
) -> None:
    opening = desk.published()
    for path in ("/opslag.pdf", "/en/openings.pdf"):
        first, second = client.http.get(path), client.http.get(path)
        assert first.content == second.content
        assert first.headers["content-type"] == "application/pdf"
        text = "".join(page.extract_text() for page in PdfReader(BytesIO(first.content)).pages)
        assert opening.title in " ".join(text.split())
    assert client.http.get("/opslag.pdf?type=job").content != first.content


def test_a_feed_is_of_its_filter_and_says_so(client: PageClient, desk: Desk) -> None:
    desk.published()
    desk.published(type="job", title="Skriv et notat", field="offentlig")
    query = "type=job&type=praktik&field=offentlig"
    feed = ElementTree.fromstring(client.http.get(f"/opslag.atom?{query}").content)  # noqa: S314  (our own feed)
    assert [e.findtext(f"{ATOM}title") for e in feed.iter(f"{ATOM}entry")] == ["Job: Skriv et notat"]
    assert feed.findtext(f"{ATOM}title") == "Opslag: Praktik, Job, Offentlig"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"].endswith(f"/opslag.atom?{query}") and links["alternate"].endswith(f"/opslag?{query}")
    page = client.get(f"/opslag?{query}")
    found = [link for link in page.tree.iter("link") if link.get("type") == "application/atom+xml"]
    assert [link.get("href") for link in found] == [f"/opslag.atom?{query}"]


def test_the_same_filter_in_another_order_is_the_same_feed(client: PageClient, desk: Desk) -> None:
    desk.published()
    feeds = [
        client.http.get(f"/opslag.atom?{query}").content
        for query in ("type=job&type=praktik", "type=praktik&type=job&company=1", "q=&type=job&type=praktik")
    ]
    assert feeds[0] == feeds[1] == feeds[2]


@pytest.mark.parametrize("path", ["/opslag.atom", "/opslag.pdf"])
def test_a_reader_is_told_when_nothing_changed_and_at_once_when_something_did(
    client: PageClient, desk: Desk, path: str
) -> None:
    opening = desk.published(title="Den, der forsvinder")
    first = client.http.get(path)
    assert first.headers["cache-control"] == "no-cache"
    asked = {"if-none-match": first.headers["etag"]}
    again = client.http.get(path, headers=asked)
    assert again.status_code == 304 and again.content == b""
    take_down(desk, opening.id)
    assert client.http.get(path, headers=asked).status_code == 200


def test_an_empty_list_has_a_feed_and_a_pdf_too(client: PageClient, desk: Desk) -> None:
    assert client.http.get("/opslag.pdf").content.startswith(b"%PDF")
    assert client.http.get("/opslag.atom").status_code == 200

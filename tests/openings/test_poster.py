"""The poster: one A4 with a code to the page, for everybody to read, gone when the opening is."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from portal.openings import life_service, poster
from portal.openings.rules import Action
from portal.shared.clock import FrozenClock
from portal.shared.pdf_cache import PdfCache
from tests.builders import Staff
from tests.openings.builders import Desk
from tests.page import PageClient

POSTERS = {"da": "/opslag/{id}/plakat.pdf", "en": "/en/openings/{id}/poster.pdf"}
PAGES = {"da": "/opslag/{id}", "en": "/en/openings/{id}"}
POINT = 25.4 / 72


@pytest.fixture
def desk(staff: Staff, clock: FrozenClock) -> Desk:
    return Desk(staff, clock)


def read(client: PageClient, path: str) -> PdfReader:
    answer = client.http.get(path)
    assert answer.status_code == 200 and answer.headers["content-type"] == "application/pdf"
    return PdfReader(BytesIO(answer.content))


def words(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


@pytest.mark.parametrize("lang", ["da", "en"])
def test_a_poster_is_one_accessible_page_in_its_language(client: PageClient, desk: Desk, lang: str) -> None:
    opening = desk.published()
    reader = read(client, POSTERS[lang].format(id=opening.public_id))
    assert len(reader.pages) == 1 and reader.trailer["/Root"]["/Lang"] == lang
    assert reader.metadata is not None and reader.metadata.title == opening.title
    xmp = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp and f"<rdf:li>{lang}</rdf:li>" in xmp
    text = words(reader)
    assert opening.title in text
    assert (
        f"127.0.0.1:8000/{'opslag' if lang == 'da' else 'en/openings'}/{opening.public_id}"
        in text.replace("/ ", "/")
    )


def test_a_poster_says_when_to_take_it_down_and_no_day(client: PageClient, desk: Desk) -> None:
    opening = desk.published()
    reader = read(client, f"/opslag/{opening.public_id}/plakat.pdf")
    assert "Tag den ned efter uge 52, 2026" in words(reader)
    assert reader.metadata is not None and reader.metadata.creation_date is None
    assert reader.metadata.modification_date is None


@pytest.mark.parametrize(
    "title",
    [
        "Skriv",
        "Kortlægning af arbejdsgange og udarbejdelse af en plan for digitalisering af sagsbehandlingen",
        "M" * 120,
        "Arbejdsmarkedsuddannelsesudviklingskonsulentstilling",
    ],
)
def test_any_title_fits_on_the_one_page_with_its_code(client: PageClient, desk: Desk, title: str) -> None:
    opening = desk.published(title=title, type="loentilskud", field="bygge-groen", weeks=26, hours=None)
    reader = read(client, f"/opslag/{opening.public_id}/plakat.pdf")
    assert len(reader.pages) == 1
    assert str(opening.public_id) in re.sub(r"\s", "", words(reader))


def test_an_ordinary_title_has_capitals_of_ten_millimetres_or_more() -> None:
    """Two hundredths of a metre to the metre: what is read with ease at two metres."""
    capital = 0.7
    for title in ("Gør noget ved et nyhedsbrev, som for få åbner", "Hvorfor kommer gæsterne ikke igen?"):
        assert poster.title_size(title) * capital * POINT >= 10


def test_a_poster_of_what_was_taken_down_answers_410_as_the_page_does(client: PageClient, desk: Desk) -> None:
    opening = desk.published(title="Den, der forsvinder")
    path = f"/opslag/{opening.public_id}/plakat.pdf"
    assert client.http.get(path).status_code == 200
    with desk.database.writing() as session:
        life_service.step(session, desk.author, opening.id, Action.WITHDRAW, clock=desk.clock)
    gone = client.get(path, status=410)
    assert gone.text == client.get(f"/opslag/{opening.public_id}", status=410).text
    client.get("/opslag/11111111-1111-4111-8111-111111111111/plakat.pdf", status=404)


def test_a_poster_is_made_once_and_the_same_bytes_again(
    client: PageClient, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = desk.published()
    made: list[object] = []
    make = PdfCache.make
    monkeypatch.setattr(PdfCache, "make", lambda *args, **named: made.append(args) or make(*args, **named))
    first, second = (client.http.get(f"/opslag/{opening.public_id}/plakat.pdf") for _ in range(2))
    assert first.content == second.content and len(made) == 1
    again = client.http.get(
        f"/opslag/{opening.public_id}/plakat.pdf", headers={"if-none-match": first.headers["etag"]}
    )
    assert again.status_code == 304


def test_the_page_leads_to_its_poster(client: PageClient, desk: Desk) -> None:
    opening = desk.published()
    for lang, page in (("da", "/opslag/{id}"), ("en", "/en/openings/{id}")):
        assert (
            POSTERS[lang].format(id=opening.public_id)
            in client.get(page.format(id=opening.public_id)).links()
        )

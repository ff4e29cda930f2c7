"""The printed list: made once for all processes, kept ready by the regular work, and forgotten in time."""

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from fastapi import FastAPI
from pypdf import PdfReader
from sqlalchemy import delete

from portal.openings import life_service, printed_list
from portal.openings.filters import Filters
from portal.openings.models import OpeningChange, PublicOpeningRow
from portal.openings.printed_list import Printer, with_codes
from portal.openings.rules import Action
from portal.shared import pdf_cache
from portal.shared.clock import FrozenClock
from portal.shared.pdf import render_pdf, render_pdf_apart
from portal.shared.pdf_cache import KEPT_SECONDS, MOST_FILES, PdfCache
from tests.builders import Staff
from tests.openings.builders import DAYS, Desk
from tests.page import PageClient

TEMPLATE = printed_list.TEMPLATE


@pytest.fixture
def desk(staff: Staff, clock: FrozenClock) -> Desk:
    return Desk(staff, clock)


@pytest.fixture
def cache(tmp_path: Path) -> PdfCache:
    return PdfCache(tmp_path / printed_list.FOLDER)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was set, in order; setting itself is left out."""
    titles: list[str] = []

    def set_quickly(_template: Path, values: dict[str, object]) -> bytes:
        titles.append(str(values))
        return b"%PDF" + str(values).encode()

    for name in ("render_pdf", "render_pdf_apart"):
        monkeypatch.setattr(pdf_cache, name, set_quickly)
    return titles


def printer(desk: Desk, cache: PdfCache) -> Printer:
    return Printer(cache, desk.clock, "http://127.0.0.1:8000", "Eksempelby Kommune")


def keep_ready(desk: Desk, cache: PdfCache) -> None:
    printer(desk, cache).keep_ready(desk.database)


def test_the_regular_work_has_the_list_ready_before_anybody_asks(
    client: PageClient, desk: Desk, cache: PdfCache, made: list[str]
) -> None:
    desk.published()
    keep_ready(desk, cache)
    assert len(made) == 2, "one for each language"
    for path in ("/opslag.pdf", "/en/openings.pdf"):
        assert client.http.get(path).content.startswith(b"%PDF")
    keep_ready(desk, cache)
    assert len(made) == 2


def test_a_change_makes_a_new_list_and_the_old_one_is_not_shown_again(
    client: PageClient, desk: Desk, cache: PdfCache, made: list[str]
) -> None:
    opening = desk.published(title="Den, der forsvinder")
    keep_ready(desk, cache)
    with desk.database.writing() as session:
        life_service.step(session, desk.author, opening.id, Action.WITHDRAW, clock=desk.clock)
    assert b"forsvinder" not in client.http.get("/opslag.pdf").content


def checked_at(client: PageClient) -> str:
    return str(client.http.get("/opslag.pdf").headers["x-checked-at"])


def test_a_list_that_stands_ready_is_served_with_the_time_it_was_last_looked_at(
    client: PageClient, desk: Desk, cache: PdfCache, clock: FrozenClock, made: list[str]
) -> None:
    desk.published()
    keep_ready(desk, cache)
    first = checked_at(client)
    assert first == clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")
    clock.advance(timedelta(seconds=50))
    assert checked_at(client) == first, "nobody looked since"
    clock.advance(timedelta(seconds=10))
    keep_ready(desk, cache)
    assert checked_at(client) != first, "the time is that of the look, not of a change"
    assert len(made) == 2, "one for each language, and none again"


def test_the_time_tells_nothing_of_when_something_was_published(
    client: PageClient, desk: Desk, cache: PdfCache, clock: FrozenClock
) -> None:
    """On Tuesday, then on Thursday of the same week: every byte and the time follow the clock alone."""
    seen = []
    for _ in range(2):
        desk.published()
        clock.advance(timedelta(days=2))
        keep_ready(desk, cache)
        seen.append(checked_at(client) == clock.now().strftime("%Y-%m-%dT%H:%M:%SZ"))
    assert seen == [True, True]


def test_the_list_says_beside_the_link_when_its_pdf_was_looked_at(
    client: PageClient, desk: Desk, cache: PdfCache, made: list[str]
) -> None:
    desk.published()
    assert "pdf’en passede med listen" not in client.get("/opslag").text
    keep_ready(desk, cache)
    assert "pdf’en passede med listen kl. 10.00" in client.get("/opslag").text
    assert "pdf’en passede med listen" not in client.get("/opslag?type=praktik").text


def test_what_is_new_waits_for_the_next_look_and_what_is_gone_is_gone_at_once(
    client: PageClient, desk: Desk, cache: PdfCache, made: list[str]
) -> None:
    first = desk.published(title="Den, der var her")
    keep_ready(desk, cache)
    desk.published(title="Den, der er ny")
    content = client.http.get("/opslag.pdf").content
    assert b"var her" in content and b"er ny" not in content and len(made) == 2
    with desk.database.writing() as session:
        life_service.step(session, desk.author, first.id, Action.WITHDRAW, clock=desk.clock)
    content = client.http.get("/opslag.pdf").content
    assert b"var her" not in content and b"er ny" in content


def test_a_list_of_yesterday_is_not_shown_today(
    client: PageClient, desk: Desk, cache: PdfCache, clock: FrozenClock, made: list[str]
) -> None:
    desk.published(title="Den, der udløber")
    keep_ready(desk, cache)
    clock.advance(timedelta(days=DAYS + 1))
    assert "udløber".encode() not in client.http.get("/opslag.pdf").content


def test_a_list_made_before_a_restore_is_not_shown_after_it(
    client: PageClient, desk: Desk, cache: PdfCache, made: list[str]
) -> None:
    desk.published(title="Den, der er taget ned")
    keep_ready(desk, cache)
    with desk.database.writing() as session:
        # A backup holds no feed of changes: what is put back begins a new one.
        session.execute(delete(OpeningChange))
        session.execute(delete(PublicOpeningRow))
    assert b"taget ned" not in client.http.get("/opslag.pdf").content


@pytest.mark.parametrize("damage", [b"", b"{}\n%PDF", b"\xff\xfe", b'{"made_of": 1}\nhest'])
def test_a_damaged_file_is_made_again(
    client: PageClient, desk: Desk, cache: PdfCache, made: list[str], damage: bytes
) -> None:
    desk.published(title="Den, der står der")
    keep_ready(desk, cache)
    for file in cache.folder.glob("*.ready"):
        file.write_bytes(damage)
    assert "står der".encode() in client.http.get("/opslag.pdf").content


def test_a_ready_list_of_another_address_or_name_is_not_shown(
    client: PageClient, desk: Desk, cache: PdfCache, made: list[str]
) -> None:
    desk.published()
    Printer(cache, desk.clock, "https://en-anden.example", "En anden by").keep_ready(desk.database)
    assert b"en-anden" not in client.http.get("/opslag.pdf").content


def text_in(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())


def test_a_list_that_is_cut_says_how_many_more_there_are_and_where(
    client: PageClient, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    company = desk.company()
    for number in range(5):
        desk.published(company, title=f"Opgave {number}")
    assert "Alle 5 opslag" in text_in(client.http.get("/opslag.pdf?type=praktik").content)
    monkeypatch.setattr(printed_list, "MOST", 3)
    said = text_in(client.http.get("/opslag.pdf?type=praktik").content)
    assert "De 3 nyeste af 5 opslag" in said and "uge 48, 2026" in said
    assert said.count("2 opslag mere står på 127.0.0.1:8000/opslag?type=praktik") == 2
    english = text_in(client.http.get("/en/openings.pdf?type=praktik").content)
    assert "2 more openings are at 127.0.0.1:8000/en/openings?type=praktik" in english


@pytest.mark.parametrize(("path", "lang"), [("/opslag.pdf", "da"), ("/en/openings.pdf", "en")])
def test_the_list_is_accessible_says_its_language_and_no_moment(
    client: PageClient, desk: Desk, path: str, lang: str
) -> None:
    desk.published()
    reader = PdfReader(BytesIO(client.http.get(path).content))
    root, metadata = reader.trailer["/Root"], reader.metadata
    assert root["/Lang"] == lang and root["/MarkInfo"]["/Marked"]
    xmp = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp and f"<rdf:li>{lang}</rdf:li>" in xmp
    assert metadata is not None and metadata.title
    assert metadata.creation_date is None and metadata.modification_date is None


def test_a_list_with_a_named_company_does_not_say_that_all_are_anonymous(
    client: PageClient, desk: Desk
) -> None:
    desk.published()
    assert "Virksomhederne er anonyme" in text_in(client.http.get("/opslag.pdf").content)
    desk.published(title="Med navn", named=True, named_on=desk.clock.today())
    assert "De fleste virksomheder er anonyme" in text_in(client.http.get("/opslag.pdf").content)


def test_ten_who_ask_at_once_have_it_made_once(cache: PdfCache, made: list[str]) -> None:
    with ThreadPoolExecutor(10) as pool:
        contents = list(pool.map(lambda _: cache.make(TEMPLATE, {"a": 1}), range(10)))
    assert len(made) == 1 and len(set(contents)) == 1


def test_old_lists_and_too_many_are_deleted(cache: PdfCache, made: list[str]) -> None:
    cache.make(TEMPLATE, {"a": "old"})
    (old,) = cache.folder.glob("*.pdf")
    os.utime(old, (0, old.stat().st_mtime - KEPT_SECONDS - 60))
    for number in range(MOST_FILES + 5):
        (cache.folder / f"{number}.pdf").write_bytes(b"%PDF")
    cache.prune()
    assert not old.exists() and len(list(cache.folder.glob("*.pdf"))) == MOST_FILES


def test_a_cache_of_its_own_size_keeps_what_was_asked_for_last(tmp_path: Path, made: list[str]) -> None:
    small = PdfCache(tmp_path / "sheets", most_files=2)
    for hours_ago, name in ((3, "oldest"), (2, "second"), (1, "newest")):
        before = set(small.folder.glob("*.pdf"))
        small.make(TEMPLATE, {"a": name})
        (file,) = set(small.folder.glob("*.pdf")) - before
        os.utime(file, (0, file.stat().st_mtime - hours_ago * 3600))

    small.prune()

    assert small.find(TEMPLATE, {"a": "oldest"}) is None
    assert small.find(TEMPLATE, {"a": "newest"}) and small.find(TEMPLATE, {"a": "second"})


def test_only_a_list_that_has_to_be_made_counts_as_a_try(
    client: PageClient, desk: Desk, made: list[str]
) -> None:
    desk.published()
    for _ in range(40):
        assert client.http.get("/opslag.pdf").status_code == 200
    answers = [client.http.get(f"/opslag.pdf?q=ord{n}").status_code for n in range(40)]
    assert answers.count(200) == 29 and answers.count(429) == 11


def test_no_connection_is_held_while_a_list_is_made(
    client: PageClient, app: FastAPI, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.published()
    held: list[int] = []

    def look(_template: Path, _values: dict[str, object]) -> bytes:
        pool = app.state.database.read_engine.pool
        held.append(pool.checkedout())
        return b"%PDF"

    monkeypatch.setattr(pdf_cache, "render_pdf_apart", look)
    assert client.http.get("/opslag.pdf").status_code == 200
    assert held == [0]


def test_the_pdf_says_what_it_was_narrowed_to(client: PageClient, desk: Desk) -> None:
    desk.published()
    reader = PdfReader(BytesIO(client.http.get("/opslag.pdf?type=praktik&area=region-hovedstaden").content))
    assert "Praktik · Region Hovedstaden" in " ".join(reader.pages[0].extract_text().split())


def test_what_somebody_searched_for_is_not_left_on_the_disk(
    client: PageClient, desk: Desk, cache: PdfCache, made: list[str]
) -> None:
    desk.published()
    assert client.http.get("/opslag.pdf?q=nyhedsbrev").content.startswith(b"%PDF")
    assert list(cache.folder.glob("*.pdf")) == []
    client.http.get("/opslag.pdf?type=praktik")
    assert len(list(cache.folder.glob("*.pdf"))) == 1


def test_a_full_disk_costs_only_the_time_to_make_it_again(
    cache: PdfCache, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_file: Path, _content: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert cache.make(TEMPLATE, {"a": 1}).startswith(b"%PDF")
    assert list(cache.folder.glob("*.new")) == list(cache.folder.glob("*.pdf")) == []


def test_a_list_that_is_set_in_a_process_of_its_own_is_the_same_to_the_byte(
    desk: Desk, cache: PdfCache
) -> None:
    desk.published(title="Skriv æ, ø, å og “citater”")
    with desk.database.reading() as session:
        values = with_codes(printer(desk, cache).read_values(session, Filters(), "da"))
    assert render_pdf_apart(TEMPLATE, values) == render_pdf(TEMPLATE, values)


def test_a_list_that_is_kept_is_found_without_a_single_code_being_drawn(
    client: PageClient, desk: Desk, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.published()
    first = client.http.get("/opslag.pdf?type=praktik").content
    monkeypatch.setattr(printed_list, "printed_code", None)
    assert client.http.get("/opslag.pdf?type=praktik").content == first
    assert len(made) == 1

"""The site as it was when the program started, whatever is built in the meantime."""

import shutil
from pathlib import Path

import pytest

from portal.app import create_app
from portal.settings import PROJECT_ROOT, Settings
from portal.shared.clock import FrozenClock
from portal.shared.database import Database
from portal.shared.keyring import KeyRing
from tests.page import PageClient


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PROJECT_ROOT / "build" / "site", tmp_path / "site"))


def test_a_build_under_a_running_server_changes_nothing_until_it_is_started_again(
    site: Path, settings: Settings, database: Database, ring: KeyRing, clock: FrozenClock
) -> None:
    client = PageClient(
        create_app(settings.model_copy(update={"site": site}), database=database, ring=ring, clock=clock)
    )
    shutil.rmtree(site / "html")
    shutil.rmtree(site / "shells")
    page = client.get("/log-ind")
    styles = [link.get("href") or "" for link in page.tree.iter("link") if link.get("rel") == "stylesheet"]
    assert styles
    assert all(client.http.get(style).status_code == 200 for style in styles)
    client.get("/")


def test_a_file_is_sent_compressed_and_not_again_when_it_is_known(client: PageClient) -> None:
    first = client.http.get("/", headers={"accept-encoding": "gzip"})
    assert first.headers["content-encoding"] == "gzip"
    again = client.http.get("/", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304


def test_a_pdf_is_shown_in_the_browser_and_not_compressed_again(
    site: Path, settings: Settings, database: Database, ring: KeyRing
) -> None:
    (site / "html" / "arbejdsark").mkdir(exist_ok=True)
    (site / "html" / "arbejdsark" / "prøve.pdf").write_bytes(b"%PDF-1.7")
    app = create_app(settings.model_copy(update={"site": site}), database=database, ring=ring)

    answer = PageClient(app).http.get("/arbejdsark/prøve.pdf", headers={"accept-encoding": "gzip"})

    assert answer.headers["content-type"] == "application/pdf"
    assert answer.content == b"%PDF-1.7"
    assert "attachment" not in answer.headers.get("content-disposition", "")


def test_a_film_comes_whole_or_in_the_part_that_was_asked_for(
    site: Path, settings: Settings, database: Database, ring: KeyRing
) -> None:
    (site / "html" / "optagelser").mkdir(exist_ok=True)
    (site / "html" / "optagelser" / "prøve.mp4").write_bytes(bytes(range(100)))
    app = create_app(settings.model_copy(update={"site": site}), database=database, ring=ring)
    http = PageClient(app).http

    whole = http.get("/optagelser/prøve.mp4")
    part = http.get("/optagelser/prøve.mp4", headers={"range": "bytes=10-19"})

    assert (whole.status_code, whole.content) == (200, bytes(range(100)))
    assert whole.headers["content-type"] == "video/mp4"
    assert (part.status_code, part.content) == (206, bytes(range(10, 20)))
    assert part.headers["content-range"] == "bytes 10-19/100"
    assert "media-src 'self'" in part.headers["content-security-policy"]
    (site / "html" / "optagelser" / "prøve.mp4").unlink()
    assert http.get("/optagelser/prøve.mp4").status_code == 404

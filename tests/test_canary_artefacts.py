"""What is left behind or carried away: backups, exports, kept lists, logs and what an operator reads."""

import base64
import logging
import re
import zlib
from contextlib import suppress
from pathlib import Path

import pytest

from portal.enquiries import inbox_service
from portal.keeping.backup import make_backup
from portal.keeping.export import export
from portal.openings import board_service
from portal.preparation import step_routes
from portal.settings import Settings
from portal.shared.actors import Role
from portal.site_search.indexing import follow
from portal.web.request_log import JsonLines
from search import OpeningSearch
from tests.canaries import (
    COMPANY,
    ENQUIRY,
    EVERYTHING,
    SECRETS_OF_CANDIDATE,
    SECRETS_OF_ENQUIRY,
    World,
    forms_of,
    hits,
)
from tests.page import PageClient
from tests.preparation.builders import HIDDEN, SHOWN


def test_a_backup_is_opaque_to_whoever_finds_it(world: World, tmp_path: Path) -> None:
    path = tmp_path / "found.backup"
    make_backup(world.database, "kanarie-noegle-som-ingen-kender-0123456789", path, world.clock)
    content = path.read_bytes()
    assert len(content) > 10_000
    ways = [content, base64.b64encode(content), bytes.fromhex(content.hex())]
    ways += [zlib.decompressobj(31).decompress(content[start:]) for start in gzip_starts(content)]
    assert hits([way.decode("latin-1") for way in ways], EVERYTHING) == []


def gzip_starts(content: bytes) -> list[int]:
    """Where something that can be unpacked would begin."""
    found = []
    for start in (match.start() for match in re.finditer(rb"\x1f\x8b\x08", content)):
        with suppress(zlib.error):
            zlib.decompressobj(31).decompress(content[start:])
            found.append(start)
    return found


def test_what_leaves_in_open_formats_holds_nothing_that_was_sealed(world: World, tmp_path: Path) -> None:
    export(world.database, tmp_path / "export", world.clock)
    files = [file for file in (tmp_path / "export").rglob("*") if file.is_file()]
    texts = [file.read_text("utf-8") for file in files]
    assert hits(texts, ["kanarienavn"]), "the operator's own data is in it"
    assert hits(texts, SECRETS_OF_ENQUIRY + SECRETS_OF_CANDIDATE) == []


def test_every_filter_of_every_list_is_silent_and_so_is_what_is_kept_of_it(
    world: World, settings: Settings
) -> None:
    """Lists, feeds, walls and PDFs by filter, and then every file they left in the data folder."""
    client = PageClient(world.app)
    asked = ["", "?type=praktik", "?field=kommunikation-it", "?q=nyhedsbrev", "?q=Kanarienavn", "?lang=en"]
    lists = ("/opslag", "/opslag.atom", "/opslag/tavle", "/opslag.pdf", "/api/v1/openings", "/soeg")
    for path in [f"{one}{query}" for one in lists for query in asked]:
        response = client.http.get(path)
        assert response.status_code in (200, 422), path
        # What the visitor typed is shown to that visitor.
        said = forms_of(response.content, response.headers["content-type"])
        texts = [re.sub("kanarienavn", "", text, flags=re.IGNORECASE) for text in said]
        assert hits(texts, EVERYTHING) == [], path
    follow(world.database, OpeningSearch(settings.data / "search" / "openings"), clock=world.clock)
    kept = [file for file in settings.data.rglob("*") if file.is_file() and ".db" not in file.name]
    assert {"cache", "search"} <= {file.relative_to(settings.data).parts[0] for file in kept}
    for file in kept:
        texts = forms_of(file.read_bytes(), "pdf" if file.suffix == ".pdf" else "")
        assert hits(texts, EVERYTHING) == [], file


def test_an_error_in_the_middle_of_it_tells_the_log_and_the_page_nothing(
    world: World, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worst message there could be, at DEBUG, in the form the log has in production."""

    def fail(*_arguments: object, **_options: object) -> None:
        raise RuntimeError(f"{COMPANY} {ENQUIRY} {SHOWN} {HIDDEN}")

    broken = ((board_service, "board"), (inbox_service, "open_enquiry"), (step_routes, "render"))
    for where, name in broken:
        monkeypatch.setattr(where, name, fail)
    desk = world.staff.sign_in(Role.COMPANY_CONSULTANT)
    candidate = PageClient(world.app)
    candidate.http.cookies.set("form", world.candidate.opened.token)
    asked = [
        (desk, "/konsulent/opslag"),
        (desk, f"/konsulent/henvendelser/{world.ids['enquiry_id'][0]}"),
        (candidate, "/forberedelse/dagsorden"),
    ]
    with caplog.at_level(logging.DEBUG):
        for client, path in asked:
            response = client.http.get(path)
            assert response.status_code == 500, path
            assert hits([response.text], EVERYTHING) == []
    ours = [record for record in caplog.records if record.name.startswith("portal")]
    lines = [JsonLines().format(record) for record in ours]
    assert any("unforeseen" in line for line in lines)
    assert hits(lines, EVERYTHING) == []


def test_what_an_operator_reads_names_nobody(world: World) -> None:
    with PageClient(world.app, "http://127.0.0.1:8000").http as client:
        client._transport.client = ("127.0.0.1", 50_000)  # type: ignore[attr-defined]
        for path in ("/metrics", "/readyz"):
            response = client.get(path)
            assert response.status_code in (200, 503), path
            assert hits([response.text], EVERYTHING) == [], path

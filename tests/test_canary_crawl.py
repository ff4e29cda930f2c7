"""Every route, every role, every artefact: nothing of the company, nothing a candidate kept, anywhere."""

import gzip
import html
import io
import logging
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import quote_plus, unquote_plus

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from pypdf import PdfReader
from sqlalchemy import text

from portal.settings import PROJECT_ROOT
from portal.shared import outbox
from portal.shared.actors import Role
from portal.shared.clock import FrozenClock
from portal.shared.database import Database
from portal.shared.keyring import KeyRing
from portal.shared.outbox import Sender
from portal.site_search.indexing import follow
from portal.web.guards import PUBLIC as LET_IN
from search import OpeningSearch
from tests.builders import Staff, make_team
from tests.databases import contents_of
from tests.enquiries.builders import AN_ENQUIRY
from tests.openings.builders import Desk
from tests.page import PageClient
from tests.preparation.builders import AN_ANSWER, HIDDEN, SHOWN, Candidate, House
from tools.access_matrix import routes_of

COMPANY = {
    "name": "Kanarienavn Syvfire ApS",
    "former_names": ("Kanarieforhen A/S",),
    "parent": "Kanariemoder Holding",
    "aliases": ("Kanariealias",),
    "brands": ("Kanariebrand",),
    "cvr": "90000074",
    "pnumber": "1990000741",
    "domain": "kanariedomaene.example",
    "address": "Kanariegade 74, 2100 København Ø",
    "contact_name": "Kanariekontakt Kanarisen",
    "contact_role": "kanarierolle",
    "phone": "00 74 74 74",
    "email": "kanariemail@kanariedomaene.example",
    "branch": "kanariebranche",
    "note": "Kanarienote om besøget",
}
ENQUIRY = AN_ENQUIRY | {
    "why": "Kanarieforespørgsel ord",
    "name": "Kanariesøger",
    "email": "kanariesoeger@post.example",
}
SECRETS_OF_COMPANY = [
    "kanarienavn", "kanarieforhen", "kanariemoder", "kanariealias", "kanariebrand", "90000074", "1990000741",
    "kanariedomaene", "kanariegade", "kanariekontakt", "kanarierolle", "00747474", "kanariemail",
    "kanariebranche", "kanarienote",
]  # fmt: skip
SECRETS_OF_ENQUIRY = ["kanarieforespørgsel", "kanariesøger", "kanariesoeger"]
SECRETS_OF_CANDIDATE = [SHOWN.lower(), HIDDEN.lower()]
BETWEEN = str.maketrans("", "", " \t\r\n.-")
PUBLIC = re.compile(r"^/(?!konsulent|en/staff)")


@dataclass
class World:
    """One company, two openings, an enquiry and a preparation, all with canaries inside."""

    app: FastAPI
    database: Database
    ring: KeyRing
    clock: FrozenClock
    desk: Desk
    staff: Staff
    candidate: Candidate
    ids: dict[str, list[str]] = field(default_factory=dict)
    other_team: str = ""

    def clients(self) -> Iterator[tuple[str, PageClient, bool]]:
        """(who, client, own team)"""
        yield "anonymous", PageClient(self.app), False
        candidate = PageClient(self.app)
        candidate.http.cookies.set("form", self.candidate.opened.token)
        yield "candidate", candidate, False
        for role in Role:
            yield f"other {role.value}", self.staff.sign_in(role, self.other_team), False
            yield f"own {role.value}", self.staff.sign_in(role), True


@pytest.fixture
def world(app: FastAPI, database: Database, ring: KeyRing, clock: FrozenClock, staff: Staff) -> World:
    desk = Desk(staff, clock)
    company = desk.company(**COMPANY)
    live, taken_down = desk.published(company), desk.published(company, title="Ordn et arkiv")
    draft = desk.draft(company, title="Et udkast")
    house = House(database, ring, clock)
    candidate = house.candidate(AN_ANSWER)
    public = [str(desk.stored(live).public_id), str(desk.stored(taken_down).public_id)]
    visitor = PageClient(app)
    visitor.get(f"/opslag/{public[0]}/interesse")
    status = visitor.submit("/interesse", **ENQUIRY)
    world = World(app, database, ring, clock, desk, staff, candidate)
    world.other_team = _team(database)
    world.ids = {
        "opening_id": [*public, live.id, draft.id, company.id],
        "company_id": [company.id],
        "enquiry_id": _enquiry_ids(database),
        "token": [_status_token(status.html)],
        "sheet_id": ["00000000-0000-4000-8000-000000000000"],
        "module_id": ["raadighed", "findes-ikke"],
    }
    return world


def _team(database: Database) -> str:
    with database.writing() as session:
        return make_team(session, "Et andet team").id


def _enquiry_ids(database: Database) -> list[str]:
    with database.reading() as session:
        return [row[0] for row in session.execute(text("SELECT id FROM enquiries"))]


def _status_token(page: str) -> str:
    found = re.search(r"/l/([A-Za-z0-9_-]{20,})", page)
    assert found, "the receipt shows the status link"
    return found.group(1)


def addresses(route: APIRoute, ids: dict[str, list[str]]) -> list[str]:
    """Every address of a route; a parameter nobody has told the crawl about fails it."""
    names = re.findall(r"{(\w+)(?::\w+)?}", route.path)
    unknown = [name for name in names if name not in ids]
    assert not unknown, f"the crawl does not know how to fill {unknown} of {route.path}"
    paths = [route.path]
    for name in names:
        paths = [re.sub(r"{" + name + r"(:\w+)?}", value, path) for path in paths for value in ids[name]]
    return paths


def forms_of(content: bytes, kind: str) -> list[str]:
    """What can be read out of an answer: as it is, decoded, unzipped, as PDF text with its metadata."""
    texts = [content.decode("utf-8", "replace")]
    if content[:2] == b"\x1f\x8b":
        texts.append(gzip.decompress(content).decode("utf-8", "replace"))
    if "pdf" in kind:
        reader = PdfReader(io.BytesIO(content))
        texts += [page.extract_text() for page in reader.pages]
        texts.append(
            str(dict(reader.metadata or {})) + str(reader.xmp_metadata and reader.xmp_metadata.dc_title)
        )
    # Most answers read the same decoded: each reading is searched once.
    return list({*texts, *(html.unescape(t) for t in texts), *(unquote_plus(t) for t in texts)})


def hits(texts: list[str], secrets: list[str]) -> list[str]:
    """The secrets that can be read in the texts, also with spaces, dots and hyphens between."""
    folded = {text.lower() for text in texts}
    folded |= {text.translate(BETWEEN) for text in folded}
    wanted = {
        way: secret for secret in secrets for way in (secret, quote_plus(secret), secret.replace("-", ""))
    }
    return sorted({secret for way, secret in wanted.items() if any(way in text for text in folded)})


def crawl(world: World, method: str, only: str = "") -> list[str]:
    """Every finding of one method over all routes and roles, or over the routes that begin like this."""
    chosen = [r for r in routes_of(world.app) if method in (r.methods or set()) and r.path.startswith(only)]
    paths = [path for route in chosen for path in addresses(route, world.ids)]
    found = []
    for who, client, own in world.clients():
        with client.http:
            for path in paths:
                if method == "POST" and who == "candidate" and "slet" in path:
                    continue
                hit = hits(answer(client, method, path, who), forbidden(who, own, path))
                found += [f"{who} {method} {path}: {secret}" for secret in hit]
    return found


def answer(client: PageClient, method: str, path: str, who: str) -> list[str]:
    response = client.http.request(method, path, follow_redirects=False)
    assert response.status_code < 500, f"{who} {method} {path}: {response.status_code}"
    texts = forms_of(response.content, response.headers.get("content-type", ""))
    return [*texts, str(response.headers) + str(response.url)]


def forbidden(who: str, own: bool, path: str) -> list[str]:
    """What this person may not see here."""
    secrets = [] if own and not PUBLIC.match(path) else SECRETS_OF_COMPANY + SECRETS_OF_ENQUIRY
    return secrets if who == "candidate" else secrets + SECRETS_OF_CANDIDATE


def test_no_route_that_is_posted_to_shows_anyone_what_is_not_theirs(world: World) -> None:
    assert crawl(world, "POST") == []


def test_the_crawl_finds_a_planted_leak(world: World) -> None:
    world.app.add_api_route("/plantet", lambda: {"x": "Kanarie-Navn"}, dependencies=[LET_IN])
    world.app.router.routes.insert(0, world.app.router.routes.pop())
    assert any("/plantet" in line for line in crawl(world, "GET", only="/plantet"))


def test_the_crawl_fails_on_a_parameter_it_does_not_know(world: World) -> None:
    route = APIRoute("/ny/{ukendt_id}", lambda: None)
    with pytest.raises(AssertionError, match="does not know"):
        addresses(route, world.ids)


def test_no_page_shows_anyone_what_is_not_theirs_and_no_mail_log_or_index_holds_a_canary(
    world: World, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        assert crawl(world, "GET") == []
        follow(world.database, OpeningSearch(tmp_path / "index"), clock=world.clock)
    ours = [r for r in caplog.records if not r.name.startswith(("httpx", "httpcore", "asyncio"))]
    logged = " ".join(r.getMessage() + str(r.__dict__) for r in ours)
    everything = SECRETS_OF_COMPANY + SECRETS_OF_ENQUIRY + SECRETS_OF_CANDIDATE
    assert hits([logged], everything) == []
    box: list[EmailMessage] = []
    sender = Sender(box.append, "ingen-svar@eksempelby.example", "Eksempelby", "https://klar.example")
    outbox.send_due(world.database, world.ring, world.clock, sender)
    assert box
    for message in box:
        del message["To"]
        assert hits([message.as_string()], everything) == []
    indexed = [p.read_bytes() for p in (tmp_path / "index").rglob("*") if p.is_file()]
    assert indexed
    assert hits([content.decode("latin-1") for content in indexed], everything) == []


def test_what_a_candidate_wrote_is_in_no_file_of_the_database(world: World) -> None:
    stored = contents_of(world.database)
    assert sum(map(len, stored.values())) > 10_000
    for content in stored.values():
        text = content.decode("latin-1").lower()
        assert hits([text], [s for s in SECRETS_OF_CANDIDATE + SECRETS_OF_ENQUIRY if s.isascii()]) == []


def test_the_built_site_and_the_repository_hold_no_canary_and_no_foreign_address() -> None:
    for file in (PROJECT_ROOT / "build" / "site").rglob("*"):
        if file.is_file():
            assert hits([file.read_bytes().decode("utf-8", "replace")], SECRETS_OF_COMPANY[:6]) == [], file
    tracked = subprocess.run(
        ["/usr/bin/env", "git", "ls-files", "portal", "content", "search"],
        cwd=PROJECT_ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.split()
    assert not [name for name in tracked if name.endswith((".db", ".eml", ".pem", ".key"))]

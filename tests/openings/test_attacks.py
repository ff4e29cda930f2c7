"""Ways to learn the company that docs/anonymity.md lists and no other file of tests tries."""

import hashlib
import hmac
import itertools
import json
import re
import uuid
from collections.abc import Iterator
from email.message import EmailMessage
from io import BytesIO
from typing import Any

import pytest
from fastapi import FastAPI
from pypdf import PdfReader
from sqlalchemy import event, text
from starlette.routing import BaseRoute, WebSocketRoute

from portal.openings import life_service
from portal.openings.models import Company, Opening
from portal.openings.rules import Action
from portal.settings import PROJECT_ROOT
from portal.shared.actors import Role
from portal.shared.clock import FrozenClock
from portal.shared.database import Database
from portal.shared.keyring import KeyRing
from portal.shared.outbox import Sender, send_due
from tests.builders import Staff
from tests.canaries import COMPANY, SECRETS_OF_COMPANY, hits
from tests.enquiries.builders import AN_ENQUIRY
from tests.openings.builders import Desk
from tests.page import PageClient

JSON = "/api/v1/openings"
NAMESPACES = (uuid.NAMESPACE_DNS, uuid.NAMESPACE_URL, uuid.NAMESPACE_OID, uuid.NAMESPACE_X500)


@pytest.fixture
def desk(staff: Staff, clock: FrozenClock) -> Desk:
    return Desk(staff, clock)


@pytest.fixture
def company(desk: Desk) -> Company:
    return desk.company(**COMPANY)


@pytest.fixture
def opening(desk: Desk, company: Company) -> Opening:
    return desk.stored(desk.published(company))


def digests(value: str) -> Iterator[str]:
    """What a careless programmer would make an id of."""
    typed = value.encode()
    for name in ("md5", "sha1", "sha256", "blake2b"):
        yield hashlib.new(name, typed).hexdigest()
        yield hmac.new(b"", typed, "md5" if name == "blake2b" else name).hexdigest()
    for namespace in NAMESPACES:
        yield uuid.uuid5(namespace, value).hex
        yield uuid.uuid3(namespace, value).hex


def test_a_public_id_is_made_of_chance_and_of_nothing_that_is_known(
    company: Company, opening: Opening
) -> None:
    public = uuid.UUID(str(opening.public_id))
    assert public.version == 4
    values = [str(value) for value in COMPANY.values() if isinstance(value, str)]
    for value in [*values, *map(str.lower, values), company.id, opening.id]:
        assert not any(digest.startswith(public.hex[:12]) for digest in digests(value)), value
    assert public.hex[:8] not in (company.id[:8], opening.id[:8])


@pytest.mark.parametrize(
    "asked",
    ["fields=company", "include=company", "expand=company", "embed=*", "company=1", "select=company_id",
     "sort=company", "_method=PATCH", "callback=f", "debug=1"],
)  # fmt: skip
def test_a_parameter_that_asks_for_more_gets_no_more(
    client: PageClient, opening: Opening, asked: str
) -> None:
    for path in (JSON, f"{JSON}/{opening.public_id}"):
        assert client.http.get(f"{path}?{asked}").json() == client.http.get(path).json()


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_the_public_interface_only_answers_questions(
    client: PageClient, opening: Opening, method: str
) -> None:
    for path in (JSON, f"{JSON}/{opening.public_id}", f"/opslag/{opening.public_id}"):
        answer = client.http.request(method, path)
        assert answer.status_code in (404, 405), (method, path)
        assert hits([answer.text], SECRETS_OF_COMPANY) == []


def test_no_letters_typed_into_the_search_lead_to_a_company(client: PageClient, opening: Opening) -> None:
    name = str(COMPANY["name"]).lower()
    for length, prefix in itertools.product((1, 2, 3), (name, "kanariealias", "90000074")):
        typed = prefix[:length]
        answer = client.http.get("/api/v1/search", params={"q": typed, "type": "opening"})
        assert hits([answer.text.replace(typed, "")], SECRETS_OF_COMPANY) == []
    found = client.http.get("/api/v1/search", params={"q": "kanarienavn", "type": "opening"}).json()
    assert found["total"] == 0 and found["did_you_mean"] is None


def test_the_desk_marks_what_was_typed_and_shows_nothing_it_was_compared_with(
    staff: Staff, desk: Desk, company: Company
) -> None:
    draft = desk.draft(company, tasks="Du ringer til Kanariealias og spørger. Skriv til 00 74 74 74.")
    page = staff.sign_in(Role.COMPANY_CONSULTANT).get(f"/konsulent/opslag/{draft.id}")
    assert "Kanariealias" in page.text
    others = [
        secret for secret in SECRETS_OF_COMPANY if secret not in ("kanariealias", "00747474", "kanarienavn")
    ]
    assert hits([page.html], others) == []
    assert "anarie" not in str(page.url)


def test_a_draft_and_an_id_that_never_was_are_looked_up_by_the_same_statements(
    client: PageClient, desk: Desk, company: Company, database: Database
) -> None:
    draft = desk.draft(company)

    def statements(asked: str) -> list[str]:
        said: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            said.append(statement)

        engines = {database.engine, database.read_engine}
        for engine in engines:
            event.listen(engine, "before_cursor_execute", note)
        try:
            assert client.http.get(f"/opslag/{asked}").status_code == 404
        finally:
            for engine in engines:
                event.remove(engine, "before_cursor_execute", note)
        return said

    unknown = statements(str(uuid.uuid4()))
    assert unknown
    assert statements(draft.id) == unknown
    assert statements(company.id) == unknown


def test_no_public_page_says_who_hires_in_any_machines_language(client: PageClient, opening: Opening) -> None:
    for path in ("/opslag", f"/opslag/{opening.public_id}", f"/en/openings/{opening.public_id}"):
        page = client.http.get(path).text
        for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL):
            assert "hiringOrganization" not in json.dumps(json.loads(block))
        for name, content in re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', page):
            assert hits([content], SECRETS_OF_COMPANY) == [], name
    for path in ("/sitemap.xml", "/robots.txt"):
        answer = client.http.get(path)
        assert answer.status_code in (200, 404)
        assert str(opening.public_id) not in answer.text


def test_no_page_of_openings_holds_a_picture_and_no_form_takes_a_file(
    client: PageClient, staff: Staff, opening: Opening
) -> None:
    for path in ("/opslag", f"/opslag/{opening.public_id}", "/opslag/tavle"):
        assert not re.search(r"<(?:img|picture|object|embed|iframe)\b", client.http.get(path).text), path
    desk = staff.sign_in(Role.COMPANY_CONSULTANT)
    assert 'type="file"' not in desk.get("/konsulent/opslag/nyt").html
    files = {"title": ("kanarie.pdf", b"%PDF-1.7", "application/pdf")}
    assert desk.http.post("/konsulent/opslag/nyt", files=files).status_code == 400


def test_what_was_corrected_is_served_from_no_cache(client: PageClient, desk: Desk, opening: Opening) -> None:
    paths = ("/opslag", "/opslag.atom", "/opslag.pdf", JSON, f"/opslag/{opening.public_id}", "/opslag/tavle")
    tags = {path: client.http.get(path).headers.get("etag") for path in paths}
    for path in paths:
        assert client.http.get(path).headers["cache-control"] in ("no-store", "no-cache"), path
    with desk.database.writing() as session:
        life_service.step(session, desk.author, opening.id, Action.PAUSE, clock=desk.clock)
    for path in paths:
        headers = {"if-none-match": tags[path]} if tags[path] else {}
        answer = client.http.get(path, headers=headers)
        assert answer.status_code != 304, path
        read = answer.text
        if path == "/opslag.pdf":
            sheets = PdfReader(BytesIO(answer.content)).pages
            read = " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())
            assert "Opslag" in read, "a sheet that can be read"
        assert opening.title not in read, path


def test_a_mail_says_nothing_in_its_head_and_is_answered_by_nobody(
    client: PageClient, desk: Desk, opening: Opening, ring: KeyRing, clock: FrozenClock
) -> None:
    client.get(f"/opslag/{opening.public_id}/interesse")
    client.submit("interesse", **AN_ENQUIRY)
    box: list[EmailMessage] = []
    send_due(
        desk.database, ring, clock, Sender(box.append, "svar-ikke@by.example", "By", "https://by.example")
    )
    assert box
    for mail in box:
        assert set(map(str.lower, mail.keys())) <= {
            "from", "to", "subject", "date", "message-id", "auto-submitted", "mime-version",
            "content-type", "content-transfer-encoding",
        }  # fmt: skip
        assert mail["From"] == "svar-ikke@by.example"
        assert re.fullmatch(r"<[0-9a-f-]{36}@by\.example>", mail["Message-ID"])
        assert opening.title not in mail.as_string()


def test_no_consultant_is_named_where_a_candidate_reads(
    client: PageClient, desk: Desk, opening: Opening
) -> None:
    client.get(f"/opslag/{opening.public_id}/interesse")
    status = client.submit("interesse", **AN_ENQUIRY)
    pages = [status.html] + [
        client.http.get(path).text
        for path in ("/opslag", f"/opslag/{opening.public_id}", f"/opslag/{opening.public_id}/interesse")
    ]
    for page in pages:
        assert desk.author.email not in page and desk.author.name not in page
        assert desk.reader.email not in page and desk.reader.name not in page


def test_nothing_public_says_where_on_a_map_or_how_far(client: PageClient, opening: Opening) -> None:
    place = re.compile(r"latitude|longitude|coordinates|geo:|\bkm\b|minutter fra|afstand|distance", re.I)
    for path in (
        JSON,
        f"{JSON}/{opening.public_id}",
        "/opslag.atom",
        "/opslag",
        f"/opslag/{opening.public_id}",
    ):
        assert not place.search(client.http.get(path).text), path


def test_nothing_is_pushed_to_a_browser(app: FastAPI) -> None:
    def all_routes(routes: list[BaseRoute]) -> Iterator[BaseRoute]:
        for route in routes:
            yield route
            yield from all_routes(getattr(route, "routes", None) or [])

    assert not [route for route in all_routes(app.routes) if isinstance(route, WebSocketRoute)]
    code = "\n".join(p.read_text("utf-8") for p in (PROJECT_ROOT / "portal").rglob("*.py"))
    assert "text/event-stream" not in code and "serviceWorker" not in code


def test_the_demonstration_and_the_tests_name_only_companies_that_cannot_exist() -> None:
    """Every domain of the demonstration is a reserved one."""
    demo = (PROJECT_ROOT / "portal" / "commands" / "demo_data" / "openings.yaml").read_text("utf-8")
    domains = re.findall(r"^\s+domain: (\S+)", demo, re.MULTILINE)
    emails = re.findall(r"^\s+email: \S+@(\S+)", demo, re.MULTILINE)
    assert len(domains) > 40 and len(emails) > 40
    assert [name for name in (*domains, *emails) if not name.strip("'\"").endswith(".example")] == []


def test_what_a_candidate_takes_along_of_an_opening_names_no_company(
    client: PageClient, opening: Opening
) -> None:
    client.get(f"/opslag/{opening.public_id}")
    taken = client.submit("tag-med")
    assert str(opening.public_id) in taken.html
    assert hits([taken.html], SECRETS_OF_COMPANY) == []


def test_the_audit_log_names_fields_and_never_what_stands_in_them(
    desk: Desk, company: Company, opening: Opening, database: Database
) -> None:
    with desk.database.writing() as session:
        life_service.step(session, desk.author, opening.id, Action.PAUSE, clock=desk.clock)
    with database.reading() as session:
        rows = session.execute(text("SELECT * FROM audit_rows")).all()
    assert len(rows) > 4
    assert hits([str(tuple(row)) for row in rows], SECRETS_OF_COMPANY) == []
    assert opening.title not in str(rows)

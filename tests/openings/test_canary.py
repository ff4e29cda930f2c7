"""Nobody can learn the company: every public byte is searched for values only the desk knows."""

import base64
import html
import re
import zlib
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from io import BytesIO
from urllib.parse import quote, quote_plus, unquote

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from pypdf import PdfReader

from portal.openings import company_service, life_service
from portal.openings.models import Company, Opening
from portal.openings.public import folded
from portal.openings.rules import Action
from portal.shared.clock import FrozenClock
from portal.shared.keyring import KeyRing
from portal.shared.outbox import Sender, send_due
from tests.builders import Staff
from tests.enquiries.builders import AN_ENQUIRY
from tests.openings.builders import A_COMPANY, Desk
from tests.page import PageClient

CANARY = replace(
    A_COMPANY,
    name="KANARIE-NAVN-7F3A",
    former_names=("KANARIE-FOER-1B2C",),
    parent="KANARIE-MODER-9D8E",
    aliases=("KANARIE-ALIAS-4A5B",),
    brands=("KANARIE-MAERKE-6C7D",),
    cvr="90123456",
    pnumber="1099887766",
    domain="kanarie-domaene.example",
    address="Kanarievej 77, 9999 Kanarieby",
    contact_name="Kanarius Kontaktesen",
    contact_role="KANARIE-ROLLE-2E3F",
    phone="00 98 76 54 32",
    email="kanarius@kanarie-domaene.example",
    branch="KANARIE-BRANCHE-5G6H",
    size_class="250+",
    note="KANARIE-NOTE-8I9J",
)
# What would give it away, as typed and as a machine would fold, join or encode it.
VALUES = [
    value
    for field in CANARY.__dataclass_fields__
    if field not in ("municipality", "sector", "size_class")
    for value in (
        getattr(CANARY, field) if isinstance(getattr(CANARY, field), tuple) else (getattr(CANARY, field),)
    )
]
# Public pages with a parameter, filled in by the test; a route that is not here fails it.
FILLED = {
    "/opslag/{opening_id}",
    "/en/openings/{opening_id}",
    "/opslag/{opening_id}/interesse",
    "/en/openings/{opening_id}/interest",
    "/opslag/{opening_id}/meld-fejl",
    "/en/openings/{opening_id}/report",
    "/opslag/{opening_id}/plakat.pdf",
    "/en/openings/{opening_id}/poster.pdf",
    "/api/v1/openings/{opening_id}",
    "/l/{token}",
    "/en/l/{token}",
}
# Headers that follow the clock and the request alone, whatever was changed or published.
OF_THE_CLOCK = ("date", "x-request-id", "x-checked-at")
PUBLIC_PREFIXES = ("/opslag", "/en/openings", "/api/v1/openings", "/l/", "/en/l/")


@pytest.fixture
def desk(staff: Staff, clock: FrozenClock) -> Desk:
    return Desk(staff, clock)


@pytest.fixture
def company(desk: Desk) -> Company:
    with desk.database.writing() as session:
        return company_service.add_company(session, desk.author, CANARY, clock=desk.clock)


def public_paths(app: FastAPI, opening: Opening, token: str) -> list[str]:
    """Every public GET of openings and enquiries; a new one with an unknown parameter fails here."""
    paths = set()
    for context in iter_route_contexts(app.routes):
        path = context.path
        if path is None or not path.startswith(PUBLIC_PREFIXES) or "GET" not in (context.methods or ()):
            continue
        assert "{" not in path or path in FILLED, f"the crawl does not know {path}"
        paths.add(path.replace("{opening_id}", str(opening.public_id)).replace("{token}", token))
    assert len(paths) > 10
    return sorted(paths)


def readings(body: bytes) -> list[str]:
    """The bytes as they are and as anybody could decode them."""
    text = body.decode("utf-8", "replace")
    found = [text, html.unescape(text), unquote(text), folded(text)]
    encoded = re.findall(r"[A-Za-z0-9+/]{24,}", text)[:500]
    found += [decoded(part) for part in encoded]
    return found + (pdf_readings(body) if body.startswith(b"%PDF") else [])


def decoded(part: str) -> str:
    return base64.b64decode(part[: len(part) // 4 * 4]).decode("utf-8", "replace")


def pdf_readings(body: bytes) -> list[str]:
    """Text, metadata and every stream of a PDF."""
    reader = PdfReader(BytesIO(body))
    found = [*(page.extract_text() for page in reader.pages), str(reader.metadata), str(reader.xmp_metadata)]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", body, re.DOTALL):
        try:
            found.append(zlib.decompress(stream).decode("utf-8", "replace"))
        except zlib.error:
            continue
    return found


def assert_silent(where: str, body: bytes, company: Company, opening: Opening) -> None:
    secrets = [*VALUES, company.id, opening.id, opening.author_id, opening.team_id]
    squashed = [re.sub(r"[^a-z0-9]", "", folded(value)) for value in secrets]
    for text in readings(body):
        plain = re.sub(r"[^a-z0-9]", "", folded(text))
        for value, folded_value in zip(secrets, squashed, strict=True):
            assert value not in text and folded_value not in plain, f"{value} in {where}"


def test_no_public_byte_holds_what_only_the_desk_knows(
    app: FastAPI, client: PageClient, desk: Desk, company: Company, ring: KeyRing, clock: FrozenClock
) -> None:
    opening = desk.published(company)
    client.get(f"/opslag/{opening.public_id}/interesse")
    token = client.submit("interesse", **AN_ENQUIRY).url.rpartition("/l/")[2]
    for path in public_paths(app, opening, token):
        answer = client.http.get(path)
        assert answer.status_code == 200, path
        assert_silent(path, answer.content, company, opening)
        headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
        assert_silent(f"headers of {path}", headers.encode(), company, opening)
    mails: list[EmailMessage] = []
    send_due(desk.database, ring, clock, Sender(mails.append, "fra@eksempelby.example", "By", "http://x"))
    # The reader's, the owner's and the candidate's.
    assert len(mails) == 3
    for mail in mails:
        assert_silent("mail", f"{mail}\n{mail.get_content()}".encode(), company, opening)


def test_searching_for_the_company_is_answered_like_searching_for_nonsense(
    client: PageClient, desk: Desk, company: Company
) -> None:
    desk.published(company)
    for value in VALUES:
        nonsense = re.sub(r"[^\W_]", "q", value)
        for path in ("/opslag", "/en/openings", "/opslag.atom", "/api/v1/openings"):
            asked = without(client.http.get(path, params={"q": value}).text, value)
            other = without(client.http.get(path, params={"q": nonsense}).text, nonsense)
            assert asked == other, (path, value)
    unknown_parameter = client.http.get("/opslag", params={"company": CANARY.name}).text
    assert CANARY.name not in unknown_parameter.replace(f"company={CANARY.name}", "")


def without(text: str, asked: str) -> str:
    """The answer without the visitor's own words."""
    for shown in (asked, html.escape(asked), quote_plus(asked), quote(asked), quote(asked, safe="@/")):
        text = text.replace(shown, "")
    return text


@pytest.mark.parametrize("action", [Action.WITHDRAW, Action.PAUSE, Action.FILL])
def test_what_was_taken_down_is_silent_too(
    app: FastAPI, client: PageClient, desk: Desk, company: Company, action: Action
) -> None:
    opening = desk.published(company)
    with desk.database.writing() as session:
        life_service.step(session, desk.author, opening.id, action, clock=desk.clock)
    for path in (f"/opslag/{opening.public_id}", f"/api/v1/openings/{opening.public_id}", "/opslag.atom"):
        assert_silent(path, client.http.get(path).content, company, opening)


def test_a_company_without_an_opening_changes_no_public_byte(client: PageClient, desk: Desk) -> None:
    opening = desk.published()
    paths = ("/opslag", "/opslag.atom", "/opslag.pdf", "/api/v1/openings", f"/opslag/{opening.public_id}")
    before = [client.http.get(path).content for path in paths]
    desk.company(name="Endnu en virksomhed A/S")
    assert [client.http.get(path).content for path in paths] == before


def test_an_internal_field_changes_no_public_byte_and_no_header(
    client: PageClient, desk: Desk, company: Company, clock: FrozenClock
) -> None:
    opening = desk.published(company)
    paths = ("/opslag", "/opslag.atom", "/opslag.pdf", "/api/v1/openings", f"/opslag/{opening.public_id}")

    def seen() -> list[tuple[bytes, dict[str, str]]]:
        answers = [client.http.get(path) for path in paths]
        return [(a.content, {k: v for k, v in a.headers.items() if k not in OF_THE_CLOCK}) for a in answers]

    before = seen()
    clock.advance(timedelta(hours=2))
    desk.change_company(
        company, replace(CANARY, contact_name="En Anden Kontakt", phone="00 11 11 11 11", note="Ny note")
    )
    assert seen() == before


def test_the_order_within_a_week_follows_nothing_but_the_random_id(
    client: PageClient, desk: Desk, clock: FrozenClock
) -> None:
    companies = [desk.company(name=name) for name in ("Aabrink A/S", "Mellemste ApS", "Åstrup I/S")]
    published = []
    for company in companies:
        published.append(desk.published(company, title=f"Opgave hos {len(published)}"))
        clock.advance(timedelta(hours=20))
    shown = [result["id"] for result in client.http.get("/api/v1/openings").json()["results"]]
    assert shown == sorted(opening.public_id or "" for opening in published)


def test_two_openings_of_one_company_have_nothing_in_common_but_their_public_values(
    client: PageClient, desk: Desk, company: Company
) -> None:
    desk.published(company)
    desk.published(
        company,
        title="Ryd op i et kartotek",
        tasks="Du rydder op.",
        day="Stille.",
        learn="Orden.",
        job_goal="Måske et job.",
        mentor="En chef",
        competences=("Excel",),
        field="offentlig",
        hours=20,
        weeks=2,
        start=None,
        work_form="remote",
        language="en",
        type="job",
    )
    first, second = client.http.get("/api/v1/openings").json()["results"]
    shared = {key for key in first if first[key] == second[key]}
    assert shared <= {"area", "sector", "published_week"}
    assert first["id"][:8] != second["id"][:8]


def test_no_public_address_or_value_is_a_running_number(client: PageClient, desk: Desk) -> None:
    opening = desk.published()
    for path in ("/opslag", f"/opslag/{opening.public_id}"):
        page = client.get(path)
        for link in page.links():
            assert not re.search(r"/\d+(?:[/?#]|$)", link), link
        assert not re.search(r"data-[a-z-]*id=", page.html)


def test_two_openings_published_on_different_days_of_a_week_do_not_tell_which_was_first(
    client: PageClient, desk: Desk, clock: FrozenClock
) -> None:
    first = desk.published(title="Den samme titel")
    clock.advance(timedelta(days=2))
    second = desk.published(title="Den samme titel")
    pages = [client.http.get(f"/opslag/{o.public_id}").text for o in (first, second)]
    same = [page.replace(str(o.public_id), "ID") for page, o in zip(pages, (first, second), strict=True)]
    assert same[0] == same[1]

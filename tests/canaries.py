"""Canaries: a company, an enquiry and a preparation that are easy to find again wherever they come out."""

import gzip
import html
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote_plus, unquote_plus

import pytest
from fastapi import FastAPI
from pypdf import PdfReader
from sqlalchemy import text

from portal.catalogue.fact_book import source_key
from portal.openings import renewal_service
from portal.openings.models import Opening
from portal.shared import capability
from portal.shared.actors import Role
from portal.shared.clock import FrozenClock
from portal.shared.database import Database
from portal.shared.keyring import KeyRing
from tests.builders import Staff, make_team
from tests.enquiries.builders import AN_ENQUIRY
from tests.openings.builders import Desk
from tests.page import PageClient
from tests.preparation.builders import AN_ANSWER, HIDDEN, SHOWN, Candidate, House

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
        "token": [_status_token(status.html), _renewal_token(desk.stored(live), database)],
        "sheet_id": ["00000000-0000-4000-8000-000000000000"],
        "module_id": ["raadighed", "findes-ikke"],
        "fact_id": ["raadighed-hvad-det-er", "findes-ikke"],
        "source_key": [source_key(app.state.facts.facts["raadighed-hvad-det-er"]), "findes-ikke"],
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


def _renewal_token(opening: Opening, database: Database) -> str:
    assert opening.expires_on
    ends = renewal_service.link_ends(opening.expires_on)
    with database.writing() as session:
        return capability.issue(session, purpose=renewal_service.LINK, subject=opening.id, expires_at=ends)


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


EVERYTHING = SECRETS_OF_COMPANY + SECRETS_OF_ENQUIRY + SECRETS_OF_CANDIDATE

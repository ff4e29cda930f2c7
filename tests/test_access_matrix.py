"""Every address as every visitor: what each meets follows from the route's guard, and nothing else."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import pytest
from fastapi import APIRouter, Depends, FastAPI
from sqlalchemy import text

from portal.accounts.models import StaffSession
from portal.accounts.service import hash_token
from portal.catalogue.fact_book import source_key
from portal.settings import PROJECT_ROOT
from portal.shared.actors import Role
from portal.shared.clock import FrozenClock
from portal.shared.database import Database, new_id
from portal.shared.keyring import KeyRing
from portal.web.guards import PUBLIC, guard, role
from tests.builders import Staff, make_team, make_user
from tests.enquiries.builders import AN_ENQUIRY
from tests.openings.builders import Desk
from tests.page import PageClient
from tests.preparation.builders import AN_ANSWER, Candidate, House
from tools.access_matrix import Door, Undeclared, document, doors, parameters, product

# What has to be sent for a door to open at all; the others open on an empty form, to say what is wrong.
SENT = {
    "/konsulent/opslag/{opening_id}/skridt": {"action": "revise"},
    "/konsulent/henvendelser/{enquiry_id}/skridt": {"action": "consider"},
}
# An id and a source that are longer than any word of the page around them.
A_FACT = "samtaler-foerste-samtale-2-uger"
# Doors that end what the next visitor would need.
LAST = ("/forberedelse/slet", "/forberedelse/faerdig", "/log-ud")
OPEN = {200, 302, 303, 409, 422, 429}
OPEN_TO_ALL = OPEN | {403, 404, 410}


@dataclass(frozen=True)
class Visitor:
    who: str
    client: PageClient
    role: Role | None = None
    own: bool = False


@dataclass
class Place:
    """One team with one of each thing, a candidate, and everybody who might come by."""

    app: FastAPI
    database: Database
    staff: Staff
    clock: FrozenClock
    candidate: Candidate
    ids: dict[str, str]

    def visitors(self) -> Iterator[Visitor]:
        yield Visitor("anonymous", PageClient(self.app))
        candidate = PageClient(self.app)
        candidate.http.cookies.set("form", self.candidate.opened.token)
        yield Visitor("candidate", candidate)
        yield Visitor("disabled", self._with_session(disabled=True))
        yield Visitor("idle too long", self._with_session(idle=timedelta(minutes=31)))
        yield Visitor("signed in too long", self._with_session(age=timedelta(hours=10, minutes=1)))
        with self.database.writing() as session:
            other = make_team(session, "Et andet team").id
        for one in Role:
            yield Visitor(f"own {one.value}", self.staff.sign_in(one), one, own=True)
            yield Visitor(f"other {one.value}", self.staff.sign_in(one, other), one)

    def _with_session(
        self, *, disabled: bool = False, idle: timedelta = timedelta(), age: timedelta = timedelta()
    ) -> PageClient:
        """A browser with the cookie of a real session of the team's company consultant."""
        now, token = self.clock.now(), new_id()
        began, used = now - age, now - idle
        with self.database.writing() as session:
            user = make_user(session, self.staff.team_id, Role.COMPANY_CONSULTANT)
            user.disabled_at = now if disabled else None
            session.add(
                StaffSession(
                    token_hash=hash_token(token), user_id=user.id, created_at=began, last_used_at=used
                )
            )
        client = PageClient(self.app)
        client.http.cookies.set("staff", token)
        return client

    def path(self, door: Door, pattern: str) -> str:
        ids = dict(self.ids)
        if "opening_id" in parameters(pattern):
            kind = "public_id" if door.is_public else "review_id" if "gennemsyn" in pattern else "opening_id"
            ids["opening_id"] = ids[kind]
        return filled(pattern, ids)


def filled(pattern: str, ids: dict[str, str]) -> str:
    return re.sub(r"{(\w+)(?::\w+)?}", lambda found: ids[found.group(1)], pattern)


@pytest.fixture
def place(app: FastAPI, database: Database, ring: KeyRing, clock: FrozenClock, staff: Staff) -> Place:
    desk = Desk(staff, clock)
    company = desk.company()
    live, draft, review = desk.published(company), desk.draft(company), desk.in_review(company)
    candidate = House(database, ring, clock).candidate(AN_ANSWER)
    visitor = PageClient(app)
    visitor.get(f"/opslag/{live.public_id}/interesse")
    token = visitor.submit("/interesse", **AN_ENQUIRY).url.rpartition("/l/")[2]
    with database.reading() as session:
        enquiry_id = session.execute(text("SELECT id FROM enquiries")).scalar_one()
    ids = {
        "company_id": company.id,
        "opening_id": draft.id,
        "public_id": str(live.public_id),
        "review_id": review.id,
        "enquiry_id": enquiry_id,
        "token": token,
        "module_id": "raadighed",
        "sheet_id": new_id(),
        "fact_id": A_FACT,
        "source_key": source_key(app.state.facts.facts[A_FACT]),
    }
    return Place(app, database, staff, clock, candidate, ids)


def in_order(app: FastAPI) -> list[Door]:
    return sorted(doors(app), key=lambda door: (door.path in LAST, door.path, door.method))


def asked(visitor: Visitor, door: Door, path: str) -> tuple[int, str, str]:
    """The status, where it sends the visitor, and what the page says without this request's own numbers."""
    response = visitor.client.http.request(
        door.method, path, data=SENT.get(door.path) if door.method == "POST" else None, follow_redirects=False
    )
    body = response.text
    for own in (path, *path.split("/")):
        body = body.replace(own, "") if len(own) > 30 else body
    headers = sorted(name for name in response.headers if name not in ("date", "x-request-id"))
    said = re.sub(r"[0-9a-f]{32}|[0-9a-f-]{36}", "", body) + str(headers)
    return response.status_code, response.headers.get("location", ""), said


def wrong(visitor: Visitor, door: Door, place: Place, pattern: str) -> str:
    """What this visitor met here that the matrix does not say, or nothing."""
    path = place.path(door, pattern)
    status, location, said = asked(visitor, door, path)
    to_sign_in = location.startswith(("/log-ind", "/en/sign-in"))
    expected = door.outcome(visitor.role, own=visitor.own and door.owner != "desk")
    if expected == "open":
        allowed = OPEN_TO_ALL if door.is_public else OPEN
        fine = status in allowed and (not to_sign_in or door.path == "/log-ud" or "konsulent/start" in path)
    elif expected == "sign in":
        # A form that was filled in is kept on the page that asks for the sign-in.
        fine = to_sign_in or (status == 403 and bool(SENT.get(door.path)) and 'href="/log-ind"' in said)
    else:
        unknown = filled(pattern, dict.fromkeys((*place.ids, "opening_id"), str(uuid4())))
        fine = status == 404 and (status, location, said) == asked(visitor, door, unknown)
    return "" if fine else f"{visitor.who}: {door.method} {path}: {status} {location}, expected {expected}"


def test_every_visitor_meets_at_every_door_what_its_guard_says(place: Place) -> None:
    found = []
    for visitor in place.visitors():
        with visitor.client.http:
            found += [wrong(visitor, door, place, door.path) for door in in_order(place.app)]
    assert [line for line in found if line] == []


def test_a_sheet_belongs_to_the_desk_that_opened_it(place: Place) -> None:
    code = place.candidate.share()
    mine = place.staff.actor(Role.EMPLOYMENT_CONSULTANT)
    sheet = place.candidate.house.open_on_desk(mine, code)
    path = f"/konsulent/samtaler/{sheet.id}"
    assert place.staff.client(mine).http.get(path).status_code == 200
    for one in Role:
        colleague = place.staff.sign_in(one).http
        assert colleague.get(path).status_code == 404
        assert colleague.post(f"{path}/luk").status_code == 404


def test_the_english_address_has_the_handler_and_so_the_guard_of_the_danish_one(app: FastAPI) -> None:
    alone = [door.path for door in doors(app) if len(door.paths) == 1]
    assert not [path for path in alone if path.startswith(("/konsulent", "/forberedelse", "/en/"))]


def test_the_document_is_what_the_routes_say() -> None:
    written = (PROJECT_ROOT / "docs" / "access.md").read_text("utf-8")
    assert written == document(product()), "run: python -m tools.access_matrix > docs/access.md"


@guard
def a_new_guard() -> None:
    """Somebody's own."""


@pytest.mark.parametrize(
    ("path", "dependencies"),
    [
        ("/ny", []),
        ("/ny", [PUBLIC, role(Role.EDITOR)]),
        ("/ny", [Depends(a_new_guard)]),
        ("/ny/{ukendt_id}", [PUBLIC]),
        ("/konsulent/ny/{ukendt_id}", [role(Role.EDITOR)]),
    ],
)
def test_a_route_the_matrix_was_not_told_about_stops_it(path: str, dependencies: list[object]) -> None:
    planted, router = FastAPI(openapi_url=None, docs_url=None, redoc_url=None), APIRouter()
    router.add_api_route(path, lambda: "x", dependencies=dependencies)
    planted.include_router(router)
    with pytest.raises(Undeclared):
        doors(planted)


def test_a_door_that_is_too_open_is_found(place: Place) -> None:
    """A handler that forgets to ask whose the company is."""
    door = next(door for door in doors(place.app) if door.path == "/konsulent/virksomheder/{company_id}")
    too_open = Door(door.method, ("/opslag",), door.roles, for_candidates=False, owner="team")
    visitor = Visitor("other", place.staff.sign_in(Role.EDITOR), Role.EDITOR)
    assert wrong(visitor, too_open, place, "/opslag")

"""Signing in and out, the one-time link and the desk's front page, as a browser meets them."""

from datetime import timedelta

import pytest
from fastapi import FastAPI
from sqlalchemy import select, text

from portal.accounts import user_service
from portal.accounts.models import StaffSession, User
from portal.accounts.password_service import hash_password
from portal.app import create_app
from portal.settings import Settings
from portal.shared.actors import Role
from portal.shared.audit import AuditRow
from portal.shared.clock import FrozenClock
from portal.shared.database import Database
from portal.shared.keyring import KeyRing
from tests.builders import Staff
from tests.databases import refusing
from tests.page import PageClient

EMAIL = "karin@eksempelby.example"
PASSWORD = "cykel regn trappe fisk"
REFUSED = "E-mail og adgangskode passer ikke sammen."


@pytest.fixture
def link(database: Database, clock: FrozenClock) -> str:
    """Karin, who has a password and an unused one-time link; the link's token."""
    with database.writing() as session:
        token = user_service.add_user(
            session,
            clock,
            email=EMAIL,
            role=Role.EMPLOYMENT_CONSULTANT,
            team="Team Akademikere",
            name="Karin",
        )
        session.scalars(select(User)).one().password_hash = hash_password(PASSWORD)
    return token


def sign_in(client: PageClient, password: str = PASSWORD, email: str = EMAIL, status: int = 200) -> None:
    client.get("/log-ind")
    client.submit("/log-ind", email=email, password=password, status=status)


def event_names(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(AuditRow.event).order_by(AuditRow.position)))


def test_signing_in_leads_to_the_desk_with_a_careful_cookie(client: PageClient, link: str) -> None:
    client.get("/log-ind")
    answer = client.http.post("/log-ind", data={"email": EMAIL, "password": PASSWORD}, follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (303, "/konsulent")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("staff=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Max-Age" not in cookie
    assert "Secure" not in cookie
    assert "Goddag, Karin" in client.get("/konsulent").text


def test_over_https_the_cookie_is_bound_to_the_host(
    database: Database, ring: KeyRing, clock: FrozenClock, settings: Settings, link: str
) -> None:
    secure = settings.model_copy(update={"base_url": "https://samtaleklar.example"})
    client = PageClient(
        create_app(secure, database=database, ring=ring, clock=clock), base_url="https://samtaleklar.example"
    )

    answer = client.http.post("/log-ind", data={"email": EMAIL, "password": PASSWORD}, follow_redirects=False)

    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-staff=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie


def test_an_unknown_address_and_a_wrong_password_get_the_same_answer(client: PageClient, link: str) -> None:
    sign_in(client, "lampe hest ribs tag", status=422)
    wrong = client.page
    sign_in(client, email="nobody@eksempelby.example", status=422)
    unknown = client.page

    assert wrong and unknown
    assert REFUSED in wrong.text
    assert wrong.html.replace(EMAIL, "X") == unknown.html.replace("nobody@eksempelby.example", "X")
    assert wrong.title.startswith("Fejl: ")


def test_a_refusal_keeps_the_address_and_never_the_password(client: PageClient, link: str) -> None:
    sign_in(client, "lampe hest ribs tag", status=422)

    assert client.page
    assert f'value="{EMAIL}"' in client.page.html
    assert "lampe hest" not in client.page.html


def test_what_is_missing_is_named(client: PageClient, link: str) -> None:
    sign_in(client, "", status=422)

    assert client.page
    assert "Skriv din adgangskode." in client.page.text


def test_the_way_on_is_followed_after_signing_in(client: PageClient, link: str) -> None:
    client.get("/konsulent?fra=menu")
    assert client.page and client.page.heading == "Log ind på konsulentbordet"

    page = client.submit("/log-ind", email=EMAIL, password=PASSWORD)

    assert page.url.endswith("/konsulent?fra=menu")


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_the_way_on_never_leads_to_another_site(client: PageClient, link: str, wanted: str) -> None:
    answer = client.http.post(
        "/log-ind", data={"email": EMAIL, "password": PASSWORD, "next": wanted}, follow_redirects=False
    )

    assert answer.headers["location"] == "/konsulent"


def test_signing_in_gives_a_new_session_and_ends_the_one_before(client: PageClient, link: str) -> None:
    client.http.cookies.set("staff", "chosen-by-somebody-else")
    sign_in(client)
    first = client.http.cookies.get("staff", domain="127.0.0.1")
    client.http.post("/log-ind", data={"email": EMAIL, "password": PASSWORD}, follow_redirects=False)
    second = client.http.cookies.get("staff", domain="127.0.0.1")

    assert first and second
    assert len({first, second, "chosen-by-somebody-else"}) == 3
    client.http.cookies.clear()
    client.http.cookies.set("staff", first)
    assert client.get("/konsulent").heading == "Log ind på konsulentbordet"


def test_signing_out_ends_the_session_on_the_server(
    client: PageClient, database: Database, link: str
) -> None:
    sign_in(client)
    token = client.http.cookies.get("staff", domain="127.0.0.1")
    assert token

    client.submit("/log-ud")

    assert client.page and client.page.heading == "Log ind på konsulentbordet"
    client.http.cookies.set("staff", token)
    assert client.get("/konsulent").heading == "Log ind på konsulentbordet"
    assert event_names(database)[-2:] == ["account:session:begin", "account:session:end"]


def test_an_idle_session_asks_for_the_password_again(
    client: PageClient, clock: FrozenClock, link: str
) -> None:
    sign_in(client)
    clock.advance(timedelta(minutes=31))

    assert client.get("/konsulent").heading == "Log ind på konsulentbordet"


def test_a_disabled_user_is_out_with_the_next_click(
    client: PageClient, database: Database, clock: FrozenClock, link: str
) -> None:
    sign_in(client)
    with database.writing() as session:
        user_service.disable_user(session, clock, EMAIL)

    assert client.get("/konsulent").heading == "Log ind på konsulentbordet"
    sign_in(client, status=422)


def test_the_eleventh_wrong_try_on_an_account_has_to_wait(client: PageClient, link: str) -> None:
    for _ in range(10):
        sign_in(client, "lampe hest ribs tag", status=422)

    sign_in(client, PASSWORD, status=429)

    assert client.page
    assert "Vent lidt" in client.page.text


def test_right_passwords_use_up_no_tries(client: PageClient, link: str) -> None:
    for _ in range(12):
        answer = client.http.post(
            "/log-ind", data={"email": EMAIL, "password": PASSWORD}, follow_redirects=False
        )
        assert answer.status_code == 303


def test_when_tries_cannot_be_counted_nobody_gets_in(
    client: PageClient, database: Database, link: str
) -> None:
    with database.writing() as session:
        session.execute(text("DROP TABLE rate_counts"))

    sign_in(client, status=503)

    with database.reading() as session:
        assert session.scalars(select(StaffSession.id)).all() == []


def test_a_refused_sign_in_leaves_a_trace_without_what_was_typed(
    client: PageClient, database: Database, link: str
) -> None:
    sign_in(client, "lampe hest ribs tag", email="hemmeligt@typed.example", status=422)

    assert event_names(database)[-1] == "account:session:refuse"
    with database.reading() as session:
        stored = str(session.execute(text("SELECT * FROM audit_rows")).all())
        stored += str(session.execute(text("SELECT * FROM rate_counts")).all())
    assert "hemmeligt" not in stored


def test_no_session_without_its_audit_row(client: PageClient, database: Database, link: str) -> None:
    with refusing(database, "INSERT INTO audit_rows"):
        sign_in(client, status=500)

    assert not client.http.cookies
    with database.reading() as session:
        assert session.scalars(select(StaffSession.id)).all() == []


def test_the_one_time_link_lets_a_new_colleague_choose_a_password(client: PageClient, link: str) -> None:
    client.get(f"/konsulent/start/{link}")
    assert client.page and EMAIL in client.page.text

    page = client.submit(with_field="again", password="lampe hest ribs tag", again="lampe hest ribs tag")

    assert "Din adgangskode er gemt." in page.text
    sign_in(client, "lampe hest ribs tag")
    assert client.page and client.page.heading == "Goddag, Karin"
    assert client.get(f"/konsulent/start/{link}", status=410).status == 410


@pytest.mark.parametrize(
    ("password", "again", "message"),
    [
        ("kort", "kort", "Brug mindst 15 tegn."),
        ("Adgangskode-2026-2026", "Adgangskode-2026-2026", "let at gætte"),
        ("lampe hest ribs tag", "lampe hest ribs tak", "De to adgangskoder er ikke ens."),
        ("", "", "Skriv en adgangskode."),
    ],
)
def test_a_password_that_will_not_do_is_told_kindly(
    client: PageClient, link: str, password: str, again: str, message: str
) -> None:
    client.get(f"/konsulent/start/{link}")

    page = client.submit(with_field="again", password=password, again=again, status=422)

    assert message in page.text
    assert client.get(f"/konsulent/start/{link}").status == 200


def test_a_link_that_was_never_made_is_gone(client: PageClient) -> None:
    page = client.get("/en/staff/start/abcdefghijklmnop", status=410)

    assert "Ask your manager for a new one." in page.text


@pytest.mark.parametrize("role", list(Role))
def test_the_front_page_links_to_what_the_role_may_open(staff: Staff, role: Role) -> None:
    client = staff.sign_in(role)
    page = client.get("/konsulent")

    main = next(page.tree.iter("main"))
    links = [a.get("href") or "" for a in main.iter("a")]
    assert links
    for path in links:
        if path.startswith("/konsulent"):
            client.get(path)


def test_the_desk_speaks_english(staff: Staff) -> None:
    page = staff.sign_in(Role.COMPANY_CONSULTANT).get("/en/staff")

    assert page.heading.startswith("Hello, ")
    assert all("/konsulent" not in link for link in page.links() if "/en/staff" in link)
    assert "Svar" not in page.text


def test_the_english_sign_in_page_refuses_in_english(client: PageClient, link: str) -> None:
    client.get("/en/sign-in")

    page = client.submit("/en/sign-in", email=EMAIL, password="lampe hest ribs tag", status=422)

    assert "Error: " in page.title
    assert "do not match" in page.text


def test_somebody_who_is_signed_in_is_not_asked_again(client: PageClient, link: str) -> None:
    sign_in(client)

    assert client.get("/log-ind?next=//evil.example").url.endswith("/konsulent")


def test_the_way_in_is_known_to_the_log_by_pattern_only(
    app: FastAPI, client: PageClient, link: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("DEBUG"):
        client.get(f"/konsulent/start/{link}")
        sign_in(client)

    logged = caplog.text + str([vars(record) for record in caplog.records if record.name != "httpx"])
    assert "/konsulent/start/{token}" in logged
    assert EMAIL not in logged
    assert PASSWORD not in logged

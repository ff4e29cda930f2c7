"""The last day of an opening: its owner is warned once, and extends it at the desk or by the link."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from portal import maintenance
from portal.accounts.models import User
from portal.installation import Installation
from portal.openings import draft_service, renewal_service
from portal.openings.models import Opening, OpeningTransition
from portal.openings.rules import warning_due
from portal.settings import Settings
from portal.shared.actors import Role
from portal.shared.audit import AuditEvent, AuditRow
from portal.shared.clock import FrozenClock
from portal.shared.database import Base, Database
from portal.shared.errors import NotAllowedNow
from portal.shared.internal_tables import NOBODY
from portal.shared.keyring import KeyRing
from portal.shared.organisation import read_organisation
from tests.builders import Staff, make_team
from tests.openings.builders import DAYS, Desk
from tests.openings.post import sent
from tests.page import PageClient

SUBJECT = "Et opslag, du er ejer af, udløber snart"


@pytest.fixture
def desk(staff: Staff, clock: FrozenClock) -> Desk:
    return Desk(staff, clock)


@pytest.fixture
def installation(settings: Settings, database: Database, ring: KeyRing, clock: FrozenClock) -> Installation:
    return Installation(settings, database.acting(NOBODY), ring, clock, read_organisation())


def a_day_goes(installation: Installation, desk: Desk, days: int = 1) -> list[tuple[str, str]]:
    """To whom and at which address mail with a link has left on the day that is reached."""
    desk.clock.advance(timedelta(days=days))
    for _ in range(2):
        assert maintenance.run_once(installation, ["warn of openings that end", "let openings expire"]) == []
    mails = [mail for mail in sent(desk.database, desk.ring, desk.clock) if mail["Subject"] == SUBJECT]
    return [(str(mail["To"]), _path(str(mail.get_content()))) for mail in mails]


def _path(mail: str) -> str:
    (found,) = re.findall(r"http://127.0.0.1:8000(/l/\S+)", mail)
    return str(found)


def warned(installation: Installation, desk: Desk, opening: Opening) -> str:
    """The link in the first warning."""
    ((address, path),) = a_day_goes(installation, desk, DAYS - 7)
    assert address == desk.author.email
    return path


def everything(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables that a visit could change."""
    tables = ("openings", "opening_transitions", "public_openings", "capabilities", "audit_rows", "outbox")
    with database.reading() as session:
        metadata = Base.metadata.tables
        return {name: [tuple(row) for row in session.execute(metadata[name].select())] for name in tables}


def test_the_owner_is_warned_once_at_seven_days_and_once_at_one(
    desk: Desk, installation: Installation
) -> None:
    opening = desk.published()
    days = {}
    for day in range(1, DAYS + 3):
        for address, _ in a_day_goes(installation, desk):
            assert address == desk.author.email
            days[day] = days.get(day, 0) + 1
    assert days == {DAYS - 7: 1, DAYS - 1: 1}
    assert desk.stored(opening).state == "expired"


def test_after_a_pause_of_the_work_only_the_nearest_warning_is_sent(
    desk: Desk, installation: Installation
) -> None:
    opening = desk.published()
    assert len(a_day_goes(installation, desk, DAYS)) == 1
    assert desk.stored(opening).warned_days == 1


@pytest.mark.parametrize(
    ("left", "already", "due"),
    [
        (8, None, None),
        (7, None, 7),
        (7, 7, None),
        (2, None, 7),
        (1, 7, 1),
        (1, 1, None),
        (0, None, 1),
        (-1, None, None),
    ],
)
def test_a_warning_is_due_by_the_days_that_are_left(left: int, already: int | None, due: int | None) -> None:
    today = date(2026, 11, 24)
    assert warning_due(today + timedelta(days=left), today, already) == due


def test_the_mail_says_that_there_is_something_and_never_what(desk: Desk, installation: Installation) -> None:
    opening = desk.published()
    desk.clock.advance(timedelta(days=DAYS - 7))
    maintenance.run_once(installation, ["warn of openings that end"])
    mail = sent(desk.database, desk.ring, desk.clock)[-1]
    said = str(mail.get_content()) + str(mail.items())
    assert opening.title not in said and opening.id not in said and str(opening.public_id) not in said
    assert "Kvistgren" not in said


def test_when_the_owner_has_left_the_teams_company_consultants_are_told(
    desk: Desk, installation: Installation
) -> None:
    colleague = desk.staff.actor(Role.COMPANY_CONSULTANT)
    desk.published()
    with desk.database.writing() as session:
        session.get_one(User, desk.author.user_id).disabled_at = desk.clock.now()
    assert [address for address, _ in a_day_goes(installation, desk, DAYS - 7)] == [colleague.email]


def test_the_link_shows_how_it_stands_and_changes_nothing(
    desk: Desk, installation: Installation, client: PageClient
) -> None:
    opening = desk.published()
    path = warned(installation, desk, opening)
    before = everything(desk.database)
    for address in (path, f"/en{path}"):
        page = client.get(address)
        assert opening.title in page.text and (
            "24. december 2026" in page.text or "24 December 2026" in page.text
        )
        assert opening.id not in page.html and "Kvistgren" not in page.html
    assert client.http.head(path).status_code in (200, 405)
    assert everything(desk.database) == before


def test_the_link_extends_once_the_weeks_of_publishing_stay(
    desk: Desk, installation: Installation, client: PageClient
) -> None:
    opening = desk.published()
    path = warned(installation, desk, opening)
    public = f"/api/v1/openings/{opening.public_id}"
    before = client.http.get(public).json()
    client.get(path)
    page = client.submit("/l/")
    today = desk.clock.today()
    assert "Opslaget er forlænget." in page.text and not page.tree.findall(".//main//form")
    stored = desk.stored(opening)
    assert stored.expires_on == today + timedelta(days=DAYS) and stored.warned_days is None
    assert client.http.get(public).json() == before
    assert "uge 2, 2027" in client.get(f"/opslag/{opening.public_id}").text
    kept = everything(desk.database)
    again = client.http.post(path, follow_redirects=False)
    assert again.status_code == 409 and "Linket er brugt" in again.text
    assert everything(desk.database) == kept


def test_the_log_and_the_audit_say_that_it_was_the_link(
    desk: Desk, installation: Installation, client: PageClient
) -> None:
    opening = desk.published()
    client.get(warned(installation, desk, opening))
    client.submit("/l/")
    with desk.database.reading() as session:
        last = session.query(OpeningTransition).order_by(OpeningTransition.position.desc()).first()
        assert last is not None and (last.action, last.from_state, last.to_state) == (
            "renew", "published", "published",
        )  # fmt: skip
        (row,) = session.query(AuditRow).filter(AuditRow.event == AuditEvent.OPENING_RENEW.value)
        assert (row.actor_id, row.details) == (None, {"by": "link"})
    page = desk.staff.client(desk.author).get(f"/konsulent/opslag/{opening.id}")
    assert "Forlænget med linket i mailen til ejeren." in page.text


def test_after_a_renewal_both_warnings_come_again(
    desk: Desk, installation: Installation, client: PageClient
) -> None:
    opening = desk.published()
    old = warned(installation, desk, opening)
    client.get(old)
    client.submit("/l/")
    days = {day for day in range(1, DAYS + 1) if a_day_goes(installation, desk)}
    assert days == {DAYS - 7, DAYS - 1}
    assert client.http.post(old).status_code == 404


def test_a_link_of_the_first_warning_is_used_up_by_a_renewal_at_the_desk(
    desk: Desk, installation: Installation, client: PageClient
) -> None:
    opening = desk.published()
    path = warned(installation, desk, opening)
    author = desk.staff.client(desk.author)
    author.get(f"/konsulent/opslag/{opening.id}")
    press(author, "renew")
    assert "Opslaget er forlænget." in client.get(path).text
    assert client.http.post(path).status_code == 409


def press(client: PageClient, action: str, status: int = 200) -> None:
    """The button for a step on the page that is open."""
    assert client.page is not None
    path = client.page.url.partition("?")[0]
    client.post(f"{path}/skridt", {"action": action}, status=status)


@pytest.mark.parametrize("token", ["findes-ikke", "a" * 22, "%27%3B--"])
def test_a_forged_link_is_met_as_one_that_has_expired(client: PageClient, token: str) -> None:
    for method in ("GET", "POST"):
        answer = client.http.request(method, f"/l/{token}")
        assert answer.status_code == 404 and "Linket virker ikke" in answer.text


def test_a_link_says_that_the_opening_has_ended_and_a_week_later_nothing(
    desk: Desk, installation: Installation, client: PageClient
) -> None:
    opening = desk.published()
    path = warned(installation, desk, opening)
    a_day_goes(installation, desk, 8)
    page = client.get(path)
    assert "Udløbet" in page.text and opening.title not in page.text
    assert client.http.post(path).status_code == 409
    assert desk.stored(opening).state == "expired"
    a_day_goes(installation, desk, 7)
    assert client.http.get(path).status_code == 404


def test_the_link_does_not_extend_on_the_first_minutes_after_its_last_day(
    desk: Desk, installation: Installation, client: PageClient
) -> None:
    """The job that lets it expire has not run yet."""
    path = warned(installation, desk, desk.published())
    desk.clock.moment = desk.clock.moment.replace(day=24, hour=23, minute=0)  # midnight in Copenhagen
    assert client.http.post(path).status_code == 409


@pytest.mark.parametrize(
    "change", ["company_yes_on = NULL", "title = 'En anden titel'", "approved_digest = 'x'"]
)
def test_nothing_is_extended_that_could_not_be_published_now(
    desk: Desk, installation: Installation, client: PageClient, change: str
) -> None:
    opening = desk.published()
    path = warned(installation, desk, opening)
    with desk.database.writing() as session:
        if "company_yes" in change:
            session.execute(text("UPDATE openings SET state = 'paused'"))
        session.execute(text(f"UPDATE openings SET {change}"))  # noqa: S608
    before = everything(desk.database)
    assert client.http.post(path).status_code == 409
    author = desk.staff.client(desk.author)
    assert (
        author.http.post(f"/konsulent/opslag/{opening.id}/skridt", data={"action": "renew"}).status_code
        == 409
    )
    after = everything(desk.database)
    assert after == before


def test_what_has_come_to_leak_is_not_extended(
    desk: Desk, installation: Installation, client: PageClient
) -> None:
    opening = desk.published(tasks="Du rydder op i et kartotek, og Fjordgrenlyd står på hylderne.")
    path = warned(installation, desk, opening)
    with desk.database.writing() as session:
        session.execute(text("UPDATE companies SET brands = '[\"Fjordgrenlyd\"]'"))
    assert client.http.post(path).status_code == 409
    assert desk.stored(opening).expires_on == date(2026, 12, 24)


def test_an_examination_of_before_the_company_changed_extends_nothing(desk: Desk) -> None:
    opening = desk.published()
    old = draft_service.examine_stored(desk.database, desk.author, opening.id)
    with desk.database.writing() as session:
        session.execute(text("UPDATE companies SET brands = '[\"udsendelser\"]'"))
    desk.clock.advance(timedelta(days=3))
    with pytest.raises(NotAllowedNow), desk.database.writing() as session:
        renewal_service.renew(session, desk.author, opening.id, old, clock=desk.clock, days=DAYS)
    assert desk.stored(opening).expires_on == date(2026, 12, 24)


def test_at_the_desk_it_is_a_button_with_log_and_audit_and_counts_from_its_day(desk: Desk) -> None:
    opening = desk.published()
    desk.clock.advance(timedelta(days=10))
    author = desk.staff.client(desk.author)
    page = author.get(f"/konsulent/opslag/{opening.id}")
    assert "Forlæng" in page.text
    for _ in range(2):
        press(author, "renew")
        assert author.page is not None and "Opslaget er forlænget." in author.page.text
    assert desk.stored(opening).expires_on == desk.clock.today() + timedelta(days=DAYS)
    with desk.database.reading() as session:
        rows = session.query(AuditRow).filter(AuditRow.event == AuditEvent.OPENING_RENEW.value).all()
        assert [(row.actor_id, row.details) for row in rows] == [(desk.author.user_id, {"by": "desk"})] * 2


def test_a_link_is_no_key_to_another_opening_and_another_team_cannot_extend(
    desk: Desk, installation: Installation
) -> None:
    opening = desk.published()
    with desk.database.writing() as session:
        elsewhere = make_team(session, "Et andet team").id
    stranger = desk.staff.sign_in(Role.COMPANY_CONSULTANT, elsewhere)
    stranger.post(f"/konsulent/opslag/{opening.id}/skridt", {"action": "renew"}, status=404)
    reader = desk.staff.client(desk.reader)
    reader.post(f"/konsulent/opslag/{opening.id}/skridt", {"action": "renew"}, status=404)
    assert desk.stored(opening).expires_on == date(2026, 12, 24)

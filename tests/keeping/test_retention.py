"""Everything has its time, by the clock of Copenhagen, and every table says which."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, update

from portal.accounts.models import User
from portal.all_models import metadata
from portal.keeping import nightly
from portal.keeping.retention import delete_what_is_due
from portal.keeping.tables import LEFT_OUT, TABLES
from portal.openings.models import Company, Opening, OpeningChange
from portal.openings.rules import kept_since
from portal.preparation.models import Preparation
from portal.settings import PROJECT_ROOT
from portal.shared import audit, outbox
from portal.shared.audit import AuditEvent, AuditRow
from portal.shared.audit_chain import verify
from portal.shared.clock import COPENHAGEN, FrozenClock
from portal.shared.database import Database
from portal.shared.keyring import KeyRing
from tests.keeping.conftest import Filled

KEY = "en hemmelig nøgle til sikkerhedskopier, 1"
SWITCHES = [date(2026, 10, 25), date(2027, 3, 28), date(2027, 10, 31)]


def due(database: Database, clock: FrozenClock) -> None:
    delete_what_is_due(database, clock, audit_days=183)


def count(database: Database, table: str) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(metadata.tables[table])) or 0


def test_every_table_says_how_long_it_is_kept() -> None:
    assert TABLES.keys() == metadata.tables.keys(), "portal/keeping/tables.py says it for every table"
    text = (PROJECT_ROOT / "docs" / "security.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|", text, re.MULTILINE))
    assert {name: kept.how_long for name, kept in TABLES.items()} == rows
    for name in LEFT_OUT:
        assert re.search(rf"^\| `{name}` \|[^|]+\| no \|", text, re.MULTILINE), name


def test_nothing_personal_is_left_after_its_time(filled: Filled, clock: FrozenClock) -> None:
    for _ in range(3):
        clock.advance(timedelta(days=31))
        due(filled.database, clock)
    gone = (
        "preparations", "preparation_copies", "sheets_opened", "form_sessions", "preparation_wrong_codes",
        "enquiries", "capabilities", "outbox", "rate_counts", "staff_sessions", "start_links",
    )  # fmt: skip
    assert {name: count(filled.database, name) for name in gone} == dict.fromkeys(gone, 0)
    clock.advance(timedelta(days=740))
    due(filled.database, clock)
    gone = ("companies", "openings", "opening_reviews", "opening_transitions", "opening_desks")
    left = {name: count(filled.database, name) for name in gone}
    # The published opening never ended here, so its company is still in use.
    assert left["companies"] == 1


def test_a_company_goes_with_all_that_is_its_two_years_after_its_last_opening(
    filled: Filled, clock: FrozenClock
) -> None:
    ended = clock.today() + timedelta(days=30)
    with filled.database.writing() as session:
        session.execute(update(Opening).values(state="expired", expires_on=ended))
    clock.advance(timedelta(days=30 + 731))
    due(filled.database, clock)
    assert count(filled.database, "companies") == 2
    clock.advance(timedelta(days=1))
    due(filled.database, clock)
    for name in ("companies", "openings", "opening_reviews", "opening_transitions", "opening_desks"):
        assert count(filled.database, name) == 0, name


@pytest.mark.parametrize("state", ["published", "review"])
def test_a_company_in_use_is_kept(filled: Filled, clock: FrozenClock, state: str) -> None:
    with filled.database.writing() as session:
        session.execute(update(Opening).where(Opening.public_id.is_not(None)).values(state=state))
    clock.advance(timedelta(days=800))
    due(filled.database, clock)
    with filled.database.reading() as session:
        used = select(Opening.company_id).where(Opening.state == state)
        assert session.scalars(select(Company.id).where(Company.id.in_(used))).all()


def test_two_years_before_the_leap_day_is_a_day_that_exists() -> None:
    assert kept_since(date(2028, 2, 29)) == date(2026, 2, 28)
    assert kept_since(date(2026, 11, 24)) == date(2024, 11, 24)


def test_a_name_goes_two_years_after_its_account_was_closed(filled: Filled, clock: FrozenClock) -> None:
    with filled.database.writing() as session:
        session.execute(update(User).values(disabled_at=clock.now()))
    clock.advance(timedelta(days=730))
    due(filled.database, clock)
    with filled.database.reading() as session:
        assert all(session.scalars(select(User.name)))
    clock.advance(timedelta(days=2))
    due(filled.database, clock)
    due(filled.database, clock)
    with filled.database.reading() as session:
        assert not any(session.scalars(select(User.name)))
        assert not any("eksempelby" in email for email in session.scalars(select(User.email)))


def test_the_audit_log_goes_by_whole_days_and_its_chain_holds(filled: Filled, clock: FrozenClock) -> None:
    clock.advance(timedelta(days=184))
    due(filled.database, clock)
    with filled.database.reading() as session:
        assert session.scalars(select(AuditRow.day).distinct()).all() == [clock.today().isoformat()]
        assert verify(session, kept_since=audit.kept_since(clock, 183)) == []


def test_the_feed_of_changes_is_trimmed(filled: Filled, clock: FrozenClock) -> None:
    rows = [{"seq": 100 + n, "public_id": "x"} for n in range(10_050)]
    with filled.database.writing() as session:
        session.execute(insert(OpeningChange), rows)
    due(filled.database, clock)
    assert count(filled.database, "opening_changes") == 10_000


@pytest.mark.parametrize("switch", SWITCHES)
@pytest.mark.parametrize("days", [-1, 0, 1])
def test_a_preparation_lives_to_the_last_minute_of_its_last_day_in_copenhagen(
    filled: Filled, clock: FrozenClock, switch: date, days: int
) -> None:
    last = switch + timedelta(days=days)
    with filled.database.writing() as session:
        session.execute(update(Preparation).values(expires_on=last))
    midnight = datetime(last.year, last.month, last.day, tzinfo=COPENHAGEN) + timedelta(days=1)
    clock.moment = midnight.astimezone(UTC) - timedelta(seconds=1)
    due(filled.database, clock)
    assert count(filled.database, "preparations") == 1
    clock.moment = midnight.astimezone(UTC)
    due(filled.database, clock)
    assert count(filled.database, "preparations") == 0


def test_a_night_makes_one_backup_and_deletes_only_its_own_old_ones(
    filled: Filled, clock: FrozenClock, tmp_path: Path
) -> None:
    folder = tmp_path / "nights"
    folder.mkdir()
    (folder / "samtaleklar-2026-01-01.backup.txt").touch()
    (folder / "andet.backup").touch()
    assert nightly.back_up(filled.database, KEY, folder, clock)
    assert nightly.back_up(filled.database, KEY, folder, clock) is None
    for _ in range(40):
        clock.advance(timedelta(days=1))
        (folder / f"samtaleklar-{clock.today()}.backup").touch()
        nightly.back_up(filled.database, KEY, folder, clock)
    names = sorted(path.name for path in folder.iterdir())
    assert len(names) == 31 + 2
    assert "samtaleklar-2026-12-04.backup" in names
    assert "samtaleklar-2026-12-03.backup" not in names


def test_what_a_night_that_was_cut_off_left_is_not_kept(
    filled: Filled, clock: FrozenClock, tmp_path: Path
) -> None:
    unfinished = tmp_path / f".samtaleklar-{clock.today()}.backup.0123abcd.part"
    unfinished.touch()
    nightly.delete_old(tmp_path, clock.today())
    assert unfinished.exists(), "another process may be at it"
    clock.advance(timedelta(days=1))
    nightly.back_up(filled.database, KEY, tmp_path, clock)
    assert not unfinished.exists()


def test_heads_are_mailed_once_a_day_and_fit_what_is_verified(
    filled: Filled, ring: KeyRing, clock: FrozenClock, tmp_path: Path
) -> None:
    clock.advance(timedelta(days=1))
    for expected in (True, False):
        with filled.database.writing() as session:
            assert nightly.mail_heads(session, ring, clock, to="drift@eksempelby.example") is expected
    sender = outbox.Sender(
        outbox.folder_delivery(tmp_path / "mail"), "fra@eksempelby.example", "E", "http://e"
    )
    outbox.send_due(filled.database, ring, clock, sender)
    said = [path.read_text() for path in (tmp_path / "mail").iterdir()]
    mail = next(text for text in said if "drift@eksempelby.example" in text)
    assert re.search(r"2026-11-24 \d+ [0-9a-f]{64}", mail.replace("=\n", ""))
    with filled.database.reading() as session:
        events = session.scalars(select(AuditRow.event)).all()
    assert events.count(AuditEvent.HEADS_MAIL.value) == 1

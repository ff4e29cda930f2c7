"""The database keeps what it acknowledged and lets a reader change nothing."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import InternalError, OperationalError, StatementError

from portal.shared.audit import AuditHead
from portal.shared.database import Database, UtcDateTime
from tests.databases import nobody_writes


@pytest.mark.only_on("sqlite")
def test_sqlite_writes_ahead_and_syncs_fully(database: Database) -> None:
    with database.writing() as session:
        settings = [
            session.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "synchronous")
        ]
        assert session.execute(text("PRAGMA foreign_keys")).scalar() == 1
        assert session.execute(text("PRAGMA secure_delete")).scalar() == 1
    assert settings == ["wal", 2]


def test_a_reading_session_cannot_write(database: Database) -> None:
    with database.reading() as session, pytest.raises((OperationalError, InternalError), match="read"):
        session.execute(text("DELETE FROM audit_heads"))


def test_an_error_rolls_everything_back(database: Database) -> None:
    with pytest.raises(RuntimeError), database.writing() as session:
        session.add(AuditHead(day="2026-11-24", position=0, digest="x"))
        session.flush()
        raise RuntimeError
    with database.reading() as session:
        assert session.scalars(select(AuditHead)).all() == []


def test_a_writer_takes_the_lock_before_its_first_read(database: Database) -> None:
    with database.writing() as session:
        assert nobody_writes(database)
        session.execute(text("SELECT 1"))
        assert not nobody_writes(database)
        with database.reading() as reader:
            assert reader.scalar(text("SELECT 1")) == 1
    assert nobody_writes(database)


def test_a_moment_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        UtcDateTime().process_bind_param(datetime(2026, 1, 1), None)  # type: ignore[arg-type]  # noqa: DTZ001
    assert UtcDateTime().process_result_value(datetime(2026, 1, 1), None) == datetime(2026, 1, 1, tzinfo=UTC)  # type: ignore[arg-type]  # noqa: DTZ001


def test_an_error_message_of_the_database_holds_no_parameter(database: Database) -> None:
    with pytest.raises(StatementError) as caught, database.writing() as session:
        session.execute(text("INSERT INTO missing VALUES (:typed)"), {"typed": "KANARIE"})
    assert "KANARIE" not in str(caught.value)

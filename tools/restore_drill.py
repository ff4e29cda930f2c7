"""The restore drill: people save while a backup is made; all that was saved before it must come back.

`python -m tools.restore_drill [SOURCE_URL] [TARGET_URL]` wants two empty databases, or makes them.
Ends with 1 when something is lost or differs.
"""

import argparse
import secrets
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from portal.all_models import metadata
from portal.keeping.backup import make_backup
from portal.keeping.dump import Manifest, snapshot
from portal.keeping.restore import Target, restore_backup
from portal.migrate import upgrade
from portal.preparation import service
from portal.preparation.vault_service import new_wrap
from portal.shared import audit, audit_chain
from portal.shared.audit import AuditEvent
from portal.shared.clock import Clock
from portal.shared.codes import CodeKind
from portal.shared.database import Database
from portal.shared.internal_tables import COMMAND
from portal.shared.key_records import record_keys
from portal.shared.keyring import KeyRing

WRITERS = 4
ENOUGH = 60
# The restore writes its own row, and the mark in the day's head.
GROWS = {"audit_rows", "audit_heads"}


@dataclass
class Drill:
    """The two databases and what was acknowledged."""

    source: Database
    target: Database
    ring: KeyRing
    folder: Path
    clock: Clock = field(default_factory=Clock)
    saved: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    def save_one(self) -> None:
        """A candidate begins a preparation; it counts as saved only after the commit."""
        wrap = new_wrap(self.source, CodeKind.OWNER)
        with self.source.writing() as session:
            opened = service.begin(session, wrap, ring=self.ring, clock=self.clock, days=60)
            audit.record(session, self.clock, AuditEvent.CODE_REFUSED, actor=None, subject="drill")
        self.saved.append(opened.code_text[:5])

    def run(self) -> list[str]:
        """What went wrong, in words; nothing when the drill succeeds."""
        key, path = secrets.token_urlsafe(32), self.folder / "drill.backup"
        with self.people_saving():
            while len(self.saved) < ENOUGH:
                time.sleep(0.05)
            acknowledged = set(self.saved)
            with self.timed("backup"):
                written = make_backup(self.source, key, path, self.clock)
            during = len(self.saved) - len(acknowledged)
        target = Target(self.target, self.ring, self.clock)
        with self.timed("restore"):
            restore_backup(target, key, path, replace=False)
        again = make_backup(self.target, key, self.folder / "again.backup", self.clock)
        took = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in self.seconds.items())
        print(
            f"{self.source.engine.dialect.name} to {self.target.engine.dialect.name}: "
            f"{len(acknowledged)} saved before, {during} during the backup; "
            f"{written.rows} rows, {path.stat().st_size} bytes, {took}",
            file=sys.stderr,
        )
        return [*self.refused, *self.lost(acknowledged), *differences(written, again), *self.broken_chain()]

    def lost(self, acknowledged: set[str]) -> list[str]:
        with snapshot(self.target) as connection:
            found = set(connection.scalars(select(metadata.tables["preparations"].c.locator)))
        missing = len(acknowledged - found)
        return [f"{missing} acknowledged preparations are lost"] if missing else []

    def broken_chain(self) -> list[str]:
        with self.target.reading() as session:
            return audit_chain.verify(session)

    @contextmanager
    def people_saving(self) -> Iterator[None]:
        stopped = threading.Event()

        def save() -> None:
            try:
                while not stopped.is_set():
                    self.save_one()
            except SQLAlchemyError as error:
                self.refused.append(f"somebody could not save: {type(error).__name__}")

        writers = [threading.Thread(target=save) for _ in range(WRITERS)]
        for writer in writers:
            writer.start()
        try:
            yield
        finally:
            stopped.set()
            for writer in writers:
                writer.join()

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        began = time.monotonic()
        yield
        self.seconds[name] = time.monotonic() - began


def differences(written: Manifest, again: Manifest) -> list[str]:
    """Tables whose rows are not the same after the restore, by number and SHA-256."""
    return [
        f"the table {name} differs after the restore"
        for name in sorted(written.tables.keys() - GROWS)
        if again.tables.get(name) != written.tables[name]
    ]


def prepared(url: str) -> Database:
    database = Database.open(url).acting(COMMAND)
    upgrade(database)
    return database


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", nargs="?", default="")
    parser.add_argument("target", nargs="?", default="")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = prepared(chosen.source or f"sqlite:///{folder / 'source.db'}")
        target = prepared(chosen.target or f"sqlite:///{folder / 'target.db'}")
        drill = Drill(source, target, KeyRing.create(folder / "keyring.json", Clock()), folder)
        with source.writing() as session:
            record_keys(session, drill.ring, drill.clock)
        findings = drill.run()
        source.close()
        target.close()
    for finding in findings:
        print(finding, file=sys.stderr)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())

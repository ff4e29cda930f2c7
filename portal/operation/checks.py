"""What must hold for the portal to be ready, one small look at a time."""

import json
import shutil
import time
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Self

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from portal.migrate import SchemaVersionError, check_version
from portal.openings.service import last_change
from portal.operation.gauges import backup_age
from portal.operation.readiness import Check, NotReadyError
from portal.settings import Settings
from portal.shared import leases, outbox
from portal.shared.clock import Clock
from portal.shared.database import Database
from portal.shared.errors import Unavailable
from portal.shared.keyring import MONTHS_AHEAD, KeyRing, KeyRingError
from portal.site_search.indexing import Indexes

DISK_FLOOR_BYTES = 200 * 1024 * 1024
MAIL_IS_STUCK = timedelta(minutes=30)
BEHIND_SECONDS = 60.0
BACKUP_IS_OLD = timedelta(hours=26)
BUILD, DOCUMENTS = "build.json", "docs.json"


class _UndoneError(Exception):
    """Ends a write that was only tried."""


def read_build_id(site: Path, name: str) -> str:
    """The id of the site build in the folder (or of its pages' texts); empty where it cannot be read."""
    try:
        return str(json.loads((site / name).read_text("utf-8"))["build_id"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


@dataclass
class Looks:
    """Each method is one check: it returns what to say or raises NotReadyError."""

    settings: Settings
    database: Database
    clock: Clock
    running_build: str
    running_documents: str
    _behind_since: float | None = field(default=None, init=False)

    @classmethod
    def at_start(cls, settings: Settings, database: Database, clock: Clock) -> Self:
        """With the site build as it is now, which is the one that is served."""
        builds = (read_build_id(settings.site, name) for name in (BUILD, DOCUMENTS))
        return cls(settings, database, clock, *builds)

    def database_reads(self) -> str:
        try:
            with self.database.reading() as session:
                session.execute(text("SELECT 1"))
        except SQLAlchemyError as error:
            raise NotReadyError(f"the database does not answer ({type(error).__name__})") from None
        return "answers"

    def database_writes(self) -> str:
        """Tries a real write and takes it back: nothing is changed."""
        try:
            with self.database.writing() as session:
                session.execute(
                    text("INSERT INTO rate_counts (bucket, tries, expires) VALUES ('readiness', 0, 0)")
                )
                raise _UndoneError
        except _UndoneError:
            return "takes a write"
        except SQLAlchemyError as error:
            raise NotReadyError(f"the database takes no write ({type(error).__name__})") from None

    def schema(self) -> str:
        try:
            check_version(self.database)
        except SchemaVersionError as error:
            raise NotReadyError(str(error)) from None
        return "the database has the version of the program"

    def key_ring(self) -> str:
        """The file as it is now: a worker keeps its own copy in memory and would not notice it is gone."""
        try:
            ring = KeyRing.load(self.settings.keyring_path)
        except (KeyRingError, OSError):
            raise NotReadyError("the key ring is missing, unreadable or open to others") from None
        if missing := ring.lacks(self.clock.today()):
            raise NotReadyError(f"the key ring has no key for {', '.join(missing)}")
        return f"holds every key, {MONTHS_AHEAD} months ahead"

    def site(self) -> str:
        built = read_build_id(self.settings.site, BUILD)
        if not self.running_build or not built:
            raise NotReadyError("the site is not built: run make site, then restart")
        if built != self.running_build:
            return f"serves build {self.running_build}; {built} is built: restart to serve it"
        return f"serves build {built}"

    def search_pages(self) -> str:
        try:
            index = Indexes.of(self.settings).site
        except Unavailable:
            raise NotReadyError("there is no index of the pages and none can be made") from None
        if not index.is_current(self.running_documents):
            raise NotReadyError("the index is of another site build: restart")
        if not index.is_whole():
            raise NotReadyError("the index is damaged: restart to have it rebuilt")
        return "the index is whole and of this site build"

    def search_openings(self) -> str:
        index = Indexes.of(self.settings).openings
        with self.database.reading() as session:
            behind = last_change(session) - index.version()
        if behind <= 0 and index.is_whole():
            self._behind_since = None
            return "the index is whole and up to date"
        since = self._behind_since = self._behind_since or time.monotonic()
        if time.monotonic() - since > BEHIND_SECONDS:
            raise NotReadyError("the index does not follow the openings: does maintenance run?")
        return "the index is catching up"

    def outbox(self) -> str:
        state = outbox.state(self.database, self.clock)
        if state.given_up:
            raise NotReadyError(f"{state.given_up} mails were tried too often: is the mail server reachable?")
        if state.oldest > MAIL_IS_STUCK:
            raise NotReadyError(f"a mail has waited {_minutes(state.oldest)}: is the mail server reachable?")
        return f"{state.waiting} mails wait"

    def disk(self) -> str:
        free = shutil.disk_usage(self.settings.data).free
        said = f"{free // 1024**2} MiB free of the data folder's disk"
        if free < DISK_FLOOR_BYTES:
            raise NotReadyError(f"only {said}: at least {DISK_FLOOR_BYTES // 1024**2} are needed")
        return said

    def maintenance(self) -> str:
        """A process of this host or another renews its lease while it does the regular work."""
        until = leases.held_until(self.database, leases.WORK)
        if until is None or until < self.clock.now():
            raise NotReadyError("no process does the regular work: restart")
        return "a process does the regular work"

    def backup(self) -> str:
        if self.settings.backups is None:
            return "no folder for backups is set"
        age = backup_age(self.settings.backups)
        if age is None:
            raise NotReadyError("there is no backup yet: does maintenance run?")
        if age > BACKUP_IS_OLD.total_seconds():
            raise NotReadyError(f"the newest backup is {int(age // 3600)} hours old")
        return f"the newest backup is {int(age // 3600)} hours old"

    def all(self) -> list[Check]:
        return [
            Check("database-read", self.database_reads),
            Check("database-write", self.database_writes),
            Check("schema", self.schema),
            Check("key-ring", self.key_ring),
            Check("site", self.site),
            Check("search-pages", self.search_pages),
            Check("search-openings", self.search_openings),
            Check("outbox", self.outbox),
            Check("disk", self.disk),
            Check("maintenance", self.maintenance),
            Check("backup", self.backup),
        ]


def _minutes(age: timedelta) -> str:
    return f"{int(age.total_seconds() // 60)} minutes"

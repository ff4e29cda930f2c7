"""One running installation: settings, database, key ring and clock, opened together."""

import ctypes
import logging
import os
import resource
import threading
from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI
from sqlalchemy.exc import SQLAlchemyError

from portal.app import create_app
from portal.keeping.backup_key import make_demonstration_key
from portal.migrate import check_version
from portal.openings.snapshots import snapshot
from portal.operation import gathering
from portal.settings import Settings
from portal.shared.clock import Clock
from portal.shared.database import Database
from portal.shared.errors import ConfigurationError
from portal.shared.key_records import check_ring
from portal.shared.keyring import KeyRing
from portal.shared.organisation import ANONYMITY, Organisation, read_organisation

log = logging.getLogger(__name__)
# M_MMAP_THRESHOLD in malloc.h.
MMAP_THRESHOLD = -3


@dataclass(frozen=True)
class Installation:
    settings: Settings
    database: Database
    ring: KeyRing
    clock: Clock
    organisation: Organisation


def open_installation(*, make_ring: bool = False) -> Installation:
    """Opens what the environment names; a demonstration may make its key ring, production never."""
    settings, clock = Settings(), Clock()
    os.umask(0o077)
    # A core dump would hold what people typed.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _give_memory_back()
    _make_folder(settings.data)
    path = settings.keyring_path
    if not path.exists() and make_ring and not settings.production:
        KeyRing.create(path, clock)
        log.info("a key ring for the demonstration was made in SAMTALEKLAR_DATA")
    if make_ring:
        make_demonstration_key(settings)
    ring = KeyRing.load(path)
    organisation = read_organisation(settings.organisation)
    database = Database.open(settings.database)
    database.info[ANONYMITY] = organisation.anonymity
    return Installation(settings, database, ring, clock, organisation)


def _make_folder(data: Path) -> None:
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(f"SAMTALEKLAR_DATA: {data} cannot be made ({error.strerror})") from error


def _give_memory_back() -> None:
    """Large blocks go back to the machine when they are freed.

    glibc would keep what a derivation used, in every thread that ever made one: some 200 MiB a worker.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(MMAP_THRESHOLD, 1024 * 1024)


def web_app() -> FastAPI:
    """The application for a worker; refuses to start on another schema version."""
    opened = open_installation()
    check_version(opened.database)
    with opened.database.reading() as session:
        check_ring(session, opened.ring)
    gathering.answer_siblings(opened.settings.data / gathering.FOLDER)
    # Nobody has to wait for it: whoever asks for the list meanwhile waits for the same reading.
    threading.Thread(target=_read_openings, args=[opened.database], daemon=True).start()
    return create_app(opened.settings, database=opened.database, ring=opened.ring, clock=opened.clock)


def _read_openings(database: Database) -> None:
    try:
        with database.reading() as session:
            snapshot(session)
    except SQLAlchemyError as error:
        log.warning("the openings could not be read at the start: %s", type(error).__name__)

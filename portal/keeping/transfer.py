"""Moving to another database: a backup that nobody keeps, restored there, and compared table by table."""

import secrets
import tempfile
from pathlib import Path
from typing import BinaryIO, cast

from portal.keeping.backup import KeepingError, make_backup
from portal.keeping.dump import Manifest, snapshot, write_dump
from portal.keeping.restore import Target, is_empty, restore_backup
from portal.migrate import upgrade
from portal.shared.clock import Clock
from portal.shared.database import Database

# The restore writes its own row into the log, and remembers keys that the source did not know yet.
GROWS = frozenset({"audit_rows", "audit_heads", "key_records"})


class _Nowhere:
    """A file that keeps nothing: only what is counted on the way to it matters."""

    def write(self, content: bytes) -> int:
        return len(content)


def transfer(source: Database, target: Target) -> Manifest:
    """Fills an empty database, which is migrated first; raises KeepingError."""
    upgrade(target.database)
    with target.database.read_engine.connect() as connection:
        if not is_empty(connection):
            raise KeepingError("the target is not empty: make a new database and name that")
    # Sealed on the way, under a key that is forgotten with it: nothing readable lies on the disk.
    key = secrets.token_urlsafe(32)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "transfer.backup"
        manifest = make_backup(source, key, path, target.clock)
        restore_backup(target, key, path, replace=False)
    different = differences(manifest, target.database, target.clock)
    if different:
        raise KeepingError(f"{', '.join(different)}: not the same rows on both sides; do not use the copy")
    return manifest


def differences(manifest: Manifest, database: Database, clock: Clock) -> list[str]:
    """The tables whose number of rows or SHA-256 is another in the database than the manifest says."""
    with snapshot(database) as connection:
        found = write_dump(connection, cast("BinaryIO", _Nowhere()), clock)
    same = manifest.tables.keys() - GROWS
    return sorted(name for name in same if found.tables.get(name) != manifest.tables[name])

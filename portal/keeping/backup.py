"""Encrypted backups: written beside their place, read back, and only then given their name."""

import gzip
import io
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from portal.keeping.dump import DumpError, Manifest, Taker, read_dump, snapshot, write_dump
from portal.keeping.sealed_stream import BACKUP, SealedReader, SealedStreamError, SealingWriter
from portal.shared.clock import Clock
from portal.shared.database import Database


class KeepingError(RuntimeError):
    """What was asked for was not done, and nothing was changed; the message says why."""


def make_backup(database: Database, secret: str, path: Path, clock: Clock) -> Manifest:
    """Writes a whole, checked backup while the program serves; raises KeepingError."""
    with new_file(path) as temporary:
        with temporary.open("r+b") as file:
            written = _write(database, secret, file, clock)
            os.fsync(file.fileno())
        read = read_backup(temporary, secret)
        if (read.tables, read.key_ids) != (written.tables, written.key_ids):
            raise KeepingError("the backup could not be read back as it was written: is the disk sound?")
    return written


def read_backup(path: Path, secret: str, take: Taker | None = None) -> Manifest:
    """Reads a backup from end to end and hands its rows on; raises KeepingError when anything is wrong."""
    try:
        with path.open("rb") as file:
            sealed = io.BufferedReader(cast("io.FileIO", SealedReader(file, BACKUP, secret)), 64 * 1024)
            with gzip.GzipFile(fileobj=sealed, mode="rb") as lines:
                manifest = read_dump(cast("BinaryIO", lines), take or Taker())
                if lines.read(1):
                    raise KeepingError(f"{path}: the backup has something behind its end")
            return manifest
    except (SealedStreamError, DumpError, EOFError, gzip.BadGzipFile) as error:
        raise KeepingError(f"{path}: {error}") from error
    except OSError as error:
        raise KeepingError(f"{path} cannot be read ({error.strerror})") from error


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """A temporary file for our eyes only, which gets its name when all went well; never overwrites."""
    if path.exists():
        raise KeepingError(f"{path} is there already: a backup is never overwritten, choose another name")
    if not path.parent.is_dir():
        raise KeepingError(f"the folder {path.parent} is not there: make it, for the service user only")
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        yield temporary
        if path.exists():
            raise KeepingError(f"{path} came to be meanwhile: nothing was overwritten")
        temporary.rename(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise KeepingError(f"{path} could not be written ({error.strerror})") from error
    finally:
        temporary.unlink(missing_ok=True)


def _write(database: Database, secret: str, file: BinaryIO, clock: Clock) -> Manifest:
    sealed = SealingWriter(file, BACKUP, secret)
    lines = gzip.GzipFile(fileobj=cast("BinaryIO", sealed), mode="wb", mtime=0, compresslevel=6)
    with snapshot(database) as connection, lines:
        manifest = write_dump(connection, cast("BinaryIO", lines), clock)
    sealed.finish()
    file.flush()
    return manifest


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

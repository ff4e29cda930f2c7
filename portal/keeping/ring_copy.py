"""Copies of the key ring: encrypted under a key of their own, in a place of their own."""

from pathlib import Path

from portal.keeping.backup import KeepingError, new_file
from portal.keeping.sealed_stream import RING_COPY, SealedReader, SealedStreamError, SealingWriter
from portal.settings import MIN_KEY_CHARACTERS, Settings
from portal.shared.keyring import KeyRing, RingKey


def copy_ring(settings: Settings, path: Path) -> KeyRing:
    """Writes an encrypted copy and reads it back; raises KeepingError."""
    secret = ring_copy_key(settings)
    refuse_the_same_place(settings, path)
    ring = KeyRing.load(settings.keyring_path)
    with new_file(path) as temporary:
        with temporary.open("r+b") as file:
            sealed = SealingWriter(file, RING_COPY, secret)
            sealed.write(ring.written())
            sealed.finish()
        if read_copy(temporary, secret) != ring.held():
            raise KeepingError("the copy could not be read back as it was written: is the disk sound?")
    return ring


def read_copy(path: Path, secret: str) -> tuple[RingKey, ...]:
    """The keys of a copy; raises KeepingError."""
    try:
        with path.open("rb") as file:
            return KeyRing.read(SealedReader(file, RING_COPY, secret).readall())
    except SealedStreamError as error:
        raise KeepingError(f"{path}: {error}") from error
    except (OSError, ValueError, KeyError, TypeError):
        raise KeepingError(f"{path} cannot be read as a copy of a key ring") from None


def ring_copy_key(settings: Settings) -> str:
    """Another key than the backups': who has one of the two can open neither preparation nor ring with it."""
    key = settings.keyring_backup_key.get_secret_value() if settings.keyring_backup_key else ""
    if len(key) < MIN_KEY_CHARACTERS:
        raise KeepingError(
            f"SAMTALEKLAR_KEYRING_BACKUP_KEY is missing or shorter than {MIN_KEY_CHARACTERS} characters"
        )
    if settings.backup_key and settings.backup_key.get_secret_value() == key:
        raise KeepingError(
            "SAMTALEKLAR_KEYRING_BACKUP_KEY is the same as SAMTALEKLAR_BACKUP_KEY: use another"
        )
    return key


def refuse_the_same_place(settings: Settings, path: Path) -> None:
    """Whoever gets at the data or its backups must not find the ring beside them."""
    for folder in (settings.data, settings.backups):
        if folder is not None and path.resolve().is_relative_to(folder.resolve()):
            raise KeepingError(f"{path} lies with the data or its backups: keep the ring in another place")

"""The key backups are encrypted under: a setting; a demonstration makes its own and says so."""

import logging
import os
import secrets

from portal.keeping.backup import KeepingError
from portal.settings import MIN_KEY_CHARACTERS, Settings

log = logging.getLogger(__name__)
FILE = "backup.key"


def backup_key(settings: Settings) -> str:
    """The key from the environment, or a demonstration's; raises KeepingError."""
    if settings.backup_key is not None:
        key = settings.backup_key.get_secret_value()
        if len(key) < MIN_KEY_CHARACTERS:
            raise KeepingError(f"SAMTALEKLAR_BACKUP_KEY is shorter than {MIN_KEY_CHARACTERS} characters")
        return key
    path = settings.data / FILE
    if settings.production or not path.is_file():
        raise KeepingError("SAMTALEKLAR_BACKUP_KEY is missing: set it to 32 random characters or more")
    return path.read_text("ascii").strip()


def make_demonstration_key(settings: Settings) -> None:
    """Makes a demonstration's key where there is none; it lies beside the data, which production refuses."""
    path = settings.data / FILE
    if settings.production or settings.backup_key is not None or path.exists():
        return
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(32) + "\n")
    log.info("a backup key for the demonstration was made in SAMTALEKLAR_DATA")

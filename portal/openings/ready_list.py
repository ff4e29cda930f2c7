"""The list of everything as a PDF that stands ready: shown only while all that it says is still so."""

import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Self

from sqlalchemy.orm import Session

from portal.openings import service

# So many changes in the minute since it was made: then it is simply made again.
MOST_CHANGES = 500


@dataclass(frozen=True)
class ReadyList:
    """One language's PDF, what it was made of, and when it was last found to be current.

    The moment moves with every look, whether or not anything was published: it tells of the clock alone.
    """

    made_of: str
    seq: int
    day: date
    ids: frozenset[str]
    checked_at: datetime
    content: bytes

    @classmethod
    def read(cls, file: Path) -> Self | None:
        """What stands ready; None when there is nothing that can be read."""
        try:
            head, _, content = file.read_bytes().partition(b"\n")
            said = json.loads(head)
            return cls(
                said["made_of"],
                said["seq"],
                date.fromisoformat(said["day"]),
                frozenset(said["ids"]),
                datetime.fromisoformat(said["checked_at"]),
                content,
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, file: Path) -> None:
        said = {
            "made_of": self.made_of,
            "seq": self.seq,
            "day": self.day.isoformat(),
            "ids": sorted(self.ids),
            "checked_at": self.checked_at.isoformat(),
        }
        unfinished = file.with_suffix(f".{secrets.token_hex(4)}.new")
        try:
            unfinished.write_bytes(json.dumps(said).encode() + b"\n" + self.content)
            unfinished.replace(file)
        except OSError:
            unfinished.unlink(missing_ok=True)

    def is_true(self, session: Session, *, made_of: str, today: date) -> bool:
        """Whether all that it shows is still shown so: at most something newer is missing."""
        # A feed that ends before the list was made began anew: another database was put in its place.
        if self.made_of != made_of or self.day != today or self.seq > service.last_change(session):
            return False
        changes = service.published_changes_since(session, self.seq, limit=MOST_CHANGES)
        return len(changes.ids) < MOST_CHANGES and not self.ids.intersection(changes.ids)


def made_of(template: Path, *parts: str) -> str:
    """Changes with the template and with what every page of the list says."""
    return hashlib.sha256(b"\0".join([template.read_bytes(), *(part.encode() for part in parts)])).hexdigest()


def looked_at(file: Path) -> datetime | None:
    """The moment alone, without reading the PDF."""
    try:
        with file.open("rb") as opened:
            return datetime.fromisoformat(json.loads(opened.readline())["checked_at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None

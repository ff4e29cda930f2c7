"""What a check has found in the content: where, what, and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

# The type of a validator's error whose message is an editor's, and is shown as it stands.
OWN_WORDS = "own_words"


class Level(StrEnum):
    ERROR = "error"
    NOTE = "note"


@dataclass(frozen=True, order=True)
class Finding:
    """One thing to mend; the message is Danish, because an editor reads it."""

    path: PurePosixPath
    line: int
    message: str
    level: Level = Level.ERROR

    def __str__(self) -> str:
        hint = " (note)" if self.level is Level.NOTE else ""
        return f"{self.path}:{self.line}: {self.message}{hint}"


def errors(findings: list[Finding]) -> list[Finding]:
    """The findings that stop a build, in the order of files and lines."""
    return sorted(finding for finding in findings if finding.level is Level.ERROR)

"""The gate's findings as a page shows them: the text with its places marked, and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portal.openings import labels
from portal.openings.detector import Finding
from portal.openings.gate import CROWD, Examination


@dataclass(frozen=True)
class Piece:
    """A stretch of text; `severity` is empty where nothing was found."""

    text: str
    severity: str = ""


@dataclass(frozen=True)
class Marked:
    """One field's text with what was found in it."""

    field: str
    label: str
    pieces: Sequence[Piece]
    findings: Sequence[Finding]


def marked_fields(texts: dict[str, str], examination: Examination) -> dict[str, Marked]:
    """The fields in which something was found, by name; the fagområde is one where too few could be meant."""
    chosen = {finding.field: finding.text for finding in examination.of(CROWD)}
    return {
        field: Marked(field, labels.FIELDS[field], tuple(_pieces(text, found)), found)
        for field, text in {**texts, **chosen}.items()
        if (found := examination.of(field))
    }


def _pieces(text: str, findings: Sequence[Finding]) -> Iterator[Piece]:
    position = 0
    for finding in sorted(findings, key=lambda finding: finding.start):
        if finding.start < position:
            continue
        yield Piece(text[position : finding.start])
        yield Piece(text[finding.start : finding.end], finding.severity)
        position = finding.end
    yield Piece(text[position:])

"""What one tool says."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """A tool, what it looked at, its verdict and, where it failed, every finding."""

    name: str
    looked_at: str
    verdict: str
    findings: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        return self.verdict == "FINDINGS"


def result(name: str, looked_at: str, findings: Iterable[str]) -> Result:
    found = tuple(findings)
    return Result(name, looked_at, "FINDINGS" if found else "clean", found)


def table(results: Iterable[Result]) -> str:
    rows = [("tool", "looked at", "verdict", "findings")]
    rows += [(r.name, r.looked_at, r.verdict, str(len(r.findings)) if r.failed else "") for r in results]
    widths = [max(len(row[n]) for row in rows) for n in range(4)]
    lines = [
        "| " + " | ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    return "\n".join([lines[0], "|" + "|".join("-" * (w + 2) for w in widths) + "|", *lines[1:]])

"""What one tool says."""

from collections.abc import Iterable
from dataclasses import dataclass

from tools.tables import markdown_table


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
    return markdown_table(rows)

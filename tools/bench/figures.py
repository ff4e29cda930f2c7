"""What was measured, beside what is demanded."""

from collections.abc import Iterable
from dataclasses import dataclass

from tools.tables import markdown_table


@dataclass(frozen=True)
class Figure:
    """One figure; `ratio` is to the bare program measured in the same run."""

    name: str
    unit: str
    value: float
    ratio: float | None = None
    at_most: float | None = None
    at_least: float | None = None
    ratio_at_least: float | None = None

    @property
    def missed(self) -> bool:
        too_large = self.at_most is not None and self.value > self.at_most
        too_small = self.at_least is not None and self.value < self.at_least
        too_slow = self.ratio_at_least is not None and (self.ratio or 0) < self.ratio_at_least
        return too_large or too_small or too_slow

    @property
    def demand(self) -> str:
        demands = (
            (self.at_most, "≤ {:g} {}"),
            (self.at_least, "≥ {:g} {}"),
            (self.ratio_at_least, "ratio ≥ {:g}"),
        )
        return ", ".join(
            text.format(value, self.unit).strip() for value, text in demands if value is not None
        )


def table(figures: Iterable[Figure]) -> str:
    """The figures as a Markdown table, so that it can be pasted where it is talked about."""
    rows = [("figure", "measured", "ratio to bare", "demand", "")]
    for figure in figures:
        ratio = "" if figure.ratio is None else f"{figure.ratio:.4f}"
        verdict = "" if not figure.demand else "MISSED" if figure.missed else "met"
        rows.append((figure.name, f"{figure.value:,.1f} {figure.unit}", ratio, figure.demand, verdict))
    return markdown_table(rows)

"""Puts facts and ready made parts where a page's Markdown asks for them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from markupsafe import Markup

from portal.catalogue.chart_markup import drawn
from portal.catalogue.charts import Chart, bars_of
from portal.catalogue.fact_blocks import CHART, FACT, Line, without_lost_blocks
from portal.catalogue.fact_markup import run_of_facts
from portal.catalogue.facts import Edition, Registry, Shown
from portal.catalogue.markdown_scan import ALONE, FENCE, LOOKED_AT


@dataclass(frozen=True)
class Shortcodes:
    """What the shortcodes of a page need to know."""

    registry: Registry
    edition: Edition
    today: date
    parts: Mapping[str, Markup]
    charts: Mapping[str, Chart] = field(default_factory=dict)

    def expand(self, markdown: str, language: str) -> str:
        """Replaces each shortcode on a line of its own; a run of adjacent facts becomes one."""
        kept: list[str] = []
        run: list[str] = []
        fenced = False
        lines = [Line(0, line) for line in markdown.split("\n")]
        for line in (one.text for one in without_lost_blocks(lines, self._shows)):
            fenced ^= bool(FENCE.match(line))
            found = None if fenced else FACT.match(line)
            if found:
                run.append(found.group(1))
                continue
            if run and line.strip():
                kept.append(self._facts(run, language))
                run = []
            if not fenced and LOOKED_AT.match(line):
                continue
            chart = None if fenced else CHART.match(line)
            if chart:
                kept.append(self._block(self._chart(chart[1], language)))
                continue
            code = None if fenced else ALONE.match(line)
            kept.append(self._block(self.parts[code[1]]) if code else line)
        return "\n".join([*kept, self._facts(run, language)] if run else kept)

    def _shows(self, identifier: str) -> bool:
        if identifier.startswith("chart:"):
            return bool(self._chart(identifier.removeprefix("chart:"), "da"))
        return any(self._shown(identifier, language) for language in ("da", "en"))

    def _shown(self, identifier: str, language: str) -> Shown | None:
        return self.registry.show(self.registry.facts[identifier], language, self.edition, self.today)

    def _chart(self, identifier: str, language: str) -> Markup:
        chart = self.charts[identifier]
        bars = bars_of(chart, self.registry, language, self.edition, self.today)
        return Markup("") if bars is None else drawn(chart, bars, language)

    def _facts(self, identifiers: list[str], language: str) -> str:
        shown = [self._shown(one, language) for one in identifiers]
        return self._block(run_of_facts([one for one in shown if one is not None], language))

    @staticmethod
    def _block(html: Markup) -> str:
        return f"\n{html}\n"

"""Puts facts and ready made parts where a page's Markdown asks for them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from portal.catalogue.fact_markup import run_of_facts
from portal.catalogue.facts import Edition, Registry
from portal.catalogue.markdown_scan import ALONE, FENCE

RUN_PART = re.compile(r"^\[\[fact:([^\]\s]+)\]\]\s*$")


@dataclass(frozen=True)
class Shortcodes:
    """What the shortcodes of a page need to know."""

    registry: Registry
    edition: Edition
    today: date
    parts: Mapping[str, Markup]

    def expand(self, markdown: str, language: str) -> str:
        """Replaces each shortcode on a line of its own; a run of adjacent facts becomes one."""
        kept: list[str] = []
        run: list[str] = []
        fenced = False
        for line in markdown.split("\n"):
            fenced ^= bool(FENCE.match(line))
            found = None if fenced else RUN_PART.match(line)
            if found:
                run.append(found.group(1))
                continue
            if run and line.strip():
                kept.append(self._facts(run, language))
                run = []
            code = None if fenced else ALONE.match(line)
            kept.append(self._block(self.parts[code[1]]) if code else line)
        return "\n".join([*kept, self._facts(run, language)] if run else kept)

    def _facts(self, identifiers: list[str], language: str) -> str:
        facts = (self.registry.facts[one] for one in identifiers)
        shown = [self.registry.show(fact, language, self.edition, self.today) for fact in facts]
        return self._block(run_of_facts([one for one in shown if one is not None], language))

    @staticmethod
    def _block(html: Markup) -> str:
        return f"\n{html}\n"

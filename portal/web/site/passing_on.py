"""What stands under each section of a module: the section to the meeting, and the lines for an agreement."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from html import unescape

from markupsafe import Markup

from portal.shared.dates import full_date
from portal.shared.site_address import permanent_link

# What is done on the page itself is nothing to take along.
DONE_HERE = frozenset({"tag-med", "tjekliste", "tjek"})
WORDS_A_MINUTE = 150
_TAG = re.compile(r"<[^>]+>")
_MARKUP = Markup(
    '<details class="pass-on"><summary>{summary}<span class="vh">: {heading}</span></summary>'
    '<div class="stack">'
    '<form method="post" action="{take_url}"><input type="hidden" name="module" value="{module}">'
    '<input type="hidden" name="section" value="{anchor}"><button class="btn take sm">{take}</button></form>'
    '<div><p class="meta" id="om-{anchor}">{for_agreement}</p>'
    '<p class="txt" id="aftale-{anchor}" role="group" aria-labelledby="om-{anchor}">{line}\n{address}</p>'
    '<p><button type="button" class="quiet" data-copy="#aftale-{anchor}" data-copied="{copied}"'
    ' data-selected="{selected}" hidden>{copy}</button></p></div></div></details>'
)


@dataclass(frozen=True)
class PassingOn:
    """The sections of one module in one language."""

    module: str
    title: str
    reviewed: date
    lang: str
    words: Mapping[str, str]
    site_address: str

    def below(self, anchor: str, heading: str, html: str) -> str:
        """The block under a section, or nothing; `heading` and `html` are the section's own markup."""
        if not anchor or anchor in DONE_HERE:
            return ""
        said = unescape(_TAG.sub("", heading))
        return str(
            _MARKUP.format(
                summary=self.words["pass_on"],
                heading=said,
                take_url=self.words["take_url"],
                module=self.module,
                anchor=anchor,
                take=self.words["take_section"],
                for_agreement=self.words["for_agreement"],
                line=self._line(said, html),
                address=f"{permanent_link(self.site_address, self.module, self.lang)}#{anchor}",
                copied=self.words["copied"],
                selected=self.words["selected"],
                copy=self.words["copy_lines"],
            )
        )

    def _line(self, heading: str, html: str) -> str:
        return self.words["agreement_line"].format(
            heading=heading,
            title=self.title,
            minutes=minutes_to_read(html),
            version=full_date(self.reviewed, self.lang),
        )


def minutes_to_read(html: str) -> int:
    """At a calm pace, at least one."""
    words = len(_TAG.sub(" ", html).split())
    return max(1, round(words / WORDS_A_MINUTE))

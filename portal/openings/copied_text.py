"""Attack 44: words in a row that the public text shares with the company's own words in the internal note."""

import re
from collections.abc import Iterator, Mapping

from portal.openings.detector import Finding, LeakType
from portal.shared.texts import N_

# More than eight words in a row are seldom the same by chance.
IN_A_ROW = 9
COPIED = N_(
    "De samme ord står i jeres note om virksomheden. Er de fra dens hjemmeside, kan en søgning finde den."
)
OWN_WORDS = N_("Skriv det med dine egne ord.")
_WORD = re.compile(r"\w+")


def copied_findings(texts: Mapping[str, str], note: str) -> Iterator[Finding]:
    """A warning for every stretch of more than eight words that stands in the note too."""
    known = _runs([match[0].casefold() for match in _WORD.finditer(note)])
    for field, text in texts.items():
        for start, end in _stretches(text, known) if known else ():
            yield Finding(
                field=field,
                start=start,
                end=end,
                type=LeakType.UNIQUE_DESCRIPTION.value,
                severity="warn",
                text=text[start:end],
                why_da=COPIED,
                suggestion=OWN_WORDS,
            )


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + IN_A_ROW]) for at in range(len(words) - IN_A_ROW + 1)}


def _stretches(text: str, known: set[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    places = list(_WORD.finditer(text))
    words = [place[0].casefold() for place in places]
    hits = [at for at in range(len(words) - IN_A_ROW + 1) if tuple(words[at : at + IN_A_ROW]) in known]
    while hits:
        first = last = hits.pop(0)
        while hits and hits[0] <= last + IN_A_ROW:
            last = hits.pop(0)
        yield places[first].start(), places[last + IN_A_ROW - 1].end()

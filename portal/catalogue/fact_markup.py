"""Facts as HTML: a run between hairlines, and in the margin where they come from and how they stand."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from markupsafe import Markup, escape

from portal.catalogue.facts import Shown, Standing
from portal.shared.dates import full_date

SHARED = {
    "da": ("to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti"),
    "en": ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
}
WORDS = {
    "da": {
        "draft": "Udkast",
        "not_approved": "Ikke godkendt endnu",
        "check": "Skal ses efter igen",
        "overdue": "Godkendelsen er udløbet",
        "approved": "Godkendt",
        "source": "Kilde",
        "sources": "Kilde til de {count}",
        "from": "fra",
        "and": " og ",
    },
    "en": {
        "draft": "Draft",
        "not_approved": "Not approved yet",
        "check": "To be checked again",
        "overdue": "The approval has run out",
        "approved": "Approved",
        "source": "Source",
        "sources": "Source for these {count}",
        "from": "from",
        "and": " and ",
    },
}
# Long Danish compounds break in the narrow margin.
COMPOUND = re.compile(
    r"(?i)(arbejds(?!l)|arbejds(?=løsheds)|løsheds|beskæftigelses|forvaltnings|uddannelses)(?=\w{4})"
)


def run_of_facts(shown: Iterable[Shown], language: str) -> Markup:
    """Adjacent facts of one source share its margin note; what is safe to say either way needs none."""
    return Markup("\n").join(_block(list(group), language) for _, group in groupby(shown, key=note_key))


def note_key(shown: Shown) -> tuple[object, ...]:
    if shown.safe:
        return ("safe",)
    source = shown.fact.source
    return (source.title, source.url, shown.standing, shown.approved_on)


def _block(shown: list[Shown], language: str) -> Markup:
    rows = Markup("").join(Markup("<li>{}</li>").format(one.text) for one in shown)
    note = Markup("") if shown[0].safe else Markup('<p class="mg">{}</p>').format(said_of(shown, language))
    return Markup('<div class="bl"><div class="tx"><ul class="run">{}</ul></div>{}</div>').format(rows, note)


def said_of(shown: list[Shown], language: str) -> Markup:
    """How facts of one source stand, and where they come from."""
    return Markup("{}{}").format(_standing(shown[0], language), _source(shown, language))


def _standing(shown: Shown, language: str) -> Markup:
    words = WORDS[language]
    if shown.standing is Standing.APPROVED and shown.approved_on is not None:
        return Markup("{} {}.<br> ").format(words["approved"], full_date(shown.approved_on, language))
    label, said = ("check", "overdue") if shown.standing is Standing.OVERDUE else ("draft", "not_approved")
    return Markup('<span class="draft">{}</span>{}.<br> ').format(words[label], words[said])


def _source(shown: list[Shown], language: str) -> Markup:
    """The source's title, its section where that is no paragraph of law, and the years it describes."""
    words, source = WORDS[language], shown[0].fact.source
    title = escape(COMPOUND.sub("\\1\u00ad", source.title))
    if language == "en":
        title = Markup('<span lang="da">{}</span>').format(title)
    if source.url:
        title = Markup('<a href="{}">{}</a>').format(source.url, title)
    sections = Markup("; ").join(_in_danish(section, language) for section in _sections(shown))
    named = Markup("{} ({})").format(title, sections) if sections else title
    label = words["source"]
    if 1 < len(shown) <= len(SHARED[language]) + 1:
        label = words["sources"].format(count=SHARED[language][len(shown) - 2])
    years = dict.fromkeys(_year(one.fact.as_of, language) for one in shown)
    return Markup("{}: {}, {} {}").format(label, named, words["from"], words["and"].join(sorted(years)))


def _sections(shown: list[Shown]) -> Iterator[str]:
    """Paragraph numbers change with the law and are for editors, so a reader does not meet them."""
    sections = [one.fact.source.section for one in shown]
    yield from dict.fromkeys(section for section in sections if section and "§" not in section)


def _in_danish(text: str, language: str) -> Markup:
    return Markup('<span lang="da">{}</span>').format(text) if language == "en" else escape(text)


def _year(as_of: int | date, language: str) -> str:
    return full_date(as_of, language) if isinstance(as_of, date) else str(as_of)

"""A chart as HTML: bars in an SVG that stretches with the page, what they do not show, and a table."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from markupsafe import Markup

from portal.catalogue.charts import Bar, Chart
from portal.catalogue.fact_markup import note_key, said_of
from portal.catalogue.measured import at_the_bar, spelled

WORDS = {
    "da": {
        "effect": "En målt effekt, fra {years}.",
        "survey": "Svar i en undersøgelse fra {years}. Det er ikke en effekt.",
        "description": "Tal fra {years}.",
        "and": " og ",
        "not_shown": "Det viser tallene ikke:",
        "table": "Tallene i en tabel",
        "what": "Hvad",
        "figure": "Tal",
        "from": "Fra",
        "not_comparable": "Kan ikke sammenlignes direkte",
    },
    "en": {
        "effect": "A measured effect, from {years}.",
        "survey": "Answers in a survey from {years}. That is not an effect.",
        "description": "Figures from {years}.",
        "and": " and ",
        "not_shown": "What the figures do not show:",
        "table": "The figures in a table",
        "what": "What",
        "figure": "Figure",
        "from": "From",
        "not_comparable": "Cannot be compared directly",
    },
}
# In em, so that the drawing grows with the reader's letters; the rest of the width is the number's.
HEADING, LINE, THICK, GAP = 1.9, 1.35, 1.0, 0.8
WIDEST = 68.0


def drawn(chart: Chart, bars: Sequence[Bar], language: str) -> Markup:
    words = WORDS[language]
    years = words["and"].join(sorted({_year(bar) for bar in bars}))
    return Markup(
        '<div class="bl"><div class="tx"><figure class="chart">\n<figcaption>{}</figcaption>\n'
        '<p class="meta">{}</p>\n{}\n<p class="meta"><strong>{}</strong> {}</p>\n'
        '<details class="more"><summary>{}</summary>\n{}\n</details>\n</figure></div>{}</div>'
    ).format(
        chart.title(language),
        words[chart.kind].format(years=years),
        _svg(chart, bars, language),
        words["not_shown"],
        chart.not_shown(language),
        words["table"],
        _table(chart, bars, language),
        _margin(chart, bars, language),
    )


def _svg(chart: Chart, bars: Sequence[Bar], language: str) -> Markup:
    height, shapes = 0.0, Markup("")
    longest = 100.0 if bars[0].unit == "percent" else max(bar.value.size for bar in bars)
    for bar in bars:
        if bar.heading:
            height += HEADING if not height else HEADING + 0.5
            shapes += Markup('<text class="heading" y="{}em">{}</text>').format(
                _em(height - 0.6), bar.heading
            )
        shapes += _bar(bar, height, WIDEST * bar.value.size / (longest or 1), language)
        height += LINE + THICK + GAP
    said = "; ".join(
        f"{name}: {spelled(bar.value, bar.unit, language)}" for name, bar in _named(bars, language)
    )
    return Markup(
        '<svg role="img" aria-labelledby="{0}-title {0}-desc" width="100%" height="{1}em">'
        '<title id="{0}-title">{2}</title><desc id="{0}-desc">{3}.</desc>{4}</svg>'
    ).format(f"chart-{chart.id}", _em(height - GAP + 0.25), chart.title(language), said, shapes)


def _bar(bar: Bar, top: float, width: float, language: str) -> Markup:
    return Markup(
        '<g{}><text y="{}em">{}</text><rect y="{}em" width="{:.1f}%" height="{}em"/>'
        '<text class="num" x="{:.1f}%" dx=".4em" y="{}em">{}</text></g>'
    ).format(
        Markup(' class="ours"') if bar.ours else "",
        _em(top + 0.95),
        bar.value.label(language),
        _em(top + LINE),
        width,
        _em(THICK),
        width,
        _em(top + LINE + 0.85),
        at_the_bar(bar.value, bar.unit, language),
    )


def _em(length: float) -> str:
    return f"{length:.2f}".rstrip("0").rstrip(".")


def _named(bars: Sequence[Bar], language: str) -> Iterator[tuple[str, Bar]]:
    heading = ""
    for bar in bars:
        heading = bar.heading or heading
        label = bar.value.label(language)
        yield (f"{heading}, {label}" if heading else label), bar


def _table(chart: Chart, bars: Sequence[Bar], language: str) -> Markup:
    words = WORDS[language]
    rows = Markup("").join(
        Markup('<tr><th scope="row">{}</th><td class="num">{}</td><td class="num">{}</td></tr>\n').format(
            name, spelled(bar.value, bar.unit, language), _year(bar)
        )
        for name, bar in _named(bars, language)
    )
    return Markup(
        '<table><caption class="vh">{}</caption>\n<thead><tr><th scope="col">{}</th>'
        '<th scope="col" class="num">{}</th><th scope="col" class="num">{}</th></tr></thead>\n'
        "<tbody>{}</tbody></table>"
    ).format(chart.title(language), words["what"], words["figure"], words["from"], rows)


def _year(bar: Bar) -> str:
    as_of = bar.shown.fact.as_of
    return str(as_of if isinstance(as_of, int) else as_of.year)


def _margin(chart: Chart, bars: Sequence[Bar], language: str) -> Markup:
    """How the facts stand and where they come from, once for each source."""
    facts = list({bar.shown.fact.id: bar.shown for bar in bars}.values())
    notes = [said_of(list(group), language) for _, group in groupby(facts, key=note_key)]
    if not chart.comparable:
        notes.insert(0, Markup("<strong>{}</strong>").format(WORDS[language]["not_comparable"]))
    return Markup('<p class="mg">{}</p>').format(Markup(".<br> ").join(notes))

"""Whether every chart can be drawn, in both languages, of facts that may stand side by side."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from portal.catalogue.charts import CHARTS, Chart, Row, read_charts
from portal.catalogue.content_pages import Content, ContentPage
from portal.catalogue.fact_sentences import claims_effect
from portal.catalogue.facts import Fact, Registry
from portal.catalogue.findings import Finding, Level
from portal.catalogue.page_checks import unusable_fact
from portal.catalogue.rules_in_text import looks_like_rule


def check_charts(content: Content, registry: Registry) -> list[Finding]:
    rows, findings = read_charts(content.root)
    path = PurePosixPath(content.root.name) / CHARTS
    used = {chart for page in content.pages for chart in page.chart_ids}
    for entry, chart in rows:
        wrong = [*_rows(chart, registry), *_side_by_side(chart, registry), *_says_effect(chart)]
        wrong += _says_figures(chart)
        findings += [Finding(path, entry.line, f"{chart.id} {message}") for message in wrong]
        if chart.id not in used:
            message = f"{chart.id} bruges ikke på nogen side"
            findings.append(Finding(path, entry.line, message, Level.NOTE))
    for page in content.pages:
        findings += _on_page(page, content)
    return findings


def _on_page(page: ContentPage, content: Content) -> Iterator[Finding]:
    seen: set[str] = set()
    for code in page.scan.shortcodes:
        if code.name != "chart" or not code.alone:
            continue
        chart = code.argument or ""
        if chart not in content.charts:
            yield page.finding(code.line, f"diagrammet `{chart}` findes ikke: skriv det ind i {CHARTS}")
        if chart in seen:
            yield page.finding(code.line, f"diagrammet `{chart}` står to gange på siden: slet det ene")
        seen.add(chart)
    twin = content.by_name.get((page.name, "da"))
    if page.language == "en" and twin is not None and twin.chart_ids != page.chart_ids:
        line = next((code.line for code in page.scan.shortcodes if code.name == "chart"), page.read.body_line)
        yield page.finding(line, f"siden viser ikke de samme diagrammer i samme orden som {twin.path}")


def _rows(chart: Chart, registry: Registry) -> Iterator[str]:
    for row in chart.rows:
        unusable = unusable_fact(row.fact, registry)
        if unusable is not None:
            yield f"kan ikke tegnes: {unusable}"
            continue
        yield from _bars(row, registry.facts[row.fact])
        if (row.da is None) != (row.en is None):
            yield f"har kun en overskrift på det ene sprog over `{row.fact}`: skriv både `da` og `en`"


def _bars(row: Row, fact: Fact) -> Iterator[str]:
    if fact.measured is None:
        yield f"tegner `{fact.id}`, som ikke har nogen tal: skriv dem under `measured`"
        return
    for one in dict.fromkeys([*row.show, *([row.ours] if row.ours else [])]):
        if fact.measured.value(one) is None:
            yield f"tegner `{one}`, som ikke er et af de tal, `{fact.id}` har"
    if row.ours is not None and row.ours not in row.show:
        yield f"fremhæver `{row.ours}`, som ikke står i `show`"
    new = fact.next.measured if fact.next is not None else fact.measured
    if new is None or any(new.value(one) is None for one in row.show):
        yield f"tegner `{fact.id}`, hvis `next` mangler de samme tal under `measured`"


def _side_by_side(chart: Chart, registry: Registry) -> Iterator[str]:
    """One unit, one kind of number; what comes from two sources says that it cannot be compared."""
    facts = [registry.facts[one] for one in chart.fact_ids if one in registry.facts]
    kinds = {fact.measured.kind for fact in facts if fact.measured}
    units = {fact.measured.unit for fact in facts if fact.measured}
    if len(units) > 1:
        yield f"blander enhederne {', '.join(sorted(units))}: lav et diagram til hver"
    for kind in sorted(kinds - {chart.kind}):
        yield f"er `{chart.kind}`, men et af dets fakta er `{kind}`: svar og beskrivelser er ikke effekter"
    sources = {(fact.source.title, str(fact.as_of)) for fact in facts}
    if len(sources) > 1 and chart.comparable:
        yield "har tal fra flere kilder eller år: skriv `comparable: false`"


def _says_effect(chart: Chart) -> Iterator[str]:
    for language in ("da", "en"):
        texts = [chart.title(language), *(row.heading(language) or "" for row in chart.rows)]
        words = claims_effect(chart.kind, texts, language)
        if words:
            yield f"er `{chart.kind}` og siger »{words}«: svar og beskrivelser er ikke effekter"


def _says_figures(chart: Chart) -> Iterator[str]:
    """Nobody signs what a chart says beside its facts, so it holds no figure of its own."""
    for language in ("da", "en"):
        for text in (chart.title(language), chart.not_shown(language)):
            words = looks_like_rule(text, language)
            if words:
                yield f"siger »{words}«: tal og regler hører til i et faktum"

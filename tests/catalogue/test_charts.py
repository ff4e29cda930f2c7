"""Charts: drawn from facts alone, and gone with the first fact that is not shown."""

from datetime import date
from xml.etree import ElementTree

import pytest

from portal.catalogue.content_pages import read_content
from portal.catalogue.fact_files import read_registry
from portal.catalogue.fact_uses import fact_uses
from portal.catalogue.facts import Edition
from portal.catalogue.measured import Measured, Value, at_the_bar, spelled
from portal.catalogue.shortcodes import Shortcodes
from portal.settings import PROJECT_ROOT
from tests.catalogue.builders import TODAY, ContentFolder

PAGES = ("start/start.md", "start/start.en.md")
FACT = """- id: svar-et
  topic: samtaler
  kind: finding
  da: I 2020 var 63 procent tilfredse mod 46,5 procent uden for forsøget.
  en: In 2020 63 percent were satisfied against 46.5 percent outside the trial.
  measured:
    kind: survey
    unit: percent
    values:
      - {id: med, number: 63, da: Med i forsøget, en: In the trial}
      - {id: uden, number: 46.5, da: Uden for <forsøget>, en: Outside the trial}
  source: {title: En evaluering}
  as_of: 2020
  gate: ok
  evidence: report
  confidence: high
- id: svar-to
  topic: samtaler
  kind: finding
  da: To ud af tre svarede ja.
  en: Two out of three answered yes.
  measured:
    kind: survey
    unit: percent
    values:
      - {id: ja, number: 2, out_of: 3, da: Svarede ja, en: Answered yes}
  source: {title: En anden evaluering}
  as_of: 2021
  gate: ok
  evidence: report
  confidence: high
"""
CHART = """- id: tilfredse
  kind: survey
  title_da: Så mange var tilfredse
  title_en: How many were satisfied
  rows:
    - fact: svar-et
      show: [med, uden]
      ours: med
  not_shown_da: Om nogen fik et job.
  not_shown_en: Whether anyone got a job.
"""
ROW_TWO = "    - {fact: svar-to, show: [ja]}\n"
LAST_ROW = "      ours: med\n"


@pytest.fixture
def charted(content: ContentFolder) -> ContentFolder:
    content.write("facts/facts.yaml", content.read("facts/facts.yaml") + FACT)
    content.write("facts/charts.yaml", CHART)
    for page in PAGES:
        content.write(page, f"{content.read(page)}\nFør.\n\n[[chart:tilfredse]]\n\nEfter.\n")
    return content


def expand(content: ContentFolder, edition: Edition, text: str, language: str = "da") -> str:
    registry = read_registry(content.root)[0]
    codes = Shortcodes(registry, edition, TODAY, {}, read_content(content.root).charts)
    return codes.expand(text, language)


def approve(content: ContentFolder, *identifiers: str) -> None:
    content.write("facts/approvals.yaml", "")
    for one in identifiers:
        content.approve_also(one, read_registry(content.root)[0].facts[one].text_hash)


def test_a_chart_draws_the_numbers_of_its_fact_and_says_them_in_words_and_in_a_table(
    charted: ContentFolder,
) -> None:
    html = expand(charted, Edition.DEMONSTRATION, "[[chart:tilfredse]]")
    figure = ElementTree.fromstring(html.replace("<br>", "<br/>").strip()).find(".//figure")  # noqa: S314
    assert figure is not None
    svg = figure.find("svg")
    assert svg is not None
    assert svg.get("role") == "img"
    named = [svg.find(tag) for tag in ("title", "desc")]
    assert [one.get("id") for one in named if one is not None] == (svg.get("aria-labelledby") or "").split()
    assert svg.findtext("desc") == "Med i forsøget: 63 procent; Uden for <forsøget>: 46,5 procent."
    assert [rect.get("width") for rect in svg.iter("rect")] == ["42.8%", "31.6%"]
    assert [text.text for text in svg.iter("text") if text.get("class") == "num"] == [
        "63\u00a0%",
        "46,5\u00a0%",
    ]
    assert [group.get("class") for group in svg.iter("g")] == ["ours", None]
    cells = [cell.text for cell in figure.iter("td")]
    assert cells == ["63 procent", "2020", "46,5 procent", "2020"]
    assert "Svar i en undersøgelse fra 2020. Det er ikke en effekt." in html
    assert "Om nogen fik et job." in html
    assert '<span class="draft">Udkast</span>' in html
    assert "Kilde: En evaluering, fra 2020" in html
    assert "style=" not in html


def test_a_chart_reads_as_english_on_an_english_page(charted: ContentFolder) -> None:
    html = expand(charted, Edition.DEMONSTRATION, "[[chart:tilfredse]]", "en")
    for words in ("How many were satisfied", "46.5%", "46.5 percent", "What the figures do not show:"):
        assert words in html


def test_production_shows_a_chart_when_all_its_facts_are_approved_and_not_one_before(
    charted: ContentFolder,
) -> None:
    charted.change("facts/charts.yaml", LAST_ROW, LAST_ROW + ROW_TWO)
    for approved in ((), ("svar-et",), ("svar-to",)):
        approve(charted, *approved)
        assert "<svg" not in expand(charted, Edition.PRODUCTION, "[[chart:tilfredse]]"), approved
    approve(charted, "svar-et", "svar-to")
    html = expand(charted, Edition.PRODUCTION, "[[chart:tilfredse]]")
    assert "<svg" in html
    assert "Udkast" not in html
    assert html.count("Godkendt 23. november 2026.") == 2


def test_text_about_a_chart_leaves_with_it(charted: ContentFolder) -> None:
    text = "[[with-facts]]\nTallene siger:\n\n[[chart:tilfredse]]\n[[end-with-facts]]\nResten."
    assert "Tallene siger" in expand(charted, Edition.DEMONSTRATION, text)
    production = expand(charted, Edition.PRODUCTION, text)
    assert "Tallene siger" not in production
    assert "Resten." in production


def test_a_chart_leaves_on_the_day_its_fact_gets_a_text_without_the_numbers(charted: ContentFolder) -> None:
    new = "  next:\n    from: 2026-11-24\n    da: Det er nyt.\n    en: It is new.\n"
    adopted = "    adopted: {law: Lov 1, date: 2026-11-01, approved_by: Kim}\n"
    charted.change(
        "facts/facts.yaml",
        "  source: {title: En evaluering}\n",
        new + adopted + "  source: {title: En evaluering}\n",
    )
    assert "<svg" not in expand(charted, Edition.DEMONSTRATION, "[[chart:tilfredse]]")
    assert any("`next` mangler de samme tal" in one for one in charted.errors())


def test_a_chart_leaves_when_the_new_text_has_only_some_of_its_numbers(charted: ContentFolder) -> None:
    new = "  next:\n    from: 2026-11-24\n    da: 70 procent svarede ja.\n    en: 70 percent answered yes.\n"
    value = "{id: med, number: 70, da: Sagde ja, en: Said yes}"
    numbers = f"    measured: {{kind: survey, unit: percent, values: [{value}]}}\n"
    adopted = "    adopted: {law: Lov 1, date: 2026-11-01, approved_by: Kim}\n"
    charted.change(
        "facts/facts.yaml",
        "  source: {title: En evaluering}\n",
        new + numbers + adopted + "  source: {title: En evaluering}\n",
    )
    assert "<svg" not in expand(charted, Edition.DEMONSTRATION, "[[chart:tilfredse]]")
    assert any("`next` mangler de samme tal" in one for one in charted.errors())


def test_the_number_of_a_rule_is_not_drawn_while_its_safe_sentence_stands_in_its_place(
    charted: ContentFolder,
) -> None:
    safe = "  safe_da: Spørg din a-kasse.\n  safe_en: Ask your unemployment fund.\n  ask: a-kasse\n"
    charted.change(
        "facts/facts.yaml", "  kind: finding\n  da: I 2020 var 63", f"  kind: rule\n{safe}  da: I 2020 var 63"
    )
    assert "<svg" in expand(charted, Edition.DEMONSTRATION, "[[chart:tilfredse]]")
    production = expand(charted, Edition.PRODUCTION, "[[chart:tilfredse]]")
    assert "<svg" not in production
    assert "63" not in production


def test_an_approval_covers_the_numbers_and_what_they_are_called(charted: ContentFolder) -> None:
    approve(charted, "svar-et")
    charted.change("facts/facts.yaml", "da: Med i forsøget", "da: Uden hjælp")
    assert "<svg" not in expand(charted, Edition.PRODUCTION, "[[chart:tilfredse]]")


def test_a_fact_that_a_chart_draws_counts_as_used_on_its_page(charted: ContentFolder) -> None:
    uses = fact_uses(read_content(charted.root))
    assert [use.id for use in uses["svar-et"]] == ["start"]


FAULTS = (
    ("start/start.md", "[[chart:tilfredse]]", "[[chart:findes-ikke]]", "`findes-ikke` findes ikke"),
    ("start/start.en.md", "[[chart:tilfredse]]", "", "viser ikke de samme diagrammer"),
    ("start/start.md", "Efter.", "[[chart:tilfredse]]", "står to gange på siden"),
    ("start/start.md", "Før.", "Tallene er her:", "peger på fakta, der kan mangle"),
    ("facts/charts.yaml", "fact: svar-et", "fact: svar-nul", "faktummet `svar-nul` findes ikke"),
    ("facts/charts.yaml", "fact: svar-et", "fact: tal-et", "som ikke har nogen tal"),
    ("facts/charts.yaml", "fact: svar-et", "fact: holdt-tilbage", "har gate `hold`"),
    ("facts/charts.yaml", "show: [med, uden]", "show: [med, andre]", "tegner `andre`"),
    ("facts/charts.yaml", "show: [med, uden]", "show: [uden]", "fremhæver `med`"),
    ("facts/charts.yaml", "kind: survey", "kind: effect", "svar og beskrivelser er ikke effekter"),
    ("facts/charts.yaml", "Så mange var tilfredse", "Effekten af samtaler", "siger »Effekten«"),
    ("facts/charts.yaml", "How many were satisfied", "What meetings led to", "siger »led to«"),
    ("facts/charts.yaml", "  title_en: How many were satisfied\n", "", "`title_en` mangler"),
    ("facts/charts.yaml", "  not_shown_da: Om nogen fik et job.\n", "", "`not_shown_da` mangler"),
    ("facts/charts.yaml", "Om nogen fik et job.", "Kun 31 procent svarede.", "siger »31 procent«"),
    ("facts/charts.yaml", LAST_ROW, LAST_ROW + ROW_TWO, "skriv `comparable: false`"),
    ("facts/charts.yaml", LAST_ROW, LAST_ROW + "      da: Tilfredse\n", "kun en overskrift på det ene sprog"),
    ("facts/facts.yaml", "number: 63", "number: 36", "har 36 procent i `measured`, men `da`"),
    ("facts/facts.yaml", "63 percent were", "36 percent were", "har 63 percent i `measured`, men `en`"),
    ("facts/facts.yaml", "out_of: 3", "out_of: 4", "har 2 ud af 4 i `measured`"),
    ("facts/facts.yaml", "63 procent tilfredse mod 46,5", "46,5 procent tilfredse mod 63", "i den orden"),
    ("facts/facts.yaml", "Med i forsøget", "Effekten for dem i forsøget", "svar og beskrivelser"),
    ("facts/facts.yaml", "Med i forsøget", "Dem der var med i hele det lange forsøg", "der ikke kan bruges"),
    ("facts/facts.yaml", "id: uden,", "id: med,", "to tal med samme `id`"),
    ("facts/facts.yaml", "  measured:\n", "  value: 63\n  measured:\n", "har både"),
)  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "said"), FAULTS)
def test_the_check_finds(charted: ContentFolder, file: str, old: str, new: str, said: str) -> None:
    assert charted.errors() == []
    charted.change(file, old, new)
    assert any(said in one for one in charted.errors()), charted.errors()


def test_two_units_do_not_stand_in_one_chart(charted: ContentFolder) -> None:
    charted.change("facts/charts.yaml", LAST_ROW, LAST_ROW + ROW_TWO)
    charted.change("facts/charts.yaml", "rows:", "comparable: false\n  rows:")
    assert charted.errors() == []
    before, after = charted.read("facts/facts.yaml").split("- id: svar-to")
    charted.write(
        "facts/facts.yaml", before + "- id: svar-to" + after.replace("unit: percent", "unit: weeks")
    )
    assert any("blander enhederne percent, weeks" in one for one in charted.errors())


def test_a_part_of_a_whole_is_said_as_one_and_a_small_group_is_not_counted_out() -> None:
    part = Value(id="a", number=2, out_of=3, da="A", en="A")
    few = Value(id="b", number=4, da="B", en="B")
    assert (at_the_bar(part, "percent", "da"), at_the_bar(part, "percent", "en")) == (
        "2 ud af 3",
        "2 out of 3",
    )
    assert spelled(few, "people", "da") == "færre end 5 personer"
    assert spelled(few, "weeks", "en") == "4 weeks"
    assert Measured(kind="survey", unit="percent", values=(part,)).value("b") is None


def test_the_charts_of_the_site_are_drawn_in_a_demonstration_and_wait_for_approval() -> None:
    root = PROJECT_ROOT / "content"
    registry, charts = read_registry(root)[0], read_content(root).charts
    assert charts
    for language in ("da", "en"):
        for edition, drawn in ((Edition.DEMONSTRATION, True), (Edition.PRODUCTION, False)):
            empty = type(registry)(registry.facts)
            codes = Shortcodes(empty, edition, date(2026, 11, 25), {}, charts)
            for one in charts:
                assert ("<svg" in codes.expand(f"[[chart:{one}]]", language)) is drawn, one

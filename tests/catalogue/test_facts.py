"""Facts: when one counts as approved, what each edition shows, and how it looks on a page."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from portal.__main__ import main
from portal.catalogue.content_check import CONTENT, check_content
from portal.catalogue.fact_files import read_registry
from portal.catalogue.fact_markup import run_of_facts
from portal.catalogue.facts import Edition, Fact, Registry, Shown, Standing
from portal.catalogue.findings import errors
from tests.catalogue.builders import TODAY, ContentFolder

DEMONSTRATION, PRODUCTION = Edition.DEMONSTRATION, Edition.PRODUCTION


@pytest.fixture
def registry(content: ContentFolder) -> Registry:
    found, findings = read_registry(content.root)
    assert findings == []
    return found


def approved(content: ContentFolder, identifier: str, on: str = "2026-11-23") -> Registry:
    found, _ = read_registry(content.root)
    content.approve(identifier, found.facts[identifier].text_hash, on)
    return read_registry(content.root)[0]


def shown(
    registry: Registry, identifier: str, language: str = "da", edition: Edition = DEMONSTRATION
) -> Shown | None:
    return registry.show(registry.facts[identifier], language, edition, TODAY)


def run(registry: Registry, *identifiers: str, language: str = "da", edition: Edition = DEMONSTRATION) -> str:
    found = [shown(registry, identifier, language, edition) for identifier in identifiers]
    return run_of_facts([one for one in found if one is not None], language)


def text(registry: Registry, identifier: str, language: str, edition: Edition) -> str | None:
    found = shown(registry, identifier, language, edition)
    return found.text if found else None


def test_a_demonstration_shows_what_is_not_approved_as_a_draft(registry: Registry) -> None:
    for identifier in ("regel-et", "regel-to", "tal-et"):
        found = shown(registry, identifier)
        assert found is not None
        assert found.standing is Standing.DRAFT
        assert found.text == registry.facts[identifier].da


def test_a_production_shows_the_safe_sentence_of_an_unapproved_rule_and_no_unapproved_figure(
    registry: Registry,
) -> None:
    assert text(registry, "regel-et", "da", PRODUCTION) == "Spørg din a-kasse om rådighed."
    assert text(registry, "regel-et", "en", PRODUCTION) == "Ask your unemployment fund about availability."
    assert text(registry, "tal-et", "da", PRODUCTION) is None


def test_what_is_held_back_is_shown_nowhere(content: ContentFolder) -> None:
    registry = approved(content, "holdt-tilbage")

    assert shown(registry, "holdt-tilbage") is None
    assert text(registry, "holdt-tilbage", "da", PRODUCTION) is None


def test_an_approved_fact_is_shown_as_true_in_both_editions(content: ContentFolder) -> None:
    registry = approved(content, "tal-et")

    assert text(registry, "tal-et", "en", PRODUCTION) == "38 percent more."
    found = shown(registry, "tal-et")
    assert found is not None
    assert (found.standing, found.approved_on) == (Standing.APPROVED, date(2026, 11, 23))


@pytest.mark.parametrize(
    ("old", "new"),
    [("38 procent flere", "39 procent flere"), ("38 percent more", "39 percent more")],
)
def test_a_changed_text_loses_its_approval_and_says_so(content: ContentFolder, old: str, new: str) -> None:
    approved(content, "tal-et")

    content.change("facts/facts.yaml", old, new)

    assert text(read_registry(content.root)[0], "tal-et", "da", PRODUCTION) is None
    assert content.errors() == []
    assert any("tal-et er ændret siden godkendelsen" in note for note in content.notes())


def test_a_changed_safe_sentence_loses_the_approval_too(registry: Registry) -> None:
    fact = registry.facts["regel-et"]

    assert replace(fact, safe_en="Ask.").text_hash != fact.text_hash
    assert replace(fact, note="Set igen").text_hash == fact.text_hash


def test_a_fact_to_be_checked_cannot_be_approved_before_its_source_was_seen(content: ContentFolder) -> None:
    registry = approved(content, "regel-to")
    assert text(registry, "regel-to", "da", PRODUCTION) == "Søg job løbende. Spørg din a-kasse."
    assert any("regel-to kan først godkendes" in line for line in content.errors())

    content.change("facts/facts.yaml", "gate: check", "gate: check\n  source_checked_on: 2026-11-20")

    assert content.errors() == []
    assert (
        text(read_registry(content.root)[0], "regel-to", "da", PRODUCTION) == "Du skal søge job & skrive det."
    )


def test_an_approval_ends_by_itself_on_the_day_of_review(content: ContentFolder) -> None:
    registry = approved(content, "regel-et")
    fact = registry.facts["regel-et"]

    assert registry.standing(fact, date(2026, 12, 31)) is Standing.APPROVED
    assert registry.standing(fact, date(2027, 1, 1)) is Standing.OVERDUE
    late = registry.show(fact, "da", PRODUCTION, date(2027, 1, 1))
    assert late is not None
    assert late.text == "Spørg din a-kasse om rådighed."
    marked = registry.show(fact, "da", DEMONSTRATION, date(2027, 1, 1))
    assert marked is not None
    assert "Godkendelsen er udløbet" in run_of_facts([marked], "da")
    notes = check_content(content.root, today=date(2027, 1, 1)).findings
    assert any("regel-et skulle være set efter 2027-01-01" in finding.message for finding in notes)


def test_an_approval_of_what_is_unknown_or_held_back_is_a_fault(content: ContentFolder) -> None:
    approved(content, "holdt-tilbage")
    assert any("holdt-tilbage har gate `hold`" in line for line in content.errors())

    content.approve("ukendt", "x")
    assert any("ukendt findes ikke i facts.yaml" in line for line in content.errors())


def test_adjacent_facts_of_one_source_share_one_note_with_every_year(registry: Registry) -> None:
    html = run_of_facts(
        [one for one in (shown(registry, "regel-et"), shown(registry, "regel-to")) if one], "da"
    )

    assert html.count('<p class="mg">') == 1
    assert "Kilde til de to: <a " in html
    assert "fra 1. juli 2026 og 2022" in html
    assert html.count("<li>") == 2


def test_facts_of_different_sources_have_a_note_each(registry: Registry) -> None:
    html = run(registry, "regel-et", "tal-et")

    assert html.count('<p class="mg">') == html.count('<ul class="run">') == 2
    assert "Kilde: En analyse (side 7), fra 2017" in html


def test_the_note_is_in_the_language_of_the_page_and_marks_the_source_as_danish(
    registry: Registry,
) -> None:
    html = run(registry, "regel-et", language="en")

    assert '<span class="draft">Draft</span>Not approved yet.' in html
    assert '<span lang="da">Lov om' in html


def test_paragraph_numbers_are_for_editors_only(registry: Registry) -> None:
    assert "§" not in run(registry, "regel-et")


def test_whatever_stands_in_the_registry_is_escaped(registry: Registry) -> None:
    fact: Fact = replace(registry.facts["tal-et"], da='<b onclick="x">Nej</b>')

    html = run_of_facts([Shown(fact, fact.da, Standing.DRAFT)], "da")

    assert "<b " not in html
    assert "&lt;b onclick=&#34;x&#34;&gt;Nej" in html


def test_a_safe_sentence_has_neither_draft_mark_nor_source(registry: Registry) -> None:
    html = run(registry, "regel-et", edition=PRODUCTION)

    assert "Spørg din a-kasse om rådighed." in html
    assert "mg" not in html


def test_the_hash_to_approve_is_printed(content: ContentFolder, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["content", "--folder", str(content.root), "hash", "tal-et"]) == 0
    wanted = read_registry(content.root)[0].facts["tal-et"].text_hash
    assert capsys.readouterr().out.strip() == wanted
    assert main(["content", "--folder", str(content.root), "hash", "ukendt"]) == 2
    assert main(["content", "--folder", str(content.root), "hash", "--next", "tal-et"]) == 2


@pytest.fixture(scope="module")
def own_registry() -> Registry:
    registry, findings = read_registry(CONTENT)
    assert errors(findings) == []
    return registry


def test_nothing_in_the_sites_own_registry_is_approved(own_registry: Registry) -> None:
    standings = {own_registry.standing(fact, TODAY) for fact in own_registry.facts.values()}

    assert standings == {Standing.DRAFT, Standing.HELD}
    assert own_registry.approvals == {}
    assert len(own_registry.facts) > 200


def test_the_superseded_facts_are_gone_and_the_missing_ones_are_there(own_registry: Registry) -> None:
    facts = own_registry.facts

    assert not {
        "raadighed-sygdom-ikke-til-raadighed",
        "raadighed-rimeligt-arbejde",
        "samtaler-410-timer",
    } & set(facts)
    assert {
        "ret-akasse-hoering",
        "sanktion-lovligt-fravaer",
        "syg-frist-brev",
        "samtaler-afmeldt-igen",
    } <= set(facts)
    assert facts["sanktion-ingen-jobsoegning"].gate == "hold"


def test_a_broken_registry_names_its_line(tmp_path: Path) -> None:
    folder = ContentFolder(tmp_path / "x")
    folder.write("facts/facts.yaml", "- id: a\n  da: [\n")

    assert any("facts.yaml:" in line and "kan ikke læses som YAML" in line for line in folder.errors())

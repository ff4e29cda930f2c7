"""Two signatures: what an approval in the file must have before it counts, for facts and for dated rules."""

from dataclasses import replace
from datetime import date

import pytest

from portal.catalogue.fact_files import read_registry
from portal.catalogue.facts import Edition, Registry, Standing
from portal.catalogue.measured import Measured, Value
from portal.shared.dated_rules import DatedRule, RuleApproval, load_rules
from tests.catalogue.builders import TODAY, ContentFolder

NO_SECOND = ""
SAME_PERSON = "  second_by: ' redaktøren '\n  second_on: 2026-11-23\n"
NO_DAY = "  second_by: Fagligt ansvarlig\n"
BEFORE_THE_FIRST = "  second_by: Fagligt ansvarlig\n  second_on: 2026-11-22\n"
TOMORROW = "  second_by: Fagligt ansvarlig\n  second_on: 2026-11-25\n"
BY_NOBODY = "  second_by: navn på redaktøren\n  second_on: 2026-11-23\n"


def approved(content: ContentFolder, identifier: str, second: str) -> Registry:
    found, _ = read_registry(content.root)
    content.approve(identifier, found.facts[identifier].text_hash, second=second)
    return read_registry(content.root)[0]


def standing(registry: Registry, identifier: str, day: date = TODAY) -> Standing:
    return registry.standing(registry.facts[identifier], day)


@pytest.mark.parametrize("second", [NO_SECOND, SAME_PERSON, NO_DAY, TOMORROW])
def test_an_approval_without_a_second_and_different_signature_does_not_count(
    content: ContentFolder, second: str
) -> None:
    registry = approved(content, "tal-et", second)

    assert standing(registry, "tal-et") is Standing.DRAFT
    shown = registry.show(registry.facts["tal-et"], "da", Edition.PRODUCTION, TODAY)
    assert shown is None


def test_one_signature_alone_is_a_note_and_stops_no_build(content: ContentFolder) -> None:
    approved(content, "tal-et", NO_SECOND)

    assert content.errors() == []
    assert any("tal-et mangler den anden underskrift" in note for note in content.notes())


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (SAME_PERSON, "tal-et er underskrevet to gange af »Redaktøren«: en anden skal skrive under"),
        (NO_DAY, "tal-et har kun den ene af `second_by` og `second_on`"),
        (BEFORE_THE_FIRST, "tal-et har sin anden underskrift før den første"),
        (TOMORROW, "tal-et er godkendt 2026-11-25, som ikke er kommet: ret `second_on`"),
        (BY_NOBODY, "tal-et er godkendt af »navn på redaktøren«"),
    ],
)
def test_a_planted_fault_in_the_second_signature_is_found(
    content: ContentFolder, second: str, said: str
) -> None:
    approved(content, "tal-et", second)

    assert any(said in line for line in content.errors()), content.errors()


def test_the_day_of_an_approval_is_that_of_the_second_signature(content: ContentFolder) -> None:
    later = "  second_by: Fagligt ansvarlig\n  second_on: 2026-11-24\n"
    registry = approved(content, "tal-et", later)

    assert standing(registry, "tal-et", date(2026, 11, 23)) is Standing.DRAFT
    shown = registry.show(registry.facts["tal-et"], "da", Edition.PRODUCTION, TODAY)
    assert shown is not None and shown.approved_on == TODAY


def test_the_day_the_source_was_seen_may_stand_with_the_approval(content: ContentFolder) -> None:
    seen = "  second_by: Fagligt ansvarlig\n  second_on: 2026-11-23\n  source_checked_on: 2026-11-23\n"
    registry = approved(content, "regel-to", seen)

    assert content.errors() == []
    assert standing(registry, "regel-to") is Standing.APPROVED

    approved(content, "regel-to", seen.replace("checked_on: 2026-11-23", "checked_on: 2026-11-24"))
    assert any("regel-to er godkendt, før kilden blev set" in line for line in content.errors())


LIMIT: DatedRule = replace(load_rules()[0], gate="ok")
DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("second_by", "second_date", "counts"),
    [
        ("Fagligt ansvarlig", DAY, True),
        (None, None, False),
        ("REDAKTØREN", DAY, False),
        ("Fagligt ansvarlig", None, False),
        ("Fagligt ansvarlig", date(2026, 11, 25), False),
    ],
)
def test_a_dated_rule_needs_the_second_signature_too(
    second_by: str | None, second_date: date | None, counts: bool
) -> None:
    given = RuleApproval(
        by="Redaktøren",
        date=DAY,
        text_hash=LIMIT.text_hash,
        second_by=second_by,
        second_date=second_date,
    )

    assert replace(LIMIT, approved=given).in_force(TODAY) is counts


@pytest.mark.parametrize(
    ("second", "said"),
    [
        ("    second_by: redaktøren\n    second_date: 2026-11-23\n", "er underskrevet to gange"),
        ("    second_by: En anden\n", "har kun den ene af `second_by` og `second_date`"),
        ("    second_by: En anden\n    second_date: 2026-12-24\n", "ikke er kommet: ret `second_date`"),
    ],
)
def test_a_planted_fault_in_the_second_signature_of_a_rule_is_found(
    content: ContentFolder, second: str, said: str
) -> None:
    content.change(
        "facts/rules.yaml",
        "  gate: check\n",
        "  gate: check\n  source_checked_on: 2026-11-20\n  approved:\n"
        "    by: Redaktøren\n    date: 2026-11-23\n"
        f"    text_hash: '{load_rules()[0].text_hash}'\n{second}",
    )

    assert any(said in line for line in content.errors()), content.errors()


def test_a_rule_that_names_a_fact_nobody_knows_is_a_fault(content: ContentFolder) -> None:
    assert content.errors() == []

    content.change("facts/rules.yaml", "  gate: check\n", "  gate: check\n  fact: findes-ikke\n")

    assert any("praktik-laengde peger på faktummet `findes-ikke`" in line for line in content.errors())


def test_a_sentence_that_could_move_to_the_next_field_is_refused(content: ContentFolder) -> None:
    """The same lines in other fields would otherwise bear the signatures given to what they were."""
    content.change(
        "facts/facts.yaml", "da: 38 procent flere.", "da: |-\n    38 procent flere.\n    Ikke alle."
    )
    assert [error for error in content.errors() if "facts.yaml" in error]


def test_words_and_decimals_of_a_drawn_number_are_signed_where_they_stand() -> None:
    def signed(number: float, da: str, en: str) -> str:
        value = Value(id="et", number=number, da=da, en=en)
        return Measured(kind="description", unit="days", values=(value,)).signed

    assert signed(1, "a b", "c") != signed(1, "a", "b c")
    assert signed(1234567, "a", "b") != signed(1234568, "a", "b")

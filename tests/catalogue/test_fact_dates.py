"""Facts over time: a text that begins on a day, approvals that end, and dates nobody can mean."""

from datetime import date, timedelta

import pytest

from portal.__main__ import main
from portal.catalogue.content_check import check_content
from portal.catalogue.fact_files import read_registry
from portal.catalogue.facts import Edition, Fact, Standing
from tests.catalogue.builders import ContentFolder

DEMONSTRATION, PRODUCTION = Edition.DEMONSTRATION, Edition.PRODUCTION
DAY = date(2027, 1, 1)
EVE = date(2026, 12, 31)
OLD, OLD_SAFE = "Du skal være til rådighed.", "Spørg din a-kasse om rådighed."
NEW, NEW_SAFE = "Du skal kunne begynde i morgen.", "Spørg din a-kasse, hvornår du skal kunne begynde."
NEXT = f"""  next:
    from: 2027-01-01
    da: {NEW}
    en: You must be able to begin tomorrow.
    safe_da: {NEW_SAFE}
    safe_en: Ask your unemployment fund when you must be able to begin.
"""
ADOPTED = """    adopted:
      law: Lov nr. 1 om aktiv indsats
      date: 2026-11-20
      approved_by: Redaktøren
"""
NOBODY_HAS_SAID = ["", ADOPTED.replace("2026-11-20", "2027-02-01")]


def follows(content: ContentFolder, adopted: str = "") -> Fact:
    """Gives the first rule a text that follows it."""
    content.change("facts/facts.yaml", "  confidence: high\n", f"  confidence: high\n{NEXT}{adopted}")
    return read_registry(content.root)[0].facts["regel-et"]


def read(content: ContentFolder, day: date, edition: Edition = PRODUCTION) -> str | None:
    registry, _ = read_registry(content.root)
    found = registry.show(registry.facts["regel-et"], "da", edition, day)
    return found.text if found else None


def notes_on(content: ContentFolder, day: date) -> str:
    return "\n".join(str(one) for one in check_content(content.root, today=day).findings)


def test_an_adopted_text_takes_over_on_its_day_and_not_before(content: ContentFolder) -> None:
    follows(content, ADOPTED)

    assert read(content, EVE, DEMONSTRATION) == OLD
    assert read(content, DAY, DEMONSTRATION) == NEW
    assert read(content, EVE) == OLD_SAFE
    assert read(content, DAY) == NEW_SAFE
    assert content.errors() == []


@pytest.mark.parametrize("adopted", NOBODY_HAS_SAID)
@pytest.mark.parametrize("edition", [DEMONSTRATION, PRODUCTION])
def test_a_text_that_was_not_adopted_is_never_shown_and_neither_is_the_old_one(
    content: ContentFolder, adopted: str, edition: Edition
) -> None:
    fact = follows(content, adopted)
    content.approve("regel-et", fact.text_hash)

    assert read(content, EVE) == OLD
    for day in (DAY, DAY + timedelta(days=20)):
        assert read(content, day, edition) == OLD_SAFE


def test_the_new_text_needs_an_approval_of_its_own(content: ContentFolder) -> None:
    fact = follows(content, ADOPTED)
    content.approve("regel-et", fact.text_hash)
    assert (read(content, EVE), read(content, DAY)) == (OLD, NEW_SAFE)

    content.approve_also("regel-et", fact.on(DAY).text_hash)

    assert (read(content, EVE), read(content, DAY)) == (OLD, NEW)
    assert content.errors() == []


def test_the_law_that_was_adopted_is_the_source_of_the_new_text(content: ContentFolder) -> None:
    new = follows(content, ADOPTED).on(DAY)

    assert new.source.title == "Lov nr. 1 om aktiv indsats"
    assert (new.as_of, new.review_by, new.next) == (DAY, None, None)


def test_what_to_approve_is_printed_for_the_new_text_too(
    content: ContentFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    fact = follows(content, ADOPTED)

    assert main(["content", "--folder", str(content.root), "hash", "--next", "regel-et"]) == 0
    assert capsys.readouterr().out.strip() == fact.on(DAY).text_hash != fact.text_hash


def test_the_owner_is_told_thirty_days_before_a_text_changes(content: ContentFolder) -> None:
    follows(content)

    assert "skifter tekst" not in notes_on(content, DAY - timedelta(days=31))
    assert "regel-et skifter tekst 2027-01-01: `next` mangler `adopted`" in notes_on(
        content, DAY - timedelta(days=30)
    )
    assert "regel-et viser den sikre sætning, for `next` skulle gælde" in notes_on(content, DAY)


def test_a_text_that_has_taken_over_is_to_be_moved_up(content: ContentFolder) -> None:
    follows(content, ADOPTED)

    assert "regel-et siger fra 2027-01-01 det, der står i `next`" in notes_on(content, DAY)


def test_the_owner_is_told_thirty_days_before_a_review(content: ContentFolder) -> None:
    assert "skal ses efter inden" not in notes_on(content, DAY - timedelta(days=31))
    assert "1 fakta (0 godkendt) skal ses efter inden 2027-01-01: regel-et" in notes_on(
        content, DAY - timedelta(days=30)
    )


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ("      law: Lov nr. 1 om aktiv indsats\n", "`next.adopted.law` mangler"),
        ("      approved_by: Redaktøren\n", "`next.adopted.approved_by` mangler"),
        (
            "    safe_en: Ask your unemployment fund when you must be able to begin.\n",
            "mangler `next.safe_en`",
        ),
    ],
)
def test_a_half_written_change_is_a_fault_with_its_line(
    content: ContentFolder, missing: str, said: str
) -> None:
    follows(content, ADOPTED)

    content.change("facts/facts.yaml", missing, "")

    assert any("content/facts/facts.yaml:" in line and said in line for line in content.errors())


def test_a_law_cannot_have_been_adopted_tomorrow(content: ContentFolder) -> None:
    follows(content, NOBODY_HAS_SAID[1])

    assert any("regel-et er vedtaget på en dag, der ikke er kommet" in line for line in content.errors())


def test_an_approval_dated_in_the_future_does_not_count_and_is_a_fault(content: ContentFolder) -> None:
    registry, _ = read_registry(content.root)
    content.approve("tal-et", registry.facts["tal-et"].text_hash, on="2026-11-25")
    registry, _ = read_registry(content.root)
    fact = registry.facts["tal-et"]

    assert registry.standing(fact, date(2026, 11, 24)) is Standing.DRAFT
    assert registry.standing(fact, date(2026, 11, 25)) is Standing.APPROVED
    assert any("approvals.yaml:1: tal-et er godkendt 2026-11-25" in line for line in content.errors())


@pytest.mark.parametrize("by", ["", "  ", "?", "Navn på redaktøren", "ingen"])
def test_an_approval_by_nobody_is_a_fault(content: ContentFolder, by: str) -> None:
    registry, _ = read_registry(content.root)

    content.approve("tal-et", registry.facts["tal-et"].text_hash, by=by)

    assert any("approvals.yaml:1" in line or "approvals.yaml:3" in line for line in content.errors())


def test_the_same_text_is_approved_once(content: ContentFolder) -> None:
    registry, _ = read_registry(content.root)
    content.approve("tal-et", registry.facts["tal-et"].text_hash)

    content.approve_also("tal-et", registry.facts["tal-et"].text_hash)

    assert content.errors() == [
        "content/facts/approvals.yaml:7: tal-et er også godkendt på linje 1: slet den ene"
    ]


def test_an_approval_from_before_the_source_was_seen_is_a_fault(content: ContentFolder) -> None:
    content.change("facts/facts.yaml", "gate: check", "gate: check\n  source_checked_on: 2026-11-24")
    registry, _ = read_registry(content.root)

    content.approve("regel-to", registry.facts["regel-to"].text_hash, on="2026-11-23")

    assert any("regel-to er godkendt, før kilden blev set" in line for line in content.errors())

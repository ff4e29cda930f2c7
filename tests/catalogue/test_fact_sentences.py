"""The sentences of the registry: what none may hold, and what is true whichever way the law goes."""

import re
from collections.abc import Iterator

import pytest

from portal.catalogue.content_check import CONTENT
from portal.catalogue.fact_files import read_registry
from portal.catalogue.fact_sentences import LIX_LIMIT
from portal.catalogue.facts import Fact
from portal.catalogue.findings import errors
from portal.catalogue.glossary import read_glossary
from portal.catalogue.plain_language import lix
from tests.catalogue.builders import ContentFolder

# Whoever holds the meeting may change, so a safe sentence asks or says "if".
HOLDS_THE_MEETING = re.compile(
    r"(?:a-kassen?|kommunen) (?:holder|skal holde)|samtaler? (?:i|hos|med) (?:din |dit )?(?:a-kasse|kommune)",
    re.IGNORECASE,
)
IF = ("Skal du", "Vil du", "Har du", "Er du")
UNNAMED = re.compile(
    r"\b(?:samme analyse|same analysis|a-kasseforsøget|I projektet (?!Den)|In the project (?!Den))"
    r"|^(?:Rapporten|The report)\b"
)
# Years may stand in an explanation; any other figure is a fact and comes from the registry.
EXPLAINED_FIGURE = re.compile(
    r"\b(?!20\d\d\b)\d|procent|percent|kroner|DKK|;|§|\bthe fund\b|(?<!unemployment )\bfunds\b"
)
# An offer is one the municipality makes; in English the reader is told the Danish word.
OFFER = re.compile(r"\boffers?\b(?! (?:you|help))", re.IGNORECASE)


@pytest.fixture(scope="module")
def facts() -> list[Fact]:
    registry, findings = read_registry(CONTENT)
    assert errors(findings) == []
    return list(registry.facts.values())


def rules(facts: list[Fact]) -> list[Fact]:
    return [fact for fact in facts if fact.kind == "rule"]


def sentences(fact: Fact) -> Iterator[str]:
    yield from (one for one in (fact.da, fact.en, fact.safe_da, fact.safe_en) if one)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("da: Du skal være til rådighed.", "da: Du skal søge; du skal møde.", "semikolon i `da`"),
        ("en: You must be available.", "en: See § 62.", "paragraftegn i `en`"),
        ("da: 38 procent flere.", "da: Du får 21.092 kroner.", "beløb i `da`"),
        ("en: 38 percent more.", "en: You get DKK 21,092.", "beløb i `en`"),
        ("en: You must be available.", "en: Ask the fund.", "“the fund” i `en`"),
        (
            "safe_da: Spørg din a-kasse om",
            "safe_da: Efter tre uger, spørg din a-kasse om",
            "»uger« i `safe_da`",
        ),
        ("safe_en: Ask your", "safe_en: After two months ask your", "»two months« i `safe_en`"),
        ("safe_da: Spørg din a-kasse om", "safe_da: Spørg 2 gange din a-kasse om", "»2« i `safe_da`"),
        ("safe_da: Spørg din a-kasse om rådighed.", "safe_da: Søg job.", "siger ikke i `safe_da`"),
        (
            "safe_en: Ask your unemployment fund about availability.",
            "safe_en: Ask.",
            "siger ikke i `safe_en`",
        ),
    ],
)
def test_a_sentence_that_must_not_stand_is_a_fault_with_its_line(
    content: ContentFolder, old: str, new: str, said: str
) -> None:
    content.change("facts/facts.yaml", old, new)

    found = content.errors()
    assert len(found) == 1
    assert found[0].startswith("content/facts/facts.yaml:")
    assert said in found[0]


def test_what_is_held_back_may_say_anything_because_nobody_reads_it(content: ContentFolder) -> None:
    content.change("facts/facts.yaml", "da: Otte uger.", "da: Otte uger; 300 kroner, jf. § 3.")

    assert content.errors() == []


def test_every_rule_has_both_safe_sentences_and_someone_to_ask(facts: list[Fact]) -> None:
    for fact in rules(facts):
        assert fact.safe_da and fact.safe_en, fact.id
        assert (fact.ask is not None) == (fact.audience == "reader"), fact.id


def test_no_safe_sentence_assumes_who_holds_the_meeting(facts: list[Fact]) -> None:
    for fact in rules(facts):
        safe = fact.safe_da or ""
        assert not HOLDS_THE_MEETING.search(safe) or safe.startswith(IF), fact.id


def test_a_tired_reader_can_read_every_safe_sentence(facts: list[Fact]) -> None:
    glossary, _ = read_glossary(CONTENT)
    easy = frozenset(word.casefold() for term in glossary.terms for word in term.word.split())

    hard = {fact.id: lix(fact.safe_da or "", easy) for fact in rules(facts)}

    assert {identifier: round(value) for identifier, value in hard.items() if value > LIX_LIMIT} == {}


def test_english_readers_are_told_the_danish_word_for_an_offer(facts: list[Fact]) -> None:
    for fact in facts:
        for sentence in (fact.en, fact.safe_en or ""):
            rest = sentence.replace("activation offers", "").replace("activation offer", "")
            assert not OFFER.search(rest.replace("Activation offers", "").replace("job offer", "")), fact.id
            assert "quarantine" not in sentence.casefold(), fact.id
            assert "Appeals Board" not in sentence or "National Social Appeals Board" in sentence, fact.id


def test_a_sentence_stands_alone_and_names_the_study_it_speaks_of(facts: list[Fact]) -> None:
    for fact in facts:
        if fact.gate == "hold":
            continue
        for sentence in sentences(fact):
            assert not UNNAMED.search(sentence), fact.id
            assert "jobcenteret skal" not in sentence, fact.id


def test_what_the_owner_must_know_is_never_shown_to_a_reader(facts: list[Fact]) -> None:
    owners = {fact.id for fact in facts if fact.audience == "owner"}

    assert owners == {"web-was", "web-wcag-aa"}
    for page in CONTENT.rglob("*.md"):
        assert not owners & set(re.findall(r"\[\[fact:([^\]]+)\]\]", page.read_text(encoding="utf-8"))), page


def test_the_explanations_of_the_glossary_are_true_either_way() -> None:
    """They are shown in place in every edition, so they hold no figure and no joined sentences."""
    glossary, _ = read_glossary(CONTENT)

    for term in glossary.terms:
        for sentence in (term.da, term.en):
            assert not EXPLAINED_FIGURE.search(sentence), (term.term, sentence)


def test_a_rule_that_the_new_law_may_change_is_to_be_seen_again_when_it_begins(facts: list[Fact]) -> None:
    for fact in rules(facts):
        if "2027" in fact.note and fact.audience == "reader":
            assert fact.review_by is not None and str(fact.review_by) <= "2027-01-01", fact.id

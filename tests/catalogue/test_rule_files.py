"""The rules file as an editor writes it: each mistake with its line."""

import pytest

from portal.__main__ import main
from portal.shared.dated_rules import load_rules
from tests.catalogue.builders import ContentFolder

RULES = "facts/rules.yaml"
APPROVED = (
    "  approved:\n    by: Redaktøren\n    date: {day}\n    text_hash: '{text_hash}'\n"
    "    second_by: Fagligt ansvarlig\n    second_date: {day}\n"
)
FIRST = "  source: LAB § 61 (LBK 280/2024), elov.dk\n"


def approve(content: ContentFolder, text_hash: str, day: str = "2026-11-23", *, checked: bool = True) -> None:
    seen = "  source_checked_on: 2026-11-20\n" if checked else ""
    content.change(RULES, FIRST, FIRST + seen + APPROVED.format(day=day, text_hash=text_hash))


def text_hash(content: ContentFolder) -> str:
    return load_rules(content.root / "facts")[0].text_hash


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  most: 4\n", "", "praktik-laengde er en grænse og mangler `most`"),
        ("  most: 4\n", "  most: 0\n", "praktik-laengde: `most` har en værdi, der ikke kan bruges"),
        ("  subject: placement-weeks\n", "  subject: uger\n", "praktik-laengde: `subject` har en værdi"),
        ("  from: 2020-01-01\n", "", "praktik-laengde: `from` mangler"),
        ("  until: 2026-12-31\n", "  until: 2019-12-31\n", "praktik-laengde slutter, før den begynder"),
        ("kort. Se efter", "højst 4 uger. Se efter", "har et tal i den forsigtige sætning"),
        ("  gate: check\n", "  gate: check\n  farve: gul\n", "praktik-laengde: `farve` er en nøgle"),
        ("og står det øverst?", "og står det øverst.", "cv-kan-findes skal stå som et spørgsmål"),
        ("- id: plan-med-maal", "- id: cv-kan-findes", "cv-kan-findes står også på linje"),
    ],
)
def test_a_planted_mistake_is_found_with_its_line(
    content: ContentFolder, old: str, new: str, said: str
) -> None:
    content.change(RULES, old, new)

    found = content.errors()
    assert len(found) == 1
    assert found[0].startswith("content/facts/rules.yaml:")
    assert said in found[0]


def test_a_missing_file_is_a_fault(content: ContentFolder) -> None:
    content.remove(RULES)

    assert content.errors() == [
        "content/facts/rules.yaml:1: filen mangler: opret den, også selv om den er tom"
    ]


def test_an_approval_with_the_source_seen_is_right(content: ContentFolder) -> None:
    approve(content, text_hash(content))

    assert content.errors() == []


def test_an_approval_needs_a_seen_source_and_a_day_that_has_come(content: ContentFolder) -> None:
    approve(content, text_hash(content), day="2026-12-24", checked=False)

    said = "\n".join(content.errors())
    assert "kan først godkendes, når `source_checked_on` er skrevet" in said
    assert "er godkendt 2026-12-24, som ikke er kommet" in said


def test_a_changed_rule_says_that_its_approval_is_lost(content: ContentFolder) -> None:
    approve(content, "0" * 32)

    assert any("praktik-laengde er ændret siden godkendelsen" in note for note in content.notes())


def test_the_hash_to_approve_is_printed(content: ContentFolder, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["content", "--folder", str(content.root), "rule-hash"]

    assert main([*command, "praktik-laengde"]) == 0
    assert capsys.readouterr().out.strip() == text_hash(content)
    assert main([*command, "ukendt"]) == 2

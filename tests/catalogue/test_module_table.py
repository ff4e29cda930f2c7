"""`content table`: where every module stands, a row for each language."""

from pathlib import Path

import pytest

from portal.__main__ import main
from portal.commands import content as command
from tests.catalogue.builders import WORDS, ContentFolder

LONG = "Forsikringsselskaberne undersøger ansøgningerne grundigt igennem."


@pytest.fixture
def rows(
    content: ContentFolder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> list[dict[str, str]]:
    content.change("facts/facts.yaml", "Du skal være til rådighed.", LONG)
    for suffix in (".md", ".en.md"):
        content.change(f"start/raadighed{suffix}", WORDS, WORDS[: len(WORDS) // 10])
    monkeypatch.setattr(command, "WORKSHEETS", tmp_path / "worksheets")
    assert main(["content", "--folder", str(content.root), "table"]) == 0
    lines = [line.strip("| ").split(" | ") for line in capsys.readouterr().out.splitlines()]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def test_every_module_has_a_row_in_each_language_and_no_other_page_has(rows: list[dict[str, str]]) -> None:
    assert [(row["module"], row["language"]) for row in rows] == [("raadighed", "en"), ("raadighed", "da")]


def test_a_row_counts_words_facts_questions_and_pages_of_the_sheet(rows: list[dict[str, str]]) -> None:
    for row in rows:
        assert (row["facts"], row["self-check"], row["sheet pages"]) == ("2", "3", "1")
        assert 45 < int(row["words"]) < 70


def test_danish_has_its_lix_and_english_its_reading_ease(rows: list[dict[str, str]]) -> None:
    english, danish = rows

    assert int(danish["lix"]) < int(danish["lix with facts"]) and danish["ease"] == ""
    assert int(english["ease"]) > 55 and english["lix"] == english["lix with facts"] == ""

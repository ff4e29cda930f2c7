"""What looks like a rule or a figure in running text is listed, unless an editor has seen it."""

import pytest

from tests.catalogue.builders import ContentFolder

LISTED = [
    "Du skal svare din a-kasse i dag.",
    "Praktikken varer fire uger.",
    "Det er et 4-ugers forløb.",
    "Du får 21.092 kroner om måneden.",
    "Det koster 300 kr. at klage.",
    "Der er tolv måneder til.",
    "To ud af tre fik job.",
    "Hver tredje kandidat er ledig.",
    "En samtale varer 20 minutter.",
    "Du har ret til en bisidder.",
    "Du har pligt til at møde.",
    "Meld dig syg senest samme dag.",
    "Forskning viser, at det virker.",
    "Du kan få karantæne.",
    "Der er 24 kilometer.",
    "63 procent var glade.",
]
PASSED_OVER = [
    "Du skal til samtale i din a-kasse på torsdag.",
    "Skriv to eller tre opgaver.",
    "Fredag bruger Robin ti minutter på sin joblog.",
    "Hvad du har pligt til, står på siden.",
    "Ring hver anden dag.",
    "Undersøgelserne viser ikke, hvad der passer til dig.",
    "Spørg din a-kasse, hvor mange job du skal søge.",
]


def notes_about(content: ContentFolder, sentence: str) -> list[str]:
    content.write("start/start.md", f"{content.read('start/start.md')}\n{sentence}\n")
    return [note for note in content.notes() if note.startswith("content/start/start.md:")]


@pytest.mark.parametrize("sentence", LISTED)
def test_what_looks_like_a_rule_or_figure_is_listed_with_its_line(
    content: ContentFolder, sentence: str
) -> None:
    found = notes_about(content, sentence)

    assert len(found) == 1
    assert found[0].startswith("content/start/start.md:15: »")
    assert content.errors() == []


@pytest.mark.parametrize("sentence", PASSED_OVER)
def test_ordinary_sentences_are_passed_over(content: ContentFolder, sentence: str) -> None:
    assert notes_about(content, sentence) == []


@pytest.mark.parametrize(
    "sentence", ["You must tell your unemployment fund.", "It takes four weeks.", "Two of three got a job."]
)
def test_english_is_read_too(content: ContentFolder, sentence: str) -> None:
    content.write("start/start.en.md", f"{content.read('start/start.en.md')}\n{sentence}\n")

    assert any(note.startswith("content/start/start.en.md:15: ") for note in content.notes())


def test_the_summary_is_read_too(content: ContentFolder) -> None:
    content.change("start/raadighed.md", "summary: Rådighed på en side.", "summary: Praktik i fire uger.")

    assert any("start/raadighed.md:6: »fire uger«" in note for note in content.notes())


def test_an_editor_may_say_that_a_paragraph_is_an_example(content: ContentFolder) -> None:
    text = "<!-- example: invented -->\nDet varer fire uger.\nOg fem dage.\n\nDet varer seks uger."

    found = notes_about(content, text)

    assert [note.split(": ")[0] for note in found] == ["content/start/start.md:19"]


def test_an_example_must_say_why(content: ContentFolder) -> None:
    assert len(notes_about(content, "<!-- example: -->\nDet varer fire uger.")) == 1

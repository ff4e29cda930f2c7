"""How hard a page is to read is measured as the issue's readers would read it."""

import pytest

from portal.catalogue.plain_language import lix, read, split, syllables
from portal.catalogue.readability import sentences_of
from tests.catalogue.builders import WORDS, ContentFolder

DA, EN = "start/raadighed.md", "start/raadighed.en.md"
HARD_DANISH = "Beskæftigelsesforanstaltninger forudsætter jobsøgningsdokumentation.\n" * 150
HARD_ENGLISH = "Administrative documentation necessitates comprehensive consideration of eligibility.\n" * 70


def test_lix_counts_long_words_and_words_to_a_sentence() -> None:
    assert lix("Ring nu. Spørg dem.") == 2
    assert lix("Ring til beskæftigelseskonsulenten nu.") == pytest.approx(4 + 25)
    assert lix("Hold din rådighed.", frozenset({"rådighed"})) == 3


def test_names_and_addresses_are_not_long_words_but_the_first_word_of_a_sentence_may_be() -> None:
    assert read(["Ring til Nordsjælland og jobnet.dk."]).long_words == 0
    assert read(["Uddannelse er godt."]).long_words == 1


@pytest.mark.parametrize(
    ("word", "heard"),
    [("job", 1), ("meeting", 2), ("benefit", 3), ("unemployment", 4), ("municipality", 6), ("asked", 1),
     ("time", 1), ("table", 2), ("you", 1), ("agreement", 3), ("wages", 2), ("a", 1)],
)  # fmt: skip
def test_syllables_are_those_one_hears(word: str, heard: int) -> None:
    assert syllables(word) == heard


def test_reading_ease_of_short_words_is_high_and_of_long_ones_low() -> None:
    easy, hard = read(split("We call you. You may ask.")), read(split(HARD_ENGLISH))

    assert easy.ease > 90
    assert hard.ease < 0
    assert read([]).lix == 0


def test_a_heading_an_item_and_a_cell_end_a_sentence_and_marks_are_not_read() -> None:
    body = (
        "## Skriv ned {#skriv}\n\nFørste linje\ngår videre. Så er der **en** til.\n\n- et punkt\n"
        "- [et link](module:x)\n\n| Det | Her |\n|---|---|\n| a | b |\n\nI margenen\n{: .mg }\n\n"
        "[[fact:regel-et]]\n\n> Sig det<br>\n> og det.\n"
    )

    assert [one for one in sentences_of(body) if one.strip(" -")] == [
        "Skriv ned", "Første linje går videre.", "Så er der en til.", "et punkt", "et link",
        "Det", "Her", "a", "b", "Sig det", "og det.",
    ]  # fmt: skip


def test_a_danish_module_that_is_hard_to_read_fails(content: ContentFolder) -> None:
    content.change(DA, WORDS, HARD_DANISH + WORDS)

    found = content.errors()

    assert any(f"{DA}:18: lix er" in line and "45 er det højeste" in line for line in found), found
    assert any("40 er det højeste" in line and "i snit" in line for line in found), found


def test_those_who_work_with_it_may_be_asked_a_little_more(content: ContentFolder) -> None:
    harder = "Hun forklarer reglerne grundigt og venter så.\n" * 100
    for suffix in (".md", ".en.md"):
        text = content.read(f"start/raadighed{suffix}").replace("id: raadighed", "id: roller")
        text = text.replace("slug: raadighed", "slug: roller").replace("slug: rules", "slug: roles")
        content.write(f"consultants/roller{suffix}", text.replace("(start.md)", "(module:start)"))
    content.change("permalinks.txt", "start\n", "start\nroller\n")
    content.change("consultants/roller.md", WORDS, harder)
    content.stamp()
    assert content.errors() == []

    content.change(DA, WORDS, harder)
    assert any("45 er det højeste" in line for line in content.errors())


def test_an_english_module_that_is_hard_to_read_fails(content: ContentFolder) -> None:
    content.change(EN, WORDS, HARD_ENGLISH)

    assert any(f"{EN}:18: læseligheden er" in line and "55" in line for line in content.errors())

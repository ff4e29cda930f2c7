"""Words that look like a person's name warn; words that only resemble one do not."""

import pytest

from portal.openings.detector.words import Dictionary
from tests.openings.detector.builders import company, found, severities


@pytest.mark.parametrize(
    "text",
    [
        "Din makker bliver Mette Kirkelund.",
        "Mette viser dig rundt.",
        "Spørg efter mette i døren.",
        "Søren lærer dig op.",
        "Du følger Bo Lundegaard.",
        "Bo viser dig lageret.",
        "Spørg efter Zbigniew på lageret.",
        "Lederen hedder Xiaomei.",
        "Du er på Mettes hold.",
        "Hilsen Jens-Ole",
        "Fatima og Jonas er dine makkere.",
    ],
)
def test_person_like_words_warn(text: str, dictionary: Dictionary) -> None:
    assert severities(text, dictionary, None) == {"person": "warn"}


@pytest.mark.parametrize(
    "text",
    [
        "Hans eller hendes opgaver aftales fra uge til uge.",
        "Vi starter igen i august, når maj og juni er overstået.",
        "Bo gerne tæt på. Lykke til!",
        "Sommer og vinter er vi mange.",
        "Området ligger tæt på skov og holm.",
        "Vi bruger Word, Teams og Power BI.",
        "Svende og lærlinge spiser sammen.",
        "Per time er der en pause.",
        "Kørekort B; Rolige hænder; Mod på mere",
    ],
)
def test_ordinary_words_that_are_also_names_pass(text: str, dictionary: Dictionary) -> None:
    assert found(text, dictionary, None) == []


def test_each_name_of_the_contact_counts_with_a_capital(dictionary: Dictionary) -> None:
    known = company(contact_name="Lise Kilde")
    assert severities("Du følger Kilde hele dagen.", dictionary, known) == {"person": "warn"}
    assert found("Vandet kommer fra en kilde.", dictionary, known) == []


def test_a_double_surname_is_one_name(dictionary: Dictionary) -> None:
    known = company(contact_name="Lise Bagger-Riis")
    assert severities("Du følger bagger riis hele dagen.", dictionary, known) == {"person": "block"}
    assert severities("Du følger Bagger-Riis hele dagen.", dictionary, known) == {"person": "block"}


def test_the_whole_name_of_the_contact_blocks_and_the_first_name_warns(dictionary: Dictionary) -> None:
    assert severities("Du ringer til Thorkil Uglebjerg.", dictionary) == {"person": "block"}
    assert severities("Uglebjerg er en god mester.", dictionary) == {"person": "block"}
    assert severities("Thorkil er en god mester.", dictionary) == {"person": "warn"}

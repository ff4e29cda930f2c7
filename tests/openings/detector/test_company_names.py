"""The company's names are found however they are written; ordinary words that are also a name are not."""

import base64

import pytest

from portal.openings.detector import Company, find_leaks
from portal.openings.detector.words import Dictionary
from tests.openings.detector.builders import KNARVIG, LOFTET, found, severities


@pytest.mark.parametrize(
    "text",
    [
        "Hos Knarvig Støbegods A/S støber vi riste.",
        "Hos Knarvig Støbegods støber vi riste.",
        "hos knarvig støbegods støber vi riste.",
        "Hos KNARVIG STØBEGODS støber vi riste.",
        "Hos Knarvig-Støbegods støber vi riste.",
        "Hos Knarvig Stoebegods støber vi riste.",
        "Hos KnarvigStøbegods støber vi riste.",
        "Som ny hos knarvig får du en makker.",
        "Du møder Knarvigs kunder.",
        "Du møder Knarvig's kunder.",
        "Vi er Knarvigfolk.",
        "Alle på Knarvig-holdet hjælper til.",
        "Som ny hos Knavrig får du en makker.",
        "Som ny hos Kna rvig får du en makker.",
        "Som ny hos K n a r v i g får du en makker.",
        "Som ny hos K.N.A.R.V.I.G får du en makker.",
        "Som ny hos Kn\N{SOFT HYPHEN}arvig får du en makker.",
        "Som ny hos K\N{ZERO WIDTH SPACE}narvig får du en makker.",
        "Som ny hos \N{CYRILLIC CAPITAL LETTER KA}n\N{CYRILLIC SMALL LETTER A}rvig får du en makker.",
        "Som ny hos Knarv1g får du en makker.",
        "Vi siger bare KSG.",
        "Vi siger bare K.S.G. til daglig.",
        "Vi siger bare KS til daglig.",
        "Som ny på Knarren får du en makker.",
        "Den hedder givrank bagfra.",
        f"Løs gåden: {base64.b64encode(b'Knarvig').decode()}",
    ],
)
def test_the_name_is_found_however_it_is_written(text: str, dictionary: Dictionary) -> None:
    assert severities(text, dictionary).get("company_name") == "block"


@pytest.mark.parametrize(
    "text", ["Du støber DråbeRiste.", "Vi laver Flammeo'en.", "Vi laver draaberist.", "Prøv en FLAMMEO"]
)
def test_brands_are_found(text: str, dictionary: Dictionary) -> None:
    assert severities(text, dictionary) == {"brand": "block"}


@pytest.mark.parametrize(
    "text",
    [
        "Du støber riste og bærer dem ud, hvor de køler i ly for regn og sol.",
        "Vi har plads til fire, og du får nøgle den første dag.",
        "Arbejdet er stående, og pauserne holder vi sammen.",
        "Vi bruger Excel, SAP og en kran på fem ton.",
    ],
)
def test_ordinary_words_are_no_name(text: str, dictionary: Dictionary) -> None:
    assert found(text, dictionary) == []


def test_a_name_split_over_title_and_description_is_found_in_both(dictionary: Dictionary) -> None:
    findings = find_leaks(
        {"title": "Støber hos Knar", "description": "vig i Vest"}, KNARVIG, dictionary=dictionary
    )
    assert [(finding.field, finding.text) for finding in findings] == [
        ("title", "Knar"),
        ("description", "vig"),
    ]


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("Du rydder op på loftet og i kælderen.", None),
        ("Loftet skal males i juni.", None),
        ("Som ny på Loftet får du en makker.", "block"),
        ('Som ny på "loftet" får du en makker.', "block"),
        ("Loftet ApS er et godt sted.", "block"),
        ("Loftet søger en, der kan male.", "warn"),
    ],
)
def test_a_name_that_is_also_a_word_counts_where_it_reads_as_a_name(
    text: str, severity: str | None, dictionary: Dictionary
) -> None:
    assert severities(text, dictionary, LOFTET).get("company_name") == severity


def test_two_ordinary_words_as_a_name_warn_in_lower_case(dictionary: Dictionary) -> None:
    known = Company(name="Det Gode Brød")
    assert severities("Vi bager det gode brød hver dag.", dictionary, known) == {"company_name": "warn"}
    assert severities("Vi i Det Gode Brød bager.", dictionary, known) == {"company_name": "block"}


def test_an_abbreviation_counts_in_capitals_only(dictionary: Dictionary) -> None:
    known = Company(name="Særlig Indsats Nord", aliases=("SIN",))
    assert severities("Vi kalder os SIN.", dictionary, known) == {"company_name": "block"}
    assert found("Hver har sin egen plads.", dictionary, known) == []


def test_own_names_win_over_the_list_of_what_is_allowed(dictionary: Dictionary) -> None:
    assert severities("Du lærer Canva at kende.", dictionary, Company(name="Canva")) == {
        "company_name": "block"
    }


def test_any_name_with_a_legal_form_is_found_where_no_company_is_known(dictionary: Dictionary) -> None:
    assert severities("Vi er Rosenkær Anlæg ApS.", dictionary, None) == {"company_name": "block"}


def test_the_town_in_a_name_does_not_forbid_the_town(dictionary: Dictionary) -> None:
    known = Company(name="Thisted Isolering", municipality="Skive")
    assert found("Du henter varer i Thisted.", dictionary, known) == []

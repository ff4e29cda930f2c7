"""Records, prizes, history and small cells warn; what fits many companies passes."""

import pytest

from portal.openings.detector import Company
from portal.openings.detector.count_files import read_counts
from portal.openings.detector.words import Dictionary
from tests.openings.detector.builders import KNARVIG, found, severities


@pytest.mark.parametrize(
    "text",
    [
        "Vi er landets ældste familieejede støberi.",
        "Det er kommunens eneste svømmehal.",
        "Vi er Jyllands største producent af riste.",
        "Vi er den eneste producent i Danmark.",
        "Værkstedet er det sidste i Norden, der gør det i hånden.",
        "Stedet er det eneste i landet.",
        "Vi er vinder af Erhvervsprisen 2024.",
        "Vi blev årets virksomhed 2025.",
        "Firmaet er grundlagt i 1892.",
        "Vi har støbt her siden 1892.",
        "Firmaet er i fjerde generation.",
        "Vi er kongelig hofleverandør.",
        "Du kender os fra filmen, og vi er verdenskendte.",
        "We are Denmark's oldest foundry.",
    ],
)
def test_records_prizes_and_history_warn(text: str, dictionary: Dictionary) -> None:
    assert severities(text, dictionary, None) == {"unique_description": "warn"}


@pytest.mark.parametrize(
    "text",
    [
        "Den eneste forudsætning er, at du møder til tiden.",
        "Vi er ikke den største arbejdsplads, men vi har det godt.",
        "Danmarks næststørste by er kun en halv time væk.",
        "Den første dag får du en rundtur.",
        "Du får de bedste kolleger, vi kender.",
        "Siden sidste år er vi blevet flere.",
    ],
)
def test_ordinary_superlatives_pass(text: str, dictionary: Dictionary) -> None:
    assert found(text, dictionary, None) == []


COUNTS = read_counts(
    "branche;kommune;stoerrelse;antal\nindustri;Lemvig;20-49;3\nindustri;Lemvig;5-9;40\nskole;Odder;50-99;9\n"
)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        (
            "Vi er en fabrik i Lemvig Kommune med 20-49 ansatte.",
            ["en fabrik i Lemvig Kommune med 20-49 ansatte"],
        ),
        ("Vi er en fabrik i Lemvig Kommune med 6 ansatte.", []),
        ("Vi er en fabrik i Lemvig Kommune.", []),
        ("Vi er en skole i Odder.", ["en skole i Odder"]),
        ("Vi er et gartneri i Lemvig.", ["et gartneri i Lemvig"]),
        ("Hotellet i Lemvig får nye gæster.", ["Hotellet i Lemvig"]),
        ("Skolens elever bor i Lemvig.", ["Skolens elever bor i Lemvig"]),
        ("Kunderne kommer fra Odder.", []),
        ("Vi er tredive ansatte i Lemvig.", ["tredive ansatte i Lemvig"]),
    ],
)
def test_a_cell_with_too_few_companies_or_no_count_warns(
    text: str, spans: list[str], dictionary: Dictionary
) -> None:
    known = Company(name="Knarvig", municipality="Lemvig", branch="industri")
    assert [finding.text for finding in found(text, dictionary, known, COUNTS)] == spans


def test_without_a_table_a_municipality_of_ones_own_warns(dictionary: Dictionary) -> None:
    from portal.openings.detector import find_leaks

    findings = find_leaks({"title": "Støber i Holstebro"}, KNARVIG, dictionary=dictionary)
    assert [(finding.type, finding.severity, finding.text) for finding in findings] == [
        ("combination", "warn", "Holstebro")
    ]


def test_without_a_table_the_number_of_employees_warns_alone(dictionary: Dictionary) -> None:
    from portal.openings.detector import find_leaks

    findings = find_leaks({"title": "I bliver et hold: vi er 14 ansatte"}, KNARVIG, dictionary=dictionary)
    assert [(finding.type, finding.severity, finding.text) for finding in findings] == [
        ("combination", "warn", "14 ansatte")
    ]


def test_the_town_of_the_address_warns_where_it_is_no_municipality(dictionary: Dictionary) -> None:
    known = Company(name="Knarvig", address="Essevej 3, 5792 Årslev", municipality="Faaborg-Midtfyn")
    assert severities("Du møder i Årslev.", dictionary, known) == {"combination": "warn"}

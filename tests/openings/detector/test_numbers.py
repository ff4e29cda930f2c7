"""Numbers that point at somebody are found; prices, hours, dates and article numbers are not."""

import pytest

from portal.openings.detector import Company, find_leaks
from portal.openings.detector.words import Dictionary
from tests.openings.detector.builders import KNARVIG, found, severities


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("CVR 90 11 22 44", "cvr"),
        ("nummeret er 90112244", "cvr"),
        ("nummeret er 901-122-44", "cvr"),
        ("Momsnr. DK90112244", "cvr"),
        ("P-nr. 1029384756", "pnumber"),
        ("enheden 10 29 38 47 56", "pnumber"),
        ("Ring 00415263", "phone"),
        ("Ring (+45) 0041-5263", "phone"),
        ("0 0 4 1 5 2 6 3", "phone"),
        ("nul nul enogfyrre tooghalvtreds treogtres", "phone"),
        ("00 41 tooghalvtreds 63", "phone"),
        ("CPR 010203-1234", "cpr"),
        ("nr. 01 02 03 1234", "cpr"),
        ("nr. 610203 1234", "cpr"),
        ("nr. ０１０２０３-１２３４", "cpr"),
    ],
)
def test_own_numbers_and_cpr_block(text: str, kind: str, dictionary: Dictionary) -> None:
    assert severities(text, dictionary) == {kind: "block"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ring på 20 81 59 05 efter klokken 10.", "phone"),
        ("Mobil: 20815905", "phone"),
        ("+4520815905", "phone"),
        ("Mobilepay 123456", "phone"),
        ("to nul otte en fem ni nul fem", "phone"),
        ("CVR-nr. 98792171", "cvr"),
        ("Vi er registreret under 98 79 21 71.", "cvr"),
        ("P-nummer: 1021928076", "pnumber"),
        ("EAN 5798000000000", "pnumber"),
    ],
)
def test_the_numbers_of_others_are_told_by_shape_and_context(
    text: str, kind: str, dictionary: Dictionary
) -> None:
    assert severities(text, dictionary, None) == {kind: "block"}


@pytest.mark.parametrize(
    "text",
    [
        "Arbejdstiden er 8.00-16.00, fredag til 14.30.",
        "Du møder 07.30-15.00.",
        "Lønnen er 28.500 kr. om måneden.",
        "Budgettet er 12500000 kr.",
        "Varenummer 48291736 er det, vi pakker mest af.",
        "Partinummer 951332-4410 scannes.",
        "Artikel 20.30.40 er den nemmeste.",
        "Fra 01.02.2027 til 30.04.2027.",
        "Praktikken er i 2026-2027.",
        "ISO 9001:2015 og EN 1090-2.",
        "Du læser forordning 1223/2009 og lov 1084/2019.",
        "Ved akut sygdom ringer du 112.",
        "Vi er 12 kolleger i alderen 19-64 år.",
    ],
)
def test_other_numbers_pass(text: str, dictionary: Dictionary) -> None:
    assert found(text, dictionary, None) == []


def test_a_ten_digit_date_is_a_cpr_number_unless_the_context_says_p_number(dictionary: Dictionary) -> None:
    assert severities("nummer 1007070261", dictionary, None) == {"cpr": "block"}
    assert severities("P-nr. 1007070261", dictionary, None) == {"pnumber": "block"}


def test_the_company_number_split_over_two_fields_is_found(dictionary: Dictionary) -> None:
    findings = find_leaks(
        {"title": "Nr. 9011", "description": "2244 er vores"}, KNARVIG, dictionary=dictionary
    )
    assert {(finding.field, finding.type) for finding in findings} == {
        ("title", "cvr"),
        ("description", "cvr"),
    }


def test_numbers_too_short_to_point_at_anybody_are_ignored(dictionary: Dictionary) -> None:
    assert found("Vi er 12 på holdet.", dictionary, Company(name="Knarvig", cvr="12")) == []

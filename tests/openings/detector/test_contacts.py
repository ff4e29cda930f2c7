"""Mail, links, domains, profiles and addresses block, also when signs are written as words."""

import pytest

from portal.openings.detector.words import Dictionary
from tests.openings.detector.builders import KNARVIG, LOFTET, found, severities


@pytest.mark.parametrize(
    "text",
    [
        "Skriv til bo@eksempel.dk i dag.",
        "Skriv til bo (snabel-a) eksempel.dk i dag.",
        "Skriv til bo snabela eksempel punktum dk i dag.",
        "Skriv til bo[at]eksempel[dot]dk i dag.",
        "Skriv til bo krøllet a eksempel prik dk i dag.",
        "Skriv til bo @ eksempel . dk i dag.",
        "Skriv til bo＠eksempel．dk i dag.",
    ],
)
def test_mail_addresses_block(text: str, dictionary: Dictionary) -> None:
    assert severities(text, dictionary, None)["email"] == "block"


def test_a_mail_address_ends_with_its_sentence(dictionary: Dictionary) -> None:
    texts = [
        finding.text for finding in found("Skriv til bo@eksempel.dk.\nSalg og service.", dictionary, None)
    ]
    assert texts == ["bo@eksempel.dk"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Søg via https://eksempel.dk/job nu.", "url"),
        ("Søg via www.eksempel.dk nu.", "url"),
        ("Søg via hxxps://eksempel.dk nu.", "url"),
        ("Se billeder på eksempel.dk.", "domain"),
        ("Se billeder på eksempel (punktum) dk.", "domain"),
        ("Se billeder på eksempel punktum dk.", "domain"),
        ("Følg os: @eksempel_firma", "social"),
        ("Find os på Instagram under eksempel.firma", "social"),
        ("Tag os med i #eksempelfirmaet", "social"),
    ],
)
def test_links_domains_and_profiles_block(text: str, kind: str, dictionary: Dictionary) -> None:
    assert severities(text, dictionary, None) == {kind: "block"}


@pytest.mark.parametrize(
    "text",
    ["Se loftet.example i dag.", "Se loftet punktum example i dag.", "Se loftet (.) example i dag."],
)
def test_the_whole_own_domain_blocks_though_its_name_is_a_word(text: str, dictionary: Dictionary) -> None:
    assert severities(text, dictionary, LOFTET) == {"domain": "block"}


@pytest.mark.parametrize(
    "text",
    [
        "Du skriver opslag til Facebook, Instagram og LinkedIn.",
        "Instagram: billeder og film er din opgave.",
        "Du finder reglerne på borger.dk og jobnet.dk.",
        "Du svarer på anmeldelser på Tripadvisor.com og skriver til skat.dk.",
        "Vi koder i C# og ASP.NET med Node.js.",
        "Det er en god opgave.De fleste kan lide den.",
    ],
)
def test_tools_and_public_pages_pass(text: str, dictionary: Dictionary) -> None:
    assert found(text, dictionary, None) == []


@pytest.mark.parametrize(
    "text",
    [
        "Du møder på Essevænget 17.",
        "Vi bor på essevænget.",
        "Du møder på Essevaenget 17, 7500 Holstebro.",
        "Vi ligger på Rugvænget 22.",
        "Vi ligger på Gammel Havnevej 8, st. tv.",
        "Lageret er på Ny Fabriksparken 41.",
        "Vi ligger på drivhusvej 13.",
        "Vi ligger i 9000 Aalborg.",
        "Kom til Kvarnstrædet nr. 14.",
    ],
)
def test_addresses_block(text: str, dictionary: Dictionary) -> None:
    assert severities(text, dictionary)["address"] == "block"


@pytest.mark.parametrize(
    "text",
    [
        "Du er på vej 3 gange om ugen.",
        "Tag motorvejen og kør 5 km.",
        "Du får din egen plads 4 dage om ugen.",
        "I 2027 Ungdom og Uddannelse.",
        "Mødet er i lokale 12, bygning 5.",
    ],
)
def test_what_only_resembles_an_address_passes(text: str, dictionary: Dictionary) -> None:
    assert found(text, dictionary, None) == []


def test_a_shortened_street_is_the_same_street(dictionary: Dictionary) -> None:
    known = KNARVIG.__class__(name="Knarvig", address="Sankt Knuds Plads 3, 7500 Holstebro")
    assert severities("Vi ses på Skt. Knuds Plads 3.", dictionary, known) == {"address": "block"}

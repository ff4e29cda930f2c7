"""Neighbouring competences, fagområder and branches: from the registers, with why, in both languages."""

import pytest

from portal.preparation.steps import neighbours
from portal.preparation.steps.neighbours import MOST, Offers, competence_in, offers_for, text_of
from portal.shared.registers import load_registers
from tests.page import PageClient
from tests.preparation.pages import begin

REGISTERS = load_registers()
PATH = "/forberedelse/mobilitet"


def offered(can: list[str], chosen: list[str], standing: list[str] | None = None, lang: str = "da") -> Offers:
    return offers_for(REGISTERS, can, chosen, standing or [], lang)


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("formidling", "formidling"),
        ("Formidling ", "formidling"),
        ("dissemination", "formidling"),
        ("Jeg er god til formidling til børn", "formidling"),
        ("Plain language, in English too", "klarsprog"),
        ("Noget helt andet", None),
    ],
)
def test_a_competence_is_found_in_what_was_typed(words: str, key: str | None) -> None:
    found = competence_in(REGISTERS, words)
    assert (found.id if found else None) == key


def test_neighbours_of_a_competence_are_offered_with_the_reason() -> None:
    tasks = offered(["formidling"], []).tasks
    assert ("Undervisning", "fordi du kan formidling") in [(one.text, one.reason) for one in tasks]
    english = offered(["formidling"], [], lang="en").tasks
    assert {one.reason for one in english} == {"because you can do dissemination"}


def test_each_competence_has_a_turn_and_none_that_is_there_is_offered_again() -> None:
    tasks = offered(["formidling", "klarsprog"], []).tasks
    assert {one.reason for one in tasks[:2]} == {"fordi du kan formidling", "fordi du kan klarsprog"}
    assert "Klarsprog" not in [one.text for one in tasks]
    left = offered(["formidling"], [], standing=["undervisning."]).tasks
    assert "Undervisning" not in [one.text for one in left]


def test_other_fields_that_use_the_same_are_offered_and_the_chosen_are_not() -> None:
    fields = offered(["formidling"], ["kommunikation-it"]).fields
    assert fields
    assert "Kommunikation og IT" not in [one.text for one in fields]
    assert all("formidling" in one.reason for one in fields if "Offentlig" in one.text)


def test_branches_are_those_that_the_chosen_fields_make_one_think_of() -> None:
    branches = offered([], ["kommunikation-it", "videnerhverv"]).branches
    assert branches[0].text == "Elektronik"
    assert branches[0].reason == "fordi du søger i Kommunikation og IT"
    assert not offered(["formidling"], []).branches


def test_where_nothing_is_known_every_fagomraade_is_offered() -> None:
    nothing = offered(["noget helt andet"], ["findes-ikke"])
    assert nothing.guessed
    assert len(nothing.fields) == len(REGISTERS.fields)
    assert not (nothing.tasks or nothing.branches)


@pytest.mark.parametrize("lang", ["da", "en"])
def test_every_button_writes_what_it_says_and_there_are_not_too_many(lang: str) -> None:
    for chosen in ([], [REGISTERS.fields[0].id], [field.id for field in REGISTERS.fields]):
        for can in ([], [one.name(lang) for one in REGISTERS.competences[:5]]):
            found = offered(can, chosen, lang=lang)
            for kind in (found.tasks, found.fields, found.branches):
                assert len(kind) <= MOST
                assert [text_of(REGISTERS, one.value) for one in kind] == [one.text for one in kind]


@pytest.mark.parametrize(
    "value", ["", "neighbour:da:can.", "neighbour:de:can.formidling", "can:da:formidling", "x" * 500]
)
def test_a_button_that_is_none_writes_nothing(value: str) -> None:
    assert neighbours.text_of(REGISTERS, value) == ""


def test_a_picked_neighbour_goes_where_nothing_stands_and_nothing_typed_is_lost(client: PageClient) -> None:
    begin(client)
    client.get("/forberedelse/hvad-kan-du")
    client.submit("hvad-kan-du", name0="Formidling")
    assert "fordi du kan formidling" in client.get(PATH).text
    page = client.submit(
        "mobilitet", pick="neighbour:da:can.undervisning", neighbour0="Arkiver", areas=["fyn"]
    )
    assert page.url.split("#")[0].endswith(PATH)
    fields = {e.get("name"): e.get("value") for e in page.tree.iter("input") if e.get("type") == "text"}
    assert (fields["neighbour0"], fields["neighbour1"]) == ("Arkiver", "Undervisning")
    page = client.submit("mobilitet", pick="neighbour:da:can.klarsprog", neighbour2="Museer")
    fields = {e.get("name"): e.get("value") for e in page.tree.iter("input") if e.get("type") == "text"}
    assert [fields[f"neighbour{n}"] for n in range(3)] == ["Arkiver", "Undervisning", "Museer"]
    assert "Se forslag" not in page.text


def test_the_whole_country_can_be_chosen(client: PageClient) -> None:
    begin(client)
    assert "Hele landet" in client.get(PATH).text
    client.submit("mobilitet", areas=["hele-landet"])
    assert "All of Denmark" in client.get("/en/preparation/mobility").text

"""Modules are chosen by the words a candidate used."""

from portal.agreements.module_rules import ModuleText, relevant

MODULES = {
    "start": ModuleText("Kom godt i gang", "Hvad samtalen handler om"),
    "raadighed": ModuleText("At stå til rådighed", "Jobsøgning, ferie og vikariat"),
    "praktikforslag": ModuleText("Lav et praktikforslag til samtalen", "Find en opgave på et museum"),
}


def test_a_module_is_found_by_the_beginning_of_a_word() -> None:
    assert relevant(["Må jeg tage et vikariat på 15 timer?"], MODULES) == ["raadighed"]
    assert relevant(["Hvordan finder jeg en praktik?"], MODULES) == ["praktikforslag"]


def test_the_title_counts_more_than_the_rest() -> None:
    assert relevant(["praktik og et vikariat i ferien"], MODULES) == ["praktikforslag", "raadighed"]


def test_one_word_by_chance_is_left_out_beside_a_clear_answer() -> None:
    assert relevant(["rådighed og museum"], MODULES) == ["raadighed"]


def test_nothing_shared_gives_no_module() -> None:
    assert relevant(["Kvantemekanik"], MODULES) == []
    assert relevant([], MODULES) == []


def test_no_more_than_asked_for() -> None:
    assert relevant(["praktik rådighed"], MODULES, limit=1) == ["raadighed"]

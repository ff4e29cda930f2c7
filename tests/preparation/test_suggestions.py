"""Which words are offered, where a picked one goes, and when a gentle question is asked."""

import re
from collections.abc import Mapping

import pytest

from portal.preparation.steps import suggestions
from portal.preparation.steps.small_companies import NEVER_DONE
from portal.settings import PROJECT_ROOT
from portal.shared.registers import load_registers
from portal.shared.texts import translate


def groups(
    chosen: tuple[str, ...] = (), standing: tuple[str, ...] = (), lang: str = "da"
) -> list[suggestions.Group]:
    registers = load_registers()
    return suggestions.groups_for(registers.fields, registers.competences_by_id, chosen, standing, lang)


def test_the_fields_of_the_candidate_come_first_and_the_others_stay() -> None:
    offered = groups(("handel-service", "offentlig"))

    assert [group.id for group in offered[:2]] == ["offentlig", "handel-service"]
    assert [group.chosen for group in offered] == [True, True, False, False, False]


@pytest.mark.parametrize(
    ("lang", "name", "task", "competence"),
    [
        ("da", "Handel og service", "Finde nye kunder og skrive til dem, også i andre lande", "Spansk"),
        ("en", "Trade and service", "Find new customers and write to them, in other countries too", "French"),
    ],
)
def test_words_are_offered_in_the_language_of_the_page(
    lang: str, name: str, task: str, competence: str
) -> None:
    group = groups(("handel-service",), lang=lang)[0]

    assert group.name == name
    assert group.tasks[0].text == task
    assert competence in [one.text for one in group.competences]


def test_what_stands_already_is_not_offered_again_however_it_is_written() -> None:
    group = groups(("handel-service",), ("SPANSK.", "planlægge  events og kampagner!"))[0]

    texts = [one.text for one in (*group.competences, *group.tasks)]
    assert "Spansk" not in texts
    assert "Planlægge events og kampagner" not in texts
    assert "Fransk" in texts


@pytest.mark.parametrize("lang", ["da", "en"])
def test_every_word_that_is_offered_is_found_again_by_what_its_button_sends(lang: str) -> None:
    offered = groups(lang=lang)
    for group in offered:
        for one in (*group.competences, *group.tasks):
            assert suggestions.language_of(one.value) == lang
            assert suggestions.found(one.value, offered) == one.text
    assert suggestions.found("task:da:offentlig.99", offered) == ""
    assert suggestions.found("", offered) == ""


def test_nothing_is_offered_that_there_is_no_room_for() -> None:
    only_tasks = suggestions.with_room(groups(), competences=False, tasks=True)
    assert all(group.tasks and not group.competences for group in only_tasks)
    assert suggestions.with_room(groups(), competences=False, tasks=False) == []


ROWS: list[Mapping[str, str]] = [
    {"name": "Interview", "task": "", "opening_id": "7"},
    {"name": "", "task": "Noget", "opening_id": ""},
    {"name": "", "task": "", "opening_id": ""},
]


def test_a_picked_word_goes_into_the_first_row_with_room_for_it() -> None:
    assert suggestions.free_row(ROWS, "name") == 1
    assert suggestions.free_row(ROWS, "task") == 0
    assert suggestions.free_row(ROWS, "task", taken="opening_id") == 2
    assert suggestions.free_row(ROWS[:1], "name") is None


def test_the_candidate_comes_back_to_the_field_that_was_filled() -> None:
    typed = {"name0": "Interview", "name1": " ", "task0": None}
    assert suggestions.landed(typed, {"name0": "Interview", "name1": "Statistik"}) == "name1"
    assert suggestions.landed(typed, {"name0": "Interview", "name1": ""}) == ""


@pytest.mark.parametrize(
    ("dream", "good", "bills", "asked"),
    [
        ("", "", "", {}),
        ("", "", "Vikar", {}),
        ("Kurator", "Formidler", "Vikar", {}),
        ("Kurator", "", "Vikar", {"good": suggestions.NO_GOOD}),
        ("Kurator på museum", "kurator, på museum.", "Vikar", {"good": suggestions.SAME_AS_DREAM}),
        ("Kurator", "Formidler", "", {"bills": suggestions.NO_BILLS}),
        ("", "Formidler", "", {"bills": suggestions.NO_BILLS}),
        ("Kurator", "Formidler", "FORMIDLER", {"bills": suggestions.SAME_AGAIN}),
        ("Kurator", "Formidler", "Kurator", {"bills": suggestions.SAME_AGAIN}),
        ("Kurator", "", "", {"good": suggestions.NO_GOOD, "bills": suggestions.NO_BILLS}),
    ],
)
def test_a_gentle_question_is_asked_where_a_job_is_missing_or_the_same(
    dream: str, good: str, bills: str, asked: dict[str, str]
) -> None:
    assert suggestions.abc_questions(dream, good, bills) == asked


@pytest.mark.parametrize(("lang", "file"), [("da", "smv-opgaver.md"), ("en", "smv-opgaver.en.md")])
def test_what_small_companies_never_get_done_is_what_the_module_says(lang: str, file: str) -> None:
    written = (PROJECT_ROOT / "content" / "sme-jobs" / file).read_text(encoding="utf-8")
    listed = re.findall(r"^- (.+)$", written.split("{#hoer}")[0], re.MULTILINE)
    offered = [translate(lang, task) for _, tasks in NEVER_DONE for task in tasks]

    assert offered == [task for task in listed if task in offered]
    assert len(offered) == 20

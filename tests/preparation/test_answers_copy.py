"""The consultant's copy holds what was marked to be shown and no other word, whatever answers there are."""

from dataclasses import dataclass, fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.preparation.answers import Answers, Item, Markers, Reading
from portal.preparation.vault_service import ANSWERS
from tests.preparation.every_answer import fill, judged, words_in

NOTHING = Item()


def check_copy(answers: Any) -> None:
    copy = answers.for_consultant()
    read = {word.text for word in words_in(copy)} - {""}
    for word in judged(answers):
        assert (word.text in read) == word.shown, word
    # Also as it is written down, so that no way of printing is forgotten.
    written = ANSWERS.dump_json(copy).decode() if type(copy) is Answers else repr(copy)
    assert not [word for word in judged(answers) if not word.shown and word.text in written]


@given(st.data())
def test_no_hidden_word_is_in_the_copy_and_every_shown_one_is(data: st.DataObject) -> None:
    check_copy(fill(Answers, lambda: data.draw(st.booleans())))


@pytest.mark.parametrize("flag", [True, False])
def test_the_walk_reaches_every_part_of_the_answers(flag: bool) -> None:
    found = list(judged(fill(Answers, lambda: flag)))
    assert len(found) >= 90
    numbers_only = {"round"}
    assert {word.path.split(".")[0] for word in found} == {f.name for f in fields(Answers)} - numbers_only


def test_a_new_answer_that_for_consultant_forgets_is_found() -> None:
    @dataclass(frozen=True)
    class Forgetful(Answers):
        diary: Item = NOTHING

    with pytest.raises(AssertionError, match="diary"):
        check_copy(fill(Forgetful, lambda: False))


def test_a_new_text_about_which_nothing_is_decided_is_found() -> None:
    @dataclass(frozen=True)
    class Undecided(Answers):
        remark: str = ""

    with pytest.raises(AssertionError, match="nothing says whether a consultant may read remark"):
        check_copy(fill(Undecided, lambda: True))


def test_hidden_markers_and_lines_from_before_are_not_even_counted_in_the_copy() -> None:
    answers = Answers(markers=Markers((Reading("2026-11-25", {"sleep": 3}),)), lines_before=("abc", "def"))
    copy = answers.for_consultant()
    assert copy.markers == Markers() and copy.lines_before == ()
    assert replace(answers, markers=replace(answers.markers, shown=True)).for_consultant().markers.newest == {
        "sleep": 3
    }

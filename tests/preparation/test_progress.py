"""How far each step is: computed, so that nobody has to tick anything off."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from portal.preparation.answers import Answers, Item, Markers, Meeting, Reading
from portal.preparation.progress import Status, last_saved, next_step, status_of
from portal.preparation.steps.registry import steps_of
from portal.preparation.steps.step import Part

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
ASKED = Answers(agenda=(Item("Et punkt"),)).with_step_saved("agenda", NOW)


@pytest.mark.parametrize(
    ("answers", "status"),
    [
        (Answers(), Status.EMPTY),
        (Answers().with_step_saved("agenda", NOW), Status.EMPTY),
        (ASKED, Status.DONE),
        (replace(ASKED, drafts={"agenda": {"item1": ("Et andet",)}}), Status.BEGUN),
        (Answers(drafts={"agenda": {"item1": ("Et andet",)}}), Status.BEGUN),
        (Answers(drafts={"want": {"dream": ("Noget",)}}), Status.EMPTY),
        (Answers().with_step_saved("agenda", NOW, unsure=True), Status.UNSURE),
        (ASKED.with_step_saved("agenda", NOW, unsure=True), Status.DONE),
        (replace(ASKED, round=2, saved={}), Status.BEFORE),
        (replace(ASKED, round=2), Status.DONE),
        (replace(ASKED, saved={}), Status.DONE),
    ],
)
def test_the_status_of_a_step_is_read_off_what_is_saved(answers: Answers, status: Status) -> None:
    assert status_of(answers, "agenda") is status


def test_not_knowing_yet_is_taken_back_by_the_next_save() -> None:
    unsure = Answers().with_step_saved("agenda", NOW, unsure=True).with_step_saved("want", NOW, unsure=True)
    assert unsure.unsure == ("agenda", "want")
    assert unsure.with_step_saved("agenda", NOW).unsure == ("want",)


def test_what_the_candidate_does_not_know_is_not_the_consultants() -> None:
    assert Answers(unsure=("want",)).for_consultant().unsure == ()


def test_about_the_meeting_is_answered_when_something_is_known() -> None:
    assert status_of(Answers().with_step_saved("meeting", NOW), "meeting") is Status.EMPTY
    assert status_of(Answers(meeting=Meeting(language="da")), "meeting") is Status.DONE


def test_the_next_step_is_the_first_that_was_not_passed() -> None:
    first = steps_of(Answers(), Part.ENOUGH)
    passed = Answers().with_step_saved("meeting", NOW).with_step_saved("adverts", NOW)
    following = next_step(passed, first)
    assert following is not None and following.key == "agenda"
    assert next_step(Answers(saved={step.key: NOW.isoformat() for step in first}), first) is None


def test_the_last_save_is_the_newest_of_all() -> None:
    later = NOW.replace(hour=11)
    assert last_saved(Answers()) is None
    assert last_saved(Answers().with_step_saved("want", later).with_step_saved("agenda", NOW)) == later


def test_markers_that_were_set_in_this_round_answer_siden_sidst() -> None:
    first = Answers(round=2, round_on="2026-12-02", markers=Markers((Reading("2026-11-25", {"ro": 4}),)))
    assert status_of(first, "since") is Status.EMPTY
    later = replace(first, markers=Markers((*first.markers.readings, Reading("2026-12-03", {"ro": 6}))))
    assert status_of(later.with_step_saved("since", NOW), "since") is Status.DONE

"""Choosing what is shown, answer by answer, and a preview that is the copy and nothing else."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.preparation.answer_view import AnswerView, always_shown, topics_of
from portal.preparation.answers import Answers, Item, Meeting
from portal.preparation.rules import CodeDays, code_days
from portal.preparation.sheet_lines import shared_part
from portal.preparation.steps.registry import STEPS
from portal.preparation.visibility import OtherWordsError, choices_in, with_choices, with_shown
from tests.preparation.test_rules import ANSWERS

TODAY = date(2026, 11, 24)
LANGUAGES = st.sampled_from(["da", "en"])


def views(answers: Answers, lang: str = "da") -> list[AnswerView]:
    return [
        one
        for topic in topics_of(answers, lang, lambda source: f"{source['module']} {source['section']}")
        for one in topic.answers
    ]


def written_in(value: object, name: str = "") -> Iterator[str]:
    """Every word a copy holds, down to the ids of choices; a date is looked for as it is written out."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from written_in(inner, key)
            if name == "values":
                yield key
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from written_in(inner, name)
    elif isinstance(value, str) and value:
        yield "1. december 2026" if value == "2026-12-01" else value


@given(answers=ANSWERS)
def test_all_that_the_copy_holds_stands_in_the_preview(answers: Answers) -> None:
    copy = shared_part(answers)
    preview = [line for one in views(copy) for line in (*one.lines, one.source)]
    preview += [value for _, value in always_shown(copy, "da")]
    together = "\n".join(preview)
    # The digests say which of these very lines stood there before.
    held = {name: value for name, value in copy.to_json().items() if name != "lines_before"}
    assert [word for word in written_in(held) if word not in together] == []


@given(answers=ANSWERS, lang=LANGUAGES)
def test_the_preview_holds_the_answers_that_are_shown_and_no_other(answers: Answers, lang: str) -> None:
    shown = Counter(one.lines for one in views(answers, lang) if one.shown)
    assert Counter(one.lines for one in views(answers.for_consultant(), lang)) == shown
    assert always_shown(answers.for_consultant(), lang) == always_shown(answers, lang)


@given(answers=ANSWERS)
def test_every_answer_can_be_hidden_and_every_hidden_one_is_counted(answers: Answers) -> None:
    choices = choices_in(answers)
    assert len({choice.key for choice in choices}) == len(choices)
    hidden = with_shown(answers, {choice.key: False for choice in choices})
    assert hidden.hidden_count == len(choices)
    assert choices_in(hidden.for_consultant()) == []
    assert [c.mark for c in choices_in(hidden)] == [c.mark for c in choices], "the mark is of the words"


@given(answers=ANSWERS, data=st.data())
def test_choosing_changes_what_was_chosen_and_nothing_else(answers: Answers, data: st.DataObject) -> None:
    keys = [choice.key for choice in choices_in(answers)]
    chosen = {key: data.draw(st.booleans()) for key in keys if data.draw(st.booleans())}
    changed = with_shown(answers, chosen)
    before = {choice.key: choice for choice in choices_in(answers)}
    for after in choices_in(changed):
        assert after.answer.shown == chosen.get(after.key, before[after.key].answer.shown)
        assert after.mark == before[after.key].mark
    back = {choice.key: choice.answer.shown for choice in choices_in(answers)}
    assert with_shown(changed, back) == answers


def test_every_topic_has_a_title_and_other_words_have_another_mark() -> None:
    one, other = Answers(agenda=(Item("Et"),)), Answers(agenda=(Item("To"),))
    assert choices_in(one)[0].mark != choices_in(other)[0].mark
    assert [topic.title for topic in topics_of(one, "en", lambda _: "")] == ["Your agenda"]


def test_a_choice_reaches_what_was_typed_and_not_yet_saved_and_makes_open_pages_old() -> None:
    answers = Answers(
        agenda=(Item("Et"), Item("To")),
        smv=(Item("Tre"),),
        revisions={"agenda": 3},
        drafts={"agenda": {"item1": ("Et nyt",), "shown1": ("ja",), "shown2": ("ja",)}},
    )
    hide_first = {choices_in(answers)[0].mark: False}
    changed = chosen_in(answers, hide_first)
    assert changed.drafts == {"agenda": {"item1": ("Et nyt",), "shown1": ("nej",), "shown2": ("ja",)}}
    assert changed.revisions == {"agenda": 4}
    assert chosen_in(changed, hide_first) == changed, "what is chosen again changes nothing"
    assert chosen_in(answers, {choices_in(answers)[2].mark: False}).drafts == answers.drafts


def test_what_was_chosen_for_other_words_is_refused() -> None:
    one, other = Answers(agenda=(Item("Et"),)), Answers(agenda=(Item("To"),))
    marks = {choice.mark for choice in choices_in(one)}
    with pytest.raises(OtherWordsError):
        with_choices(other, marks, dict.fromkeys(marks, True), STEPS)


def chosen_in(answers: Answers, chosen: dict[str, bool]) -> Answers:
    return with_choices(answers, {choice.mark for choice in choices_in(answers)}, chosen, STEPS)


def test_where_an_answer_came_from_stands_in_the_preview() -> None:
    answers = Answers(
        agenda=(Item("Et", module="raadighed", section="joblog"),), round=2, round_on="2026-12-01"
    )
    assert views(answers.for_consultant())[0].source == "raadighed joblog"
    assert [value for _, value in always_shown(answers.for_consultant(), "da")] == ["2", "1. december 2026"]


@pytest.mark.parametrize(
    ("on", "last", "expected"),
    [
        ("", None, CodeDays.NO_DAY),
        ("2026-11-23", None, CodeDays.PAST),
        ("2026-11-24", None, CodeDays.FITS),
        ("2026-12-15", None, CodeDays.FITS),
        ("2026-12-16", None, CodeDays.BEFORE),
        ("2026-12-10", date(2026, 12, 9), CodeDays.BEFORE),
    ],
)
def test_a_code_is_held_against_the_day_of_the_conversation(
    on: str, last: date | None, expected: CodeDays
) -> None:
    assert code_days(replace(Meeting(), on=on), TODAY, last) is expected

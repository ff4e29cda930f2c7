"""Attack 44: words from the company's own page, kept in the note and pasted into the public text."""

import pytest

from portal.openings import draft_service
from portal.openings.copied_text import copied_findings
from portal.shared.clock import FrozenClock
from tests.builders import Staff
from tests.openings.builders import Desk

NOTE = (
    "Fra siden: Vi hjælper mennesker med at høre bedre hele livet, hver eneste dag, og det er vi stolte af."
)
NINE = "Vi hjælper mennesker med at høre bedre hele livet"


@pytest.fixture
def desk(staff: Staff, clock: FrozenClock) -> Desk:
    return Desk(staff, clock)


def test_nine_words_in_a_row_from_the_note_are_warned_of_whatever_stands_between_them() -> None:
    text = f"Du skriver. {NINE.upper().replace(' ', ', ')}! Så går du hjem."
    (found,) = copied_findings({"tasks": text}, NOTE)
    assert (found.severity, found.field) == ("warn", "tasks")
    assert text[found.start : found.end] == found.text == NINE.upper().replace(" ", ", ")


def test_eight_words_in_a_row_may_be_chance() -> None:
    assert list(copied_findings({"tasks": NINE.rsplit(" ", 1)[0]}, NOTE)) == []
    assert list(copied_findings({"tasks": NINE}, "")) == []


def test_a_long_copy_is_one_finding_and_two_copies_are_two() -> None:
    other = "Note: en to tre fire fem seks syv otte ni ti."
    text = f"{NOTE} Og så noget helt andet imellem de to. en to tre fire fem seks syv otte ni ti"
    assert len(list(copied_findings({"tasks": text}, f"{NOTE} {other}"))) == 2


def test_the_gate_warns_and_a_changed_note_is_read_again(desk: Desk) -> None:
    opening = desk.draft(desk.company(note=NOTE), tasks=f"Du skriver om det. {NINE}.")
    examination = draft_service.examine_stored(desk.database, desk.author, opening.id)
    assert NINE in [finding.text for finding in examination.warnings]
    assert not examination.blocks

"""The desk: a sheet is opened with the conversation code, never without a trace, and only what was shown."""

from dataclasses import FrozenInstanceError, replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from portal.preparation import desk_service, share_service
from portal.preparation.answers import Answers, Item, Meeting
from portal.preparation.service import WrongCodeError
from portal.preparation.wrong_code_service import LOCKED
from portal.shared.actors import Actor, Role
from portal.shared.audit_chain import verify
from portal.shared.codes import read_code
from portal.shared.errors import NotFound, TooManyTries
from tests.builders import Staff
from tests.preparation.builders import AN_ANSWER, HIDDEN, SHOWN, House, unknown_locator, wrong_secret


@pytest.fixture
def consultant(staff: Staff) -> Actor:
    return staff.actor(Role.EMPLOYMENT_CONSULTANT)


def audit_rows(house: House, event: str) -> list[tuple[str, str | None]]:
    with house.database.reading() as session:
        rows = session.execute(
            text("SELECT subject, actor_id FROM audit_rows WHERE event = :event"), {"event": event}
        )
        return [(row.subject, row.actor_id) for row in rows]


def test_the_conversation_code_opens_what_is_marked_to_be_shown(house: House, consultant: Actor) -> None:
    sheet = house.open_on_desk(consultant, house.candidate(AN_ANSWER).share().lower())
    assert SHOWN in str(sheet.answers)
    assert HIDDEN not in str(sheet.answers)
    assert sheet.answers == AN_ANSWER.for_consultant()


def test_a_sheet_on_the_desk_cannot_be_changed(house: House, consultant: Actor) -> None:
    sheet = house.open_on_desk(consultant, house.candidate(AN_ANSWER).share())
    with pytest.raises(FrozenInstanceError):
        sheet.answers = Answers()  # type: ignore[misc]


def test_every_opening_leaves_an_audit_row_and_the_candidate_sees_when(
    house: House, consultant: Actor
) -> None:
    candidate = house.candidate(AN_ANSWER)
    code = candidate.share()
    house.open_on_desk(consultant, code)
    assert [actor for _, actor in audit_rows(house, "preparation:sheet:open")] == [consultant.user_id]
    shared = candidate.shared()
    assert shared is not None
    assert shared.opened == (house.clock.now(),)


def test_without_an_audit_row_no_sheet_is_opened(
    house: House, consultant: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    candidate = house.candidate(AN_ANSWER)
    code = candidate.share()

    def fail(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(desk_service, "record", fail)
    with pytest.raises(OSError, match="full"):
        house.open_on_desk(consultant, code)
    monkeypatch.undo()
    assert house.on_desk(consultant) == []
    shared = candidate.shared()
    assert shared is not None
    assert shared.opened == ()


def test_the_audit_holds_no_part_of_a_code(house: House, consultant: Actor) -> None:
    candidate = house.candidate(AN_ANSWER)
    code = candidate.share()
    house.open_on_desk(consultant, code)
    for wrong in (wrong_secret(code), unknown_locator(code)):
        with pytest.raises(WrongCodeError):
            house.open_on_desk(consultant, wrong)
    with house.database.reading() as session:
        rows = str(session.execute(text("SELECT * FROM audit_rows")).all())
        assert verify(session) == []
    for typed in (code, candidate.owner_code, wrong_secret(code)):
        for group in typed.split("-"):
            assert group not in rows


@pytest.mark.parametrize("change", [wrong_secret, unknown_locator])
def test_a_wrong_conversation_code_opens_nothing_and_locks_after_ten(
    house: House, consultant: Actor, change: object
) -> None:
    code = house.candidate(AN_ANSWER).share()
    for _ in range(10):
        with pytest.raises(WrongCodeError):
            house.open_on_desk(consultant, change(code))  # type: ignore[operator]
    with pytest.raises(TooManyTries) as refused:
        house.open_on_desk(consultant, change(code))  # type: ignore[operator]
    assert refused.value.message == LOCKED
    assert house.on_desk(consultant) == []


def test_an_owner_code_is_no_conversation_code(house: House, consultant: Actor) -> None:
    candidate = house.candidate(AN_ANSWER)
    candidate.share()
    with pytest.raises(WrongCodeError):
        house.open_on_desk(consultant, read_code(candidate.owner_code))


def test_ten_sheets_lie_on_the_desk_in_the_order_of_the_conversations(
    house: House, consultant: Actor
) -> None:
    for hour in ("14.00", "9.00", "", "10.30"):
        answers = Answers(meeting=Meeting(on="2026-12-01", at=hour), agenda=(Item(hour or "uden tid"),))
        house.open_on_desk(consultant, house.candidate(answers).share())
    order = [sheet.answers.agenda[0].text for sheet in house.on_desk(consultant)]
    assert order == ["9.00", "10.30", "14.00", "uden tid"]


def test_opening_the_same_sheet_again_does_not_put_it_there_twice(house: House, consultant: Actor) -> None:
    code = house.candidate(AN_ANSWER).share()
    house.open_on_desk(consultant, code)
    house.open_on_desk(consultant, code)
    assert len(house.on_desk(consultant)) == 1
    assert len(audit_rows(house, "preparation:sheet:open")) == 2


def test_a_change_by_the_candidate_is_seen_on_the_desk(house: House, consultant: Actor) -> None:
    candidate = house.candidate(AN_ANSWER)
    house.open_on_desk(consultant, candidate.share())
    candidate.save(replace(AN_ANSWER, agenda=(Item("nyt punkt"), Item("hemmeligt", shown=False))))
    (sheet,) = house.on_desk(consultant)
    assert [item.text for item in sheet.answers.agenda] == ["nyt punkt"]


def test_taking_the_sheet_back_takes_it_off_every_desk(house: House, consultant: Actor) -> None:
    candidate = house.candidate(AN_ANSWER)
    code = candidate.share()
    house.open_on_desk(consultant, code)
    candidate.withdraw()
    assert house.on_desk(consultant) == []
    assert candidate.shared() is None
    with pytest.raises(WrongCodeError):
        house.open_on_desk(consultant, code)


def test_a_new_conversation_code_makes_the_old_one_useless(house: House, consultant: Actor) -> None:
    candidate = house.candidate(AN_ANSWER)
    old, new = candidate.share(), candidate.share()
    with pytest.raises(WrongCodeError):
        house.open_on_desk(consultant, old)
    assert house.open_on_desk(consultant, new)


def test_deleting_the_preparation_takes_it_off_the_desk(house: House, consultant: Actor) -> None:
    candidate = house.candidate(AN_ANSWER)
    house.open_on_desk(consultant, candidate.share())
    candidate.delete()
    assert house.on_desk(consultant) == []


def test_the_code_works_the_day_after_the_conversation_and_no_longer(house: House, consultant: Actor) -> None:
    code = house.candidate(AN_ANSWER).share()
    house.clock.advance(timedelta(days=8))
    assert house.clock.today().isoformat() == "2026-12-02"
    house.open_on_desk(consultant, code)
    house.clock.advance(timedelta(days=1))
    assert house.on_desk(consultant) == []
    with pytest.raises(WrongCodeError):
        house.open_on_desk(consultant, code)


def test_a_postponed_conversation_keeps_its_code(house: House, consultant: Actor) -> None:
    candidate = house.candidate(AN_ANSWER)
    code = candidate.share()
    candidate.save(replace(AN_ANSWER, meeting=Meeting(on="2026-12-08")), "meeting")
    house.clock.advance(timedelta(days=15))
    assert house.open_on_desk(consultant, code)


def test_a_sheet_lies_on_one_consultants_desk_in_one_session(
    house: House, consultant: Actor, staff: Staff
) -> None:
    sheet = house.open_on_desk(consultant, house.candidate(AN_ANSWER).share())
    colleague = staff.actor(Role.EMPLOYMENT_CONSULTANT)
    later = replace(consultant, session_id="another session", desk_secret=b"n" * 32)
    for other in (colleague, later):
        assert house.on_desk(other) == []
        with house.database.writing() as session, pytest.raises(NotFound):
            desk_service.close_sheet(session, other, sheet.id, clock=house.clock)
        with pytest.raises(NotFound):
            desk_service.view_sheet(house.database, other, sheet.id, ring=house.ring, clock=house.clock)


def test_a_sheet_leaves_the_desk_after_ten_hours(house: House, consultant: Actor) -> None:
    house.open_on_desk(consultant, house.candidate(AN_ANSWER).share())
    house.clock.advance(timedelta(hours=9, minutes=59))
    assert len(house.on_desk(consultant)) == 1
    house.clock.advance(timedelta(minutes=2))
    assert house.on_desk(consultant) == []


def test_closing_takes_the_sheet_off_the_desk_and_is_recorded(house: House, consultant: Actor) -> None:
    sheet = house.open_on_desk(consultant, house.candidate(AN_ANSWER).share())
    with house.database.writing() as session:
        desk_service.close_sheet(session, consultant, sheet.id, clock=house.clock)
    assert house.on_desk(consultant) == []
    assert [actor for _, actor in audit_rows(house, "preparation:sheet:close")] == [consultant.user_id]


def test_looking_at_an_open_sheet_is_recorded(house: House, consultant: Actor) -> None:
    sheet = house.open_on_desk(consultant, house.candidate(AN_ANSWER).share())
    seen = desk_service.view_sheet(house.database, consultant, sheet.id, ring=house.ring, clock=house.clock)
    assert seen.answers == sheet.answers
    assert len(audit_rows(house, "preparation:sheet:view")) == 1


def test_a_sheet_whose_month_key_is_gone_is_not_on_the_desk(house: House, consultant: Actor) -> None:
    candidate = house.candidate(AN_ANSWER)
    house.open_on_desk(consultant, candidate.share())
    other = house.open_on_desk(consultant, house.candidate(Answers(meeting=Meeting(on="2026-11-26"))).share())
    december = house.ring.month_key("forms", house.clock.today() + timedelta(days=20))[0]
    house.ring = house.ring.without(december)
    assert [sheet.id for sheet in house.on_desk(consultant)] == [other.id]


def test_the_candidate_sees_the_conversation_code_again_in_any_browser(house: House) -> None:
    candidate = house.candidate(AN_ANSWER)
    code = candidate.share()
    candidate.opened = house.resume(candidate.owner_code)
    shared = candidate.shared()
    assert shared is not None
    assert shared.code_text == code


def test_sharing_twice_at_once_leaves_one_copy(house: House) -> None:
    candidate = house.candidate(AN_ANSWER)
    candidate.share()
    candidate.share()
    with house.database.reading() as session:
        count = session.execute(text("SELECT count(*) FROM preparation_copies")).scalar_one()
    assert count == 1
    assert isinstance(candidate.shared(), share_service.Shared)

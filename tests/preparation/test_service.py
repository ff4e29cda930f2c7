"""A preparation's life: begun, saved, opened again with its code, deleted, expired."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from portal.preparation import service, session_service
from portal.preparation.answers import Answers, Item, Meeting
from portal.preparation.service import WrongCodeError
from portal.preparation.session_service import find_holder
from portal.preparation.vault_service import new_wrap
from portal.preparation.wrong_code_service import LOCKED
from portal.shared import derivation
from portal.shared.audit import AuditEvent, AuditRow
from portal.shared.codes import CodeKind
from portal.shared.errors import NotFound, TooManyTries
from tests.preparation.builders import AN_ANSWER, House, unknown_locator, wrong_secret


def rows(house: House) -> dict[str, int]:
    tables = ("preparations", "preparation_copies", "form_sessions", "sheets_opened")
    with house.database.reading() as session:
        return {t: session.execute(text(f"SELECT count(*) FROM {t}")).scalar_one() for t in tables}  # noqa: S608


def test_what_is_saved_is_there_again(house: House) -> None:
    candidate = house.candidate(AN_ANSWER)
    saved = candidate.answers()
    assert replace(saved, saved={}, revisions={}) == AN_ANSWER
    assert saved.saved["agenda"] == house.clock.now().isoformat()


def test_the_owner_code_opens_everything_in_another_browser(house: House) -> None:
    candidate = house.candidate(AN_ANSWER)
    token = house.resume(candidate.owner_code.lower().replace("-", " ")).token
    holder = find_holder(house.database, house.clock, token)
    assert holder is not None
    with house.database.reading() as session:
        assert service.answers_of(session, holder, ring=house.ring).agenda == AN_ANSWER.agenda


@pytest.mark.parametrize("change", [wrong_secret, unknown_locator])
def test_a_wrong_code_opens_nothing(house: House, change: object) -> None:
    candidate = house.candidate()
    with pytest.raises(WrongCodeError):
        house.resume(change(candidate.owner_code))  # type: ignore[operator]


def test_an_unknown_locator_costs_the_same_work_as_a_wrong_secret(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    candidate, costs = house.candidate(), []
    derive = derivation.hash_secret_raw

    def counted(*arguments: object, **options: object) -> bytes:
        costs.append((len(arguments[0]), len(arguments[1]), sorted(options.items())))  # type: ignore[arg-type]
        return derive(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(derivation, "hash_secret_raw", counted)
    for change in (wrong_secret, unknown_locator):
        with pytest.raises(WrongCodeError):
            house.resume(change(candidate.owner_code))
    assert len(costs) == 2
    assert costs[0] == costs[1]


def test_saving_needs_no_derivation(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    candidate = house.candidate()
    candidate.share()

    def refuse(*_: object, **__: object) -> bytes:
        raise AssertionError("a derivation at a save")

    monkeypatch.setattr(derivation, "hash_secret_raw", refuse)
    candidate.save(AN_ANSWER)


@pytest.mark.parametrize("change", [wrong_secret, unknown_locator])
def test_after_ten_wrong_codes_the_eleventh_is_told_to_wait(house: House, change: object) -> None:
    candidate = house.candidate()
    for _ in range(10):
        with pytest.raises(WrongCodeError):
            house.resume(change(candidate.owner_code))  # type: ignore[operator]
    with pytest.raises(TooManyTries) as refused:
        house.resume(change(candidate.owner_code))  # type: ignore[operator]
    assert refused.value.message == LOCKED


def test_a_locked_preparation_refuses_its_right_code_for_an_hour_and_is_not_deleted(house: House) -> None:
    candidate = house.candidate(AN_ANSWER)
    for _ in range(10):
        with pytest.raises(WrongCodeError):
            house.resume(wrong_secret(candidate.owner_code))
    with pytest.raises(TooManyTries):
        house.resume(candidate.owner_code)
    house.clock.advance(timedelta(hours=1, seconds=1))
    assert house.resume(candidate.owner_code).preparation_id == candidate.opened.preparation_id


def test_a_guesser_cannot_lock_the_owner_out_of_the_browser_it_was_made_in(house: House) -> None:
    candidate = house.candidate()
    for _ in range(10):
        with pytest.raises(WrongCodeError):
            house.resume(wrong_secret(candidate.owner_code))
    assert house.resume(candidate.owner_code, candidate.opened.token).token


def test_a_right_code_forgives_the_wrong_ones_before_it(house: House) -> None:
    candidate = house.candidate()
    for _ in range(2):
        for _ in range(9):
            with pytest.raises(WrongCodeError):
                house.resume(wrong_secret(candidate.owner_code))
        house.resume(candidate.owner_code)


def test_a_new_owner_code_makes_the_old_one_useless(house: House) -> None:
    candidate = house.candidate(AN_ANSWER)
    wrap = new_wrap(house.database, CodeKind.OWNER)
    with house.database.writing() as session:
        new = service.new_owner_code(session, candidate.holder, wrap, ring=house.ring)
    with pytest.raises(WrongCodeError):
        house.resume(candidate.owner_code)
    assert house.resume(new).preparation_id == candidate.opened.preparation_id


def test_a_new_owner_code_ends_what_the_old_one_opened_in_other_browsers(house: House) -> None:
    candidate = house.candidate(AN_ANSWER)
    elsewhere = house.resume(candidate.owner_code).token
    wrap = new_wrap(house.database, CodeKind.OWNER)
    with house.database.writing() as session:
        service.new_owner_code(session, candidate.holder, wrap, ring=house.ring)
    assert find_holder(house.database, house.clock, elsewhere) is None
    assert find_holder(house.database, house.clock, candidate.opened.token) is not None


def test_opening_again_in_the_same_browser_ends_the_session_before(house: House) -> None:
    candidate = house.candidate(AN_ANSWER)
    again = house.resume(candidate.owner_code, candidate.opened.token).token
    assert find_holder(house.database, house.clock, candidate.opened.token) is None
    assert find_holder(house.database, house.clock, again) is not None


def test_a_session_ends_after_half_an_hour_and_the_answers_stay(house: House) -> None:
    candidate = house.candidate(AN_ANSWER)
    house.clock.advance(timedelta(minutes=36))
    assert find_holder(house.database, house.clock, candidate.opened.token) is None
    assert house.resume(candidate.owner_code).token


def test_a_session_in_use_goes_on_for_four_hours(house: House) -> None:
    candidate = house.candidate()
    for _ in range(9):
        house.clock.advance(timedelta(minutes=25))
        assert find_holder(house.database, house.clock, candidate.opened.token)
    house.clock.advance(timedelta(minutes=25))
    assert find_holder(house.database, house.clock, candidate.opened.token) is None


def test_done_on_this_computer_ends_the_session_and_keeps_the_answers(house: House) -> None:
    candidate = house.candidate(AN_ANSWER)
    with house.database.writing() as session:
        session_service.end_session(session, candidate.opened.token)
    assert find_holder(house.database, house.clock, candidate.opened.token) is None
    assert house.resume(candidate.owner_code).token


def test_deleting_leaves_no_row_behind(house: House) -> None:
    candidate = house.candidate(AN_ANSWER)
    candidate.share()
    candidate.delete()
    assert set(rows(house).values()) == {0}
    with pytest.raises(WrongCodeError):
        house.resume(candidate.owner_code)


def test_a_page_still_open_after_deletion_says_that_it_is_deleted(house: House) -> None:
    candidate = house.candidate()
    holder = candidate.holder
    candidate.delete()
    with house.database.reading() as session, pytest.raises(NotFound):
        service.answers_of(session, holder, ring=house.ring)


def purge(house: House) -> None:
    with house.database.writing() as session:
        service.purge(session, clock=house.clock)
        session_service.purge_sessions(session, house.clock)


def test_what_has_expired_is_deleted_and_nothing_before(house: House) -> None:
    candidate = house.candidate(AN_ANSWER)
    candidate.share()
    purge(house)
    assert rows(house) == {"preparations": 1, "preparation_copies": 1, "form_sessions": 1, "sheets_opened": 0}
    house.clock.advance(timedelta(days=9))
    purge(house)
    assert rows(house) == {"preparations": 1, "preparation_copies": 0, "form_sessions": 0, "sheets_opened": 0}
    house.clock.advance(timedelta(days=60))
    purge(house)
    assert set(rows(house).values()) == {0}


def test_an_expired_preparation_does_not_open_even_before_it_is_deleted(house: House) -> None:
    candidate = house.candidate(AN_ANSWER)
    house.clock.advance(timedelta(days=67))
    assert house.resume(candidate.owner_code)
    house.clock.advance(timedelta(days=1))
    with pytest.raises(WrongCodeError):
        house.resume(candidate.owner_code)


def test_a_deletion_by_the_clock_is_recorded_as_a_number(house: House) -> None:
    house.candidate(AN_ANSWER)
    house.clock.advance(timedelta(days=200))
    purge(house)
    with house.database.reading() as session:
        details = session.scalars(select(AuditRow.details).where(AuditRow.event == AuditEvent.PURGE)).one()
    assert details == {"kind": "preparation", "count": 1}


def test_moving_the_conversation_moves_the_last_day(house: House) -> None:
    candidate = house.candidate()
    for on, expected in (("2026-12-20", "2027-02-18"), ("2027-01-10", "2027-03-11"), ("", "2027-01-23")):
        candidate.save(Answers(meeting=Meeting(on=on)), "meeting")
        with house.database.reading() as session:
            assert service.expiry_of(session, candidate.holder).isoformat() == expected
        assert house.resume(candidate.owner_code).token


def test_forgetting_the_date_late_does_not_end_a_preparation_that_is_being_written(house: House) -> None:
    candidate = house.candidate(Answers(meeting=Meeting(on="2027-03-01")))
    house.clock.advance(timedelta(days=90))
    token = house.resume(candidate.owner_code).token
    holder = find_holder(house.database, house.clock, token)
    assert holder is not None
    with house.database.writing() as session:
        service.save(
            session,
            holder,
            Answers(agenda=(Item("ny"),)),
            "agenda",
            ring=house.ring,
            clock=house.clock,
            days=60,
        )
    purge(house)
    assert house.resume(candidate.owner_code).token

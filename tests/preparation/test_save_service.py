"""Saving: what somebody else saved meanwhile is neither lost nor overwritten, and the copy follows."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import event

from portal.preparation import save_service
from portal.preparation.answers import Answers, Item, Meeting
from portal.shared.actors import Role
from portal.shared.errors import NotFound
from tests.builders import Staff
from tests.preparation.builders import DAYS, House

Change = Callable[[Answers], Answers]


def save(house: House, holder: object, change: Change) -> Answers:
    return save_service.save(
        house.database,
        holder,  # type: ignore[arg-type]
        change,
        ring=house.ring,
        clock=house.clock,
        days=DAYS,
    )


def adding(text: str, meanwhile: Callable[[], object] = lambda: None) -> Change:
    """A change that adds a line to the agenda; `meanwhile` happens once, after the answers were read."""
    happened: list[object] = []

    def change(answers: Answers) -> Answers:
        if not happened:
            happened.append(meanwhile())
        return replace(answers, agenda=(*answers.agenda, Item(text)))

    return change


def texts(answers: Answers) -> list[str]:
    return [item.text for item in answers.agenda]


def test_what_was_saved_meanwhile_is_changed_and_not_overwritten(house: House) -> None:
    candidate = house.candidate()
    holder = candidate.holder
    saved = save(house, holder, adding("mit", lambda: save(house, holder, adding("et andet"))))
    assert texts(saved) == texts(candidate.answers()) == ["et andet", "mit"]


def test_a_copy_that_was_shared_meanwhile_holds_what_was_saved(house: House, staff: Staff) -> None:
    candidate = house.candidate()
    codes: list[str] = []
    save(house, candidate.holder, adding("mit", lambda: codes.append(candidate.share())))
    sheet = house.open_on_desk(staff.actor(Role.EMPLOYMENT_CONSULTANT), codes[0])
    assert texts(sheet.answers) == ["mit"]


def test_a_copy_that_was_withdrawn_meanwhile_stays_away(house: House) -> None:
    candidate = house.candidate()
    candidate.share()
    save(house, candidate.holder, adding("mit", candidate.withdraw))
    assert candidate.shared() is None
    assert texts(candidate.answers()) == ["mit"]


def test_a_code_that_was_renewed_meanwhile_still_opens_although_the_expiry_moved(house: House) -> None:
    candidate = house.candidate()
    codes: list[str] = []

    def later(answers: Answers) -> Answers:
        if not codes:
            codes.append(candidate.renew())
        return replace(answers, meeting=Meeting(on="2027-02-01"))

    save(house, candidate.holder, later)
    assert house.resume(codes[0]).preparation_id == candidate.opened.preparation_id


def test_what_was_deleted_meanwhile_is_not_made_again(house: House) -> None:
    candidate = house.candidate()
    holder = candidate.holder
    with pytest.raises(NotFound):
        save(house, holder, adding("mit", candidate.delete))


def test_nothing_is_read_or_sealed_while_others_wait_to_write(house: House) -> None:
    candidate = house.candidate()
    candidate.share()
    holder, said = candidate.holder, []

    @event.listens_for(house.database.engine, "before_cursor_execute")
    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        # A new connection to PostgreSQL asks for what it needs to know, too.
        said.extend([statement.split()[0]] if "preparation" in statement else [])

    save(house, holder, adding("mit"))
    assert said.count("SELECT") == 1
    assert said.count("UPDATE") == 2

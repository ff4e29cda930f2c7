"""Two persons sign the text that was read; nothing else makes an approval, and nothing is deleted."""

from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from portal.approvals import service
from portal.approvals.models import FactApproval
from portal.shared.audit_chain import verify
from portal.shared.errors import NotAllowed, NotAllowedNow, NotFound, PortalError
from tests.approvals.conftest import FactDesk

DAY = date(2026, 11, 24)


def withdraw(desk: FactDesk, fact_id: str, reason: str = "Kilden er fjernet.") -> None:
    row = next(row for row in desk.rows() if row.fact_id == fact_id and row.withdrawn_at is None)
    with desk.database.writing() as session:
        service.withdraw(session, desk.second, fact_id, row.id, reason, clock=desk.clock)


def test_only_the_second_signature_makes_an_approval(desk: FactDesk) -> None:
    assert desk.sign("tal-et") == service.Signed(1, 0)
    assert desk.standing("tal-et") == "draft"

    assert desk.confirm("tal-et") == service.Signed(1, 0)
    assert desk.standing("tal-et") == "approved"


def test_the_same_person_never_signs_twice(desk: FactDesk) -> None:
    desk.sign("tal-et")

    with pytest.raises(NotAllowed, match="En anden skal skrive under"):
        desk.confirm("tal-et", by=desk.editor)
    namesake = replace(desk.second, name=f" {desk.editor.name.upper()} ")
    with pytest.raises(NotAllowed, match="samme navn"):
        desk.confirm("tal-et", by=namesake)
    assert desk.standing("tal-et") == "draft"
    with pytest.raises(IntegrityError), desk.database.writing() as session:
        session.execute(
            update(FactApproval).values(second_by=desk.editor.user_id, second_at=desk.clock.now())
        )


def test_the_source_must_have_been_seen_where_the_gate_asks_for_it(desk: FactDesk) -> None:
    with pytest.raises(NotAllowedNow, match="set selve kilden"):
        desk.sign("regel-et", "regel-to")
    with pytest.raises(NotAllowedNow, match="i fremtiden"):
        desk.sign("regel-to", seen_on=DAY + timedelta(days=1))
    assert desk.rows() == []

    desk.sign("regel-et", "regel-to", seen_on=DAY)
    desk.confirm("regel-et", "regel-to")

    assert desk.standing("regel-to") == "approved"
    assert {row.source_checked_on for row in desk.rows()} == {DAY}


def test_what_is_held_back_can_never_be_signed(desk: FactDesk) -> None:
    with pytest.raises(NotAllowedNow, match="holdt tilbage"):
        desk.sign("holdt-tilbage", "tal-et", seen_on=DAY)
    assert desk.rows() == []


def test_a_text_that_changed_meanwhile_is_not_signed_and_a_changed_text_loses_its_approval(
    desk: FactDesk,
) -> None:
    before = desk.hash_of("tal-et")
    desk.sign("tal-et")
    desk.content.change("facts/facts.yaml", "38 procent flere", "39 procent flere")
    desk.read_again()

    with pytest.raises(NotAllowedNow, match="Teksten er ændret"):
        desk.confirm("tal-et")
    with pytest.raises(NotAllowedNow, match="Teksten er ændret"), desk.database.writing() as session:
        service.sign(
            session, desk.editor, desk.book, [("tal-et", before)], source_seen_on=None, clock=desk.clock
        )
    assert desk.sign("tal-et") == service.Signed(1, 0)
    assert desk.standing("tal-et") == "draft"


def test_an_approval_lapses_with_its_text_and_comes_back_with_it(desk: FactDesk) -> None:
    desk.sign("tal-et")
    desk.confirm("tal-et")

    desk.content.change("facts/facts.yaml", "38 percent more", "39 percent more")
    desk.read_again()
    assert desk.standing("tal-et") == "draft"

    desk.content.change("facts/facts.yaml", "39 percent more", "38 percent more")
    desk.read_again()
    assert desk.standing("tal-et") == "approved"


def test_a_withdrawn_approval_no_longer_counts_and_its_row_says_why(desk: FactDesk) -> None:
    desk.sign("tal-et")
    desk.confirm("tal-et")

    withdraw(desk, "tal-et")

    assert desk.standing("tal-et") == "draft"
    (row,) = desk.rows()
    assert (row.reason, row.withdrawn_by) == ("Kilden er fjernet.", desk.second.user_id)
    with pytest.raises(NotAllowedNow, match="allerede trukket"), desk.database.writing() as session:
        service.withdraw(session, desk.editor, "tal-et", row.id, "Igen", clock=desk.clock)
    assert desk.sign("tal-et") == service.Signed(1, 0)
    assert len(desk.rows()) == 2


def test_a_withdrawn_first_signature_cannot_be_confirmed(desk: FactDesk) -> None:
    desk.sign("tal-et")
    (row,) = desk.rows()
    withdraw(desk, "tal-et")

    with desk.database.writing() as session:
        done = service.confirm(session, desk.second, desk.book, [row.id], clock=desk.clock)

    assert done == service.Signed(0, 1)
    assert desk.standing("tal-et") == "draft"


def test_an_approval_of_another_fact_is_not_found(desk: FactDesk) -> None:
    desk.sign("tal-et")
    (row,) = desk.rows()

    with pytest.raises(NotFound), desk.database.writing() as session:
        service.withdraw(session, desk.editor, "regel-et", row.id, "Nej", clock=desk.clock)
    with pytest.raises(NotFound), desk.database.writing() as session:
        service.confirm(session, desk.second, desk.book, [row.id, "findes-ikke"], clock=desk.clock)


def test_every_step_stands_in_the_audit_chain_without_content(desk: FactDesk) -> None:
    desk.sign("tal-et", "regel-et")
    desk.confirm("tal-et")
    withdraw(desk, "tal-et", "KANARIE")

    assert desk.events() == [
        ("fact:sign", "fact:tal-et", desk.editor.user_id),
        ("fact:sign", "fact:regel-et", desk.editor.user_id),
        ("fact:approve", "fact:tal-et", desk.second.user_id),
        ("fact:withdraw", "fact:tal-et", desk.second.user_id),
    ]
    with desk.database.reading() as session:
        assert verify(session, kept_since=DAY) == []


def at_once(desk: FactDesk, *acts: object) -> list[object]:
    """What each act gave, or the error it raised, when all begin at the same moment."""
    gate, outcomes = Barrier(len(acts)), []

    def run(act: object) -> None:
        gate.wait()
        try:
            outcomes.append(act())  # type: ignore[operator]
        except PortalError as error:
            outcomes.append(error)

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_of_two_editors_who_sign_at_once_one_does(desk: FactDesk) -> None:
    outcomes = at_once(
        desk,
        lambda: desk.sign("tal-et", "regel-et", by=desk.editor),
        lambda: desk.sign("tal-et", "regel-et", by=desk.second),
    )

    assert sorted((done.now, done.before) for done in outcomes) == [(0, 2), (2, 0)]  # type: ignore[attr-defined]
    assert len(desk.rows()) == 2


def test_of_a_second_signature_and_a_withdrawal_at_once_both_are_told_what_is(desk: FactDesk) -> None:
    for fact_id in ("tal-et", "regel-et"):
        desk.sign(fact_id)
        at_once(desk, lambda one=fact_id: desk.confirm(one), lambda one=fact_id: withdraw(desk, one))

        row = next(row for row in desk.rows() if row.fact_id == fact_id)
        assert row.withdrawn_at is not None
        assert desk.standing(fact_id) == "draft"


def test_the_database_itself_holds_one_living_signature_to_a_text(desk: FactDesk) -> None:
    desk.sign("tal-et")
    twin = FactApproval(
        fact_id="tal-et",
        text_hash=desk.hash_of("tal-et"),
        signed_by=desk.second.user_id,
        signed_at=desk.clock.now(),
    )

    with pytest.raises(IntegrityError), desk.database.writing() as session:
        session.add(twin)

"""Attack 52: whichever way an opening becomes public, the gate read the text and the company as they are."""

import ast
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from portal.openings import copying, draft_service, life_service, renewal_service, review_service
from portal.openings.gate import Examination, text_digest
from portal.openings.models import Company, Opening, PublicOpeningRow
from portal.openings.rules import MOVES, QUALITY_POINTS, Action, State
from portal.settings import PROJECT_ROOT
from portal.shared.clock import FrozenClock
from portal.shared.errors import NotAllowedNow
from tests.builders import Staff
from tests.openings.builders import DAYS, Desk

LEAK = "Du skriver nyhedsbrev for Kvistgren Lydværk."
PORTAL = PROJECT_ROOT / "portal"


@pytest.fixture
def desk(staff: Staff, clock: FrozenClock) -> Desk:
    return Desk(staff, clock)


def examined(desk: Desk, opening: Opening) -> Examination:
    return draft_service.examine_stored(desk.database, desk.author, opening.id)


def step(desk: Desk, opening: Opening, action: Action) -> None:
    with desk.database.writing() as session:
        life_service.step(session, desk.author, opening.id, action, clock=desk.clock)


def submit(desk: Desk, opening: Opening, examination: Examination) -> None:
    with desk.database.writing() as session:
        life_service.submit(session, desk.author, opening.id, examination, clock=desk.clock, ring=desk.ring)


def approve(desk: Desk, opening: Opening, examination: Examination) -> None:
    with desk.database.writing() as session:
        review_service.guess(session, desk.reader, opening.id, ["ved ikke"], clock=desk.clock)
    reasons = {doubt.key: "Et almindeligt ord." for doubt in review_service.doubts(examination)}
    with desk.database.writing() as session:
        review_service.approve(
            session, desk.reader, opening.id, examination, reasons, clock=desk.clock, days=DAYS
        )


def resume(desk: Desk, opening: Opening, examination: Examination) -> None:
    with desk.database.writing() as session:
        life_service.resume(session, desk.author, opening.id, examination, clock=desk.clock)


def new_draft(desk: Desk) -> Opening:
    return desk.draft()


def in_review(desk: Desk) -> Opening:
    return desk.in_review()


def paused(desk: Desk) -> Opening:
    opening = desk.published()
    step(desk, opening, Action.PAUSE)
    return opening


def revised(desk: Desk) -> Opening:
    opening = paused(desk)
    step(desk, opening, Action.REVISE)
    return opening


def copied(desk: Desk) -> Opening:
    opening = desk.published()
    with desk.database.writing() as session:
        made = copying.copy_opening(session, desk.author, opening.id, clock=desk.clock)
        made.company_yes_on, made.yes_digest = desk.clock.today(), text_digest(made)
        made.quality = list(QUALITY_POINTS)
    step(desk, opening, Action.WITHDRAW)
    return made


def renew(desk: Desk, opening: Opening, examination: Examination) -> None:
    with desk.database.writing() as session:
        renewal_service.renew(session, desk.author, opening.id, examination, clock=desk.clock, days=DAYS)


def live(desk: Desk) -> Opening:
    opening = desk.published()
    assert isinstance(desk.clock, FrozenClock)
    desk.clock.advance(timedelta(days=3))
    return opening


Way = tuple[Callable[[Desk], Opening], Callable[[Desk, Opening, Examination], None]]
WAYS: dict[str, Way] = {
    "form": (new_draft, submit),
    "second reader": (in_review, approve),
    "resume": (paused, resume),
    "revise": (revised, submit),
    "renew": (live, renew),
    "copy": (copied, submit),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_leak_in_the_stored_text_is_refused_on_every_way(desk: Desk, way: str) -> None:
    begin, go = WAYS[way]
    opening = begin(desk)
    with desk.database.writing() as session:
        stored = session.get_one(Opening, opening.id)
        stored.tasks = LEAK
        # As if somebody had approved it, or said yes to it, once.
        stored.approved_digest = stored.yes_digest = text_digest(stored)
    before = shown(desk)
    with pytest.raises(NotAllowedNow):
        go(desk, opening, examined(desk, opening))
    assert shown(desk) == before


@pytest.mark.parametrize("way", WAYS)
def test_a_text_that_changes_after_the_check_is_refused_on_every_way(desk: Desk, way: str) -> None:
    begin, go = WAYS[way]
    opening = begin(desk)
    examination = examined(desk, opening)
    with desk.database.writing() as session:
        session.get_one(Opening, opening.id).tasks = LEAK
    before = shown(desk)
    with pytest.raises(NotAllowedNow):
        go(desk, opening, examination)
    assert shown(desk) == before


@pytest.mark.parametrize("way", WAYS)
def test_an_alias_that_is_learnt_after_the_check_is_refused_on_every_way(desk: Desk, way: str) -> None:
    begin, go = WAYS[way]
    opening = begin(desk)
    examination = examined(desk, opening)
    with desk.database.writing() as session:
        session.get_one(Company, opening.company_id).brands = ["udsendelser"]
    before = shown(desk)
    with pytest.raises(NotAllowedNow):
        go(desk, opening, examination)
    assert shown(desk) == before


@pytest.mark.parametrize("way", WAYS)
def test_without_a_leak_every_way_is_open(desk: Desk, way: str) -> None:
    begin, go = WAYS[way]
    opening = begin(desk)
    go(desk, opening, examined(desk, opening))


def shown(desk: Desk) -> set[tuple[str, str, date]]:
    """What the public sees: nothing of it may come, change or stay longer."""
    with desk.database.reading() as session:
        return {(row.id, row.tasks, row.expires_on) for row in session.scalars(select(PublicOpeningRow))}


def test_no_step_but_these_leads_to_what_is_public() -> None:
    """A new way has to be tried above before it may stand here.

    A renewal writes no text; that it asks the gate too is tried in test_renewal.py.
    """
    leading = {action for action, move in MOVES.items() if move.target is State.PUBLISHED}
    assert leading == {Action.APPROVE, Action.RESUME, Action.RENEW}


def test_the_projection_is_written_in_one_place_that_looks_at_the_examination() -> None:
    makers, callers = set(), set()
    for path in PORTAL.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func).rpartition(".")[2]
                makers |= {where(path)} if called == "PublicOpeningRow" else set()
                callers |= {where(path)} if called == "put_up" else set()
    assert makers == {"openings/publication.py"}
    # The nightly reading shows what is shown already, in an area that took another's place.
    assert callers == {"openings/life_service.py", "openings/review_service.py", "openings/rescan_service.py"}
    functions = [
        node
        for node in ast.parse((PORTAL / "openings/publication.py").read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name in ("put_up", "extend")
    ]
    assert len(functions) == 2
    for function in functions:
        steps = [ast.unparse(statement) for statement in function.body]
        looks = steps.index("must_pass(session, opening, examination)")
        # Until then nothing is done but to choose the area, or to refuse for want of one.
        assert not any("session.merge" in step or "session.add" in step for step in steps[:looks])


def where(path: Path) -> str:
    return path.relative_to(PORTAL).as_posix()

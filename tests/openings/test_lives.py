"""Whatever people do in whatever order, with whatever they had on the screen: what is public was approved."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from portal.openings import (
    company_service,
    draft_service,
    gate,
    life_service,
    publication,
    renewal_service,
    review_service,
    service,
)
from portal.openings.areas import Ground
from portal.openings.draft_service import Saving
from portal.openings.gate import Examination, examine, has_valid_yes, text_digest
from portal.openings.models import Company, Opening, OpeningReview, OpeningTransition, PublicOpeningRow
from portal.openings.rules import FINAL, Action, State
from portal.shared.actors import Actor, Role
from portal.shared.audit import AuditEvent, AuditRow
from portal.shared.clock import FrozenClock
from portal.shared.database import Database
from portal.shared.dates import iso_week
from portal.shared.errors import PortalError
from tests.builders import Staff, make_team
from tests.openings.builders import A_COMPANY, AN_OPENING, DAYS, Desk

WHO = ("author", "colleague", "reader", "editor", "stranger")
TASKS = (
    AN_OPENING.tasks,
    "Du rydder op i et kartotek, og Fjordgrenlyd står på hylderne.",
    "Du skriver for Kvistgren Lydværk ApS og ringer på 00 07 73 79.",
)
NAMES = ("Natøre", "Fjordgrenlyd")
STEPS = (Action.PAUSE, Action.FILL, Action.WITHDRAW, Action.TAKE_BACK, Action.REVISE)
BRIEF = settings(
    max_examples=8,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate, Phase.shrink),
)


class Life(RuleBasedStateMachine):
    """One opening among its people; anyone may try every verb at any time, also with an old reading."""

    staff: Staff
    clock: FrozenClock

    @initialize()
    def begin(self) -> None:
        desk = Desk(self.staff, self.clock)
        self.database: Database = desk.database
        self.ring = desk.ring
        with self.database.writing() as session:
            elsewhere = make_team(session, f"Team {desk.author.user_id}").id
        self.people: dict[str, Actor] = {
            "author": desk.author,
            "colleague": self.staff.actor(Role.COMPANY_CONSULTANT),
            "reader": desk.reader,
            "editor": self.staff.actor(Role.EDITOR),
            "stranger": self.staff.actor(Role.COMPANY_CONSULTANT, elsewhere),
        }
        self.company = desk.company()
        self.opening = desk.draft(self.company)
        self.old: Examination = draft_service.examine_stored(self.database, desk.author, self.opening.id)
        self.ended: str | None = None

    def examination(self, actor: Actor, *, old: bool) -> Examination:
        """What the gate says now, or what it said when the page was opened."""
        now = draft_service.examine_stored(self.database, actor, self.opening.id)
        chosen, self.old = (self.old if old else now), now
        return chosen

    @rule(who=st.sampled_from(WHO), tasks=st.sampled_from(TASKS), yes=st.booleans(), anew=st.booleans())
    def edit(self, who: str, tasks: str, yes: bool, anew: bool = True) -> None:
        fields = replace(
            AN_OPENING,
            company_id=self.company.id,
            tasks=tasks,
            company_yes_on=AN_OPENING.company_yes_on if yes else None,
        )
        with suppress(PortalError), self.database.writing() as session:
            saving = Saving(says_yes=yes and anew)
            draft_service.change_draft(
                session, self.people[who], self.opening.id, fields, clock=self.clock, saving=saving
            )

    @rule(who=st.sampled_from(WHO), old=st.booleans())
    def submit(self, who: str, old: bool) -> None:
        with suppress(PortalError):
            found = self.examination(self.people[who], old=old)
            with self.database.writing() as session:
                life_service.submit(
                    session, self.people[who], self.opening.id, found, clock=self.clock, ring=self.ring
                )

    @rule(who=st.sampled_from(WHO), guess=st.sampled_from(("ved ikke", "Kvistgren Lydværk", "")))
    def guess(self, who: str, guess: str) -> None:
        with suppress(PortalError), self.database.writing() as session:
            review_service.guess(session, self.people[who], self.opening.id, [guess], clock=self.clock)

    @rule(who=st.sampled_from(WHO), old=st.booleans(), reasons=st.booleans())
    def approve(self, who: str, old: bool, reasons: bool) -> None:
        with suppress(PortalError):
            found = self.examination(self.people[who], old=old)
            given = {doubt.key: "Et ord." if reasons else " " for doubt in review_service.doubts(found)}
            with self.database.writing() as session:
                review_service.approve(
                    session, self.people[who], self.opening.id, found, given, clock=self.clock, days=DAYS
                )

    @rule(reader=st.sampled_from(("reader", "colleague", "author", "editor")))
    def publish(self, reader: str) -> None:
        """The straight way, so that what comes after publishing is met often enough."""
        self.edit("author", AN_OPENING.tasks, yes=True)
        self.submit("author", old=False)
        self.guess(reader, "ved ikke")
        self.approve(reader, old=False, reasons=True)

    @rule()
    def rename_while_it_is_read(self) -> None:
        """The reader approves with the page of before the company got a name that stands in the text."""
        self.rename("author", "Natøre")
        self.edit("author", TASKS[1], yes=True)
        self.submit("author", old=False)
        self.guess("reader", "ved ikke")
        self.old = draft_service.examine_stored(self.database, self.people["reader"], self.opening.id)
        self.rename("author", "Fjordgrenlyd")
        self.approve("reader", old=True, reasons=True)

    @rule(who=st.sampled_from(WHO))
    def send_back(self, who: str) -> None:
        with suppress(PortalError), self.database.writing() as session:
            review_service.send_back(session, self.people[who], self.opening.id, "Note", clock=self.clock)

    @rule(who=st.sampled_from(WHO), action=st.sampled_from(STEPS))
    def step(self, who: str, action: Action) -> None:
        with suppress(PortalError), self.database.writing() as session:
            life_service.step(session, self.people[who], self.opening.id, action, clock=self.clock)

    @rule(who=st.sampled_from(WHO), old=st.booleans())
    def resume(self, who: str, old: bool) -> None:
        with suppress(PortalError):
            found = self.examination(self.people[who], old=old)
            with self.database.writing() as session:
                life_service.resume(session, self.people[who], self.opening.id, found, clock=self.clock)

    @rule(who=st.sampled_from(WHO), old=st.booleans())
    def renew(self, who: str, old: bool) -> None:
        before = self.stored()[0]
        with suppress(PortalError):
            found = self.examination(self.people[who], old=old)
            with self.database.writing() as session:
                renewal_service.renew(
                    session, self.people[who], self.opening.id, found, clock=self.clock, days=DAYS
                )
        after = self.stored()[0]
        assert before.expires_on == after.expires_on or who in ("author", "colleague")
        assert before.expires_on is None or after.expires_on is None or before.expires_on <= after.expires_on
        assert before.published_on == after.published_on

    @invariant()
    def nothing_is_promised_for_longer_than_one_term(self) -> None:
        expires_on = self.stored()[0].expires_on
        assert expires_on is None or expires_on <= self.clock.today() + timedelta(days=DAYS)

    @rule(who=st.sampled_from(("author", "colleague", "stranger")), brand=st.sampled_from(NAMES))
    def rename(self, who: str, brand: str) -> None:
        """The company gets a name that may stand in the text already."""
        actor, fields = self.people[who], replace(A_COMPANY, brands=(brand,))
        with suppress(PortalError):
            found = company_service.examine_change(self.database, actor, self.company.id, fields)
            with self.database.writing() as session:
                company_service.change_company(
                    session, actor, self.company.id, fields, found, clock=self.clock
                )

    @rule(days=st.sampled_from((0, 1, DAYS, DAYS + 1)))
    def time_goes(self, days: int) -> None:
        self.clock.advance(timedelta(days=days))
        with self.database.writing() as session:
            life_service.expire_due(session, self.clock)

    @invariant()
    def what_is_public_was_approved_by_somebody_else(self) -> None:
        opening, company = self.stored()
        if opening.state != State.PUBLISHED:
            return
        with self.database.reading() as session:
            about = OpeningReview.opening_id == opening.id
            approved = session.scalars(select(OpeningReview).where(about, OpeningReview.outcome == "approve"))
            readers = {review.reviewer_id for review in approved if review.hits == 0}
        assert readers - set(opening.writer_ids), "nobody but its writers approved it"
        assert readers <= {self.people[who].user_id for who in ("author", "colleague", "reader")}
        assert opening.approved_digest == text_digest(opening), "another text was approved"
        assert has_valid_yes(opening), "the company has not said yes to this text"
        assert not examine(opening, company, Ground()).blocks, "it tells the company"

    @invariant()
    def the_public_sees_it_exactly_while_it_is_published(self) -> None:
        opening, _company = self.stored()
        with self.database.reading() as session:
            row = session.get(PublicOpeningRow, opening.public_id) if opening.public_id else None
            listed = service.published(session, service.Filters(), clock=self.clock, size=1000).items
        shown = opening.public_id in {one.id for one in listed}
        is_published = opening.state == State.PUBLISHED
        assert (row is not None) == is_published == shown
        if row is not None:
            assert row.expires_on == opening.expires_on and row.expires_week == iso_week(row.expires_on)
            assert [getattr(row, name) for name in publication.COPIED] == [
                getattr(opening, name) for name in publication.COPIED
            ]

    @invariant()
    def its_log_is_whole(self) -> None:
        opening, _company = self.stored()
        with self.database.reading() as session:
            about = OpeningTransition.opening_id == opening.id
            steps = session.scalars(
                select(OpeningTransition).where(about).order_by(OpeningTransition.position)
            ).all()
            audited = session.scalars(
                select(AuditRow).where(
                    AuditRow.subject == f"opening:{opening.id}",
                    AuditRow.event == AuditEvent.OPENING_STATE.value,
                )
            ).all()
        states = [State.DRAFT.value, *(step.to_state for step in steps)]
        assert [step.position for step in steps] == list(range(1, len(steps) + 1))
        assert [step.from_state for step in steps] == states[:-1]
        assert states[-1] == opening.state
        assert len(audited) == len(steps)

    @invariant()
    def what_has_ended_does_not_come_back(self) -> None:
        state = self.stored()[0].state
        assert self.ended in (None, state)
        self.ended = state if state in FINAL else None

    def stored(self) -> tuple[Opening, Company]:
        with self.database.reading() as session:
            return session.get_one(Opening, self.opening.id), session.get_one(Company, self.company.id)


@pytest.fixture
def life(staff: Staff, clock: FrozenClock) -> Callable[[], Life]:
    """Every life in the one database: each begins with people and a company of its own."""
    return type("LifeHere", (Life,), {"staff": staff, "clock": clock})


def test_no_order_of_steps_makes_public_what_was_not_approved(life: Callable[[], Life]) -> None:
    run_state_machine_as_test(life, settings=BRIEF)


@pytest.mark.parametrize(
    ("module", "name", "hole"),
    [
        (publication, "take_down", lambda *_args, **_options: None),
        (review_service, "still_holds", lambda *_args: True),
        (publication, "extend", lambda *_args: None),
        (life_service, "doers_of", lambda *_args: frozenset(life_service.Doer)),
    ],
)
def test_a_hole_is_found(
    life: Callable[[], Life], monkeypatch: pytest.MonkeyPatch, module: object, name: str, hole: object
) -> None:
    monkeypatch.setattr(module, name, hole)
    if module is life_service:
        monkeypatch.setattr(review_service, name, hole)
    if module is review_service:
        # What is put up is compared once more, so that the hole has to be there too.
        monkeypatch.setattr(gate, name, hole)
    # It ends at the first find; with 400 tries a hole was missed now and then.
    thorough = settings(BRIEF, max_examples=2000, phases=(Phase.generate,))
    with pytest.raises(AssertionError):
        run_state_machine_as_test(life, settings=thorough)

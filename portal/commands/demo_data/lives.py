"""Openings in each state of their life, through the ordinary services, so that a newcomer sees them all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from portal.openings import board_service, draft_service, life_service, outcome_service, review_service
from portal.openings.outcome_service import Afterwards
from portal.openings.rules import Action, Outcome, State
from portal.shared.actors import Actor
from portal.shared.clock import Clock
from portal.shared.database import Database
from portal.shared.dates import CLOSING_DAYS
from portal.shared.keyring import KeyRing

ENDS_IN_DAYS = 5
REASON = "Opdigtet demonstration: ordet peger ikke på nogen virksomhed, der findes."
NOTE = "Opdigtet demonstration: skriv opgaven lidt bredere, så ingen kan gætte, hvem det er."
AFTERWARDS = Afterwards(
    outcome=Outcome.STARTED.value, reason="Opdigtet: startede efter kommunens ja.", more_work=True
)


@dataclass(frozen=True)
class Stage:
    """What the demonstration's lives are made with."""

    database: Database
    ring: KeyRing
    clock: Clock
    reader: Actor

    def step(self, author: Actor, opening_id: str, action: Action) -> None:
        with self.database.writing() as session:
            life_service.step(session, author, opening_id, action, clock=self.clock)

    def send_to_reader(self, author: Actor, opening_id: str) -> None:
        """Taken back to be changed, and sent to a second reader once more."""
        self.step(author, opening_id, Action.PAUSE)
        self.step(author, opening_id, Action.REVISE)
        examination = draft_service.examine_stored(self.database, author, opening_id)
        with self.database.writing() as session:
            life_service.submit(session, author, opening_id, examination, clock=self.clock, ring=self.ring)

    def send_back(self, author: Actor, opening_id: str) -> None:
        self.send_to_reader(author, opening_id)
        with self.database.writing() as session:
            review_service.guess(session, self.reader, opening_id, ["ved ikke"], clock=self.clock)
            review_service.send_back(session, self.reader, opening_id, NOTE, clock=self.clock)

    def end_soon(self, author: Actor, opening_id: str) -> None:
        self.send_to_reader(author, opening_id)
        examination = draft_service.examine_stored(self.database, author, opening_id)
        reasons = {doubt.key: REASON for doubt in review_service.doubts(examination)}
        with self.database.writing() as session:
            review_service.guess(session, self.reader, opening_id, ["ved ikke"], clock=self.clock)
            review_service.approve(
                session, self.reader, opening_id, examination, reasons, clock=self.clock, days=ENDS_IN_DAYS
            )

    def pause(self, author: Actor, opening_id: str) -> None:
        self.step(author, opening_id, Action.PAUSE)

    def fill(self, author: Actor, opening_id: str) -> None:
        self.step(author, opening_id, Action.FILL)
        with self.database.writing() as session:
            outcome_service.record_outcome(session, author, opening_id, AFTERWARDS, clock=self.clock)

    def withdraw(self, author: Actor, opening_id: str) -> None:
        self.step(author, opening_id, Action.WITHDRAW)


LIVES: Sequence[Callable[[Stage, Actor, str], None]] = (
    Stage.send_to_reader,
    Stage.end_soon,
    Stage.pause,
    Stage.fill,
    Stage.send_back,
    Stage.withdraw,
)


def make_demo_lives(stage: Stage, author: Actor) -> None:
    """Leads some of the author's own published openings into the other states; the rest stay as they are."""
    with stage.database.reading() as session:
        lines = board_service.board(session, author, stage.clock, CLOSING_DAYS)
    mine = sorted(
        (line for line in lines if line.mine and line.state == State.PUBLISHED), key=lambda one: one.title
    )
    for lead, line in zip(LIVES, mine, strict=False):
        lead(stage, author, line.id)

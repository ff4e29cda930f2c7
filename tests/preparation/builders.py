"""Builders of preparations through the ordinary services: a candidate with a code, a browser and answers."""

from dataclasses import dataclass, field, replace

from portal.preparation import desk_service, service, share_service
from portal.preparation.answers import Advert, Answers, Item, Meeting, Proposal
from portal.preparation.session_service import Holder, find_holder
from portal.preparation.share_service import Shared
from portal.preparation.vault_service import new_wrap
from portal.shared.actors import Actor
from portal.shared.clock import FrozenClock
from portal.shared.codes import Code, CodeKind, read_code
from portal.shared.database import Database
from portal.shared.keyring import KeyRing

DAYS = 60
SHOWN, HIDDEN = "Vis-mig-kanarie", "Kun-til-mig-kanarie"
AN_ANSWER = Answers(
    meeting=Meeting(whom="kommune", first="ja", form="telefon", on="2026-12-01", at="10.30"),
    agenda=(Item(f"{SHOWN} dagsorden"), Item(f"{HIDDEN} dagsorden", shown=False)),
    questions=Item(f"{HIDDEN} spørgsmål", shown=False),
    adverts=(
        Advert(title=f"{SHOWN} jobtitel", workplace="Et arkiv"),
        Advert(title=f"{HIDDEN} jobtitel", shown=False),
    ),
    proposals=(Proposal(workplace=f"{SHOWN} sted"), Proposal(tasks=f"{HIDDEN} opgave", shown=False)),
)


@dataclass
class House:
    """What every service needs, in one hand."""

    database: Database
    ring: KeyRing
    clock: FrozenClock

    def candidate(self, answers: Answers | None = None) -> "Candidate":
        candidate = Candidate(self)
        if answers is not None:
            candidate.save(answers)
        return candidate

    def resume(self, code_text: str, token: str | None = None) -> service.Opened:
        code = read_code(code_text)
        return service.resume(self.database, code, token, ring=self.ring, clock=self.clock)

    def open_on_desk(self, actor: Actor, code: str | Code) -> desk_service.OpenedSheet:
        typed = read_code(code) if isinstance(code, str) else code
        return desk_service.open_with_conversation_code(
            self.database, actor, typed, ring=self.ring, clock=self.clock
        )

    def on_desk(self, actor: Actor) -> list[desk_service.OpenedSheet]:
        with self.database.reading() as session:
            return desk_service.opened_sheets(session, actor, ring=self.ring, clock=self.clock)


@dataclass
class Candidate:
    """Begins a preparation and keeps what the browser and the paper would hold."""

    house: House
    opened: service.Opened = field(init=False)

    def __post_init__(self) -> None:
        wrap = new_wrap(self.house.database, CodeKind.OWNER)
        with self.house.database.writing() as session:
            self.opened = service.begin(
                session, wrap, ring=self.house.ring, clock=self.house.clock, days=DAYS
            )

    @property
    def owner_code(self) -> str:
        return self.opened.code_text

    @property
    def holder(self) -> Holder:
        found = find_holder(self.house.database, self.house.clock, self.opened.token)
        assert found is not None, "the session has ended"
        return found

    def save(self, answers: Answers, step: str = "agenda") -> None:
        holder = self.holder
        with self.house.database.writing() as session:
            service.save(
                session, holder, answers, step, ring=self.house.ring, clock=self.house.clock, days=DAYS
            )

    def answers(self) -> Answers:
        with self.house.database.reading() as session:
            return service.answers_of(session, self.holder, ring=self.house.ring)

    def share(self) -> str:
        """Shares and returns the conversation code."""
        answers, holder = self.answers(), self.holder
        wrap = new_wrap(self.house.database, CodeKind.CONVERSATION)
        with self.house.database.writing() as session:
            share_service.share(session, holder, answers, wrap, ring=self.house.ring, clock=self.house.clock)
        return wrap.code.text

    def shared(self) -> Shared | None:
        with self.house.database.reading() as session:
            return share_service.shared(session, self.holder, clock=self.house.clock)

    def withdraw(self) -> None:
        with self.house.database.writing() as session:
            share_service.withdraw(session, self.holder)

    def renew(self) -> str:
        """Gives the preparation a new owner code and returns it."""
        holder, wrap = self.holder, new_wrap(self.house.database, CodeKind.OWNER)
        with self.house.database.writing() as session:
            return service.new_owner_code(session, holder, wrap, ring=self.house.ring)

    def delete(self) -> None:
        holder = self.holder
        with self.house.database.writing() as session:
            service.delete_preparation(session, holder)


def wrong_secret(code_text: str) -> str:
    """A code that is well formed, with the same locator and another secret."""
    code = read_code(code_text)
    other = "".join("A" if symbol != "A" else "B" for symbol in code.secret)
    return replace(code, secret=other).text


def unknown_locator(code_text: str) -> str:
    """A code that is well formed and names no preparation."""
    code = read_code(code_text)
    other = "".join("A" if symbol != "A" else "B" for symbol in code.locator)
    return replace(code, locator=other).text

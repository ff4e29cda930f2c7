"""Invented enquiries at every step of their way, through the ordinary services."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy.orm import Session

from portal.enquiries import inbox_service, service, step_service
from portal.enquiries.rules import Outcome
from portal.enquiries.sealed import Answer, Content
from portal.installation import Installation
from portal.openings.service import Filters, published
from portal.shared.actors import Actor
from portal.shared.clock import FrozenClock
from portal.shared.internal_tables import COMMAND

DANISH = Content(
    why="Jeg har skrevet til medlemmer i en forening i to år og vil gerne lære at måle på det.",
    first="Jeg ville læse det, I har sendt ud, og ringe til tre, der får det.",
    when="Fra midten af næste måned, ikke onsdage.",
    name="Robin Prøve",
    email="robin@proeve.example",
    phone="00 00 00 11",
    may_forward=True,
    not_to_contact="Det gamle Arkiv",
)
ENGLISH = replace(
    DANISH,
    why="I did the same kind of work in my thesis and would like to try it in a company.",
    first="I would look at what you have and ask three people what they need.",
    when="From next month.",
    name="Sam Sample",
    email="sam@proeve.example",
    phone="",
    not_to_contact="",
)


@dataclass(frozen=True)
class Demo:
    """One enquiry: who wrote it, how many days ago, and how far it has come."""

    name: str
    days_ago: int
    steps: int = 0
    outcome: Outcome | None = None
    english: bool = False
    withdrawn: bool = False

    @property
    def content(self) -> Content:
        if self.english:
            return ENGLISH
        email = f"{self.name.split()[0].lower()}@proeve.example"
        return replace(DANISH, name=self.name, email=email, phone="")


DEMOS = (
    Demo("Robin Prøve", 0),
    Demo("Sam Sample", 1, english=True),
    Demo("Kim Eksempel", 1, steps=1),
    Demo("Alex Opdigtet", 2, steps=2),
    Demo("Noa Prøve", 3, steps=3),
    Demo("Ea Eksempel", 3, steps=4),
    Demo("Bo Opdigtet", 4, steps=5),
    Demo("Liv Prøve", 4, steps=5, outcome=Outcome.STARTED_PLACEMENT),
    Demo("Ib Eksempel", 4, steps=2, outcome=Outcome.NOT_CHOSEN),
    Demo("Tove Opdigtet", 2, withdrawn=True),
)
ANSWER = Answer("Hej\n\nTak for din henvendelse. Jeg ringer i morgen formiddag, så taler vi om opgaven.")


def make_demo_enquiries(installation: Installation, actors: Sequence[Actor]) -> list[Mapping[str, str]]:
    """`[{language, status}]` with the address of each status page."""
    with installation.database.reading() as session:
        found = published(session, Filters(), clock=installation.clock, size=len(DEMOS)).items
    return [
        _make(installation, actors, opening.id, demo) for opening, demo in zip(found, DEMOS, strict=False)
    ]


def _make(
    installation: Installation, actors: Sequence[Actor], opening_id: str, demo: Demo
) -> Mapping[str, str]:
    # Only what is sent lies in the past; the desk's steps are of today, as the audit log will have them.
    sent = FrozenClock(installation.clock.now() - timedelta(days=demo.days_ago))
    database, ring = installation.database.acting(COMMAND), installation.ring
    language = "en" if demo.english else "da"
    with database.writing() as session:
        token = service.submit(
            session, ring, opening_id, demo.content, language=language,
            answer_by=installation.organisation.answer_by(sent.today()), clock=sent,
        )  # fmt: skip
        actor, enquiry_id = _at_the_desk(installation, session, actors, token)
    with database.writing() as session:
        for step in _steps(installation, session, actor, enquiry_id)[: demo.steps]:
            step()
        if demo.outcome is not None:
            step_service.close(session, ring, actor, enquiry_id, demo.outcome, clock=installation.clock)
        if demo.withdrawn:
            service.withdraw(session, ring, token, clock=installation.clock)
    return {"language": language, "status": service.link_path(language, token)}


def _at_the_desk(
    installation: Installation, session: Session, actors: Sequence[Actor], token: str
) -> tuple[Actor, str]:
    """The consultant whose team has it, and its id there."""
    clock, days = installation.clock, installation.organisation.closing_days
    reference = service.status(session, installation.ring, token, clock=clock).reference
    for actor in actors:
        lines = inbox_service.with_reference(session, actor, reference, clock=clock, closing_days=days)
        if lines:
            return actor, lines[0].id
    raise LookupError(reference)


def _steps(
    installation: Installation, session: Session, actor: Actor, enquiry_id: str
) -> list[Callable[[], None]]:
    """The way of an enquiry in its order, from being read to a meeting."""
    ring, clock, one = installation.ring, installation.clock, enquiry_id
    return [
        lambda: step_service.consider(session, actor, one, clock=clock),
        lambda: step_service.answer(session, ring, actor, one, ANSWER, clock=clock),
        lambda: step_service.reveal(session, actor, one, clock=clock),
        lambda: step_service.forward(session, ring, actor, one, yes_on=clock.today(), clock=clock),
        lambda: step_service.meet(session, actor, one, clock=clock),
    ]

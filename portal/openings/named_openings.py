"""Openings that stand with the company's name, and the anonymous ones of the same company beside them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.openings.gate import COMPETENCES, public_texts
from portal.openings.models import Opening
from portal.openings.named_rules import shares_words
from portal.shared import audit
from portal.shared.actors import Actor
from portal.shared.audit import AuditEvent
from portal.shared.clock import Clock
from portal.shared.errors import NotAllowedNow
from portal.shared.texts import N_

CHOICE = frozenset({"named", "named_on"})
TWIN = N_(
    "Virksomheden har et andet opslag med de samme sætninger, og kun det ene står med navn. "
    "Så kan det anonyme spores. Skriv teksten om."
)
CHOICE_STANDS = N_(
    "Opslaget har været offentligt, så det kan ikke længere skifte mellem anonymt og med navn. Lav et nyt."
)


COMPANY_STANDS = N_(
    "Opslaget har været offentligt for en anden virksomhed. Lav et nyt opslag til den her, så de to ikke "
    "hænger sammen."
)


class ChoiceStands(NotAllowedNow):
    """The opening has been public as it is; `field` is the choice that can no longer be another."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Beside:
    """What of the same company has been public the other way: with its name, or anonymously."""

    openings: int
    twins: tuple[str, ...]


def beside(session: Session, opening: Opening) -> Beside:
    """What the desk warns of; `twins` are titles of those whose words stand in this opening too."""
    others = _the_other_way(session, opening)
    return Beside(len(others), tuple(other.title for other in _twins(opening, others)))


def refuse_a_twin(session: Session, opening: Opening) -> None:
    """Raises NotAllowedNow where the text would lead from a named opening to an anonymous one."""
    if any(_twins(opening, _the_other_way(session, opening))):
        raise NotAllowedNow(TWIN)


def refuse_a_late_choice(opening: Opening, *, named: bool, company_id: str) -> None:
    """Raises ChoiceStands when what was public would become another company's, or named or anonymous."""
    if opening.published_on is None:
        return
    if opening.company_id != company_id:
        # The same public address for two companies would lead from one to the other.
        raise ChoiceStands(COMPANY_STANDS, "company_id")
    if bool(opening.named) != named:
        raise ChoiceStands(CHOICE_STANDS, "named")


def record_choice(
    session: Session, clock: Clock, actor: Actor, opening: Opening, changed: Iterable[str]
) -> None:
    """The company's choice of its name, as it was entered: who wrote it, and the day it was made."""
    if CHOICE & {*changed}:
        chosen_on: date | None = opening.named_on
        audit.record(
            session, clock, AuditEvent.OPENING_NAMED, actor=actor, subject=f"opening:{opening.id}",
            named="yes" if opening.named else "no", chosen_on=chosen_on.isoformat() if chosen_on else "",
        )  # fmt: skip


def _the_other_way(session: Session, opening: Opening) -> Sequence[Opening]:
    """The company's openings that are or were public, and named where this one is anonymous."""
    return session.scalars(
        select(Opening)
        .where(
            Opening.company_id == opening.company_id,
            Opening.id != opening.id,
            Opening.named.is_(not opening.named),
            Opening.published_on.is_not(None),
        )
        .order_by(Opening.published_on.desc(), Opening.id)
    ).all()


def _twins(opening: Opening, others: Iterable[Opening]) -> list[Opening]:
    texts = _written(opening)
    return [other for other in others if shares_words(texts, _written(other))]


def _written(opening: Opening) -> list[str]:
    return [text for field, text in public_texts(opening).items() if field != COMPETENCES]

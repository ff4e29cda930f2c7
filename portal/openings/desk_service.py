"""What other domains may ask about the team's own openings by their public ids."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.openings.counts_service import ground_of
from portal.openings.detector import Finding
from portal.openings.gate import examine_text, known_company
from portal.openings.life_service import move, readable_by
from portal.openings.models import Company, Opening
from portal.openings.review_rules import names_one_of
from portal.openings.rules import Action, State
from portal.shared.actors import Actor
from portal.shared.clock import Clock
from portal.shared.database import Database
from portal.shared.errors import NotFound
from portal.shared.texts import N_

UNANSWERED = N_("En henvendelse har ventet for længe på svar. Svar den, og vis så opslaget igen.")


@dataclass(frozen=True)
class AtDesk:
    """An opening as the desk knows it: its own id there, and the name of its company."""

    id: str
    company: str


def own_titles(session: Session, actor: Actor, public_ids: Sequence[str]) -> Mapping[str, str]:
    """Titles of the team's openings, also of those that are not published any more."""
    rows = session.scalars(readable_by(actor).where(Opening.public_id.in_(list(public_ids))))
    return {row.public_id: row.title for row in rows if row.public_id}


def at_desk(session: Session, actor: Actor, public_id: str) -> AtDesk:
    """Where the team's opening stands at the desk, and its company; empty when it is no longer there."""
    found = session.scalar(readable_by(actor).where(Opening.public_id == public_id))
    if found is None:
        return AtDesk("", "")
    return AtDesk(found.id, _behind(session, actor, public_id)[0].name)


def field_and_kind(session: Session, actor: Actor, public_id: str) -> tuple[str, str] | None:
    """By what the team's opening is counted, whether it is published or not."""
    opening = session.scalar(readable_by(actor).where(Opening.public_id == public_id))
    return (opening.field, opening.type) if opening and opening.field else None


def leaks_in_answer(database: Database, actor: Actor, public_id: str, text: str) -> Sequence[Finding]:
    """What in a text to a candidate would tell which company is behind the team's opening."""
    with database.reading() as session:
        company, named = _behind(session, actor, public_id)
        ground = ground_of(session, company.id)
    return examine_text(text, company, ground, named=named)


def is_not_to_be_contacted(session: Session, actor: Actor, public_id: str, workplaces: str) -> bool:
    """Whether the company behind the team's opening is among the workplaces a candidate has named."""
    company = known_company(_behind(session, actor, public_id)[0])
    names = [company.name, *company.aliases, *company.brands, company.domain.rpartition(".")[0]]
    return names_one_of(workplaces, [name for name in names if name])


def pause_unanswered(session: Session, public_id: str, *, clock: Clock) -> bool:
    """Takes the opening off the list until somebody shows it again; whether it stood there."""
    opening = session.scalar(
        select(Opening).where(Opening.public_id == public_id, Opening.state == State.PUBLISHED.value)
    )
    if opening is None:
        return False
    move(session, opening, Action.PAUSE, None, clock=clock, note=UNANSWERED)
    return True


def _behind(session: Session, actor: Actor, public_id: str) -> tuple[Company, bool]:
    """The company behind the team's opening, and whether it stands there with its name."""
    found = session.execute(
        select(Company, Opening.named)
        .join(Opening, Opening.company_id == Company.id)
        .where(Opening.public_id == public_id, Opening.team_id == actor.team_id)
    ).first()
    if found is None:
        raise NotFound
    return found[0], found[1]

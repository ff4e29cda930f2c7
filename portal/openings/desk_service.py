"""What other domains may ask about the team's own openings by their public ids."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.openings.detector import Finding
from portal.openings.gate import examine_text
from portal.openings.life_service import readable_by
from portal.openings.models import Company, Opening
from portal.shared.actors import Actor
from portal.shared.database import Database
from portal.shared.errors import NotFound


def own_titles(session: Session, actor: Actor, public_ids: Sequence[str]) -> Mapping[str, str]:
    """Titles of the team's openings, also of those that are not published any more."""
    rows = session.scalars(readable_by(actor).where(Opening.public_id.in_(list(public_ids))))
    return {row.public_id: row.title for row in rows if row.public_id}


def leaks_in_answer(database: Database, actor: Actor, public_id: str, text: str) -> Sequence[Finding]:
    """What in a text to a candidate would tell which company is behind the team's opening."""
    with database.reading() as session:
        found = session.execute(
            select(Company, Opening.named)
            .join(Opening, Opening.company_id == Company.id)
            .where(Opening.public_id == public_id, Opening.team_id == actor.team_id)
        ).first()
    if found is None:
        raise NotFound
    return examine_text(text, found[0], named=found[1])

"""What stands beside an opening at the desk: others of the company that say the same, or go by its name."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.openings import duplicates, labels, named_openings
from portal.openings.models import Opening
from portal.openings.rare_words import rare_words
from portal.openings.rules import State
from portal.shared.actors import Actor, Role


@dataclass(frozen=True)
class AlikeLine:
    """One that is nearly the same; without an id for those who may not open it at the desk."""

    title: str
    state: str
    desk_id: str
    public_id: str


@dataclass(frozen=True)
class BesideView:
    named: bool
    alike: tuple[AlikeLine, ...]
    other_way: int
    twins: tuple[str, ...]
    rare: tuple[str, ...] = ()


def beside_view(session: Session, actor: Actor, opening: Opening) -> BesideView | None:
    """None where there is nothing to point out."""
    found = duplicates.alike(session, opening.company_id, duplicates.texts_of(opening), but=(opening.id,))
    other = named_openings.beside(session, opening)
    rare = rare_words(session, opening)
    if not (found or other.openings or rare):
        return None
    at_desk = actor.role is Role.COMPANY_CONSULTANT
    lines = [
        AlikeLine(
            title=one.title,
            state=labels.STATES[one.state],
            desk_id=one.id if at_desk else "",
            public_id=str(one.public_id) if one.state is State.PUBLISHED else "",
        )
        for one in found
    ]
    return BesideView(opening.named, tuple(lines), other.openings, other.twins, rare)

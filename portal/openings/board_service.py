"""The team's list: every opening with its owner, its reader, its days, and what it needs first."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.directory import names
from portal.openings.board_rules import ORDER, Need, Standing, need_of
from portal.openings.life_service import readable_by
from portal.openings.models import Company, Opening, OpeningTransition
from portal.openings.reader_service import is_late
from portal.openings.rules import Action, State
from portal.shared.actors import Actor
from portal.shared.clock import Clock


@dataclass(frozen=True)
class BoardLine:
    """An opening in the list; `reader` is empty unless somebody is to read it."""

    id: str
    title: str
    type: str
    state: str
    company: str
    mine: bool
    owner: str
    reader: str
    days_left: int | None
    need: Need | None


def board(session: Session, actor: Actor, clock: Clock, closing_days: AbstractSet[str]) -> list[BoardLine]:
    """The team's openings, newest change first."""
    found = session.execute(
        readable_by(actor)
        .join(Company)
        .add_columns(Company.name)
        .order_by(Opening.changed_at.desc(), Opening.id)
    ).all()
    people = {one for opening, _ in found for one in (opening.owner_id, opening.reader_id) if one}
    known, last = names(session, people), _last_steps(session, actor)
    return [
        _line(actor, clock, closing_days, opening, company, known, last.get(opening.id))
        for opening, company in found
    ]


def first_things(lines: list[BoardLine]) -> list[BoardLine]:
    """What needs somebody, the most urgent first, and one's own before a colleague's."""
    asking = [line for line in lines if line.need is not None]
    return sorted(
        asking,
        key=lambda line: (not line.mine, ORDER.index(line.need or Need.OUTCOME), line.days_left or 0),
    )


def _line(
    actor: Actor,
    clock: Clock,
    closing_days: AbstractSet[str],
    opening: Opening,
    company: str,
    known: Mapping[str, str],
    last: OpeningTransition | None,
) -> BoardLine:
    published, in_review = opening.state == State.PUBLISHED, opening.state == State.REVIEW
    left = (opening.expires_on - clock.today()).days if published and opening.expires_on else None
    standing = Standing(
        state=opening.state,
        by_system=last is not None and last.actor_id is None,
        sent_back=last is not None and last.action == Action.SEND_BACK,
        late=in_review and is_late(opening, clock, closing_days),
        days_left=left,
        outcome=opening.outcome,
    )
    return BoardLine(
        id=opening.id,
        title=opening.title,
        type=opening.type,
        state=opening.state,
        company=company,
        mine=opening.owner_id == actor.user_id,
        owner=known.get(opening.owner_id, ""),
        reader=known.get(opening.reader_id or "", "") if in_review else "",
        days_left=left,
        need=need_of(standing),
    )


def _last_steps(session: Session, actor: Actor) -> dict[str, OpeningTransition]:
    """The newest step of each draft and each paused opening of the team."""
    asked = (
        readable_by(actor)
        .where(Opening.state.in_([State.DRAFT.value, State.PAUSED.value]))
        .with_only_columns(Opening.id)
    )
    newest = (
        select(OpeningTransition.opening_id, func.max(OpeningTransition.position).label("position"))
        .where(OpeningTransition.opening_id.in_(asked))
        .group_by(OpeningTransition.opening_id)
        .subquery()
    )
    steps = session.scalars(
        select(OpeningTransition).join(
            newest,
            (OpeningTransition.opening_id == newest.c.opening_id)
            & (OpeningTransition.position == newest.c.position),
        )
    )
    return {step.opening_id: step for step in steps}

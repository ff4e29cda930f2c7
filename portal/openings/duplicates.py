"""The same opening twice: pointed out to whoever writes or reads it, never refused."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.openings.models import Opening
from portal.openings.public import folded
from portal.openings.rules import State

LIVE_OR_IN_WORK = (State.DRAFT, State.REVIEW, State.PUBLISHED, State.PAUSED)
TEXTS = ("tasks", "day", "learn")
# Of 100; measured on a text with every tenth word changed, and on openings that only share their field.
TITLES_ALIKE = 88
TEXTS_ALIKE = 80
SHORTEST_TEXT = 60


@dataclass(frozen=True)
class Alike:
    """An opening of the same company that says nearly the same."""

    id: str
    title: str
    state: State
    public_id: str | None


def alike(
    session: Session, company_id: str, texts: Mapping[str, str], *, but: Collection[str] = ()
) -> list[Alike]:
    """The company's openings, live or in work, with nearly this title or text."""
    others = session.scalars(
        select(Opening)
        .where(
            Opening.company_id == company_id,
            Opening.id.not_in(list(but)),
            Opening.state.in_([state.value for state in LIVE_OR_IN_WORK]),
        )
        .order_by(Opening.changed_at.desc(), Opening.id)
    )
    return [
        Alike(other.id, other.title, State(other.state), other.public_id)
        for other in others
        if are_alike(texts, texts_of(other))
    ]


def texts_of(opening: Opening) -> dict[str, str]:
    return {name: getattr(opening, name) for name in ("title", *TEXTS)}


def are_alike(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether the titles are nearly the same words, or the texts nearly the same text."""
    titles = folded(one["title"]), folded(other["title"])
    if all(titles) and fuzz.token_sort_ratio(*titles, score_cutoff=TITLES_ALIKE):
        return True
    written = _written(one), _written(other)
    if min(map(len, written)) < SHORTEST_TEXT:
        return False
    return bool(fuzz.ratio(*written, score_cutoff=TEXTS_ALIKE))


def _written(texts: Mapping[str, str]) -> str:
    return folded(" ".join(texts.get(name, "") for name in TEXTS))

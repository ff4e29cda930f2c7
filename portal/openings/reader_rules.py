"""Who reads an opening the second time: the other kind of consultant, with the least to read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.openings.rules import DESK_ROLES


@dataclass(frozen=True)
class PossibleReader:
    """Somebody of the team who wrote none of it, and how many openings wait for them already."""

    user_id: str
    role: str
    waiting: int


def best_readers(possible: Iterable[PossibleReader]) -> Sequence[PossibleReader]:
    """Those among whom chance decides: first who writes no openings, then who has the least to read."""
    everybody = list(possible)
    pool = [reader for reader in everybody if reader.role not in DESK_ROLES] or everybody
    least = min((reader.waiting for reader in pool), default=0)
    return [reader for reader in pool if reader.waiting == least]

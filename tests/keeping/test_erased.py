"""Erased is erased: an old backup, put back in a new place, opens for no code without the month's key."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from portal.keeping import key_life
from portal.keeping.backup import make_backup
from portal.keeping.restore import Target, restore_backup
from portal.preparation import service
from portal.preparation.answers import Answers, Item, Meeting
from portal.preparation.models import Preparation
from portal.shared.clock import FrozenClock
from portal.shared.database import Database
from portal.shared.internal_tables import COMMAND
from portal.shared.key_records import record_keys
from portal.shared.keyring import KeyRing, KeyRingError
from tests.databases import rows_of
from tests.preparation.builders import Candidate, House
from tests.preparation.test_encryption import Thief

KEY = "en hemmelig nøgle til sikkerhedskopier, 1"
DELETED, EXPIRED, LIVING = "Slettet-kanarie", "Udloebet-kanarie", "Levende-kanarie"


@dataclass
class Erased:
    """What is left when a month is over: a backup from before, the ring as it is now, and the codes."""

    backup: Path
    before: Path
    ring: KeyRing
    made_at: FrozenClock
    codes: dict[str, str]
    words: tuple[str, ...] = (DELETED, EXPIRED, LIVING)


def written(house: House, word: str, on: str) -> Candidate:
    return house.candidate(Answers(meeting=Meeting(on=on), agenda=(Item(word, shown=False),)))


@pytest.fixture
def erased(database: Database, ring: KeyRing, clock: FrozenClock, tmp_path: Path) -> Erased:
    """Three of them and a backup. One is deleted, one expires by the clock. The month's key is destroyed."""
    own = KeyRing.put_back(tmp_path / "own.json", ring.held())
    house = House(database, own, clock)
    with database.writing() as session:
        record_keys(session, own, clock)
    made = {
        DELETED: written(house, DELETED, "2026-11-26"),
        EXPIRED: written(house, EXPIRED, "2026-11-26"),
        LIVING: written(house, LIVING, "2027-02-20"),
    }
    made[EXPIRED].share()
    backup = tmp_path / "nat.backup"
    make_backup(database, KEY, backup, clock)
    before = tmp_path / "ring-before.json"
    KeyRing.put_back(before, own.held())
    made_at = FrozenClock(clock.now())
    made[DELETED].delete()
    clock.advance(timedelta(days=70))
    with database.writing() as session:
        service.purge(session, clock=clock)
        assert session.scalar(select(func.count()).select_from(Preparation)) == 1
    for month in ("2026-12", "2027-01"):
        key_life.destroy_month(database, own, clock, month)
    codes = {word: candidate.owner_code for word, candidate in made.items()}
    return Erased(backup, before, own, made_at, codes)


@pytest.fixture
def somewhere_new(
    erased: Erased, new_database: Callable[..., Database], clock: FrozenClock
) -> Callable[[KeyRing], House]:
    """Puts the old backup in a new place, where the clock stands as when it was made."""

    def put_back(ring: KeyRing) -> House:
        place = new_database().acting(COMMAND)
        restore_backup(Target(place, ring, clock), KEY, erased.backup, replace=False)
        with place.reading() as session:
            assert session.scalar(select(func.count()).select_from(Preparation)) == 3
        return House(place, ring, erased.made_at)

    return put_back


def test_the_right_code_opens_nothing_whose_month_was_destroyed(
    erased: Erased, somewhere_new: Callable[[KeyRing], House]
) -> None:
    house = somewhere_new(erased.ring)
    for word in (DELETED, EXPIRED):
        with pytest.raises(service.WrongCodeError) as refused:
            house.resume(erased.codes[word])
        assert isinstance(refused.value.__cause__, KeyRingError)
    assert house.resume(erased.codes[LIVING]).token


def test_a_thief_with_the_backup_the_ring_and_every_code_reads_what_lives_and_nothing_else(
    erased: Erased, somewhere_new: Callable[[KeyRing], House]
) -> None:
    house = somewhere_new(erased.ring)
    content = Thief(rows_of(house.database), house.ring, *erased.codes.values()).content
    assert [word for word in erased.words if word in content] == [LIVING]


def test_with_the_key_still_there_the_same_backup_opens_for_all_of_them(
    erased: Erased, somewhere_new: Callable[[KeyRing], House]
) -> None:
    house = somewhere_new(KeyRing.load(erased.before))
    for word in erased.words:
        assert house.resume(erased.codes[word]).token
    content = Thief(rows_of(house.database), house.ring, *erased.codes.values()).content
    assert [word for word in erased.words if word in content] == list(erased.words)

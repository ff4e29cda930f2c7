"""The openings index follows the database: step by step, from the beginning, and after damage."""

from pathlib import Path

import pytest

from portal.openings import life_service
from portal.openings.rules import Action
from portal.settings import Settings
from portal.shared.clock import FrozenClock
from portal.shared.database import Database
from portal.site_search.indexing import Indexes, follow
from search import IndexMissing, OpeningSearch
from tests.openings.builders import Desk


@pytest.fixture
def index(tmp_path: Path) -> OpeningSearch:
    return OpeningSearch(tmp_path / "openings")


def ids(index: OpeningSearch, text: str) -> set[str]:
    return {hit.id for hit in index.find(text, "da").hits}


def test_a_published_opening_is_found_by_title_task_competence_field_and_area(
    database: Database, desk: Desk, index: OpeningSearch, clock: FrozenClock
) -> None:
    opening = desk.published(title="Gør noget ved et nyhedsbrev", tasks="Du ringer til otte abonnenter.")
    follow(database, index, clock=clock)
    for text in (
        "nyhedsbrev",
        "abonnenter ringe",
        "tekstforfatning",
        "kommunikation",
        "copywriting",
        "placement",
    ):
        assert ids(index, text) == {opening.public_id}, text


def test_a_talent_task_is_found_by_its_label_and_by_its_legal_form(
    database: Database, desk: Desk, index: OpeningSearch, clock: FrozenClock
) -> None:
    desk.published(title="Praktik i et arkiv")
    task = desk.published(type="vejledning", talent=True)
    follow(database, index, clock=clock)
    for text in ("talentopgave", "opkvalificering", "upskilling"):
        assert ids(index, text) == {task.public_id}, text


def test_no_company_field_is_in_the_index(
    database: Database, desk: Desk, index: OpeningSearch, clock: FrozenClock, tmp_path: Path
) -> None:
    desk.published()
    follow(database, index, clock=clock)
    written = b"".join(path.read_bytes().lower() for path in tmp_path.rglob("index-*/*"))
    assert b"nyhedsbrev" in written
    for word in ("kvistgren", "hørelaget", "natøre", "96282685", "kringlegangen", "birk"):
        assert word.encode() not in written
        assert ids(index, word) == set()


def test_changes_are_followed_one_by_one(
    database: Database, desk: Desk, index: OpeningSearch, clock: FrozenClock
) -> None:
    company = desk.company()
    first = desk.published(company, title="Ryd op i et arkiv")
    follow(database, index, clock=clock)
    version = index.version()
    second = desk.published(company, title="Skriv et nyhedsbrev")
    with database.writing() as session:
        life_service.step(session, desk.author, first.id, Action.WITHDRAW, clock=clock)
    assert ids(index, "arkiv") == {first.public_id}
    follow(database, index, clock=clock)
    assert index.version() > version
    assert ids(index, "arkiv") == set()
    assert ids(index, "nyhedsbrev") == {second.public_id}


def test_following_when_nothing_changed_writes_nothing(
    database: Database, desk: Desk, index: OpeningSearch, clock: FrozenClock, tmp_path: Path
) -> None:
    desk.published()
    follow(database, index, clock=clock)
    before = sorted(tmp_path.rglob("index-*"))
    follow(database, index, clock=clock)
    assert sorted(tmp_path.rglob("index-*")) == before


def test_an_index_of_another_database_is_built_anew(
    database: Database, desk: Desk, index: OpeningSearch, clock: FrozenClock
) -> None:
    index.rebuild([], 4711)
    opening = desk.published()
    follow(database, index, clock=clock)
    assert index.version() < 4711
    assert ids(index, "nyhedsbrev") == {opening.public_id}


def test_a_damaged_index_is_built_anew_and_answers_meanwhile(
    database: Database, desk: Desk, index: OpeningSearch, clock: FrozenClock, tmp_path: Path
) -> None:
    opening = desk.published()
    follow(database, index, clock=clock)
    assert ids(index, "nyhedsbrev") == {opening.public_id}
    for path in tmp_path.rglob("*.seg"):
        path.write_bytes(path.read_bytes()[:100])
    assert ids(index, "nyhedsbrev") == {opening.public_id}
    with pytest.raises(IndexMissing):
        OpeningSearch(tmp_path / "openings").find("nyhedsbrev", "da")
    follow(database, index, clock=clock)
    assert ids(OpeningSearch(tmp_path / "openings"), "nyhedsbrev") == {opening.public_id}


def test_the_pages_are_indexed_from_the_site_build_when_first_needed(settings: Settings) -> None:
    found = Indexes.of(settings).site.find("rådighed", "da")
    assert [hit.id for hit in found.hits] == ["raadighed"]

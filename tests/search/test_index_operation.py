"""Rebuild, switch, damage: there is always an answer, and never a wrong one."""

import json
import multiprocessing
import threading
from pathlib import Path

import pytest

from search import IndexMissing, OpeningSearch, OpeningText, SiteSearch, analysis
from search.generations import Generations, IndexDamaged
from tests.search.builders import document, documents, site


def folders(path: Path) -> set[str]:
    return {each.name for each in path.glob("index-*")}


def pointer(path: Path) -> dict[str, str]:
    return json.loads((path / "current.json").read_text("utf-8"))  # type: ignore[no-any-return]


def damage(path: Path, pattern: str = "*.seg") -> None:
    for file in path.glob(pattern):
        file.write_bytes(file.read_bytes()[:-40])


def test_without_an_index_nobody_pretends_to_have_searched(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        SiteSearch(tmp_path).find("rådighed", "da")


def test_an_index_with_a_source_builds_itself(tmp_path: Path) -> None:
    search = SiteSearch(tmp_path, source=documents)
    assert search.find("rådighed", "da").hits[0].id == "raadighed"


def test_the_folder_is_named_by_the_build_and_the_version_of_the_analyser(tmp_path: Path) -> None:
    site(tmp_path)
    assert pointer(tmp_path)["current"].startswith(f"index-one-{analysis.version()}-")


def test_a_reader_follows_a_switch_made_by_another(tmp_path: Path) -> None:
    reader = site(tmp_path)
    assert reader.find("pasfoto", "da").total == 0
    SiteSearch(tmp_path).rebuild(documents("two", document("foto", title="Pasfoto")))
    assert [hit.id for hit in reader.find("pasfoto", "da").hits] == ["foto"]


def test_the_previous_index_is_kept_and_older_ones_go(tmp_path: Path) -> None:
    search = SiteSearch(tmp_path)
    for build in ("one", "two", "three"):
        search.rebuild(documents(build))
    assert folders(tmp_path) == {pointer(tmp_path)["current"], pointer(tmp_path)["previous"]}
    assert pointer(tmp_path)["previous"].startswith("index-two-")


def test_the_same_build_is_not_written_twice_and_another_is(tmp_path: Path) -> None:
    search = SiteSearch(tmp_path)
    search.ensure(documents("one"))
    before = folders(tmp_path)
    search.ensure(documents("one"))
    assert folders(tmp_path) == before
    search.ensure(documents("two"))
    assert search.is_current("two") and not search.is_current("one")


def test_a_changed_word_list_means_another_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    search = site(tmp_path)
    monkeypatch.setattr(analysis, "version", lambda: "another")
    assert not search.is_current("one")
    search.ensure(documents("one"))
    assert search.is_current("one")


def test_an_index_that_fails_its_check_is_never_switched_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    search = site(tmp_path)
    before = pointer(tmp_path)
    monkeypatch.setattr("search.site_pages.fields_of", lambda number, _page: {"number": number})
    with pytest.raises(IndexDamaged):
        search.rebuild(documents("two"))
    assert pointer(tmp_path) == before
    assert folders(tmp_path) == {before["current"]}
    assert search.find("rådighed", "da").total


@pytest.mark.parametrize("pattern", ["*.seg", "*.toc", "pages.json", "manifest.json"])
def test_a_damaged_index_falls_back_to_the_one_before(tmp_path: Path, pattern: str) -> None:
    search = site(tmp_path)
    search.rebuild(documents("two"))
    damage(tmp_path / pointer(tmp_path)["current"], pattern)
    assert SiteSearch(tmp_path).find("rådighed", "da").hits[0].id == "raadighed"


def test_when_both_are_damaged_the_source_is_asked_and_the_answer_comes(tmp_path: Path) -> None:
    site(tmp_path).rebuild(documents("two"))
    for name in pointer(tmp_path).values():
        damage(tmp_path / name)
    with pytest.raises(IndexMissing):
        SiteSearch(tmp_path).find("rådighed", "da")
    assert SiteSearch(tmp_path, source=documents).find("rådighed", "da").total == 1


def test_a_reader_that_was_open_answers_through_damage_and_lost_folders(tmp_path: Path) -> None:
    search = site(tmp_path)
    assert search.find("rådighed", "da").total == 1
    for file in sorted(tmp_path.rglob("*"), reverse=True):
        file.unlink() if file.is_file() else file.rmdir()
    assert search.find("rådighed", "da").total == 1


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"current": 7, "previous": null}', '{"current": "../elsewhere"}']
)
def test_a_pointer_that_makes_no_sense_leads_nowhere(tmp_path: Path, content: str) -> None:
    site(tmp_path)
    (tmp_path / "current.json").write_text(content, "utf-8")
    with pytest.raises(IndexMissing):
        SiteSearch(tmp_path).find("rådighed", "da")


def test_a_file_that_was_exchanged_is_not_read(tmp_path: Path) -> None:
    site(tmp_path)
    segment = next((tmp_path / pointer(tmp_path)["current"]).glob("*.seg"))
    content = bytearray(segment.read_bytes())
    content[len(content) // 2] ^= 1
    segment.write_bytes(bytes(content))
    with pytest.raises(IndexMissing):
        SiteSearch(tmp_path).find("rådighed", "da")


def _apply(folder: Path, number: int) -> None:
    index = OpeningSearch(folder)
    with Generations(folder).one_writer():
        version = index.version()
    assert version >= 0
    row = OpeningText(id=f"id-{number}", title=f"Opgave nummer{number}", text="")
    for _ in range(50):
        version = index.version()
        index.apply([row], [], version + 1)
        # By id: a search forgives a slip, and another writer's title is only one symbol away.
        if row.id in {hit.id for hit in index.find("opgave", "da", limit=10).hits}:
            return


def test_four_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    OpeningSearch(tmp_path).rebuild([], 0)
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_apply, args=(tmp_path, number)) for number in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0, 0, 0, 0]
    found = OpeningSearch(tmp_path).find("opgave", "da", limit=10)
    assert {hit.id for hit in found.hits} == {f"id-{number}" for number in range(4)}


def test_many_threads_read_while_the_index_is_switched(tmp_path: Path) -> None:
    search = site(tmp_path)
    wrong: list[str] = []

    def read() -> None:
        for _ in range(40):
            found = search.find("rådighed", "da")
            if [hit.id for hit in found.hits] != ["raadighed"]:
                wrong.append(str(found))

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for build in ("two", "three"):
        search.rebuild(documents(build))
    for reader in readers:
        reader.join()
    assert wrong == []

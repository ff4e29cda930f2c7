"""Openings: every word must be there; where that finds nothing, everything the chain knows."""

from pathlib import Path

import pytest

from search import IndexMissing, OpeningSearch, OpeningText
from search.opening_index import NO_VERSION

ROWS = [
    OpeningText("a", "Gør noget ved et nyhedsbrev", "Du ringer til abonnenter.", ("tekstforfatning", "Fyn")),
    OpeningText("b", "Jurist til kontrakter", "Du læser aftaler.", ("jura", "København"), "Lawyer", "Read."),
    OpeningText("c", "Webredaktør i ni måneder", "Du skriver til nettet.", ("klarsprog", "København")),
    OpeningText("d", "Praktik i et arkiv", "Du ordner kontrakter og aftaler.", ("historie", "København")),
]


@pytest.fixture
def index(tmp_path: Path) -> OpeningSearch:
    search = OpeningSearch(tmp_path)
    search.rebuild(ROWS, 7)
    return search


def ids(index: OpeningSearch, text: str, **options: int) -> list[str]:
    return [hit.id for hit in index.find(text, "da", **options).hits]


def test_every_word_must_be_there_and_a_title_counts_most(index: OpeningSearch) -> None:
    assert ids(index, "kontrakter") == ["b", "d"]
    assert ids(index, "kontrakter i arkivet") == ["d"]
    assert ids(index, "tekstforfatning Fyn") == ["a"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("redaktør", "c"), ("nyhedbrev", "a"), ("internship", "d"), ("lawyers", "b"), ("kobenhavn arkiv", "d")],
)
def test_where_the_lean_way_finds_nothing_the_chain_helps(
    index: OpeningSearch, text: str, expected: str
) -> None:
    assert ids(index, text)[0] == expected


def test_a_slip_is_offered_corrected(index: OpeningSearch) -> None:
    assert index.find("nyhedsbrve", "da").did_you_mean == "nyhedsbrev"


def test_what_is_not_there_is_not_found(index: OpeningSearch) -> None:
    assert index.find("svejser", "da").total == 0
    assert index.find("  ", "da").total == 0


def test_paging_keeps_the_total(index: OpeningSearch) -> None:
    assert ids(index, "kontrakter", limit=1, offset=1) == ["d"]
    assert index.find("kontrakter", "da", limit=1).total == 2


def test_changes_replace_remove_and_set_the_version(index: OpeningSearch) -> None:
    changed = OpeningText("a", "Hold styr på et lager", "Du tæller varer.")
    index.apply([changed], ["b"], 9)
    assert index.version() == 9
    assert ids(index, "lager") == ["a"]
    assert ids(index, "nyhedsbrev") == []
    assert ids(index, "kontrakter") == ["d"]


def test_an_older_version_changes_nothing(index: OpeningSearch) -> None:
    index.apply([], ["a"], 6)
    assert index.version() == 7
    assert ids(index, "nyhedsbrev") == ["a"]


def test_many_small_changes_lose_nothing(index: OpeningSearch) -> None:
    for number in range(30):
        index.apply([OpeningText(f"n{number}", f"Nyhed nummer{number}", "")], [], 8 + number)
    assert index.find("nyhed", "da").total == 30
    assert ids(index, "nummer17") == ["n17"]


def test_an_index_that_is_missing_or_damaged_must_be_rebuilt(index: OpeningSearch, tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        OpeningSearch(tmp_path / "nothing").apply([], [], 1)
    for file in tmp_path.rglob("*.seg"):
        file.write_bytes(b"")
    with pytest.raises(IndexMissing):
        index.apply([], ["a"], 8)
    assert OpeningSearch(tmp_path / "nothing").version() == NO_VERSION

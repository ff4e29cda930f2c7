"""The published area holds enough companies, is never a municipality, and is cautious without counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.openings.detector.anonymity import AreaChoice, publishable_area
from portal.openings.detector.count_files import CountsError, read_counts
from portal.openings.detector.counts import SIZE_CLASSES, Cell, CountTable
from portal.shared.registers import load_registers

HEADER = "branche;kommune;stoerrelse;antal\n"
MUNICIPALITIES = [area.name_da for area in load_registers().of_kind("municipality")]


def _table(*rows: str) -> CountTable:
    return read_counts(HEADER + "\n".join(rows) + "\n")


def test_the_landsdel_is_shown_where_it_holds_enough() -> None:
    counts = _table("industri;Lemvig;20-49;3", "industri;Skive;5-9;7")
    assert publishable_area(counts, "Lemvig", "industri") == AreaChoice("vestjylland", "landsdel", 10)


def test_a_municipality_is_never_shown_however_many_there_are() -> None:
    counts = _table("handel;København;1-4;5000")
    choice = publishable_area(counts, "København", "handel")
    assert choice == AreaChoice("byen-koebenhavn", "landsdel", 5000)


def test_the_search_goes_up_until_there_are_enough() -> None:
    counts = _table("industri;Lemvig;20-49;3", "industri;Horsens;5-9;6", "industri;Vejle;5-9;1")
    assert publishable_area(counts, "Lemvig", "industri") == AreaChoice("hele-landet", "country", 10)
    assert publishable_area(counts, "Lemvig", "industri", k=9) == AreaChoice(
        "region-midtjylland", "region", 9
    )


def test_nothing_is_shown_where_the_whole_country_has_too_few() -> None:
    assert publishable_area(_table("industri;Lemvig;20-49;9"), "Lemvig", "industri") is None


def test_bornholm_is_a_landsdel_of_its_own_so_the_region_is_shown() -> None:
    counts = _table("hotel;Bornholm;5-9;60", "hotel;Hvidovre;5-9;1")
    assert publishable_area(counts, "Bornholm", "hotel") == AreaChoice("region-hovedstaden", "region", 61)


@pytest.mark.parametrize("municipality", ["Ærø", "Læsø", "Samsø", "Fanø", "Langeland"])
def test_small_islands_are_shown_with_their_landsdel_at_the_finest(municipality: str) -> None:
    choice = publishable_area(_table(f"café;{municipality};1-4;50"), municipality, "café")
    assert choice is not None
    assert choice.level == "landsdel"


def test_a_company_outside_its_own_cell_is_shown_no_finer_than_its_region() -> None:
    counts = _table("industri;Odense;1-4;90", "industri;Skive;1-4;12")
    assert publishable_area(counts, "Lemvig", "industri") == AreaChoice("region-midtjylland", "region", 12)
    elsewhere = _table("industri;Odense;1-4;90")
    assert publishable_area(elsewhere, "Lemvig", "industri") == AreaChoice("hele-landet", "country", 90)


@pytest.mark.parametrize("counts", [None, _table("skole;Odense;1-4;90")])
def test_without_a_count_for_the_company_the_region_is_shown(counts: CountTable | None) -> None:
    assert publishable_area(counts, "Lemvig", "industri") == AreaChoice("region-midtjylland", "region", None)


@pytest.mark.parametrize("hidden", ["..", "", "."])
def test_a_confidential_cell_counts_as_nobody(hidden: str) -> None:
    counts = _table("industri;Lemvig;5-9;4", f"industri;Skive;5-9;{hidden}", "industri;Odder;5-9;6")
    assert publishable_area(counts, "Lemvig", "industri") == AreaChoice("region-midtjylland", "region", 10)


def test_several_branches_are_counted_together() -> None:
    counts = _table("it;Aarhus;5-9;6", "software;Randers;5-9;5")
    choice = publishable_area(counts, "Aarhus", {"it", "software"})
    assert choice == AreaChoice("oestjylland", "landsdel", 11)


def test_the_municipality_may_be_given_by_id_and_an_unknown_one_raises() -> None:
    counts = _table("industri;Lemvig;20-49;30")
    assert publishable_area(counts, "kommune-lemvig", "industri") == publishable_area(
        counts, "Lemvig", "industri"
    )
    with pytest.raises(KeyError):
        publishable_area(counts, "Andeby", "industri")
    with pytest.raises(KeyError):
        publishable_area(counts, "fyn", "industri")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("branche;kommune\nindustri;Lemvig\n", "linje 1: kolonnen antal, stoerrelse mangler"),
        (HEADER + "industri;Lemvig;20-49;-3\n", "linje 2: antallet -3 er ikke et helt tal"),
        (HEADER + "industri;Lemvig;mange;3\n", "linje 2: størrelsen mange findes ikke"),
        (HEADER + "industri;;20-49;3\n", "linje 2: branche eller kommune mangler"),
        (HEADER + "skole;Odder;5-9;3\nskole;odder;5-9;4\n", "linje 3: cellen står der to gange"),
    ],
)
def test_a_table_that_is_wrong_is_refused_with_its_line(text: str, told: str) -> None:
    with pytest.raises(CountsError, match=told):
        read_counts(text)


cells = st.builds(
    Cell,
    st.sampled_from(["a", "b"]),
    st.sampled_from(MUNICIPALITIES),
    st.sampled_from(SIZE_CLASSES),
    st.integers(0, 30),
)


@given(st.lists(cells, max_size=30), st.sampled_from(MUNICIPALITIES), st.integers(1, 20))
def test_what_is_shown_never_holds_fewer_than_k_counted_companies(
    rows: list[Cell], municipality: str, k: int
) -> None:
    registers = load_registers()
    choice = publishable_area(CountTable(tuple(rows)), municipality, "a", k)
    if choice is None or choice.companies is None:
        return
    inside = {registers.areas_by_id[area].name_da for area in registers.within(choice.id)}
    assert municipality in inside
    assert sum(cell.companies for cell in rows if cell.branch == "a" and cell.municipality in inside) >= k
    assert registers.areas_by_id[choice.id].kind != "municipality"

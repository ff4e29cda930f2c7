"""The area of an opening: k companies that could be meant, none outside its cell, never finer than before."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.openings.areas import (
    NO_BRANCH,
    NOT_COUNTED,
    NOT_IN_ITS_CELL,
    NOT_THERE,
    TOO_FEW,
    TOO_FEW_TOGETHER,
    Choice,
    Ground,
    Published,
    Subject,
    choose_area,
    coarser_of,
    still_fits,
)
from portal.openings.detector.anonymity import municipalities_of
from portal.openings.detector.counts import Cell, CountTable
from portal.shared.registers import load_registers

REGISTERS = load_registers()
MUNICIPALITIES = [area.name_da for area in REGISTERS.of_kind("municipality")]
FIELDS = [field.id for field in REGISTERS.fields]
BRANCHES = [branch.id for branch in REGISTERS.branches]
FIRM = Subject("Lemvig", "bageri", "private", "handel-service", "Gør noget ved et nyhedsbrev")


def table(*rows: tuple[str, str, int], level: str = "words") -> CountTable:
    return CountTable(tuple(Cell(branch, place, "", n, n) for branch, place, n in rows), level)  # type: ignore[arg-type]


def ground(*rows: tuple[str, str, int], **more: object) -> Ground:
    return Ground(counts=table(*rows), **more)  # type: ignore[arg-type]


def test_without_counts_the_region_is_shown_for_everybody() -> None:
    assert choose_area(FIRM, Ground()) == Choice("region-midtjylland")
    assert choose_area(replace(FIRM, municipality="Bornholm"), Ground()) == Choice("region-hovedstaden")
    assert choose_area(replace(FIRM, sector="public"), Ground()) == Choice("region-midtjylland")


def test_a_reader_thinks_of_every_branch_of_the_fagomraade() -> None:
    choice = choose_area(FIRM, ground(("bageri", "Lemvig", 1), ("hotel", "Skive", 9)))
    assert choice == Choice("vestjylland")


def test_a_title_that_names_the_branch_leaves_that_branch_alone() -> None:
    counts = ground(("bageri", "Lemvig", 1), ("hotel", "Skive", 9), ("bageri", "Odder", 9))
    assert (
        choose_area(replace(FIRM, title="Bageriet skal sælge på nettet"), counts).area == "region-midtjylland"
    )


def test_a_company_outside_what_its_fagomraade_tells_warns_and_is_shown_no_finer_than_its_region() -> None:
    counts = ground(("bageri", "Lemvig", 50), ("it", "Lemvig", 50))
    choice = choose_area(replace(FIRM, field="kommunikation-it"), counts)
    assert choice == Choice("region-midtjylland", warning=NOT_IN_ITS_CELL)


@pytest.mark.parametrize(
    ("change", "warning"),
    [
        ({"branch": ""}, NO_BRANCH),
        ({"branch": "et gammelt ord"}, NO_BRANCH),
        ({"branch": "hotel"}, NOT_THERE),
        ({"branch": "bageri", "title": "Skolen får en hjemmeside"}, NOT_IN_ITS_CELL),
    ],
)
def test_a_company_that_is_not_in_its_own_cell_warns(change: dict[str, str], warning: str) -> None:
    counts = ground(("bageri", "Lemvig", 50), ("hotel", "Odder", 50))
    choice = choose_area(replace(FIRM, **change), counts)  # type: ignore[arg-type]
    assert choice.warning == warning
    assert choice.area in ("region-midtjylland", "hele-landet")


def test_too_few_in_the_whole_country_is_refused_with_what_to_do() -> None:
    assert choose_area(FIRM, ground(("bageri", "Lemvig", 9))) == Choice(None, TOO_FEW)
    assert (
        choose_area(replace(FIRM, named=True), ground(("bageri", "Lemvig", 9))).area == "region-midtjylland"
    )


def test_public_workplaces_are_counted_as_such_among_what_is_public_and_shown_with_their_region() -> None:
    school = Subject("Lemvig", "skole", "public", "kommunikation-it", "Skriv til forældre")
    counts = CountTable((Cell("skole", "Lemvig", "", 1, 6), Cell("pleje", "Skive", "", 1, 4)))
    assert choose_area(school, Ground(counts)) == Choice("region-midtjylland")
    few = CountTable((*counts.cells[:1], Cell("pleje", "Odense", "", 1, 4)))
    assert choose_area(school, Ground(few)).area == "hele-landet"


def test_workplaces_stand_for_companies_only_twice_over() -> None:
    counts = CountTable((Cell("bageri", "Lemvig", "", None, 19), Cell("bageri", "Odder", "", None, 1)))
    assert choose_area(FIRM, Ground(counts)).area == "region-midtjylland"
    assert choose_area(FIRM, Ground(counts, k=9)).area == "vestjylland"


def test_a_group_of_ten_cannot_count_the_branch_that_a_title_names() -> None:
    counts = Ground(table(("4", "Lemvig", 500), ("2", "Lemvig", 500), level="10"))
    assert choose_area(FIRM, counts) == Choice("vestjylland")
    named = choose_area(replace(FIRM, title="Bageriet skal sælge på nettet"), counts)
    assert named == Choice("region-midtjylland", warning=NOT_COUNTED)


def test_a_local_site_counts_where_its_readers_would_look() -> None:
    rows = (("bageri", "Lemvig", 6), ("bageri", "Skive", 60), ("hotel", "Holstebro", 4))
    near = frozenset({"Lemvig", "Holstebro"})
    assert choose_area(FIRM, ground(*rows)).area == "vestjylland"
    assert choose_area(FIRM, ground(*rows, catchment=near)).area == "vestjylland"
    assert choose_area(FIRM, ground(*rows[:2], catchment=near)) == Choice(None, TOO_FEW)
    # A company outside the catchment is looked for outside it.
    assert (
        choose_area(replace(FIRM, municipality="Skive"), ground(*rows, catchment=near)).area == "vestjylland"
    )


def test_an_area_only_becomes_coarser() -> None:
    assert coarser_of("region-sjaelland", None) == "region-sjaelland"
    assert coarser_of("byen-koebenhavn", "region-hovedstaden") == "region-hovedstaden"
    assert coarser_of("region-sjaelland", "region-hovedstaden") == "hele-landet"
    assert coarser_of("region-sjaelland", "et-amt-der-ikke-er-mere") == "hele-landet"


def test_two_fagomraader_together_may_point_at_too_few() -> None:
    rows = (("elektronik", "Lemvig", 3), ("it", "Lemvig", 40), ("rådgivning", "Lemvig", 40))
    firm = replace(FIRM, branch="elektronik", field="videnerhverv")
    before = (Published("vestjylland", "kommunikation-it"),)
    assert choose_area(firm, ground(*rows)) == Choice("vestjylland")
    assert choose_area(firm, ground(*rows, history=before)) == Choice(None, TOO_FEW_TOGETHER)
    same = (Published("vestjylland", "videnerhverv"),)
    assert choose_area(firm, ground(*rows, history=same)) == Choice("vestjylland")
    many = (("elektronik", "Skive", 7), *rows)
    assert choose_area(firm, ground(*many, history=before)) == Choice("vestjylland")


def test_a_larger_area_takes_nothing_back_of_a_smaller_one_that_was_read() -> None:
    rows = (("elektronik", "Lemvig", 3), ("it", "Lemvig", 40), ("elektronik", "Odder", 40))
    firm = replace(FIRM, branch="elektronik", field="videnerhverv")
    assert choose_area(firm, ground(*rows)) == Choice("region-midtjylland")
    before = (Published("vestjylland", "kommunikation-it"),)
    assert choose_area(firm, ground(*rows, history=before)) == Choice(None, TOO_FEW_TOGETHER)


def test_a_title_that_once_named_the_branch_still_counts() -> None:
    rows = (("bageri", "Lemvig", 3), ("hotel", "Lemvig", 40))
    told = (Published("vestjylland", "handel-service", title="Bageriets nye hjemmeside"),)
    assert choose_area(FIRM, ground(*rows, history=told)) == Choice(None, TOO_FEW_TOGETHER)


def test_what_is_shown_fits_until_the_counts_or_the_company_change() -> None:
    rows = (("bageri", "Lemvig", 1), ("hotel", "Skive", 9))
    assert still_fits(FIRM, "vestjylland", ground(*rows))
    assert not still_fits(FIRM, "vestjylland", ground(rows[0], ("hotel", "Skive", 8)))
    assert not still_fits(FIRM, "vestjylland", Ground()), "nothing counts any more"
    assert still_fits(FIRM, "region-midtjylland", Ground())
    assert not still_fits(replace(FIRM, municipality="Odense"), "region-midtjylland", Ground())


subjects = st.builds(
    Subject,
    st.sampled_from(MUNICIPALITIES),
    st.sampled_from([*BRANCHES, ""]),
    st.sampled_from(["private", "public"]),
    st.sampled_from(FIELDS),
    st.sampled_from(["Skriv et nyhedsbrev", "Hotellet skal vises frem", "Et bageri i fremgang"]),
)
cells = st.builds(
    Cell,
    st.sampled_from(BRANCHES),
    st.sampled_from(MUNICIPALITIES),
    st.just(""),
    st.integers(0, 60),
    st.integers(0, 90),
)
ks = st.integers(5, 20)


def thought_of(told: Subject | Published) -> set[str]:
    """The branches a reader has in mind, written here a second time."""
    named = {"Hotellet skal vises frem": {"hotel"}, "Et bageri i fremgang": {"bageri"}}.get(told.title)
    field = "offentlig" if told.sector == "public" else told.field
    return named or {branch.id for branch in REGISTERS.branches if field in branch.fields}


def crowd(rows: list[Cell], told: list[Subject | Published], areas: list[str], own: str) -> int:
    """How many companies (or workplaces) fit everything that was told, added up a second way."""
    branches = set.intersection(*(thought_of(one) | {own} for one in told))
    places = frozenset.intersection(*(municipalities_of(REGISTERS, area) for area in areas))
    unit = "workplaces" if told[0].sector == "public" else "companies"
    last = {(row.branch, row.municipality): row for row in rows}
    return sum(getattr(row, unit) for (b, m), row in last.items() if b in branches and m in places)


@given(st.lists(subjects, min_size=1, max_size=5), st.lists(cells, max_size=60), ks, st.booleans())
def test_of_everything_ever_published_for_a_company_k_companies_are_left_and_no_area_is_finer_than_before(
    said: list[Subject], rows: list[Cell], k: int, is_counted: bool
) -> None:
    """One company of one sector that posts under changing fagområder and titles, and may move."""
    own, sector = said[0].branch, said[0].sector
    history: tuple[Published, ...] = ()
    for subject in (replace(one, branch=own, sector=sector) for one in said):
        counts = CountTable(tuple(rows)) if is_counted else None
        choice = choose_area(subject, Ground(counts, k=k, history=history))
        if choice.area is None:
            assert choice.refusal
            continue
        shown = REGISTERS.areas_by_id[choice.area]
        assert shown.kind != "municipality"
        assert shown.kind != "landsdel" or (is_counted and sector == "private")
        assert subject.municipality in municipalities_of(REGISTERS, choice.area)
        for before in history:
            assert REGISTERS.within(before.area) <= REGISTERS.within(choice.area)
        history = (*history, Published(choice.area, subject.field, sector, subject.title))
        known = {row.branch for row in rows}
        if is_counted and known & (thought_of(subject) | {own}):
            told: list[Subject | Published] = [subject, *history]
            assert crowd(rows, told, [choice.area, *(one.area for one in history)], own) >= k

"""A count table in either set of columns; one that may be loaded covers the country and says whence."""

import pytest

from portal.openings.detector.count_files import CountsError, read_counts, read_whole
from portal.shared.registers import load_registers

LONG = "kommunekode;branche;stoerrelse;antal_virksomheder;antal_arbejdssteder;kilde;periode\n"
SHORT = "branche;kommune;stoerrelse;antal\n"
MUNICIPALITIES = load_registers().of_kind("municipality")
BRANCHES = load_registers().branches


def whole(
    *more: str, companies: str = "12", workplaces: str = "15", branches: tuple[str, ...] = ("it",)
) -> str:
    """A table with every municipality, in the long columns."""
    rows = [
        f"{area.code};{branch};;{companies};{workplaces};CVR;2026-09"
        for area in MUNICIPALITIES
        for branch in branches
    ]
    return LONG + "\n".join([*rows, *more]) + "\n"


def codes(level: str) -> tuple[str, ...]:
    found = {
        code for branch in BRANCHES for code in (branch.group127 if level == "127" else (branch.group10,))
    }
    return tuple(sorted(found))


def test_a_whole_table_tells_its_numbers_its_source_and_its_period() -> None:
    read = read_whole(whole())
    assert (read.source, read.period) == ("CVR", "2026-09")
    assert read.table.companies(branches={"it"}, municipalities={"Aarhus"}) == 12
    assert read.table.companies(branches={"it"}) == 12 * 98
    assert read.table.count("workplaces", branches={"it"}, municipalities={"Læsø", "Fanø"}) == 30


def test_the_columns_of_the_demonstration_are_read_too_with_source_and_period_given() -> None:
    text = SHORT + "".join(f"it;{area.name_da};5-9;4\n" for area in MUNICIPALITIES)
    read = read_whole(text, source="Jobcentrets egen optælling", period="2026")
    assert read.table.companies(branches={"it"}, municipalities={"Ærø"}) == 4
    assert read.source == "Jobcentrets egen optælling"


def test_where_only_workplaces_are_counted_twice_as_many_are_needed() -> None:
    table = read_whole(whole(companies="")).table
    assert table.unit == "workplaces"
    assert table.needed(10) == 20
    assert read_whole(whole()).table.needed(10) == 10


def test_a_municipality_may_be_a_code_with_or_without_its_zero_a_name_or_an_id() -> None:
    for written in ("0101", "101", "København", "copenhagen", "kommune-koebenhavn"):
        assert read_counts(f"{SHORT}it;{written};;7\n").companies(municipalities={"København"}) == 7


def test_a_branch_may_be_written_with_its_name() -> None:
    assert read_counts(SHORT + "Bageri og brødfabrik;Odense;;3\n").branches == {"bageri"}


def test_codes_of_both_groupings_count_for_the_branches_mapped_to_them_and_each_once() -> None:
    fine = read_whole(whole(branches=codes("127"))).table
    coarse = read_whole(whole(branches=codes("10"))).table
    assert (fine.level, fine.is_fine, coarse.level, coarse.is_fine) == ("127", True, "10", False)
    for table in (fine, coarse):
        # A café and a kitchen share their codes: together they are no more than either.
        assert table.companies(branches={"café", "køkken"}, municipalities={"Odense"}) == 12
        assert table.branches == {branch.id for branch in BRANCHES}
    assert fine.companies(branches={"byggeri"}, municipalities={"Odense"}) == 24


def test_a_code_of_five_digits_and_points_is_the_same_code() -> None:
    assert read_counts(SHORT + "10.004;Odense;;3\n").companies(branches={"bageri"}) == 3


@pytest.mark.parametrize("hidden", ["", "..", "."])
def test_a_confidential_cell_is_nobody(hidden: str) -> None:
    read = read_whole(whole().replace("0101;it;;12;", f"0101;it;;{hidden};"))
    assert read.table.companies(municipalities={"København"}) == 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (whole("0999;it;;1;1;CVR;2026-09"), "linje 100: kommunen 0999 findes ikke"),
        (whole("0101;it;5-9;1;1;CVR;2026-09"), "linje 100: cellen står der både samlet og delt"),
        (whole("0101;it;;1;1;CVR;2026-09"), "linje 100: cellen står der to gange"),
        (whole("0101;trolderi;;1;1;CVR;2026-09"), "linje 100: branchen trolderi findes ikke"),
        (whole("0101;620000;;1;1;CVR;2026-09"), "linje 100: brancherne skal alle være ord"),
        (whole("0101;bageri;;-1;1;CVR;2026-09"), "linje 100: antallet -1 er ikke et helt tal"),
        (whole("0101;bageri;;1;halvanden;CVR;2026-09"), "linje 100: antallet halvanden er ikke et helt tal"),
        (whole("0101;bageri;mange;1;1;CVR;2026-09"), "linje 100: størrelsen mange findes ikke"),
        (whole("0101;bageri;;1;1;DST;2026-09"), "kolonnen kilde siger både CVR og DST"),
        (whole("0101;;;1;1;CVR;2026-09"), "linje 100: branche eller kommune mangler"),
        (whole(branches=("12",)), "linje 2: branchen 12 findes ikke"),
        (whole(branches=codes("127")[1:]), "koden 010000 for gartneri i branches.yaml står ikke i filen"),
        (whole().replace("0101;it;;12;15;CVR;2026-09\n", ""), "kommuner skal være med; København mangler"),
        (LONG + "0101;it;;1;1;CVR;2026-09\n", "Albertslund, Allerød, Assens og 94 til mangler"),
        (whole().replace(";CVR;", ";;"), "kilde eller periode mangler"),
        (whole().replace("branche;", "kode;"), "linje 1: kolonnen branche mangler"),
        (whole().replace("kilde", "standard").replace("CVR", "DB25"), "linje 2: koderne skal være DB07"),
        ("", "linje 1: kolonnen"),
    ],
)  # fmt: skip
def test_a_table_that_may_not_be_loaded_is_refused_with_what_is_wrong(text: str, told: str) -> None:
    with pytest.raises(CountsError, match=told):
        read_whole(text)

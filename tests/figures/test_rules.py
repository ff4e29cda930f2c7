"""No hidden count can be computed: an attacker who knows the rules tries every table there could be."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.figures import rules
from portal.figures.rules import SMALL, Column, closed_months, exact, guarded, nested, reserves_by, share

# What is true of one table: for each measure, from the widest to the narrowest, a count for each row.
World = tuple[tuple[int, ...], ...]
Publish = Callable[[World, Sequence[str]], tuple[Column, ...]]
Place = tuple[int, int | None]

# (rows, measures, the widest measure's totals): as large as can be tried from end to end.
SIZES = [(2, 3, (*range(12), 14, 20)), (3, 2, (*range(9), 11, 13, 16))]
ORDERS = {2: [(), (0,), (1, 0)], 3: [(), (1,), (2, 0), (0, 1, 2)]}


def named(counts: Sequence[int]) -> dict[str, int]:
    return {str(n): count for n, count in enumerate(counts)}


def published(world: World, reserves: Sequence[str]) -> tuple[Column, ...]:
    columns = [guarded(named(world[0]), reserves)]
    for counts in world[1:]:
        columns.append(nested(named(counts), columns[-1]))
    return tuple(columns)


def published_naively(world: World, _reserves: Sequence[str]) -> tuple[Column, ...]:
    """Only what is under five is hidden, and every total is shown."""
    return tuple(
        Column(sum(counts), {row: count if count >= SMALL else None for row, count in named(counts).items()})
        for counts in world
    )


def worlds(rows: int, measures: int, total: int) -> Iterator[World]:
    """Everything that could be true: a narrower measure counts some of what the wider one does."""
    for first in product(range(total + 1), repeat=rows - 1):
        if sum(first) <= total:
            yield from below(((*first, total - sum(first)),), measures - 1)


def below(world: World, more: int) -> Iterator[World]:
    if not more:
        yield world
        return
    for counts in product(*(range(count + 1) for count in world[-1])):
        yield from below((*world, counts), more - 1)


def key(columns: tuple[Column, ...]) -> tuple[object, ...]:
    return tuple((column.total, *column.rows.values()) for column in columns)


def totals(world: World) -> tuple[int, ...]:
    return tuple(sum(counts) for counts in world)


@cache
def readings(
    publish: Publish, rows: int, measures: int, total: int, reserves: tuple[int, ...]
) -> dict[tuple[object, ...], list[World]]:
    """For every table that can be shown, all worlds that show it; a hidden total is one of the small."""
    found = defaultdict(list)
    for tried in range(SMALL) if total < SMALL else (total,):
        for world in worlds(rows, measures, tried):
            found[key(publish(world, [str(n) for n in reserves]))].append(world)
    return found


def values(behind: list[World], beside: list[World], place: Place) -> set[int]:
    """What a place may hold, given a second table that has the same totals."""
    possible = {totals(world) for world in beside}
    measure, row = place
    return {
        sum(world[measure]) if row is None else world[measure][row]
        for world in behind
        if totals(world) in possible
    }


def check(publish: Publish, size: tuple[int, int, int], orders: Sequence[tuple[int, ...]], seed: int) -> None:
    rows, measures, total = size
    tables = [readings(publish, rows, measures, total, order) for order in orders]
    everything = [world for found in tables[0].values() for world in found]
    true = everything[seed % len(everything)]
    twins = [world for found in tables[1].values() for world in found if totals(world) == totals(true)]
    other = twins[seed * 7919 % len(twins)]
    names = [[str(n) for n in order] for order in orders]
    shown = publish(true, names[0])
    behind, beside = tables[0][key(shown)], tables[1][key(publish(other, names[1]))]
    for measure, column in enumerate(shown):
        missing = sum(true[measure - 1]) - sum(true[measure]) if measure else SMALL
        wanted = SMALL if column.total is None or not measure else min(SMALL, missing + 1)
        for row in [None, *range(rows)]:
            hidden = column.total is None if row is None else column.rows[str(row)] is None
            if hidden:
                possible = values(behind, beside, (measure, row))
                assert len(possible) >= max(2, wanted), (true, shown, measure, row, possible)


CASES = st.sampled_from(SIZES).flatmap(
    lambda size: st.tuples(
        st.just(size[0]),
        st.just(size[1]),
        st.sampled_from(size[2]),
        st.lists(st.sampled_from(ORDERS[size[0]]), min_size=2, max_size=2),
        st.integers(0, 10**9),
    )
)


@settings(max_examples=250, deadline=None)
@given(CASES)
def test_every_hidden_count_could_be_at_least_five_others(
    case: tuple[int, int, int, list[tuple[int, ...]], int],
) -> None:
    """Two where a public total of the wider measure leaves less: no count is ever told."""
    rows, measures, total, orders, seed = case
    check(published, (rows, measures, total), orders, seed)


@pytest.mark.parametrize("total", [4, 7, 12])
def test_the_same_attack_sees_through_hiding_only_what_is_small(total: int) -> None:
    with pytest.raises(AssertionError):
        for seed in range(200):
            check(published_naively, (3, 2, total), [(), ()], seed)


@pytest.mark.parametrize(
    ("broken", "size"),
    [
        ("no reserve", (3, 1, 13)),
        ("the reserve is the smallest that is shown", (3, 1, 11)),
        ("no room", (2, 2, 11)),
    ],
)
def test_leaving_out_one_part_of_the_rule_is_found(
    monkeypatch: pytest.MonkeyPatch, broken: str, size: tuple[int, int, int]
) -> None:
    def unreserved(world: World, _reserves: Sequence[str]) -> tuple[Column, ...]:
        return published_naively(world[:1], ())

    def by_size(world: World, _reserves: Sequence[str]) -> tuple[Column, ...]:
        counts = named(world[0])
        smallest = min(
            (row for row in counts if counts[row] >= SMALL), key=lambda row: counts[row], default=""
        )
        hidden = {row for row in counts if counts[row] < SMALL}
        hidden |= {smallest} if hidden else set()
        return (Column(sum(world[0]), {r: None if r in hidden else n for r, n in counts.items()}),)

    publish: Publish = {"no reserve": unreserved, "no room": published}.get(broken, by_size)
    if broken == "no room":
        monkeypatch.setattr(rules, "has_room", lambda _above, _total: True)
        readings.cache_clear()
    with pytest.raises(AssertionError):
        for seed in range(3000):
            check(publish, size, [(0,), (0,)], seed)
    readings.cache_clear()


def test_guesses_are_hidden_beside_readings_that_everybody_can_count() -> None:
    for read in product(range(8), repeat=2):
        above = exact(named(read))
        behind = defaultdict(list)
        for world in below((read,), 1):
            behind[key((nested(named(world[1]), above),))].append(world[1])
        for group in behind.values():
            column = nested(named(group[0]), above)
            for row, many in enumerate(read):
                alone = len({world[row] for world in group}) == 1
                small = column.rows[str(row)] is None
                assert not (alone and small), (read, group)
                assert small or column.rows[str(row)] == group[0][row] or many == 0


def test_what_is_large_everywhere_is_shown_everywhere() -> None:
    above = guarded(named((20, 30, 25)), ["0"])
    assert above == exact(named((20, 30, 25)))
    assert nested(named((6, 9, 5)), above) == exact(named((6, 9, 5)))
    assert nested(named((20, 30, 25)), above) == above


def test_one_small_row_takes_one_more_with_it_and_keeps_the_total() -> None:
    column = guarded(named((12, 3, 9, 7)), ["2", "0"])
    assert column.total == 31
    assert list(column.rows.values()) == [12, None, None, 7]


def test_where_nothing_was_published_no_row_can_be_a_reserve() -> None:
    assert guarded(named((12, 4, 4, 7)), []) == Column(27, dict.fromkeys("0123"))


def test_a_total_under_five_is_hidden_with_all_its_rows() -> None:
    above = guarded(named((2, 2, 0)), ["0"])
    assert above == Column(None, dict.fromkeys("012"))
    assert nested(named((2, 0, 0)), above).total is None


def test_a_narrower_measure_that_counts_more_than_the_wider_one_is_not_shown() -> None:
    """An answer on the first of a month is to an enquiry of the month before."""
    assert nested(named((9, 9)), guarded(named((8, 9)), ["0"])).total is None


def test_a_reserve_is_where_the_least_was_published() -> None:
    assert reserves_by({"a": 3, "b": 0, "c": 1, "d": 1}) == ["c", "d", "a"]


@pytest.mark.parametrize(
    ("part", "whole", "expected"), [(9, 12, 75), (None, 12, None), (3, None, None), (12, 12, 100)]
)
def test_a_share_is_of_two_shown_numbers(part: int | None, whole: int | None, expected: int | None) -> None:
    assert share(Column(part, {}), Column(whole, {})) == expected


def test_a_month_is_closed_when_the_next_has_begun() -> None:
    assert closed_months("2026-11", "2027-01") == ["2026-11", "2026-12"]
    assert closed_months("2026-11", "2026-11") == []

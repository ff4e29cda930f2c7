"""The openings in memory count and list exactly what plain SQL would, whatever changed and whoever asks."""

import random
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from portal.openings import service, snapshots
from portal.openings.bits import as_bits, positions
from portal.openings.filters import ATTRIBUTES, BY_AGREEMENT, HOURS, TALENT, Filters
from portal.openings.models import PublicOpeningRow
from portal.openings.public import folded
from portal.openings.rules import Kind, Sector, WorkForm
from portal.openings.word_index import WordIndex
from portal.shared.clock import FrozenClock
from portal.shared.database import Database
from portal.shared.dates import iso_week
from portal.shared.registers import load_registers
from tests.openings.public_rows import AREAS, FIELDS, LANGUAGES, put, random_id, random_row, take_away

Row = PublicOpeningRow
SIZE = 300
PIECES = (
    "brev", "Nyheds", "e", "aeble", "0%", "a_b", "_", "%", "notat", "skriv laes", "\"", "\\", "findesikke",
)  # fmt: skip


@given(st.sets(st.integers(0, SIZE - 1)), st.integers(0, 20), st.integers(0, 40))
def test_positions_come_back_in_order_and_from_anywhere(held: set[int], skip: int, take: int) -> None:
    bits = as_bits(held, SIZE)
    assert list(positions(bits)) == sorted(held)
    assert list(positions(bits, skip=skip, take=take)) == sorted(held)[skip : skip + take]


@given(
    st.lists(st.text(alphabet="ab,.% ", max_size=12).map(folded), max_size=80),
    st.text(alphabet="ab,.%", min_size=1, max_size=3),
)
def test_a_piece_is_found_in_the_texts_that_contain_it_and_in_no_other(texts: list[str], piece: str) -> None:
    index = WordIndex(enumerate(texts), len(texts))
    for _ in range(2):
        assert list(positions(index.holding(piece))) == [n for n, text in enumerate(texts) if piece in text]


def plain(session: Session, filters: Filters, clock: FrozenClock) -> list[str]:
    """The ids of the list as plain SQL finds them."""
    query = select(Row.id, Row.published_week, Row.competences).where(*_conditions(filters, clock))
    known = load_registers().competence_named
    found = [
        (-int(week[:4] + week[6:]), public_id)
        for public_id, week, named in session.execute(query)
        if not filters.competences or {one.id for one in map(known, named) if one} & {*filters.competences}
    ]
    return [public_id for _week, public_id in sorted(found)]


def _conditions(filters: Filters, clock: FrozenClock) -> Iterator[ColumnElement[bool]]:
    yield Row.expires_on >= clock.today()
    if filters.types:
        is_kind = Row.type.in_(filters.types)
        yield or_(is_kind, Row.talent) if TALENT in filters.types else is_kind
    if filters.area:
        yield Row.area.in_(load_registers().within(filters.area))
    if filters.hours:
        bands = [Row.hours.between(*HOURS[band]) for band in filters.hours if band in HOURS]
        yield or_(*bands, Row.hours.is_(None)) if BY_AGREEMENT in filters.hours else or_(*bands)
    if filters.new:
        yield Row.published_week == iso_week(clock.today())
    if filters.work_forms:
        yield Row.work_form.in_([form.replace("-", " ") for form in filters.work_forms])
    for column, values in (
        (Row.field, filters.fields),
        (Row.language, filters.languages),
        (Row.sector, filters.sectors),
    ):
        if values:
            yield column.in_(values)
    for word in folded(filters.q).split():
        yield Row.folded.contains(word, autoescape=True)


def random_filters(draw: random.Random) -> Filters:
    def some(values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(draw.sample(values, draw.randrange(1, 3))) if draw.random() < 0.3 else ()

    return Filters(
        types=some((*Kind, TALENT)),
        fields=some(FIELDS),
        area=draw.choice([*AREAS, "region-nordjylland"]) if draw.random() < 0.3 else "",
        languages=some(LANGUAGES),
        q=draw.choice(PIECES) if draw.random() < 0.4 else "",
        competences=some(("formidling", "klarsprog", "tekstforfatning")),
        sectors=some(tuple(Sector)),
        hours=some((*HOURS, BY_AGREEMENT)),
        work_forms=some(tuple(form.replace(" ", "-") for form in WorkForm)),
        new=draw.random() < 0.2,
    )


def listed(session: Session, filters: Filters, clock: FrozenClock, size: int) -> list[str]:
    """The ids of the list, page after page."""
    first = service.published(session, filters, clock=clock, size=size)
    pages = [
        service.published(session, filters, n, clock=clock, size=size) for n in range(1, first.pages + 1)
    ]
    ids = [opening.id for page in pages for opening in page.items]
    assert len(ids) == first.total, "the count is not what the list shows"
    return ids


def alone(filters: Filters, group: str, value: str) -> Filters:
    """The filter with one value alone chosen in its group."""
    chosen = {"area": value, "week": True}.get(group, (value,))
    changed: Mapping[str, object] = {ATTRIBUTES[group]: chosen}
    return replace(filters, **changed)  # type: ignore[arg-type]


def change_something(database: Database, draw: random.Random, ids: list[str]) -> None:
    with database.writing() as session:
        for _ in range(draw.randrange(1, 6)):
            what = draw.random()
            if what < 0.5 or not ids:
                ids.append(random_id(draw))
                put(session, random_row(draw, ids[-1]))
            elif what < 0.75:
                put(session, random_row(draw, draw.choice(ids)))
            else:
                take_away(session, ids.pop(draw.randrange(len(ids))))


@pytest.mark.parametrize("seed", range(6))
def test_lists_and_counts_are_those_of_plain_sql_after_any_changes(
    database: Database, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    # A small limit, so that everything is read anew now and then.
    monkeypatch.setattr(snapshots, "MOST_NEW", 12)
    draw, ids = random.Random(seed), list[str]()
    with database.writing() as session:
        ids += [random_id(draw) for _ in range(60)]
        put(session, *(random_row(draw, public_id) for public_id in ids))
    for step in range(25):
        with database.reading() as session:
            for _ in range(8):
                filters = random_filters(draw)
                assert listed(session, filters, clock, draw.choice([1, 7, 20])) == plain(
                    session, filters, clock
                )
            for group, counts in service.facets(session, filters, clock=clock).items():
                for value, count in counts.items():
                    if group != "week" or value == iso_week(clock.today()):
                        assert count == len(plain(session, alone(filters, group, value), clock)), (
                            group,
                            value,
                        )
        change_something(database, draw, ids)
        if step % 8 == 0:
            clock.advance(timedelta(days=1))


def test_the_day_an_opening_expires_is_its_last_without_anything_being_written(
    database: Database, clock: FrozenClock
) -> None:
    with database.writing() as session:
        put(session, random_row(random.Random(1), expires_on=clock.today()))
    for days, shown in ((0, 1), (1, 0)):
        clock.advance(timedelta(days=days))
        with database.reading() as session:
            assert service.published(session, Filters(), clock=clock).total == shown
            assert sum(service.facets(session, Filters(), clock=clock).get("field", {}).values()) == shown


def test_a_reader_keeps_the_list_that_its_transaction_began_with(
    database: Database, clock: FrozenClock
) -> None:
    draw = random.Random(2)
    with database.writing() as session:
        put(session, random_row(draw, expires_on=clock.today()))
    with database.reading() as early:
        assert service.published(early, Filters(), clock=clock).total == 1
        for number in range(2, 9):
            with database.writing() as session:
                put(session, random_row(draw, expires_on=clock.today()))
            with database.reading() as late:
                assert len(listed(late, Filters(), clock, 3)) == number
            assert len(listed(early, Filters(), clock, 3)) == 1


def test_what_a_writer_took_back_was_never_in_anybodys_list(database: Database, clock: FrozenClock) -> None:
    draw = random.Random(3)
    kept, taken_back = (random_row(draw, expires_on=clock.today()) for _ in range(2))
    taken_back_id = taken_back.id
    with pytest.raises(RuntimeError), database.writing() as session:
        put(session, taken_back)
        assert [one.id for one in service.published(session, Filters(), clock=clock).items] == [taken_back_id]
        raise RuntimeError
    with database.writing() as session:
        # SQLite gives the number of the change out again.
        put(session, kept)
    with database.reading() as session:
        assert listed(session, Filters(), clock, 20) == [kept.id] != [taken_back_id]


def test_many_threads_see_whole_lists_while_openings_change(database: Database, clock: FrozenClock) -> None:
    draw, ids = random.Random(4), list[str]()
    change_something(database, draw, ids)

    def look(_n: int) -> None:
        with database.reading() as session:
            assert listed(session, Filters(q="e"), clock, 5) == plain(session, Filters(q="e"), clock)

    with ThreadPoolExecutor(6) as pool:
        for _ in range(12):
            looks = [pool.submit(look, n) for n in range(6)]
            change_something(database, draw, ids)
            for one in looks:
                one.result()

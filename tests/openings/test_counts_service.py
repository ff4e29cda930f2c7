"""Counts are loaded whole or not at all; openings follow them, and a change reads live ones again."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from portal.__main__ import main
from portal.openings import counts_service, life_service, rescan_service, retention_service
from portal.openings.areas import TOO_FEW_TOGETHER
from portal.openings.detector.count_files import CountsError
from portal.openings.gate import examine
from portal.openings.models import LoadedCounts, Opening, PublicOpeningRow, PublishedGeneralisation
from portal.openings.rules import Action, State
from portal.settings import Settings
from portal.shared.actors import Role
from portal.shared.clock import FrozenClock
from portal.shared.registers import Area, Registers, load_registers
from tests.builders import Staff
from tests.openings.builders import Desk

HEADER = "kommunekode;branche;stoerrelse;antal_virksomheder;antal_arbejdssteder;kilde;periode\n"
MUNICIPALITIES = load_registers().of_kind("municipality")
MOVED = ("kommune-frederiksberg", "kommune-dragoer")


def table(**companies: int) -> str:
    """As many companies of a branch in every municipality."""
    rows = [
        f"{area.code};{branch};;{number};{number};Eksempel;2026"
        for area in MUNICIPALITIES
        for branch, number in companies.items()
    ]
    return HEADER + "\n".join(rows) + "\n"


def after_the_merger() -> Registers:
    """1 January 2027: two regions become one, as `areas.csv` would say it."""
    known = load_registers()
    old = {"region-hovedstaden", "region-sjaelland"}
    east = Area("region-oestdanmark", "region", "Region Østdanmark", "Region Eastern Denmark", "hele-landet")
    areas = tuple(
        replace(area, kind="former", parent=east.id)
        if area.id in old
        else replace(area, parent=east.id if area.parent in old else area.parent)
        for area in known.areas
    )
    return replace(known, areas=(east, *areas))


@pytest.fixture
def desk(staff: Staff, clock: FrozenClock) -> Desk:
    return Desk(staff, clock)


def load(desk: Desk, text: str) -> None:
    with desk.database.writing() as session:
        counts_service.load(session, text, actor=None, clock=desk.clock)


def shown(desk: Desk, opening: Opening) -> str | None:
    with desk.database.reading() as session:
        return session.scalar(select(PublicOpeningRow.area).where(PublicOpeningRow.id == opening.public_id))


def told(desk: Desk) -> list[tuple[str, str, bool]]:
    """Area and fagområde of everything published, and whether it still stands."""
    with desk.database.reading() as session:
        rows = session.scalars(select(PublishedGeneralisation)).all()
        return sorted((row.area, row.field, row.ended_on is None) for row in rows)


def test_a_table_that_is_refused_leaves_the_old_one_in_force(desk: Desk) -> None:
    load(desk, table(it=5))
    with pytest.raises(CountsError), desk.database.writing() as session:
        counts_service.load(session, HEADER + "0101;it;;5;5;Andet;2027\n", actor=None, clock=desk.clock)
    with desk.database.reading() as session:
        loaded = counts_service.loaded(session, desk.clock)
    assert loaded is not None
    assert (loaded.source, loaded.period, loaded.cells, loaded.is_old) == ("Eksempel", "2026", 98, False)


def test_the_newest_table_counts_and_the_one_before_is_kept(desk: Desk) -> None:
    for number in (4, 5, 6):
        load(desk, table(it=number))
    with desk.database.reading() as session:
        assert len(session.scalars(select(LoadedCounts)).all()) == 2
        counts = counts_service.ground_of(session, None).counts
    assert counts is not None and counts.companies(branches={"it"}, municipalities={"Aarhus"}) == 6


def test_after_eighteen_months_the_counts_are_old(desk: Desk, clock: FrozenClock) -> None:
    said = []
    for step in (lambda: None, lambda: load(desk, table(it=5)), lambda: clock.advance(timedelta(days=549))):
        step()
        with desk.database.reading() as session:
            said.append(counts_service.how_they_stand(session, clock))
    assert said == ["none", "", "old"]


def test_an_opening_shows_its_landsdel_where_the_counts_allow_it(desk: Desk) -> None:
    load(desk, table(it=5))
    opening = desk.published(desk.company(branch="it"))
    assert shown(desk, opening) == "byen-koebenhavn"
    assert told(desk) == [("byen-koebenhavn", "kommunikation-it", True)]


def test_a_later_opening_is_never_finer_than_the_first(desk: Desk) -> None:
    company = desk.company(branch="it")
    first = desk.published(company)
    load(desk, table(it=500))
    second = desk.published(company, title="Ryd op i et kartotek")
    assert shown(desk, first) == shown(desk, second) == "region-hovedstaden"


def test_what_is_taken_down_still_counts_and_the_gate_says_so_at_the_fagomraade(desk: Desk) -> None:
    load(desk, table(it=4, rådgivning=40))
    company = desk.company(branch="it")
    opening = desk.published(company)
    with desk.database.writing() as session:
        life_service.step(session, desk.author, opening.id, Action.WITHDRAW, clock=desk.clock)
    assert told(desk) == [("byen-koebenhavn", "kommunikation-it", False)]
    load(desk, table(it=2, rådgivning=40))
    draft = desk.draft(company, field="videnerhverv")
    with desk.database.reading() as session:
        examination = examine(draft, company, counts_service.ground_of(session, company.id))
    [finding] = examination.blocks
    assert (finding.field, finding.text, finding.why_da) == ("field", "Videnerhverv", TOO_FEW_TOGETHER)
    assert examination.leaks == ()


def test_the_title_that_readers_were_shown_counts_whatever_the_draft_says_later(desk: Desk) -> None:
    titles = {"title": "Bageriets hjemmeside", "title_en": "A bakery's site"}
    opening = desk.published(desk.company(branch="it"), **titles)
    with desk.database.writing() as session:
        for action in (Action.PAUSE, Action.REVISE):
            life_service.step(session, desk.author, opening.id, action, clock=desk.clock)
        session.get_one(Opening, opening.id).title = "En hjemmeside"
    with desk.database.reading() as session:
        [before] = counts_service.ground_of(session, opening.company_id).history
    assert before.title == "Bageriets hjemmeside A bakery's site"


@pytest.mark.parametrize(("after", "paused"), [(5, 0), (2, 1)])
def test_new_counts_pause_the_live_openings_whose_cell_fails(desk: Desk, after: int, paused: int) -> None:
    load(desk, table(it=5))
    opening = desk.published(desk.company(branch="it"))
    load(desk, table(it=after))
    assert rescan_service.rescan_live_openings(desk.database, desk.clock) == paused
    assert desk.stored(opening).state == (State.PAUSED if paused else State.PUBLISHED)
    with desk.database.reading() as session:
        notes = [step.note for step in life_service.steps_of(session, opening)]
    assert (rescan_service.NOW_TOO_FEW in notes) == bool(paused)


def test_regions_that_merge_take_live_openings_along_and_keep_what_was_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = desk.published()
    merged = after_the_merger()
    monkeypatch.setattr(counts_service, "load_registers", lambda: merged)
    assert rescan_service.rescan_live_openings(desk.database, desk.clock) == 0
    assert shown(desk, opening) == "region-oestdanmark"
    assert told(desk) == [
        ("region-hovedstaden", "kommunikation-it", False),
        ("region-oestdanmark", "kommunikation-it", True),
    ]


def test_one_opening_that_cannot_be_shown_again_pauses_and_holds_up_no_other(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    company = desk.company()
    twin, other = desk.published(company), desk.published(desk.company())
    with desk.database.writing() as session:
        # A named opening of the company that was public once has got the same sentences since.
        named = session.get_one(Opening, desk.draft(company).id)
        named.named, named.published_on = True, desk.clock.today()
    merged = after_the_merger()
    monkeypatch.setattr(counts_service, "load_registers", lambda: merged)
    assert rescan_service.rescan_live_openings(desk.database, desk.clock) == 1
    assert desk.stored(twin).state == State.PAUSED
    assert shown(desk, other) == "region-oestdanmark"


def test_a_landsdel_that_loses_municipalities_pauses_what_it_no_longer_hides(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(desk, table(it=4))
    opening = desk.published(desk.company(branch="it"))
    assert shown(desk, opening) == "byen-koebenhavn"
    known = load_registers()
    areas = tuple(replace(one, parent="nordsjaelland") if one.id in MOVED else one for one in known.areas)
    monkeypatch.setattr(counts_service, "load_registers", lambda: replace(known, areas=areas))
    assert rescan_service.rescan_live_openings(desk.database, desk.clock) == 1


def test_what_was_told_of_a_company_goes_with_the_company(desk: Desk, clock: FrozenClock) -> None:
    desk.published()
    kept = []
    for days in (40, 700, 60):
        clock.advance(timedelta(days=days))
        with desk.database.writing() as session:
            life_service.expire_due(session, clock)
            retention_service.purge(session, clock)
        kept.append(len(told(desk)))
    assert kept == [1, 1, 0]


def test_the_administrator_sees_the_counts_and_who_writes_openings_is_told_there_are_none(
    desk: Desk, staff: Staff
) -> None:
    administrator, writer = staff.client(staff.actor(Role.ADMINISTRATOR)), staff.client(desk.author)
    assert "Der er ikke indlæst tal" in administrator.get("/konsulent/virksomhedstal").text
    assert "Derfor viser opslag kun regionen" in writer.get("/konsulent/virksomheder").text
    assert "opslag viser kun regionen" in writer.get("/konsulent").text
    load(desk, table(it=5))
    page = administrator.get("/en/staff/company-counts").text
    assert "Eksempel" in page and "2026" in page
    assert "Derfor viser opslag kun regionen" not in writer.get("/konsulent/virksomheder").text


def test_the_branch_is_chosen_and_what_was_typed_before_stays_until_then(desk: Desk, staff: Staff) -> None:
    company = desk.company(branch="et gammelt ord")
    writer, path = staff.client(desk.author), f"/konsulent/virksomheder/{company.id}"
    assert "et gammelt ord" in writer.get(path).text
    writer.submit(path, name="Kvistgren Lyd ApS")
    assert "et gammelt ord" in writer.get(path).text
    writer.submit(path, branch="bageri")
    assert "et gammelt ord" not in writer.get(path).text


def test_the_command_loads_and_shows_and_refuses_with_the_line(
    desk: Desk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    settings: Settings,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("SAMTALEKLAR_DATA", str(settings.data))
    monkeypatch.setenv("SAMTALEKLAR_KEYRING", str(settings.keyring))
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text(table(it=5), "utf-8")
    bad.write_text(table(it=5).replace("0101;it;;5", "0101;it;;fem"), "utf-8")
    assert main(["counts", "show"]) == 1
    assert main(["counts", "load", str(good)]) == 0
    assert "source: Eksempel" in capsys.readouterr().out
    assert main(["counts", "load", str(bad)]) == 2
    assert "linje 2: antallet fem er ikke et helt tal" in capsys.readouterr().err
    assert main(["counts", "show"]) == 0
    assert "period: 2026" in capsys.readouterr().out


def test_the_count_speaks_at_the_fagomraade_to_the_writer_and_asks_the_reader(
    desk: Desk, staff: Staff
) -> None:
    load(desk, table(it=5))
    opening = desk.in_review(desk.company())
    reader = staff.client(desk.reader)
    reader.get(f"/konsulent/gennemsyn/{opening.id}")
    reader.submit("gaet", first="ved ikke")
    assert (
        "Virksomheden har ingen branche fra listen" in reader.get(f"/konsulent/gennemsyn/{opening.id}").text
    )
    draft = desk.draft(desk.company())
    page = staff.client(desk.author).get(f"/konsulent/opslag/{draft.id}").text
    assert "“Kommunikation og IT”. Virksomheden har ingen branche fra listen" in page

"""Openings from a file: each row checked as the page would, then drafts, and nothing of a company told."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from portal.__main__ import main
from portal.accounts.models import User
from portal.openings import draft_service, import_service, life_service
from portal.openings.import_report import report, summary
from portal.openings.import_service import Imported
from portal.openings.import_sheet import read_sheet
from portal.openings.models import Company, Opening, PublicOpeningRow
from portal.openings.rules import State
from portal.settings import Settings
from portal.shared.actors import Actor, Role
from portal.shared.audit import AuditEvent, AuditRow
from portal.shared.clock import FrozenClock
from portal.shared.database import Database
from portal.shared.errors import NotAllowedNow, NotFound
from tests.builders import Staff, make_team
from tests.openings.builders import A_COMPANY, AN_OPENING, Desk

GOOD = {
    "Virksomhed": A_COMPANY.name,
    "Slags": "Virksomhedspraktik",
    "Talentopgave": "x",
    "Titel": "Gør noget ved et nyhedsbrev",
    "Opgaver": AN_OPENING.tasks,
    "Dag": AN_OPENING.day,
    "Lærer": AN_OPENING.learn,
    "Kan føre til": AN_OPENING.job_goal,
    "Mentor": "teamleder",
    "Kompetencer": "nyhedsbrev, interview",
    "Fagområde": "kommunikation og it",
    "Timer": "30,0",
    "Uger": "4 uger",
    "Start": "11. januar 2027",
    "Arbejdssprog": "dansk",
    "Arbejdsform": "hybrid",
    "Virksomhedens ja": "20/11-2026",
}


@pytest.fixture
def desk(staff: Staff, clock: FrozenClock) -> Desk:
    return Desk(staff, clock)


@pytest.fixture
def company(desk: Desk) -> Company:
    return desk.company()


def file_of(tmp_path: Path, *rows: dict[str, str]) -> Path:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    quoted = [[f'"{row.get(name, "")}"' for name in columns] for row in rows]
    path = tmp_path / "opslag.csv"
    path.write_text("\n".join(";".join(line) for line in [columns, *quoted]), "utf-8")
    return path


def take(
    desk: Desk, tmp_path: Path, *rows: dict[str, str], author: Actor | None = None, keep_good: bool = False
) -> Imported:
    sheet = read_sheet(file_of(tmp_path, *rows))
    return import_service.import_sheet(
        desk.database, sheet, author=author, keep_good=keep_good, clock=desk.clock
    )


def stored(database: Database) -> list[Opening]:
    with database.reading() as session:
        return list(session.scalars(select(Opening).order_by(Opening.created_at, Opening.title)))


def refusals(imported: Imported) -> list[tuple[str, str]]:
    return [(remark.column, remark.text) for row in imported.rows for remark in row.refusals]


def test_a_row_becomes_a_draft_with_what_was_typed(desk: Desk, company: Company, tmp_path: Path) -> None:
    imported = take(desk, tmp_path, GOOD)
    assert refusals(imported) == [] and not imported.has_findings
    [opening] = stored(desk.database)
    assert imported.made == {2: opening.id}
    assert (opening.state, opening.public_id, opening.company_id) == (State.DRAFT, None, company.id)
    assert (opening.type, opening.talent, opening.hours, opening.weeks) == ("praktik", True, 30, 4)
    assert (opening.field, opening.language, opening.work_form) == ("kommunikation-it", "da", "hybrid")
    assert (str(opening.start), str(opening.company_yes_on)) == ("2027-01-11", "2026-11-20")
    assert opening.competences == ["nyhedsbrev", "interview"]
    assert (opening.author_id, opening.owner_id) == (desk.author.user_id, desk.author.user_id)


def test_all_or_nothing_unless_the_good_rows_were_asked_for(
    desk: Desk, company: Company, tmp_path: Path
) -> None:
    rows = [GOOD, GOOD | {"Titel": "", "Opgaver": "Noget helt andet."}]
    imported = take(desk, tmp_path, *rows)
    assert imported.has_findings and imported.made == {} and stored(desk.database) == []
    assert "række 2: i orden, men ikke gemt" in report(imported, "{}")
    kept = take(desk, tmp_path, *rows, keep_good=True)
    assert kept.has_findings and len(kept.made) == len(stored(desk.database)) == 1
    assert "1 kladde oprettet, 1 række afvist" in summary(kept)


@pytest.mark.parametrize(
    ("changes", "column", "words"),
    [
        ({"Virksomhed": "Kvistgren Lydværk"}, "Virksomhed", "står ikke på teamets liste"),
        ({"Virksomhed": ""}, "Virksomhed", "Vælg en virksomhed"),
        ({"Slags": "fritid"}, "Slags", "Skriv en af: Praktik"),
        ({"Slags": ""}, "Slags", "Vælg"),
        ({"Titel": "x" * 121}, "Titel", "for lang"),
        ({"Timer": "18,5"}, "Timer", "helt tal"),
        ({"Timer": "60"}, "Timer", "1 til 37"),
        ({"Start": "uge 3"}, "Start", "Skriv en dato"),
        ({"Virksomhedens ja": "1-1-2030"}, "Virksomhedens ja", "fremtiden"),
        ({"Arbejdssprog": "klingon"}, "Arbejdssprog", "Dansk og engelsk"),
        ({"Talentopgave": "måske"}, "Talentopgave", "ja eller nej"),
        ({"Ansvarlig": "ingen@eksempelby.example"}, "Ansvarlig", "ingen virksomhedskonsulent"),
        ({"Titel": "=1+1"}, "Titel", "formel"),
        ({"Opgaver": "Ring til os på 00 07 73 79."}, "Opgaver", "telefonnummer"),
    ],
)
def test_a_row_is_refused_by_field_and_reason(
    desk: Desk, company: Company, tmp_path: Path, changes: dict[str, str], column: str, words: str
) -> None:
    found = refusals(take(desk, tmp_path, GOOD | changes))
    assert [(name, words in text) for name, text in found] == [(column, True)]


def test_everything_that_is_wrong_with_a_row_is_told_at_once_and_once(
    desk: Desk, company: Company, tmp_path: Path
) -> None:
    wrong = {
        "Virksomhed": "Ukendt A/S",
        "Titel": "",
        "Opgaver": "=1+1",
        "Timer": "18,5",
        "Talentopgave": "=A1",
    }
    found = [column for column, _ in refusals(take(desk, tmp_path, GOOD | wrong))]
    assert sorted(found) == sorted(wrong)


def test_a_warning_and_what_lacks_are_told_and_imported(desk: Desk, company: Company, tmp_path: Path) -> None:
    row = GOOD | {"Opgaver": "Du hjælper vores kollega Mette Jensen med nyhedsbrevet.", "Dag": ""}
    imported = take(desk, tmp_path, row)
    assert len(imported.made) == 1
    said = "\n".join(report(imported, "https://x/{}"))
    assert "bemærk: Opgaver: Tegn" in said and "Mangler, før kladden kan læses igennem: Dag." in said


def test_no_message_tells_what_is_stored_of_a_company(desk: Desk, tmp_path: Path) -> None:
    desk.company(aliases=("Kanariealias",), brands=("Kanariebrand",), contact_name="Kanarie Kontaktsen")
    leaking = GOOD | {
        "Titel": "Skriv for Kanariealias",
        "Opgaver": "Spørg efter Kanarie Kontaktsen på 00 07 73 79, CVR 96282685.",
        "Dag": "Kanariebrand pakkes i Kringlegangen 14, 2100 København Ø.",
        "Virksomhed": A_COMPANY.name,
    }
    unknown = GOOD | {"Virksomhed": "Kanarienavn ApS"}
    imported = take(desk, tmp_path, leaking, unknown)
    said = "\n".join([*report(imported, "{}"), summary(imported)]).lower()
    for secret in ("kanarie", "00 07 73 79", "96282685", "kringlegangen", "kvistgren"):
        assert secret not in said
    assert {"Titel", "Opgaver", "Dag"} <= {column for column, _ in refusals(imported)}


def test_the_owner_is_named_in_the_row_or_by_the_author(
    desk: Desk, company: Company, staff: Staff, tmp_path: Path
) -> None:
    colleague = staff.actor(Role.COMPANY_CONSULTANT)
    take(
        desk,
        tmp_path,
        GOOD | {"Ansvarlig": colleague.email.upper()},
        GOOD,
        author=desk.author,
        keep_good=True,
    )
    owners = {opening.owner_id: opening.writer_ids for opening in stored(desk.database)}
    assert owners == {
        colleague.user_id: [colleague.user_id, desk.author.user_id],
        desk.author.user_id: [desk.author.user_id],
    }


def test_nobody_is_the_owner_where_there_are_two_teams_and_no_name(
    desk: Desk, company: Company, staff: Staff, tmp_path: Path
) -> None:
    with desk.database.writing() as session:
        other = make_team(session, "Et andet team").id
    staff.actor(Role.COMPANY_CONSULTANT, other)
    [(column, text)] = refusals(take(desk, tmp_path, GOOD))
    assert column == "Ansvarlig" and "--author" in text


def test_a_consultant_takes_nothing_of_another_team_s_companies(
    desk: Desk, company: Company, staff: Staff, tmp_path: Path
) -> None:
    with desk.database.writing() as session:
        other = make_team(session, "Et andet team").id
    stranger = staff.actor(Role.COMPANY_CONSULTANT, other)
    assert refusals(take(desk, tmp_path, GOOD, author=stranger))[0][0] == "Virksomhed"


def test_only_a_company_consultant_who_can_sign_in_is_an_author(desk: Desk) -> None:
    with pytest.raises(NotFound):
        import_service.find_author(desk.database, desk.reader.email)
    with desk.database.writing() as session:
        session.get_one(User, desk.author.user_id).disabled_at = desk.clock.now()
    with pytest.raises(NotFound):
        import_service.find_author(desk.database, desk.author.email)


def test_the_same_opening_twice_is_told_with_its_place(desk: Desk, company: Company, tmp_path: Path) -> None:
    earlier = desk.published(company)
    imported = take(desk, tmp_path, *[GOOD] * 6)
    assert len(imported.made) == 6
    said = report(imported, "https://x/{}")
    assert sum(f"https://x/{earlier.id}" in line for line in said) == 6
    assert sum("Ligner række 2." in line for line in said) == 1
    assert any("Ligner række 2, 3, 4 og 1 til." in line for line in said)


def test_an_import_is_written_down_without_what_was_in_it(
    desk: Desk, company: Company, tmp_path: Path
) -> None:
    take(desk, tmp_path, GOOD, GOOD | {"Titel": ""}, keep_good=True)
    with desk.database.reading() as session:
        row = session.scalars(select(AuditRow).where(AuditRow.event == AuditEvent.OPENING_IMPORT)).one()
    assert row.details == {"count": 1, "refused": 1}


# Attack 52: the ways into publication.


def test_an_import_publishes_nothing_and_its_drafts_pass_the_gate_on_the_stored_text(
    desk: Desk, company: Company, tmp_path: Path
) -> None:
    take(desk, tmp_path, GOOD)
    [opening] = stored(desk.database)
    with desk.database.reading() as session:
        assert session.scalars(select(PublicOpeningRow)).all() == []
    with desk.database.writing() as session:
        session.get_one(Opening, opening.id).learn = "Du lærer Natøre at kende."
    examination = draft_service.examine_stored(desk.database, desk.author, opening.id)
    with pytest.raises(NotAllowedNow), desk.database.writing() as session:
        life_service.submit(session, desk.author, opening.id, examination, clock=desk.clock, ring=desk.ring)


def test_a_company_that_changes_while_the_file_is_read_stops_the_import(
    desk: Desk, company: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = import_service.check_rows

    def check_then_learn(*given: object) -> object:
        rows = checked(*given)  # type: ignore[arg-type]
        with desk.database.writing() as session:
            session.get_one(Company, company.id).brands = ["udsendelser"]
        return rows

    monkeypatch.setattr(import_service, "check_rows", check_then_learn)
    with pytest.raises(NotAllowedNow):
        take(desk, tmp_path, GOOD)
    assert stored(desk.database) == []


# The command itself.


@pytest.fixture
def installed(settings: Settings, database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SAMTALEKLAR_DATA", str(settings.data))
    monkeypatch.setenv("SAMTALEKLAR_KEYRING", str(settings.keyring))
    yield


@pytest.mark.usefixtures("installed")
def test_the_template_s_example_can_be_imported(
    desk: Desk, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    desk.company(name="Tvendrup Lydværk ApS", aliases=("Tvendrup", "TLV"), domain="tvendrup-lydvaerk.example")
    assert main(["openings", "import", "--template"]) == 0
    path = tmp_path / "skabelon.csv"
    path.write_bytes(capsysbinary.readouterr().out)
    assert main(["openings", "import", str(path)]) == 0
    assert "bemærk".encode() not in capsysbinary.readouterr().out
    book = tmp_path / "skabelon.xlsx"
    assert main(["openings", "import", "--template", str(book)]) == 0
    assert main(["openings", "import", str(book)]) == 0
    assert len(stored(desk.database)) == 2


@pytest.mark.usefixtures("installed")
def test_the_command_ends_with_0_1_or_2(
    desk: Desk, company: Company, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = str(file_of(tmp_path, GOOD))
    assert main(["openings", "import", good]) == 0
    said = capsys.readouterr()
    assert "kladde http://" in said.out and "1 kladde oprettet" in said.err
    bad = str(file_of(tmp_path, GOOD | {"Titel": ""}))
    assert main(["openings", "import", bad]) == 1
    assert main(["openings", "import", bad, "--keep-good"]) == 1
    assert main(["openings", "import", str(file_of(tmp_path, {"Overskrift": "a"}))]) == 1
    assert main(["openings", "import", good, "--author", "ingen@eksempelby.example"]) == 2
    assert main(["openings", "import", str(tmp_path / "findes-ikke.csv")]) == 2
    assert main(["openings", "import"]) == 2
    assert main(["openings", "import", "--template", good]) == 2
    assert "Traceback" not in capsys.readouterr().err

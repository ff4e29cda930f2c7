"""Mine samtaler: codes typed from hearing, sheets on one screen."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.preparation.answers import Proposal
from portal.preparation.models import FormSession, SheetOpened
from portal.shared.actors import Actor, Role
from portal.shared.audit import AuditRow
from portal.shared.clock import FrozenClock
from portal.shared.database import Database
from tests.agreements.builders import A_SHEET
from tests.builders import Staff
from tests.databases import refusing
from tests.openings.builders import Desk
from tests.page import PageClient, text_of
from tests.preparation.builders import House, unknown_locator, wrong_secret

OPENING = "8c9b0c3e-0000-4000-8000-000000000000"


def sheet_code(house: House, *, at: str = "10:30", on: str = "2026-12-01", **changes: object) -> str:
    meeting = replace(A_SHEET.meeting, at=at, on=on)
    candidate = house.candidate(replace(A_SHEET, meeting=meeting, **changes))  # type: ignore[arg-type]
    return candidate.share()


def type_codes(desk: PageClient, codes: str, status: int = 200) -> str:
    desk.get("/konsulent/samtaler")
    return desk.submit("/konsulent/samtaler", codes=codes, status=status).text


def code_field(desk: PageClient) -> str:
    assert desk.page
    return "".join(next(desk.page.tree.iter("textarea")).itertext()).strip()


def opened_count(database: Database) -> int:
    with database.reading() as session:
        return session.scalars(select(func.count()).select_from(SheetOpened)).one()


def test_one_code_leads_straight_to_the_sheet(house: House, desk: PageClient) -> None:
    code = sheet_code(house)

    said = type_codes(desk, code.lower().replace("-", " "))

    assert desk.page and desk.page.heading == "kl. 10.30, telefon"
    assert "1. december 2026 · første gang hos kommunen · dansk · ingen tolk · bisidder med" in said
    assert "Må jeg tage et vikariat?" in said
    assert "Hvad er rådighed?" in said
    assert "Et arkiv" in said
    assert "Gøre et register søgbart. Vil lære: metadata." in said
    assert "Fuldmægtig" in said
    assert "Kulturområdet. Frist: 4. december. Står i joblog eller på Jobnet." in said
    assert "Kun min egen" not in said


def test_several_codes_open_in_the_order_of_the_conversations(house: House, desk: PageClient) -> None:
    codes = [sheet_code(house, at=at, on=on) for at, on in (("9.30", "2026-12-02"), ("13.15", "2026-12-01"))]
    codes.append(sheet_code(house, at="9:00", on="2026-12-01"))

    type_codes(desk, f"{codes[0]}, {codes[1]}\n\nSamtalekode: {codes[2].lower()}")

    assert desk.page
    main = next(desk.page.tree.iter("main"))
    assert [text_of(a) for a in main.iter("a")] == [
        "kl. 9.00, telefon",
        "kl. 13.15, telefon",
        "kl. 9.30, telefon",
    ]
    assert "Samtale 1 af 3" in desk.follow("kl. 9.00").text
    assert "Samtale 2 af 3" in desk.follow("Næste ark").text


def test_a_wrong_symbol_is_told_with_the_number_of_the_code_and_costs_no_try(
    house: House, desk: PageClient, database: Database
) -> None:
    good, other = sheet_code(house), sheet_code(house, at="11:00")
    wrong = other[:-1] + ("A" if other[-1] != "A" else "B")

    said = type_codes(desk, f"{good}\n{wrong}", status=422)

    assert f"Kode 2 ({wrong[:5]} …) har et forkert tegn." in said
    assert "Ét ark er åbnet." in said
    assert "kl. 10.30, telefon" in said
    assert code_field(desk) == wrong
    with database.reading() as session:
        refused = select(func.count()).where(AuditRow.event == "preparation:code:refuse")
        assert session.scalars(refused).one() == 0


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("7KQ4M-2P9XW-T3HB", "Kode 1 har 14 tegn. En samtalekode har 15."),
        ("7KQ4M-2P9XW-T3HÆB", "har et tegn, som koder ikke bruger"),
        ("", "Skriv en samtalekode."),
        ("\n".join(["7KQ4M-2P9XW-T3HB" + c for c in "0123456789A"]), "flere end ti koder"),
    ],
)
def test_what_is_no_code_is_told_kindly_and_kept(desk: PageClient, typed: str, message: str) -> None:
    said = type_codes(desk, typed, status=422)

    assert message in said
    assert desk.page and desk.page.title.startswith("Fejl: ")
    assert code_field(desk).replace("-", "") == typed.replace("-", "")


def test_an_owner_code_is_recognised_never_used_and_not_shown_again(
    house: House, desk: PageClient, database: Database
) -> None:
    candidate = house.candidate(A_SHEET)
    good = candidate.share()

    said = type_codes(desk, f"{candidate.owner_code}\n{good}", status=422)

    assert "Kode 1 er kandidatens egen kode." in said
    assert "Ét ark er åbnet." in said
    assert desk.page and candidate.owner_code.split("-")[4] not in desk.page.html
    assert opened_count(database) == 1


@pytest.mark.parametrize("spoil", [wrong_secret, unknown_locator])
def test_a_code_that_opens_nothing_says_the_same_whether_it_exists_or_not(
    house: House, desk: PageClient, spoil: object
) -> None:
    said = type_codes(desk, spoil(sheet_code(house)), status=422)  # type: ignore[operator]

    assert "åbner ikke noget ark. Den kan være trukket tilbage eller for gammel." in said


def test_the_eleventh_wrong_code_has_to_wait_and_right_ones_use_no_try(
    house: House, desk: PageClient
) -> None:
    for _ in range(2):
        type_codes(desk, "\n".join(sheet_code(house) for _ in range(3)))
    for _ in range(10):
        type_codes(desk, unknown_locator(sheet_code(house)), status=422)

    said = type_codes(desk, unknown_locator(sheet_code(house)), status=429)

    assert "blev ikke prøvet" in said
    assert code_field(desk)


def test_no_sheet_is_opened_without_its_audit_row(house: House, desk: PageClient, database: Database) -> None:
    code = sheet_code(house)
    with refusing(database, "INSERT INTO audit_rows"):
        type_codes(desk, code, status=500)

    assert opened_count(database) == 0
    with database.reading() as session:
        opened = select(func.count()).where(FormSession.staff_session_id.is_not(None))
        assert session.scalars(opened).one() == 0


def test_every_look_at_a_sheet_leaves_a_trace(
    house: House, desk: PageClient, database: Database, consultant: Actor
) -> None:
    type_codes(desk, sheet_code(house))

    with database.reading() as session:
        rows = session.scalars(select(AuditRow).order_by(AuditRow.position)).all()
    events = [(row.event, row.actor_id) for row in rows if row.event.startswith("preparation:sheet")]
    assert events == [
        ("preparation:sheet:open", consultant.user_id),
        ("preparation:sheet:view", consultant.user_id),
    ]


def test_a_closed_sheet_is_off_the_desk(house: House, desk: PageClient) -> None:
    type_codes(desk, sheet_code(house))
    assert desk.page
    address = desk.page.url

    desk.submit("/luk")

    assert "Ingen ark er åbne." in desk.page.text
    assert "Skriv samtalekoden igen." in desk.get(address, status=404).text


def test_a_colleague_cannot_open_or_close_what_is_on_my_desk(
    house: House, desk: PageClient, staff: Staff
) -> None:
    type_codes(desk, sheet_code(house))
    assert desk.page
    address = desk.page.url
    colleague = staff.sign_in(Role.EMPLOYMENT_CONSULTANT)

    assert colleague.get("/konsulent/samtaler").text.count("kl. 10.30") == 0
    colleague.get(address, status=404)
    colleague.post(address + "/luk", status=404)
    assert desk.get(address).heading == "kl. 10.30, telefon"


def test_a_sheet_dies_with_its_code(house: House, desk: PageClient, clock: FrozenClock) -> None:
    type_codes(desk, sheet_code(house, on="2026-11-24"))
    clock.advance(timedelta(days=2))

    assert "Ingen ark er åbne." in desk.get("/konsulent/samtaler").text


def test_the_newest_openings_of_the_fields_lie_beside_the_sheet(
    house: House, desk: PageClient, staff: Staff, clock: FrozenClock
) -> None:
    company_desk = Desk(staff, clock)
    titles = ["Skriv et nyhedsbrev", "Ryd op i et arkiv", "Test en hjemmeside", "Oversæt en vejledning"]
    for title in titles:
        company_desk.published(title=title)
        clock.advance(timedelta(days=7))
    company_desk.published(title="Regn på et byggeri", field="bygge-groen")

    said = type_codes(desk, sheet_code(house, on="2026-12-24"))

    assert [title in said for title in titles] == [False, True, True, True]
    assert "Regn på et byggeri" not in said
    assert "Kvistgren" not in said


def test_an_opening_the_candidate_wrote_about_is_one_click_away(house: House, desk: PageClient) -> None:
    proposal = Proposal(opening_id=OPENING, opening_title="Regn på et byggeri", contact="Vil gerne høre mere")
    type_codes(desk, sheet_code(house, proposals=(proposal,)))

    assert desk.page
    links = {text_of(a): a.get("href") for a in next(desk.page.tree.iter("main")).iter("a")}
    assert links["Opslaget: Regn på et byggeri."] == f"/opslag/{OPENING}"


def test_modules_that_answer_the_agenda_lie_beside_the_sheet(house: House, desk: PageClient) -> None:
    said = type_codes(desk, sheet_code(house))

    assert "At stå til rådighed" in said


def test_an_empty_sheet_says_what_to_do(house: House, desk: PageClient) -> None:
    code = house.candidate(replace(A_SHEET, agenda=(), questions=A_SHEET.questions.__class__(), adverts=(),
                                   fields=(), proposals=())).share()  # fmt: skip

    said = type_codes(desk, code)

    assert "Spørg, hvad der er vigtigst i dag." in said
    assert "Praktikforslag" not in said


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.EMPLOYMENT_CONSULTANT])
def test_to_other_roles_the_pages_do_not_exist(staff: Staff, role: Role) -> None:
    client = staff.sign_in(role)

    client.get("/konsulent/samtaler", status=404)
    client.post("/konsulent/samtaler", {"codes": "x"}, status=404)
    client.get("/konsulent/aftale", status=404)
    client.post("/konsulent/aftale", {"what": "x"}, status=404)
    client.get("/konsulent/samtaler/8c9b0c3e-0000-4000-8000-000000000000", status=404)


def test_nobody_who_is_signed_out_gets_further_than_the_sign_in_page(client: PageClient) -> None:
    assert client.get("/konsulent/samtaler").heading == "Log ind på konsulentbordet"
    assert client.get("/en/staff/agreement").heading == "Sign in to the consultants’ desk"


def test_the_desk_is_there_in_english(house: House, desk: PageClient) -> None:
    code = sheet_code(house)
    desk.get("/en/staff/conversations")

    page = desk.submit("/en/staff/conversations", codes=code[:-1], status=422)
    assert "Code 1 has 14 characters." in page.text
    page = desk.submit("/en/staff/conversations", codes=code)

    assert page.heading == "10:30, telephone"
    assert 'lang="da"' in page.html
    assert "Close the sheet" in page.text


def test_no_code_stands_in_the_log_or_an_address(
    house: House, desk: PageClient, caplog: pytest.LogCaptureFixture
) -> None:
    code = sheet_code(house)
    with caplog.at_level("DEBUG"):
        type_codes(desk, f"{code}\n7KQ4M-2P9XW-T3HB", status=422)

    logged = caplog.text + str([vars(record) for record in caplog.records])
    for symbols in (code, code.replace("-", ""), "7KQ4M"):
        assert symbols not in logged

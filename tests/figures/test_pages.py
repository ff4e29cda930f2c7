"""The figures' page and file: who reads them, what they show, and what one month tells of another."""

import csv
import io
from datetime import timedelta

import pytest

from portal.figures import service
from portal.figures.months import lines
from portal.figures.routes import READERS
from portal.figures.views import safe
from portal.shared import tally
from portal.shared.actors import Role
from portal.shared.clock import FrozenClock
from portal.shared.database import Database
from portal.shared.tally import Measure
from tests.builders import Staff
from tests.page import Page, PageClient, text_of

FIELDS = ("kommunikation-it", "videnerhverv", "offentlig", "handel-service", "bygge-groen")
BOTH = [("/konsulent/tal", "/konsulent/tal.csv"), ("/en/staff/figures", "/en/staff/figures.csv")]


def add(
    database: Database, month: str, measure: Measure, counts: dict[str, int], kind: str = "praktik"
) -> None:
    with database.writing() as session:
        for field, by in counts.items():
            tally.add(session, month, measure, field=field, type=kind, by=by)


def a_month(database: Database, month: str, enquiries: dict[str, int]) -> None:
    add(database, month, Measure.OPENINGS_PUBLISHED, dict.fromkeys(FIELDS, 2) | {"offentlig": 1})
    add(database, month, Measure.ENQUIRIES_RECEIVED, enquiries)


def row(page: Page, table: str, name: str) -> list[str]:
    """The cells of a line of the table with this caption id."""
    found = next(t for t in page.tree.iter("table") if t.find("caption[@id='" + table + "']") is not None)
    line = next(r for r in found.iter("tr") if text_of(r[0]) == name)
    return [text_of(one) for one in line[1:]]


@pytest.mark.parametrize("one", list(Role))
def test_managers_administrators_and_consultants_read_them_and_editors_do_not(
    staff: Staff, one: Role
) -> None:
    client = staff.sign_in(one)
    for page, file in BOTH:
        status = 200 if one in READERS else 404
        assert client.http.get(page).status_code == status
        assert client.http.get(file).status_code == status


def test_who_is_not_signed_in_is_asked_to(client: PageClient) -> None:
    for path in (*BOTH[0], *BOTH[1]):
        answer = client.http.get(path, follow_redirects=False)
        assert answer.status_code == 303 and "next=" in answer.headers["location"]


def test_before_the_first_month_is_over_the_page_says_when_it_will_be(
    staff: Staff, database: Database
) -> None:
    a_month(database, "2026-11", dict.fromkeys(FIELDS, 9))
    page = staff.sign_in(Role.MANAGER).get("/konsulent/tal")
    assert "Se igen den 1. december 2026." in page.text
    assert list(page.tree.iter("table")) == []


def test_a_month_is_shown_from_the_first_minute_of_the_next(
    staff: Staff, database: Database, clock: FrozenClock
) -> None:
    a_month(database, "2026-11", dict.fromkeys(FIELDS, 9))
    manager = staff.sign_in(Role.MANAGER)
    clock.moment = clock.moment.replace(day=30, hour=22, minute=59)
    assert "2026-11" not in manager.get("/konsulent/tal").html
    clock.advance(timedelta(minutes=1))
    page = manager.get("/konsulent/tal")
    assert row(page, "by-field", "Henvendelser") == ["9", "9", "9", "9", "9", "45"]
    assert row(page, "by-kind", "Henvendelser") == ["45", "0", "0", "0", "45"]


def test_a_small_row_is_hidden_with_another_and_the_openings_are_exact(
    staff: Staff, database: Database
) -> None:
    a_month(database, "2026-10", dict(zip(FIELDS, (12, 8, 7, 9, 2), strict=True)))
    page = staff.sign_in(Role.MANAGER).get("/konsulent/tal")
    assert row(page, "by-field", "Opslag slået op") == ["2", "2", "1", "2", "2", "9"]
    assert row(page, "by-field", "Henvendelser") == ["12", "8", "skjult", "9", "skjult", "38"]
    assert row(page, "over-time", "Startet") == ["skjult"]


def test_a_small_month_says_so_in_the_table_and_beside_its_bar(staff: Staff, database: Database) -> None:
    a_month(database, "2026-09", {"offentlig": 3})
    a_month(database, "2026-10", dict.fromkeys(FIELDS, 9))
    page = staff.sign_in(Role.MANAGER).get("/en/staff/figures")
    assert row(page, "over-time", "Enquiries") == ["fewer than 5", "45"]
    assert "September 2026: fewer than 5. October 2026: 45." in page.text


def test_the_share_in_time_is_shown_when_both_its_numbers_are(staff: Staff, database: Database) -> None:
    for month, answered in (("2026-08", 3), ("2026-09", 40), ("2026-10", 45)):
        a_month(database, month, dict.fromkeys(FIELDS, 9))
        add(database, month, Measure.ANSWERED_IN_TIME, {"offentlig": 0, FIELDS[0]: answered})
    page = staff.sign_in(Role.MANAGER).get("/konsulent/tal")
    assert row(page, "over-time", "Besvaret til tiden, andel") == ["skjult", "89 %", "100 %"]


def test_a_month_can_be_chosen_and_one_that_is_not_there_gets_help(staff: Staff, database: Database) -> None:
    for month, count in (("2026-09", 6), ("2026-10", 9)):
        a_month(database, month, dict.fromkeys(FIELDS, count))
    manager = staff.sign_in(Role.MANAGER)
    manager.get("/konsulent/tal")
    page = manager.submit("/konsulent/tal", month="2026-09")
    assert row(page, "by-field", "Henvendelser")[-1] == "30"
    for wrong in ("2026-11", "1999-01", "<script>", "2026-10-01"):
        page = manager.get(f"/konsulent/tal?month={wrong}", status=422)
        assert "Vælg en måned, der er slut." in page.text
        assert row(page, "by-field", "Henvendelser")[-1] == "45"
        assert "<script>" not in page.html


def test_no_month_tells_of_another(database: Database, clock: FrozenClock) -> None:
    """What is shown of a month depends on its own counts alone, so two months are two closed boxes."""
    a_month(database, "2026-09", dict(zip(FIELDS, (12, 8, 7, 9, 2), strict=True)))
    with database.reading() as session:
        before = [list(lines(month)) for month in service.months(session, clock)]
    a_month(database, "2026-10", dict(zip(FIELDS, (12, 8, 7, 9, 3), strict=True)))
    with database.reading() as session:
        after = [list(lines(month)) for month in service.months(session, clock)]
    assert after[1] == before[1]


def test_a_row_is_hidden_once_something_was_published_in_it(database: Database, clock: FrozenClock) -> None:
    """Before that everybody knows that it is empty, and hiding it would take another one with it."""
    a_month(database, "2026-09", dict.fromkeys(FIELDS, 9))
    a_month(database, "2026-10", dict.fromkeys(FIELDS, 9))
    add(database, "2026-10", Measure.OPENINGS_PUBLISHED, {FIELDS[0]: 1}, kind="job")
    with database.reading() as session:
        october, september = service.months(session, clock)
    of_kinds = [month.by_kind[Measure.ENQUIRIES_RECEIVED].rows for month in (september, october)]
    assert of_kinds[0] == {"praktik": 45, "job": 0, "loentilskud": 0, "vejledning": 0}
    assert of_kinds[1] == {"praktik": None, "job": None, "loentilskud": 0, "vejledning": 0}


def test_both_tables_and_their_total_leave_out_what_the_register_no_longer_knows(
    database: Database, clock: FrozenClock
) -> None:
    a_month(database, "2026-10", dict.fromkeys(FIELDS, 9))
    add(database, "2026-10", Measure.ENQUIRIES_RECEIVED, {"nedlagt": 7})
    add(database, "2026-10", Measure.ENQUIRIES_RECEIVED, {FIELDS[0]: 7}, kind="nedlagt")
    with database.reading() as session:
        month = service.months(session, clock)[0]
    assert month.by_field[Measure.ENQUIRIES_RECEIVED].total == 45
    assert month.by_kind[Measure.ENQUIRIES_RECEIVED].total == 45


@pytest.mark.parametrize(("page", "file"), BOTH)
def test_the_file_says_exactly_what_the_page_says(
    staff: Staff, database: Database, page: str, file: str
) -> None:
    a_month(database, "2026-10", dict(zip(FIELDS, (12, 8, 7, 9, 2), strict=True)))
    manager = staff.sign_in(Role.MANAGER)
    shown = manager.get(page)
    answer = manager.http.get(file)
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"].startswith("attachment")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert {len(one) for one in rows} == {5}
    name = "Enquiries" if "/en/" in page else "Henvendelser"
    place = "Field" if "/en/" in page else "Fagområde"
    cells = [one[4] for one in rows if one[1] == name and one[2] == place]
    assert cells == row(shown, "by-field", name)[:-1]
    assert not [one for line in rows for one in line if one.startswith(("=", "+", "-", "@"))]


def test_a_cell_is_never_a_formula() -> None:
    assert [safe(text) for text in ("=1+1", "@a", "-2", "tre")] == ["'=1+1", "'@a", "'-2", "tre"]

"""A series is written once and yields its dates, over both changes of the clock and around holidays."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from icalendar import Calendar

from portal.catalogue.content_pages import read_content
from portal.catalogue.front_matter import WebinarHead
from portal.catalogue.webinar_calendar import calendar, calendars
from portal.catalogue.webinar_list import webinar_list
from portal.catalogue.webinar_months import month_view
from portal.catalogue.webinar_page import webinar_page
from portal.catalogue.webinar_topics import topic_view
from portal.catalogue.webinars import Webinar, of_page, webinars
from tests.catalogue.builders import ContentFolder

NOW = datetime(2027, 1, 1, tzinfo=UTC)
SITE = "https://samtaleklar.example"
FILES = ("webinars/start.md", "webinars/start.en.md")
START = "start: 2027-01-14T10:00\n"


def repeated(content: ContentFolder, lines: str, start: str = "2027-01-14T10:00") -> ContentFolder:
    for file in FILES:
        content.change(file, START, f"start: {start}\nrepeats:\n{lines}")
    return content


def found(content: ContentFolder) -> list[Webinar]:
    return webinars(read_content(content.root), "da")


def days(content: ContentFolder) -> list[str]:
    return [f"{webinar.start:%m-%d}" for webinar in found(content)]


@pytest.mark.parametrize(
    ("every", "until", "expected"),
    [
        ("week", "2027-02-04", ["01-14", "01-21", "01-28", "02-04"]),
        ("two-weeks", "2027-02-20", ["01-14", "01-28", "02-11"]),
        ("four-weeks", "2027-03-20", ["01-14", "02-11", "03-11"]),
        ("month", "2027-05-20", ["01-14", "02-11", "03-11", "04-08", "05-13"]),
    ],
)
def test_a_series_yields_its_dates(
    content: ContentFolder, every: str, until: str, expected: list[str]
) -> None:
    repeated(content, f"  every: {every}\n  until: {until}\n")

    assert content.errors() == []
    assert days(content) == expected


def test_it_begins_at_the_same_hour_in_copenhagen_over_both_changes_of_the_clock(
    content: ContentFolder,
) -> None:
    repeated(content, "  every: four-weeks\n  until: 2027-12-01\n")

    times = found(content)

    assert {f"{one.start:%H:%M}" for one in times} == {"10:00"}
    hours = {one.start.date(): one.start.astimezone(UTC).hour for one in times}
    assert (hours[date(2027, 3, 11)], hours[date(2027, 4, 8)]) == (9, 8)
    assert (hours[date(2027, 10, 21)], hours[date(2027, 11, 18)]) == (8, 9)
    read = Calendar.from_ical(calendar(times, "da", SITE)).walk("VEVENT")
    assert [event.decoded("dtstart").astimezone(UTC) for event in read] == [
        one.start.astimezone(UTC) for one in times
    ]


def test_danish_holidays_are_skipped_only_if_the_series_says_so(content: ContentFolder) -> None:
    repeated(content, "  every: week\n  until: 2027-05-13\n  skip_holidays: true\n")

    assert not {"03-25", "05-06"} & set(days(content))
    for file in FILES:
        content.change(file, "skip_holidays: true", "skip_holidays: false")
    assert {"03-25", "05-06"} <= set(days(content))


EXCEPTIONS = """  every: week
  until: 2027-02-11
  exceptions:
    - planned: 2027-01-21
      moved_to: 2027-01-22T13:00
    - planned: 2027-01-28
      cancelled: true
"""


def test_one_date_is_moved_and_one_cancelled_and_both_stay_the_events_they_were(
    content: ContentFolder,
) -> None:
    repeated(content, "  every: week\n  until: 2027-02-11\n")
    before = Calendar.from_ical(calendar(found(content), "da", SITE)).walk("VEVENT")
    for file in FILES:
        content.change(file, "  every: week\n  until: 2027-02-11\n", EXCEPTIONS)
    assert content.errors() == []

    after = Calendar.from_ical(calendar(found(content), "da", SITE)).walk("VEVENT")

    assert {str(one["uid"]) for one in after} == {str(one["uid"]) for one in before}
    assert len({UUID(str(one["uid"])) for one in after}) == 5
    said = [(f"{one.decoded('dtstart'):%d %H}", int(one["sequence"]), str(one["status"])) for one in after]
    assert said[:4] == [
        ("14 10", 0, "CONFIRMED"),
        ("22 13", 1, "CONFIRMED"),
        ("28 10", 1, "CANCELLED"),
        ("04 10", 0, "CONFIRMED"),
    ]


def test_one_date_is_the_same_event_in_its_own_file_in_that_of_the_series_and_in_that_of_all(
    content: ContentFolder,
) -> None:
    repeated(content, EXCEPTIONS)

    files = calendars(found(content), "da")

    assert len(files["webinarer.ics"]) == len(files["webinarer/start.ics"]) == 5
    (alone,) = files["webinarer/start/2027-01-21.ics"]
    assert alone in files["webinarer.ics"]
    assert alone in files["webinarer/start.ics"]
    english = calendars(webinars(read_content(content.root), "en"), "en")
    assert "en/webinars/start/2027-01-21.ics" in english


def test_a_revision_raises_the_number_of_every_event(content: ContentFolder) -> None:
    for file in FILES:
        content.change(file, START, f"{START}revision: 3\nlink: https://moede.example/abc\n")

    made = calendar(found(content), "da", SITE)

    (event,) = Calendar.from_ical(made).walk("VEVENT")
    assert int(event["sequence"]) == 3
    assert b"CONFERENCE;" in made


@pytest.mark.parametrize(
    ("lines", "line", "said"),
    [
        ("  every: day\n  until: 2027-02-11\n", 10, "`every` kan ikke bruges"),
        ("  every: week\n", 9, "`repeats` mangler `until`"),
        ("  every: week\n  until: 2027-01-15\n", 11, "kun én dato"),
        ("  every: week\n  until: 2030-01-15\n", 11, "over 120 datoer"),
        (EXCEPTIONS.replace("planned: 2027-01-28", "planned: 2027-01-27"), 15, "giver ingen dato"),
        (EXCEPTIONS.replace("planned: 2027-01-28", "planned: 2027-01-21"), 15, "allerede en undtagelse"),
        (EXCEPTIONS.replace("2027-01-22T13:00", "2027-01-21T10:00"), 14, "den tid, serien selv giver"),
        (EXCEPTIONS.replace("      cancelled: true\n", ""), 15, "enten `cancelled: true` eller"),
        (EXCEPTIONS.replace("cancelled", "aflyst"), 16, "`aflyst`"),
    ],
)
def test_a_fault_in_a_series_is_named_with_its_line(
    content: ContentFolder, lines: str, line: int, said: str
) -> None:
    repeated(content, lines)

    assert any(f"{FILES[0]}:{line}:" in one and said in one for one in content.errors()), content.errors()


@pytest.mark.parametrize(
    ("start", "lines", "said"),
    [
        ("2027-01-29T10:00", "  every: month\n  until: 2027-06-30\n", "femte uge"),
        ("2027-03-25T10:00", "  every: week\n  until: 2027-06-30\n  skip_holidays: true\n", "helligdag"),
        ("2027-03-21T02:30", "  every: week\n  until: 2027-04-30\n", "uret stilles"),
    ],
)
def test_a_series_that_cannot_begin_like_that_is_refused(
    content: ContentFolder, start: str, lines: str, said: str
) -> None:
    repeated(content, lines, start)

    assert any(said in one for one in content.errors()), content.errors()


def test_both_languages_have_the_same_series(content: ContentFolder) -> None:
    repeated(content, EXCEPTIONS)
    content.change(FILES[1], "  until: 2027-02-11", "  until: 2027-02-04")

    assert any("`repeats` skal være det samme" in one for one in content.errors())


def test_an_unknown_field_or_track_is_refused(content: ContentFolder) -> None:
    content.change(FILES[0], START, f"{START}fields: [kommunikation-it, blomster]\n")
    assert any("`blomster` er ikke et fagområde" in one for one in content.errors())
    content.change(FILES[0], "fields: [kommunikation-it, blomster]", "tracks: [alle]")
    assert any("`tracks` kan ikke bruges" in one for one in content.errors())


def test_the_list_has_one_row_for_a_series_with_its_next_date(content: ContentFolder) -> None:
    repeated(content, EXCEPTIONS)

    listed = webinar_list(found(content), "da", datetime(2027, 1, 15, tzinfo=UTC), site_url=SITE)

    assert listed.count("<li>") == 1
    assert "fredag den 22. januar 2027, kl. 13.00–13.45 · og 2 gange til" in listed
    assert "Flyttet" in listed


def test_the_months_hold_every_date_and_say_what_became_of_it(content: ContentFolder) -> None:
    repeated(content, EXCEPTIONS)

    shown = month_view(found(content), "da", NOW)

    assert shown.count("<table") == 2
    assert 'href="#m2027-02">februar 2027' in shown
    assert "Fredag den 22. januar" in shown
    assert shown.index("Flyttet") < shown.index("Aflyst")
    assert "ingen webinarer" in month_view(found(content), "da", datetime(2028, 1, 1, tzinfo=UTC))


def test_the_topics_show_only_what_is_to_come(content: ContentFolder) -> None:
    for file in FILES:
        content.change(file, START, f"{START}tracks: [dimittend]\nfields: [kommunikation-it]\n")

    shown = topic_view(found(content), "da", NOW)

    assert 'id="spor-dimittend">Nyuddannede' in shown
    assert 'id="fag-kommunikation-it">Kommunikation og IT' in shown
    assert "Dem med erfaring" not in shown
    assert "ingen nye" in topic_view(found(content), "da", datetime(2028, 1, 1, tzinfo=UTC))


def page_head(content: ContentFolder) -> WebinarHead:
    head = read_content(content.root).by_id["webinar-start", "da"].head
    assert isinstance(head, WebinarHead)
    return head


def test_the_data_for_search_engines_says_time_and_state_and_names_no_person(content: ContentFolder) -> None:
    content.change(FILES[0], 'title: "', 'title: "</script>')
    page = webinar_page(of_page(page_head(content), "da"), "Samtaleklar", SITE, NOW)

    assert '"startDate": "2027-01-14T10:00:00+01:00"' in page.json_ld
    assert "EventScheduled" in page.json_ld
    assert "OnlineEventAttendanceMode" in page.json_ld
    assert "</script>" not in page.json_ld
    assert "Team" not in page.json_ld
    assert "performer" not in page.json_ld


def test_the_data_of_a_series_holds_its_coming_dates(content: ContentFolder) -> None:
    repeated(content, EXCEPTIONS)

    later = datetime(2027, 1, 20, tzinfo=UTC)
    page = webinar_page(of_page(page_head(content), "da"), "Samtaleklar", SITE, later)

    assert page.json_ld.count('"startDate"') == 4
    assert "EventRescheduled" in page.json_ld
    assert "EventCancelled" in page.json_ld
    assert page.held == "Er allerede holdt én gang."
    assert [one.calendar for one in page.dates][:2] == ["/webinarer/start/2027-01-21.ics", ""]

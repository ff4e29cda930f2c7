"""Webinars: the list, and calendars that any calendar program reads."""

from datetime import UTC, datetime, timedelta

from icalendar import Calendar

from portal.catalogue.content_pages import read_content
from portal.catalogue.webinar_calendar import calendar
from portal.catalogue.webinars import Webinar, past_note, webinar_list, webinars
from tests.catalogue.builders import ContentFolder

BEFORE, AFTER = datetime(2027, 1, 1, tzinfo=UTC), datetime(2027, 2, 1, tzinfo=UTC)
FILES = ("webinars/start.md", "webinars/start.en.md")


def found(content: ContentFolder) -> list[Webinar]:
    return webinars(read_content(content.root), "da")


def event(made: bytes) -> "Calendar":
    return next(iter(Calendar.from_ical(made).walk("VEVENT")))


def test_the_calendar_gives_the_time_in_copenhagen_with_its_zone(content: ContentFolder) -> None:
    made = calendar(found(content), "da", "https://samtaleklar.example/")

    read = event(made)
    assert read.decoded("dtstart").astimezone(UTC) == datetime(2027, 1, 14, 9, 0, tzinfo=UTC)
    assert read.decoded("dtend") - read.decoded("dtstart") == timedelta(minutes=45)
    assert b"DTSTART;TZID=Europe/Copenhagen:20270114T100000" in made
    assert b"BEGIN:VTIMEZONE\r\nTZID:Europe/Copenhagen" in made
    assert str(read["url"]) == "https://samtaleklar.example/webinarer/start/"
    assert read["dtstamp"].to_ical() == b"20261124T000000Z"


def test_summer_time_is_two_hours_ahead(content: ContentFolder) -> None:
    for file in FILES:
        content.change(file, "2027-01-14T10:00", "2027-06-14T10:00")

    read = event(calendar(found(content), "da", ""))

    assert read.decoded("dtstart").astimezone(UTC) == datetime(2027, 6, 14, 8, 0, tzinfo=UTC)


def test_the_uid_is_the_id_and_the_same_bytes_come_out_each_time(content: ContentFolder) -> None:
    first, second = (calendar(found(content), "da", "") for _ in range(2))

    assert first == second
    assert str(event(first)["uid"]) == "webinar-start@samtaleklar"


def test_commas_are_escaped_and_read_back(content: ContentFolder) -> None:
    made = calendar(found(content), "da", "")

    assert b"SUMMARY:Start: sp\xc3\xb8rg\\, lyt" in made
    assert str(event(made)["summary"]) == "Start: spørg, lyt"


def test_a_cancelled_webinar_says_so_in_list_and_calendar(content: ContentFolder) -> None:
    for file in FILES:
        content.change(file, "place: Online", "place: Online\nstatus: cancelled")

    assert str(event(calendar(found(content), "da", ""))["status"]) == "CANCELLED"
    assert "Aflyst" in webinar_list(found(content), "da", BEFORE)


def test_a_webinar_that_was_held_is_marked_and_stands_last(content: ContentFolder) -> None:
    for suffix in (".md", ".en.md"):
        earlier = content.read(f"webinars/start{suffix}").replace("webinar-start", "webinar-foer")
        earlier = earlier.replace("slug: start", "slug: foer").replace("2027-01-14T10:00", "2026-12-01T10:00")
        content.write(f"webinars/foer{suffix}", earlier)

    listed = webinar_list(found(content), "da", BEFORE)

    assert listed.index("/webinarer/start/") < listed.index("/webinarer/foer/")
    assert listed.count("Holdt") == 1


def test_the_page_of_a_webinar_says_when_it_has_been_held(content: ContentFolder) -> None:
    webinar = found(content)[0]

    assert past_note(webinar, BEFORE) == ""
    assert "Webinaret er holdt" in past_note(webinar, AFTER)


def test_a_list_without_webinars_says_so() -> None:
    assert "ingen webinarer" in webinar_list([], "da", BEFORE)


def test_the_time_is_written_as_people_write_it(content: ContentFolder) -> None:
    danish = found(content)[0]
    english = webinars(read_content(content.root), "en")[0]

    assert danish.when == "torsdag den 14. januar 2027, kl. 10.00–10.45"
    assert english.when == "Thursday 14 January 2027, 10:00–10:45"

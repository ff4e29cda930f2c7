"""Webinars: the list, and calendars that any calendar program reads."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from icalendar import Calendar

from portal.catalogue.content_pages import read_content
from portal.catalogue.webinar_calendar import calendar
from portal.catalogue.webinar_list import webinar_list
from portal.catalogue.webinars import Webinar, state_note, webinars
from portal.shared.clock import COPENHAGEN
from tests.catalogue.builders import ContentFolder

BEFORE, AFTER = datetime(2027, 1, 1, tzinfo=UTC), datetime(2027, 2, 1, tzinfo=UTC)
SITE = "https://samtaleklar.example/"
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


@pytest.mark.parametrize(
    ("start", "utc"),
    [
        ("2027-03-27T10:00", datetime(2027, 3, 27, 9, tzinfo=UTC)),
        ("2027-03-28T10:00", datetime(2027, 3, 28, 8, tzinfo=UTC)),
        ("2027-03-28T01:30", datetime(2027, 3, 28, 0, 30, tzinfo=UTC)),
        ("2027-10-30T10:00", datetime(2027, 10, 30, 8, tzinfo=UTC)),
        ("2027-10-31T10:00", datetime(2027, 10, 31, 9, tzinfo=UTC)),
        ("2027-10-31T01:30", datetime(2027, 10, 30, 23, 30, tzinfo=UTC)),
    ],
)
def test_over_both_switches_it_begins_when_it_says_and_lasts_as_long(
    content: ContentFolder, start: str, utc: datetime
) -> None:
    for file in FILES:
        content.change(file, "2027-01-14T10:00", start)

    read = event(calendar(found(content), "da", SITE))

    begins, ends = read.decoded("dtstart").astimezone(UTC), read.decoded("dtend").astimezone(UTC)
    assert (begins, ends - begins) == (utc, timedelta(minutes=45))


def test_the_zone_of_the_file_says_the_same_as_the_time_zone_database(content: ContentFolder) -> None:
    """A calendar program may know no zones but those of the file."""
    zone = next(iter(Calendar.from_ical(calendar(found(content), "da", SITE)).walk("VTIMEZONE"))).to_tz()

    for month in range(1, 13):
        for day in (1, 14, 28):
            noon = datetime(2027, month, day, 12)  # noqa: DTZ001  (a local time, to be read in two zones)
            assert noon.replace(tzinfo=zone).utcoffset() == noon.replace(tzinfo=COPENHAGEN).utcoffset()


def test_the_uid_is_random_to_look_at_and_stays_the_same_in_both_languages(content: ContentFolder) -> None:
    first, second = (calendar(found(content), "da", SITE) for _ in range(2))
    english = calendar(webinars(read_content(content.root), "en"), "en", SITE)

    assert first == second
    assert UUID(str(event(first)["uid"])).version == 5
    assert event(english)["uid"] == event(first)["uid"]
    for file in FILES:
        content.change(file, "2027-01-14T10:00", "2027-02-01T10:00")
    assert event(calendar(found(content), "da", SITE))["uid"] == event(first)["uid"]
    assert event(calendar(found(content), "da", "https://another.example"))["uid"] != event(first)["uid"]


def test_the_file_is_no_invitation_and_names_nobody(content: ContentFolder) -> None:
    made = calendar(found(content), "da", SITE)

    for name in (b"ORGANIZER", b"ATTENDEE", b"METHOD", b"mailto", b"MAILTO"):
        assert name not in made
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))
    assert b"\n" not in made.replace(b"\r\n", b"")
    assert b"REFRESH-INTERVAL;VALUE=DURATION:P1D" in made


def test_a_moved_webinar_says_so_in_list_page_and_calendar(content: ContentFolder) -> None:
    before = event(calendar(found(content), "da", SITE))
    for file in FILES:
        content.change(
            file, "start: 2027-01-14T10:00", "start: 2027-01-20T10:00\nmoved_from: [2027-01-14T10:00]"
        )
    assert content.errors() == []

    after = event(calendar(found(content), "da", SITE))

    assert (after["uid"], int(before["sequence"]), int(after["sequence"])) == (before["uid"], 0, 1)
    assert "Flyttet" in webinar_list(found(content), "da", BEFORE, site_url=SITE)
    assert "først have været torsdag den 14. januar 2027, kl. 10.00." in state_note(found(content)[0], BEFORE)
    assert "Webinaret er holdt" in state_note(found(content)[0], AFTER)


def test_a_webinar_is_not_moved_to_where_it_was(content: ContentFolder) -> None:
    content.change(FILES[0], "place: Online", "place: Online\nmoved_from: [2027-01-14T10:00]")

    assert any("`moved_from` er den samme tid som `start`" in one for one in content.errors())
    assert any("`moved_from` skal være det samme" in one for one in content.errors())


def test_the_link_to_the_session_comes_with_the_calendar(content: ContentFolder) -> None:
    content.change(FILES[0], "place: Online", "place: Online\nlink: https://moede.example/abc")

    assert "https://moede.example/abc" in str(event(calendar(found(content), "da", SITE))["description"])


def test_the_list_says_how_to_follow_the_calendar(content: ContentFolder) -> None:
    listed = webinar_list(found(content), "da", BEFORE, site_url=SITE)

    assert "https://samtaleklar.example/webinarer.ics</code>" in listed
    assert "abonner" in listed


def test_when_all_have_been_held_the_list_says_so_and_shows_a_way_on(content: ContentFolder) -> None:
    listed = webinar_list(found(content), "da", AFTER, site_url=SITE)

    assert listed.index("ingen nye webinarer") < listed.index("Holdt")
    assert 'href="/kom-i-gang/"' in listed


def test_commas_are_escaped_and_read_back(content: ContentFolder) -> None:
    made = calendar(found(content), "da", "")

    assert b"SUMMARY:Start: sp\xc3\xb8rg\\, lyt" in made
    assert str(event(made)["summary"]) == "Start: spørg, lyt"


def test_a_cancelled_webinar_says_so_in_list_and_calendar(content: ContentFolder) -> None:
    for file in FILES:
        content.change(file, "place: Online", "place: Online\nstatus: cancelled")

    cancelled = event(calendar(found(content), "da", ""))
    assert (str(cancelled["status"]), int(cancelled["sequence"])) == ("CANCELLED", 1)
    assert str(cancelled["summary"]).startswith("Aflyst: ")
    assert "Aflyst" in webinar_list(found(content), "da", BEFORE, site_url=SITE)


def test_a_webinar_that_was_held_is_marked_and_stands_last(content: ContentFolder) -> None:
    for suffix in (".md", ".en.md"):
        earlier = content.read(f"webinars/start{suffix}").replace("webinar-start", "webinar-foer")
        earlier = earlier.replace("slug: start", "slug: foer").replace("2027-01-14T10:00", "2026-12-01T10:00")
        content.write(f"webinars/foer{suffix}", earlier)

    listed = webinar_list(found(content), "da", BEFORE, site_url=SITE)

    assert listed.index("/webinarer/start/") < listed.index("/webinarer/foer/")
    assert listed.count("Holdt") == 1


def test_the_page_of_a_webinar_says_when_it_has_been_held(content: ContentFolder) -> None:
    webinar = found(content)[0]

    assert state_note(webinar, BEFORE) == ""
    assert "Webinaret er holdt" in state_note(webinar, AFTER)


def test_a_list_without_webinars_says_so() -> None:
    assert "ingen nye webinarer" in webinar_list([], "da", BEFORE, site_url=SITE)


def test_the_time_is_written_as_people_write_it(content: ContentFolder) -> None:
    danish = found(content)[0]
    english = webinars(read_content(content.root), "en")[0]

    assert danish.when == "torsdag den 14. januar 2027, kl. 10.00–10.45"
    assert english.when == "Thursday 14 January 2027, 10:00–10:45"


@pytest.mark.parametrize(
    "hostile",
    [r"a\rATTACH:x", r"a\nATTACH:x", r"a\x85ATTACH:x", r"a\fATTACH:x", r"a\u2028ATTACH:x", r"a\r\nATTACH:x"],
)
def test_a_line_break_in_a_head_begins_no_line_of_the_calendar(content: ContentFolder, hostile: str) -> None:
    content.change(FILES[0], 'title: "Start: spørg, lyt"', f'title: "{hostile}"')
    content.change(FILES[0], "place: Online", f'place: "{hostile}"')
    content.change(FILES[0], "summary: Vi taler, og du spørger.", f'summary: "{hostile}"')
    listed = found(content)

    made = calendar(listed, "da", SITE, name=listed[0].head.title)

    assert not [line for line in made.decode().splitlines() if line.startswith("ATTACH")]
    assert str(event(made)["summary"]) == "a ATTACH:x"


def test_the_name_of_a_calendar_is_escaped_as_text(content: ContentFolder) -> None:
    assert rb"X-WR-CALNAME:a\, b\; c" in calendar(found(content), "da", SITE, name="a, b; c")

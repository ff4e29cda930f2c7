"""The agreement builder: a form in, exact texts out, nothing stored."""

from dataclasses import replace
from xml.etree.ElementTree import Element

import pytest

from portal.shared.clock import FrozenClock
from portal.shared.database import Database
from tests.agreements.builders import A_SHEET, row_counts
from tests.builders import Staff
from tests.openings.builders import Desk
from tests.page import PageClient
from tests.preparation.builders import House

WHAT = "Du ringer til to museer og spørger, om de har et register, der trænger til en hånd"
ORIGIN = "http://127.0.0.1:8000"
UNKNOWN = "8c9b0c3e-0000-4000-8000-000000000000"


def copied(desk: PageClient, key: str) -> str:
    """What the copy button of a block puts on the clipboard."""
    assert desk.page
    found = [e for e in desk.page.tree.iter("p") if e.get("id") == f"tekst-{key}"]
    assert len(found) == 1, key
    return "".join(found[0].itertext())


def has_block(desk: PageClient, key: str) -> bool:
    assert desk.page
    return any(e.get("id") == f"tekst-{key}" for e in desk.page.tree.iter("p"))


def build(desk: PageClient, *, status: int = 200, **fields: object) -> str:
    desk.get("/konsulent/aftale")
    return desk.submit("/konsulent/aftale", status=status, **fields).text


def field(desk: PageClient, name: str) -> Element:
    assert desk.page
    return next(e for e in desk.page.tree.iter() if e.get("name") == name)


def test_only_what_candidates_read_can_go_into_an_agreement_in_the_order_of_the_menu(
    desk: PageClient,
) -> None:
    desk.get("/konsulent/aftale")
    assert desk.page
    boxes = [one for one in desk.page.tree.iter("input") if one.get("name") == "modules"]
    offered = [str(one.get("value")) for one in boxes]

    places = [offered.index(one) for one in ("start", "sanktioner-og-klage", "abc-jobplan", "praktik-regler")]
    assert places == sorted(places)
    assert offered.index("skab-dit-eget-job") < offered.index("webinar-foer-din-foerste-samtale")
    for theirs in ("jobrettet-samtale", "proceskrav-med-mening", "regler-for-virksomheder"):
        assert theirs not in offered
        build(desk, status=422, modules=[theirs])


def test_an_agreement_with_two_modules_a_list_and_a_promise_is_ready_to_paste(desk: PageClient) -> None:
    said = build(
        desk,
        what=WHAT,
        deadline="4/12",
        sign="To samtaler skrevet i joblog",
        opening_list="kommunikation-it",
        modules=["raadighed", "praktikforslag"],
        next_booking="15. januar",
        offer_status="Ingen tilbud siden sidst.",
    )

    agreement = copied(desk, "agreement")
    head, modules = agreement.split("Du læser", 1)
    assert head.splitlines()[:3] == [
        f"{WHAT}.",
        "Senest fredag den 4. december 2026.",
        "Det kan vi se på: To samtaler skrevet i joblog.",
    ]
    assert head.splitlines()[3].startswith("Flere opslag: Kommunikation")
    assert head.splitlines()[4] == f"{ORIGIN}/opslag?field=kommunikation-it"
    assert f"At stå til rådighed (7 min.)\n{ORIGIN}/m/raadighed" in modules
    assert f"Lav et praktikforslag til samtalen (8 min.)\n{ORIGIN}/m/praktikforslag" in modules
    assert copied(desk, "deadline") == "fredag den 4. december 2026"
    assert copied(desk, "next_booking") == "fredag den 15. januar 2027"
    assert copied(desk, "offer_status") == "Ingen tilbud siden sidst."
    assert copied(desk, "goal").startswith(WHAT)
    assert f"{len(agreement)} af 1.000 tegn" in said


def test_every_link_in_the_text_leads_somewhere(desk: PageClient) -> None:
    build(desk, opening_list="videnerhverv", modules=["raadighed", "webinar-foer-din-foerste-samtale"])

    links = [line for line in copied(desk, "agreement").splitlines() if line.startswith(ORIGIN)]
    assert len(links) == 3
    for link in links:
        assert desk.http.get(link, follow_redirects=True).status_code == 200


def test_the_form_stays_filled_so_that_it_can_be_changed_and_built_again(desk: PageClient) -> None:
    build(desk, what=WHAT, deadline="4/12", modules=["raadighed"], goal="Et mål", next_booking="15/1")

    desk.submit("/konsulent/aftale", deadline="11/12")

    assert copied(desk, "deadline") == "fredag den 11. december 2026"
    assert copied(desk, "agreement").startswith(WHAT)
    assert copied(desk, "goal") == "Et mål"
    assert "raadighed" in copied(desk, "agreement")


def test_nothing_at_all_is_stored(
    desk: PageClient, database: Database, house: House, staff: Staff, clock: FrozenClock
) -> None:
    opening = Desk(staff, clock).published()
    desk.get("/konsulent/samtaler")
    desk.submit("/konsulent/samtaler", codes=house.candidate(A_SHEET).share())
    desk.follow("Skriv aftale")
    before = row_counts(database)

    desk.submit(
        "/konsulent/aftale",
        what="Kanarie ringer til museet",
        deadline="4/12",
        modules=["raadighed"],
        goal="Kanariemål",
        more=f"/opslag/{opening.public_id}",
    )
    desk.get("/konsulent/aftale")

    assert row_counts(database) == before
    assert before["audit_rows"] > 0


def test_nothing_typed_stands_in_the_log_or_the_address(
    desk: PageClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("DEBUG"):
        build(desk, what="Kanarie ringer til museet", deadline="4/12")

    assert desk.page and desk.page.url.endswith("/konsulent/aftale")
    assert "Kanarie" not in caplog.text + str([vars(record) for record in caplog.records])


def test_an_opening_is_inspiration_agreed_or_referred(
    desk: PageClient, staff: Staff, clock: FrozenClock
) -> None:
    company_desk = Desk(staff, clock)
    first, second = (
        company_desk.published(title="Skriv et nyhedsbrev"),
        company_desk.published(title="Ryd op"),
    )

    said = build(desk, **{f"standing-{first.public_id}": "henvist", f"standing-{second.public_id}": "aftalt"})

    text = copied(desk, "agreement")
    assert f"Henvist: Skriv et nyhedsbrev\n{ORIGIN}/opslag/{first.public_id}" in text
    assert f"Aftalt: Ryd op\n{ORIGIN}/opslag/{second.public_id}" in text
    assert "Henvist betyder, at et nej kan koste dagpenge." in text
    assert "Sig det højt, før du vælger det." in said


def test_openings_that_are_not_chosen_stay_out(desk: PageClient, staff: Staff, clock: FrozenClock) -> None:
    Desk(staff, clock).published(title="Skriv et nyhedsbrev")

    build(desk, what=WHAT, deadline="4/12")

    assert "nyhedsbrev" not in copied(desk, "agreement")


def test_a_pasted_link_becomes_an_opening_to_choose_for(
    desk: PageClient, staff: Staff, clock: FrozenClock
) -> None:
    company_desk = Desk(staff, clock)
    old = company_desk.published(title="Det ældste opslag")
    for title in ("Et", "To", "Tre"):
        company_desk.published(title=title)

    build(desk, more=f"https://samtaleklar.example/opslag/{old.public_id}")
    assert "Til inspiration: Det ældste opslag" in copied(desk, "agreement")

    desk.submit("/konsulent/aftale", **{f"standing-{old.public_id}": "aftalt"})
    assert "Aftalt: Det ældste opslag" in copied(desk, "agreement")


@pytest.mark.parametrize("line", ["hej", f"https://samtaleklar.example/opslag/{UNKNOWN}"])
def test_a_link_to_no_opening_is_told_and_kept(desk: PageClient, line: str) -> None:
    said = build(desk, what=WHAT, deadline="4/12", more=line, status=422)

    assert "Et link fører ikke til et opslag" in said
    assert line in "".join(field(desk, "more").itertext())


def test_an_opening_taken_down_meanwhile_is_left_out_and_told(desk: PageClient) -> None:
    page = desk.post(
        "/konsulent/aftale",
        {"what": WHAT, "deadline": "4/12", "opening": UNKNOWN, f"standing-{UNKNOWN}": "aftalt"},
    )

    assert "Ét opslag er taget ned imens." in page.text
    assert UNKNOWN not in copied(desk, "agreement")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"what": WHAT}, "Skriv en frist, så I begge ved, hvornår."),
        ({"what": WHAT, "deadline": "snart"}, "Skriv en dato, for eksempel 4/12 eller 4. december."),
        ({"what": WHAT, "deadline": "1. november 2026"}, "Datoen er gået."),
        ({}, "Skriv, hvad kandidaten gør, eller vælg et opslag eller et modul."),
        ({"what": "Ring til 010190-1234", "deadline": "4/12"}, "Slet CPR-nummeret."),
        ({"goal": "x" * 7000}, "Teksten er for lang til en aftale."),
        ({"modules": ["findes-ikke"]}, "Vælg blandt mulighederne."),
    ],
)
def test_what_is_missing_or_wrong_is_told_and_everything_typed_is_kept(
    desk: PageClient, fields: dict[str, object], message: str
) -> None:
    said = build(desk, status=422, **fields)

    assert message in said
    assert desk.page and desk.page.title.startswith("Fejl: ")
    assert not has_block(desk, "agreement")
    if "what" in fields:
        assert str(fields["what"]) in "".join(field(desk, "what").itertext())


def test_over_the_limit_the_page_names_what_to_shorten(desk: PageClient) -> None:
    said = build(desk, what="a" * 980, deadline="4/12", modules=["raadighed"], offer_status="b" * 260)

    assert "tegn for meget. Kort ned: det, kandidaten gør, fylder 1.017, modulerne fylder" in said
    assert "10 tegn for meget. Kort teksten ned." in said
    assert "260 af 250 tegn" in said


def test_a_deadline_on_a_day_off_is_pointed_out(desk: PageClient) -> None:
    assert "Det er ikke en arbejdsdag." in build(desk, what=WHAT, deadline="25. december")
    assert "Det er ikke en arbejdsdag." not in build(desk, what=WHAT, deadline="4. december")


def test_from_a_sheet_the_builder_knows_field_language_and_the_way_back(
    desk: PageClient, house: House, staff: Staff, clock: FrozenClock
) -> None:
    Desk(staff, clock).published(title="Skriv et nyhedsbrev")
    english = replace(A_SHEET, meeting=replace(A_SHEET.meeting, language="en"))
    desk.get("/konsulent/samtaler")
    desk.submit("/konsulent/samtaler", codes=house.candidate(english).share())

    page = desk.follow("Skriv aftale")

    assert "Skriv et nyhedsbrev" in page.text
    assert "Må jeg tage et vikariat" not in page.text
    desk.submit(
        "/konsulent/aftale", what=WHAT, deadline="4/12", what_en="You call two museums", modules=["raadighed"]
    )
    assert "openings?" not in copied(desk, "english"), "a list is suggested, and only the consultant adds it"
    desk.submit("/konsulent/aftale", opening_list="kommunikation-it")
    text = copied(desk, "english")
    assert text.startswith("You call two museums.\nBy Friday 4 December 2026.\nMore openings: ")
    assert f"{ORIGIN}/en/openings?field=kommunikation-it" in text
    assert text.endswith(f"{ORIGIN}/en/m/raadighed")
    assert copied(desk, "agreement").startswith(WHAT)
    assert desk.follow("Tilbage til arket").heading == "kl. 10.30, telefon"


def test_without_a_sheet_in_english_there_is_no_english_text(desk: PageClient) -> None:
    build(desk, what=WHAT, deadline="4/12")

    assert not has_block(desk, "english")
    desk.submit("/konsulent/aftale", english="y")
    assert copied(desk, "english").startswith(f"{WHAT}.\nBy Friday 4 December 2026.")


def test_a_sheet_that_is_closed_cannot_be_written_from(desk: PageClient) -> None:
    desk.get(f"/konsulent/aftale?ark={UNKNOWN}", status=404)


def test_hostile_text_stays_text(desk: PageClient) -> None:
    build(desk, what='<script>alert(1)</script> & "citat"', deadline="4/12", goal="<b>x</b>")

    assert copied(desk, "agreement").startswith('<script>alert(1)</script> & "citat".')
    assert desk.page and "<script>alert" not in desk.page.html


def test_everything_in_one_piece_holds_every_block(desk: PageClient) -> None:
    build(desk, what=WHAT, deadline="4/12", next_booking="15/1")

    for name in ("Aftale:", "Frist:", "Næste selvbook:", "Mål til Min Plan:"):
        assert name in copied(desk, "alt")


def test_the_builder_is_there_in_english_and_the_text_stays_danish(desk: PageClient) -> None:
    desk.get("/en/staff/agreement")

    page = desk.submit("/en/staff/agreement", what=WHAT, deadline="4 December", modules=["raadighed"])

    assert page.heading == "Agreement"
    assert "Senest fredag den 4. december 2026." in copied(desk, "agreement")
    assert "of 1,000 characters" in page.text

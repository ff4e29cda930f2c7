"""One enquiry for each opening and five open at a time, and nobody learns that somebody else has written."""

import re
from datetime import timedelta

import pytest

from portal.enquiries.marks import (
    email_mark,
    form_mark,
    new_reference,
    phone_mark,
    read_reference,
)
from portal.enquiries.rules import MOST_OPEN
from portal.openings.models import Opening
from portal.shared.clock import FrozenClock
from portal.shared.keyring import KeyRing
from tests.enquiries.builders import AN_ENQUIRY
from tests.enquiries.conftest import INBOX, Enquiries
from tests.keeping.builders import ENQUIRY
from tests.openings.builders import Desk
from tests.page import Page, PageClient

HER = {"email": "asta@proeve.example", "phone": "12 34 56 78"}
STRANGER = {"email": "fremmed@andet.example", "phone": ""}


def openings(desk: Desk, count: int) -> list[Opening]:
    company = desk.company()
    return [desk.published(company, title=f"Opgave {number}") for number in range(count)]


def told(page: Page) -> str:
    """What a page says, without its own address and reference, which are random."""
    text = re.sub(r"/l/[\w-]{22}", "/l/…", page.html)
    return re.sub(r"[0-9A-Z]{4}-[0-9A-Z]{4}", "REFERENCE", text)


@pytest.mark.parametrize(
    "typed",
    [
        {"email": "asta@proeve.example", "phone": ""},
        {"email": " ASTA@Proeve.example ", "phone": ""},
        {"email": "", "phone": "+45 12345678"},
        {"email": "", "phone": "0045 12 34 56 78"},
        {"email": "en.anden@proeve.example", "phone": "12-34-56-78"},
    ],
)
def test_a_second_enquiry_about_an_opening_is_set_aside_and_the_page_is_the_same(
    opening: Opening, enquiries: Enquiries, typed: dict[str, object]
) -> None:
    nobody = told(enquiries.send(opening, email="helt@ny.example", phone=""))
    enquiries.send(opening, **HER)
    page = enquiries.send(opening, **typed)
    assert [row.set_aside for row in enquiries.all()].count("repeat") == 1
    assert told(page) == nobody


def test_the_sixth_open_enquiry_is_set_aside_and_the_page_is_the_same(
    enquiries: Enquiries, desk: Desk
) -> None:
    *first, last = openings(desk, MOST_OPEN + 1)
    for opening in first:
        enquiries.send(opening, **HER)
    assert {row.set_aside for row in enquiries.all()} == {""}
    page = enquiries.send(last, **HER)
    assert [row.set_aside for row in enquiries.all()].count("five") == 1
    assert told(page) == told(enquiries.send(last, **STRANGER))


def test_one_that_ends_or_is_withdrawn_makes_room(enquiries: Enquiries, desk: Desk) -> None:
    *first, sixth, seventh = openings(desk, MOST_OPEN + 2)
    for opening in first:
        page = enquiries.send(opening, **HER)
    enquiries.candidate().post("/l/" + page.url.rpartition("/l/")[2])
    enquiries.send(sixth, **HER)
    enquiries.step("close", outcome="other")
    enquiries.send(seventh, **HER)
    assert {row.set_aside for row in enquiries.all()} == {""}


def test_who_has_withdrawn_may_write_about_the_opening_again(opening: Opening, enquiries: Enquiries) -> None:
    page = enquiries.send(opening, **HER)
    enquiries.candidate().post("/l/" + page.url.rpartition("/l/")[2])
    enquiries.send(opening, **HER)
    assert {row.set_aside for row in enquiries.all()} == {""}


def test_only_the_address_itself_is_told_that_it_has_written_before_and_led_there(
    client: PageClient, opening: Opening, enquiries: Enquiries
) -> None:
    first = enquiries.send(opening, **HER)
    enquiries.at_desk().submit(with_field="answer", answer="Jeg ringer onsdag kl. 10.")
    enquiries.mails()
    again = enquiries.send(opening, **HER)
    (mail,) = enquiries.mails()
    assert "To: asta@proeve.example" in mail and "Du har skrevet til os f" in mail
    link = re.search(r"/l/[\w-]{22}", mail)
    assert link is not None
    assert "Jeg ringer onsdag" in client.get(link.group()).text
    assert "Jeg ringer onsdag" not in again.text and first.url != again.url


def test_a_stranger_who_types_a_number_is_not_led_to_its_owners_enquiry(
    client: PageClient, opening: Opening, enquiries: Enquiries
) -> None:
    enquiries.send(opening, **HER)
    enquiries.at_desk().submit(with_field="answer", answer="Jeg ringer onsdag kl. 10.")
    enquiries.mails()
    page = enquiries.send(opening, email="fremmed@andet.example", phone=HER["phone"])
    (mail,) = enquiries.mails()
    assert "To: fremmed@andet.example" in mail and "Vi har f" in mail
    link = re.search(r"/l/[\w-]{22}", mail)
    assert link is not None and link.group() in page.url
    assert "Jeg ringer" not in client.get(link.group()).text


def test_a_stranger_cannot_stop_somebody_else_from_being_heard(
    opening: Opening, enquiries: Enquiries
) -> None:
    """Who writes in another's name first does not make the other's words vanish: the team sees both."""
    enquiries.send(opening, why="Sludder", name="En fremmed", **HER)
    enquiries.send(opening, **HER)
    page = enquiries.at_desk().page
    assert page is not None and "Der er skrevet igen." in page.text
    desk = enquiries.at_desk()
    page = desk.follow("Se det, der kom senere")
    assert str(AN_ENQUIRY["why"]) in page.text and enquiries.count("enquiry:open") == 3
    page = desk.submit("skridt", with_field="action")
    assert {row.set_aside for row in enquiries.all()} == {""} and "Næste trin" in page.text


def test_what_is_set_aside_waits_in_a_list_of_its_own_and_no_step_can_be_taken(
    opening: Opening, enquiries: Enquiries, desk: Desk
) -> None:
    enquiries.send(opening, **HER)
    enquiries.send(opening, **HER)
    (aside,) = [row for row in enquiries.all() if row.set_aside]
    owner = enquiries.staff.client(desk.author)
    page = owner.get(INBOX)
    assert "I gang (1)" in page.text and "Lagt til side (1)" in page.text
    owner.post(f"{INBOX}/{aside.id}", {"answer": "Hej"}, status=409)
    owner.post(f"{INBOX}/{aside.id}/skridt", {"action": "reveal"}, status=409)
    assert "1 venter" in owner.get("/konsulent").text


def test_pressing_twice_or_sending_again_on_a_reload_makes_one_enquiry(
    client: PageClient, opening: Opening, enquiries: Enquiries
) -> None:
    client.get(f"/opslag/{opening.public_id}/interesse")
    form = client.page
    first = client.submit("interesse", with_field="why", **AN_ENQUIRY)
    client.page = form
    second = client.submit("interesse", with_field="why", **AN_ENQUIRY)
    assert len(enquiries.all()) == 1
    reference = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", first.text)
    assert reference is not None and reference.group() in second.text
    assert len(enquiries.mails()) == 2  # the owner's and the candidate's, once


def test_a_corrected_text_sent_from_the_same_form_is_not_lost(
    client: PageClient, opening: Opening, enquiries: Enquiries
) -> None:
    client.get(f"/opslag/{opening.public_id}/interesse")
    form = client.page
    client.submit("interesse", with_field="why", **AN_ENQUIRY)
    client.page = form
    client.submit("interesse", with_field="why", **(AN_ENQUIRY | {"when": "Først til februar."}))
    assert sorted(row.set_aside for row in enquiries.all()) == ["", "repeat"]


def test_a_mistake_that_is_mended_keeps_the_forms_token(client: PageClient, opening: Opening) -> None:
    client.get(f"/opslag/{opening.public_id}/interesse")
    assert client.page is not None
    before = re.search(r'name="once" value="([\w-]{22})"', client.page.html)
    page = client.submit("interesse", with_field="why", status=422, **(AN_ENQUIRY | {"why": ""}))
    assert before is not None and before.group() in page.html


def test_nobody_fills_a_mailbox_from_here(enquiries: Enquiries, desk: Desk, clock: FrozenClock) -> None:
    opening = desk.published()
    with_limits = PageClient(enquiries.app)
    for _ in range(12):
        clock.advance(timedelta(hours=1))
        with_limits.get(f"/opslag/{opening.public_id}/interesse")
        page = with_limits.submit("interesse", with_field="why", **(AN_ENQUIRY | HER))
        assert "Tak, den er nået frem." in page.text
    assert sum("To: asta@proeve.example" in mail for mail in enquiries.mails()) == 10


@pytest.mark.parametrize("phone", ["ring efter 16", "12", "1" * 16, "12 34 56 78 lokal x"])
def test_a_number_that_cannot_be_dialled_is_told_kindly_and_kept(
    client: PageClient, opening: Opening, phone: str
) -> None:
    client.get(f"/opslag/{opening.public_id}/interesse")
    page = client.submit("interesse", with_field="why", status=422, **(AN_ENQUIRY | {"phone": phone}))
    assert "Skriv telefonnummeret kun med tal" in page.text and phone in page.html


def test_a_mark_is_no_plain_hash_and_the_ring_decides_it(ring: KeyRing, tmp_path: object) -> None:
    import hashlib

    address = "asta@proeve.example"
    mark = email_mark(ring, address)
    plain = {hashlib.new(name, form.encode()).hexdigest() for name in ("md5", "sha1", "sha256")
             for form in (address, f"email:{address}", address.upper())}  # fmt: skip
    assert mark is not None and mark not in plain and len(mark) == 64
    assert email_mark(ring, address.upper()) == mark != email_mark(ring, "b" + address)
    assert phone_mark(ring, "+45 12345678") == phone_mark(ring, "12 34 56 78") != phone_mark(ring, "12345679")
    assert email_mark(ring, " ") is None and phone_mark(ring, "-") is None
    assert form_mark(ring, "", ENQUIRY) is None
    assert form_mark(ring, "a", ENQUIRY) != form_mark(ring, "b", ENQUIRY)


def test_a_reference_is_read_however_it_is_said_and_a_slip_is_found() -> None:
    reference = new_reference()
    assert read_reference(reference) == reference
    assert read_reference(reference.lower().replace("-", " ")) == reference
    assert read_reference(reference.replace("0", "o").replace("1", "l")) == reference
    wrong = ("1" if reference[0] != "1" else "2") + reference[1:]
    assert read_reference(wrong) is None
    assert read_reference("") is None and read_reference("ABC") is None
    assert len({new_reference() for _ in range(500)}) == 500

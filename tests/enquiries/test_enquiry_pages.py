"""A candidate's way with an enquiry, and the desk's."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
from fastapi import FastAPI
from sqlalchemy import func, select

from portal.enquiries.models import Enquiry
from portal.enquiries.service import purge
from portal.openings import life_service
from portal.openings.models import Opening
from portal.openings.rules import Action
from portal.shared.actors import Role
from portal.shared.audit import AuditRow
from portal.shared.clock import FrozenClock
from portal.shared.database import Database
from portal.shared.keyring import KeyRing
from portal.shared.outbox import OutboxRow, Sender, send_due
from tests.builders import Staff, make_team
from tests.enquiries.builders import AN_ENQUIRY
from tests.openings.builders import Desk
from tests.page import Page, PageClient


@pytest.fixture
def desk(staff: Staff, clock: FrozenClock) -> Desk:
    return Desk(staff, clock)


@pytest.fixture
def opening(desk: Desk) -> Opening:
    return desk.published()


def send(client: PageClient, opening: Opening, **changes: object) -> Page:
    client.get(f"/opslag/{opening.public_id}/interesse")
    return client.submit("interesse", **(AN_ENQUIRY | changes))


def status_path(page: Page) -> str:
    return "/l/" + page.url.rpartition("/l/")[2]


def stored(database: Database) -> Enquiry:
    with database.reading() as session:
        return session.scalars(select(Enquiry)).one()


def mails(database: Database, ring: KeyRing, clock: FrozenClock) -> list[str]:
    sent: list[str] = []

    def deliver(message: EmailMessage) -> None:
        sent.append(
            "\n".join([*(f"{name}: {value}" for name, value in message.items()), message.get_content()])
        )

    sender = Sender(deliver, "fra@eksempelby.example", "Eksempelby", "http://x")
    send_due(database, ring, clock, sender)
    return sent


def test_a_candidate_is_told_by_when_an_answer_comes(client: PageClient, opening: Opening) -> None:
    page = send(client, opening)
    assert "/l/" in page.url
    assert "Du får svar senest torsdag den 26. november." in page.text


def test_the_status_page_never_shows_what_was_written(client: PageClient, opening: Opening) -> None:
    page = client.get(status_path(send(client, opening)))
    for value in ("why", "first", "when", "name", "email", "not_to_contact"):
        assert str(AN_ENQUIRY[value]) not in page.html


def test_what_was_written_is_sealed_in_the_database(
    client: PageClient, opening: Opening, database: Database, ring: KeyRing, clock: FrozenClock
) -> None:
    send(client, opening)
    enquiry = stored(database)
    assert enquiry.sealed is not None and b"Asta" not in enquiry.sealed
    with database.reading() as session:
        assert b"Asta" not in session.scalars(select(OutboxRow.sealed)).first()


def test_a_seal_cannot_be_moved_to_another_row(
    client: PageClient, opening: Opening, database: Database, ring: KeyRing
) -> None:
    from portal.enquiries.sealed import content_of
    from portal.shared.sealing import WrongKeyError

    send(client, opening)
    enquiry = stored(database)
    moved = Enquiry(id="00000000-0000-4000-8000-000000000000", sealed=enquiry.sealed)
    with pytest.raises(WrongKeyError):
        content_of(ring, moved)


def test_a_cpr_number_is_refused_and_never_shown_again(client: PageClient, opening: Opening) -> None:
    client.get(f"/opslag/{opening.public_id}/interesse")
    typed = AN_ENQUIRY | {"why": "Jeg hedder Asta, 010190-1234, og kan skrive."}
    page = client.submit("interesse", status=422, **typed)
    assert "CPR-nummer" in page.text
    assert "010190" not in page.html and "og kan skrive." in page.html
    assert AN_ENQUIRY["first"] in page.html


def test_an_enquiry_needs_a_way_to_answer(client: PageClient, opening: Opening) -> None:
    client.get(f"/opslag/{opening.public_id}/interesse")
    page = client.submit("interesse", status=422, **(AN_ENQUIRY | {"email": ""}))
    assert "Skriv en e-mail eller et telefonnummer." in page.text


def test_the_sixth_enquiry_in_an_hour_waits_and_nothing_typed_is_lost(
    client: PageClient, opening: Opening
) -> None:
    for _ in range(5):
        send(client, opening)
    client.get(f"/opslag/{opening.public_id}/interesse")
    page = client.submit("interesse", status=429, **AN_ENQUIRY)
    assert AN_ENQUIRY["why"] in page.html


def test_the_owner_opens_the_enquiry_and_it_is_written_in_the_log(
    client: PageClient, opening: Opening, staff: Staff, desk: Desk, database: Database
) -> None:
    send(client, opening)
    owner = staff.client(desk.author)
    assert "Asta" not in owner.get("/konsulent/henvendelser").html
    page = owner.follow(opening.title)
    assert "Asta Prøve" in page.text and "Min gamle arbejdsplads" in page.text
    with database.reading() as session:
        rows = session.scalars(select(AuditRow).where(AuditRow.event == "enquiry:open")).all()
    assert [(row.actor_id, row.subject) for row in rows] == [
        (desk.author.user_id, f"enquiry:{stored(database).id}")
    ]


def test_another_team_cannot_see_the_enquiry(
    client: PageClient, opening: Opening, staff: Staff, database: Database
) -> None:
    send(client, opening)
    with database.writing() as session:
        other = make_team(session, "Et andet hold").id
    stranger = staff.sign_in(Role.COMPANY_CONSULTANT, other)
    assert opening.title not in stranger.get("/konsulent/henvendelser").text
    enquiry = stored(database)
    stranger.get(f"/konsulent/henvendelser/{enquiry.id}", status=404)
    stranger.post(f"/konsulent/henvendelser/{enquiry.id}", {"answer": "Hej"}, status=404)
    stranger.post(f"/konsulent/henvendelser/{enquiry.id}/skridt", {"action": "close"}, status=404)


def test_an_answer_reaches_the_status_page_and_the_mail_holds_only_a_link(
    client: PageClient,
    opening: Opening,
    staff: Staff,
    desk: Desk,
    database: Database,
    ring: KeyRing,
    clock: FrozenClock,
) -> None:
    path = status_path(send(client, opening))
    mails(database, ring, clock)
    owner = staff.client(desk.author)
    owner.get(f"/konsulent/henvendelser/{stored(database).id}")
    owner.submit(with_field="answer", answer="Jeg ringer onsdag kl. 10.")
    assert "Jeg ringer onsdag kl. 10." in client.get(path).text
    (mail,) = mails(database, ring, clock)
    assert "asta@proeve.example" in mail and "/l/" in mail
    assert "ringer" not in mail and "Asta Pr" not in mail and opening.title not in mail


def test_an_answer_that_names_the_company_is_not_saved(
    client: PageClient, opening: Opening, staff: Staff, desk: Desk, database: Database
) -> None:
    path = status_path(send(client, opening))
    owner = staff.client(desk.author)
    owner.get(f"/konsulent/henvendelser/{stored(database).id}")
    page = owner.submit(with_field="answer", answer="Det er Kvistgren, og de vil gerne møde dig.", status=422)
    assert "Skal væk" in page.text and "vil gerne møde dig" in page.html
    assert "Kvistgren" not in client.get(path).html


def test_our_own_number_may_stand_in_an_answer_and_no_other(
    client: PageClient, opening: Opening, staff: Staff, desk: Desk, database: Database, app: FastAPI
) -> None:
    path = status_path(send(client, opening))
    owner = staff.client(desk.author)
    owner.get(f"/konsulent/henvendelser/{stored(database).id}")
    phone = app.state.organisation.phone
    page = owner.submit(with_field="answer", answer="Ring på 31 22 45 67.", status=422)
    assert "31 22 45 67" in page.text and phone in page.text
    owner.submit(with_field="answer", answer=f"Ring på {phone}, så fortæller jeg mere.")
    assert phone in client.get(path).text


def test_the_first_answer_promises_no_call_to_a_candidate_without_a_telephone(
    client: PageClient, opening: Opening, staff: Staff, desk: Desk, database: Database
) -> None:
    send(client, opening, phone="", email="asta@proeve.example")
    page = staff.client(desk.author).get(f"/konsulent/henvendelser/{stored(database).id}")
    assert "Jeg ringer" not in page.text and "Ring til os på" in page.text


def test_a_candidate_is_told_that_the_opening_was_taken_down_meanwhile(
    client: PageClient, opening: Opening, desk: Desk, clock: FrozenClock
) -> None:
    path = status_path(send(client, opening))
    with desk.database.writing() as session:
        life_service.step(session, desk.author, opening.id, Action.WITHDRAW, clock=clock)
    assert "Du får stadig svar." in client.get(path).text


def test_withdrawing_deletes_what_was_written_at_once(
    client: PageClient, opening: Opening, staff: Staff, desk: Desk, database: Database
) -> None:
    send(client, opening)
    page = client.submit("/l/")
    assert "trukket henvendelsen tilbage" in page.text
    assert stored(database).sealed is None
    opened = staff.client(desk.author).get(f"/konsulent/henvendelser/{stored(database).id}")
    assert "Asta" not in opened.html


def test_enquiries_are_deleted_thirty_days_after_they_end_and_at_most_ninety_after_they_came(
    client: PageClient, opening: Opening, staff: Staff, desk: Desk, database: Database, clock: FrozenClock
) -> None:
    closed = status_path(send(client, opening))
    owner = staff.client(desk.author)
    owner.get(f"/konsulent/henvendelser/{stored(database).id}")
    owner.submit(with_field="outcome", outcome="not-chosen", reason="De tog en, der kunne begynde før.")
    waiting = status_path(send(client, desk.published(title="Ordn et arkiv")))
    clock.advance(timedelta(days=30))
    client.get(closed, status=404)
    with database.writing() as session:
        assert purge(session, clock) == 1
    client.get(waiting)
    clock.advance(timedelta(days=60))
    with database.writing() as session:
        assert purge(session, clock) == 1
        assert session.scalar(select(func.count()).select_from(Enquiry)) == 0
    client.get(waiting, status=404)


def test_an_unknown_link_is_not_told_from_an_expired_one(
    client: PageClient, opening: Opening, clock: FrozenClock
) -> None:
    path = status_path(send(client, opening))
    unknown = "/l/AAAAAAAAAAAAAAAAAAAAAA"
    answer = client.get(unknown, status=404).html
    clock.advance(timedelta(days=95))
    assert client.get(path, status=404).html.replace(path, unknown) == answer


def test_interest_in_an_opening_that_was_taken_down_says_so(
    client: PageClient, opening: Opening, desk: Desk, database: Database, clock: FrozenClock
) -> None:
    with database.writing() as session:
        life_service.step(session, desk.author, opening.id, Action.WITHDRAW, clock=clock)
    client.get(f"/opslag/{opening.public_id}/interesse", status=410)
    client.post(f"/opslag/{opening.public_id}/interesse", AN_ENQUIRY, status=410)


def test_the_english_pages_work_all_the_way(client: PageClient, opening: Opening) -> None:
    client.get(f"/en/openings/{opening.public_id}/interest")
    page = client.submit("interest", **AN_ENQUIRY)
    assert "/en/l/" in page.url
    client.submit("/en/l/")


@pytest.mark.parametrize(
    "address",
    [
        "en@a.example,to@b.example", "en;to@b.example", "<en@b.example>", "en:to@b.example;", '"en@b.example',
        "=?utf-8?q?x@b.example", "en@b..example", "(en@b.example", "en\\@b.example",
        "en@b.example\r\nBcc: to@b.example",
    ],
)  # fmt: skip
def test_an_address_is_one_address_and_nothing_else(
    client: PageClient, opening: Opening, database: Database, address: str
) -> None:
    client.get(f"/opslag/{opening.public_id}/interesse")
    count = select(func.count()).select_from(OutboxRow)
    with database.reading() as session:
        before = session.scalar(count)
    client.submit("interesse", status=422, **(AN_ENQUIRY | {"email": address}))
    with database.reading() as session:
        assert session.scalar(count) == before


@pytest.mark.parametrize("address", ["karin.lund+a@b.example", "o'hara@sub.b.example", "søren@æble.example"])
def test_an_ordinary_address_is_taken(client: PageClient, opening: Opening, address: str) -> None:
    assert "/l/" in send(client, opening, email=address).url


def test_the_receipt_on_paper_says_where_the_page_is_and_what_to_say_on_the_telephone(
    client: PageClient, opening: Opening, database: Database, app: FastAPI
) -> None:
    page = send(client, opening)
    (line,) = [e for e in page.tree.iter("p") if "on-paper" in (e.get("class") or "").split()]
    said = "".join(line.itertext())
    assert page.url in said and app.state.organisation.phone in said
    assert str(stored(database).reference) in page.text

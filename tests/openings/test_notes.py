"""What readers say is wrong: for the team behind the opening alone, sealed, throttled, gone after 30 days."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from portal.keeping.retention import delete_what_is_due
from portal.openings import life_service
from portal.openings.note_service import MOST_OF_ONE, NOTES_AT_THE_DESK
from portal.openings.rules import Action
from portal.shared.actors import Role
from portal.shared.clock import FrozenClock
from portal.shared.keyring import KeyRing
from portal.shared.outbox import Sender, send_due
from portal.web.languages import path_for
from tests.builders import Staff, make_team
from tests.openings.builders import Desk
from tests.page import PageClient

SAID = "Der står 37 timer ét sted og 30 et andet"


@pytest.fixture
def desk(staff: Staff, clock: FrozenClock) -> Desk:
    return Desk(staff, clock)


def say(client: PageClient, public_id: str | None, reason: str = "wrong", said: str = SAID) -> None:
    client.get(f"/opslag/{public_id}/meld-fejl")
    client.submit("meld-fejl", reason=reason, text=said)


def stored(desk: Desk) -> int:
    with desk.database.reading() as session:
        return int(session.execute(text("SELECT count(*) FROM opening_notes")).scalar_one())


def mails(desk: Desk, ring: KeyRing) -> list[str]:
    sent: list[str] = []
    sender = Sender(lambda m: sent.append(f"{m}\n{m.get_content()}"), "fra@by.example", "By", "http://x")
    send_due(desk.database, ring, desk.clock, sender)
    return sent


def test_a_note_reaches_the_desk_and_nobody_else(client: PageClient, desk: Desk, staff: Staff) -> None:
    opening = desk.published()
    client.get(f"/opslag/{opening.public_id}")
    client.follow("Meld fejl i opslaget")
    page = client.submit("meld-fejl", reason="wrong", text=SAID)
    assert "Tak, den er nået frem." in page.text and SAID not in page.html
    for path in (f"/opslag/{opening.public_id}", f"/en/openings/{opening.public_id}", "/opslag"):
        assert SAID not in client.get(path).html
    at_desk = staff.sign_in(Role.COMPANY_CONSULTANT)
    for path in (f"/konsulent/opslag/{opening.id}", NOTES_AT_THE_DESK):
        shown = at_desk.get(path).text
        assert SAID in shown and "Noget i opslaget er forkert" in shown
    assert "Der er meldt fejl i 1 opslag" in at_desk.get("/konsulent/opslag").text
    with desk.database.writing() as session:
        other = make_team(session, "Et andet team").id
    assert SAID not in staff.sign_in(Role.COMPANY_CONSULTANT, other).get(NOTES_AT_THE_DESK).text


def test_the_words_are_sealed_where_they_are_kept(client: PageClient, desk: Desk) -> None:
    say(client, desk.published().public_id)
    with desk.database.reading() as session:
        (row,) = session.execute(text("SELECT * FROM opening_notes")).all()
    assert SAID not in str(row) and SAID.encode() not in bytes(row.sealed)


def test_the_owner_is_told_once_a_day_and_not_what_was_said(
    client: PageClient, desk: Desk, ring: KeyRing, clock: FrozenClock
) -> None:
    opening = desk.published()
    mails(desk, ring)
    say(client, opening.public_id)
    say(client, opening.public_id)
    (mail,) = mails(desk, ring)
    assert "Der er meldt fejl i et opslag" in mail and f"http://x{NOTES_AT_THE_DESK}" in mail
    for secret in (SAID, opening.title, opening.id, str(opening.public_id)):
        assert secret not in mail
    clock.advance(timedelta(days=1))
    say(client, opening.public_id)
    assert len(mails(desk, ring)) == 1


def test_the_link_in_the_mail_is_the_page_at_the_desk() -> None:
    assert path_for("opening_notes", "da") == NOTES_AT_THE_DESK


def test_a_cpr_number_is_refused_and_nothing_else_that_was_typed_is_lost(
    client: PageClient, desk: Desk
) -> None:
    opening = desk.published()
    client.get(f"/opslag/{opening.public_id}/meld-fejl")
    page = client.submit("meld-fejl", reason="other", text="Ring til 130289-1234 om det", status=422)
    assert "1234" not in page.html and "om det" in page.html and page.title.startswith("Fejl")
    checked = [i.get("value") for i in page.tree.iter("input") if i.get("checked") is not None]
    assert checked == ["other"] and stored(desk) == 0


def test_without_a_reason_the_page_says_what_to_do(client: PageClient, desk: Desk) -> None:
    opening = desk.published()
    for path, message in (
        (f"/opslag/{opening.public_id}/meld-fejl", "Vælg, hvad der er galt."),
        (f"/en/openings/{opening.public_id}/report", "Choose what is wrong."),
    ):
        assert message in client.post(path, {"text": SAID}, status=422).text
    client.post(f"/opslag/{opening.public_id}/meld-fejl", {"reason": "hest"}, status=422)
    assert stored(desk) == 0


def test_too_many_in_an_hour_are_refused_and_the_words_still_stand(client: PageClient, desk: Desk) -> None:
    opening = desk.published()
    for _ in range(5):
        say(client, opening.public_id)
    client.get(f"/opslag/{opening.public_id}/meld-fejl")
    page = client.submit("meld-fejl", reason="wrong", text=SAID, status=429)
    assert SAID in page.html and stored(desk) == 5


def test_a_flood_about_one_opening_fills_nothing(client: PageClient, desk: Desk, clock: FrozenClock) -> None:
    opening = desk.published()
    for _ in range(MOST_OF_ONE + 3):
        say(client, opening.public_id)
        clock.advance(timedelta(hours=1))
    assert stored(desk) == MOST_OF_ONE


def test_notes_are_deleted_after_thirty_days(client: PageClient, desk: Desk, clock: FrozenClock) -> None:
    say(client, desk.published().public_id)
    for days, left in ((29, 1), (1, 0)):
        clock.advance(timedelta(days=days))
        delete_what_is_due(desk.database, clock, audit_days=183)
        assert stored(desk) == left


def test_the_team_deletes_what_it_has_looked_into_and_another_team_cannot(
    client: PageClient, desk: Desk, staff: Staff
) -> None:
    say(client, desk.published().public_id)
    at_desk = staff.sign_in(Role.COMPANY_CONSULTANT)
    at_desk.get(NOTES_AT_THE_DESK)
    with desk.database.reading() as session:
        note_id = session.execute(text("SELECT id FROM opening_notes")).scalar_one()
    with desk.database.writing() as session:
        other = make_team(session, "Et andet team").id
    staff.sign_in(Role.COMPANY_CONSULTANT, other).post(NOTES_AT_THE_DESK, {"note": note_id})
    assert stored(desk) == 1
    at_desk.get(NOTES_AT_THE_DESK)
    page = at_desk.submit("meldte-fejl")
    assert "Ingen har meldt fejl i jeres opslag." in page.text and stored(desk) == 0


@pytest.mark.parametrize("action", [Action.WITHDRAW, Action.PAUSE])
def test_what_was_taken_down_takes_no_notes(client: PageClient, desk: Desk, action: Action) -> None:
    opening = desk.published()
    with desk.database.writing() as session:
        life_service.step(session, desk.author, opening.id, action, clock=desk.clock)
    path = f"/opslag/{opening.public_id}/meld-fejl"
    client.get(path, status=410)
    client.post(path, {"reason": "wrong"}, status=410)
    client.get("/opslag/11111111-1111-4111-8111-111111111111/meld-fejl", status=404)
    assert stored(desk) == 0

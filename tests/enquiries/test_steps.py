"""From the first reading to the outcome: what the desk may do, and what the candidate sees of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from portal.enquiries.rules import Outcome
from portal.enquiries.service import purge
from portal.openings.models import Company, Opening
from portal.shared.actors import Role
from portal.shared.clock import FrozenClock
from tests.builders import make_team
from tests.enquiries.builders import AN_ENQUIRY
from tests.enquiries.conftest import INBOX, Enquiries
from tests.openings.builders import A_COMPANY, Desk
from tests.page import Page, PageClient, text_of

YES = "2026-11-24"


def now_of(page: Page) -> list[str]:
    """The steps that the list marks as the one it has come to."""
    return [text_of(item) for item in page.tree.iter("li") if item.get("aria-current") == "step"]


def test_the_whole_way_is_seen_on_the_status_page_step_by_step(
    client: PageClient, opening: Opening, enquiries: Enquiries
) -> None:
    status = "/l/" + enquiries.send(opening).url.rpartition("/l/")[2]
    assert now_of(client.get(status)) == ["Konsulenten læser det, du skrev nu"]
    enquiries.step("consider")
    assert now_of(client.get(status)) == ["Du får svar nu, senest 26. november 2026"]
    enquiries.step("reveal")
    assert now_of(client.get(status)) == ["Du siger ja, og dit navn går videre nu"]
    assert "Du ved nu, hvem virksomheden er." in client.get(status).text
    enquiries.step("forward", yes_on=YES)
    assert now_of(client.get(status)) == ["I mødes nu"]
    page = enquiries.step("meet")
    assert page.link("Se skridtene frem til start").endswith("/efter-match")
    assert now_of(client.get(status)) == ["Vi afslutter henvendelsen nu"]
    enquiries.step("close", outcome="started-placement")
    page = client.get(status)
    assert now_of(page) == [] and "Du er startet i praktik." in page.text


def test_the_text_for_the_company_shows_only_after_the_yes_and_holds_the_first_name_alone(
    opening: Opening, enquiries: Enquiries
) -> None:
    enquiries.send(opening, name="Asta Bodil Prøve")
    for action in ("consider", "reveal"):
        enquiries.step(action)
        assert "Til virksomheden" not in enquiries.at_desk().page.text  # type: ignore[union-attr]
    page = enquiries.step("forward", yes_on=YES)
    (text,) = [text_of(element) for element in page.tree.iter() if element.get("id") == "videre"]
    assert "Asta skriver" in text and "Bodil" not in text
    for written in ("why", "first", "when", "email"):
        assert str(AN_ENQUIRY[written]) in text
    assert str(AN_ENQUIRY["not_to_contact"]) not in text
    assert enquiries.last().candidate_yes_on is not None


@pytest.mark.parametrize("day", ["2026-11-23", "2026-11-25", "", "i går"])
def test_a_yes_has_a_day_after_the_company_was_named_and_not_in_the_future(
    opening: Opening, enquiries: Enquiries, day: str
) -> None:
    enquiries.send(opening)
    enquiries.step("reveal")
    page = enquiries.step("forward", status=422, yes_on=day)
    assert "Til virksomheden" not in page.text and page.title.startswith("Fejl: ")
    assert enquiries.last().state == "revealed"


@pytest.mark.parametrize(
    "named",
    [
        "Kvistgren", "kvistgren lydværk a/s", "Kvistgreen", "Hørelaget, og min kusines forening",
        "Jeg vil ikke hen til Natøre igen.", "Skolen\nKGL\nBiblioteket", "KVISTGREN LYDVAERK",
    ],
)  # fmt: skip
def test_a_company_the_candidate_has_named_is_never_given_anything(
    opening: Opening, enquiries: Enquiries, named: str
) -> None:
    enquiries.send(opening, not_to_contact=named)
    page = enquiries.at_desk().page
    assert page is not None and "Virksomheden må ikke kontaktes." in page.text
    enquiries.step("reveal")
    page = enquiries.step("forward", status=409, yes_on=YES)
    assert "Henvendelsen kan ikke gives videre." in page.text
    assert enquiries.last().state == "revealed" and "Til virksomheden" not in page.text


@pytest.mark.parametrize("named", ["", "Min gamle arbejdsplads", "Museet\nen ven i et lydfirma", "Kvist A/S"])
def test_other_workplaces_stop_nothing(opening: Opening, enquiries: Enquiries, named: str) -> None:
    enquiries.send(opening, not_to_contact=named)
    enquiries.step("reveal")
    enquiries.step("forward", yes_on=YES)
    assert enquiries.last().state == "forwarded"


def test_a_company_that_got_the_name_afterwards_is_compared_as_it_is_now(
    opening: Opening, enquiries: Enquiries, desk: Desk
) -> None:
    enquiries.send(opening, not_to_contact="Det gamle Lydhus")
    enquiries.step("reveal")
    with desk.database.reading() as session:
        company = session.get_one(Company, opening.company_id)
    desk.change_company(company, replace(A_COMPANY, former_names=("Lydhuset ApS", "Det gamle Lydhus")))
    enquiries.step("forward", status=409, yes_on=YES)


def test_the_outcome_is_one_of_the_list_and_the_reason_stays_with_the_team(
    client: PageClient, opening: Opening, enquiries: Enquiries
) -> None:
    status = "/l/" + enquiries.send(opening).url.rpartition("/l/")[2]
    assert "Vælg, hvordan det endte." in enquiries.step("close", status=422, outcome="").text
    enquiries.step("close", status=422, outcome="opdigtet", reason="x")
    page = enquiries.step("close", outcome="not-chosen", reason="De tog en anden med kørekort.")
    assert "De tog en anden med kørekort." in page.text
    seen = client.get(status)
    assert "Virksomheden valgte en anden denne gang." in seen.text and "kørekort" not in seen.html
    sealed = enquiries.last().sealed_reason
    assert sealed is not None and b"rekort" not in sealed
    assert {outcome.value for outcome in Outcome} >= {"started-placement", "started-job", "other"}


def test_what_has_passed_is_not_done_again(opening: Opening, enquiries: Enquiries) -> None:
    enquiries.send(opening)
    enquiries.step("meet", status=409)
    enquiries.step("forward", status=409, yes_on=YES)
    enquiries.step("close", outcome="other")
    for action in ("consider", "reveal", "meet"):
        enquiries.step(action, status=409)
    enquiries.step("close", status=409, outcome="other")
    enquiries.step("opdigtet", status=404)
    late = {"answer": "Et svar, der kommer for sent.", "other_words": "Skriv til 010190-1234 om alt det."}
    page = enquiries.at_desk().post(f"{INBOX}/{enquiries.last().id}", late, status=409)
    assert "Et svar, der kommer for sent." in page.text
    assert "om alt det." in page.text and "010190" not in page.html


def test_each_opening_of_an_enquiry_and_each_step_is_in_the_log(
    opening: Opening, enquiries: Enquiries
) -> None:
    enquiries.send(opening)
    enquiries.at_desk()
    enquiries.at_desk()
    assert enquiries.count("enquiry:open") == 2
    # Each step leads back to the page, which opens it again.
    enquiries.step("consider")
    enquiries.step("reveal")
    assert enquiries.count("enquiry:state") == 2 and enquiries.count("enquiry:open") == 4
    # A page that comes back with a mistake shows it as well.
    enquiries.step("forward", status=422, yes_on="")
    assert enquiries.count("enquiry:open") == 5


def test_a_consultant_of_another_team_takes_no_step_and_reads_nothing(
    opening: Opening, enquiries: Enquiries
) -> None:
    enquiries.send(opening)
    with enquiries.database.writing() as session:
        other = make_team(session, "Et andet hold").id
    stranger = enquiries.staff.sign_in(Role.COMPANY_CONSULTANT, other)
    path = f"{INBOX}/{enquiries.last().id}"
    for sent in ({"action": "reveal"}, {"action": "forward", "yes_on": YES}, {"action": "take-up"}):
        stranger.post(f"{path}/skridt", sent, status=404)
    stranger.post(f"{path}/skridt", {"action": "close", "outcome": "other"}, status=404)
    stranger.post(path, {"answer": "Hej", "fill": "talk"}, status=404)
    assert "kan ikke" not in stranger.get(f"{INBOX}?q={enquiries.last().reference}").text
    assert opening.title not in stranger.get(f"{INBOX}?q={enquiries.last().reference}").text
    assert enquiries.last().state == "new" and enquiries.count("enquiry:open") == 0


def test_a_candidate_who_withdraws_late_leaves_a_word_for_the_owner_and_nothing_else(
    client: PageClient, opening: Opening, enquiries: Enquiries
) -> None:
    status = "/l/" + enquiries.send(opening).url.rpartition("/l/")[2]
    enquiries.step("reveal")
    enquiries.step("forward", yes_on=YES)
    enquiries.mails()
    client.get(status)
    client.submit("/l/")
    row = enquiries.last()
    assert (row.sealed, row.sealed_answer, row.sealed_reason) == (None, None, None)
    assert (row.email_mark, row.phone_mark, row.form_mark) == (None, None, None)
    (mail,) = enquiries.mails()
    assert f"To: {enquiries.desk.author.email}" in mail and "Asta" not in mail
    page = enquiries.at_desk().page
    assert page is not None and "Fortæl virksomheden, at kandidaten har trukket sig." in page.text
    enquiries.step("close", status=409, outcome="other")


def test_nothing_of_an_enquiry_is_left_on_the_promised_day(
    opening: Opening, enquiries: Enquiries, clock: FrozenClock
) -> None:
    enquiries.send(opening, phone="12 34 56 78")
    for action, fields in (
        ("consider", {}), ("reveal", {}), ("forward", {"yes_on": YES}), ("meet", {}),
        ("close", {"outcome": "started-job", "reason": "Den gik godt."}),
    ):  # fmt: skip
        enquiries.step(action, **fields)
    row = enquiries.last()
    # Every column that says something of the candidate or of what was done was filled.
    names = [column.name for column in row.__table__.columns]
    empty = [name for name in names if getattr(row, name) in (None, "", 0)]
    assert set(empty) == {"sealed_answer", "set_aside", "reminded"}
    clock.advance(timedelta(days=30))
    with enquiries.database.writing() as session:
        assert purge(session, clock) == 1
    assert enquiries.all() == []


def test_no_heading_stands_over_steps_that_are_not_there(opening: Opening, enquiries: Enquiries) -> None:
    enquiries.send(opening)
    assert "Næste trin" in enquiries.at_desk().get(f"{INBOX}/{enquiries.last().id}").text
    enquiries.step("reveal")
    enquiries.step("forward", yes_on=YES)
    enquiries.step("meet")
    assert "Næste trin" not in enquiries.at_desk().get(f"{INBOX}/{enquiries.last().id}").text

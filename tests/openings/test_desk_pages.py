"""The desk: from a company to a published opening, and what stands in the way."""

from dataclasses import replace
from datetime import date
from xml.etree.ElementTree import Element

import pytest

from portal.shared.actors import Role
from portal.shared.clock import FrozenClock
from portal.shared.dated_rules import RuleApproval, load_rules
from tests.builders import Staff, make_team
from tests.openings.builders import A_COMPANY, AN_OPENING, Desk
from tests.page import Page, PageClient


@pytest.fixture
def desk(staff: Staff, clock: FrozenClock) -> Desk:
    return Desk(staff, clock)


def opening_form(**changes: object) -> dict[str, object]:
    texts = {
        name: getattr(AN_OPENING, name) for name in ("type", "title", "tasks", "day", "learn", "job_goal")
    }
    return texts | {
        "mentor": AN_OPENING.mentor,
        "competences": list(AN_OPENING.competences),
        "quality": list(AN_OPENING.quality),
        "field": AN_OPENING.field,
        "hours": "30",
        "weeks": "4",
        "start": "2027-01-11",
        "language": "da",
        "work_form": "hybrid",
        "company_yes_on": "2026-11-20",
        **changes,
    }


def write_opening(writer: PageClient, then: str = "submit", **changes: object) -> None:
    writer.get("/konsulent/opslag/nyt")
    company = writer.page.form("/konsulent/opslag/nyt")  # type: ignore[union-attr]
    options = [o.get("value") for o in company.iter("option") if len(o.get("value") or "") == 36]
    writer.submit("/konsulent/opslag/nyt", then=then, company_id=options[0], **opening_form(**changes))


def test_a_company_and_an_opening_go_from_the_desk_through_a_second_reader_to_the_public(
    staff: Staff, client: PageClient
) -> None:
    writer, reader = staff.sign_in(Role.COMPANY_CONSULTANT), staff.sign_in(Role.EMPLOYMENT_CONSULTANT)
    writer.get("/konsulent/virksomheder/ny")
    writer.submit(
        "/konsulent/virksomheder/ny",
        name=A_COMPANY.name, municipality="København", sector="private", aliases="Kvistgren\nKGL",
    )  # fmt: skip
    assert "Virksomheden er gemt." in writer.page.text  # type: ignore[union-attr]
    assert "sat på pause" not in writer.page.text  # type: ignore[union-attr]
    write_opening(writer)
    assert "sendt til gennemsyn" in writer.page.text  # type: ignore[union-attr]
    reader.get("/konsulent/gennemsyn")
    reader.follow(AN_OPENING.title)
    assert A_COMPANY.name not in reader.page.html  # type: ignore[union-attr]
    reader.submit("gaet", first="Mærsk")
    reader.submit("godkend")
    assert AN_OPENING.title in client.get("/opslag").text


def test_a_company_that_is_not_on_the_list_can_be_written_in_from_the_form(staff: Staff) -> None:
    writer = staff.sign_in(Role.COMPANY_CONSULTANT)
    writer.get("/konsulent/opslag/nyt")
    assert "Navn" in writer.follow("Skriv den ind først").text


def test_a_text_that_names_the_company_is_marked_and_cannot_be_sent(staff: Staff, desk: Desk) -> None:
    desk.company()
    writer = staff.client(desk.author)
    write_opening(writer, tasks="Du skriver nyhedsbrev for Kvistgren.")
    page = writer.page
    assert page and "Før det kan sendes til gennemsyn" in page.text
    assert [mark.text for mark in page.tree.iter("mark")] == ["Kvistgren"]


def test_a_form_with_errors_keeps_everything_that_was_typed(staff: Staff, desk: Desk) -> None:
    company = desk.company()
    writer = staff.client(desk.author)
    writer.get("/konsulent/opslag/nyt")
    typed = opening_form(title="", hours="mange", tasks="Skriv tre udgaver.", company_id=company.id)
    page = writer.submit("/konsulent/opslag/nyt", status=422, **typed)
    assert "Skriv tre udgaver." in page.html and "mange" in page.html
    assert page.title.startswith("Fejl: ")


def test_other_teams_find_nothing_under_the_addresses_of_the_team(
    staff: Staff, desk: Desk, database: object
) -> None:
    company, opening = desk.company(), desk.draft()
    with staff.database.writing() as session:
        other = make_team(session, "Et andet hold").id
    stranger = staff.sign_in(Role.COMPANY_CONSULTANT, other)
    for path in (f"/konsulent/virksomheder/{company.id}", f"/konsulent/opslag/{opening.id}",
                 f"/konsulent/opslag/{opening.id}/vis", f"/konsulent/gennemsyn/{opening.id}"):  # fmt: skip
        stranger.get(path, status=404)
    stranger.post(f"/konsulent/opslag/{opening.id}/skridt", {"action": "withdraw"}, status=404)
    assert A_COMPANY.name not in stranger.get("/konsulent/virksomheder").html


def test_nobody_may_read_through_what_they_wrote(staff: Staff, desk: Desk) -> None:
    opening = desk.in_review()
    writer = staff.client(desk.author)
    writer.get(f"/konsulent/gennemsyn/{opening.id}", status=404)
    writer.post(f"/konsulent/gennemsyn/{opening.id}/godkend", status=404)
    assert opening.title not in writer.get("/konsulent/gennemsyn").text


def test_a_company_of_another_team_cannot_be_used_to_try_a_text(staff: Staff, desk: Desk) -> None:
    company = desk.company()
    with staff.database.writing() as session:
        other = make_team(session, "Et andet hold").id
    stranger = staff.sign_in(Role.COMPANY_CONSULTANT, other)
    for name in ("Kvistgren", "Nonsensgren"):
        typed = opening_form(company_id=company.id, tasks=f"Du skriver for {name}.")
        page = stranger.post("/konsulent/opslag/nyt", typed, status=422)
        assert not list(page.tree.iter("mark"))


@pytest.mark.parametrize("role", [Role.EDITOR, Role.MANAGER, Role.ADMINISTRATOR, Role.EMPLOYMENT_CONSULTANT])
def test_the_desk_does_not_exist_for_other_roles(staff: Staff, desk: Desk, role: Role) -> None:
    company, opening = desk.company(), desk.in_review()
    visitor = staff.sign_in(role)
    for path in (
        "/konsulent/virksomheder",
        f"/konsulent/virksomheder/{company.id}",
        "/konsulent/opslag",
        f"/konsulent/opslag/{opening.id}",
        f"/konsulent/opslag/{opening.id}/vis",
    ):
        visitor.get(path, status=404)
    visitor.post(f"/konsulent/opslag/{opening.id}/skridt", {"action": "withdraw"}, status=404)
    assert desk.stored(opening).state == "review"


def test_the_preview_shows_what_everybody_will_see_and_no_more(
    staff: Staff, desk: Desk, client: PageClient
) -> None:
    opening = desk.draft()
    writer = staff.client(desk.author)
    page = writer.get(f"/konsulent/opslag/{opening.id}/vis")
    assert "Det er en praktik og ikke et job" in page.text and "Region Hovedstaden" in page.text
    assert A_COMPANY.name not in page.html
    client.get(f"/konsulent/opslag/{opening.id}/vis")
    assert client.page and client.page.url.partition("?")[0].endswith("/log-ind")


def test_a_reader_who_forgets_a_reason_keeps_the_others(staff: Staff, desk: Desk, client: PageClient) -> None:
    opening = desk.in_review(tasks="Du hjælper Mette Jensen og Søren Hansen med nyhedsbrevet.")
    reader = staff.client(desk.reader)
    reader.get(f"/konsulent/gennemsyn/{opening.id}")
    reader.submit("gaet", first="ved ikke")
    page = reader.submit("godkend", reason=["Opdigtet navn", ""], status=422)
    assert page.title.startswith("Fejl: ") and "Opdigtet navn" in page.html
    reader.submit("godkend", reason=["Opdigtet navn", "Opdigtet også"])
    client.get(f"/opslag/{desk.stored(opening).public_id}")


def test_what_was_sent_back_tells_its_author_why(staff: Staff, desk: Desk) -> None:
    opening = desk.in_review()
    reader, writer = staff.client(desk.reader), staff.client(desk.author)
    reader.get(f"/konsulent/gennemsyn/{opening.id}")
    reader.submit("gaet", first="Kvistgren")
    assert "Du gættede virksomheden." in reader.page.text  # type: ignore[union-attr]
    reader.submit("send-tilbage", note="", status=422)
    reader.submit("send-tilbage", note="Nyhedsbrevet er for kendt.")
    assert "Nyhedsbrevet er for kendt." in writer.get(f"/konsulent/opslag/{opening.id}").text


def test_the_buttons_of_an_openings_life_do_what_they_say(
    staff: Staff, desk: Desk, client: PageClient
) -> None:
    opening = desk.published()
    writer = staff.client(desk.author)
    public = f"/opslag/{opening.public_id}"
    writer.get(f"/konsulent/opslag/{opening.id}")
    for action, status in (("pause", 410), ("resume", 200)):
        index = [form_action(form) for form in step_forms(writer.page)].index(action)
        writer.submit("skridt", index=index)
        client.get(public, status=status)
    assert writer.page is not None
    writer.get(writer.page.link("Opgaven er besat"))
    writer.submit("skridt")
    client.get(public, status=410)
    assert "En anden fik opgaven." in client.page.text  # type: ignore[union-attr]
    assert step_forms(writer.get(f"/konsulent/opslag/{opening.id}")) == []


def test_a_step_that_came_too_late_says_so(staff: Staff, desk: Desk) -> None:
    opening = desk.draft()
    writer = staff.client(desk.author)
    writer.post(f"/konsulent/opslag/{opening.id}/skridt", {"action": "pause"}, status=409)
    writer.post(f"/konsulent/opslag/{opening.id}/skridt", {"action": "approve"}, status=404)


def test_the_english_desk_works_all_the_way(staff: Staff, client: PageClient) -> None:
    writer, reader = staff.sign_in(Role.COMPANY_CONSULTANT), staff.sign_in(Role.COMPANY_CONSULTANT)
    writer.get("/en/staff/companies/new")
    writer.submit("/en/staff/companies/new", name=A_COMPANY.name, municipality="Odense", sector="public")
    assert "The company is saved." in writer.page.text  # type: ignore[union-attr]
    writer.follow("New opening from the company")
    writer.submit("/en/staff/openings/new", then="submit", **opening_form())
    assert "sent to review" in writer.page.text  # type: ignore[union-attr]
    reader.get("/en/staff/reviews")
    reader.follow(AN_OPENING.title)
    reader.submit("guess", first="don’t know")
    reader.submit("approve")
    assert "The opening is published." in reader.page.text  # type: ignore[union-attr]
    assert "Public workplace" in client.get(client.get("/en/openings").link(AN_OPENING.title)).text


def step_forms(page: Page | None) -> list[Element]:
    assert page is not None
    return [form for form in page.forms() if "skridt" in (form.get("action") or "")]


def form_action(form: Element) -> str | None:
    return next(field.get("value") for field in form.iter("input"))


def test_the_company_cannot_have_said_yes_tomorrow(staff: Staff, desk: Desk) -> None:
    company = desk.company()
    client = staff.client(desk.author)
    client.get(f"/konsulent/opslag/nyt?virksomhed={company.id}")
    page = client.submit(
        "/konsulent/opslag/nyt", status=422, company_yes_on="2026-11-25", title="Ordn et arkiv"
    )
    assert "Dagen ligger i fremtiden" in page.text
    assert "Ordn et arkiv" in page.html


def test_a_length_is_spoken_of_carefully_while_no_limit_is_approved(staff: Staff) -> None:
    writer = staff.sign_in(Role.COMPANY_CONSULTANT)
    desk_company(writer)

    write_opening(writer, then="save", weeks="12")

    text = writer.page.text  # type: ignore[union-attr]
    assert "Se efter, hvor længe den må vare" in text
    assert "fire uger" not in text
    assert "Se på antallet af uger." not in text


def test_a_length_over_the_approved_limit_is_warned_of_and_still_saved(
    staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = next(rule for rule in load_rules() if rule.id == "praktik-laengde")
    limit = replace(limit, source_checked_on=date(2026, 11, 1))
    day = date(2026, 11, 2)
    approval = RuleApproval(
        by="Redaktøren", date=day, text_hash=limit.text_hash, second_by="Fagligt ansvarlig", second_date=day
    )
    monkeypatch.setattr("portal.shared.dated_rules.load_rules", lambda: (replace(limit, approved=approval),))
    writer = staff.sign_in(Role.COMPANY_CONSULTANT)
    desk_company(writer)

    write_opening(writer, then="save", weeks="12")

    text = writer.page.text  # type: ignore[union-attr]
    assert "Se på antallet af uger." in text
    assert "højst vare fire uger" in text


def desk_company(writer: PageClient) -> None:
    writer.get("/konsulent/virksomheder/ny")
    writer.submit(
        "/konsulent/virksomheder/ny", name=A_COMPANY.name, municipality="København", sector="private"
    )

"""The box of fixed facts: the same for every opening of a legal form; a limit only when it is approved."""

from datetime import date

import pytest

from portal.openings import fixed_facts as box
from portal.openings.fixed_facts import FORMS, fixed_facts
from portal.openings.rules import Kind
from portal.shared.clock import FrozenClock
from portal.shared.dated_rules import LengthAdvice
from tests.builders import Staff
from tests.openings.builders import Desk
from tests.page import PageClient, text_of

WINTER = date(2026, 11, 25)
NEW_LAW = date(2027, 1, 2)


@pytest.fixture
def desk(staff: Staff, clock: FrozenClock) -> Desk:
    return Desk(staff, clock)


def facts_on(client: PageClient, path: str) -> dict[str, str]:
    (box_on_page,) = (
        dl
        for dl in client.get(path).tree.iter("dl")
        if "Er det et job?" in text_of(dl) or "Is it" in text_of(dl)
    )
    names, texts = box_on_page.iter("dt"), box_on_page.iter("dd")
    return {text_of(name): text_of(text) for name, text in zip(names, texts, strict=True)}


def test_every_legal_form_says_whether_it_is_a_job_and_paid(client: PageClient, desk: Desk) -> None:
    for kind, job, pay in (
        (Kind.PRAKTIK, "Nej, det er en praktik.", "Nej."),
        (Kind.JOB, "Ja, et almindeligt job.", "Ja, løn"),
        (Kind.LOENTILSKUD, "Ja, et job i en periode.", "Ja, løn"),
        (Kind.VEJLEDNING, "Nej, det er et forløb", "Nej."),
    ):
        opening = desk.published(type=kind.value, title=f"Opgave af slagsen {kind}")
        facts = facts_on(client, f"/opslag/{opening.public_id}")
        assert facts["Er det et job?"].startswith(job) and facts["Får du løn?"].startswith(pay)
        assert all(facts.values())


def test_no_legal_form_is_left_without_its_texts() -> None:
    assert {kind.value for kind in Kind} == {*FORMS}


def test_a_talent_task_says_so_whatever_its_legal_form(client: PageClient, desk: Desk) -> None:
    opening = desk.published(type="vejledning", talent=True)
    page = f"/opslag/{opening.public_id}"
    assert facts_on(client, page)["Talentopgave"].endswith("ikke efter en bestemt uddannelse.")
    assert "Vejledning og opkvalificering, talentopgave" in client.get(page).text


def test_what_it_says_of_length_holds_before_and_after_the_new_law(client: PageClient, desk: Desk) -> None:
    """Nobody has approved a limit, so none is shown, on either side of 1 January."""
    opening = desk.published()
    for path in (f"/opslag/{opening.public_id}", f"/en/openings/{opening.public_id}"):
        facts = list(facts_on(client, path).values())
        assert "Spørg kommunen" in facts[4] or "Ask the municipality" in facts[4]
        assert not any(sign.isdigit() for sign in facts[4])


def test_a_limit_that_two_people_approved_is_shown(
    client: PageClient, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = desk.published()
    monkeypatch.setattr(box, "length_advice", lambda *_: LengthAdvice("Højst fire uger.", 4))
    facts = facts_on(client, f"/opslag/{opening.public_id}")
    assert facts["Hvor længe må det vare?"].startswith("Som hovedregel højst 4 uger.")


def test_the_limit_is_that_of_the_kind_the_sector_and_the_day(
    client: PageClient, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from portal.openings import service

    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr(box, "length_advice", lambda *about: asked.append(about))
    published = [
        desk.published(type="loentilskud"),
        desk.published(desk.company(sector="public", name="Et andet sted"), type="loentilskud"),
        desk.published(type="job"),
    ]
    with desk.database.reading() as session:
        for opening in published:
            seen = service.one_published(session, str(opening.public_id), clock=desk.clock)
            fixed_facts(seen, today=NEW_LAW, lang="da")
    assert asked == [
        ("wage-subsidy-weeks", "private", NEW_LAW, "da"),
        ("wage-subsidy-weeks", "public", NEW_LAW, "da"),
    ]


def test_the_preview_shows_the_same_box(staff: Staff, desk: Desk) -> None:
    draft = desk.draft()
    client = staff.sign_in(desk.author.role)
    page = client.get(f"/konsulent/opslag/{draft.id}/vis")
    assert "Nej, det er en praktik. Du er ikke ansat." in page.text


def test_the_page_says_what_happens_and_by_when(client: PageClient, desk: Desk) -> None:
    opening = desk.published()
    page = client.get(f"/opslag/{opening.public_id}")
    (steps,) = (ol for ol in page.tree.iter("ol"))
    said = [text_of(step) for step in steps.iter("li")]
    assert said[1] == "Vores virksomhedskonsulent svarer dig senest torsdag den 26. november."
    assert said[-1] == "Først når du har sagt ja, sender vi noget videre."
    assert "Det er frivilligt. Du kan trække dig" in page.text

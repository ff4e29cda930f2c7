"""The end of an opening: asked once more, the steps that follow a match, and what it came to."""

import pytest
from sqlalchemy import text

from portal.openings.labels import KINDS
from portal.openings.outcome_form import OUTCOMES
from portal.openings.rules import Kind, Outcome, State
from portal.shared.actors import Role
from portal.shared.audit import AuditEvent, AuditRow
from portal.shared.clock import FrozenClock
from tests.builders import Staff, make_team
from tests.openings.builders import AN_OPENING, Desk
from tests.page import PageClient

REASON = "Budgettet kom først til foråret."


@pytest.fixture
def desk(staff: Staff, clock: FrozenClock) -> Desk:
    return Desk(staff, clock)


@pytest.fixture
def author(desk: Desk) -> PageClient:
    return desk.staff.client(desk.author)


def page_of(opening_id: str, rest: str = "") -> str:
    return f"/konsulent/opslag/{opening_id}{rest}"


@pytest.mark.parametrize(
    ("action", "asking", "state"),
    [("fill", "/besat", State.FILLED), ("withdraw", "/traek-tilbage", State.WITHDRAWN)],
)
def test_a_step_that_cannot_be_taken_back_is_asked_once_more(
    desk: Desk, author: PageClient, action: str, asking: str, state: State
) -> None:
    opening = desk.published()
    author.get(page_of(opening.id))
    page = author.post(page_of(opening.id, "/skridt"), {"action": action})
    assert page.url.endswith(asking) and desk.stored(opening).state == State.PUBLISHED
    author.get(page_of(opening.id, asking))
    author.submit("/skridt")
    assert desk.stored(opening).state == state


def test_the_page_that_asks_changes_nothing_and_is_not_there_for_what_has_ended(
    desk: Desk, author: PageClient
) -> None:
    opening = desk.published()
    for asking in ("/besat", "/traek-tilbage"):
        author.get(page_of(opening.id, asking))
    assert desk.stored(opening).state == State.PUBLISHED
    author.post(page_of(opening.id, "/skridt"), {"action": "withdraw", "sure": "1"})
    author.get(page_of(opening.id, "/besat"), status=409)


def test_after_it_is_filled_the_steps_to_vitas_follow_with_text_to_paste(
    desk: Desk, author: PageClient
) -> None:
    opening = desk.published()
    page = author.post(page_of(opening.id, "/skridt"), {"action": "fill", "sure": "1"})
    assert page.heading == "Efter et match"
    said = page.text
    order = [
        "opretter ansøgningen i VITAS",
        "formålet og opgaverne",
        "skriver under",
        "Kommunen siger ja",
        "Først når",
    ]
    places = [said.index(words) for words in order]
    assert places == sorted(places)
    pasted = {area.get("id"): area for area in page.tree.iter("textarea") if area.get("readonly") is not None}
    assert set(pasted) == {"formaal", "opgaver", "rammer"}
    assert AN_OPENING.tasks in "".join(pasted["opgaver"].itertext())
    assert AN_OPENING.learn in "".join(pasted["formaal"].itertext())
    assert all(area.get("lang") == "da" for area in pasted.values())
    assert "normalt kort" in said or "fire uger" in said


@pytest.mark.parametrize(
    ("kind", "said", "unsaid"),
    [
        (Kind.JOB, "aftaler virksomheden og kandidaten med hinanden", "Tekster til ansøgningen"),
        (Kind.LOENTILSKUD, "opretter ansøgningen i VITAS", "Et almindeligt job"),
        (Kind.VEJLEDNING, "Spørg kommunen, hvordan forløbet skal aftales", "opretter ansøgningen i VITAS"),
    ],
)
def test_each_legal_form_has_its_own_steps(
    desk: Desk, author: PageClient, kind: Kind, said: str, unsaid: str
) -> None:
    opening = desk.published(type=kind.value)
    page = author.get(page_of(opening.id, "/efter-match"))
    assert said in page.text and unsaid not in page.text
    english = author.get(f"/en/staff/openings/{opening.id}/after-match")
    assert english.heading == "After a match"


def test_every_legal_form_and_every_outcome_has_its_words() -> None:
    assert set(KINDS) == set(Kind)
    assert set(OUTCOMES) == set(Outcome)


def test_what_it_came_to_is_kept_with_its_reason_for_the_team(desk: Desk, author: PageClient) -> None:
    opening = desk.published()
    author.get(page_of(opening.id, "/efter-match"))
    page = author.submit("/efter-match", outcome="company-no", reason=REASON, more_work="no")
    assert "Det er gemt." in page.text
    stored = desk.stored(opening)
    assert (stored.outcome, stored.outcome_reason, stored.more_work) == ("company-no", REASON, False)
    assert f"Virksomheden sagde nej: {REASON}" in author.get(page_of(opening.id)).text
    with desk.database.reading() as session:
        (row,) = session.query(AuditRow).filter(AuditRow.event == AuditEvent.OPENING_OUTCOME.value)
        assert row.details == {"outcome": "company-no"}


def test_a_company_with_more_tasks_leads_to_the_next_opening(desk: Desk, author: PageClient) -> None:
    opening = desk.published()
    author.get(page_of(opening.id, "/efter-match"))
    assert "Lav et nyt som dette" not in author.get(page_of(opening.id, "/efter-match")).text
    page = author.submit("/efter-match", outcome="started", more_work="yes")
    assert f"company={opening.company_id}" in page.link("Begynd på et tomt opslag")
    assert desk.stored(opening).more_work is True
    author.submit("/kopi")
    with desk.database.reading() as session:
        assert session.execute(text("SELECT count(*) FROM openings")).scalar() == 2


@pytest.mark.parametrize("number", ["010190-1234", "010190 1234", "0101901234"])
def test_a_cpr_number_in_the_reason_is_refused_and_the_rest_is_kept(
    desk: Desk, author: PageClient, number: str
) -> None:
    opening = desk.published()
    author.get(page_of(opening.id, "/efter-match"))
    page = author.submit("/efter-match", status=422, outcome="other", reason=f"Se {number}.", more_work="yes")
    assert page.title.startswith("Fejl: ")
    chosen = [one.get("value") for one in page.tree.iter("input") if one.get("checked") is not None]
    assert "other" in chosen and "yes" in chosen
    assert desk.stored(opening).outcome == ""


def test_nothing_is_said_of_what_was_never_public(desk: Desk, author: PageClient) -> None:
    draft = desk.draft()
    author.get(page_of(draft.id, "/efter-match"), status=409)
    author.post(page_of(draft.id, "/efter-match"), {"outcome": "other", "more_work": "no"}, status=409)


@pytest.mark.parametrize("rest", ["/efter-match", "/besat", "/traek-tilbage"])
def test_another_team_and_a_reader_never_see_it(desk: Desk, rest: str) -> None:
    opening = desk.published()
    with desk.database.writing() as session:
        elsewhere = make_team(session, "Et andet team").id
    desk.staff.sign_in(Role.COMPANY_CONSULTANT, elsewhere).get(page_of(opening.id, rest), status=404)
    desk.staff.client(desk.reader).get(page_of(opening.id, rest), status=404)


def test_the_log_says_who_did_what_when(desk: Desk, author: PageClient) -> None:
    opening = desk.published()
    said = author.get(page_of(opening.id)).text
    log = said[said.index("Hvad der er sket") :]
    approved, sent = log.index("Godkendt og slået op"), log.index("Sendt til gennemsyn")
    assert approved < log.index(desk.reader.name) < sent < log.index(desk.author.name)

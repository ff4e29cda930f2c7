"""Suggestions, rows and gentle questions on the pages, as a browser without JavaScript sees them."""

import re
from xml.etree.ElementTree import Element

import pytest

from tests.page import Page, PageClient, text_of
from tests.preparation.pages import CPR, alerts, begin

CAN, WANT = "/forberedelse/hvad-kan-du", "/forberedelse/hvad-vil-du"
PROPOSALS, SMV = "/forberedelse/praktikforslag", "/forberedelse/smaa-virksomheder"


def picks(page: Page) -> dict[str, str]:
    """What the buttons say and what they send, in the order of the page."""
    buttons = [b for b in page.tree.iter("button") if b.get("name") == "pick"]
    return {text_of(button): button.get("value") or "" for button in buttons}


def value(page: Page, name: str) -> str:
    field = next(e for e in page.tree.iter() if e.get("name") == name)
    return (field.get("value") or "") if field.tag == "input" else (field.text or "").strip()


def folded(page: Page) -> list[str]:
    """The names of the fields that stand in a row that is not opened."""
    rows = [e for e in page.tree.iter("details") if "one-more" in (e.get("class") or "")]
    return [str(f.get("name")) for row in rows[:1] for f in row.iter("textarea")]


@pytest.fixture
def candidate(client: PageClient) -> PageClient:
    begin(client)
    return client


def test_a_picked_competence_and_task_share_the_first_row_and_what_is_typed_stays(
    candidate: PageClient,
) -> None:
    page = candidate.get(CAN)
    page = candidate.submit(CAN, proof0="I mit speciale", pick=picks(page)["Formidling"])
    page = candidate.submit(CAN, pick=picks(page)["Lave en plan for sociale medier og måle, hvad der virker"])

    assert page.heading == "Hvad kan du, og hvor har du vist det?"
    assert value(page, "name0") == "Formidling"
    assert value(page, "proof0") == "I mit speciale"
    assert value(page, "task0") == "Lave en plan for sociale medier og måle, hvad der virker"


def test_a_pick_overwrites_nothing_that_is_typed(candidate: PageClient) -> None:
    page = candidate.get(CAN)
    page = candidate.submit(CAN, name0="Spansk", task0="Ringe til kunder", pick=picks(page)["Formidling"])

    assert value(page, "name0") == "Spansk"
    assert value(page, "task0") == "Ringe til kunder"
    assert value(page, "name1") == "Formidling"


def test_when_every_row_is_used_nothing_is_offered_and_a_pick_changes_nothing(candidate: PageClient) -> None:
    page = candidate.get(CAN)
    late = picks(page)["Formidling"]
    typed = {f"name{n}": f"Noget {n}" for n in range(5)} | {f"task{n}": f"Opgave {n}" for n in range(5)}
    page = candidate.submit(CAN, **typed, pick=late)

    assert [value(page, f"name{n}") for n in range(5)] == [f"Noget {n}" for n in range(5)]
    assert picks(page) == {}


@pytest.mark.parametrize("sent", ["task:da:offentlig.99", "can:da:findes-ikke", "x", ":::"])
def test_a_pick_that_was_never_offered_writes_nothing(candidate: PageClient, sent: str) -> None:
    candidate.get(CAN)
    page = candidate.submit(CAN, pick=sent)
    assert [value(page, f"{name}0") for name in ("name", "proof", "task")] == ["", "", ""]


def test_the_address_after_a_pick_leads_to_the_field_it_filled(candidate: PageClient) -> None:
    page = candidate.get(CAN)
    sent = {"name0": "Spansk", "task0": "Ringe til kunder", "pick": picks(page)["Formidling"]}
    answer = candidate.http.post(CAN, data=sent, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{CAN}#name1"


def test_a_pick_on_a_page_that_is_corrected_still_leads_back_to_the_overview(candidate: PageClient) -> None:
    page = candidate.get(f"{CAN}?ret=1")
    candidate.submit(CAN, pick=picks(page)["Formidling"])
    assert candidate.submit(CAN).heading == "Tjek dine svar"


def test_a_pick_beside_a_mistake_says_so_and_keeps_what_is_typed(candidate: PageClient) -> None:
    page = candidate.get(CAN)
    page = candidate.submit(CAN, status=422, proof0=f"Se {CPR}", pick=picks(page)["Formidling"])
    assert "Vi har slettet et CPR-nummer" in alerts(page)
    assert "Se […]" in page.html


def test_the_fields_of_the_candidate_are_offered_first_and_open(candidate: PageClient) -> None:
    candidate.get("/forberedelse/jobopslag")
    candidate.submit("jobopslag", fields=["offentlig"])
    page = candidate.get(CAN)
    names = [e for e in page.tree.iter("details") if text_of(next(iter(e))) == "Offentlig"]
    assert names[0].get("open") is not None
    assert next(iter(picks(page))) == "Sagsbehandling"


def test_english_pages_offer_and_write_english(candidate: PageClient) -> None:
    page = candidate.get("/en/preparation/what-you-can-do")
    offered = picks(page)
    assert not any(re.search("[æøå]", words) for words in offered)
    page = candidate.submit("what-you-can-do", pick=offered["Teach or work as a substitute teacher"])
    assert value(page, "task0") == "Teach or work as a substitute teacher"


@pytest.mark.parametrize(
    ("path", "field", "rows"), [(CAN, "proof", 5), (PROPOSALS, "tasks", 2), (SMV, "problem", 3)]
)
def test_one_row_is_shown_at_first_and_the_next_open_one_at_a_time(
    candidate: PageClient, path: str, field: str, rows: int
) -> None:
    page = candidate.get(path)
    assert f"{field}0" not in folded(page)
    assert [name for name in folded(page) if name.startswith(field)] == [
        f"{field}{n}" for n in range(1, rows)
    ]
    candidate.submit(path, **{f"{field}1": "Noget i den anden"})
    assert f"{field}1" not in folded(candidate.get(path))


def test_a_folded_row_with_a_mistake_is_opened(candidate: PageClient) -> None:
    candidate.get(CAN)
    page = candidate.submit(CAN, status=422, task4=f"Se {CPR}")
    assert folded(page) == []


@pytest.mark.parametrize("path", [CAN, PROPOSALS, SMV, WANT, "/forberedelse/dagsorden"])
def test_no_two_questions_are_read_aloud_with_the_same_words(candidate: PageClient, path: str) -> None:
    form = candidate.get(path).form(path)

    def asked(e: Element) -> bool:
        return e.tag == "legend" or (e.tag == "label" and "pick" not in (e.get("class") or "").split())

    said = [text_of(e) for e in form.iter() if asked(e)]
    said += [text_of(e) for e in form.iter("summary")]
    assert len(said) == len(set(said)), sorted(said)


def test_a_task_begins_a_proposal_and_does_not_touch_one_from_an_opening(candidate: PageClient) -> None:
    page = candidate.get(PROPOSALS)
    task = "Registrere og formidle samlinger på et museum"
    page = candidate.submit(PROPOSALS, workplace0="Et museum", tasks0="Mit eget", pick=picks(page)[task])
    assert value(page, "tasks0") == "Mit eget"
    assert value(page, "tasks1") == task
    assert picks(page) == {}


def test_looking_for_an_opening_saves_first_and_shows_the_chosen_fields(candidate: PageClient) -> None:
    candidate.get("/forberedelse/jobopslag")
    candidate.submit("jobopslag", fields=["offentlig", "videnerhverv"])
    candidate.get(PROPOSALS)
    answer = candidate.http.post(
        PROPOSALS, data={"workplace0": "Et arkiv", "go": "openings"}, follow_redirects=False
    )
    assert answer.headers["location"] == "/opslag?type=praktik&field=offentlig&field=videnerhverv"
    assert value(candidate.get(PROPOSALS), "workplace0") == "Et arkiv"


def test_a_problem_of_a_small_company_is_picked_and_can_be_changed(candidate: PageClient) -> None:
    page = candidate.get(SMV)
    assert any(a.get("href") == "/m/smv-opgaver" for a in page.tree.iter("a"))
    page = candidate.submit(SMV, pick=picks(page)["Samle tal fra fem regneark i ét"])
    assert value(page, "problem0") == "Samle tal fra fem regneark i ét"
    assert "Samle tal fra fem regneark i ét" not in picks(page)
    candidate.submit(SMV, problem0="Samle salgstal fra fem butikker")
    assert value(candidate.get(SMV), "problem0") == "Samle salgstal fra fem butikker"


def test_a_missing_plan_is_asked_about_once_and_never_holds_anyone(candidate: PageClient) -> None:
    candidate.get(WANT)
    page = candidate.submit(WANT, dream="Kurator på et museum")
    assert page.heading == "Hvad vil du helst arbejde med?"
    assert "Hvem har ellers brug for det?" in page.text
    assert "Hvad kunne du tage en tid" in page.text
    assert alerts(page) == ""
    field = next(e for e in page.tree.iter("textarea") if e.get("name") == "good")
    said = {e.get("id"): text_of(e) for e in page.tree.iter("p")}
    read_aloud = [said[part] for part in (field.get("aria-describedby") or "").split()]
    assert any("Hvem har ellers brug for det?" in words for words in read_aloud)
    assert candidate.submit(WANT).heading != page.heading
    assert "Hvem har ellers brug for det?" in candidate.get(WANT).text


def test_three_different_jobs_are_asked_about_no_more(candidate: PageClient) -> None:
    candidate.get(WANT)
    page = candidate.submit(WANT, dream="Kurator", good="Formidler", bills="Vikar")
    assert page.heading != "Hvad vil du helst arbejde med?"
    assert "Her står det samme" not in candidate.get(WANT).text


def test_nothing_written_is_nothing_asked(candidate: PageClient) -> None:
    candidate.get(WANT)
    assert candidate.submit(WANT).heading != "Hvad vil du helst arbejde med?"


def test_a_proposal_of_ones_own_does_not_say_that_it_is_an_opening(candidate: PageClient) -> None:
    candidate.get(PROPOSALS)
    candidate.submit(PROPOSALS, workplace0="Et arkiv")
    form = candidate.get(PROPOSALS).form(PROPOSALS)
    assert not [e for e in form.iter("span") if e.get("class") == "hl"]

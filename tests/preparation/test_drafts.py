"""Drafts: kept beside what is saved, for their owner alone; a stale page never overwrites silently."""

from datetime import timedelta

import pytest

from portal.preparation.steps.registry import STEPS
from portal.shared.clock import FrozenClock
from tests.page import PageClient, filled
from tests.preparation.pages import CPR, begin, share

AGENDA, DRAFT = "/forberedelse/dagsorden", "/forberedelse/dagsorden/kladde"


def keep(client: PageClient, status: int = 200, **fields: object) -> str:
    """Keeps a draft of the step that is open; returns what the script gets."""
    assert client.page is not None
    typed = dict(filled(client.page.form("dagsorden"))) | fields
    answer = client.http.post(DRAFT, data=typed)
    assert answer.status_code == status
    return answer.text


def test_a_draft_fills_the_step_and_says_so(client: PageClient) -> None:
    begin(client)
    client.get(AGENDA)
    assert "Kladden er gemt kl. 10.00" in keep(client, item1="Mit punkt")
    keep(client, item1="Mit punkt", shown1="nej")
    page = client.get(AGENDA)
    assert filled(page.form("dagsorden"))["shown1"] == ["nej"]
    assert filled(page.form("dagsorden"))["item1"] == ["Mit punkt"]
    assert "Det, du skrev, står her igen" in page.text
    assert "Mit punkt" not in client.get("/forberedelse/ark").text
    assert "Mit punkt" not in client.get("/forberedelse/del").text


def test_saving_ends_the_draft_and_an_equal_one_is_none(client: PageClient) -> None:
    begin(client)
    client.get(AGENDA)
    keep(client, item1="Mit punkt")
    client.get(AGENDA)
    client.submit("dagsorden")
    page = client.get(AGENDA)
    assert "står her igen" not in page.text
    assert "Dine svar er gemt" in keep(client)
    assert "står her igen" not in client.get(AGENDA).text


def test_a_cpr_number_is_kept_out_and_the_rest_kept(client: PageClient) -> None:
    begin(client)
    client.get(AGENDA)
    keep(client, item1="Før nummeret")
    said = keep(client, item1=f"mit {CPR}", item2="Resten")
    assert 'data-field="item1"' in said
    assert CPR not in said
    page = client.get(AGENDA)
    assert filled(page.form("dagsorden"))["item1"] == ["Før nummeret"]
    assert filled(page.form("dagsorden"))["item2"] == ["Resten"]


def test_too_much_is_refused_with_a_clear_word_and_what_was_kept_stays(client: PageClient) -> None:
    begin(client)
    client.get(AGENDA)
    keep(client, item1="o" * 200_000)
    refused = client.http.post("/forberedelse/jobopslag/kladde", data={"title0": "o" * 100_000})
    assert refused.status_code == 413
    assert "mere tekst, end der er plads til" in refused.text
    assert "o" * 200_000 in client.get(AGENDA).html


def test_after_the_session_has_ended_the_draft_is_refused_and_the_page_told(
    client: PageClient, clock: FrozenClock
) -> None:
    begin(client)
    client.get(AGENDA)
    clock.advance(timedelta(minutes=40))
    assert 'data-state="closed"' in keep(client, 403, item1="For sent")


def test_a_draft_of_another_sheet_is_not_kept_in_this_one(client: PageClient) -> None:
    begin(client)
    client.get(AGENDA)
    keep(client, 403, item1="En andens", sheet="en-anden")
    assert "En andens" not in client.get(AGENDA).html


def test_a_draft_is_thrown_away(client: PageClient) -> None:
    begin(client)
    client.get(AGENDA)
    keep(client, item1="Mit punkt")
    client.get(AGENDA)
    page = client.submit("kladde")
    assert "Mit punkt" not in page.html


def test_a_stale_page_shows_both_and_saving_again_is_deliberate(client: PageClient) -> None:
    begin(client)
    client.get(AGENDA)
    stale = dict(filled(client.get(AGENDA).form("dagsorden")))
    client.submit("dagsorden", item1="I det andet vindue")
    page = client.post(AGENDA, stale | {"item1": "I det første vindue"}, 409)
    assert "Her står nu: I det andet vindue" in page.text
    assert "I det andet vindue" in client.get("/forberedelse/ark").text
    client.page = page
    client.submit("dagsorden")
    assert "I det første vindue" in client.get("/forberedelse/ark").text


def test_the_same_content_from_a_stale_page_is_no_conflict_and_saved_once(client: PageClient) -> None:
    begin(client)
    page = client.get(AGENDA)
    typed = dict(filled(page.form("dagsorden"))) | {"item1": "Mit punkt"}
    for _ in range(2):
        assert client.post(AGENDA, typed).url.endswith("/jobopslag")
    assert filled(client.get(AGENDA).form("dagsorden"))["revision"] == ["1"]


def test_a_draft_typed_on_a_stale_page_is_still_stale_when_it_is_filled_in_again(client: PageClient) -> None:
    begin(client)
    stale = dict(filled(client.get(AGENDA).form("dagsorden")))
    client.submit("dagsorden", item1="I det andet vindue")
    client.http.post(DRAFT, data=stale | {"item1": "I det første vindue"})
    client.get(AGENDA)
    assert "Her står nu: I det andet vindue" in client.submit("dagsorden", status=409).text


def test_the_consultants_copy_is_not_touched_by_a_draft(client: PageClient) -> None:
    begin(client)
    client.get(AGENDA)
    client.submit("dagsorden", item1="Delt punkt")
    share(client)
    client.get(AGENDA)
    keep(client, item1="Kladdepunkt")
    preview = client.get("/forberedelse/del").text
    assert "Delt punkt" in preview
    assert "Kladdepunkt" not in preview


@pytest.mark.parametrize("english", [False, True])
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("after", [timedelta(minutes=40), timedelta(hours=4, minutes=1)])
def test_what_is_typed_in_any_step_survives_a_session_that_ended_and_a_wrong_code(
    client: PageClient, clock: FrozenClock, step: str, english: bool, after: timedelta
) -> None:
    code = begin(client)
    path = f"/en/preparation/{STEPS[step].en}" if english else f"/forberedelse/{STEPS[step].da}"
    form = client.get(path).form(path)
    typed = dict(filled(form))
    for field in form.iter():
        name, kind = str(field.get("name")), field.get("type")
        if field.tag == "textarea" or (field.tag == "input" and kind == "text"):
            typed[name] = [f"Skrevet i {name}"]
        if kind in ("checkbox", "radio"):
            typed[name] = (
                [*typed.get(name, []), str(field.get("value"))]
                if kind == "checkbox"
                else [str(field.get("value"))]
            )
    clock.advance(after)
    client.post(path, typed, 403)
    client.submit("continue" if english else "fortsaet", status=422, code="1234")
    page = client.submit("continue" if english else "fortsaet", code=code)
    again = dict(filled(page.form(path)))
    assert {name: sorted(set(values)) for name, values in typed.items() if name != "sheet"} == {
        name: sorted(set(values)) for name, values in again.items() if name != "sheet"
    }

"""A CPR number is taken out of every text there is, and the rest of what was typed stands."""

import json
from datetime import timedelta

import pytest

from portal.preparation import answers_file
from portal.preparation.answers import Answers, Item
from portal.preparation.steps.registry import STEPS
from portal.preparation.steps.step import Step
from portal.shared.clock import FrozenClock
from portal.web.languages import path_for
from tests.page import Page, PageClient, filled
from tests.preparation.pages import CPR, alerts, begin

SAID = "Vi har slettet et CPR-nummer"
PAPER = "/forberedelse/uden-at-gemme"
EVERY_STEP = pytest.mark.parametrize("step", STEPS.values(), ids=STEPS.keys())


def texts_in(page: Page, action: str) -> list[str]:
    """The names of all fields of a form in which words can be typed."""
    fields = page.form(action).iter()
    kinds = (
        (f.get("name") or "", f.tag, f.get("type", "text")) for f in fields if f.tag in ("input", "textarea")
    )
    return [
        name
        for name, tag, kind in kinds
        if name and (tag == "textarea" or kind in ("text", "date", "number"))
    ]


@EVERY_STEP
def test_every_text_of_every_step_refuses_it_and_shows_it_to_nobody(client: PageClient, step: Step) -> None:
    begin(client)
    path = path_for(step.page, "da")
    page = client.get(path)
    names = texts_in(page, path)
    for name in names:
        client.get(path)
        page = client.submit(path, status=422, **{name: f"mit {CPR} her"})
        assert page.title.startswith("Fejl: ")
        assert CPR not in page.html
        assert SAID in alerts(page), name
        assert filled(page.form(path))[name] == ["mit […] her"]
    client.get(path)
    client.submit(path, status=422 if names else 200, **dict.fromkeys(names, f"mit {CPR} her"))
    for saved in ("/forberedelse/tjek", "/forberedelse/ark.txt", path):
        assert CPR not in client.get(saved).html and "mit […]" not in client.get(saved).html


def test_there_are_texts_in_nearly_every_step(client: PageClient) -> None:
    begin(client)
    found = {
        key: len(texts_in(client.get(path_for(s.page, "da")), path_for(s.page, "da")))
        for key, s in STEPS.items()
    }
    assert sum(found.values()) >= 40, found
    assert {key for key, count in found.items() if not count} <= {"markers"}


def test_what_is_sent_again_without_it_is_saved(client: PageClient) -> None:
    begin(client)
    client.get("/forberedelse/dagsorden")
    client.submit("dagsorden", status=422, item1=f"Mit nummer er {CPR}", item2="Mit CV")
    client.submit("dagsorden")
    sheet = client.get("/forberedelse/ark.txt").html
    assert "Mit nummer er […]" in sheet and "Mit CV" in sheet


def test_a_session_that_ended_carries_on_without_it(client: PageClient, clock: FrozenClock) -> None:
    code = begin(client)
    client.get("/forberedelse/dagsorden")
    clock.advance(timedelta(minutes=40))
    page = client.submit("dagsorden", status=403, item1=f"Mit nummer er {CPR}", item2="Mit CV")
    assert CPR not in page.html and "Mit CV" not in page.html, "what was typed is sealed"
    assert CPR not in client.submit("fortsaet", code=code).html


def test_every_text_of_the_form_without_storage_refuses_it(client: PageClient) -> None:
    page = client.get(PAPER)
    names = texts_in(page, PAPER)
    assert len(names) >= 40
    for action in (PAPER, f"{PAPER}/ark", f"{PAPER}/fil", f"{PAPER}/gem"):
        page = client.post(action, dict.fromkeys(names, f"mit {CPR} her"), status=422)
        assert CPR not in page.html
        assert alerts(page).count(SAID) == len(names)
        assert page.html.count("mit […] her") == len(names)


def test_a_file_with_one_in_it_is_read_without_it() -> None:
    content = json.loads(answers_file.write(Answers(agenda=(Item("mit CPR her"),), questions=Item("CPR"))))
    text = json.dumps(content).replace("CPR", CPR)
    read = answers_file.read(text.encode())
    assert read.agenda[0].text == "mit […] her" and CPR not in str(read)


@EVERY_STEP
def test_a_draft_holds_none_and_does_not_show_it_again(client: PageClient, step: Step) -> None:
    begin(client)
    path = path_for(step.page, "da")
    page = client.get(path)
    typed = dict(filled(page.form(path))) | dict.fromkeys(texts_in(page, path), f"mit {CPR} her")
    answer = client.http.post(path_for(f"{step.page}_draft", "da"), data=typed)
    assert answer.status_code == 200
    assert CPR not in answer.text
    assert CPR not in client.get(path).html

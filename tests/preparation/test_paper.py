"""The form without storage: all of it comes with the request, goes with the answer, and stays nowhere."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.formparsers import MultiPartParser

from portal.preparation import answers_file, paper_routes
from portal.preparation.steps.registry import ORDER
from portal.shared.database import Database
from tests.databases import contents_of, rows_of
from tests.page import Page, PageClient, filled, text_of
from tests.preparation.builders import AN_ANSWER, House
from tests.preparation.pages import CPR, alerts, code_on
from tests.preparation.paper_pages import ENGLISH, PAPER, TYPED, fields_of, sent, show_sheet
from tests.preparation.test_traces import CANARY, log_file, stored, temporary  # noqa: F401


@pytest.fixture
def open_page(client: PageClient) -> PageClient:
    client.get(PAPER)
    return client


def test_every_step_stands_on_one_page_with_fields_of_its_own(open_page: PageClient) -> None:
    assert open_page.page is not None
    names = set(filled(open_page.page.form("uden-at-gemme", with_field="agenda-item1")))
    for step in ORDER:
        assert any(name.startswith(f"{step.key}-") for name in names), step.key
    assert "CPR" in open_page.page.text


def test_what_was_written_stands_on_the_sheet_and_comes_back_to_be_changed(open_page: PageClient) -> None:
    before = fields_of(open_page.page) | {k: [v] if isinstance(v, str) else v for k, v in TYPED.items()}  # type: ignore[arg-type]
    sheet = show_sheet(open_page, **TYPED)
    for words in ("Er mit CV for langt?", "Fuldmægtig", "Et museum"):
        assert words in sheet.text
    back = open_page.submit("uden-at-gemme")
    assert back.heading == "Lav dit ark uden at gemme noget her"
    assert fields_of(back) == before


def test_the_sheet_can_be_seen_and_fetched_without_what_is_only_the_candidates(open_page: PageClient) -> None:
    assert "Kun for mig selv" in show_sheet(open_page, **TYPED).text
    form = dict(filled(open_page.page.form("uden-at-gemme")))  # type: ignore[union-attr]
    page = open_page.post(f"{PAPER}/ark", form | {"only": "shown"})
    assert "Kun for mig selv" not in page.text
    fields = dict(filled(page.form("uden-at-gemme")))
    assert "Kun for mig selv" not in open_page.http.post(f"{PAPER}/ark.txt", data=fields).text
    assert "Kun for mig selv" in open_page.http.post(f"{PAPER}/fil", data=fields).text
    assert "Kun for mig selv" in open_page.post(f"{PAPER}/ark", fields | {"only": ["shown", ""]}).text
    assert fields_of(open_page.post(PAPER, fields))["agenda-item2"] == ["Kun for mig selv"]


def test_a_cpr_number_is_refused_in_every_text_and_the_summary_leads_to_each(open_page: PageClient) -> None:
    assert open_page.page is not None
    form = open_page.page.form("uden-at-gemme", with_field="agenda-item1")
    texts = [
        str(field.get("name"))
        for field in form.iter()
        if field.tag == "textarea" or (field.tag == "input" and field.get("type") == "text")
    ]
    assert len(texts) > 40
    for action in ("", "/ark", "/ark.pdf", "/fil", "/gem"):
        page = open_page.post(f"{PAPER}{action}", sent(open_page, **dict.fromkeys(texts, CPR)), status=422)
        linked = [link[1:] for link in page.links() if link.startswith("#")]
        assert set(texts) <= set(linked), action
        assert fields_of(page)["can-proof4"] == ["[…]"]
    assert_open_where_something_is_wrong(page)


def assert_open_where_something_is_wrong(page: Page) -> None:
    folded = [e for e in page.tree.iter("details") if "can-name0" in {i.get("id") for i in e.iter()}]
    assert [e.get("open") is not None for e in folded] == [True]


def test_what_is_folded_away_is_open_when_something_stands_in_it(open_page: PageClient) -> None:
    page = open_page.post(PAPER, sent(open_page, **{"can-name0": "Forklare"}))
    state = {
        text_of(next(e.iter("summary"))): e.get("open")
        for e in page.tree.iter("details")
        if e.get("class") == "more"
    }
    opened = [name for name, attribute in state.items() if attribute is not None]
    assert opened == ["Hvad kan du, og hvor har du vist det?"]


def test_a_word_that_is_picked_stands_in_the_first_empty_field_which_has_the_focus(
    open_page: PageClient,
) -> None:
    assert open_page.page is not None
    buttons = [e for e in open_page.page.tree.iter("button") if str(e.get("name")).endswith("-pick")]
    assert len(buttons) > 10
    chosen = next(e for e in buttons if e.get("name") == "can-pick")
    page = open_page.post(PAPER, sent(open_page, **TYPED, **{"can-pick": chosen.get("value")}))
    found = fields_of(page)
    assert text_of(chosen) in found["can-name1"] + found.get("can-task0", [])
    assert found["can-name0"] == ["Jeg kan forklare"]
    focused = [e.get("name") for e in page.tree.iter() if e.get("autofocus") is not None]
    assert focused in (["can-name1"], ["can-task0"])
    assert "can-pick" not in {name for name, values in found.items() if any(values)}


def test_a_worried_answer_leads_to_help_on_the_form_and_beside_the_sheet_but_not_on_paper(
    open_page: PageClient,
) -> None:
    worried = TYPED | {"questions": "", "agenda-item3": "Jeg har det skidt og kan ikke sove"}
    for path in ("", "/ark"):
        open_page.get(PAPER)
        page = open_page.post(f"{PAPER}{path}", sent(open_page, **worried))
        assert "Det lyder, som om det er svært lige nu" in page.text, path
    unprinted = [e for e in page.tree.iter("div") if "noprint" in str(e.get("class"))]
    assert any("Det lyder, som om" in text_of(e) for e in unprinted)


def test_nothing_is_stored_no_cookie_is_set_and_no_file_is_made(
    open_page: PageClient,
    database: Database,
    tmp_path: Path,
    temporary: Path,  # noqa: F811
    log_file: Path,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def on_disk(*_: object, **__: object) -> None:
        raise AssertionError("a file was to be made")

    monkeypatch.setattr(tempfile.SpooledTemporaryFile, "rollover", on_disk)
    monkeypatch.setattr(tempfile, "mkstemp", on_disk)
    monkeypatch.setattr(tempfile, "TemporaryFile", on_disk)
    assert MultiPartParser.spool_max_size > paper_routes.BODY_LIMIT
    before = rows_of(database)
    typed = canaries(open_page)
    answers = [
        open_page.http.get(PAPER),
        *(open_page.http.post(f"{PAPER}{path}", data=typed) for path in ("", "/ark", "/ark.txt", "/fil")),
        open_page.http.post(f"{PAPER}/ark.pdf", data=typed),
        open_page.http.post(f"{PAPER}/ark", data=typed | {"agenda-item1": f"{CANARY} {CPR}"}),
        open_page.http.post(f"{ENGLISH}/sheet", data=typed),
        loading(open_page, typed, answers_file.write(AN_ANSWER)),
        loading(open_page, typed, f"{CANARY}-forkert".encode()),
        loading(open_page, typed, CANARY.encode() * 40_000),
    ]
    for answer in answers:
        assert answer.headers["cache-control"] == "no-store"
        assert "set-cookie" not in answer.headers
        assert CANARY not in str(answer.url)
    after = rows_of(database)
    # The one thing that is counted is how many PDFs an address asks for.
    assert len(after.pop("rate_counts")) == 1
    before.pop("rate_counts")
    assert after == before
    files = stored(tmp_path) | contents_of(database)
    assert {name for name, content in files.items() if CANARY.encode() in content} == set()
    assert b"/forberedelse/uden-at-gemme/ark" in files["debug.log"]
    assert list(temporary.iterdir()) == []


def canaries(client: PageClient) -> dict[str, object]:
    assert client.page is not None
    typed = sent(client)
    for field in client.page.form("uden-at-gemme", with_field="agenda-item1").iter():
        if field.tag == "textarea" or (field.tag == "input" and field.get("type") == "text"):
            typed[str(field.get("name"))] = f"{CANARY}-{field.get('name')}"
    return typed | {"meeting-on": "1.12.", "meeting-at": CANARY}


def loading(client: PageClient, typed: dict[str, object], content: bytes):  # type: ignore[no-untyped-def]
    return client.http.post(f"{PAPER}/hent", data=typed, files={"file": (f"{CANARY}.json", content)})  # type: ignore[arg-type]


def test_it_can_be_stored_after_all_with_a_code_that_opens_the_same(
    open_page: PageClient, app: FastAPI, house: House
) -> None:
    show_sheet(open_page, **TYPED)
    fields = dict(filled(open_page.page.form("uden-at-gemme")))  # type: ignore[union-attr]
    code = code_on(open_page.post(f"{PAPER}/gem", fields))
    assert open_page.http.cookies.get("form")
    assert "Er mit CV for langt?" in open_page.get("/forberedelse/ark").text

    assert open_page.post(f"{PAPER}/gem", fields).url.endswith("/forberedelse/ny-kode")
    other = PageClient(app)
    other.get("/forberedelse/fortsaet")
    other.submit("fortsaet", code=code)
    assert "Et museum" in other.get("/forberedelse/ark").text


def test_an_open_stored_sheet_is_never_written_over(open_page: PageClient, house: House) -> None:
    candidate = house.candidate(AN_ANSWER)
    open_page.http.cookies.set("form", candidate.opened.token)
    page = open_page.post(f"{PAPER}/gem", sent(open_page, **TYPED), status=409)
    assert fields_of(page)["agenda-item1"] == ["Er mit CV for langt?"]
    assert "Der er allerede et gemt ark åbent" in alerts(page)
    assert candidate.answers().agenda == AN_ANSWER.agenda


def test_too_many_pdfs_are_refused_on_the_page_itself(
    open_page: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper_routes, "PDF_BY_ADDRESS", replace(paper_routes.PDF_BY_ADDRESS, tries=0))
    page = open_page.post(f"{PAPER}/ark.pdf", sent(open_page, **TYPED), status=429)
    assert fields_of(page)["agenda-item1"] == ["Er mit CV for langt?"]
    assert page.response.headers["retry-after"]  # type: ignore[attr-defined]


def test_a_module_can_be_taken_along(client: PageClient) -> None:
    page = client.get(f"{PAPER}?module=raadighed")
    assert "Jeg vil gerne tale om" in fields_of(page)["agenda-item1"][0]


def test_the_other_language_takes_along_what_was_written(open_page: PageClient) -> None:
    page = open_page.post(ENGLISH, sent(open_page, **TYPED))
    assert page.heading == "Make your sheet without storing anything here"
    assert filled(page.form("without-saving", with_field="agenda-item1"))["agenda-item1"] == [
        "Er mit CV for langt?"
    ]
    for path in ("/ark", "/ark.pdf", "/fil", "/hent", "/gem"):
        assert open_page.get(f"{PAPER}{path}").url.endswith(PAPER)

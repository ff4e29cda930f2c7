"""The form without storage: all of it comes with the request, goes with the answer, and stays nowhere."""

import json
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.formparsers import MultiPartParser

from portal.preparation import answers_file, paper_routes
from portal.preparation.answers import Advert, Answers, Item, Proposal
from portal.preparation.forms import LONGEST, SHORT
from portal.preparation.steps.registry import ORDER
from portal.shared.clock import FrozenClock
from portal.shared.database import Database
from tests.builders import Staff
from tests.databases import contents_of, rows_of
from tests.openings.builders import Desk
from tests.page import Page, PageClient, filled, text_of
from tests.preparation.builders import AN_ANSWER, House
from tests.preparation.pages import CPR, alerts, code_on
from tests.preparation.test_traces import CANARY, log_file, stored, temporary  # noqa: F401

PAPER = "/forberedelse/uden-at-gemme"
ENGLISH = "/en/preparation/without-saving"
TYPED = {
    "meeting-whom": "kommune",
    "meeting-first": "nej",
    "since-done": "Jeg har ringet til to steder",
    "agenda-item1": "Er mit CV for langt?",
    "agenda-item2": "Kun for mig selv",
    "agenda-shown2": "nej",
    "adverts-title0": "Fuldmægtig",
    "adverts-fields": ["kommunikation-it"],
    "proposals-workplace0": "Et museum",
    "can-name0": "Jeg kan forklare",
    "want-good": "Et job med skrivning",
    "search-what0": "Jeg skriver til en gammel kollega",
    "smv-problem0": "En hjemmeside ingen finder",
    "mobility-neighbour0": "Arkiver",
}


@pytest.fixture
def open_page(client: PageClient) -> PageClient:
    client.get(PAPER)
    return client


def sent(client: PageClient, **changed: object) -> dict[str, object]:
    """What the browser would send from the page as it stands."""
    assert client.page is not None
    return dict(filled(client.page.form("uden-at-gemme", with_field="agenda-item1"))) | changed


def show_sheet(client: PageClient, **changed: object) -> Page:
    return client.post(f"{PAPER}/ark", sent(client, **changed))


def upload(client: PageClient, content: bytes, status: int = 200, **changed: object) -> Page:
    file = {"file": ("ark.json", content, "application/json")}
    response = client.http.post(f"{PAPER}/hent", data=sent(client, **changed), files=file)  # type: ignore[arg-type]
    return client._read(response, status)


def fields_of(page: Page) -> dict[str, list[str]]:
    """The fields that are filled in, whatever was put there by itself left out."""
    found = filled(page.form("uden-at-gemme", with_field="agenda-item1"))
    return {name: values for name, values in found.items() if any(values) and name != "base"}


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


def test_the_sheet_can_be_fetched_as_pdf_as_text_and_as_a_file_from_both_pages(open_page: PageClient) -> None:
    form = sent(open_page, **TYPED)
    show_sheet(open_page, **TYPED)
    assert open_page.page is not None
    carried = dict(filled(open_page.page.form("uden-at-gemme")))
    for fields in (form, carried):
        pdf = open_page.http.post(f"{PAPER}/ark.pdf", data=fields)  # type: ignore[arg-type]
        assert pdf.content.startswith(b"%PDF")
        text = open_page.http.post(f"{PAPER}/ark.txt", data=fields)  # type: ignore[arg-type]
        assert "Er mit CV for langt?" in text.text
        file = open_page.http.post(f"{PAPER}/fil", data=fields)  # type: ignore[arg-type]
        assert answers_file.read(file.content).agenda[1] == Item("Kun for mig selv", shown=False)
        for answer in (pdf, text, file):
            assert answer.headers["content-disposition"].startswith("attachment; filename=")
            assert answer.headers["cache-control"] == "no-store"


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


def test_a_file_brings_everything_back_and_also_what_no_field_holds(open_page: PageClient) -> None:
    typed = {
        **AN_ANSWER.to_json(),
        "markers": {"readings": [{"on": "2026-10-01", "values": {"kan": 4}}], "shown": False},
    }
    typed |= {"round": 2, "round_on": "2026-11-01", "lines_before": ["abc"], "modules": ["raadighed"]}
    content = json.dumps({"format": "samtaleklar-ark", "version": 1, "answers": typed}).encode()

    page = upload(open_page, content)
    assert "Filen er hentet ind" in page.text
    file = open_page.http.post(f"{PAPER}/fil", data=sent(open_page))  # type: ignore[arg-type]
    again = answers_file.read(file.content)
    assert (again.round, again.round_on, again.lines_before) == (2, "2026-11-01", ("abc",))
    assert (again.modules, again.markers.readings[0].on) == (("raadighed",), "2026-10-01")
    assert again.agenda[:2] == AN_ANSWER.agenda
    assert again.questions == AN_ANSWER.questions
    assert again.meeting == replace(AN_ANSWER.meeting, language="da")


def test_what_was_already_written_stands_and_the_file_fills_the_rest(open_page: PageClient) -> None:
    page = upload(open_page, answers_file.write(AN_ANSWER), **{"agenda-item1": "Mit eget punkt"})
    found = fields_of(page)
    assert found["agenda-item1"] == ["Mit eget punkt"]
    assert "agenda-item2" not in found
    assert found["adverts-title0"] == [AN_ANSWER.adverts[0].title]
    assert found["adverts-shown1"] == ["nej"]
    assert "Din dagsorden" in page.text.partition("Her havde du selv skrevet noget")[2][:120]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7 en helt anden fil",
        b"\xff\xfe\x00",
        b"[]",
        b"{}",
        b"[" * 100_000,
        b'{"format": "samtaleklar-ark", "version": 2, "answers": {}}',
        b'{"format": "samtaleklar-ark", "version": 1, "answers": {"ukendt": 1}}',
        b'{"format": "samtaleklar-ark", "version": 1, "answers": {"meeting": {"on": "i morgen"}}}',
        b'{"format": "samtaleklar-ark", "version": 1, "answers": {"agenda": 7}}',
        b'{"format": "samtaleklar-ark", "version": 1, "answers": '
        b'{"markers": {"readings": [{"on": "2026-10-01", "values": {"kan": 11}}]}}}',
        b'{"format": "samtaleklar-ark", "version": 1, "answers": []}',
        b"x" * (answers_file.LARGEST + 1),
        b"x" * (3 * 1024 * 1024),
    ],
    ids=lambda content: f"{content[:24]!r}… {len(content)}",
)
def test_a_wrong_file_is_said_to_be_wrong_and_nothing_written_is_lost(
    open_page: PageClient, content: bytes
) -> None:
    page = upload(open_page, content, status=422, **TYPED)
    assert fields_of(page)["agenda-item1"] == ["Er mit CV for langt?"]
    assert fields_of(page)["mobility-neighbour0"] == ["Arkiver"]
    assert page.title.startswith("Fejl: ")
    assert "#fil" in page.links()
    assert alerts(page)


def test_no_file_chosen_says_that_one_is_to_be_chosen(open_page: PageClient) -> None:
    page = open_page.post(f"{PAPER}/hent", sent(open_page, **TYPED), status=422)
    assert "Vælg først den fil" in alerts(page)
    assert fields_of(page)["agenda-item1"] == ["Er mit CV for langt?"]


def test_a_body_without_end_is_refused_whole(open_page: PageClient) -> None:
    page = open_page.http.post(f"{PAPER}/hent", content=b"x" * (33 * 1024 * 1024))
    assert page.status_code == 413
    page = open_page.http.post(f"{PAPER}/ark", content=b"x" * (paper_routes.BODY_LIMIT + 1))
    assert page.status_code == 413


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


def test_the_longest_form_there_is_fits_however_many_signs_a_letter_takes(open_page: PageClient) -> None:
    assert open_page.page is not None
    typed = sent(open_page)
    for field in open_page.page.form("uden-at-gemme", with_field="agenda-item1").iter():
        if field.tag == "textarea":
            typed[str(field.get("name"))] = "å" * LONGEST
        elif field.tag == "input" and field.get("type") == "text":
            typed[str(field.get("name"))] = "å" * (20 if field.get("name") == "meeting-at" else SHORT * 3)
        elif field.tag == "input" and field.get("type") == "checkbox":
            typed.setdefault(str(field.get("name")), []).append(field.get("value"))  # type: ignore[union-attr]
    page = open_page.post(f"{PAPER}/ark", typed | {"meeting-on": "1.12."})
    assert page.heading == "Mit ark til samtalen"
    saved = open_page.http.post(f"{PAPER}/fil", data=dict(filled(page.form("uden-at-gemme"))))
    assert saved.status_code == 200
    assert len(saved.content) <= answers_file.LARGEST
    open_page.get(PAPER)
    again = upload(open_page, saved.content)
    assert fields_of(again)["can-proof4"] == ["å" * LONGEST]
    both = upload(open_page, saved.content)
    assert "Filen er hentet ind" in both.text


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


def test_an_opening_keeps_its_published_title_and_one_that_is_gone_leaves_it_as_words(
    client: PageClient, staff: Staff, clock: FrozenClock
) -> None:
    opening = Desk(staff, clock).published()
    page = client.get(f"{PAPER}?opening={opening.public_id}")
    title = (
        text_of(next(e for e in page.tree.iter("span") if e.get("class") == "hl"))
        .partition(": ")[2]
        .removesuffix(" (ny fane)")
    )
    assert title in show_sheet(client).text
    forged = Proposal(opening_id=str(opening.public_id), opening_title="Et andet navn")
    gone = Proposal(opening_id="findes-ikke", opening_title="Ordn et arkiv", tasks="Med mit eget")
    client.get(PAPER)
    page = upload(client, answers_file.write(Answers(proposals=(forged, gone))))
    assert "Et andet navn" not in page.html
    assert title in page.text
    assert fields_of(page)["proposals-tasks1"] == ["Ordn et arkiv\nMed mit eget"]
    sheet = show_sheet(client)
    assert title in sheet.text
    assert "Ordn et arkiv" in sheet.text


def test_a_module_can_be_taken_along(client: PageClient) -> None:
    page = client.get(f"{PAPER}?module=raadighed")
    assert "Jeg vil gerne tale om" in fields_of(page)["agenda-item1"][0]


@pytest.mark.parametrize("asked_for", [0, 1, 3])
def test_as_many_adverts_are_asked_for_as_the_organisation_says_and_those_of_a_file_are_kept(
    client: PageClient, app: FastAPI, asked_for: int
) -> None:
    app.state.organisation = app.state.organisation.model_copy(update={"adverts": asked_for})
    page = client.get(PAPER)
    titles = [
        name
        for name in filled(page.form("uden-at-gemme", with_field="agenda-item1"))
        if "adverts-title" in name
    ]
    assert len(titles) == asked_for
    three = tuple(Advert(title=f"Job {n}", shown=n != 1) for n in range(3))
    upload(client, answers_file.write(Answers(adverts=three)))
    show_sheet(client)
    file = client.http.post(f"{PAPER}/fil", data=dict(filled(client.page.form("uden-at-gemme"))))  # type: ignore[union-attr]
    assert answers_file.read(file.content).adverts == three


def test_the_other_language_takes_along_what_was_written(open_page: PageClient) -> None:
    page = open_page.post(ENGLISH, sent(open_page, **TYPED))
    assert page.heading == "Make your sheet without storing anything here"
    assert filled(page.form("without-saving", with_field="agenda-item1"))["agenda-item1"] == [
        "Er mit CV for langt?"
    ]
    for path in ("/ark", "/ark.pdf", "/fil", "/hent", "/gem"):
        assert open_page.get(f"{PAPER}{path}").url.endswith(PAPER)


def test_a_file_keeps_what_is_only_the_candidates_and_leaves_out_when_it_was_saved() -> None:
    answers = replace(
        AN_ANSWER,
        saved={"agenda": "2026-11-24T10:00"},
        revisions={"agenda": 3},
        drafts={"want": {"a": ("b",)}},
    )
    content = answers_file.write(answers)
    assert answers_file.read(content) == AN_ANSWER
    assert b"drafts" not in content

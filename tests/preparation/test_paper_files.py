"""The form without storage as a file of one's own: saved, loaded, refused."""

import json
from dataclasses import replace

import pytest
from fastapi import FastAPI

from portal.preparation import answers_file, paper_routes
from portal.preparation.answers import Advert, Answers, Item, Proposal
from portal.preparation.forms import LONGEST, SHORT
from portal.shared.clock import FrozenClock
from tests.builders import Staff
from tests.openings.builders import Desk
from tests.page import PageClient, filled, text_of
from tests.preparation.builders import AN_ANSWER
from tests.preparation.pages import alerts
from tests.preparation.paper_pages import PAPER, TYPED, fields_of, sent, show_sheet, upload
from tests.preparation.test_traces import CANARY, log_file, stored, temporary  # noqa: F401


@pytest.fixture
def open_page(client: PageClient) -> PageClient:
    client.get(PAPER)
    return client


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

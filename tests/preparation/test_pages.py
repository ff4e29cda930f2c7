"""The candidate's way through the pages, as a browser without JavaScript sees it."""

import re

import pytest

from portal.app import create_app
from portal.preparation.steps.registry import STEPS as STEPS_THERE_ARE
from portal.settings import Settings
from portal.shared.clock import FrozenClock
from portal.shared.database import Database
from portal.shared.keyring import KeyRing
from tests.page import PageClient
from tests.preparation.pages import ENGLISH, STEPS, alerts, begin, fill_in, share


def test_the_whole_way_from_start_to_a_code_that_can_be_said(client: PageClient) -> None:
    owner_code = begin(client)
    assert len(owner_code) == 29
    assert fill_in(client).heading == "Du har nok til samtalen"
    check = client.get("/forberedelse/tjek")
    for words in ("Mit punkt", "Mit skjulte punkt", "Fuldmægtig", "Et museum", "1. december 2026"):
        assert words in check.text
    preview = client.get("/forberedelse/del")
    assert "Mit punkt" in preview.text
    assert "Mit skjulte punkt" not in preview.text
    assert "kan oplysninger derfra indgå i din sag" in preview.text
    conversation_code = share(client)
    assert len(conversation_code) == 17
    assert "onsdag den 2. december" in client.get("/forberedelse/samtalekode").text


def test_the_start_page_tells_what_the_law_asks_before_the_first_field(client: PageClient) -> None:
    page = client.get("/forberedelse")
    for words in ("Dataansvarlig", "Formål", "Grundlag", "ikke på dit samtykke", "Frivilligt", "dagpenge"):
        assert words in page.text
    assert "set-cookie" not in client.http.get("/forberedelse").headers


def test_every_page_of_the_form_is_there_in_english_too(client: PageClient) -> None:
    client.get("/en/preparation")
    client.submit("begin")
    for path in ENGLISH.values():
        assert client.get(path).status == 200
    for name in ("check", "enough", "share", "sheet", "delete"):
        page = client.get(f"/en/preparation/{name}")
        assert not re.search("[æøå]", page.heading)


def test_the_fields_of_work_are_named_in_the_language_of_the_page(client: PageClient) -> None:
    begin(client)
    assert "Kommunikation og IT" in client.get("/forberedelse/jobopslag").text
    page = client.get("/en/preparation/job-adverts")
    assert "Communication" in page.text
    assert "Kommunikation" not in page.text
    client.submit("job-adverts", fields=["kommunikation-it", "offentlig"])
    assert "Communication" in client.get("/en/preparation/check").text
    assert "Kommunikation og IT, Offentlig" in client.get("/forberedelse/tjek").text


@pytest.mark.parametrize("path", STEPS)
def test_a_step_is_filled_in_with_what_was_saved(client: PageClient, path: str) -> None:
    begin(client)
    fill_in(client)
    html = client.get(path).html
    for value in STEPS[path].values():
        assert value in html


def test_the_step_says_when_it_was_saved(client: PageClient) -> None:
    begin(client)
    fill_in(client)
    assert "Trin 2 af 4" in client.get("/forberedelse/dagsorden").text
    assert "Dine svar er gemt kl. 10.00" in client.get("/forberedelse/dagsorden").text


def test_a_long_text_is_refused_kindly_and_kept(client: PageClient) -> None:
    begin(client)
    client.get("/forberedelse/dagsorden")
    page = client.submit("dagsorden", status=422, item1="ord " * 1500)
    assert "ord ord ord" in page.html


def test_an_advert_is_refused_nothing_when_all_is_empty(client: PageClient) -> None:
    begin(client)
    for path in STEPS:
        client.get(path)
        assert client.submit(path).status == 200
    assert "Ikke besvaret" in client.get("/forberedelse/tjek").text


def test_correcting_leads_straight_back_to_the_overview(client: PageClient) -> None:
    begin(client)
    fill_in(client)
    client.get("/forberedelse/dagsorden?ret=1")
    page = client.submit("dagsorden", item1="Et rettet punkt")
    assert page.heading == "Tjek dine svar"
    assert "Et rettet punkt" in page.text


def test_done_on_this_computer_leaves_no_way_back_without_the_code(client: PageClient) -> None:
    code = begin(client)
    fill_in(client)
    page = client.submit("faerdig")
    assert page.response.headers["clear-site-data"] == '"cache"'  # type: ignore[attr-defined]
    assert "form" not in client.http.cookies
    assert "Mit punkt" not in client.get("/forberedelse/tjek", status=403).text
    client.get("/forberedelse/fortsaet")
    assert "Mit punkt" in client.submit("fortsaet", code=code).text


def test_the_cookie_is_for_this_site_alone_and_ends_with_the_browser(client: PageClient) -> None:
    client.get("/forberedelse")
    answer = client.http.post("/forberedelse/begynd", follow_redirects=False)
    cookie = answer.headers["set-cookie"].lower()
    assert cookie.startswith("form=")
    for wanted in ("httponly", "samesite=strict", "path=/"):
        assert wanted in cookie
    for unwanted in ("max-age", "expires", "domain"):
        assert unwanted not in cookie


def test_over_https_the_cookie_is_bound_to_the_host(
    settings: Settings, database: Database, ring: KeyRing, clock: FrozenClock
) -> None:
    base_url = "https://samtaleklar.eksempelby.example"
    safe = Settings(**settings.model_dump() | {"base_url": base_url})
    client = PageClient(create_app(safe, database=database, ring=ring, clock=clock), base_url=base_url)
    answer = client.http.post("/forberedelse/begynd", follow_redirects=False)
    assert answer.headers["set-cookie"].startswith("__Host-form=")
    assert "secure" in answer.headers["set-cookie"].lower()
    assert client.get("/forberedelse/tjek").heading == "Tjek dine svar"


def test_nothing_of_the_form_is_kept_by_a_cache(client: PageClient) -> None:
    begin(client)
    paths = [
        *STEPS,
        *(f"/forberedelse/{p}" for p in ("tjek", "ark", "ark.pdf", "ark.txt", "del", "nok", "slet")),
    ]
    for path in paths:
        assert client.http.get(path).headers["cache-control"] == "no-store", path


def test_deleting_asks_first_and_then_nothing_is_left(client: PageClient) -> None:
    code = begin(client)
    fill_in(client)
    client.get("/forberedelse/slet")
    assert "Mit punkt" in client.get("/forberedelse/tjek").text
    client.get("/forberedelse/slet")
    assert client.submit("slet").heading == "Arket er slettet"
    client.get("/forberedelse/fortsaet")
    client.submit("fortsaet", status=422, code=code)


def test_taking_the_code_back_and_getting_a_new_one(client: PageClient) -> None:
    begin(client)
    fill_in(client)
    first = share(client)
    assert share(client) != first
    client.get("/forberedelse/traek-tilbage")
    client.submit("traek-tilbage")
    assert client.get("/forberedelse/samtalekode").heading == "Ingen samtalekode virker nu"


def test_the_other_language_of_the_page_with_the_code_is_no_dead_end(client: PageClient) -> None:
    begin(client)
    assert client.get("/en/preparation/begin").status == 200
    assert client.get("/forberedelse/begynd").status == 200
    assert client.get("/en/preparation/leave").status == 200


def test_the_sheet_is_there_as_pdf_and_as_text(client: PageClient) -> None:
    begin(client)
    fill_in(client)
    pdf = client.http.get("/forberedelse/ark.pdf")
    assert pdf.headers["content-type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF-")
    plain = client.http.get("/forberedelse/ark.txt").text
    assert "Mit punkt" in plain
    assert "Et museum" in plain


def test_the_sheet_can_be_taken_along_without_what_is_only_for_oneself(client: PageClient) -> None:
    begin(client)
    fill_in(client)
    whole = client.get("/forberedelse/ark")
    assert "Mit skjulte punkt" in whole.text
    page = client.get(whole.link("Se arket uden det, der kun er til mig"))
    assert "Mit punkt" in page.text
    assert "Mit skjulte punkt" not in page.text
    plain = client.http.get(page.link("Hent arket som tekst")).text
    assert "Mit punkt" in plain
    assert "Mit skjulte punkt" not in plain
    pdfs = [client.http.get(one.link("Hent arket (pdf)")).content for one in (page, whole)]
    assert pdfs[0] != pdfs[1]
    assert "Mit skjulte punkt" in client.get(page.link("Se hele arket")).text


@pytest.mark.parametrize("path", ["/forberedelse/tjek", "/forberedelse/ark.pdf", "/forberedelse/samtalekode"])
def test_without_a_session_a_page_asks_for_the_code(client: PageClient, path: str) -> None:
    page = client.get(path, status=403)
    assert page.heading == "Fortsæt med din egen kode"
    assert "30 minutter" not in page.text


def test_without_the_table_of_limits_no_code_is_tried(client: PageClient, database: object) -> None:
    from sqlalchemy import text

    code = begin(client)
    client.http.cookies.clear()
    with database.writing() as session:  # type: ignore[attr-defined]
        session.execute(text("DROP TABLE rate_counts"))
    client.get("/forberedelse/fortsaet")
    client.submit("fortsaet", status=503, code=code)


@pytest.mark.parametrize(
    ("path", "begin_at", "chosen"),
    [
        ("/forberedelse/om-samtalen", "/forberedelse/begynd", "da"),
        ("/en/preparation/about-the-meeting", "/en/preparation/begin", "en"),
    ],
)
def test_the_language_of_the_page_is_suggested_for_the_conversation(
    client: PageClient, path: str, begin_at: str, chosen: str
) -> None:
    client.post(begin_at)
    inputs = [e for e in client.get(path).tree.iter("input") if e.get("name") == "language"]
    assert [e.get("value") for e in inputs if e.get("checked") is not None] == [chosen]
    client.submit(path, language="andet")
    inputs = [e for e in client.get(path).tree.iter("input") if e.get("name") == "language"]
    assert [e.get("value") for e in inputs if e.get("checked") is not None] == ["andet"]


def test_more_text_than_fits_is_refused_before_it_is_lost(client: PageClient) -> None:
    begin(client)
    refused = []
    for step in STEPS_THERE_ARE.values():
        path = f"/forberedelse/{step.da}"
        fields = list(client.get(path).form(path).iter())
        # Five competences at their longest would be more than a request may hold.
        length = 1600 if step.key == "can" else 1990
        texts = {e.get("name"): "\U0001f600" * length for e in fields if e.tag == "textarea"}
        texts |= {e.get("name"): "\U0001f600" * 400 for e in fields if e.get("type") == "text"}
        texts |= {"at": "9", "on": "", "language": "da"}
        page = client.post(path, texts, status=None)
        assert page.status in (200, 422), path
        if page.status == 422:
            assert "mere tekst" in alerts(page)
            assert "\U0001f600" * 399 in page.html
            refused.append(step.key)
    assert refused


def test_going_back_keeps_what_was_typed(client: PageClient) -> None:
    begin(client)
    client.get("/forberedelse/dagsorden")
    page = client.submit("dagsorden", item1="Noget, jeg lige kom på", go="back")
    assert page.url.endswith("/forberedelse/om-samtalen")
    assert "Noget, jeg lige kom på" in client.get("/forberedelse/dagsorden").html

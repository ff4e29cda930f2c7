"""Care is said where it helps: after saving, at the field, before sharing; it hinders nothing."""

from datetime import timedelta

import pytest
from prometheus_client import REGISTRY

from portal.shared.clock import FrozenClock
from tests.databases import rows_of
from tests.page import PageClient, filled, text_of
from tests.preparation.builders import House
from tests.preparation.pages import begin

HEALTH, THIRD = "Du nævner helbred", "Du nævner en anden"
HARD, ALONE = "Det lyder, som om det er svært lige nu", "Det skal du ikke være alene med"
AGENDA, PAPER = "/forberedelse/dagsorden", "/forberedelse/uden-at-gemme"


def write(client: PageClient, **fields: str) -> str:
    """Saves the agenda and returns what stands on the next page."""
    client.get(AGENDA)
    return client.submit("dagsorden", **fields).text


@pytest.fixture
def begun(client: PageClient) -> PageClient:
    begin(client)
    return client


def test_health_and_another_person_are_mentioned_on_the_next_page_and_at_the_field(begun: PageClient) -> None:
    after = write(begun, item1="Jeg er sygemeldt", item2="Min chef Lars hjælper", item3="Mit CV")
    assert HEALTH in after and THIRD in after
    assert "Ret svaret" in after
    again = begun.get(AGENDA)
    for field, said in (("item1", HEALTH), ("item2", THIRD)):
        described = next(e.get("aria-describedby") or "" for e in again.tree.iter() if e.get("id") == field)
        words = [text_of(e) for e in again.tree.iter() if e.get("id") in described.split()]
        assert any(said in word for word in words)
    assert again.text.count(HEALTH) == again.text.count(THIRD) == 1


def test_the_link_leads_to_the_field(begun: PageClient) -> None:
    write(begun, item2="Jeg er sygemeldt")
    assert begun.page is not None
    assert begun.page.link("Ret svaret") == "/forberedelse/dagsorden?ret=1#item2"


def test_what_is_only_for_the_candidate_needs_no_remark(begun: PageClient) -> None:
    assert HEALTH not in write(begun, item1="Jeg er sygemeldt", shown1="nej")
    assert HEALTH not in begun.get(AGENDA).text
    assert HEALTH not in begun.get("/forberedelse/del").text


def test_a_worry_is_met_with_help_that_is_real_also_when_nobody_else_sees_it(begun: PageClient) -> None:
    for shown in ("ja", "nej"):
        after = write(begun, item1="Jeg har det skidt", shown1=shown)
        assert HARD in after and "egen læge" in after and "a-kasse" in after
        assert begun.page is not None and begun.page.link("Når ledigheden slider") == "/m/ledighedsstress"
        assert "112" not in after
        assert begun.get(AGENDA).text.count(HARD) == 1


def test_beside_a_worry_nothing_practical_is_said(begun: PageClient) -> None:
    after = write(begun, item1="Jeg har det skidt", item2="Jeg er sygemeldt")
    assert HARD in after and HEALTH not in after
    assert HEALTH in begun.get(AGENDA).text


def test_the_gravest_words_are_met_with_livslinien_and_112(begun: PageClient) -> None:
    after = write(begun, item1="Jeg vil ikke leve mere")
    assert ALONE in after and HARD not in after
    assert begun.page is not None
    assert {"https://livslinien.dk", "tel:112"} <= set(begun.page.links())


def test_nothing_is_hindered_and_no_address_or_cookie_tells(begun: PageClient) -> None:
    calm, grave = (write(begun, item1=text) for text in ("Mit CV", "Jeg vil ikke leve mere"))
    assert begun.page is not None and begun.page.status == 200
    url, cookies = begun.page.url, dict(begun.http.cookies)
    write(begun, item1="Mit CV")
    assert (begun.page.url, dict(begun.http.cookies)) == (url, cookies)
    assert url.endswith("/forberedelse/jobopslag")
    assert ALONE in grave and ALONE not in calm


def test_a_note_about_the_last_page_stays_for_ten_minutes(begun: PageClient, clock: FrozenClock) -> None:
    write(begun, item1="Jeg har det skidt")
    clock.advance(timedelta(minutes=10))
    assert HARD in begun.get("/forberedelse/jobopslag").text
    clock.advance(timedelta(seconds=1))
    assert HARD not in begun.get("/forberedelse/jobopslag").text
    assert HARD in begun.get(AGENDA).text


def test_another_page_saved_since_ends_the_note(begun: PageClient, clock: FrozenClock) -> None:
    write(begun, item1="Jeg har det skidt")
    clock.advance(timedelta(minutes=1))
    begun.get("/forberedelse/jobopslag")
    assert HARD not in begun.submit("jobopslag", title0="Arkivar").text


def test_before_sharing_all_that_is_shown_is_looked_through(begun: PageClient, clock: FrozenClock) -> None:
    write(begun, item1="Jeg er sygemeldt", item2="Jeg har det skidt", item3="Min chef Lars", shown3="nej")
    clock.advance(timedelta(minutes=20))
    page = begun.get("/forberedelse/del").text
    assert HEALTH in page and "Du skriver, hvordan du har det" in page
    assert THIRD not in page


def test_the_notes_are_said_in_english_too(begun: PageClient) -> None:
    begun.get("/en/preparation/agenda")
    assert "You mention health" in begun.submit("agenda", item1="I have ADHD").text
    begun.get("/en/preparation/agenda")
    assert "You should not be alone with this" in begun.submit("agenda", item2="I don't want to live").text


def test_the_form_without_storage_says_the_same_at_its_fields_and_with_its_sheet(client: PageClient) -> None:
    typed = {
        "agenda-item1": "Jeg er sygemeldt",
        "agenda-item2": "Jeg har det skidt",
        "want-dream": "Min chef Lars",
    }
    sheet = client.post(f"{PAPER}/ark", dict(filled(client.get(PAPER).form(PAPER))) | typed)
    assert HEALTH in sheet.text and THIRD in sheet.text and HARD in sheet.text
    assert "Ret svaret" not in sheet.text
    again = client.submit("uden-at-gemme")
    assert again.text.count(HEALTH) == again.text.count(THIRD) == again.text.count(HARD) == 1
    field = next(e for e in again.tree.iter() if e.get("name") == "agenda-item1")
    assert (field.get("aria-describedby") or "").endswith("-ord")
    assert HARD not in client.get(PAPER).text


def test_no_log_line_count_or_row_tells_a_worried_answer_from_a_calm_one(
    begun: PageClient, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    def traces_of(text: str) -> tuple[object, ...]:
        caplog.clear()
        with caplog.at_level("DEBUG"):
            write(begun, item1=text)
        lines = [(r.name, r.levelname, r.getMessage(), getattr(r, "path", "")) for r in caplog.records]
        samples = {(s.name, *sorted(s.labels.items())) for m in REGISTRY.collect() for s in m.samples}
        rows = {
            table: [{k: len(v) if isinstance(v, bytes) else v for k, v in row.items()} for row in rows]
            for table, rows in rows_of(house.database).items()
        }
        return lines, samples, rows

    begun.get(AGENDA)
    traces_of("Et svar")
    assert traces_of("Mit CV er for langt") == traces_of("Jeg vil ikke leve mere")


def test_help_stands_on_every_page_of_the_form_whatever_was_written(begun: PageClient) -> None:
    for path in (AGENDA, "/forberedelse/hvad-vil-du", PAPER):
        assert begun.get(path).link("nogen, du kan tale med") == "/m/ledighedsstress"

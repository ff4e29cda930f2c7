"""From the answers of a self-check to a receipt, several in one, and the check of it; nothing is kept."""

import json
import logging
from datetime import timedelta

import pytest
from fastapi import FastAPI
from sqlalchemy import func, select
from starlette.testclient import TestClient

from portal.all_models import metadata
from portal.catalogue.self_checks import ShownSelfCheck, read_self_checks
from portal.receipts import routes
from portal.receipts.rules import DAYS_VALID
from portal.settings import Settings
from portal.shared.actors import Role
from portal.shared.clock import FrozenClock
from portal.shared.codes import CodeKind, new_code
from portal.shared.database import Database
from portal.web.limits import Limit
from tests.builders import Staff
from tests.databases import contents_of
from tests.page import Page, PageClient, filled

ANSWERS, OTHER = "/m/raadighed/selvtjek", "/m/dagpenge-grundregler/selvtjek"
CHECK, NEW = "/kvittering", "/kvittering/ny"
# A count of tries is of an address, not of a receipt.
COUNTS = {"rate_counts"}


@pytest.fixture
def check(settings: Settings) -> ShownSelfCheck:
    return read_self_checks(settings.site)["raadighed"]["da"]


def choices(check: ShownSelfCheck) -> dict[str, str]:
    return {question.name: question.options[0].value for question in check.questions}


def code_on(page: Page) -> str:
    return filled(page.form(with_field="receipt"))["receipt"][0]


def receipt(client: PageClient, answers: str = ANSWERS) -> Page:
    """A receipt of a module whose explanations were just shown."""
    client.get(answers)
    return client.submit(with_field="part")


def test_after_the_answers_a_receipt_can_be_had_and_checked(
    client: PageClient, check: ShownSelfCheck
) -> None:
    client.get(check.url)
    client.submit("selvtjek", **choices(check))
    page = client.submit(with_field="part")

    assert page.heading == "Din kvittering for ret og pligt"
    assert f"{check.title}, 24. november 2026" in page.text
    assert "Den erstatter aldrig vejledning fra din a-kasse eller kommunen." in page.text
    assert "Har du ingen kvittering, sker der ingenting." in page.text
    assert "Der står ikke noget navn" in page.text
    code = code_on(page)
    client.get(CHECK)
    said = client.submit(CHECK, receipt=f"  {code.lower().replace('-', chr(10))} ")

    assert said.title.startswith("Kvitteringen er ægte")
    assert f"{check.title}, 24. november 2026. Modulet er det samme i dag." in said.text
    assert check.url in said.links()


def test_the_text_for_a_note_can_be_pasted_whole(client: PageClient) -> None:
    page = receipt(client)
    note = next(e for e in page.tree.iter() if e.get("id") == "kvittering-note").text or ""
    assert note.endswith("Den kan tjekkes på http://127.0.0.1:8000/kvittering")

    assert "Kvitteringen er ægte" in client.post(CHECK, {"receipt": note}).text


def test_whoever_reads_every_explanation_without_choosing_gets_one_too(client: PageClient) -> None:
    assert receipt(client).heading == "Din kvittering for ret og pligt"


def test_wrong_answers_make_no_difference(client: PageClient, check: ShownSelfCheck) -> None:
    wrong = {
        question.name: next(o.value for o in question.options if not o.verdict.startswith("Ja"))
        for question in check.questions
    }
    client.post(ANSWERS, wrong)
    assert client.submit(with_field="part").status == 200


@pytest.mark.parametrize("sent", [{}, {"q1": "ukendt"}])
def test_where_not_every_explanation_was_shown_nothing_is_signed(
    client: PageClient, sent: dict[str, str]
) -> None:
    page = client.post(ANSWERS, sent, status=422 if sent else 200)
    assert "Du kan få den, når du har valgt et svar i hvert spørgsmål." in page.text
    assert 'name="part"' not in page.html


def test_other_modules_give_no_receipt_and_do_not_speak_of_one(
    client: PageClient, settings: Settings
) -> None:
    assert 'name="part"' not in client.get("/m/praktikforslag/selvtjek").html
    assert "kvittering" not in client.get(read_self_checks(settings.site)["praktikforslag"]["da"].url).html


@pytest.mark.parametrize(
    ("language", "line", "path"),
    [("da", "Den er frivillig, og der sker ikke noget", CHECK), ("en", "It is voluntary", "/en/receipt")],
)
def test_the_module_says_in_one_line_what_a_receipt_is(
    client: PageClient, settings: Settings, language: str, line: str, path: str
) -> None:
    page = client.get(read_self_checks(settings.site)["raadighed"][language].url)
    assert line in page.text
    assert path in page.links()


def test_a_receipt_comes_along_to_the_next_module_by_forms_alone(client: PageClient) -> None:
    made = receipt(client)
    code = code_on(made)
    client.submit(OTHER)
    asked = client.page
    assert asked and "Din kvittering følger med, mens du svarer." in asked.text
    client.submit("selvtjek", **{name: value[0] for name, value in first_of_each(asked).items()})
    both = client.submit(with_field="part")

    lines = [line for line in both.text.split(" 24. november 2026") if line]
    assert len(lines) >= 3
    assert code_on(both) != code
    assert OTHER not in [form.get("action") for form in both.forms()]


def first_of_each(page: Page) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for field in page.form("selvtjek").iter("input"):
        if field.get("type") == "radio":
            found.setdefault(field.get("name", ""), [field.get("value", "")])
    return found


def test_two_receipts_become_one(client: PageClient) -> None:
    first = code_on(receipt(client))
    client.get(OTHER)
    both = client.submit(with_field="part", mine=f"Kode: {first}.")
    assert "/m/raadighed/selvtjek" not in [form.get("action") for form in both.forms()]
    assert OTHER not in [form.get("action") for form in both.forms()]


def test_a_wrong_old_receipt_can_be_corrected_or_left_out(client: PageClient) -> None:
    first = code_on(receipt(client))
    wrong = first[:-1] + ("0" if first[-1] != "0" else "1")
    client.get(OTHER)
    refused = client.submit(with_field="part", mine=wrong, status=422)
    assert refused.title.startswith("Fejl: ")
    assert filled(refused.form(with_field="mine"))["mine"] == [wrong]

    mended = client.submit(with_field="mine", mine=first)
    assert "/m/raadighed/selvtjek" not in [form.get("action") for form in mended.forms()]


def test_the_receipt_is_shown_again_and_in_the_other_language_as_it_was(client: PageClient) -> None:
    made = receipt(client)
    code = code_on(made)
    english = client.submit("/en/receipt/new")
    assert english.heading == "Your receipt for rights and duties"
    assert code_on(english) == code
    checked = client.post("/en/receipt", {"receipt": code})
    assert "The receipt is genuine" in checked.text
    assert code_on(client.submit("/en/receipt/new")) == code


WRONG = [
    ("", "Sæt koden fra kvitteringen ind."),
    ("hej", "Koden har ikke det rigtige antal tegn."),
    ("Må jeg få en?", "Teksten har tegn, som en kvittering ikke bruger."),
]


@pytest.mark.parametrize("path", [CHECK, "/konsulent/kvittering"])
@pytest.mark.parametrize(("typed", "said"), WRONG)
def test_what_is_no_receipt_gets_a_clear_message(
    client: PageClient, staff: Staff, path: str, typed: str, said: str
) -> None:
    visitor = client if path == CHECK else staff.sign_in(Role.EDITOR)
    visitor.get(path)
    page = visitor.submit(path, receipt=typed, status=422)
    assert page.title.startswith("Fejl: ")
    assert said in page.text
    assert filled(page.form(with_field="receipt"))["receipt"] == [typed]


def test_a_slip_of_the_finger_another_site_and_age_are_told_apart(
    client: PageClient, clock: FrozenClock
) -> None:
    code = code_on(receipt(client))
    slipped = code[:-1] + ("0" if code[-1] != "0" else "1")
    assert "Mindst ét tegn i koden er forkert." in client.post(CHECK, {"receipt": slipped}, 422).text
    clock.advance(timedelta(days=DAYS_VALID + 1))
    assert "Kvitteringen er for gammel" in client.post(CHECK, {"receipt": code}, 422).text


@pytest.mark.parametrize("kind", list(CodeKind))
def test_a_preparations_code_is_recognised_and_not_shown_again(client: PageClient, kind: CodeKind) -> None:
    code = new_code(kind).text
    page = client.post(CHECK, {"receipt": code}, 422)
    assert "Det er en kode til et forberedelsesark." in page.text
    assert code not in page.html


@pytest.mark.parametrize("note", ["Min kode er {code}, hilsen", "{code}\n{code}", "{receipt}, ark {code}."])
@pytest.mark.parametrize("kind", list(CodeKind))
@pytest.mark.parametrize("path", [CHECK, "/en/receipt"])
def test_a_preparations_code_in_the_middle_of_a_note_is_not_shown_again(
    client: PageClient, kind: CodeKind, note: str, path: str
) -> None:
    """Also when a receipt stands beside it, and without the hyphens."""
    whole = next(code for code in iter(lambda: new_code(kind).text, "") if any(map(str.isdigit, code)))
    for code in (whole, whole.replace("-", ""), whole.lower()):
        text = note.format(code=code, receipt=code_on(receipt(client)))
        assert code not in client.post(path, {"receipt": text}, 422).html


def test_a_page_that_lay_open_for_days_is_told_to_be_opened_again(
    client: PageClient, clock: FrozenClock
) -> None:
    client.get(ANSWERS)
    clock.advance(timedelta(days=2))
    page = client.submit(with_field="part", status=422)
    assert "Siden med svarene er for gammel." in page.text


@pytest.mark.parametrize("part", ["", "0" * 45, "<script>", "x" * 9000])
def test_what_no_page_signed_makes_no_receipt(client: PageClient, part: str) -> None:
    page = client.post(NEW, {"part": part}, status=422)
    assert "Din kvittering" not in page.text


def test_reading_the_address_of_a_new_receipt_makes_none(client: PageClient) -> None:
    assert client.get(NEW).heading == "Tjek en kvittering for ret og pligt"
    assert filled(client.get(f"{CHECK}?receipt=0ABCD").form(with_field="receipt"))["receipt"] == [""]


@pytest.mark.parametrize("who", list(Role))
def test_every_role_finds_the_check_and_what_a_receipt_proves(
    staff: Staff, client: PageClient, who: Role
) -> None:
    code = code_on(receipt(client))
    desk = staff.sign_in(who)
    desk.get("/konsulent")
    desk.follow("Kvittering")
    page = desk.submit("/konsulent/kvittering", receipt=code)
    assert "Kvitteringen er ægte" in page.text
    assert "Hvem der har læst. Den har ikke noget navn, og alle kan vise den." in page.text
    assert "Den erstatter aldrig jeres egen vejledning om ret og pligt." in page.text
    assert "Det har ingen betydning, at en kandidat ikke har en." in page.text


def test_no_row_no_cookie_no_cache_no_address_and_no_log_knows_of_it(
    app: FastAPI, database: Database, check: ShownSelfCheck, staff: Staff, caplog: pytest.LogCaptureFixture
) -> None:
    client, desk = PageClient(app), staff.sign_in(Role.EMPLOYMENT_CONSULTANT)
    before = rows(database)
    with caplog.at_level(logging.DEBUG):
        client.post(ANSWERS, choices(check))
        part = filled(client.page.form(with_field="part"))["part"][0]  # type: ignore[union-attr]
        made = client.submit(with_field="part")
        code = code_on(made)
        answers = [
            client.http.post(NEW, data={"part": part, "mine": code}),
            client.http.post(CHECK, data={"receipt": code}),
            client.http.post(CHECK, data={"receipt": code[:-1]}),
            desk.http.post("/konsulent/kvittering", data={"receipt": code}),
        ]

    assert rows(database) == before
    for answer in [made.response, *answers]:
        assert answer.headers["cache-control"] == "no-store"  # type: ignore[attr-defined]
        assert "set-cookie" not in answer.headers  # type: ignore[attr-defined]
        assert code[:5] not in str(answer.url) + str(answer.headers)  # type: ignore[attr-defined]
    assert dict(client.http.cookies) == {}
    written = json.dumps([[one.getMessage(), getattr(one, "fields", {})] for one in caplog.records])
    kept = b"".join(contents_of(database).values())
    assert "/kvittering" in written
    for secret in (code, part, code.replace("-", ""), *code.split("-")[:4], *choices(check).values()):
        assert secret not in written
        assert secret.encode() not in kept


def rows(database: Database) -> dict[str, int]:
    with database.reading() as session:
        return {
            name: session.scalar(select(func.count()).select_from(table)) or 0
            for name, table in metadata.tables.items()
            if name not in COUNTS
        }


@pytest.mark.parametrize(
    ("limit", "path", "sent"),
    [("CHECKING", CHECK, {"receipt": "x"}), ("MAKING", NEW, {"part": "x"})],
)
def test_too_many_at_once_are_asked_to_wait(
    client: PageClient, monkeypatch: pytest.MonkeyPatch, limit: str, path: str, sent: dict[str, str]
) -> None:
    monkeypatch.setattr(routes, limit, Limit("receipts:test", tries=2, seconds=300))
    for _ in range(2):
        client.post(path, sent, 422)
    client.post(path, sent, 429)


def test_a_foreign_page_cannot_make_a_browser_ask_for_one(app: FastAPI) -> None:
    answer = TestClient(app).post(NEW, data={"part": "x"}, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403

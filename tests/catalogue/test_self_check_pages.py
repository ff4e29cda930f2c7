"""The page that answers a self-check, in both languages, without JavaScript."""

import json
import logging
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from portal.app import create_app
from portal.catalogue.self_checks import ShownSelfCheck, read_self_checks
from portal.settings import Settings
from portal.shared.database import Database
from portal.shared.keyring import KeyRing
from tests.page import PageClient, filled

ANSWERS = {"da": "/m/raadighed/selvtjek", "en": "/en/m/raadighed/self-check"}


@pytest.fixture
def check(settings: Settings) -> ShownSelfCheck:
    return read_self_checks(settings.site)["raadighed"]["da"]


def first_choices(check: ShownSelfCheck) -> dict[str, str]:
    return {question.name: question.options[0].value for question in check.questions}


def test_every_question_is_answered_with_what_was_chosen_and_why(
    client: PageClient, check: ShownSelfCheck
) -> None:
    client.get(check.url)

    page = client.submit("selvtjek", **first_choices(check))

    assert page.heading == f"Tjek dig selv: {check.title}"
    for question in check.questions:
        assert f'id="{question.name}-said"><strong>{question.options[0].verdict}</strong>' in page.html
    assert filled(page.form("selvtjek")) == {name: [value] for name, value in first_choices(check).items()}
    assert f"{check.url}#tjek" in page.links()
    assert 'name="robots" content="noindex"' in page.html


def test_the_answer_sets_no_cookie_and_is_kept_by_no_cache(client: PageClient, check: ShownSelfCheck) -> None:
    answer = client.http.post(ANSWERS["da"], data=first_choices(check))

    assert "set-cookie" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"


def test_it_can_be_tried_again_with_another_choice(client: PageClient, check: ShownSelfCheck) -> None:
    client.post(ANSWERS["da"], first_choices(check))
    other = check.questions[1].options[1].value

    again = client.submit("selvtjek", q2=other)

    assert filled(again.form("selvtjek")) == {
        name: [other if name == "q2" else value] for name, value in first_choices(check).items()
    }


def test_a_question_without_a_choice_is_pointed_at(client: PageClient, check: ShownSelfCheck) -> None:
    chosen = first_choices(check)
    del chosen["q2"]

    page = client.post(ANSWERS["da"], chosen)

    assert "Du har ikke valgt noget her endnu: spørgsmål 2." in page.text
    assert "#q2" in page.links()


def test_nothing_chosen_is_no_fault(client: PageClient, check: ShownSelfCheck) -> None:
    client.get(check.url)

    assert "Du har ikke valgt noget endnu." in client.submit("selvtjek").text


@pytest.mark.parametrize("sent", ["ukendt-valg", "", "'; -- <b>", "💥" * 50])
def test_what_no_form_sends_gets_a_clear_message(client: PageClient, sent: str) -> None:
    page = client.post(ANSWERS["da"], {"q1": sent, "q2": ["a", "b"], "q99": "x"}, status=422)

    assert page.title.startswith("Fejl: ")
    assert "Vælg igen i spørgsmål 1" in page.text
    assert not sent or sent not in page.html


def test_the_english_page_answers_in_english_and_leads_to_the_danish(
    client: PageClient, settings: Settings
) -> None:
    check = read_self_checks(settings.site)["raadighed"]["en"]
    client.get(check.url)

    page = client.submit("self-check", **first_choices(check))

    assert page.heading == f"Check what you know: {check.title}"
    assert ANSWERS["da"] in page.links()
    assert check.questions[0].options[0].verdict in page.text


def test_every_explanation_can_be_read_without_choosing(client: PageClient, check: ShownSelfCheck) -> None:
    page = client.get(ANSWERS["da"])

    assert page.text.count("Ja, det er rigtigt.") == len(check.questions)
    assert ANSWERS["da"] in client.get(check.url).links()


@pytest.mark.parametrize("path", ["/m/ukendt/selvtjek", "/m/om-siden/selvtjek", "/en/m/ukendt/self-check"])
def test_a_module_that_is_not_there_or_asks_nothing_is_not_found(client: PageClient, path: str) -> None:
    client.get(path, status=404)
    client.post(path, {"q1": "x"}, status=404)


def test_what_was_chosen_is_in_no_log(
    client: PageClient, check: ShownSelfCheck, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        client.post(ANSWERS["da"], first_choices(check))

    written = json.dumps([[one.getMessage(), getattr(one, "fields", {})] for one in caplog.records])
    assert "selvtjek" in written
    assert not any(value in written for value in first_choices(check).values())


def test_a_build_under_a_running_server_changes_nothing(
    settings: Settings, database: Database, ring: KeyRing, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    for name in ("shells", "html", "modules.json"):
        (site / name).symlink_to(settings.site / name)
    checks = (settings.site / "self_checks.json").read_text("utf-8")
    (site / "self_checks.json").write_text(checks, "utf-8")
    app = create_app(settings.model_copy(update={"site": site}), database=database, ring=ring)
    (site / "self_checks.json").write_text("{}", "utf-8")

    assert TestClient(app, base_url="http://127.0.0.1:8000").get(ANSWERS["da"]).status_code == 200


def test_neither_choices_nor_explanations_are_searched(settings: Settings, check: ShownSelfCheck) -> None:
    documents = json.loads((settings.site / "docs.json").read_text("utf-8"))["documents"]
    page = next(one for one in documents if (one["id"], one["lang"]) == ("raadighed", "da"))
    asked = next(one["text"] for one in page["sections"] if one["anchor"] == "tjek")

    assert check.questions[0].question in asked
    assert check.questions[0].options[0].text not in asked
    assert check.questions[0].options[0].why not in asked

"""The sheet as pages and files: on paper, as text, and everything to take along."""

import json

import pytest

from portal.preparation import answers_file
from tests.page import PageClient
from tests.preparation.pages import begin, fill_in

PATHS = [("/forberedelse/ark.json", "ark.json"), ("/en/preparation/sheet.json", "sheet.json")]


@pytest.mark.parametrize(("path", "name"), PATHS)
def test_everything_that_was_written_can_be_taken_along_and_read_again(
    client: PageClient, path: str, name: str
) -> None:
    code = begin(client)
    fill_in(client)

    response = client.http.get(path)

    assert response.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert "no-store" in response.headers["cache-control"]
    found = json.loads(response.content)
    assert (found["format"], found["version"]) == (answers_file.FORMAT, answers_file.VERSION)
    assert "language" in found and "drafts" not in found["answers"]
    assert not any(group in response.text for group in code.split("-"))
    answers = answers_file.read(response.content)
    assert [item.text for item in answers.agenda if item.text] == ["Mit punkt", "Mit skjulte punkt"]


def test_without_an_open_sheet_there_is_no_file(client: PageClient) -> None:
    for path, _ in PATHS:
        assert client.http.get(path).status_code == 403


def test_the_page_and_the_text_say_the_same(client: PageClient) -> None:
    begin(client)
    fill_in(client)

    for page, text in (
        ("/forberedelse/ark", "/forberedelse/ark.txt"),
        ("/en/preparation/sheet", "/en/preparation/sheet.txt"),
    ):
        shown = " ".join(client.get(page).text.split())
        for line in client.http.get(text).text.splitlines():
            words = line.lstrip("-0123456789. ").replace("[", "(").replace("]", ")").strip()
            assert words.casefold() in shown.casefold()

"""Every request has a number: in the answer, in each log line, and on the page for a reader to quote."""

import json
import logging
import re
from collections.abc import Iterator

import pytest
from fastapi import FastAPI

from portal.shared.errors import Unavailable
from portal.shared.request_id import current_request_id, numbered
from portal.web.guards import PUBLIC
from portal.web.request_log import JsonLines
from tests.page import PageClient

FORM = re.compile(r"[bcdfghjkmnpqrstvwxz]{4}(-[bcdfghjkmnpqrstvwxz]{4}){2}")


class Lines(logging.Handler):
    """The log as it is written, each line as what it holds."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(JsonLines())
        self.read: list[dict[str, object]] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.startswith("portal"):
            self.read.append(json.loads(self.format(record)))


@pytest.fixture
def lines() -> Iterator[list[dict[str, object]]]:
    handler, logger = Lines(), logging.getLogger("portal")
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    yield handler.read
    logger.removeHandler(handler)
    logger.setLevel(before)


def add(app: FastAPI, path: str, handler: object) -> None:
    app.add_api_route(path, handler, dependencies=[PUBLIC])  # type: ignore[arg-type]
    app.router.routes.insert(0, app.router.routes.pop())


def fail() -> None:
    raise RuntimeError


def too_many() -> None:
    raise Unavailable("Prøv igen om lidt")


@pytest.mark.parametrize("path", ["/", "/opslag", "/findes-ikke", "/healthz", "/api/v1/openings"])
def test_every_answer_carries_a_number_of_its_own(client: PageClient, path: str) -> None:
    first, second = (client.http.get(path).headers["x-request-id"] for _ in range(2))
    assert FORM.fullmatch(first) and FORM.fullmatch(second)
    assert first != second


@pytest.mark.parametrize("sent", ["bcdf-bcdf-bcdf", "Testfirma ApS", "x" * 4000])
def test_a_number_that_came_along_is_not_taken_over(
    client: PageClient, lines: list[dict[str, object]], sent: str
) -> None:
    answer = client.http.get("/healthz", headers={"x-request-id": sent, "x-correlation-id": sent})
    assert FORM.fullmatch(answer.headers["x-request-id"])
    assert sent not in answer.headers["x-request-id"] + json.dumps(lines)


def test_every_log_line_of_a_request_carries_its_number(
    app: FastAPI, client: PageClient, lines: list[dict[str, object]]
) -> None:
    def handler() -> None:
        # A plain function runs in a thread of its own.
        logging.getLogger("portal.somewhere").warning("in the middle")
        raise RuntimeError

    add(app, "/fejl", handler)
    number = client.http.get("/fejl").headers["x-request-id"]
    assert [line["message"] for line in lines] == ["in the middle", "unforeseen error", "request"]
    assert {line["request"] for line in lines} == {number}


def test_outside_a_request_a_log_line_has_no_number(lines: list[dict[str, object]]) -> None:
    logging.getLogger("portal.somewhere").warning("at the start")
    assert "request" not in lines[0]
    assert current_request_id() == ""


def test_numbers_end_where_they_began() -> None:
    with numbered() as outer:
        with numbered() as inner:
            assert current_request_id() == inner != outer
        assert current_request_id() == outer
    assert current_request_id() == ""


@pytest.mark.parametrize(("path", "label"), [("/fejl", "Fejlnummer"), ("/en/fejl", "Error number")])
@pytest.mark.parametrize(("handler", "status"), [(fail, 500), (too_many, 503)])
def test_an_error_of_ours_shows_its_number_to_the_reader(
    app: FastAPI, client: PageClient, path: str, label: str, handler: object, status: int
) -> None:
    add(app, path, handler)
    page = client.get(path, status=status)
    assert f"{label}: {page.response.headers['x-request-id']}" in page.text  # type: ignore[attr-defined]


def test_what_the_reader_can_mend_shows_no_number(client: PageClient) -> None:
    assert "Fejlnummer" not in client.get("/findes-ikke", status=404).text


def test_a_problem_as_json_names_its_number(client: PageClient) -> None:
    answer = client.http.get("/api/v1/not-there")
    assert answer.json()["request_id"] == answer.headers["x-request-id"]

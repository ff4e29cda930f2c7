"""Headers, foreign requests, large bodies, error pages."""

import logging

import pytest
from fastapi import FastAPI

from portal.web.guards import PUBLIC
from tests.page import PageClient


@pytest.mark.parametrize("path", ["/healthz", "/findes-ikke", "/", "/log-ind"])
def test_every_answer_carries_the_security_headers(client: PageClient, path: str) -> None:
    headers = client.http.get(path).headers
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "access-control-allow-origin" not in headers


def test_a_reader_gets_no_cookie(client: PageClient) -> None:
    for path in ("/", "/en/", "/soeg", "/opslag", "/forberedelse", "/log-ind"):
        assert "set-cookie" not in client.http.get(path).headers, path


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "rubbish"},
        {"origin": "https://ond.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
    ],
)
def test_an_unsafe_request_from_elsewhere_is_refused(client: PageClient, headers: dict[str, str]) -> None:
    assert client.http.post("/log-ind", headers=headers).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [{}, {"sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}, {"origin": "http://127.0.0.1:8000"}],
)
def test_an_unsafe_request_from_the_site_itself_is_taken(client: PageClient, headers: dict[str, str]) -> None:
    assert client.http.post("/log-ind", headers=headers).status_code == 422


def test_a_large_body_is_refused(client: PageClient) -> None:
    assert client.http.post("/log-ind", content=b"x" * 300_000).status_code == 413


def test_an_endless_body_is_refused(client: PageClient) -> None:
    chunks = (b"x" * 1000 for _ in range(1000))
    assert client.http.post("/log-ind", content=chunks).status_code == 413


def test_an_unknown_page_is_told_in_the_language_of_the_path(client: PageClient) -> None:
    assert client.get("/findes-ikke", status=404).heading == "Siden findes ikke"
    assert client.get("/en/not-there", status=404).heading == "The page does not exist"


def test_an_unknown_json_path_answers_with_a_problem(client: PageClient) -> None:
    response = client.http.get("/api/v1/not-there")
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["title"] == "The page does not exist"


def test_an_unforeseen_error_is_a_constant_page_and_its_message_is_not_logged(
    app: FastAPI, client: PageClient, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(typed: str) -> None:
        raise RuntimeError(f"KANARIE {typed}")

    app.add_api_route("/fejl", fail, dependencies=[PUBLIC])
    app.router.routes.insert(0, app.router.routes.pop())
    with caplog.at_level(logging.DEBUG):
        page = client.get("/fejl?typed=KANARIE", status=500)
    assert "KANARIE" not in page.html
    ours = [record for record in caplog.records if not record.name.startswith("httpx")]
    assert any(record.getMessage() == "unforeseen error" for record in ours)
    assert "KANARIE" not in "".join(record.getMessage() + str(record.__dict__) for record in ours)


@pytest.mark.parametrize(("wrong", "right"), [("/opslag/", "/opslag"), ("/webinarer", "/webinarer/")])
def test_a_path_with_the_wrong_slash_leads_to_the_right_one(
    client: PageClient, wrong: str, right: str
) -> None:
    response = client.http.get(wrong, follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (308, right)

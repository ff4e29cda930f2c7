"""Search as JSON: the contract's keys, its limits, and problems that say what they are."""

import pytest

from tests.openings.builders import Desk
from tests.page import PageClient

URL = "/api/v1/search"
KEYS = {"id", "type", "title", "url", "snippet", "score"}


def found(client: PageClient, **parameters: object) -> dict[str, object]:
    response = client.http.get(URL, params=parameters)  # type: ignore[arg-type]
    assert response.status_code == 200, response.text
    return response.json()  # type: ignore[no-any-return]


def test_the_answer_has_the_keys_of_the_contract_and_no_other(client: PageClient, desk: Desk) -> None:
    desk.published(title="Gør noget ved et nyhedsbrev i en praktik")
    answer = found(client, q="praktik")
    assert set(answer) == {"query", "total", "did_you_mean", "results"}
    assert answer["query"] == "praktik" and answer["total"] == 4 and answer["did_you_mean"] is None
    assert [hit["type"] for hit in answer["results"]][-1] == "opening"  # type: ignore[attr-defined]
    for hit in answer["results"]:  # type: ignore[attr-defined]
        assert set(hit) == KEYS
        assert hit["url"].startswith("/") and "<" not in hit["snippet"] and hit["score"] > 0


@pytest.mark.parametrize("kind", ["module", "webinar", "opening", "page"])
def test_a_type_narrows_to_that_type(client: PageClient, desk: Desk, kind: str) -> None:
    desk.published(title="Gør noget ved et nyhedsbrev i en praktik")
    answer = found(client, q="praktik", type=kind)
    assert {hit["type"] for hit in answer["results"]} == {kind}  # type: ignore[attr-defined]


def test_english_answers_lead_to_english_pages(client: PageClient) -> None:
    answer = found(client, q="availability", lang="en")
    assert answer["results"][0]["url"].startswith("/en/raadighed/")  # type: ignore[index]


def test_a_limit_bounds_the_results_and_not_the_total(client: PageClient) -> None:
    answer = found(client, q="praktik", limit=1)
    assert len(answer["results"]) == 1 and answer["total"] == 3  # type: ignore[arg-type]


def test_did_you_mean_is_a_spelling_that_finds(client: PageClient) -> None:
    meant = found(client, q="virksomhedspratik")["did_you_mean"]
    assert meant == "virksomhedspraktik"
    assert found(client, q=meant)["total"]


def test_an_empty_question_finds_nothing(client: PageClient) -> None:
    assert found(client, q="") == {"query": "", "total": 0, "did_you_mean": None, "results": []}


@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"q": "praktik", "lang": "de"},
        {"q": "praktik", "type": "company"},
        {"q": "praktik", "limit": "0"},
        {"q": "praktik", "limit": "51"},
        {"q": "praktik", "limit": "many"},
        {"q": "x" * 1001},
    ],
)
def test_a_bad_parameter_is_a_problem_that_does_not_echo(
    client: PageClient, parameters: dict[str, str]
) -> None:
    response = client.http.get(URL, params=parameters)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert set(response.json()) == {"type", "title", "status", "detail", "request_id"}
    assert "xxx" not in response.text

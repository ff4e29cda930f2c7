"""/readyz and /metrics: somebody on this machine or with the token; to all others they do not exist."""

from typing import Any

import pytest
from fastapi import FastAPI
from pydantic import SecretStr, ValidationError
from starlette.testclient import TestClient
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from portal.settings import Settings

TOKEN = "et-ord-kun-for-driften-2026"
PATHS = ("/readyz", "/metrics")
BEARER = {"authorization": f"Bearer {TOKEN}"}


def visit(
    app: FastAPI,
    *,
    client: str = "127.0.0.1",
    host: str = "127.0.0.1:8000",
    headers: dict[str, Any] | None = None,
    proxied: bool = False,
) -> set[int]:
    """What both paths answer; `proxied` is how uvicorn runs the app behind a proxy on this machine."""
    served = ProxyHeadersMiddleware(app, "127.0.0.1") if proxied else app  # type: ignore[arg-type]
    http = TestClient(served, client=(client, 40000), raise_server_exceptions=False)
    sent = {"host": host, **(headers or {})}
    return {200 if (code := http.get(path, headers=sent).status_code) == 503 else code for path in PATHS}


@pytest.fixture
def https(app: FastAPI, settings: Settings) -> FastAPI:
    """The app as it is behind a proxy."""
    app.state.settings = settings.model_copy(update={"base_url": "https://klar.eksempelby.example"})
    return app


def set_token(app: FastAPI) -> FastAPI:
    app.state.settings = app.state.settings.model_copy(update={"operation_token": SecretStr(TOKEN)})
    return app


@pytest.mark.parametrize(
    ("client", "host"),
    [("127.0.0.1", "127.0.0.1:8000"), ("127.0.0.1", "localhost:8000"), ("::1", "[::1]:8000")],
)
def test_somebody_on_this_machine_is_answered(app: FastAPI, client: str, host: str) -> None:
    assert visit(app, client=client, host=host) == {200}


@pytest.mark.parametrize("client", ["192.0.2.7", "10.0.0.5", "2001:db8::1", "testclient", "127.evil"])
def test_a_stranger_finds_nothing(app: FastAPI, client: str) -> None:
    assert visit(app, client=client) == {404}


def test_a_stranger_sees_the_page_of_any_unknown_path(app: FastAPI) -> None:
    http = TestClient(app, client=("192.0.2.7", 40000))
    pages = {path: http.get(path) for path in (*PATHS, "/findes-ikke")}
    assert {page.status_code for page in pages.values()} == {404}
    texts = {page.text.replace(path, "") for path, page in pages.items()}
    assert len(texts) == 1


@pytest.mark.parametrize(
    "forwarded",
    [
        {"x-forwarded-for": "127.0.0.1"},
        {"x-forwarded-for": "127.0.0.1, 127.0.0.1"},
        {"x-forwarded-for": "192.0.2.7, 127.0.0.1"},
        {"x-forwarded-for": "::1"},
        {"x-forwarded-for": ""},
        {"x-forwarded-host": "localhost"},
        {"x-forwarded-proto": "https"},
        {"x-real-ip": "127.0.0.1"},
        {"forwarded": "for=127.0.0.1"},
        {"via": "1.1 proxy"},
    ],
)
@pytest.mark.parametrize("proxied", [True, False])
def test_who_comes_through_a_proxy_is_not_on_this_machine(
    https: FastAPI, forwarded: dict[str, str], proxied: bool
) -> None:
    assert visit(https, headers=forwarded, proxied=proxied) == {404}


@pytest.mark.parametrize(
    "host", ["klar.eksempelby.example", "127.0.0.1.ond.example", "localhost.ond.example", "", "[", "@"]
)
def test_a_proxy_that_says_nothing_but_passes_the_public_name_makes_nobody_local(
    https: FastAPI, host: str
) -> None:
    assert visit(https, host=host) == {404}


def test_with_a_token_the_token_alone_counts_behind_a_proxy(https: FastAPI) -> None:
    """A proxy that adds nothing and renames the host looks like a person on this machine."""
    set_token(https)
    assert visit(https) == {404}
    assert visit(https, headers=BEARER) == {200}


def test_the_token_opens_from_anywhere(https: FastAPI) -> None:
    set_token(https)
    through = BEARER | {"x-forwarded-for": "192.0.2.7"}
    assert visit(https, host="klar.eksempelby.example", headers=through, proxied=True) == {200}
    assert visit(https, client="192.0.2.7", headers=BEARER) == {200}


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "Bearer",
        "Bearer ",
        f"Bearer {TOKEN}x",
        f"Bearer {TOKEN[:-1]}",
        f"Basic {TOKEN}",
        TOKEN,
        "Bearer æøå",
    ],
)
def test_a_wrong_token_opens_nothing(https: FastAPI, sent: str) -> None:
    set_token(https)
    headers = {"authorization": sent.encode("latin-1")}
    assert visit(https, client="192.0.2.7", headers=headers) == {404}


def test_without_a_token_no_token_opens(https: FastAPI) -> None:
    for sent in ("Bearer", "Bearer ", "Bearer None", f"Bearer {TOKEN}"):
        assert visit(https, client="192.0.2.7", headers={"authorization": sent}) == {404}


def test_over_http_this_machine_counts_with_a_token_too(app: FastAPI) -> None:
    assert visit(set_token(app)) == {200}


@pytest.mark.parametrize("weak", ["", "kort", "x" * 23, "x" * 201, "med mellemrum " * 3, "æ" * 30])
def test_a_weak_token_is_refused_and_not_quoted(weak: str) -> None:
    with pytest.raises(ValidationError, match="OPERATION_TOKEN") as refused:
        Settings(operation_token=SecretStr(weak))
    assert not weak or weak not in str(refused.value)


def test_health_is_told_to_everybody(https: FastAPI) -> None:
    set_token(https)
    assert TestClient(https, client=("192.0.2.7", 1)).get("/healthz").json() == {"status": "ok"}

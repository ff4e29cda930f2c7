"""Every route as everybody: nothing of the company, nothing a candidate kept, anywhere."""

import logging
import re
import subprocess
from email.message import EmailMessage
from pathlib import Path

import pytest
from fastapi.routing import APIRoute

from portal.settings import PROJECT_ROOT
from portal.shared import outbox
from portal.shared.outbox import Sender
from portal.site_search.indexing import follow
from portal.web.guards import PUBLIC as LET_IN
from search import OpeningSearch
from tests.canaries import (
    PUBLIC,
    SECRETS_OF_CANDIDATE,
    SECRETS_OF_COMPANY,
    SECRETS_OF_ENQUIRY,
    World,
    forms_of,
    hits,
)
from tests.databases import contents_of
from tests.page import PageClient
from tools.access_matrix import routes_of


def addresses(route: APIRoute, ids: dict[str, list[str]]) -> list[str]:
    """Every address of a route; a parameter nobody has told the crawl about fails it."""
    names = re.findall(r"{(\w+)(?::\w+)?}", route.path)
    unknown = [name for name in names if name not in ids]
    assert not unknown, f"the crawl does not know how to fill {unknown} of {route.path}"
    paths = [route.path]
    for name in names:
        paths = [re.sub(r"{" + name + r"(:\w+)?}", value, path) for path in paths for value in ids[name]]
    return paths


def crawl(world: World, method: str, only: str = "") -> list[str]:
    """Every finding of one method over all routes and roles, or over the routes that begin like this."""
    chosen = [r for r in routes_of(world.app) if method in (r.methods or set()) and r.path.startswith(only)]
    paths = [path for route in chosen for path in addresses(route, world.ids)]
    found = []
    for who, client, own in world.clients():
        with client.http:
            for path in paths:
                if method == "POST" and who == "candidate" and "slet" in path:
                    continue
                hit = hits(answer(client, method, path, who), forbidden(who, own, path))
                found += [f"{who} {method} {path}: {secret}" for secret in hit]
    return found


def answer(client: PageClient, method: str, path: str, who: str) -> list[str]:
    response = client.http.request(method, path, follow_redirects=False)
    assert response.status_code < 500, f"{who} {method} {path}: {response.status_code}"
    texts = forms_of(response.content, response.headers.get("content-type", ""))
    return [*texts, str(response.headers) + str(response.url)]


def forbidden(who: str, own: bool, path: str) -> list[str]:
    """What this person may not see here."""
    secrets = [] if own and not PUBLIC.match(path) else SECRETS_OF_COMPANY + SECRETS_OF_ENQUIRY
    return secrets if who == "candidate" else secrets + SECRETS_OF_CANDIDATE


def test_no_route_that_is_posted_to_shows_anyone_what_is_not_theirs(world: World) -> None:
    assert crawl(world, "POST") == []


def test_the_crawl_finds_a_planted_leak(world: World) -> None:
    world.app.add_api_route("/plantet", lambda: {"x": "Kanarie-Navn"}, dependencies=[LET_IN])
    world.app.router.routes.insert(0, world.app.router.routes.pop())
    assert any("/plantet" in line for line in crawl(world, "GET", only="/plantet"))


def test_the_crawl_fails_on_a_parameter_it_does_not_know(world: World) -> None:
    route = APIRoute("/ny/{ukendt_id}", lambda: None)
    with pytest.raises(AssertionError, match="does not know"):
        addresses(route, world.ids)


def test_no_page_shows_anyone_what_is_not_theirs_and_no_mail_log_or_index_holds_a_canary(
    world: World, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        assert crawl(world, "GET") == []
        follow(world.database, OpeningSearch(tmp_path / "index"), clock=world.clock)
    ours = [r for r in caplog.records if not r.name.startswith(("httpx", "httpcore", "asyncio"))]
    logged = " ".join(r.getMessage() + str(r.__dict__) for r in ours)
    everything = SECRETS_OF_COMPANY + SECRETS_OF_ENQUIRY + SECRETS_OF_CANDIDATE
    assert hits([logged], everything) == []
    box: list[EmailMessage] = []
    sender = Sender(box.append, "ingen-svar@eksempelby.example", "Eksempelby", "https://klar.example")
    outbox.send_due(world.database, world.ring, world.clock, sender)
    assert box
    for message in box:
        del message["To"]
        assert hits([message.as_string()], everything) == []
    indexed = [p.read_bytes() for p in (tmp_path / "index").rglob("*") if p.is_file()]
    assert indexed
    assert hits([content.decode("latin-1") for content in indexed], everything) == []


def test_what_a_candidate_wrote_is_in_no_file_of_the_database(world: World) -> None:
    stored = contents_of(world.database)
    assert sum(map(len, stored.values())) > 10_000
    for content in stored.values():
        text = content.decode("latin-1").lower()
        assert hits([text], [s for s in SECRETS_OF_CANDIDATE + SECRETS_OF_ENQUIRY if s.isascii()]) == []


def test_the_built_site_and_the_repository_hold_no_canary_and_no_foreign_address() -> None:
    for file in (PROJECT_ROOT / "build" / "site").rglob("*"):
        if file.is_file():
            assert hits([file.read_bytes().decode("utf-8", "replace")], SECRETS_OF_COMPANY[:6]) == [], file
    tracked = subprocess.run(
        ["/usr/bin/env", "git", "ls-files", "portal", "content", "search"],
        cwd=PROJECT_ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.split()
    assert not [name for name in tracked if name.endswith((".db", ".eml", ".pem", ".key"))]

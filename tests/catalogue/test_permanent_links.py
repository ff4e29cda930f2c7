"""`/m/{id}` leads to the page for as long as the site exists."""

import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from portal.catalogue.content_check import CONTENT
from portal.catalogue.content_pages import read_content
from portal.catalogue.modules import read_modules
from portal.settings import PROJECT_ROOT, Settings
from portal.web.languages import is_portal_path

PAGE = {"title": "Rådighed", "minutes": 7, "summary": "Kort.", "sections": [{"anchor": "a", "heading": "A"}]}
MODULE = {
    "da": PAGE | {"url": "/ret-og-pligt/raadighed/"},
    "en": PAGE | {"url": "/en/rights-and-duties/availability/"},
    "folder": "rights-duties",
    "type": "module",
    "version": "0123",
}


def written(site: Path, *ids: str, moved: dict[str, str] | None = None) -> Path:
    site.mkdir(exist_ok=True)
    modules = {"modules": dict.fromkeys(ids, MODULE), "moved": moved or {}}
    (site / "modules.json").write_text(json.dumps(modules), encoding="utf-8")
    return site


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The shells of the real build, with modules of our own."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "shells").symlink_to(PROJECT_ROOT / "build" / "site" / "shells")
    (site / "html").mkdir()
    return written(site, "raadighed", "webinar-start", moved={"gammel": "raadighed"})


@pytest.fixture
def settings(tmp_path: Path, ring_file: Path, site: Path) -> Settings:
    return Settings(data=tmp_path, keyring=ring_file, site=site)


@pytest.fixture
def browser(app: FastAPI) -> TestClient:
    return TestClient(app, base_url="http://127.0.0.1:8000", follow_redirects=False)


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/m/raadighed", "/ret-og-pligt/raadighed/"),
        ("/en/m/raadighed", "/en/rights-and-duties/availability/"),
        ("/m/webinar-start", "/ret-og-pligt/raadighed/"),
        ("/m/gammel", "/ret-og-pligt/raadighed/"),
        ("/en/m/gammel", "/en/rights-and-duties/availability/"),
    ],
)
def test_a_permanent_link_leads_to_the_page_in_its_language(browser: TestClient, path: str, to: str) -> None:
    answer = browser.get(path)

    assert (answer.status_code, answer.headers["location"]) == (302, to)
    assert browser.head(path).status_code == 302


@pytest.mark.parametrize("path", ["/m/ukendt", "/en/m/ukendt", "/m/..%2f..%2fetc"])
def test_an_unknown_id_is_not_found(browser: TestClient, path: str) -> None:
    assert browser.get(path).status_code == 404


def test_a_permanent_link_follows_a_new_build_without_a_restart(browser: TestClient, site: Path) -> None:
    assert browser.get("/m/ny").status_code == 404

    written(site, "raadighed", "ny")

    assert browser.get("/m/ny").status_code == 302


def test_without_a_build_there_are_no_modules(tmp_path: Path) -> None:
    assert read_modules(tmp_path).modules == {}


def test_modules_keep_the_order_of_the_editor_and_can_be_chosen_by_type(site: Path) -> None:
    modules = read_modules(site)

    assert list(modules.of_type("module")) == ["raadighed", "webinar-start"]
    found = modules.find("gammel")
    assert found is not None
    assert found.page("en").url == "/en/rights-and-duties/availability/"


def test_every_portal_path_that_a_page_links_to_has_a_route(app: FastAPI) -> None:
    linked = {
        (str(page.path), link.target)
        for page in read_content(CONTENT).pages
        for link in page.scan.links
        if link.target.startswith("/")
    }
    pages = {"/", "/en/", "/was"}
    dead = [(path, to) for path, to in linked if urlsplit(to).path not in pages and not answers(to)]

    assert linked
    assert app.routes
    assert dead == []


def answers(target: str) -> bool:
    path = urlsplit(target).path
    return is_portal_path(path) or path.endswith(".ics")

"""The components pages show everything the stylesheet knows, and production does not have them."""

import re
from collections.abc import Iterator

import pytest
from fastapi import FastAPI

from portal.settings import PROJECT_ROOT
from tests.page import PageClient

STYLES = PROJECT_ROOT / "portal" / "web" / "site" / "css"
PAGES = ("/komponenter", "/komponenter/bord", "/opslag/tavle")
# A class that no component wears there, and where it is looked at instead.
ELSEWHERE = {
    "landing": "the front page alone",
    "listing": "the lists of pages",
    "sourced": "a module's wider margin",
    "take-along": "the end of every module",
    "goes-on": "made by the layout where a margin note closes in the middle",
    "f": "the list of openings",
    "noprint": "what paper leaves out",
    "sign": "the room for a yes on the printed preview",
    "hidden-page": "made by the script that hides a sheet",
}


def known_classes() -> Iterator[str]:
    for file in sorted(STYLES.rglob("*.css")):
        rules = re.sub(r"/\*.*?\*/|\{[^{}]*\}", " ", file.read_text("utf-8"), flags=re.DOTALL)
        yield from re.findall(r"\.([a-z][\w-]*)", rules)


def worn_classes(client: PageClient) -> set[str]:
    worn: set[str] = set()
    for path in PAGES:
        for element in client.get(path).tree.iter():
            worn.update((element.get("class") or "").split())
    return worn


def test_every_class_of_the_stylesheet_is_worn_by_a_component(client: PageClient) -> None:
    known = set(known_classes())
    assert len(known) > 100
    worn = worn_classes(client)
    assert sorted(known - worn - ELSEWHERE.keys()) == []
    assert sorted(ELSEWHERE.keys() & worn) == [], "shown after all"
    assert sorted(ELSEWHERE.keys() - known) == [], "no longer in the stylesheet"


@pytest.mark.parametrize(
    "path", ["/komponenter", "/en/components", "/komponenter/bord", "/en/components/desk"]
)
def test_the_components_are_a_page_that_search_engines_leave_alone(client: PageClient, path: str) -> None:
    assert 'content="noindex"' in client.get(path).html


def test_production_has_no_components(app: FastAPI, client: PageClient) -> None:
    app.state.settings = app.state.settings.model_copy(update={"env": "production"})
    for path in ("/komponenter", "/en/components", "/komponenter/bord", "/en/components/desk"):
        client.get(path, status=404)


def test_every_kind_of_error_is_shown_with_what_was_typed(client: PageClient) -> None:
    page = client.get("/komponenter")
    assert "Der er 5 ting, du skal rette" in page.text
    for typed in ("Fuldmægtig, kulturområdet", "i morgen", "Rydde op i et arkiv"):
        assert typed in page.html

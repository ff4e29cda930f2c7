"""Every page, both languages, wide and narrow, light and dark: axe, keyboard, a screen reader's tree."""

from collections.abc import Iterable

import pytest
from fastapi import FastAPI

from portal.web.languages import Language
from tests.browser import every_page
from tests.browser.conftest import Demonstration
from tests.browser.every_page import Errand
from tests.browser.keyboard import problems_by_keyboard, problems_in_the_tree
from tests.browser.visitor import DESKTOP, NARROW, ZOOMED, Scheme, Visitor, Visitors
from tools.access_matrix import routes_of

LOOKS = pytest.mark.parametrize(
    ("viewport", "scheme"),
    [
        pytest.param(DESKTOP, "light", id="1280-light"),
        pytest.param(DESKTOP, "dark", id="1280-dark"),
        pytest.param(NARROW, "light", id="320-light"),
        pytest.param(NARROW, "dark", id="320-dark"),
    ],
)
BOTH = pytest.mark.parametrize("lang", ["da", "en"])
FORMS = {
    "employment-consultant": ("desk_sheets", "agreement"),
    "company-consultant": ("new_company", "new_opening"),
    "editor": (),
}


def look(visitor: Visitor, errands: Iterable[Errand]) -> list[str]:
    """Every problem of every page, with the page it is on."""
    found: list[str] = []
    count = 0
    for errand in errands:
        errand.go(visitor)
        found += [f"{errand.name} in {visitor.label}: {problem}" for problem in _problems(visitor)]
        count += 1
    assert count > 0
    return found


def _problems(visitor: Visitor) -> list[str]:
    problems = []
    try:
        visitor.check()
    except AssertionError as error:
        problems.append(str(error))
    # Neither the way of the keyboard nor the tree changes with the colours.
    if visitor.scheme == "light":
        problems += problems_by_keyboard(visitor) + problems_in_the_tree(visitor)
    return problems


def an_opening(visitor: Visitor) -> str:
    visitor.goto("/opslag")
    link = visitor.page.locator("main ul.ops h2 a").first.get_attribute("href")
    assert link
    return link.rpartition("/")[2]


@LOOKS
def test_every_page_of_the_site(visitors: Visitors, viewport: dict[str, int], scheme: Scheme) -> None:
    visitor = visitors.open(viewport, scheme=scheme)
    errands = every_page.static_pages()
    assert len(errands) > 30
    assert look(visitor, errands) == []
    assert visitor.cookies() == []


@BOTH
@LOOKS
def test_every_public_page_of_the_portal_and_every_refusal(
    visitors: Visitors, viewport: dict[str, int], scheme: Scheme, lang: Language
) -> None:
    visitor = visitors.open(viewport, scheme=scheme)
    opening = an_opening(visitor)
    errands = [*every_page.public_pages(lang, opening), *every_page.refused_forms(lang, opening)]
    assert look(visitor, errands) == []
    assert visitor.cookies() == []


@BOTH
@LOOKS
def test_every_page_of_the_preparation(
    visitors: Visitors, viewport: dict[str, int], scheme: Scheme, lang: Language
) -> None:
    visitor = visitors.open(viewport, scheme=scheme)
    assert look(visitor, every_page.preparation_pages(lang)) == []


@BOTH
def test_every_page_of_the_preparation_without_scripts_on_a_screen_that_shows_400_percent(
    visitors: Visitors, lang: Language
) -> None:
    visitor = visitors.open(ZOOMED, javascript=False)
    assert look(visitor, every_page.preparation_pages(lang)) == []


@BOTH
@pytest.mark.parametrize("role", list(FORMS))
@LOOKS
def test_every_page_of_the_desk(
    visitors: Visitors,
    demonstration: Demonstration,
    viewport: dict[str, int],
    scheme: Scheme,
    lang: Language,
    role: str,
) -> None:
    visitor = visitors.open(viewport, scheme=scheme)
    visitor.sign_in(demonstration.account(role))
    errands = every_page.desk_pages(visitor, lang)
    assert look(visitor, [*errands, *every_page.refused_at_the_desk(lang, FORMS[role])]) == []


def test_no_public_page_is_left_out(app: FastAPI) -> None:
    looked_at = {*every_page.PUBLIC, *every_page.PREPARATION, *every_page.ELSEWHERE, *every_page.OF_A_RECORD}
    pages = {
        route.name.removesuffix(".da")
        for route in routes_of(app)
        if route.name.endswith(".da") and "GET" in route.methods and not route.path.startswith("/konsulent")
    }
    assert sorted(pages - looked_at) == []
    assert sorted(looked_at - pages) == []

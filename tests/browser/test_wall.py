"""The wall on a screen: it turns by itself, can be paused, and survives a network that is down."""

import json

import pytest

from tests.browser.visitor import DESKTOP, NARROW, PHONE, Scheme, Visitor, Visitors

SCREEN = {"width": 1920, "height": 1080}
TITLES = "[...document.querySelectorAll('main h2')].map(heading => heading.textContent)"
TURN = 26_000
PAUSE, GO = "Sæt skærmen på pause", "Lad skærmen bladre selv"


def titles(visitor: Visitor) -> list[str]:
    shown: list[str] = visitor.page.evaluate(TITLES)
    return shown


def at_the_wall(visitors: Visitors) -> Visitor:
    visitor = visitors.open(SCREEN)
    visitor.page.clock.install()
    visitor.goto("/opslag/tavle")
    return visitor


def after_a_pause(visitor: Visitor) -> list[str]:
    visitor.page.clock.run_for(TURN)
    return titles(visitor)


def turned(visitor: Visitor, before: list[str]) -> list[str]:
    """The titles after the screen turned; fails when it does not."""
    visitor.page.clock.run_for(TURN)
    visitor.page.wait_for_function(f"before => JSON.stringify({TITLES}) !== before", arg=_as_json(before))
    return titles(visitor)


def _as_json(shown: list[str]) -> str:
    return json.dumps(shown, ensure_ascii=False, separators=(",", ":"))


@pytest.mark.parametrize(
    ("viewport", "scheme", "path"),
    [
        (SCREEN, "light", "/opslag/tavle"),
        (SCREEN, "dark", "/en/openings/wall"),
        (DESKTOP, "light", "/opslag/tavle?type=job"),
        (PHONE, "dark", "/opslag/tavle"),
        (NARROW, "light", "/en/openings/wall"),
    ],
)
def test_the_wall_fits_and_axe_has_nothing_to_say(
    visitors: Visitors, viewport: dict[str, int], scheme: Scheme, path: str
) -> None:
    visitor = visitors.open(viewport, scheme=scheme)
    visitor.goto(path)
    visitor.check()


@pytest.mark.parametrize("viewport", [SCREEN, DESKTOP], ids=["1080", "720"])
def test_a_page_of_the_wall_is_one_screen(visitors: Visitors, viewport: dict[str, int]) -> None:
    visitor = visitors.open(viewport)
    visitor.goto("/opslag/tavle")
    assert visitor.page.evaluate("document.documentElement.scrollHeight - innerHeight") <= 0


def test_the_screen_turns_by_itself_until_it_is_paused(visitors: Visitors) -> None:
    visitor = at_the_wall(visitors)
    first = titles(visitor)
    second = turned(visitor, first)
    assert len(first) == len(second) == 8 and not set(first) & set(second)
    visitor.press(PAUSE)
    assert after_a_pause(visitor) == second
    visitor.press(GO)
    assert not set(turned(visitor, second)) & set(second)


def test_a_network_that_is_down_leaves_the_last_page_standing(visitors: Visitors) -> None:
    visitor = at_the_wall(visitors)
    first = titles(visitor)
    visitor.page.route("**/opslag/tavle?*", lambda route: route.abort())
    with visitor.page.expect_event("requestfailed"):
        visitor.page.clock.run_for(TURN)
    assert titles(visitor) == first
    visitor.page.unroute("**/opslag/tavle?*")
    turned(visitor, first)


def test_the_wall_stands_still_for_who_asked_for_less_motion(visitors: Visitors) -> None:
    visitor = visitors.open(SCREEN)
    visitor.page.emulate_media(reduced_motion="reduce")
    visitor.page.clock.install()
    visitor.goto("/opslag/tavle")
    first = titles(visitor)
    assert after_a_pause(visitor) == first
    visitor.press(GO)
    turned(visitor, first)


def test_without_scripts_the_pages_are_links(visitors: Visitors) -> None:
    visitor = visitors.open(PHONE, javascript=False)
    visitor.goto("/opslag/tavle")
    visitor.check()
    visitor.follow("Næste side")
    assert visitor.path == "/opslag/tavle?page=2"
    visitor.check()

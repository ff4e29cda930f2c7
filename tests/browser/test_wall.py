"""The wall on a screen: it turns by itself, can be paused, and survives a network that is down."""

import json

import pytest

from tests.browser.visitor import DESKTOP, NARROW, PHONE, Scheme, Visitor, Visitors

SCREEN = {"width": 1920, "height": 1080}
TITLES = "[...document.querySelectorAll('main h2')].map(heading => heading.textContent)"
TURNS = "**/opslag/tavle?*"
TURN, AGAIN, PATIENCE, STILL = 26_000, 16_000, 21_000, 301_000
# How high an H is of each kind of text on the wall.
CAPITALS = """() => Object.fromEntries(["h2", ".ops p", ".ops .tag", ".wall-about > p"].map(selector => {
  const style = getComputedStyle(document.querySelector(selector));
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  return [selector, pen.measureText("H").actualBoundingBoxAscent];
}))"""
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
    assert len(first) == len(second) == 6 and not set(first) & set(second)
    visitor.press(PAUSE)
    assert after_a_pause(visitor) == second
    visitor.press(GO)
    assert not set(turned(visitor, second)) & set(second)


def said_of_the_network(visitor: Visitor) -> str:
    return visitor.page.inner_text("[data-wall-lost]") if visitor.page.is_visible("[data-wall-lost]") else ""


def until_it_says(visitor: Visitor, words: str) -> None:
    visitor.page.wait_for_function(
        "words => document.querySelector('[data-wall-lost]').textContent.includes(words)", arg=words
    )


def comes_back(visitor: Visitor, before: list[str]) -> None:
    """The next page within the quarter of a minute, and not a word of the network any more."""
    visitor.page.clock.run_for(AGAIN)
    visitor.page.wait_for_function(f"before => JSON.stringify({TITLES}) !== before", arg=_as_json(before))
    assert said_of_the_network(visitor) == ""


def test_a_network_that_is_cut_leaves_the_last_page_and_is_found_again(visitors: Visitors) -> None:
    visitor = at_the_wall(visitors)
    first = titles(visitor)
    assert said_of_the_network(visitor) == ""
    visitor.page.context.set_offline(True)
    visitor.page.clock.run_for(TURN)
    until_it_says(visitor, "Ingen forbindelse lige nu. Det, du ser, er hentet")
    for _ in range(4):
        visitor.page.clock.run_for(AGAIN)
    assert titles(visitor) == first
    visitor.page.context.set_offline(False)
    comes_back(visitor, first)


def test_a_server_that_is_ill_leaves_the_last_page_and_is_found_again(visitors: Visitors) -> None:
    visitor = at_the_wall(visitors)
    first = titles(visitor)
    visitor.page.route(TURNS, lambda route: route.fulfill(status=503, body="<h1>Vi er nede</h1>"))
    visitor.page.clock.run_for(TURN)
    until_it_says(visitor, "Ingen forbindelse")
    assert titles(visitor) == first and "Vi er nede" not in visitor.page.content()
    visitor.page.unroute(TURNS)
    comes_back(visitor, first)
    visitor.noticed.clear()  # the 503 was asked for


def test_a_network_that_answers_for_itself_is_not_taken_for_the_wall(visitors: Visitors) -> None:
    visitor = at_the_wall(visitors)
    first = titles(visitor)
    visitor.page.route(
        TURNS,
        lambda route: route.fulfill(status=200, content_type="text/html", body="<main>Log på wifi</main>"),
    )
    visitor.page.clock.run_for(TURN)
    until_it_says(visitor, "Ingen forbindelse")
    assert titles(visitor) == first
    visitor.page.unroute(TURNS)
    comes_back(visitor, first)


def test_an_answer_that_never_comes_does_not_stop_the_screen(visitors: Visitors) -> None:
    visitor = at_the_wall(visitors)
    first = titles(visitor)
    visitor.page.route(TURNS, lambda _route: None)
    visitor.page.clock.run_for(TURN)
    visitor.page.clock.run_for(PATIENCE)
    until_it_says(visitor, "Ingen forbindelse")
    visitor.page.unroute(TURNS)
    comes_back(visitor, first)


def test_a_screen_that_stands_still_lets_go_of_what_was_taken_down(visitors: Visitors) -> None:
    """Five minutes at most: what it shows is then that of its own page, and it still stands still."""
    visitor = at_the_wall(visitors)
    first = titles(visitor)
    visitor.press(PAUSE)
    other = visitor.page.request.get(f"{visitor.base}/opslag/tavle?page=3").text()
    visitor.page.clock.run_for(STILL)
    assert titles(visitor) == first, "nothing had changed"
    visitor.page.route(TURNS, lambda route: route.fulfill(body=other, content_type="text/html"))
    visitor.page.clock.run_for(STILL)
    visitor.page.wait_for_function(f"before => JSON.stringify({TITLES}) !== before", arg=_as_json(first))
    assert visitor.page.evaluate("document.activeElement.textContent") == GO


@pytest.mark.parametrize(("viewport", "millimetres"), [(SCREEN, 929.8 / 1920), (DESKTOP, 929.8 / 1280)])
def test_the_letters_are_read_at_three_metres(
    visitors: Visitors, viewport: dict[str, int], millimetres: float
) -> None:
    """Capitals on a screen of 42 inches: fifteen millimetres for titles, nine for the rest."""
    visitor = visitors.open(viewport)
    visitor.goto("/opslag/tavle")
    heights = visitor.page.evaluate(CAPITALS)
    assert heights["h2"] * millimetres >= 14.8
    assert min(heights.values()) * millimetres >= 9


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
    # It would turn, and one lost connection would leave the browser's own error on the screen for ever.
    assert visitor.page.locator("meta[http-equiv]").count() == 0
    visitor.follow("Næste side")
    assert visitor.path == "/opslag/tavle?page=2"
    visitor.check()

"""The frame around every page: menu, language, theme, search, keyboard, paper, in a real browser."""

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from playwright.sync_api import Browser, expect
from starlette.applications import Starlette
from starlette.routing import Mount

from portal.settings import PROJECT_ROOT
from portal.web.headers import SafeHeaders
from portal.web.site_files import SiteFiles
from tests.browser.conftest import DESKTOP, NARROW, PHONE, Visitor, Visitors, free_port

READING = (
    "/",
    "/ret-og-pligt/",
    "/ret-og-pligt/raadighed/",
    "/webinarer/",
    "/webinarer/kalender/",
    "/webinarer/efter-emne/",
    "/webinarer/aaben-halvtime/",
    "/webinarer/optagelse-demonstration/",
    "/webinarer/pakke-ret-og-pligt/",
    "/om/privatliv/",
    "/en/",
    "/en/rights-and-duties/availability/",
    "/en/webinars/",
    "/en/webinars/calendar/",
    "/en/webinars/kits-for-hosts/",
)


@pytest.fixture(scope="module")
def reading_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The static half alone, built from the real content and served as the portal serves it."""
    html = tmp_path_factory.mktemp("frame") / "site" / "html"
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(html)]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=PROJECT_ROOT, env=environment, check=True, capture_output=True)  # noqa: S603
    app = SafeHeaders(Starlette(routes=[Mount("/", SiteFiles(html))]), secure=False)
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=20)


@pytest.fixture
def visitors(browser: Browser, reading_site: str) -> Iterator[Visitors]:
    visitors = Visitors(browser, reading_site)
    yield visitors
    for visitor in visitors.opened:
        visitor.context.close()
        assert visitor.noticed == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE, NARROW], ids=["desktop", "phone", "narrow"])
def test_reading_pages_please_axe_and_fit_the_screen(
    visitors: Visitors, viewport: dict[str, int], scheme: str
) -> None:
    visitor = visitors.open(viewport, scheme=scheme)
    for path in READING:
        visitor.goto(path)
        visitor.check()
    assert visitor.cookies() == []


def tab_to(visitor: Visitor, wanted: str, most: int = 25) -> None:
    """Presses Tab until the element in focus matches."""
    for _ in range(most):
        visitor.page.keyboard.press("Tab")
        if visitor.page.locator(f"{wanted}:focus").count():
            return
    raise AssertionError(f"{wanted} was not reached in {most} steps")


def test_the_first_step_of_the_keyboard_leads_past_the_menu(visitors: Visitors) -> None:
    visitor = visitors.open(DESKTOP)
    visitor.goto("/ret-og-pligt/raadighed/")

    visitor.page.keyboard.press("Tab")
    expect(visitor.page.locator(".skip:focus")).to_be_in_viewport()
    visitor.page.keyboard.press("Enter")

    expect(visitor.page.locator("main")).to_be_focused()


@pytest.mark.parametrize("javascript", [True, False])
def test_the_folded_menu_opens_by_keyboard_and_leads_on(visitors: Visitors, javascript: bool) -> None:
    visitor = visitors.open(NARROW, javascript=javascript)
    visitor.goto("/")

    tab_to(visitor, ".menu summary")
    visitor.page.keyboard.press("Enter")
    tab_to(visitor, '.drop a[href="/ret-og-pligt/"]')
    visitor.page.keyboard.press("Enter")

    expect(visitor.page).to_have_title("Ret og pligt – Samtaleklar")


def test_escape_closes_the_menu_and_gives_the_focus_back(visitors: Visitors) -> None:
    visitor = visitors.open(PHONE)
    visitor.goto("/")
    visitor.page.locator(".menu summary").click()
    visitor.run_axe()

    visitor.page.keyboard.press("Escape")

    expect(visitor.page.locator(".drop")).to_be_hidden()
    expect(visitor.page.locator(".menu summary")).to_be_focused()


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_language_switch_leads_to_the_same_module_and_back(
    visitors: Visitors, viewport: dict[str, int]
) -> None:
    visitor = visitors.open(viewport, javascript=False)
    visitor.goto("/ret-og-pligt/raadighed/")

    visitor.page.get_by_role("link", name="English").click()
    assert visitor.page.url.endswith("/en/rights-and-duties/availability/")
    visitor.page.get_by_role("link", name="Dansk").click()

    assert visitor.page.url.endswith("/ret-og-pligt/raadighed/")


def test_a_chosen_theme_holds_on_the_next_page(visitors: Visitors) -> None:
    visitor = visitors.open(DESKTOP, scheme="light")
    visitor.goto("/")
    button = visitor.page.get_by_role("button", name="Mørk visning")

    button.focus()
    visitor.page.keyboard.press("Enter")
    visitor.goto("/ret-og-pligt/")

    assert ground(visitor) == "rgb(13, 20, 18)"
    expect(visitor.page.get_by_role("button", name="Lys visning")).to_be_visible()
    visitor.check()


def test_the_page_follows_the_system_until_somebody_chooses(visitors: Visitors) -> None:
    light, dark = visitors.open(scheme="light"), visitors.open(scheme="dark", javascript=False)
    for visitor in (light, dark):
        visitor.goto("/")

    assert ground(light) == "rgb(231, 237, 233)"
    expect(dark.page.locator("[data-theme-button]:visible")).to_have_count(0)


def ground(visitor: Visitor) -> str:
    return str(visitor.page.evaluate("getComputedStyle(document.body).backgroundColor"))


@pytest.mark.parametrize(("start", "answer"), [("/", "/soeg?q=dagpenge"), ("/en/", "/en/search?q=dagpenge")])
def test_the_search_box_asks_the_search_page_without_javascript(
    visitors: Visitors, start: str, answer: str
) -> None:
    visitor = visitors.open(DESKTOP, javascript=False)
    visitor.goto(start)

    visitor.page.locator("#find-top").fill("dagpenge")
    visitor.page.keyboard.press("Enter")

    visitor.page.wait_for_url(f"{visitor.base}{answer}")


def test_every_focus_can_be_seen(visitors: Visitors) -> None:
    visitor = visitors.open(DESKTOP)
    visitor.goto("/ret-og-pligt/raadighed/")
    for _ in range(20):
        visitor.page.keyboard.press("Tab")
        outline = visitor.page.evaluate(
            "(() => { const s = getComputedStyle(document.activeElement);"
            " return [s.outlineStyle, parseFloat(s.outlineWidth)] })()"
        )
        assert outline[0] == "solid"
        assert outline[1] >= 3


def test_nothing_to_press_is_smaller_than_24_pixels(visitors: Visitors) -> None:
    visitor = visitors.open(PHONE)
    for path in ("/", "/ret-og-pligt/raadighed/"):
        visitor.goto(path)
        small = visitor.page.evaluate(
            "[...document.querySelectorAll('button, summary, input, nav a, .foot-links a')]"
            ".filter(e => e.checkVisibility())"
            ".map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])"
            ".filter(([_, box]) => box.width && (box.height < 24 || box.width < 24)).map(([html]) => html)"
        )
        assert small == []


def test_on_paper_there_is_the_sheet_and_no_header(visitors: Visitors) -> None:
    visitor = visitors.open(DESKTOP)
    visitor.goto("/ret-og-pligt/raadighed/")

    visitor.page.emulate_media(media="print")

    for hidden in (".top", ".foot", ".take-along form"):
        expect(visitor.page.locator(hidden)).to_be_hidden()
    expect(visitor.page.locator("h1")).to_be_visible()


def test_the_page_survives_forced_colours(visitors: Visitors) -> None:
    visitor = visitors.open(DESKTOP)
    visitor.page.emulate_media(forced_colors="active")
    visitor.goto("/")

    button = visitor.page.locator(".btn").first
    assert button.evaluate("e => getComputedStyle(e).borderTopStyle") == "solid"
    visitor.check()


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_a_hard_word_is_explained_in_place_by_keyboard_and_without_a_script(
    visitors: Visitors, javascript: bool
) -> None:
    visitor = visitors.open(NARROW, javascript=javascript)
    visitor.goto("/ret-og-pligt/raadighed/")
    tab_to(visitor, "main .term", most=40)

    visitor.page.keyboard.press("Enter")

    note = visitor.page.locator(".term-note:popover-open")
    expect(note).to_be_in_viewport(ratio=1)
    visitor.page.keyboard.press("Escape")
    expect(note).to_have_count(0)
    expect(visitor.page.locator("main .term").first).to_be_focused()


def test_an_open_explanation_pleases_axe_in_both_themes_and_stands_in_brackets_on_paper(
    visitors: Visitors,
) -> None:
    for scheme in ("light", "dark"):
        visitor = visitors.open(NARROW, scheme=scheme)
        visitor.goto("/en/rights-and-duties/availability/")
        visitor.page.locator("main .term").first.click()
        visitor.check()
    visitor.page.emulate_media(media="print")
    expect(visitor.page.locator(".term-note").nth(1)).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_recording_plays_from_the_site_itself_with_captions_and_nothing_is_fetched_before(
    visitors: Visitors, javascript: bool
) -> None:
    visitor = visitors.open(PHONE, javascript=javascript)
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    visitor.goto("/webinarer/optagelse-demonstration/")
    assert not [url for url in asked if url.endswith(".mp4")]
    if not javascript:
        assert visitor.page.locator("video[controls] track").count() == 3
        return

    length, cues, width = visitor.page.evaluate(
        """async () => {
            const film = document.querySelector("video");
            film.textTracks[0].mode = "showing";
            film.muted = true;
            await film.play();
            film.currentTime = 20;
            await new Promise((done) => film.addEventListener("seeked", done, { once: true }));
            return [film.duration, film.textTracks[0].cues.length, film.videoWidth];
        }"""
    )

    assert (round(length), cues, width) == (30, 5, 1280)


@pytest.mark.parametrize("viewport", [DESKTOP, NARROW], ids=["table", "list"])
def test_the_days_of_a_month_lead_to_webinars_by_keyboard_and_stay_a_table_to_a_screen_reader(
    visitors: Visitors, viewport: dict[str, int]
) -> None:
    visitor = visitors.open(viewport, javascript=False)
    visitor.goto("/webinarer/kalender/")

    expect(visitor.page.get_by_role("table").first).to_be_visible()
    assert visitor.page.get_by_role("cell").filter(has_text="Åben halvtime").count() > 5
    visitor.page.locator("main td a").first.focus()
    visitor.page.keyboard.press("Enter")

    expect(visitor.page).to_have_url(re.compile("/webinarer/(?!kalender)[a-z-]+/$"))

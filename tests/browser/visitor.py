"""One person's browser: it notes what no page may do, and checks each page that is reached."""

import hashlib
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import axe_playwright_python
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response, Route, expect

AXE = Path(next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js"))).read_text("utf-8")
# No rule is off; the one that is off unless asked for, the size of what is pressed, is asked for.
RUN_AXE = """axe.run({rules: {'target-size': {enabled: true}}}).then(result => result.violations.map(
    found => found.id + ': ' + found.nodes.map(node => node.html.slice(0, 160)).join(' | ')))"""
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
FIRST = "main form button.btn:not(.alt)"
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 720}
NARROW = {"width": 320, "height": 640}
# What 400 % of zoom leaves of 1280 by 1024.
ZOOMED = {"width": 320, "height": 256}
# What a page says when it was refused or could not be filled in; anything else that fails was not meant.
REFUSALS = (401, 403, 404, 409, 410, 422, 429)

# The very same page on the same screen is read by axe once, whoever reaches it again.
APPROVED: set[str] = set()


Scheme = Literal["light", "dark"]


@dataclass
class Visitor:
    """One person's browser, with what it noticed."""

    context: BrowserContext
    page: Page
    base: str
    javascript: bool
    scheme: Scheme
    label: str
    pictures: Path | None = None
    noticed: list[str] = field(default_factory=list)
    reached: set[str] = field(default_factory=set)
    copy: Page | None = None

    def goto(self, path: str) -> None:
        self.page.goto(f"{self.base}{path}")

    def press(self, name: str) -> None:
        """Presses the button with that name; an open page has one."""
        self.page.get_by_role("button", name=name, exact=True).click()
        self.settle()

    def press_first(self) -> None:
        """Presses the one button of the page that leads on, whatever it is called there."""
        self.page.locator(FIRST).click()
        self.settle()

    def settle(self) -> None:
        """A form of the preparation first asks whether the server hears it, and leaves the page then."""
        expect(self.page.locator("form[data-leaving]")).to_have_count(0, timeout=15_000)
        self.page.wait_for_load_state()

    def follow(self, name: str) -> None:
        """Follows the link with that name in the page itself, not in its frame."""
        self.page.locator("main").get_by_role("link", name=name, exact=True).click()

    @property
    def path(self) -> str:
        """Where the visitor is, without the site's address."""
        return self.page.url.removeprefix(self.base)

    def check(self, *, axe: bool = True) -> None:
        """The page as it stands: nothing sideways to scroll, no violation noticed, axe has nothing to say."""
        self.page.wait_for_load_state()
        self.reached.add(self.path)
        if self.pictures is not None:
            self._take_picture(self.pictures)
        wide = self.page.evaluate(TOO_WIDE)
        assert wide <= 0, f"{self.page.url} is {wide} px too wide in {self.label}"
        if axe:
            self.run_axe()
        assert self.noticed == [], f"{self.page.url}: {self.noticed}"

    def run_axe(self) -> None:
        """Runs through the debugger, so that the page's own content security policy stays as it is."""
        html = self.page.content()
        seen = hashlib.sha256(f"{self.label} {html}".encode()).hexdigest()
        if seen in APPROVED:
            return
        found = _violations(self.page) if self.javascript else self._violations_of_a_copy(html)
        assert found == [], f"{self.page.url} in {self.label}: {found}"
        APPROVED.add(seen)

    def _violations_of_a_copy(self, html: str) -> list[str]:
        """axe itself is a script: it reads the same page in a second browser that fetches no scripts."""
        if self.copy is None:
            browser = self.context.browser
            assert browser is not None
            self.copy = browser.new_context(
                viewport=self.page.viewport_size, color_scheme=self.scheme
            ).new_page()
        self.copy.route("**/*", lambda route: _without_scripts(route, self.page.url, html))
        self.copy.goto(self.page.url)
        found = _violations(self.copy)
        self.copy.unroute("**/*")
        return found

    def close(self) -> None:
        self.context.close()
        if self.copy is not None:
            self.copy.context.close()

    def sign_in(self, account: dict[str, str]) -> None:
        """Signs in to the desk as one of the demonstration's people."""
        self.goto("/log-ind")
        self.page.locator("[name=email]").fill(account["email"])
        self.page.locator("[name=password]").fill(account["password"])
        self.check()
        self.press("Log ind")
        assert self.path == "/konsulent"

    def cookies(self) -> list[str]:
        return [cookie["name"] for cookie in self.context.cookies()]

    def _take_picture(self, folder: Path) -> None:
        name = re.sub(r"[^a-z0-9.]+", "-", urlsplit(self.path).path.lower()).strip("-") or "front"
        number = len(list(folder.glob("*.png"))) + 1
        self.page.screenshot(path=folder / f"{number:03}_{self.label}_{name[:60]}.png", full_page=True)

    def note_request(self, url: str) -> None:
        if not url.startswith((f"{self.base}/", "about:", "blob:")):
            self.noticed.append(f"foreign request {url}")

    def note_console(self, message: ConsoleMessage) -> None:
        # Failed fetches are judged by note_response, which knows what was asked for.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.noticed.append(f"console: {message.text}")

    def note_response(self, response: Response) -> None:
        is_page = response.request.resource_type == "document"
        # A draft that is refused is told to the page, which says so.
        may_be_refused = is_page or response.url.endswith(("/kladde", "/draft"))
        if response.status >= 400 and not (may_be_refused and response.status in REFUSALS):
            self.noticed.append(f"{response.status} from {response.url}")


def _violations(page: Page) -> list[str]:
    if not page.evaluate("typeof window.axe !== 'undefined'"):
        page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN_AXE)
    return found


def _without_scripts(route: Route, url: str, html: str) -> None:
    if route.request.resource_type == "script":
        route.abort()
    elif route.request.url == url:
        route.fulfill(body=html, content_type="text/html; charset=utf-8")
    else:
        route.continue_()


class Visitors:
    """Opens browsers: phone or desktop, with or without JavaScript, light or dark."""

    def __init__(self, browser: Browser, base: str) -> None:
        self.browser, self.base = browser, base
        self.opened: list[Visitor] = []
        self.pictures = _pictures_folder()

    def open(
        self, viewport: dict[str, int] = DESKTOP, *, javascript: bool = True, scheme: Scheme = "light"
    ) -> Visitor:
        context = self.browser.new_context(
            viewport=viewport,  # type: ignore[arg-type]
            java_script_enabled=javascript,
            color_scheme=scheme,
        )
        label = f"{viewport['width']}-{scheme}{'' if javascript else '-noscript'}"
        visitor = Visitor(context, context.new_page(), self.base, javascript, scheme, label, self.pictures)
        context.on("request", lambda request: visitor.note_request(request.url))
        context.on("response", visitor.note_response)
        visitor.page.on("console", visitor.note_console)
        visitor.page.on("pageerror", lambda error: visitor.noticed.append(f"script error {error}"))
        self.opened.append(visitor)
        return visitor

    def close(self) -> list[str]:
        """Closes all, and says what any of them noticed."""
        for visitor in self.opened:
            visitor.close()
        return [line for visitor in self.opened for line in visitor.noticed]


def _pictures_folder() -> Path | None:
    """SAMTALEKLAR_PICTURES=folder keeps a picture of every page that is checked."""
    asked = os.environ.get("SAMTALEKLAR_PICTURES")
    if not asked:
        return None
    folder = Path(asked)
    folder.mkdir(parents=True, exist_ok=True)
    return folder

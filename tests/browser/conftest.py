"""A served demonstration and a browser that notes every violation, foreign request and cookie."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from portal.settings import PROJECT_ROOT

CHROMIUM = shutil.which("chromium")
AXE = Path(next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")))
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 720}
NARROW = {"width": 320, "height": 640}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without Chromium the journeys are skipped; in CI that is a failure."""
    if CHROMIUM or os.environ.get("CI"):
        return
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.skip(reason="Chromium is not installed: apt-get install chromium"))


@dataclass
class Demonstration:
    """A running installation with demonstration data."""

    url: str
    data: Path
    accounts: list[dict[str, str]]
    preparations: list[dict[str, str]]

    def account(self, role: str, number: int = 0) -> dict[str, str]:
        return [a for a in self.accounts if a["role"] == role][number]


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    data = tmp_path_factory.mktemp("demonstration")
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "SAMTALEKLAR_DATA": str(data),
        "SAMTALEKLAR_PORT": str(port),
        "SAMTALEKLAR_BASE_URL": url,
        "SAMTALEKLAR_LIMITS_FACTOR": "100",
        "SAMTALEKLAR_LOG_LEVEL": "DEBUG",
    }
    python = [sys.executable, "-m", "portal"]
    subprocess.run([*python, "demo"], cwd=PROJECT_ROOT, env=environment, check=True, capture_output=True)  # noqa: S603
    made = json.loads((data / "demonstration.json").read_text("utf-8"))
    with (data / "server.log").open("w") as log:
        server = subprocess.Popen([*python, "serve"], cwd=PROJECT_ROOT, env=environment, stderr=log)  # noqa: S603
        try:
            wait_for(url)
            yield Demonstration(url, data, made["accounts"], made["preparations"])
        finally:
            server.terminate()
            server.wait(timeout=20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            with urlopen(f"{url}/healthz", timeout=2) as answer:  # noqa: S310  (our own loopback address)
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError("the server did not start")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    assert CHROMIUM, "Chromium is missing: apt-get install chromium"
    arguments = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
    yield browser
    browser.close()


@dataclass
class Visitor:
    """One person's browser, with what it noticed."""

    context: BrowserContext
    page: Page
    base: str
    javascript: bool
    noticed: list[str] = field(default_factory=list)
    reached: set[str] = field(default_factory=set)

    def goto(self, path: str) -> None:
        self.page.goto(f"{self.base}{path}")

    def check(self, *, axe: bool = True) -> None:
        """The page as it stands: nothing sideways to scroll, no violation noticed, axe has nothing to say."""
        self.reached.add(self.page.url)
        if self.javascript:
            wide = self.page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert wide <= 0, f"{self.page.url} is {wide} px too wide"
            if axe:
                self.run_axe()
        assert self.noticed == []

    def run_axe(self) -> None:
        # Run through the debugger, so that the page's own content security policy stays as strict as it is.
        if not self.page.evaluate("typeof window.axe !== 'undefined'"):
            self.page.evaluate(AXE.read_text("utf-8"))
        result = self.page.evaluate("axe.run()")
        found = [f"{v['id']}: {[n['html'][:120] for n in v['nodes']]}" for v in result["violations"]]
        assert found == [], f"{self.page.url}: {found}"

    def cookies(self) -> list[str]:
        return [cookie["name"] for cookie in self.context.cookies()]


class Visitors:
    """Opens browsers: phone or desktop, with or without JavaScript, light or dark."""

    def __init__(self, browser: Browser, base: str) -> None:
        self.browser, self.base = browser, base
        self.opened: list[Visitor] = []

    def open(
        self, viewport: dict[str, int] = DESKTOP, *, javascript: bool = True, scheme: str = "light"
    ) -> Visitor:
        context = self.browser.new_context(
            viewport=viewport,  # type: ignore[arg-type]
            java_script_enabled=javascript,
            color_scheme=scheme,  # type: ignore[arg-type]
        )
        visitor = Visitor(context, context.new_page(), self.base, javascript)
        context.on("request", lambda r: self._note_foreign(visitor, r.url))
        visitor.page.on("console", lambda m: self._note_console(visitor, m.type, m.text))
        visitor.page.on("pageerror", lambda e: visitor.noticed.append(f"script error {e}"))
        self.opened.append(visitor)
        return visitor

    def _note_foreign(self, visitor: Visitor, url: str) -> None:
        if not url.startswith(self.base) and not url.startswith(("about:", "blob:")):
            visitor.noticed.append(f"foreign request {url}")

    @staticmethod
    def _note_console(visitor: Visitor, kind: str, text: str) -> None:
        if "Content Security Policy" in text or (kind == "error" and "status of 4" not in text):
            visitor.noticed.append(f"console: {text}")


@pytest.fixture
def visitors(browser: Browser, demonstration: Demonstration) -> Iterator[Visitors]:
    visitors = Visitors(browser, demonstration.url)
    yield visitors
    for visitor in visitors.opened:
        visitor.context.close()
        assert visitor.noticed == []

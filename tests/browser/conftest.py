"""A served demonstration and a browser that notes every violation, foreign request and cookie."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from portal.settings import PROJECT_ROOT
from tests.browser.visitor import DESKTOP, NARROW, PHONE, Visitor, Visitors

__all__ = ["DESKTOP", "NARROW", "PHONE", "Demonstration", "Visitor", "Visitors", "free_port"]

CHROMIUM = shutil.which("chromium")


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
    # A copy, so that a build of the site in the meantime does not change the pages under the visitors.
    site = shutil.copytree(PROJECT_ROOT / "build" / "site", tmp_path_factory.mktemp("built") / "site")
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "SAMTALEKLAR_DATA": str(data),
        "SAMTALEKLAR_SITE": str(site),
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
            wait_for(url, server)
            yield Demonstration(url, data, made["accounts"], made["preparations"])
        finally:
            server.terminate()
            server.wait(timeout=20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, server: subprocess.Popen[bytes], seconds: float = 90) -> None:
    """Until the server answers; a busy machine may take its time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urlopen(f"{url}/healthz", timeout=2) as answer:  # noqa: S310  (our own loopback address)
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"the server did not start: {server.poll()}")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    assert CHROMIUM, "Chromium is missing: apt-get install chromium"
    arguments = [
        "--no-sandbox",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
    yield browser
    browser.close()


@pytest.fixture
def visitors(browser: Browser, demonstration: Demonstration) -> Iterator[Visitors]:
    visitors = Visitors(browser, demonstration.url)
    yield visitors
    assert visitors.close() == []

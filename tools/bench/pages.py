"""How large pages are, and how long the site takes to build."""

import gzip
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import html5lib
from playwright.sync_api import Browser, sync_playwright

from tools.bench.figures import Figure
from tools.bench.servers import ROOT, Server

SITE = ROOT / "build" / "site" / "html"
KILOBYTES, REQUESTS = 60, 8
MAIN = ("/", "/en/", "/kom-i-gang/foer-din-foerste-samtale/", "/webinarer/", "/opslag", "/soeg?q=praktik",
        "/forberedelse", "/log-ind")  # fmt: skip
TEXT = (".html", ".css", ".js", ".svg", ".json")


def site_build() -> list[Figure]:
    """A whole build in a process of its own, as `make site` does it."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=ROOT, check=True, capture_output=True)
    return [Figure("site build", "s", time.perf_counter() - began, at_most=15)]


def weights(real: Server) -> list[Figure]:
    """The heaviest main page as a browser fetched it, and the heaviest page of the site by its files."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        measured = {path: _fetched(browser, real.address + path) for path in MAIN}
        browser.close()
    computed = {page: _computed(page) for page in SITE.rglob("*.html")}
    return [
        *_heaviest("in Chromium", measured),
        *_heaviest(
            f"of all {len(computed)} pages, by files",
            {"/" + str(page.relative_to(SITE)): weight for page, weight in computed.items()},
        ),
    ]


def _heaviest(how: str, weights: dict[str, tuple[float, int]]) -> list[Figure]:
    heavy, many = (max(weights, key=lambda page: weights[page][n]) for n in (0, 1))
    return [
        Figure(f"heaviest page {how}: {heavy}", "kB", weights[heavy][0], at_most=KILOBYTES),
        Figure(f"most requests {how}: {many}", "", weights[many][1], at_most=REQUESTS),
    ]


def _fetched(browser: Browser, url: str) -> tuple[float, int]:
    """(kilobytes over the wire with headers, requests) of a first visit."""
    context = browser.new_context()
    page = context.new_page()
    session, sizes = context.new_cdp_session(page), []
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(url, wait_until="networkidle")
    context.close()
    return sum(sizes) / 1000, len(sizes)


def _computed(page: Path) -> tuple[float, int]:
    """The same from the files: what the page names, compressed; the font that the stylesheet names."""
    tree = html5lib.parse(page.read_bytes(), treebuilder="etree", namespaceHTMLElements=False)
    named = [e.get("src") for e in tree.iter() if e.tag in ("script", "img")]
    wanted = ("stylesheet", "icon", "preload", "manifest")
    named += [e.get("href") for e in tree.iter("link") if e.get("rel") in wanted]
    base = "/" + page.relative_to(SITE).as_posix()
    paths = {urlsplit(urljoin(base, address)).path for address in named if address}
    files = [page, *(SITE / path.lstrip("/") for path in paths)]
    files += [font for font in SITE.rglob("*.woff2") if font not in files]
    return sum(_size(file) for file in files if file.is_file()) / 1000, len(files)


def _size(file: Path) -> int:
    content = file.read_bytes()
    return len(gzip.compress(content, 9)) if file.suffix in TEXT else len(content)

"""The pages that are looked at: every page of the build, and the main pages as the program answers them."""

import json
import shutil
from pathlib import Path

from tools.bench.servers import ROOT, Server

SITE = ROOT / "build" / "site" / "html"
DANISH = (
    "/",
    "/opslag",
    "/soeg?q=praktik",
    "/forberedelse",
    "/forberedelse/fortsaet",
    "/log-ind",
    "/api/docs",
)
ENGLISH = ("/en/", "/en/openings", "/en/search?q=placement", "/en/preparation", "/en/preparation/continue",
           "/en/sign-in", "/en/api/docs")  # fmt: skip


def main_paths(server: Server) -> list[str]:
    """The main pages in both languages, one opening and one module among them."""
    first = json.loads(server.get("/api/v1/openings?limit=1")[1])["results"][0]["url"]
    modules = ("/kom-i-gang/foer-din-foerste-samtale/", "/en/getting-started/before-your-first-meeting/")
    found = [path for path in modules if (SITE / path.strip("/") / "index.html").is_file()]
    return [*DANISH, *ENGLISH, first, first.replace("/opslag/", "/en/openings/"), *found, "/webinarer/"]


def save_pages(server: Server, folder: Path) -> list[Path]:
    """Everything as files for the tools that read files."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    saved = []
    for page in sorted(SITE.rglob("*.html")):
        saved.append(folder / page.relative_to(SITE).as_posix().replace("/", "_"))
        saved[-1].write_bytes(page.read_bytes())
    for number, path in enumerate([*main_paths(server), "/findes-ikke"]):
        name = path.partition("?")[0].strip("/").replace("/", "_") or "front"
        saved.append(folder / f"portal_{number:02}_{name}.html")
        saved[-1].write_bytes(server.get(path)[1])
    return saved

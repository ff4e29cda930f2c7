"""The search index on the disk is damaged, cut short or gone while the server answers."""

import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from tools.faults.browser import Browser
from tools.faults.house import House
from tools.faults.outcome import Outcome

SEARCHES = ("/soeg?q=samtale", "/api/v1/search?q=praktik", "/opslag?q=nyhedsbrev", "/en/search?q=meeting")


def damaged(house: House) -> list[Outcome]:
    """Each damage in turn; after it, every search is asked until it finds again what it found before."""
    index = house.data / "search"
    browser = Browser(house.port)
    before = _found(browser)
    return [_one(name, damage, index, browser, before) for name, damage in DAMAGES.items()]


def _one(
    name: str, damage: Callable[[Path], None], index: Path, browser: Browser, before: list[int]
) -> Outcome:
    damage(index)
    failing, worst, began = 0, 200, time.monotonic()
    while time.monotonic() < began + 20:
        statuses = [browser.get(path).status for path in SEARCHES]
        failing += sum(status != 200 for status in statuses)
        worst = max(worst, *statuses)
        if set(statuses) == {200} and _found(browser) == before:
            break
    whole = _found(browser) == before
    return Outcome(
        f"search index {name} while serving",
        f"{failing} failing requests, worst answer {worst}, {'all' if whole else 'NOT ALL'} found again",
        "at most 1 failing request, never 500, found again",
        whole and failing <= 1 and worst != 500,
    )


def _found(browser: Browser) -> list[int]:
    asked = ("samtale", "praktik", "nyhedsbrev")
    answers = [browser.get(f"/api/v1/search?q={word}") for word in asked]
    return [len(json.loads(answer.text)["results"]) if answer.status == 200 else -1 for answer in answers]


def files(index: Path) -> list[Path]:
    return [path for path in index.rglob("*") if path.is_file() and "lock" not in path.name]


def overwrite(index: Path) -> None:
    for path in files(index):
        path.write_bytes(b"\xff" * path.stat().st_size)


def cut_short(index: Path) -> None:
    for path in files(index):
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def lose_pointer(index: Path) -> None:
    for path in index.rglob("current.json"):
        path.unlink()


def lose_all(index: Path) -> None:
    shutil.rmtree(index)


DAMAGES = {
    "overwritten": overwrite,
    "cut short": cut_short,
    "without its pointer": lose_pointer,
    "gone": lose_all,
}

"""The machine's clock jumps while somebody is signed in (libfaketime)."""

import shutil
from pathlib import Path

from tools.faults.browser import Browser
from tools.faults.house import House
from tools.faults.outcome import Outcome

LIBRARIES = ("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1", "/usr/lib/faketime/libfaketimeMT.so.1")


def stepped(house: House) -> list[Outcome]:
    """An hour back throws nobody out; 31 minutes on signs out and closes the form."""
    library = next((path for path in LIBRARIES if Path(path).exists()), None)
    if library is None or shutil.which("faketime") is None:
        return [Outcome("clock steps", "faketime is not installed", "-1 h keeps, +31 min ends", None)]
    moment = house.data.with_name("moment")
    moment.write_text("+0")
    house.extra |= {
        "LD_PRELOAD": library,
        "FAKETIME_TIMESTAMP_FILE": str(moment),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
    house.start()
    said = _who_is_in(house, moment)
    house.stop()
    kept = all(said[name] == (True, True) for name in ("at first", "-1 h", "back again"))
    return [
        Outcome("clock an hour back", f"staff and candidate still in: {said['-1 h']}", "both still in", kept),
        Outcome(
            "clock 31 minutes on",
            f"staff and candidate still in: {said['+31 min']}",
            "neither",
            said["+31 min"] == (False, False),
        ),
    ]


def _who_is_in(house: House, moment: Path) -> dict[str, tuple[bool, bool]]:
    """After each step of the clock, whether the member of staff and the candidate are still in."""
    account = next(one for one in house.accounts() if one["role"] == "company-consultant")
    staff, candidate = Browser(house.port), Browser(house.port)
    staff.post("/log-ind", {"email": account["email"], "password": account["password"]})
    candidate.post("/forberedelse/begynd", {})
    said = {}
    for name, step in (("at first", "+0"), ("-1 h", "-1h"), ("back again", "+0"), ("+31 min", "+31m")):
        moment.write_text(step)
        said[name] = (_is_in(staff, "/konsulent"), _is_in(candidate, "/forberedelse/dagsorden"))
    return said


def _is_in(browser: Browser, path: str) -> bool:
    return browser.get(path).status == 200

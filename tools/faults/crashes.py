"""kill -9 under load, what reaches the disk at a commit, and a disk that is full."""

import re
import subprocess
import time
from pathlib import Path

from sqlalchemy import text

from tools.faults.house import House
from tools.faults.outcome import Outcome
from tools.faults.writers import Load

KILLS, WRITES = 20, 1_000
READ = ("/", "/opslag", "/soeg?q=samtale", "/forberedelse/dagsorden")


def killed_under_load(house: House, *, kills: int = KILLS, writes: int = WRITES) -> list[Outcome]:
    """kill -9 of every process while eight clients write, until enough writes were acknowledged."""
    house.start()
    load, lost, back = Load(house.port), [], []
    load.prepare()
    done = 0
    while done < kills or load.acknowledged < writes:
        with load.running():
            load.wait_for(-(-writes // kills), seconds=15)
            house.kill()
        back.append(house.start())
        lost += load.lost_forms()
        done += 1
        if done >= 3 * kills:
            break
    lost += load.lost_enquiries(house.database())
    code = house.stop()
    whole = is_whole(house)
    enough = load.acknowledged >= writes and done >= kills
    met = not lost and whole and enough and load.statuses[500] == 0 and code == 0
    return [
        Outcome(
            f"kill -9 under 8 clients, {house.workers} workers, {kind(house)}",
            f"{load.acknowledged} acknowledged over {done} kills: {len(lost)} lost, "
            f"back within {max(back):.1f} s, {load.statuses[500]} answers 500, "
            f"database and audit chain {'whole' if whole else 'BROKEN'}",
            f"0 lost of at least {writes} over at least {kills}; 0 answers 500; whole",
            met,
        )
    ]


def kind(house: House) -> str:
    return "PostgreSQL" if house.database_url else "SQLite"


def is_whole(house: House) -> bool:
    """SQLite's own check, and the audit log's chain."""
    if not house.database_url:
        with house.database().reading() as session:
            if session.execute(text("PRAGMA integrity_check")).scalar() != "ok":
                return False
            if session.execute(text("PRAGMA foreign_key_check")).first() is not None:
                return False
    return house.command("audit", "verify").returncode == 0


def synced_at_commit(house: House, *, writes: int = 100) -> list[Outcome]:
    """kill -9 cannot tell FULL from NORMAL: what counts is how often the log reached the disk."""
    trace = house.data.with_name(house.data.name + ".strace")
    house.wrapper = ("strace", "-D", "-f", "-qq", "-e", "trace=fdatasync,fsync", "-o", str(trace))
    house.workers = 1
    house.start()
    load = Load(house.port, clients=1)
    load.prepare()
    load.writers[0].saves_forms = False
    before = syncs(trace)
    for _ in range(writes):
        load.writers[0].write()
    found = syncs(trace) - before
    house.stop()
    # Each enquiry is two commits: the count of the sender's tries, and the enquiry itself.
    commits = 2 * len(load.writers[0].tokens)
    return [
        Outcome(
            "fdatasync at commit (strace)",
            f"{found} for {commits} commits",
            "at least one for each commit",
            found >= commits > 0,
        )
    ]


def syncs(trace: Path) -> int:
    """Calls that were begun; one that was cut in two by another thread counts once."""
    return len(re.findall(r"(?:fdatasync|fsync)\(\d+", trace.read_text("ascii", "replace")))


def disk_full(house: House, folder: Path, *, megabytes: int = 8) -> list[Outcome]:
    """A small file system under the data folder fills up, and is made larger again."""
    fault = "disk full (tmpfs)"
    demand = "acknowledged kept, 503, reads go on, writes come back, 0 answers 500"
    if not mounted(folder, megabytes):
        return [Outcome(fault, "a file system cannot be mounted here", demand, None)]
    try:
        small = house.copy(folder / "data")
        small.log_file = house.log
        return [_filled(small, folder, fault, demand)]
    finally:
        run("umount", "--lazy", str(folder))


def _filled(house: House, folder: Path, fault: str, demand: str) -> Outcome:
    try:
        house.start()
        load = Load(house.port, clients=2)
        load.prepare()
        visitor = load.writers[0].browser
        before = [visitor.get(path).status for path in READ]
        filled_up = fill(load, folder)
        reads = [visitor.get(path).status for path in READ]
        said = load.writers[1].browser.post(f"/opslag/{load.writers[1].openings[0]}/interesse", {})
        kept = not load.lost_forms() and not load.lost_enquiries(house.database())
        run("mount", "-o", "remount,size=64m", str(folder))
        again = _writes_again(load)
        code = house.stop()
        kept = kept and not load.lost_enquiries(house.database()) and is_whole(house)
        figure = (
            f"{load.acknowledged} acknowledged, {'none lost' if kept else 'LOST'}; {filled_up} times 503; "
            f"reads {reads}; writes again after {again:.1f} s; {house.errors()} answers 500"
        )
        met = (
            kept
            and filled_up > 0
            and before == reads
            and set(reads) == {200}
            and again < 30
            and house.errors() == 0
        )
        return Outcome(fault, figure, demand, met and code == 0 and said.status in (422, 503))
    finally:
        house.end()


def fill(load: Load, folder: Path) -> int:
    """Takes most of the room, then writes until there is none; returns how often that was said."""
    ballast = folder / "ballast"
    free = int(run("df", "--output=avail", "-k", str(folder)).stdout.split()[-1])
    ballast.write_bytes(b"x" * 1024 * max(0, free - 1_024))
    refused = 0
    for _ in range(3_000):
        for writer in load.writers:
            refused += writer.write() == 503
        if refused >= 20:
            break
    return refused


def _writes_again(load: Load) -> float:
    began = time.monotonic()
    while time.monotonic() < began + 60:
        if {writer.write() for writer in load.writers} == {303}:
            return time.monotonic() - began
    return float("inf")


def mounted(folder: Path, megabytes: int) -> bool:
    folder.mkdir()
    options = f"size={megabytes}m,mode=700"
    return run("mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)).returncode == 0


def run(*line: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(line, capture_output=True, text=True, check=False)  # noqa: S603  (fixed commands)

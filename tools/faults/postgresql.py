"""PostgreSQL restarts, stops at once and is killed while eight clients write; the portal is killed too."""

import os
import signal
import time
from pathlib import Path

from tests.postgres import Cluster, binaries
from tools.faults.crashes import killed_under_load
from tools.faults.house import House
from tools.faults.outcome import Outcome
from tools.faults.writers import Load


def all_of(house: House, *, kills: int, writes: int) -> list[Outcome]:
    """A cluster of its own, with fsync, filled like the other database."""
    if binaries() is None:
        return [Outcome("PostgreSQL", "is not installed here", "0 lost, 0 answers 500", None)]
    cluster = Cluster.create(durable=True)
    try:
        cluster.create_database("portal")
        house.database_url = cluster.url("portal")
        house.fill()
        return killed_under_load(house, kills=kills, writes=writes) + server_lost(house, cluster)
    finally:
        house.end()
        cluster.destroy()


def server_lost(house: House, cluster: Cluster) -> list[Outcome]:
    """Restart, crash and kill -9 of the database server; the portal stays up throughout."""
    house.start()
    load, lost, back = Load(house.port), [], []
    load.prepare()
    for lose in (restart, crash, kill_postmaster, restart):
        with load.running():
            load.wait_for(100, seconds=20)
            lose(cluster)
            up = time.monotonic()
            house.wait_until_answered()
            load.wait_for(1, seconds=20)
            back.append(time.monotonic() - up)
        lost += load.lost_forms()
    lost += load.lost_enquiries(house.database())
    others = {status: count for status, count in load.statuses.items() if status != 303}
    house.stop()
    return [
        Outcome(
            "PostgreSQL restarted, stopped at once and killed under 8 clients",
            f"{load.acknowledged} acknowledged, {len(lost)} lost; other answers {others or 'none'}; "
            f"writes again within {max(back):.1f} s of the server",
            "0 lost, others only 503, again within 5 s",
            not lost and set(others) <= {503} and max(back) < 5,
        )
    ]


def restart(cluster: Cluster) -> None:
    cluster.stop("fast")
    cluster.start()


def crash(cluster: Cluster) -> None:
    cluster.stop("immediate")
    cluster.start()


def kill_postmaster(cluster: Cluster) -> None:
    """The postmaster alone is killed; its children notice and end, and the next start recovers."""
    postmaster = int((cluster.data / "postmaster.pid").read_text().split()[0])
    children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
    os.kill(postmaster, signal.SIGKILL)
    ends = time.monotonic() + 20
    while any(Path(f"/proc/{child}").exists() for child in children) and time.monotonic() < ends:
        time.sleep(0.02)
    cluster.start()

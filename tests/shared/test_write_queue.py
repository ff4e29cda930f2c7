"""Writers to SQLite come in turn, over threads and processes, and a killed one holds up nobody."""

import multiprocessing
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from portal.settings import PROJECT_ROOT
from portal.shared.database import Database
from portal.shared.sqlite import TURN
from portal.shared.write_queue import QueueTooLong, Turn, WriteQueue

FOREVER = """
import sys, time
from pathlib import Path
from portal.shared.write_queue import WriteQueue
queue = WriteQueue(Path(sys.argv[1]))
with queue.join():
    print("in", flush=True)
    time.sleep(600)
"""
pytestmark = pytest.mark.only_on("sqlite")


@pytest.fixture
def queue(tmp_path: Path) -> WriteQueue:
    return WriteQueue(tmp_path / "samtaleklar.db-queue")


def arrive(queue: WriteQueue, name: str, order: list[str]) -> threading.Thread:
    """Joins the queue in a thread; returns once its number is drawn."""
    drawn, draw = threading.Event(), Turn.wait

    def noticed(turn: Turn, before: Turn | None) -> None:
        drawn.set()
        draw(turn, before)

    def write() -> None:
        with queue.join():
            order.append(name)

    Turn.wait = noticed  # type: ignore[method-assign]
    thread = threading.Thread(target=write)
    thread.start()
    assert drawn.wait(30)
    Turn.wait = draw  # type: ignore[method-assign]
    return thread


def test_writers_are_let_in_as_they_came_whichever_process_they_are_of(queue: WriteQueue) -> None:
    other_process, order = WriteQueue(queue.path), list[str]()
    with queue.join():
        names = [f"{number}" for number in range(8)]
        threads = [arrive((queue, other_process)[int(name) % 2], name, order) for name in names]
        assert order == []
    for thread in threads:
        thread.join()
    assert order == names


def test_one_who_gives_up_is_told_so_and_holds_up_nobody(queue: WriteQueue) -> None:
    hasty, patient, order = WriteQueue(queue.path), WriteQueue(queue.path), list[str]()
    hasty.patience = 0.05
    with queue.join():
        with pytest.raises(QueueTooLong):
            hasty.join()
        waiting = arrive(patient, "patient", order)
    waiting.join()
    assert order == ["patient"]


def test_a_killed_writer_and_a_killed_waiter_leave_the_queue(queue: WriteQueue) -> None:
    command = [sys.executable, "-c", FOREVER, str(queue.path)]
    with subprocess.Popen(command, cwd=PROJECT_ROOT, stdout=subprocess.PIPE) as writer:  # noqa: S603
        try:
            assert writer.stdout
            assert writer.stdout.readline() == b"in\n"
            order = list[str]()
            waiting = arrive(queue, "after", order)
            assert order == []
        finally:
            writer.send_signal(signal.SIGKILL)
    waiting.join()
    assert order == ["after"]


def count_up(url: str, times: int) -> None:
    """Reads, decides and writes, as the services do."""
    database = Database.open(url)
    for _ in range(times):
        with database.writing() as session:
            counted = session.execute(text("SELECT tries FROM rate_counts")).scalar_one()
            session.execute(text("UPDATE rate_counts SET tries = :n"), {"n": counted + 1})
    database.close()


@pytest.mark.parametrize("queued", [True, False], ids=["queued", "without a queue"])
def test_four_processes_lose_no_update(database: Database, queued: bool) -> None:
    url = str(database.engine.url)
    if not queued:
        Path(f"{database.engine.url.database}-queue").mkdir()
    with database.writing() as session:
        session.execute(text("INSERT INTO rate_counts VALUES ('a', 0, 0)"))
    spawned = multiprocessing.get_context("spawn")
    processes = [spawned.Process(target=count_up, args=(url, 25)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0, 0]
    with database.reading() as session:
        assert session.execute(text("SELECT tries FROM rate_counts")).scalar_one() == 100


def test_a_turn_ends_however_the_transaction_ends(database: Database) -> None:
    queue = WriteQueue(Path(f"{database.engine.url.database}-queue"))
    queue.patience = 0.05
    with database.writing() as session:
        session.execute(text("SELECT 1"))
        with pytest.raises(QueueTooLong):
            queue.join()
    queue.join().end()
    with pytest.raises(OperationalError), database.writing() as session:
        session.execute(text("SELECT * FROM nowhere"))
    queue.join().end()
    connection = database.engine.connect()
    connection.execute(text("SELECT 1"))
    assert connection.info[TURN]
    connection.invalidate()
    queue.join().end()
    connection.close()


def test_the_queue_is_its_owners_alone(database: Database) -> None:
    with database.writing() as session:
        session.execute(text("SELECT 1"))
    mode = Path(f"{database.engine.url.database}-queue").stat().st_mode
    assert oct(mode)[-2:] == "00"

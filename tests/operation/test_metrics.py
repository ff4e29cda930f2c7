"""/metrics: what happens is counted once, by route and kind, and nobody stands in it."""

import json
import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from portal.maintenance import JOBS
from portal.operation import gathering
from portal.settings import PROJECT_ROOT, Settings
from portal.shared import measures
from portal.shared.derivation import AT_ONCE, WAITING, derivation_place
from portal.shared.errors import TooManyTries, Unavailable
from portal.web.guards import PUBLIC
from portal.web.limits import Limit, take
from tests.page import PageClient
from tools.access_matrix import routes_of

Samples = dict[tuple[str, frozenset[tuple[str, str]]], float]


@pytest.fixture
def operator(app: FastAPI) -> TestClient:
    return TestClient(
        app, base_url="http://127.0.0.1:8000", client=("127.0.0.1", 1), raise_server_exceptions=False
    )


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    """Other tests of this process plant routes and limits of their own."""
    for measure in (measures.REQUESTS, measures.REQUEST_SECONDS, measures.ERRORS, measures.LIMITS_REFUSED,
                    measures.JOBS_FAILED):  # fmt: skip
        measure.clear()


def read(operator: TestClient) -> Samples:
    answer = operator.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain")
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def total(samples: Samples, name: str, **labels: str) -> float:
    return sum(v for (n, have), v in samples.items() if n == name and labels.items() <= dict(have).items())


def test_a_request_is_counted_under_its_pattern(operator: TestClient) -> None:
    labels = {"route": "/opslag/{opening_id}", "method": "GET", "status": "4xx"}
    before = total(read(operator), "samtaleklar_requests_total", **labels)
    operator.get("/opslag/8c7c2f8e-5a4b-4b8e-9a39-0d2c7d1c6b11")
    samples = read(operator)
    assert total(samples, "samtaleklar_requests_total", **labels) == before + 1
    assert total(samples, "samtaleklar_request_seconds_count", route="/opslag/{opening_id}") >= 1
    assert "8c7c2f8e" not in str(samples)


def test_a_path_nobody_knows_is_never_a_label(operator: TestClient) -> None:
    operator.get("/Testfirma-ApS/kanarie")
    operator.request("KANARIE", "/")
    samples = read(operator)
    assert "anarie" not in str(samples).lower()
    assert total(samples, "samtaleklar_requests_total", route="-", status="4xx") >= 1


def test_writes_searches_and_errors_are_counted(app: FastAPI, operator: TestClient) -> None:
    def fail() -> None:
        raise LookupError("KANARIE")

    app.add_api_route("/fejl", fail, dependencies=[PUBLIC])
    app.router.routes.insert(0, app.router.routes.pop())
    before = read(operator)
    operator.get("/soeg?q=praktik")
    operator.get("/fejl")
    after = read(operator)

    def grown(name: str, **labels: str) -> float:
        return total(after, name, **labels) - total(before, name, **labels)

    assert grown("samtaleklar_search_seconds_count", index="pages") == 3
    assert grown("samtaleklar_search_seconds_count", index="openings") == 1
    assert grown("samtaleklar_write_seconds_count") >= 1
    assert grown("samtaleklar_write_wait_seconds_count") >= 1
    assert grown("samtaleklar_errors_total", error="LookupError") == 1
    assert grown("samtaleklar_requests_in_flight") == 0


def test_a_preparation_that_is_made_is_counted(client: PageClient, operator: TestClient) -> None:
    before = total(read(operator), "samtaleklar_preparations_made_total")
    client.get("/forberedelse")
    client.submit("begynd")
    assert total(read(operator), "samtaleklar_preparations_made_total") == before + 1


def test_what_a_limit_refuses_is_counted_by_its_name(app: FastAPI, operator: TestClient) -> None:
    limit = Limit("test:limit", tries=0, seconds=60)
    with pytest.raises(TooManyTries):
        take(app.state.database, app.state.clock, limit, "192.0.2.7")
    samples = read(operator)
    assert total(samples, "samtaleklar_limits_refused_total", limit="test:limit") == 1
    assert "192.0.2.7" not in str(samples)


def test_codes_that_wait_and_codes_that_are_refused_are_seen(operator: TestClient) -> None:
    release, inside = threading.Event(), threading.Barrier(AT_ONCE + 1)

    def hold() -> None:
        with derivation_place():
            inside.wait(10)
            release.wait(10)

    def queue() -> None:
        with derivation_place():
            pass

    threads = [threading.Thread(target=hold) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    inside.wait(10)
    waiting = [threading.Thread(target=queue) for _ in range(WAITING)]
    for thread in waiting:
        thread.start()
    while total(read(operator), "samtaleklar_derivations_waiting") < AT_ONCE + WAITING:
        pass
    with pytest.raises(Unavailable), derivation_place():
        pass
    release.set()
    for thread in [*threads, *waiting]:
        thread.join()
    samples = read(operator)
    assert total(samples, "samtaleklar_derivations_refused_total") >= 1
    assert total(samples, "samtaleklar_derivations_waiting") == 0


def allowed(app: FastAPI) -> dict[str, set[str] | re.Pattern[str]]:
    """Every label there may be and every value it may have."""
    routes = {route.path for route in routes_of(app)}
    limits = {
        match
        for path in (PROJECT_ROOT / "portal").rglob("*.py")
        for match in re.findall(r'Limit\(\s*"([a-z:-]+)"', path.read_text("utf-8"))
    }
    numbers = re.compile(r"[0-9]+(\.[0-9]+)?|\+Inf")
    return {
        "route": routes | {"-", "/fejl"},
        "method": {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "other"},
        "status": {"0xx", "1xx", "2xx", "3xx", "4xx", "5xx"},
        "le": numbers,
        "worker": re.compile(r"[0-9]+"),
        "limit": limits | {"test:limit"},
        "index": {"pages", "openings", "site"},
        "error": re.compile(r"[A-Z][A-Za-z]*"),
        "job": set(JOBS),
        "version": re.compile(r"[0-9.]+"),
        "site_build": re.compile(r"[0-9a-f]*"),
    }


def unknown_labels(samples: Samples, known: dict[str, set[str] | re.Pattern[str]]) -> set[tuple[str, str]]:
    found = set()
    for _name, labels in samples:
        for label, value in labels:
            values = known.get(label, set())
            if not (value in values if isinstance(values, set) else values.fullmatch(value)):
                found.add((label, value))
    return found


def test_every_label_and_every_value_is_on_the_list(app: FastAPI, operator: TestClient) -> None:
    for path in ("/", "/opslag", "/soeg?q=Kanarie", "/konsulent", "/api/v1/openings", "/findes-ikke", "/l/x"):
        operator.get(path)
    operator.post("/log-ind", data={"email": "kanarie@eksempel.example", "password": "x"})
    measures.JOBS_FAILED.labels("send mail").inc()
    samples = read(operator)
    assert len(samples) > 100
    assert unknown_labels(samples, allowed(app)) == set()


def test_a_label_that_is_not_on_the_list_is_found(app: FastAPI) -> None:
    company = ("samtaleklar_requests_total", frozenset({("company", "Testfirma ApS")}))
    person = ("samtaleklar_requests_total", frozenset({("route", "/l/hemmelig")}))
    assert len(unknown_labels({company: 1.0, person: 1.0}, allowed(app))) == 2


def test_every_name_is_told_in_the_guide(operator: TestClient) -> None:
    guide = (PROJECT_ROOT / "docs" / "operations.md").read_text("utf-8")
    families = {f.name for f in text_string_to_metric_families(operator.get("/metrics").text)}
    assert {name for name in families if f"`{name}" not in guide} == set()


SIBLING = """
import sys, time
from pathlib import Path
from portal.operation import gathering
from portal.shared import measures
measures.REQUESTS.labels("/healthz", "GET", "2xx").inc(int(sys.argv[2]))
gathering.answer_siblings(Path(sys.argv[1]))
print("ready", flush=True)
time.sleep(60)
"""


@pytest.fixture
def siblings(settings: Settings) -> Iterator[list[subprocess.Popen[str]]]:
    """Two other workers of the installation, in processes of their own."""
    folder = str(settings.data / gathering.FOLDER)
    started = [
        subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", SIBLING, folder, count],
            cwd=PROJECT_ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for count in ("3", "4")
    ]
    for one in started:
        assert one.stdout is not None and one.stdout.readline() == "ready\n"
    yield started
    for one in started:
        one.kill()
        one.communicate()


def of_siblings(samples: Samples) -> dict[str, float]:
    labels = {"route": "/healthz", "method": "GET", "status": "2xx"}
    return {
        dict(have)["worker"]: value
        for (name, have), value in samples.items()
        if name == "samtaleklar_requests_total" and labels.items() <= dict(have).items()
    }


def test_every_worker_is_counted_once_whoever_is_asked(
    operator: TestClient, siblings: list[subprocess.Popen[str]]
) -> None:
    counted = of_siblings(samples := read(operator))
    assert [counted[str(one.pid)] for one in siblings] == [3, 4]
    assert total(samples, "samtaleklar_workers") == 3
    assert of_siblings(read(operator)).keys() == counted.keys()


def test_a_worker_that_was_killed_is_left_out_and_tidied_away(
    operator: TestClient, siblings: list[subprocess.Popen[str]], settings: Settings
) -> None:
    siblings[0].kill()
    siblings[0].wait()
    samples = read(operator)
    assert total(samples, "samtaleklar_workers") == 2
    left = [path.stem for path in (settings.data / gathering.FOLDER).glob("*.sock")]
    assert left == [str(siblings[1].pid)]


@pytest.mark.parametrize("said", [None, b"{", b"[]"])
def test_a_worker_that_hangs_or_talks_nonsense_holds_nobody_up(
    operator: TestClient,
    tmp_path: Path,
    settings: Settings,
    said: bytes | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(gathering, "DEADLINE_SECONDS", 0.2)
    folder = settings.data / gathering.FOLDER
    folder.mkdir()
    with gathering._short(folder) as short, socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(short / "1.sock"))
        listener.listen(1)
        if said is not None:

            def answer() -> None:
                connection, _ = listener.accept()
                connection.sendall(said)
                connection.close()

            threading.Thread(target=answer, daemon=True).start()
        assert total(read(operator), "samtaleklar_workers") in (1, 2)


def test_a_deep_data_folder_is_no_hindrance(tmp_path: Path) -> None:
    folder = tmp_path / ("d" * 120) / "workers"
    listener = gathering.answer_siblings(folder)
    assert [path.name for path in folder.iterdir()] == [f"{os.getpid()}.sock"]
    assert folder.stat().st_mode & 0o077 == 0
    listener.close()


def test_counts_travel_as_plain_values() -> None:
    assert json.loads(json.dumps(gathering.counted_here()))

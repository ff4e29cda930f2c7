"""`leaks check` reads JSON lines and writes one line for each, in order."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from portal.__main__ import main

ITEM = {
    "id": "a-1",
    "company": {
        "name": "Knarvig Støbegods A/S",
        "aliases": ["Knarvig"],
        "cvr": None,
        "municipality": "Lemvig",
    },
    "public": {"title": "Støber", "description": "Hos Knarvig er der plads.", "competences": ""},
}


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: bytes
    stderr: bytes


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., Done]:
    def run(sent: bytes, *options: str) -> Done:
        monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(sent)))
        try:
            code = main(["leaks", "check", *options])
        except SystemExit as refused:
            code = int(str(refused.code))
        printed = capfdbinary.readouterr()
        return Done(code, printed.out, printed.err)

    return run


def test_each_item_gets_its_findings_in_order(check: Callable[..., Done]) -> None:
    clean = {"id": 7, "company": None, "public": {"title": "Støber"}}
    done = check("\n".join(json.dumps(item) for item in (ITEM, clean)).encode())
    first, second = (json.loads(line) for line in done.stdout.decode().splitlines())
    assert done.returncode == 0
    assert second == {"id": 7, "findings": []}
    assert first["id"] == "a-1"
    assert [{**finding, "why": bool(finding["why"])} for finding in first["findings"]] == [
        {
            "field": "description",
            "start": 4,
            "end": 11,
            "type": "company_name",
            "severity": "block",
            "text": "Knarvig",
            "why": True,
        }
    ]


def test_malformed_input_tells_the_line_and_never_the_text(check: Callable[..., Done]) -> None:
    for bad in (
        b"{no",
        b"[]",
        b'{"id": 1}',
        b'{"id": 1, "public": {"title": 3}}',
        b'{"public": {}}',
        b"\xff",
    ):
        done = check(json.dumps(ITEM).encode() + b"\n" + bad + b"\n")
        assert done.returncode == 2
        assert b"line 2: " in done.stderr
        assert done.stdout.count(b"\n") == 1
        assert b"Traceback" not in done.stderr


def test_a_table_of_counts_may_be_given_and_a_wrong_one_is_refused(
    check: Callable[..., Done], tmp_path: Path
) -> None:
    table = tmp_path / "counts.csv"
    table.write_text("branche;kommune;stoerrelse;antal\nindustri;Lemvig;5-9;12\n", encoding="utf-8")
    item = {"id": 1, "public": {"title": "En fabrik i Lemvig Kommune med 7 ansatte"}}
    sent = json.dumps(item).encode()
    assert json.loads(check(sent, "--counts", str(table)).stdout)["findings"] == []
    warned = json.loads(check(sent, "--counts", str(table), "--k", "13").stdout)["findings"]
    assert [finding["type"] for finding in warned] == ["combination"]
    table.write_text("branche;antal\n", encoding="utf-8")
    refused = check(sent, "--counts", str(table))
    assert refused.returncode == 2
    assert b"linje 1" in refused.stderr
    assert check(sent, "--k", "0").returncode == 2

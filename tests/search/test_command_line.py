"""`python -m search query`: ids of candidate modules in order, and what a caller did wrong."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    ("raadighed", "module", "rights-duties", "At stå til rådighed"),
    ("om-raadighed", "page", "rights-duties", "Rådighed i tal"),
    ("samtalens-raadighed", "module", "consultants", "Rådighed i samtalen"),
]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of its own with three pages and no index."""
    shutil.copytree(ROOT / "search", tmp_path / "search", ignore=shutil.ignore_patterns("__pycache__"))
    keys = ("id", "type", "folder", "title")
    pages = [dict(zip(keys, page, strict=True)) | {"lang": "da", "url": f"/{page[0]}/"} for page in PAGES]
    many = [dict(pages[0], id=f"praktik-{n}", title=f"Praktik nummer {n}", url="/") for n in range(12)]
    (tmp_path / "build" / "site").mkdir(parents=True)
    content = {"build_id": "x1", "documents": pages + many}
    (tmp_path / "build" / "site" / "docs.json").write_text(json.dumps(content), "utf-8")
    return tmp_path


def query(project: Path, text: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "ignore", "-m", "search", *(arguments or ("query",))]
    environment = {"PATH": os.environ["PATH"], "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(  # noqa: S603
        command, input=text, cwd=project, env=environment, capture_output=True, text=True, check=False
    )


def test_answers_come_in_order_with_candidate_modules_only(project: Path) -> None:
    done = query(project, '{"q": "rådigheden", "lang": "da"}\n\n{"q": "vaskemaskine"}\n')
    assert done.returncode == 0, done.stderr
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        {"q": "rådigheden", "ids": ["raadighed"]},
        {"q": "vaskemaskine", "ids": []},
    ]


def test_there_are_at_most_ten_ids_and_each_once(project: Path) -> None:
    ids = json.loads(query(project, '{"q": "praktik", "lang": "da"}').stdout)["ids"]
    assert len(ids) == len(set(ids)) == 10


@pytest.mark.parametrize(
    "line", ["not json", '"text"', "{}", '{"q": 7}', '{"q": "praktik", "lang": "de"}', "[]", '{"q": null}']
)
def test_a_malformed_line_is_named_by_its_number(project: Path, line: str) -> None:
    done = query(project, f'{{"q": "praktik", "lang": "da"}}\n{line}\n')
    assert done.returncode == 2
    assert done.stderr.startswith("line 2:")
    assert len(done.stdout.splitlines()) == 1


def test_bad_use_is_told_apart(project: Path) -> None:
    assert query(project, "", "find").returncode == 2
    assert query(project, "", "query", "--fast").returncode == 2


def test_pages_that_cannot_be_read_are_a_finding(project: Path) -> None:
    (project / "build" / "site" / "docs.json").write_text("{}", "utf-8")
    done = query(project, '{"q": "praktik", "lang": "da"}')
    assert done.returncode == 1
    assert "the pages could not be searched" in done.stderr


def test_where_there_is_no_site_it_is_built_first(project: Path) -> None:
    shutil.rmtree(project / "build")
    done = query(project, '{"q": "praktik", "lang": "da"}')
    assert done.returncode == 1
    assert "mkdocs" in done.stderr


def test_a_damaged_index_is_built_again(project: Path) -> None:
    query(project, '{"q": "praktik", "lang": "da"}')
    for file in (project / "build" / "search").rglob("*.seg"):
        file.write_bytes(b"")
    done = query(project, '{"q": "rådighed", "lang": "da"}')
    assert json.loads(done.stdout)["ids"] == ["raadighed"]

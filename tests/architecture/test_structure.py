"""The house keeps its own rules: imports, sizes, names, and nothing of the machine it was built on."""

import ast
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from portal.settings import PROJECT_ROOT

# A migration is written by a machine and is never changed afterwards.
CODE = [
    path
    for folder in ("portal", "search", "tools")
    for path in sorted((PROJECT_ROOT / folder).rglob("*.py"))
    if "migrations/versions" not in path.as_posix() and "node_modules" not in path.parts
]
LINT = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
# A planted breach for each contract: (contract, file, line to add).
BREACHES = [
    ("search", "search/planted.py", "import portal.settings"),
    ("stack", "portal/shared/planted.py", "import portal.web.guards"),
    ("stack", "portal/openings/planted.py", "import portal.preparation"),
    ("stack", "portal/web/planted.py", "import portal.accounts"),
    ("inside", "portal/accounts/models.py", "import portal.accounts.service"),
    ("inside", "portal/openings/rules.py", "import portal.openings.models"),
    ("rules", "portal/preparation/rules.py", "import sqlalchemy"),
    ("http", "portal/accounts/service.py", "import fastapi"),
    ("engine", "portal/site_search/planted.py", "import whoosh"),
    ("openings-tables", "portal/agreements/planted.py", "import portal.openings.models"),
    ("preparation-tables", "portal/agreements/planted.py", "import portal.preparation.models"),
    ("enquiries-tables", "portal/site_search/planted.py", "import portal.enquiries.models"),
    ("approvals-tables", "portal/openings/planted.py", "import portal.approvals.models"),
    ("accounts-tables", "portal/openings/planted.py", "import portal.accounts.models"),
]


def lint(folder: Path, contract: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [*LINT, "--no-cache", *(["--contract", contract] if contract else [])]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603


def test_the_import_contracts_are_kept() -> None:
    outcome = lint(PROJECT_ROOT)
    assert outcome.returncode == 0, outcome.stdout


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("house")
    for name in ("portal", "search"):
        shutil.copytree(
            PROJECT_ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "site")
        )
    shutil.copy(PROJECT_ROOT / "pyproject.toml", folder)
    return folder


@pytest.mark.parametrize(("contract", "file", "line"), BREACHES, ids=[f"{c}-{f}" for c, f, _ in BREACHES])
def test_a_planted_breach_of_a_contract_is_found(copy: Path, contract: str, file: str, line: str) -> None:
    path = copy / file
    before = path.read_text("utf-8") if path.exists() else None
    path.write_text(f"{before or ''}\n{line}\n", "utf-8")
    try:
        outcome = lint(copy, contract)
    finally:
        path.unlink() if before is None else path.write_text(before, "utf-8")
    assert outcome.returncode == 1, outcome.stdout + outcome.stderr
    assert "BROKEN" in outcome.stdout


def test_no_file_is_longer_than_350_lines() -> None:
    long = {
        str(p.relative_to(PROJECT_ROOT)): n
        for p in CODE
        if (n := len(p.read_text("utf-8").splitlines())) > 350
    }
    assert long == {}


def test_no_function_is_longer_than_30_lines() -> None:
    long = {}
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
                length = node.end_lineno - node.body[0].lineno + 1
                if length > 30:
                    long[f"{path.relative_to(PROJECT_ROOT)}:{node.name}"] = length
    assert long == {}


def test_a_word_has_one_row_in_the_glossary() -> None:
    rows = (PROJECT_ROOT / "docs" / "glossary.md").read_text("utf-8").splitlines()
    words = [row.split("|")[1].strip() for row in rows if row.startswith("| ")]
    assert len(words) > 30
    assert [word for word, times in Counter(words).items() if times > 1] == []


def test_every_module_says_in_one_line_what_it_is_for() -> None:
    silent = [
        str(p.relative_to(PROJECT_ROOT))
        for p in CODE
        if (doc := ast.get_docstring(ast.parse(p.read_text("utf-8")))) in (None, "")
        or (doc and len(doc.splitlines()) > 12)
    ]
    assert silent == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    vague = {"utils", "helpers", "common", "managers", "misc"}
    assert [str(p) for p in CODE if p.stem in vague or p.parent.name in vague] == []


def test_nothing_names_the_machine_the_product_was_built_on() -> None:
    files = subprocess.run(
        ["/usr/bin/env", "git", "ls-files"], cwd=PROJECT_ROOT, capture_output=True, text=True, check=False
    ).stdout.split()
    pattern = re.compile(r"/wor" + r"k/|/ro" + r"ot/|\.\./sha" + r"red")
    found = [
        name
        for name in files
        if (path := PROJECT_ROOT / name).suffix
        in (".py", ".md", ".yml", ".yaml", ".toml", ".html", ".css", ".js", "")
        and path.is_file()
        and pattern.search(path.read_text("utf-8", errors="ignore"))
    ]
    assert found == []

"""Reads the rows of a register in YAML into dataclasses, with a finding for each row that cannot stand."""

from collections.abc import Callable, Hashable, Iterable
from pathlib import Path, PurePosixPath
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from portal.catalogue.findings import Finding
from portal.catalogue.yaml_lines import Entry, YamlError, read_entries

Row = TypeVar("Row")
UNUSABLE = "har en værdi, der ikke kan bruges: se reglerne øverst i filen"
SAID = {
    "missing": "mangler",
    "missing_argument": "mangler",
    "unexpected_keyword_argument": "er en nøgle, som registret ikke kender: slet den",
}


def read_rows(
    file: Path, path: PurePosixPath, shape: TypeAdapter[Row]
) -> tuple[list[tuple[Entry, Row]], list[Finding]]:
    if not file.is_file():
        return [], [Finding(path, 1, "filen mangler: opret den, også selv om den er tom")]
    try:
        entries = read_entries(file.read_text(encoding="utf-8"))
    except YamlError as error:
        return [], [Finding(path, error.line, error.message)]
    rows: list[tuple[Entry, Row]] = []
    findings: list[Finding] = []
    for entry in entries:
        try:
            rows.append((entry, shape.validate_python(entry.values)))
        except ValidationError as error:
            findings += _mistakes(error, entry, path)
    return rows, findings


def repeated(
    rows: Iterable[tuple[Entry, Row]],
    path: PurePosixPath,
    *,
    key: Callable[[Row], Hashable],
    name: Callable[[Row], str],
    said: str = "står også",
) -> list[Finding]:
    """A finding for each row whose key an earlier row has, with the line of that one."""
    seen: dict[Hashable, int] = {}
    findings = []
    for entry, row in rows:
        first = seen.setdefault(key(row), entry.line)
        if first != entry.line:
            message = f"{name(row)} {said} på linje {first}: slet den ene"
            findings.append(Finding(path, entry.line, message))
    return findings


def _mistakes(error: ValidationError, entry: Entry, path: PurePosixPath) -> list[Finding]:
    name = entry.values.get("id", "uden id")
    kinds = {_place(one["loc"], entry): str(one["type"]) for one in reversed(error.errors())}
    return [
        Finding(path, entry.line_of(key.partition(".")[0]), f"{name}: `{key}` {SAID.get(kind, UNUSABLE)}")
        for key, kind in kinds.items()
    ]


def _place(location: tuple[int | str, ...], entry: Entry) -> str:
    """`next.adopted.law`: the keys as they stand in the file, without what pydantic adds to them."""
    keys, value = [], dict[str, object](entry.values)
    for part in location:
        keys.append(str(part))
        below = value.get(str(part))
        if not isinstance(below, dict):
            # A key that is missing below this one is still a place in the file.
            break
        value = below
    return ".".join(keys)

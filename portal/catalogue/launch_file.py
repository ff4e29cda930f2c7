"""The modules a launch begins with: a list in content/facts that an editor changes."""

from pathlib import Path, PurePosixPath
from typing import Annotated

from pydantic import ConfigDict, Field, TypeAdapter
from pydantic.dataclasses import dataclass as checked_dataclass

from portal.catalogue.content_pages import Content
from portal.catalogue.findings import Finding
from portal.catalogue.front_matter import ID_PATTERN
from portal.catalogue.register_rows import read_rows, repeated

LAUNCH = "facts/launch.yaml"


@checked_dataclass(frozen=True, config=ConfigDict(extra="forbid", str_strip_whitespace=True))
class LaunchModule:
    id: Annotated[str, Field(pattern=ID_PATTERN)]


def launch_ids(root: Path) -> list[str]:
    """The ids in the order of the file; what is wrong with it is the check's business."""
    rows, _ = read_rows(root / LAUNCH, PurePosixPath(root.name) / LAUNCH, TypeAdapter(LaunchModule))
    return [row.id for _, row in rows]


def check_launch(root: Path, content: Content) -> list[Finding]:
    """Every id is a page's, and stands once."""
    path = PurePosixPath(root.name) / LAUNCH
    rows, findings = read_rows(root / LAUNCH, path, TypeAdapter(LaunchModule))
    findings += repeated(rows, path, key=lambda row: row.id, name=lambda row: row.id)
    known = set(content.ids)
    for entry, row in rows:
        if row.id not in known:
            message = f"{row.id} er ikke id på en side: ret det, eller slet linjen"
            findings.append(Finding(path, entry.line, message))
    return findings

"""The identity of a site build: the same inputs give the same id."""

import hashlib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
INPUTS = ("mkdocs.yml", "content", "portal/web/site", "portal/catalogue")


def build_id(root: Path = ROOT) -> str:
    """Sixteen hexadecimal digits over the names and contents of everything the site is built from."""
    digest = hashlib.sha256()
    for file in _files(root):
        digest.update(file.relative_to(root).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _files(root: Path) -> list[Path]:
    found = [root / name for name in INPUTS if (root / name).is_file()]
    for name in INPUTS:
        found += [file for file in (root / name).rglob("*") if file.is_file() and file.suffix != ".pyc"]
    return sorted(found)

"""Index folders that never change once they are there: written beside the old one, verified, switched to."""

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_POINTER = "current.json"
_MANIFEST = "manifest.json"
_PREFIX = "index-"


class IndexMissing(Exception):
    """There is no index that can be read; it has to be built."""


class IndexDamaged(Exception):
    """A file of an index is not as it was written."""


@dataclass(frozen=True)
class Manifest:
    """What an index folder was built from, and the digest of every file in it."""

    build: str
    analyser: str
    documents: int
    files: Mapping[str, str]


@dataclass(frozen=True)
class Generation:
    """One verified state of an index, wholly in memory."""

    name: str
    manifest: Manifest
    contents: Mapping[str, bytes]


class Generations:
    """The folder that holds the current index, the one before it, and a pointer."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._found_whole: frozenset[tuple[str, int, int]] | None = None

    @contextmanager
    def one_writer(self) -> Iterator[None]:
        """Waits until no other thread, process or killed writer holds the lock."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "writer.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def stamp(self) -> tuple[int, int] | None:
        """Changes whenever another index became current; None where there is none."""
        try:
            status = (self.folder / _POINTER).stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_ino

    def names(self) -> list[str]:
        """The current folder and the one before it, as the pointer has them."""
        try:
            pointer = json.loads((self.folder / _POINTER).read_bytes())
            names = [pointer["current"], pointer["previous"]]
        except (OSError, ValueError, TypeError, KeyError):
            return []
        return [name for name in names if isinstance(name, str) and name.startswith(_PREFIX)]

    def manifest(self) -> Manifest | None:
        """The manifest of the current index; None where it is missing or unreadable."""
        for names in self._pointed_to():
            try:
                return _read_manifest(self.folder / names[0])
            except IndexDamaged:
                continue
        return None

    def load(self) -> Generation:
        """The current index, or the one before it when it is damaged; raises IndexMissing."""
        for names in self._pointed_to():
            for name in names:
                try:
                    return _load(self.folder / name)
                except IndexDamaged:
                    continue
        raise IndexMissing(str(self.folder))

    def _pointed_to(self) -> Iterator[list[str]]:
        """What the pointer names, and again as long as a writer moves it while it is being read."""
        seen: list[str] = []
        while (names := self.names()) and names != seen:
            yield names
            seen = names

    def is_whole(self) -> bool:
        """Whether the current index is as it was written; files that were not touched are not read again."""
        names = self.names()
        if not names:
            return False
        touched = _touched(self.folder / names[0])
        if touched != self._found_whole:
            try:
                _load(self.folder / names[0])
            except IndexDamaged:
                return False
            self._found_whole = touched
        return True

    def switch_to_new(
        self,
        build: str,
        analyser: str,
        *,
        fill: Callable[[Path], int],
        verify: Callable[[Generation], None],
        from_current: bool = False,
    ) -> None:
        """Writes, verifies and switches; whatever fails, the current index stays. Hold the lock."""
        new = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{_safe(build)}-{analyser}-", dir=self.folder))
        try:
            if from_current:
                _link_files(self.folder / self.names()[0], new)
            documents = fill(new)
            _write_manifest(new, build, analyser, documents)
            verify(_load(new))
            self._point_to(new.name)
        except BaseException:
            shutil.rmtree(new, ignore_errors=True)
            raise
        self._remove_others()

    def _point_to(self, name: str) -> None:
        previous = next(iter(self.names()), None)
        draft = self.folder / f"{_POINTER}.new"
        with draft.open("w", encoding="utf-8") as file:
            json.dump({"current": name, "previous": previous}, file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.folder / _POINTER)

    def _remove_others(self) -> None:
        kept = set(self.names())
        for path in self.folder.glob(f"{_PREFIX}*"):
            if path.name not in kept:
                shutil.rmtree(path, ignore_errors=True)


def _safe(build: str) -> str:
    return "".join(letter for letter in build if letter.isalnum())[:24] or "0"


def _is_index_file(path: Path) -> bool:
    return path.is_file() and path.name != _MANIFEST and not path.name.endswith("LOCK")


def _touched(folder: Path) -> frozenset[tuple[str, int, int]]:
    stats = [(path, path.stat()) for path in folder.glob("*") if path.is_file()]
    return frozenset((str(path), status.st_size, status.st_mtime_ns) for path, status in stats)


def _link_files(source: Path, target: Path) -> None:
    """The engine never rewrites a file, so both folders can share it."""
    for path in source.iterdir():
        if _is_index_file(path):
            os.link(path, target / path.name)


def _write_manifest(folder: Path, build: str, analyser: str, documents: int) -> None:
    files = {path.name: _digest(path.read_bytes()) for path in folder.iterdir() if _is_index_file(path)}
    content = {"build": build, "analyser": analyser, "documents": documents, "files": files}
    (folder / _MANIFEST).write_text(json.dumps(content), encoding="utf-8")


def _read_manifest(folder: Path) -> Manifest:
    try:
        content = json.loads((folder / _MANIFEST).read_bytes())
        return Manifest(content["build"], content["analyser"], content["documents"], content["files"])
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise IndexDamaged(folder.name) from error


def _load(folder: Path) -> Generation:
    """Reads each file once: the bytes that were verified are the bytes that are used."""
    manifest = _read_manifest(folder)
    contents = {}
    for name, digest in manifest.files.items():
        try:
            contents[name] = (folder / name).read_bytes()
        except OSError as error:
            raise IndexDamaged(name) from error
        if _digest(contents[name]) != digest:
            raise IndexDamaged(name)
    return Generation(folder.name, manifest, contents)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

"""PDFs that everybody may read, kept on the host under a name made of what stands in them."""

import fcntl
import hashlib
import json
import os
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from time import time

from portal.shared.pdf import render_pdf, render_pdf_apart

MOST_FILES = 200
KEPT_SECONDS = 24 * 3600
Values = Mapping[str, object]


@dataclass(frozen=True)
class PdfCache:
    """A folder of finished PDFs, shared by all processes of a host; deleting it costs only time.

    Only for what is public: a candidate's sheet is made in memory and kept nowhere.
    """

    folder: Path
    most_files: int = MOST_FILES
    # What is long is set in a process of its own, so that a worker stays as small as it was.
    apart: bool = False

    def find(self, template: Path, values: Values) -> bytes | None:
        """The PDF if it was made before."""
        file = self._file(template, values)
        try:
            content = file.read_bytes()
            os.utime(file)
        except FileNotFoundError:
            return None
        return content

    def make(
        self,
        template: Path,
        values: Values,
        *,
        keep: bool = True,
        complete: Callable[[Values], Values] = dict,
    ) -> bytes:
        """The PDF, made now unless another process has just done it; one is made at a time.

        `complete` adds what follows from the values and takes its time, such as codes to scan.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._alone():
            found = self.find(template, values)
            if found is None:
                render = render_pdf_apart if self.apart else render_pdf
                found = render(template, complete(values))
                if keep:
                    self._keep(self._file(template, values), found)
            return found

    def prune(self) -> None:
        """Deletes what nobody has asked for in a day, and the oldest of too many."""
        files = sorted(self.folder.glob("*.pdf"), key=lambda file: file.stat().st_mtime, reverse=True)
        for number, file in enumerate(files):
            if number >= self.most_files or file.stat().st_mtime < time() - KEPT_SECONDS:
                file.unlink(missing_ok=True)

    def _keep(self, file: Path, content: bytes) -> None:
        """A cache: where there is no room, the PDF is made again the next time."""
        unfinished = file.with_suffix(f".{secrets.token_hex(4)}.new")
        try:
            unfinished.write_bytes(content)
            unfinished.replace(file)
        except OSError:
            unfinished.unlink(missing_ok=True)

    def _file(self, template: Path, values: Values) -> Path:
        made_of = hashlib.sha256(template.read_bytes())
        made_of.update(version("typst").encode())
        made_of.update(json.dumps(values, ensure_ascii=False, sort_keys=True).encode())
        return self.folder / f"{made_of.hexdigest()}.pdf"

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with (self.folder / "making.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

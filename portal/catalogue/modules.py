"""The modules of the site as built: where a permanent link leads, and what can go into an agreement."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter

# The folder whose modules a receipt can be had of.
RIGHTS_AND_DUTIES = "rights-duties"
# The folders a candidate reads, in the order of the menu.
FOR_CANDIDATES = ("start", RIGHTS_AND_DUTIES, "job-search", "internships", "sme-jobs", "webinars")


@dataclass(frozen=True)
class ModuleSection:
    anchor: str
    heading: str


@dataclass(frozen=True)
class ModulePage:
    """A module in one language."""

    url: str
    title: str
    minutes: int | None
    summary: str
    sections: tuple[ModuleSection, ...]


@dataclass(frozen=True)
class Module:
    da: ModulePage
    en: ModulePage
    folder: str
    type: Literal["module", "webinar", "page", "list", "landing", "kit", "track"]
    version: str

    def page(self, language: str) -> ModulePage:
        return self.en if language == "en" else self.da


@dataclass(frozen=True)
class Modules:
    """All of them in the editor's order."""

    modules: dict[str, Module]
    moved: dict[str, str]

    def find(self, identifier: str) -> Module | None:
        """The module with this id, or the one that took its place."""
        return self.modules.get(self.moved.get(identifier, identifier))

    def of_type(self, kind: str) -> dict[str, Module]:
        return {identifier: module for identifier, module in self.modules.items() if module.type == kind}


def read_modules(site: Path) -> Modules:
    """What the build in that folder says, or nothing when there is none; read again after a new build."""
    file = site / "modules.json"
    return _read(file, file.stat().st_mtime_ns) if file.is_file() else Modules({}, {})


@lru_cache(maxsize=4)
def _read(file: Path, _written: int) -> Modules:
    return TypeAdapter(Modules).validate_python(json.loads(file.read_text(encoding="utf-8")))

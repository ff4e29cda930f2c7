"""The self-checks of the site as built: written by the build, read by the page that answers them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from markupsafe import Markup
from pydantic import TypeAdapter

from portal.catalogue.site_documents import write_json

FILE = "self_checks.json"
# Where a form is sent, and where its answers are read.
PATHS = {"da": "/m/{module_id}/selvtjek", "en": "/en/m/{module_id}/self-check"}


@dataclass(frozen=True)
class ShownOption:
    """A choice as HTML of the editors' own text, with what is said about it."""

    value: str
    text: str
    verdict: str
    why: str

    @property
    def label(self) -> Markup:
        return Markup(self.text)  # noqa: S704  # made by the site build of the editors' own files

    @property
    def explanation(self) -> Markup:
        return Markup(self.why)  # noqa: S704  # made by the site build of the editors' own files


@dataclass(frozen=True)
class ShownQuestion:
    name: str
    question: str
    options: tuple[ShownOption, ...]

    @property
    def legend(self) -> Markup:
        return Markup(self.question)  # noqa: S704  # made by the site build of the editors' own files

    def option(self, value: str) -> ShownOption | None:
        return next((option for option in self.options if option.value == value), None)


@dataclass(frozen=True)
class ShownSelfCheck:
    """The questions of one module in one language, and where the page is that asks them."""

    title: str
    url: str
    questions: tuple[ShownQuestion, ...]


SelfChecks = Mapping[str, Mapping[str, ShownSelfCheck]]
_SHAPE = TypeAdapter(dict[str, dict[str, ShownSelfCheck]])


def write_self_checks(folder: Path, found: Iterable[tuple[str, str, ShownSelfCheck]]) -> None:
    """`found` gives id, language and questions; the file has them by id and language."""
    by_id: dict[str, dict[str, object]] = {}
    for identifier, language, shown in sorted(found, key=lambda one: one[:2]):
        by_id.setdefault(identifier, {})[language] = asdict(shown)
    write_json(folder / FILE, dict(by_id))


def read_self_checks(site: Path) -> SelfChecks:
    """What the build in that folder says, or nothing when there is none."""
    file = site / FILE
    return _SHAPE.validate_python(json.loads(file.read_text("utf-8"))) if file.is_file() else {}


@dataclass(frozen=True)
class Answered:
    """A question with what was chosen; `unreadable` when what was sent is none of its choices."""

    number: int
    question: ShownQuestion
    chosen: ShownOption | None = None
    unreadable: bool = False


def answered(shown: ShownSelfCheck, sent: Mapping[str, list[str]]) -> list[Answered]:
    """Every question of the self-check beside what was sent for it; everything else is passed over."""
    return [_one(number, question, sent) for number, question in enumerate(shown.questions, 1)]


def _one(number: int, question: ShownQuestion, sent: Mapping[str, list[str]]) -> Answered:
    values = sent.get(question.name, [])
    chosen = question.option(values[0]) if len(values) == 1 else None
    return Answered(number, question, chosen, unreadable=bool(values) and chosen is None)

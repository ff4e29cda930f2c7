"""What the head of a page must say; what is missing or unknown is an error with its line."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, timedelta
from pathlib import PurePosixPath
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as checked_dataclass
from pydantic_core import PydanticCustomError

from portal.catalogue.findings import OWN_WORDS, Finding
from portal.catalogue.head_hints import HINTS, INNER_HINTS
from portal.catalogue.kit import Exercises, HostList, Script
from portal.catalogue.moments import ClockChange, Day, Moment
from portal.catalogue.recording import Recording
from portal.catalogue.self_check import SelfCheck
from portal.catalogue.webinar_series import Held, Series, dates, series_faults
from portal.catalogue.worksheet import Worksheet
from portal.catalogue.yaml_lines import Entry, YamlError, read_entry
from portal.shared.clock import COPENHAGEN

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
PageType = Literal["module", "webinar", "page", "list", "landing", "kit", "track"]

Track = Literal["dimittend", "erfaren", "ledig-laenge", "english"]
Words = Annotated[str, Field(min_length=1)]
Identifier = Annotated[str, Field(pattern=ID_PATTERN)]
SecureLink = Annotated[str, Field(pattern=r"^https://\S+$")]


def _nothing_if_empty(slug: object) -> object:
    return None if slug == "" else slug


def _not_empty(values: tuple[str, ...]) -> tuple[str, ...]:
    if not values:
        raise ValueError("at least one")
    return values


SomeWords = Annotated[tuple[Words, ...], AfterValidator(_not_empty)]
_STRICT = ConfigDict(extra="forbid", str_strip_whitespace=True)


@checked_dataclass(frozen=True, kw_only=True, config=_STRICT)
class Change:
    """What is new on a page that an agreement may hold a link to."""

    date: Day
    text: Words


def _newest_first(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    if list(changes) != sorted(changes, key=lambda change: change.date, reverse=True):
        raise PydanticCustomError(OWN_WORDS, "den nyeste ændring skal stå først i `changes`")
    return changes


@checked_dataclass(frozen=True, kw_only=True, config=_STRICT)
class PageHead:
    """A page, a list of pages or the landing page."""

    id: Identifier
    type: PageType
    title: Words
    slug: Annotated[Identifier | None, BeforeValidator(_nothing_if_empty)] = None
    summary: Words
    reviewed: Day
    owner: Words
    minutes: Annotated[int, Field(ge=1)] | None = None
    gain: tuple[Words, ...] = ()
    keywords: tuple[Words, ...] = ()
    order: int = 100
    template: Words | None = None
    changes: Annotated[tuple[Change, ...], AfterValidator(_newest_first)] = ()


@checked_dataclass(frozen=True, kw_only=True, config=_STRICT)
class ModuleHead(PageHead):
    """A module; `field()` takes away the default that a plain page has."""

    slug: Identifier = field()
    minutes: Annotated[int, Field(ge=1)] = field()
    gain: SomeWords = field()
    keywords: SomeWords = field()
    self_check: SelfCheck | None = None
    worksheet: Worksheet | None = None


@checked_dataclass(frozen=True, kw_only=True, config=_STRICT)
class WebinarHead(PageHead):
    slug: Identifier = field()
    minutes: Annotated[int, Field(ge=1)] = field()
    start: Moment
    host_team: Words
    end: Moment | None = None
    place: Words | None = None
    link: SecureLink | None = None
    status: Literal["planned", "cancelled"] = "planned"
    moved_from: tuple[Moment, ...] = ()
    read_before: tuple[Identifier, ...] = ()
    seats: Annotated[int, Field(ge=1)] | None = None
    tracks: tuple[Track, ...] = ()
    fields: tuple[Identifier, ...] = ()
    language: Literal["da", "en"] = "da"
    revision: Annotated[int, Field(ge=0)] = 0
    repeats: Series | None = None
    recording: Recording | None = None

    @property
    def ends(self) -> Moment:
        return self.end_of(self.start)

    def end_of(self, start: Moment) -> Moment:
        """Minutes that pass, whatever the clock does meanwhile."""
        after = start.astimezone(UTC) + timedelta(minutes=self.minutes)
        return after.astimezone(COPENHAGEN)

    @property
    def times(self) -> tuple[Held, ...]:
        """Every time it is held, in the order that was planned."""
        cancelled = self.status == "cancelled"
        if self.repeats is None:
            return (Held(self.start.date(), self.start, self.moved_from, cancelled),)
        return tuple(
            replace(one, cancelled=True) if cancelled else one for one in dates(self.start, self.repeats)
        )


@checked_dataclass(frozen=True, kw_only=True, config=_STRICT)
class KitHead(PageHead):
    """Everything needed to hold a webinar, for staff."""

    slug: Identifier = field()
    minutes: Annotated[int, Field(ge=1)] = field()
    topic: Words
    for_whom: Words
    modules: SomeWords
    script: Script
    exercises: Exercises
    checklist: HostList
    worksheet: Worksheet

    @property
    def shape(self) -> tuple[object, ...]:
        """What must be the same in both languages: script, exercises, check list, modules."""
        steps = [(step.minutes, bool(step.do), *(one.shape for one in step.slides)) for step in self.script]
        exercises = [(one.minutes, len(one.steps)) for one in self.exercises]
        listed = [len(self.checklist.before), len(self.checklist.during), len(self.checklist.after)]
        return steps, exercises, listed, self.modules


@checked_dataclass(frozen=True, kw_only=True, config=_STRICT)
class TrackHead(PageHead):
    """A way through the modules for somebody in one situation; it orders them and hides none."""

    slug: Identifier = field()
    modules: Annotated[tuple[Identifier, ...], AfterValidator(_not_empty)]


Head: TypeAlias = ModuleHead | WebinarHead | KitHead | TrackHead | PageHead
_ADAPTERS: dict[str, TypeAdapter[Head]] = {
    "module": TypeAdapter(ModuleHead),
    "webinar": TypeAdapter(WebinarHead),
    "kit": TypeAdapter(KitHead),
    "track": TypeAdapter(TrackHead),
}
_PAGE: TypeAdapter[Head] = TypeAdapter(PageHead)


@dataclass(frozen=True)
class ReadHead:
    """The head, or none where it could not be read, with the lines its keys stand on."""

    head: Head | None
    entry: Entry
    body: str
    body_line: int
    findings: tuple[Finding, ...]


def read_head(text: str, path: PurePosixPath) -> ReadHead:
    """Splits a page into head and body and checks the head."""
    yaml_text, body, body_line = _split(text)
    if yaml_text is None:
        missing = "siden mangler et hoved: skriv `---`, nøglerne og `---` øverst"
        return ReadHead(None, Entry(1, {}, {}), body, 1, (Finding(path, 1, missing),))
    try:
        entry = read_entry(yaml_text, first_line=2)
    except YamlError as error:
        found = Finding(path, error.line, f"hovedet {error.message}")
        return ReadHead(None, Entry(1, {}, {}), body, body_line, (found,))
    head, findings = _check(entry, path)
    return ReadHead(head, entry, body, body_line, tuple(findings))


def _split(text: str) -> tuple[str | None, str, int]:
    lines = text.splitlines(keepends=True)
    if not lines or lines[0].strip() != "---":
        return None, text, 1
    for number, line in enumerate(lines[1:], start=1):
        if line.strip() == "---":
            return "".join(lines[1:number]), "".join(lines[number + 1 :]), number + 2
    return None, text, 1


def _check(entry: Entry, path: PurePosixPath) -> tuple[Head | None, list[Finding]]:
    adapter = _ADAPTERS.get(str(entry.values.get("type")), _PAGE)
    try:
        head = adapter.validate_python(entry.values)
    except ValidationError as error:
        return None, _mistakes(error, entry, path)
    return head, _combinations(head, entry, path)


def _mistakes(error: ValidationError, entry: Entry, path: PurePosixPath) -> list[Finding]:
    """One finding for each place, with the line of the innermost key."""
    at = {tuple(one["loc"]): (str(one["type"]), str(one["msg"])) for one in reversed(error.errors())}
    return [
        Finding(path, entry.line_at(place), _message(place, kind, said)) for place, (kind, said) in at.items()
    ]


def _message(place: tuple[str | int, ...], kind: str, said: str) -> str:
    key = next(str(part) for part in reversed(place) if isinstance(part, str))
    known, within = (HINTS, "hovedet") if len(place) == 1 else (HINTS | INNER_HINTS, f"`{place[0]}`")
    if kind == OWN_WORDS:
        return said
    if kind in ("unexpected_keyword_argument", "extra_forbidden"):
        return f"{within} kender ikke nøglen `{key}`: slet den, eller ret den til en af {', '.join(known)}"
    if kind in ("missing", "missing_argument"):
        return f"{within} mangler `{key}`: {known[key]}"
    return f"`{key}` kan ikke bruges: {known[key]}"


def _combinations(head: Head, entry: Entry, path: PurePosixPath) -> list[Finding]:
    findings = []
    if head.type == "page" and head.slug is None:
        findings.append(Finding(path, entry.line, f"hovedet mangler `slug`: {HINTS['slug']}"))
    if isinstance(head, WebinarHead):
        if head.place is None and head.link is None:
            findings.append(
                Finding(path, entry.line, "webinaret mangler `place` eller `link`: skriv, hvor det holdes")
            )
        if head.start in head.moved_from:
            line = entry.line_of("moved_from")
            findings.append(Finding(path, line, "`moved_from` er den samme tid som `start`: ret den ene"))
        if head.end is not None and head.end != head.ends:
            line = entry.line_of("end")
            message = "`end` passer ikke med `start` og `minutes`: ret tallene, eller slet `end`"
            findings.append(Finding(path, line, message))
        findings += [Finding(path, entry.line_at(place), said) for place, said in _series_faults(head)]
    return findings


def _series_faults(head: WebinarHead) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if head.repeats is None:
        return
    if head.moved_from:
        yield ("moved_from",), "en serie flyttes dato for dato: skriv `exceptions` under `repeats`"
    try:
        yield from series_faults(head.start, head.repeats)
        _ = head.times
    except ClockChange:
        yield ("repeats",), "uret stilles i den time på en af dagene: vælg et andet klokkeslæt i `start`"

"""Whether a translation still says what its original does: the original's text is stamped when translated."""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path, PurePosixPath

from portal.catalogue.content_pages import Content, ContentPage
from portal.catalogue.findings import Finding, Level
from portal.catalogue.front_matter import Head, ModuleHead

FILE = "translations.txt"
GRACE = timedelta(days=14)
TOP = """\
# Which Danish text each English page was last compared with: id, hash of the Danish text, day.
# Written by `python -m portal content translated ID…` when the English page says the same again.
"""
_LINE = re.compile(r"^([a-z0-9-]+) ([0-9a-f]{16}) (\d{4}-\d\d-\d\d)$")
# What a reader reads; dates, order and search words may change without a new translation.
_READ = ("title", "summary", "gain")


@dataclass(frozen=True)
class Stamp:
    id: str
    text_hash: str
    day: date


def check_translations(content: Content, today: date) -> list[Finding]:
    """A translation older than its original is a note for two weeks, then a fault."""
    stamps, findings = read_stamps(content.root)
    for page in content.pages:
        original = original_of(page, content)
        if page.head is None or original is None or original.head is None:
            continue
        stamp = stamps.get(page.head.id)
        if stamp is None:
            findings.append(page.finding(1, f"oversættelsen er ikke bekræftet: {_command(page.head.id)}"))
        elif stamp.text_hash != text_hash(original):
            findings.append(_outdated(page, original, original.head, stamp, today))
    return findings


def _outdated(page: ContentPage, original: ContentPage, head: Head, stamp: Stamp, today: date) -> Finding:
    """The Danish page's own review date says when it was changed."""
    if head.reviewed < stamp.day:
        message = f"teksten er ændret siden {stamp.day}: skriv dagens dato i `reviewed`"
        return original.finding(original.line_of("reviewed"), message)
    message = f"den danske side er ændret {head.reviewed}, efter at siden blev oversat"
    asked = f"{message}: ret teksten, og {_command(head.id)}"
    late = today > head.reviewed + GRACE
    return Finding(page.path, 1, asked, Level.ERROR if late else Level.NOTE)


def _command(identifier: str) -> str:
    return f"kør `python -m portal content translated {identifier}`"


def original_of(page: ContentPage, content: Content) -> ContentPage | None:
    """The Danish page of an English one."""
    return content.by_name.get((page.name, "da")) if page.language == "en" else None


def outdated_ids(content: Content) -> frozenset[str]:
    """The pages whose English readers should be told that the Danish one was changed after it."""
    stamps, _ = read_stamps(content.root)
    originals = {one: content.by_id.get((one, "da")) for one in stamps}
    return frozenset(
        one
        for one, page in originals.items()
        if page is not None and stamps[one].text_hash != text_hash(page)
    )


def stamp_pages(content: Content, identifiers: Iterable[str], today: date) -> list[str]:
    """Writes down that these English pages say what the Danish ones say today; returns what was not found."""
    stamps, _ = read_stamps(content.root)
    unknown = []
    for one in identifiers:
        original = content.by_id.get((one, "da"))
        if original is None or (one, "en") not in content.by_id:
            unknown.append(one)
        else:
            stamps[one] = Stamp(one, text_hash(original), today)
    lines = [f"{one.id} {one.text_hash} {one.day}\n" for _, one in sorted(stamps.items())]
    (content.root / FILE).write_text(TOP + "".join(lines), encoding="utf-8")
    return unknown


def read_stamps(root: Path) -> tuple[dict[str, Stamp], list[Finding]]:
    file = root / FILE
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    stamps: dict[str, Stamp] = {}
    findings = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        stamp = _stamp(line)
        if stamp is None or stamp.id in stamps:
            message = "linjen kan ikke læses: slet den, og kør `python -m portal content translated`"
            findings.append(Finding(PurePosixPath(root.name) / FILE, number, message))
        else:
            stamps[stamp.id] = stamp
    return stamps, findings


def _stamp(line: str) -> Stamp | None:
    found = _LINE.match(line)
    try:
        return Stamp(found[1], found[2], date.fromisoformat(found[3])) if found else None
    except ValueError:
        return None


def text_hash(page: ContentPage) -> str:
    """Of what a reader reads, 16 hexadecimal digits; how the lines are broken does not count."""
    said: list[object] = [page.read.body]
    if page.head is not None:
        said += [getattr(page.head, key) for key in _READ]
    if isinstance(page.head, ModuleHead):
        said += [[asdict(one) for one in page.head.self_check or ()]]
        said += [asdict(page.head.worksheet) if page.head.worksheet else None]
    return sha256(" ".join(repr(said).replace("\\n", " ").split()).encode()).hexdigest()[:16]

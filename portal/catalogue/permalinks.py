"""The committed list of every id ever published: a link in an agreement must never die."""

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from portal.catalogue.content_pages import Content
from portal.catalogue.findings import Finding
from portal.catalogue.front_matter import ID_PATTERN

FILE = "permalinks.txt"
LINE = re.compile(r"^(?P<id>[a-z0-9-]+)(?:\s+moved:(?P<target>[a-z0-9-]+))?$")


@dataclass(frozen=True)
class Permalink:
    line: int
    id: str
    moved_to: str | None


def read_permalinks(root: Path) -> tuple[list[Permalink], list[Finding]]:
    """The list, and the lines that cannot be read."""
    path = PurePosixPath(root.name) / FILE
    file = root / FILE
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    links: list[Permalink] = []
    findings: list[Finding] = []
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.partition("#")[0].strip()
        found = LINE.match(words)
        if found and re.match(ID_PATTERN, found["id"]):
            links.append(Permalink(number, found["id"], found["target"]))
        elif words:
            findings.append(Finding(path, number, "skriv et id, eller `gammelt-id moved:nyt-id`"))
    return links, findings


def check_permalinks(content: Content, links: list[Permalink]) -> list[Finding]:
    """Every id of a page is in the list, and every id in the list leads to a page."""
    path = PurePosixPath(content.root.name) / FILE
    listed = {link.id for link in links}
    published = set(content.ids)
    findings = [
        page.finding(
            page.line_of("id"), f"id'et er ikke udgivet endnu: tilføj linjen `{page.head.id}` i {path}"
        )
        for page in content.pages
        if page.head is not None and page.language == "da" and page.head.id not in listed
    ]
    for link in links:
        if link.moved_to is None and link.id not in published:
            message = (
                f"siden {link.id} er væk, men links til den lever: "
                f"genskab siden, eller skriv `{link.id} moved:<id på en anden side>`"
            )
            findings.append(Finding(path, link.line, message))
        elif link.moved_to is not None and link.moved_to not in published:
            message = f"{link.id} peger på {link.moved_to}, som ikke findes: ret målet"
            findings.append(Finding(path, link.line, message))
        elif link.moved_to is not None and link.id in published:
            message = f"{link.id} har en side igen: slet `moved:{link.moved_to}`"
            findings.append(Finding(path, link.line, message))
    return findings + _repeated(links, path)


def _repeated(links: list[Permalink], path: PurePosixPath) -> list[Finding]:
    seen: set[str] = set()
    findings = []
    for link in links:
        if link.id in seen:
            findings.append(Finding(path, link.line, f"{link.id} står der to gange: slet den ene"))
        seen.add(link.id)
    return findings


def publish_ids(root: Path, content: Content) -> list[str]:
    """Adds the ids that are not in the list yet, at its end, and returns them."""
    links, _ = read_permalinks(root)
    new = [one for one in content.ids if one not in {link.id for link in links}]
    if new:
        file = root / FILE
        before = file.read_text(encoding="utf-8") if file.is_file() else HEADER
        if not before.endswith("\n"):
            before += "\n"
        file.write_text(before + "".join(f"{one}\n" for one in new), encoding="utf-8")
    return new


HEADER = """# Every id that was ever published. A line is never deleted: an agreement may hold a link to it.
# A page that is no more points to another one: gammelt-id moved:nyt-id
"""

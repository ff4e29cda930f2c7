"""Every link of a page leads somewhere: to a module, a page, a heading, a file, a portal path or a term."""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from portal.catalogue.content_pages import Content, ContentPage, name_and_language
from portal.catalogue.findings import Finding
from portal.catalogue.glossary import Glossary
from portal.catalogue.markdown_scan import Link
from portal.catalogue.portal_paths import is_known_portal_path

FRAME_ANCHORS = frozenset({"indhold"})
PERMALINK = re.compile(r"^(?:/en)?/m/")


def check_links(content: Content, glossary: Glossary) -> list[Finding]:
    """One finding for each dead link, on the line where it stands."""
    findings = []
    for page in content.pages:
        for link in page.scan.links:
            message = _dead(link, page, content, glossary)
            if message is not None:
                findings.append(page.finding(link.line, message))
        findings += [page.finding(line, message) for line, message in _dead_in_head(page, content, glossary)]
    return findings


def _dead_in_head(page: ContentPage, content: Content, glossary: Glossary) -> Iterator[tuple[int, str]]:
    """An explanation is also read on a page of the portal, where a link beside the file leads nowhere."""
    for link in page.links_in_head:
        if not link.target.startswith(("module:", "https://", "/")):
            yield link.line, f"skriv linket `{link.target}` i hovedet som `module:<id>` eller med https"
        elif message := _dead(link, page, content, glossary):
            yield link.line, message


def _dead(link: Link, page: ContentPage, content: Content, glossary: Glossary) -> str | None:
    parts = urlsplit(link.target)
    if parts.scheme == "module":
        return _dead_module(parts.path, parts.fragment, page, content)
    if parts.scheme == "term":
        return _unusable_term(link.target.partition(":")[2], link, page, glossary)
    if parts.scheme in ("https", "http", "mailto", "tel") or parts.netloc:
        return None
    if parts.scheme:
        known = "brug https, mailto, tel, module eller term"
        return f"linket `{link.target}` er af en slags, siden ikke kender: {known}"
    if not link.target:
        return "linket er tomt: skriv, hvor det fører hen"
    if parts.path.startswith("/"):
        return _dead_portal_path(parts.path, page)
    if not parts.path:
        return _dead_anchor(parts.fragment, page, link.target)
    return _dead_relative(parts.path, parts.fragment, page, content)


def _dead_module(identifier: str, fragment: str, page: ContentPage, content: Content) -> str | None:
    target = content.by_id.get((identifier, page.language))
    if target is None:
        return (
            f"linket `module:{identifier}` fører ingen steder hen: ret id'et, eller skriv teksten uden link"
        )
    return _dead_anchor(fragment, target, f"module:{identifier}#{fragment}")


def _unusable_term(written: str, link: Link, page: ContentPage, glossary: Glossary) -> str | None:
    if written not in glossary:
        return (
            f"ordet `term:{written}` står ikke i facts/glossary.yaml: ret det, eller skriv teksten uden link"
        )
    if any(heading.line == link.line for heading in page.scan.headings):
        return f"`term:{written}` står i en overskrift: forklar ordet i teksten under den"
    return None


def _dead_portal_path(path: str, page: ContentPage) -> str | None:
    if PERMALINK.match(path):
        return f"skriv linket `{path}` som `module:{path.rpartition('/')[2]}`"
    if is_known_portal_path(path, page.language):
        return None
    language = {"da": "dansk", "en": "engelsk"}[page.language]
    return f"stien `{path}` kendes ikke på en side på {language}: ret den, eller brug `module:<id>`"


def _dead_relative(path: str, fragment: str, page: ContentPage, content: Content) -> str | None:
    below = posixpath.normpath(posixpath.join(posixpath.dirname(page.name), path))
    if not below.endswith(".md"):
        found = not below.startswith("..") and (content.root / below).is_file()
        return None if found else f"filen `{path}` findes ikke: ret stien"
    name, _ = name_and_language(below)
    target = content.by_name.get((name, page.language))
    if target is None:
        return f"siden `{path}` findes ikke: ret stien, eller brug `module:<id>`"
    return _dead_anchor(fragment, target, f"{path}#{fragment}")


def _dead_anchor(fragment: str, target: ContentPage, written: str) -> str | None:
    if not fragment or fragment in target.scan.anchors | FRAME_ANCHORS:
        return None
    return f"linket `{written}` peger på en overskrift, der ikke findes: ret det, der står efter #"

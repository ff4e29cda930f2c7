"""A kit can be held as it stands: its minutes add up, its facts may be shown, its modules exist."""

from collections.abc import Iterator

from portal.catalogue.content_pages import Content, ContentPage
from portal.catalogue.facts import Registry
from portal.catalogue.findings import Finding, Level
from portal.catalogue.front_matter import KitHead, ModuleHead
from portal.catalogue.kit import Slide, slides_of
from portal.catalogue.kit_slides import part_of
from portal.catalogue.page_checks import unusable_fact
from portal.catalogue.yaml_lines import Place

REQUIRED = ("script", "exercises", "slides", "worksheet", "checklist", "modules")


def check_kits(content: Content, registry: Registry) -> list[Finding]:
    findings: list[Finding] = []
    for page in content.pages:
        if not isinstance(page.head, KitHead):
            continue
        findings += _minutes(page, page.head)
        findings += _shortcodes(page)
        findings += _modules(page, page.head, content)
        for place, slide in slides_of(page.head.script):
            findings += _slide(page, page.head, place, slide, registry)
            findings += _part(page, place, slide, content)
        findings += _unused(page, page.head)
        findings += _twin(page, page.head, content)
    return findings


def _minutes(page: ContentPage, head: KitHead) -> Iterator[Finding]:
    total = sum(step.minutes for step in head.script)
    if total != head.minutes:
        message = f"drejebogen varer {total} minutter, men `minutes` siger {head.minutes}: ret den ene"
        yield page.finding(page.line_of("script"), message)


def _shortcodes(page: ContentPage) -> Iterator[Finding]:
    for name in REQUIRED:
        lines = [code.line for code in page.scan.shortcodes if code.name == name]
        if not lines:
            message = f"pakken viser ikke sin del: skriv [[{name}]] på en linje for sig"
            yield page.finding(page.read.body_line, message)
        yield from (page.finding(line, f"[[{name}]] står også ovenfor: slet den ene") for line in lines[1:])


def _modules(page: ContentPage, head: KitHead, content: Content) -> Iterator[Finding]:
    for number, one in enumerate(head.modules):
        if (one, page.language) not in content.by_id:
            line = page.read.entry.line_at(("modules", number))
            yield page.finding(line, f"`modules` nævner `{one}`, som ikke findes: ret id'et")


def _slide(
    page: ContentPage, head: KitHead, place: Place, slide: Slide, registry: Registry
) -> Iterator[Finding]:
    line = page.read.entry.line_at(place)
    for identifier in slide.facts:
        message = unusable_fact(identifier, registry)
        if message is not None:
            yield page.finding(line, message)
    if slide.module is not None and slide.module not in head.modules:
        yield page.finding(line, f"`{slide.module}` er på en slide, men ikke i `modules`: skriv det også der")
    if slide.exercise is not None and slide.exercise > len(head.exercises):
        yield page.finding(line, f"øvelse {slide.exercise} findes ikke: ret tallet, eller skriv øvelsen")


def _part(page: ContentPage, place: Place, slide: Slide, content: Content) -> Iterator[Finding]:
    """A module that is not written yet leaves its slide out; one that lost the part is worth a look."""
    found = content.by_id.get((slide.module or "", page.language))
    if found is None or not isinstance(found.head, ModuleHead) or part_of(found, slide.show or ""):
        return
    message = f"`{slide.module}` har ingen `{slide.show}`: sliden bliver udeladt"
    yield Finding(page.path, page.read.entry.line_at(place), message, Level.NOTE)


def _unused(page: ContentPage, head: KitHead) -> Iterator[Finding]:
    shown = {slide.exercise for _, slide in slides_of(head.script)}
    for number, exercise in enumerate(head.exercises, 1):
        if number not in shown:
            line = page.read.entry.line_at(("exercises", number - 1))
            message = (
                f"øvelsen »{exercise.title}« er ikke i drejebogen: skriv en slide med `exercise: {number}`"
            )
            yield page.finding(line, message)


def _twin(page: ContentPage, head: KitHead, content: Content) -> Iterator[Finding]:
    twin = content.by_name.get((page.name, "da"))
    if page.language == "da" or twin is None or not isinstance(twin.head, KitHead):
        return
    keys = ("script", "exercises", "checklist", "modules")
    for key, mine, theirs in zip(keys, head.shape, twin.head.shape, strict=True):
        if mine != theirs:
            message = f"`{key}` har ikke de samme trin, minutter, slides eller punkter som i {twin.path}"
            yield page.finding(page.line_of(key), message)

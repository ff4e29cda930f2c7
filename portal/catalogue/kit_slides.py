"""The slides of a kit as they are shown today: what the site may not say is not on a slide either."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from portal.catalogue.content_pages import Content, ContentPage, Language
from portal.catalogue.fact_markup import WORDS as FACT_WORDS
from portal.catalogue.facts import Edition, Registry, Shown, Standing
from portal.catalogue.front_matter import KitHead
from portal.catalogue.kit import Slide
from portal.shared.dates import full_date

WORDS = {
    "da": {
        "gain": "Det ved I bagefter",
        "take-along": "Tag det med til samtalen",
        "checklist": "Tjekliste",
        "exercise": "Øvelse",
        "minutes": "minutter",
        "further": "Læs videre",
    },
    "en": {
        "gain": "What you know afterwards",
        "take-along": "Bring this to the meeting",
        "checklist": "Checklist",
        "exercise": "Exercise",
        "minutes": "minutes",
        "further": "Read on",
    },
}
SECTIONS = {"take-along": "tag-med", "checklist": "tjekliste"}
# Sections that every module has, and that say nothing about its topic.
USUAL = frozenset({"tag-med", "tjekliste", "tjek", "eksempel", "myte", "viden", "forskning"})
MOST_POINTS = 6
HIGHEST = 12.2
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+\.)\s+(.*\S)\s*$")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"<[^>]+>|==|\*\*|[*_`]|\{:?[^}]*\}")


@dataclass(frozen=True)
class Point:
    """One line of a slide; a fact has its source and how it stands."""

    text: str
    note: str = ""

    @property
    def height(self) -> float:
        noted = 0.65 * _lines(self.note, 100) if self.note else 0
        return 1.25 + 1.05 * (_lines(self.text, 56) - 1) + noted


@dataclass(frozen=True)
class ShownSlide:
    title: str
    points: tuple[Point, ...]
    step: str = ""
    numbered: bool = False
    note: str = ""

    @property
    def height(self) -> float:
        """Centimetres under the title, measured on slides.typ and rounded up."""
        above = 1.4 * (_lines(self.title, 40) - 1) + (1 if self.note else 0)
        return above + sum(point.height for point in self.points)


@dataclass(frozen=True)
class SlideMaker:
    content: Content
    registry: Registry
    edition: Edition
    today: date

    def by_step(self, head: KitHead, language: Language) -> list[list[ShownSlide]]:
        """For each step of the script, the slides that have something to show."""
        return [
            [
                replace(one, step=step.title)
                for slide in step.slides
                for one in self._shown(slide, head, language)
            ]
            for step in head.script
        ]

    def last(self, head: KitHead, language: Language) -> list[ShownSlide]:
        """Where to read on, by permanent links."""
        prefix = "/m/" if language == "da" else "/en/m/"
        pages = [self.content.by_id[one, language] for one in head.modules]
        points = [Point(page.head.title, f"{prefix}{page.head.id}") for page in pages if page.head]
        return list(_divided(ShownSlide(WORDS[language]["further"], tuple(points))))

    def _shown(self, slide: Slide, head: KitHead, language: Language) -> list[ShownSlide]:
        made = self._whole(slide, head, language)
        return list(_divided(made)) if made.points else []

    def _whole(self, slide: Slide, head: KitHead, language: Language) -> ShownSlide:
        words = WORDS[language]
        if slide.exercise is not None:
            exercise = head.exercises[slide.exercise - 1]
            note = f"{exercise.groups} · {exercise.minutes} {words['minutes']}"
            title = f"{words['exercise']}: {exercise.title}"
            return ShownSlide(title, _plain(exercise.steps), numbered=True, note=note)
        if slide.module is not None:
            page = self.content.by_id[slide.module, language]
            called = page.head.title if page.head else ""
            if slide.title or slide.show == "headings":
                return ShownSlide(slide.title or called, _plain(part_of(page, slide.show or "")))
            return ShownSlide(words[slide.show or ""], _plain(part_of(page, slide.show or "")), note=called)
        if slide.facts:
            facts = [self._fact(one, language) for one in slide.facts]
            return ShownSlide(slide.title or "", tuple(one for one in facts if one is not None))
        return ShownSlide(slide.title or "", _plain(slide.points))

    def _fact(self, identifier: str, language: Language) -> Point | None:
        fact = self.registry.facts[identifier]
        shown = self.registry.show(fact, language, self.edition, self.today)
        return None if shown is None else Point(shown.text, _source(shown, language))


def _lines(text: str, signs: int) -> int:
    return -(-len(text) // signs)


def _plain(texts: tuple[str, ...] | list[str]) -> tuple[Point, ...]:
    return tuple(Point(text) for text in texts)


def _source(shown: Shown, language: Language) -> str:
    if shown.safe:
        return ""
    words, fact = FACT_WORDS[language], shown.fact
    year = full_date(fact.as_of, language) if isinstance(fact.as_of, date) else str(fact.as_of)
    source = f"{words['source']}: {fact.source.title}, {words['from']} {year}"
    if shown.standing is Standing.APPROVED:
        return source
    return f"{words['check' if shown.standing is Standing.OVERDUE else 'draft']}. {source}"


def part_of(page: ContentPage, show: str) -> list[str]:
    """A part of a module that every module has, found by what it is and not by where it stands."""
    if show == "gain":
        return [plain(text) for text in (page.head.gain if page.head else ())][:MOST_POINTS]
    if show == "headings":
        wanted = [one for one in page.scan.headings if one.level == 2 and one.id not in USUAL]
        return [plain(one.text) for one in wanted][: MOST_POINTS + 2]
    lines, inside, found = dict(page.scan.prose), False, list[str]()
    headings = {heading.line: heading for heading in page.scan.headings if heading.level == 2}
    for number in sorted(lines):
        if number in headings:
            inside = headings[number].id == SECTIONS[show]
        elif inside and (item := _ITEM.match(lines[number])):
            found.append(plain(item[1]))
    return found[:MOST_POINTS]


def plain(text: str) -> str:
    return _MARKS.sub("", _LINK.sub(r"\1", text)).strip()


def _divided(slide: ShownSlide) -> Iterator[ShownSlide]:
    """A slide that holds too much becomes two: facts grow without the kit's editor knowing."""
    pages: list[list[Point]] = [[]]
    for point in slide.points:
        so_far = replace(slide, points=(*pages[-1], point))
        if pages[-1] and so_far.height > HIGHEST:
            pages.append([])
        pages[-1].append(point)
    for number, points in enumerate(pages, 1):
        title = f"{slide.title} ({number}/{len(pages)})" if len(pages) > 1 else slide.title
        yield replace(slide, title=title, points=tuple(points))

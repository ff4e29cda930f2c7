"""What a team needs to hold a webinar itself: a script by the minute, slides, exercises and a check list."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field
from pydantic.dataclasses import dataclass as checked_dataclass
from pydantic_core import PydanticCustomError

from portal.catalogue.findings import OWN_WORDS
from portal.catalogue.worksheet import PaperWords
from portal.catalogue.yaml_lines import Place

Identifier = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Minutes = Annotated[int, Field(ge=1, le=120)]
SomePaperWords = Annotated[tuple[PaperWords, ...], Field(min_length=1, max_length=8)]
PartOfModule = Literal["gain", "headings", "take-along", "checklist"]
_STRICT = ConfigDict(extra="forbid", str_strip_whitespace=True)


@checked_dataclass(frozen=True, kw_only=True, config=_STRICT)
class Slide:
    """Points of its own, facts by id, a part of a module, or an exercise; nothing else is typed on it."""

    title: PaperWords | None = None
    points: Annotated[tuple[PaperWords, ...], Field(max_length=7)] = ()
    facts: tuple[Identifier, ...] = ()
    module: Identifier | None = None
    show: PartOfModule | None = None
    exercise: Annotated[int, Field(ge=1)] | None = None

    @property
    def shape(self) -> tuple[object, ...]:
        return len(self.points), self.facts, self.module, self.show, self.exercise


def _one_kind(slide: Slide) -> Slide:
    kinds = [bool(slide.points), bool(slide.facts), slide.module is not None, slide.exercise is not None]
    if sum(kinds) != 1:
        message = "hver slide har netop én slags: `points`, `facts`, `module` med `show` eller `exercise`"
        raise PydanticCustomError(OWN_WORDS, message)
    if (slide.module is None) != (slide.show is None):
        raise PydanticCustomError(OWN_WORDS, "en slide fra et modul har både `module` og `show`")
    if slide.title is None and (slide.points or slide.facts):
        raise PydanticCustomError(OWN_WORDS, "en slide med `points` eller `facts` skal have `title`")
    return slide


WholeSlide = Annotated[Slide, AfterValidator(_one_kind)]


@checked_dataclass(frozen=True, kw_only=True, config=_STRICT)
class Step:
    """A stretch of the script: how long, what the host says and does, and what is shown meanwhile."""

    title: PaperWords
    minutes: Minutes
    say: PaperWords
    do: PaperWords = ""
    slides: tuple[WholeSlide, ...] = ()


@checked_dataclass(frozen=True, kw_only=True, config=_STRICT)
class Exercise:
    title: PaperWords
    minutes: Minutes
    groups: PaperWords
    steps: SomePaperWords


@checked_dataclass(frozen=True, kw_only=True, config=_STRICT)
class HostList:
    before: SomePaperWords
    during: SomePaperWords
    after: SomePaperWords


Script = Annotated[tuple[Step, ...], Field(min_length=3, max_length=12)]
Exercises = Annotated[tuple[Exercise, ...], Field(min_length=1, max_length=5)]


def slides_of(script: tuple[Step, ...]) -> Iterator[tuple[Place, Slide]]:
    for number, step in enumerate(script):
        for place, slide in enumerate(step.slides):
            yield ("script", number, "slides", place), slide


def kit_texts(
    script: tuple[Step, ...], exercises: tuple[Exercise, ...], checklist: HostList
) -> Iterator[tuple[Place, str]]:
    """Every text of a kit's head, with its place."""
    for number, step in enumerate(script):
        yield ("script", number, "say"), step.say
        yield ("script", number, "do"), step.do
    for at, slide in slides_of(script):
        yield from ((at, text) for text in (slide.title or "", *slide.points))
    for number, exercise in enumerate(exercises):
        yield from ((("exercises", number), text) for text in exercise.steps)
    for key in ("before", "during", "after"):
        yield from ((("checklist", key), text) for text in getattr(checklist, key))

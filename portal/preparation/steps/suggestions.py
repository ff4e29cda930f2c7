"""Which words to offer, where a picked one goes, and when a gentle question is asked. Plain Python."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from portal.shared.texts import N_

Row = Mapping[str, str]


class Named(Protocol):
    @property
    def id(self) -> str: ...
    def name(self, language: str) -> str: ...


class Field(Named, Protocol):
    @property
    def competences(self) -> tuple[str, ...]: ...
    def tasks(self, language: str) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class Suggestion:
    """A word to pick; `value` is what its button sends."""

    value: str
    text: str


@dataclass(frozen=True)
class Group:
    """What is offered from one fagområde."""

    id: str
    name: str
    chosen: bool
    competences: tuple[Suggestion, ...]
    tasks: tuple[Suggestion, ...]


def groups_for(
    fields: Sequence[Field],
    competences: Mapping[str, Named],
    chosen: Collection[str],
    standing: Collection[str],
    lang: str,
) -> list[Group]:
    """Every fagområde, the chosen ones first; what stands on the page already is not offered again."""
    written = {plain(text) for text in standing}

    def offered(kind: str, texts: Mapping[str, str]) -> tuple[Suggestion, ...]:
        said = {key: sentence(text) for key, text in texts.items()}
        return tuple(
            Suggestion(f"{kind}:{lang}:{key}", text)
            for key, text in said.items()
            if plain(text) not in written
        )

    return [
        Group(
            id=field.id,
            name=field.name(lang),
            chosen=field.id in chosen,
            competences=offered("can", {c: competences[c].name(lang) for c in field.competences}),
            tasks=offered("task", {f"{field.id}.{n}": t for n, t in enumerate(field.tasks(lang))}),
        )
        for field in sorted(fields, key=lambda field: field.id not in chosen)
    ]


def found(value: str, groups: Sequence[Group]) -> str:
    """The text that the button sent; empty when nothing like it is offered."""
    offered = (one for group in groups for one in (*group.competences, *group.tasks))
    return next((one.text for one in offered if one.value == value), "")


def language_of(value: str) -> str:
    """The language a button's word was read in, so that it is written in the same."""
    return "en" if value.split(":")[1:2] == ["en"] else "da"


def free_row(rows: Sequence[Row], name: str, *, taken: str = "") -> int | None:
    """The first row where the cell `name` is empty (and `taken` too); None when there is no room."""
    return next((n for n, row in enumerate(rows) if not row[name] and not (taken and row[taken])), None)


def with_room(groups: Sequence[Group], *, competences: bool, tasks: bool) -> list[Group]:
    """Only the kinds that there is still a free row for."""
    kept = (
        replace(
            group, competences=group.competences if competences else (), tasks=group.tasks if tasks else ()
        )
        for group in groups
    )
    return [group for group in kept if group.competences or group.tasks]


def landed(typed: Mapping[str, str | None], after: Mapping[str, str]) -> str:
    """The first field that has something in it now and had nothing when it was sent."""
    return next((name for name, text in after.items() if text and not (typed.get(name) or "").strip()), "")


def sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def plain(text: str) -> str:
    """The words alone, so that a comma or a capital letter makes no difference."""
    return " ".join(re.findall(r"\w+", text.casefold()))


SAME_AS_DREAM = N_("Her står det samme som i drømmejobbet. Hvilket andet job ville du også sige ja til?")
SAME_AGAIN = N_("Her står det samme som ovenfor. Hvad kunne du begynde på, hvis det ikke lykkes lige nu?")
NO_GOOD = N_("Mangler du et? Tag det bedste fra drømmejobbet. Hvem har ellers brug for det?")
NO_BILLS = N_("Hvad kunne du tage en tid, hvis det trækker ud?")


def abc_questions(dream: str, good: str, bills: str) -> dict[str, str]:
    """A gentle question under the job it is about; none before there is a job to ask from."""
    a, b, c = plain(dream), plain(good), plain(bills)
    asked: dict[str, str] = {}
    if a and b in ("", a):
        asked["good"] = SAME_AS_DREAM if b else NO_GOOD
    if (a or b) and c in ("", a, b):
        asked["bills"] = SAME_AGAIN if c else NO_BILLS
    return asked

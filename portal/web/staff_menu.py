"""The desk's menu: what each role may open, and what waits there; domains add their entries."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from fastapi import Request
from jinja2 import pass_context
from jinja2.runtime import Context
from sqlalchemy.orm import Session

from portal.shared.actors import Actor, Role
from portal.shared.clock import Clock
from portal.web.languages import path_for

# How many things wait for this member of staff behind an entry.
Waiting = Callable[[Session, Actor, Clock], int]
_ENTRIES: list["Entry"] = []
_NEWS: dict[str, "Told"] = {}


@dataclass(frozen=True)
class Entry:
    label: str
    page: str
    roles: frozenset[Role]
    order: int
    waiting: Waiting | None = None


@dataclass(frozen=True)
class MenuItem:
    label: str
    path: str
    current: bool


def add_entry(
    label: str, page: str, roles: Sequence[Role], order: int, waiting: Waiting | None = None
) -> None:
    """Adds an entry (a Danish msgid, a page name) for these roles; lower order comes first."""
    entry = Entry(label, page, frozenset(roles), order, waiting)
    if entry not in _ENTRIES:
        _ENTRIES.append(entry)
        _ENTRIES.sort(key=lambda known: known.order)


def count_waiting(session: Session, actor: Actor, clock: Clock) -> Mapping[str, int]:
    """What waits for the actor, by the entry's label; the desk's front page shows it."""
    return {
        entry.label: entry.waiting(session, actor, clock)
        for entry in _ENTRIES
        if entry.waiting is not None and actor.role in entry.roles
    }


@dataclass(frozen=True)
class News:
    """A line under an entry on the desk's front page; `text` is a Danish msgid with `%(n)s`."""

    text: str
    count: int
    page: str
    query: Mapping[str, str]


Told = Callable[[Request, Session, Actor], Sequence[News]]


def add_news(label: str, told: Told) -> None:
    """Adds what the front page tells under the entry with this label."""
    _NEWS[label] = told


def news(request: Request, session: Session, actor: Actor) -> Mapping[str, Sequence[News]]:
    """What there is to tell the actor, by the entry's label."""
    mine = {entry.label for entry in _ENTRIES if actor.role in entry.roles}
    return {label: told(request, session, actor) for label, told in _NEWS.items() if label in mine}


@pass_context
def staff_menu(context: Context, actor: Actor | None, current_path: str) -> list[MenuItem]:
    """The entries that the actor may open, in the language of the page."""
    if actor is None:
        return []
    shown = [
        (entry, path_for(entry.page, context["lang"])) for entry in _ENTRIES if actor.role in entry.roles
    ]
    return [
        MenuItem(entry.label, path, current=current_path == path or current_path.startswith(path + "/"))
        for entry, path in shown
    ]

"""Who may open which address: read from the routes and their guards, written to docs/access.md.

`python -m tools.access_matrix > docs/access.md`
"""

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts

from portal.app import ROUTES
from portal.operation.access import operator
from portal.preparation.candidate import candidate
from portal.shared.actors import Role
from portal.web.guards import anyone, is_guard, roles_let_in_by

# Whose a thing is, by the name of its id at the desk; a name that is not here stops the matrix.
TEAMS = {"company_id", "opening_id", "enquiry_id"}
DESKS = {"sheet_id"}
# What belongs to the whole house: a fact, and the source it comes from.
HOUSES = {"fact_id", "source_key"}
EVERYBODYS = {"opening_id", "module_id", "token"}
SHORT = {
    Role.EMPLOYMENT_CONSULTANT: "employment consultant",
    Role.COMPANY_CONSULTANT: "company consultant",
    Role.EDITOR: "editor",
    Role.MANAGER: "manager",
    Role.ADMINISTRATOR: "administrator",
}


INTRODUCTION = """\
# Who may open what

Written by `python -m tools.access_matrix > docs/access.md` from the routes and their guards; a test compares
it and asks every address as every visitor (`tests/test_access_matrix.py`). *own* is what belongs to one's
team, or for a sheet to the desk that opened it: everything else is answered exactly as what does not exist
(404). Who is not signed in, was disabled or was idle too long is sent to the sign-in. *code* is a page that
shows nothing of a preparation without its session. *operation* is for somebody on the machine or with the
operation token (docs/operations.md); to everybody else the address does not exist.
"""


class Undeclared(LookupError):
    """A route whose guard or parameter the matrix has not been told about."""


@dataclass(frozen=True)
class Door:
    """One handler on its addresses, and who it is for."""

    method: str
    paths: tuple[str, ...]
    roles: tuple[Role, ...]
    for_candidates: bool
    owner: str
    for_operation: bool = False

    @property
    def path(self) -> str:
        return self.paths[0]

    @property
    def is_public(self) -> bool:
        return not self.roles and not self.for_operation

    def outcome(self, role: Role | None, *, own: bool) -> str:
        """What a visitor meets: open, sign in, or not found; `own` says whether the thing is theirs."""
        if self.is_public:
            return "open"
        if self.for_operation:
            return "not found"
        if role is None:
            return "sign in"
        return "open" if role in self.roles and (own or not self.owner) else "not found"


def routes_of(app: FastAPI) -> list[APIRoute]:
    found = (context.original_route for context in iter_route_contexts(app.routes))
    return [route for route in found if isinstance(route, APIRoute)]


def doors(app: FastAPI) -> list[Door]:
    """Every handler with its Danish and its English address."""
    by_handler: dict[tuple[Callable[..., Any], str, frozenset[str]], list[APIRoute]] = {}
    for route in routes_of(app):
        for method in sorted(set(route.methods or ()) - {"HEAD"}):
            by_handler.setdefault((route.endpoint, method, frozenset(parameters(route.path))), []).append(
                route
            )
    return [_door(method, same) for (_handler, method, _names), same in by_handler.items()]


def _door(method: str, routes: list[APIRoute]) -> Door:
    guards = {guard for route in routes for guard in guards_of(route.dependant)}
    if len(guards) != 1:
        raise Undeclared(f"{method} {routes[0].path} has {len(guards)} guards")
    guard = guards.pop()
    roles = roles_let_in_by(guard)
    if not roles and guard not in (anyone, candidate, operator):
        raise Undeclared(f"{method} {routes[0].path} has a guard the matrix does not know")
    paths = tuple(dict.fromkeys(route.path for route in routes))
    owner = _owner(paths[0], staff=bool(roles))
    return Door(method, paths, roles, guard is candidate, owner, guard is operator)


def _owner(path: str, *, staff: bool) -> str:
    names = set(parameters(path))
    if unknown := names - (TEAMS | DESKS | HOUSES if staff else EVERYBODYS):
        raise Undeclared(f"whose is {sorted(unknown)} of {path}?")
    if not staff or not names or names <= HOUSES:
        return ""
    return "desk" if names & DESKS else "team"


def parameters(path: str) -> list[str]:
    return re.findall(r"{(\w+)(?::\w+)?}", path)


def guards_of(dependant: Dependant) -> Iterator[Callable[..., Any]]:
    for inner in dependant.dependencies:
        if inner.call is not None and is_guard(inner.call):
            yield inner.call
        yield from guards_of(inner)


def document(app: FastAPI) -> str:
    """The matrix as a page for people."""
    lines = [
        INTRODUCTION,
        "| address | | everybody | " + " | ".join(SHORT.values()) + " |",
        "| --- | --- | --- |" + " --- |" * len(SHORT),
    ]
    for door in sorted(doors(app), key=lambda door: (not door.is_public, door.path, door.method)):
        addresses = "<br>".join(f"`{path}`" for path in door.paths)
        lines.append(f"| {addresses} | {door.method} | " + " | ".join(_cells(door)) + " |")
    return "\n".join(lines) + "\n"


def _cells(door: Door) -> list[str]:
    if door.for_operation:
        return ["operation"] + [""] * len(SHORT)
    if door.is_public:
        return ["code" if door.for_candidates else "yes"] + [""] * len(SHORT)
    yes = "own" if door.owner else "yes"
    return ["–"] + [yes if role in door.roles else "–" for role in SHORT]


def product() -> FastAPI:
    """The routes alone: what guards them needs no database."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    for routes in ROUTES:
        app.include_router(routes.router)
    return app


if __name__ == "__main__":
    sys.stdout.write(document(product()))

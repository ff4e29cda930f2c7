"""Every route has one guard, and a route without one is found."""

from fastapi import APIRouter, Depends, FastAPI

from portal.shared.actors import Role
from portal.web.guards import PUBLIC, role
from tools.access_matrix import guards_of, routes_of


def unguarded(app: FastAPI) -> list[str]:
    return [f"{r.methods} {r.path}" for r in routes_of(app) if len(set(guards_of(r.dependant))) != 1]


def test_every_route_names_exactly_one_guard(app: FastAPI) -> None:
    assert len(routes_of(app)) > 60
    assert unguarded(app) == []


def test_a_route_without_a_guard_is_found() -> None:
    planted, router = FastAPI(), APIRouter()
    router.add_api_route("/planted", lambda: "x")
    planted.include_router(router)
    assert unguarded(planted)


def test_a_route_with_two_guards_is_found() -> None:
    planted = FastAPI()
    planted.add_api_route("/planted", lambda: "x", dependencies=[PUBLIC, role(Role.EDITOR)])
    planted.add_api_route("/fine", lambda: "x", dependencies=[PUBLIC, Depends(lambda: None)])
    assert [line for line in unguarded(planted) if "planted" in line]
    assert not [line for line in unguarded(planted) if "fine" in line]


def test_no_get_route_is_registered_for_writing_too(app: FastAPI) -> None:
    both = [
        r.path
        for r in routes_of(app)
        if r.methods and "GET" in r.methods and r.methods & {"POST", "PUT", "DELETE"}
    ]
    assert both == []

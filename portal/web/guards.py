"""Who may come in: every route names exactly one guard."""

from collections.abc import Callable, Collection
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request

from portal.shared.actors import Actor, Role
from portal.shared.errors import N_, NotFound, PortalError
from portal.shared.internal_tables import StaffAccess

Dependency = TypeVar("Dependency", bound=Callable[..., Any])
_GUARDS: list[Callable[..., Any]] = []
_ROLES: dict[Callable[..., Any], tuple[Role, ...]] = {}


class SignInNeeded(PortalError):
    """Nobody is signed in; the handler sends the person to the sign-in page."""

    status = 401

    def __init__(self) -> None:
        super().__init__(N_("Log ind for at fortsætte."))


def guard(dependency: Dependency) -> Dependency:
    """Marks a dependency as a guard, for the test that counts them."""
    _GUARDS.append(dependency)
    return dependency


def is_guard(dependency: Callable[..., Any] | None) -> bool:
    return any(dependency is known for known in _GUARDS)


def roles_let_in_by(known: Callable[..., Any]) -> tuple[Role, ...]:
    """The roles a guard lets in; none when it asks for no member of staff."""
    return _ROLES.get(known, ())


def staff_cookie(secure: bool) -> str:
    return "__Host-staff" if secure else "staff"


def current_actor(request: Request) -> Actor | None:
    """The signed-in member of staff, or None; looked up once for a request."""
    if not hasattr(request.state, "actor"):
        token = request.cookies.get(staff_cookie(request.app.state.settings.secure))
        request.state.actor = request.app.state.find_actor(token) if token else None
    actor: Actor | None = request.state.actor
    return actor


@guard
def anyone() -> None:
    """Lets everyone in."""


def staff_access(request: Request) -> StaffAccess:
    """What this request's statements are on behalf of; only a staff guard opens it."""
    if not hasattr(request.state, "staff_access"):
        request.state.staff_access = StaffAccess()
    access: StaffAccess = request.state.staff_access
    return access


def _let_in(request: Request, roles: Collection[Role]) -> Actor:
    actor = current_actor(request)
    if actor is None:
        raise SignInNeeded
    if actor.role not in roles:
        raise NotFound
    staff_access(request).actor = actor
    return actor


@guard
def signed_in(request: Request) -> Actor:
    """Lets any member of staff in."""
    return _let_in(request, tuple(Role))


_ROLES[signed_in] = tuple(Role)


def role(*roles: Role) -> Any:
    """Lets these roles in; to the others the page does not exist."""

    @guard
    def has_role(request: Request) -> Actor:
        return _let_in(request, roles)

    _ROLES[has_role] = roles
    return Depends(has_role)


PUBLIC = Depends(anyone)
SignedIn = Annotated[Actor, Depends(signed_in)]

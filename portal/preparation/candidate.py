"""The candidate's guard and cookie: whoever has an open preparation in this browser."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.orm import Session
from starlette.responses import HTMLResponse, Response

from portal.preparation.carried import sealed_for_its_sheet
from portal.preparation.forms import CodeForm
from portal.preparation.session_service import Holder, find_holder
from portal.shared.ports import PublishedOpenings
from portal.web.guards import guard
from portal.web.pages import render
from portal.web.session import ClockDep, DatabaseDep


def cookie_name(request: Request) -> str:
    return "__Host-form" if request.app.state.settings.secure else "form"


def form_token(request: Request) -> str | None:
    return request.cookies.get(cookie_name(request))


def keep_token(request: Request, response: Response, token: str) -> None:
    """Sets the cookie: this site only, no script, gone when the browser closes."""
    secure = request.app.state.settings.secure
    response.set_cookie(
        cookie_name(request), token, httponly=True, samesite="strict", secure=secure, path="/", max_age=None
    )


def drop_token(request: Request, response: Response) -> None:
    secure = request.app.state.settings.secure
    response.delete_cookie(cookie_name(request), httponly=True, samesite="strict", secure=secure, path="/")
    response.headers["clear-site-data"] = '"cache"'


@guard
def candidate(request: Request, database: DatabaseDep, clock: ClockDep) -> Holder | None:
    """Lets everyone in; says who has an open preparation."""
    request.state.holder = find_holder(database, clock, form_token(request))
    holder: Holder | None = request.state.holder
    return holder


Candidate = Annotated[Holder | None, Depends(candidate)]


def ask_for_code(
    request: Request, posted: Mapping[str, list[str]] | None = None, step: str = ""
) -> HTMLResponse:
    """The page that asks for the code; what was just typed goes along sealed and is stored nowhere."""
    values = {
        "form": CodeForm(),
        "carried": sealed_for_its_sheet(request, posted or {}),
        "step": step,
        "taken": {},
        "ended": form_token(request) is not None or bool(posted),
        "another": request.state.holder is not None,
    }
    return render(request, "preparation/resume.html", values, status=403)


def titles_of(request: Request, session: Session, ids: list[str]) -> Mapping[str, str]:
    """Titles of published openings; ids that are not published are left out."""
    wanted = [opening_id for opening_id in ids if opening_id]
    openings: PublishedOpenings = request.app.state.published_openings
    return openings.titles(session, wanted) if wanted else {}

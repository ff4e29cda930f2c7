"""Closing a sheet on this computer: its session, its cookie and what the browser cached go."""

from fastapi import Request
from starlette.responses import Response

from portal.preparation.candidate import drop_token, form_token
from portal.preparation.session_service import end_session
from portal.web.pages import see_other


def close_here(request: Request) -> Response:
    """Leads on to a page that was not posted, so that the history keeps nothing that could be sent again."""
    with request.app.state.database.writing() as session:
        end_session(session, form_token(request))
    response = see_other(request, "preparation_leave")
    drop_token(request, response)
    return response

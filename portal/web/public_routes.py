"""What belongs to the site as a whole: health, the accessibility statement, the JSON paths described."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse

from portal.web.guards import PUBLIC
from portal.web.languages import page
from portal.web.pages import render

router = APIRouter()


@router.get("/healthz", dependencies=[PUBLIC], include_in_schema=False)
def healthz() -> JSONResponse:
    """Whether the process answers."""
    return JSONResponse({"status": "ok"})


@router.get("/was", dependencies=[PUBLIC], include_in_schema=False)
def accessibility_statement(request: Request) -> RedirectResponse:
    """The statement lies with the authority that keeps them all."""
    return RedirectResponse(request.app.state.organisation.accessibility_statement, status_code=302)


@router.get("/api/openapi.json", dependencies=[PUBLIC], include_in_schema=False)
def openapi(request: Request) -> JSONResponse:
    """The public JSON paths, machine readable."""
    return JSONResponse(request.app.openapi())


@page(router, "GET", da="/api/docs", en="/en/api/docs", name="api_docs", dependencies=[PUBLIC])
def api_docs(request: Request) -> HTMLResponse:
    paths = request.app.openapi()["paths"]
    described = [_described(path, call) for path, calls in paths.items() for call in calls.values()]
    return render(request, "api_docs.html", {"calls": described})


def _described(path: str, call: dict[str, Any]) -> dict[str, Any]:
    fields = ("name", "description", "required")
    parameters = [{f: p.get(f, "") for f in fields} for p in call.get("parameters", [])]
    summary = call.get("description") or call.get("summary", "")
    return {"path": path, "summary": summary, "parameters": parameters}

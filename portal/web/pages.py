"""Pages: Jinja templates that extend the shells the site build wrote."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from fastapi import Request
from jinja2 import Environment, FunctionLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from starlette.responses import HTMLResponse, RedirectResponse

from portal.shared import dates
from portal.shared.clock import day_of
from portal.shared.texts import translate
from portal.web.guards import current_actor
from portal.web.languages import language, other_language_url, path_for, url
from portal.web.staff_menu import staff_menu

PORTAL = Path(__file__).resolve().parents[1]


@lru_cache(maxsize=2)
def template_environment(site: Path) -> Environment:
    """Templates of every domain, and the shells of the site build; compiled once in a process."""
    environment = Environment(
        loader=FunctionLoader(_read_once(site).get),
        auto_reload=False,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.do"],
    )
    environment.globals |= {
        "_": _translate,
        "gettext": _translate,
        "path": _path,
        "shell": _shell,
        "staff_menu": staff_menu,
    }
    environment.filters |= {
        "long_date": _in_language(dates.long_date),
        "full_date": _in_language(dates.full_date),
        "clock_time": _in_language(dates.clock_time),
        "week_text": _in_language(dates.week_text),
        "iso_time": _in_language(lambda text, lang: dates.clock_time(datetime.fromisoformat(text), lang)),
        "copenhagen_date": _in_language(lambda moment, lang: dates.full_date(day_of(moment), lang)),
        "copenhagen_day": _in_language(lambda moment, lang: dates.long_date(day_of(moment), lang)),
    }
    return environment


def _read_once(site: Path) -> dict[str, tuple[str, str, None]]:
    """Every template with its text and place: what is put in the folder meanwhile must not mix with this."""
    files = [(site, path) for path in site.glob("shells/*/*.html")]
    for folder in PORTAL.glob("*/templates"):
        files += [(folder, path) for path in folder.rglob("*.html")]
    return {str(path.relative_to(root)): (path.read_text("utf-8"), str(path), None) for root, path in files}


@pass_context
def _translate(context: Context, msgid: object, **values: object) -> str:
    return translate(context["lang"], str(msgid), **values)


@pass_context
def _path(context: Context, name: str, **params: object) -> str:
    return path_for(name, context["lang"], **params)


@pass_context
def _shell(context: Context, section: str) -> str:
    return f"shells/{context['lang']}/{section}.html"


def _in_language(show: Any) -> Any:
    @pass_context
    def shown(context: Context, value: Any) -> str:
        return str(show(value, context["lang"]))

    return shown


def render(
    request: Request,
    template: str,
    values: Mapping[str, object] | None = None,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """The page in the language of the path; a variable that is missing raises."""
    state = request.app.state
    context = {
        "lang": language(request),
        "organisation": state.organisation,
        "other_language_url": other_language_url(request),
        "actor": current_actor(request) if not getattr(request.state, "failed", False) else None,
        "demonstration": not state.settings.production,
        "current_path": request.url.path,
        **(values or {}),
    }
    html = state.templates.get_template(template).render(context)
    return HTMLResponse(html, status_code=status, headers=dict(headers or {}))


def see_other(request: Request, name: str, **params: object) -> RedirectResponse:
    """After a POST: 303 to a page in the same language."""
    return RedirectResponse(url(request, name, **params), status_code=303)

"""Two languages, two paths for every page, and the way between them."""

import re
from collections.abc import Callable
from typing import Any, Literal, TypeVar
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request
from starlette.routing import compile_path

Language = Literal["da", "en"]
Handler = TypeVar("Handler", bound=Callable[..., Any])
_PATHS: dict[str, dict[str, str]] = {}
_PATTERNS: list[re.Pattern[str]] = []


def page(
    router: APIRouter, method: Literal["GET", "POST"], *, da: str, en: str, name: str, **options: Any
) -> Callable[[Handler], Handler]:
    """Registers a handler on its Danish and its English path; GET pages answer HEAD too."""
    known = _PATHS.setdefault(name, {"da": da, "en": en})
    if known != {"da": da, "en": en}:
        raise ValueError(f"the page {name} already has other paths")
    _PATTERNS.extend(compile_path(path)[0] for path in (da, en))

    def register(handler: Handler) -> Handler:
        methods: list[str] = ["GET", "HEAD"] if method == "GET" else [method]
        for lang, path in (("da", da), ("en", en)):
            router.add_api_route(
                path, handler, methods=methods, name=f"{name}.{lang}", include_in_schema=False, **options
            )
        return handler

    return register


def language(request: Request) -> Language:
    """The language of a path: everything under /en/ is English."""
    return language_of(request.url.path)


def language_of(path: str) -> Language:
    return "en" if path == "/en" or path.startswith("/en/") else "da"


def path_for(name: str, lang: str, **params: object) -> str:
    """The path of a page; what its pattern does not name becomes the query string."""
    template = _PATHS[name][lang]
    query = {}
    for key, value in params.items():
        if "{" + key + "}" in template:
            template = template.replace("{" + key + "}", quote(str(value), safe=""))
        elif value is not None:
            query[key] = value
    return f"{template}?{urlencode(query, doseq=True)}" if query else template


def url(request: Request, name: str, **params: object) -> str:
    """The path of a page in the language of the request."""
    return path_for(name, language(request), **params)


def other_language_url(request: Request) -> str:
    """The same record in the other language; the front page where there is none."""
    other = "da" if language(request) == "en" else "en"
    name = getattr(request.scope.get("route"), "name", "") or ""
    base = name.removesuffix(".da").removesuffix(".en")
    if base not in _PATHS:
        return "/" if other == "da" else "/en/"
    path = path_for(base, other, **request.path_params)
    # A page that answers a POST has no query worth keeping.
    return f"{path}?{request.url.query}" if request.url.query and request.method == "GET" else path


def is_portal_path(path: str) -> bool:
    """Whether a page answers on this path."""
    return any(pattern.match(path) for pattern in _PATTERNS)

"""The static site: the build as it was when the program started, compressed once."""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from portal.web.languages import is_portal_path

COMPRESSED = ("text/", "application/javascript", "application/json", "image/svg+xml")
TYPES = {
    ".woff2": "font/woff2",
    ".ics": "text/calendar; charset=utf-8",
    ".svg": "image/svg+xml",
    ".vtt": "text/vtt",
}
FILMS = {".mp4": "video/mp4", ".webm": "video/webm"}
FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class SiteFile:
    path: Path
    body: bytes
    forever: bool

    @cached_property
    def compressed(self) -> bytes | None:
        return gzip.compress(self.body, 9, mtime=0) if self.media_type.startswith(COMPRESSED) else None

    @cached_property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:24]}"'

    @cached_property
    def media_type(self) -> str:
        known = TYPES.get(self.path.suffix) or mimetypes.guess_type(self.path.name)[0]
        media_type = known or "application/octet-stream"
        return (
            f"{media_type}; charset=utf-8"
            if media_type.startswith("text/") and "charset" not in media_type
            else media_type
        )


class SiteFiles:
    """Answers the paths of the site build, and sends a path with the wrong slash to the right one."""

    def __init__(self, folder: Path) -> None:
        found = {
            self._address(file.relative_to(folder)): file for file in folder.rglob("*") if file.is_file()
        }
        # Films stay on the disk; their names say what is in them, so that another build cannot change them.
        self.films = {address: file for address, file in found.items() if file.suffix in FILMS}
        self.files = {
            address: SiteFile(file, file.read_bytes(), forever=file.is_relative_to(folder / "assets"))
            for address, file in found.items()
            if address not in self.films
        }

    @staticmethod
    def _address(file: Path) -> str:
        path = "/" + file.as_posix()
        return path.removesuffix("index.html") if path.endswith("/index.html") else path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._response(scope)(scope, receive, send)

    def _response(self, scope: Scope) -> Response:
        path = scope["path"]
        file = self.files.get(path)
        film = self.films.get(path)
        if scope["method"] not in ("GET", "HEAD"):
            raise HTTPException(405 if file or film else 404)
        if film is not None and film.is_file():
            # Answers a part of the file, which browsers ask for when a reader moves about in a film.
            return FileResponse(film, headers={"cache-control": FOREVER}, media_type=FILMS[film.suffix])
        if file is not None:
            return self._file(file, Headers(scope=scope))
        right = path.rstrip("/") if path.endswith("/") else f"{path}/"
        if right in self.files or (path.endswith("/") and is_portal_path(right)):
            query = scope["query_string"].decode("latin-1")
            return RedirectResponse(f"{right}?{query}" if query else right, status_code=308)
        raise HTTPException(404)

    def _file(self, file: SiteFile, asked: Headers) -> Response:
        caching = FOREVER if file.forever else "public, max-age=60"
        headers = {"etag": file.etag, "cache-control": caching, "vary": "accept-encoding"}
        if file.etag in asked.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        if file.compressed is not None and "gzip" in asked.get("accept-encoding", ""):
            headers["content-encoding"] = "gzip"
            return Response(file.compressed, headers=headers, media_type=file.media_type)
        return Response(file.body, headers=headers, media_type=file.media_type)

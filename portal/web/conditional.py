"""Answers that a reader’s program keeps: an ETag over the bytes, and 304 while they are the same."""

import hashlib
from collections.abc import Mapping

from fastapi import Request
from starlette.responses import Response


def kept_until_changed(
    request: Request, body: bytes, media_type: str, headers: Mapping[str, str] | None = None
) -> Response:
    """The body, or 304; every use is asked about first, so that what was taken down is gone at once."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
    said = {**(headers or {}), "etag": etag, "cache-control": "no-cache"}
    if etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=said)
    return Response(body, media_type=media_type, headers=said)

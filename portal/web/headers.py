"""Headers on every answer, and a limit on what may be sent."""

import re
from collections.abc import Collection, Mapping
from email.message import Message as EmailMessage

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "media-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
}
STRICT_TRANSPORT = "max-age=63072000; includeSubDomains"
BODY_LIMIT = 256 * 1024
# A photograph taken for a file of ours: it is read past, and the page says what is wrong with it.
LONGEST_FILE = 32 * 1024 * 1024


class SafeHeaders:
    """Adds the security headers; what is not said to be public is not kept by any cache."""

    def __init__(self, app: ASGIApp, *, secure: bool) -> None:
        self.app = app
        self.headers = HEADERS | ({"strict-transport-security": STRICT_TRANSPORT} if secure else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        await self.app(scope, receive, send_with_headers)


class LimitBody:
    """Answers 413 to a body larger than any form here needs, without reading it whole.

    `larger` names paths that need more. A body that is too long for a path in `cut` is handed on as far as it
    goes, marked `body_cut`, so that what stood before a file that is too large can be shown again.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        limit: int = BODY_LIMIT,
        larger: Mapping[str, int] | None = None,
        cut: Collection[str] = (),
    ) -> None:
        self.app = app
        self.limit, self.larger, self.cut = limit, larger or {}, cut

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        limit, most = self._limits(scope["path"])
        declared = Headers(scope=scope).get("content-length", "0")
        try:
            body, size = await _read(receive, limit, most) if _is_small(declared, most) else (b"", most + 1)
        except ClientDisconnect:
            # Half a form would be saved as a whole one with empty fields.
            return
        if size > most:
            await PlainTextResponse("For meget på én gang. / Too much at once.", status_code=413)(
                scope, receive, send
            )
            return
        scope["body_cut"] = size > limit
        if scope["body_cut"]:
            body += _end_of_parts(Headers(scope=scope))
        await self.app(scope, _replay(body, receive), send)

    def _limits(self, path: str) -> tuple[int, int]:
        """How much of a body is handed on, and how much may come at all."""
        limit = self.larger.get(path, self.limit)
        return limit, LONGEST_FILE if path in self.cut else limit


def _is_small(declared: str, most: int) -> bool:
    return re.fullmatch(r"[0-9]{1,12}", declared) is not None and int(declared) <= most


async def _read(receive: Receive, limit: int, most: int) -> tuple[bytes, int]:
    """The beginning of a body, and its size; what is beyond the limit is read and forgotten."""
    body, size, more = bytearray(), 0, True
    while more and size <= most:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        part = message.get("body", b"")
        body += part[: max(limit - size, 0)]
        size += len(part)
        more = message.get("more_body", False)
    return bytes(body), size


def _end_of_parts(headers: Headers) -> bytes:
    """What ends the parts of a form with a file: what came before the cut can then be read."""
    header = EmailMessage()
    header["content-type"] = headers.get("content-type", "").partition("\n")[0]
    boundary = header.get_boundary()
    return f"\r\n--{boundary}--\r\n".encode("latin-1") if boundary else b""


def _replay(body: bytes, receive: Receive) -> Receive:
    sent = False

    async def replay() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay

"""Refuses unsafe requests that another site made the browser send."""

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from portal.web.session import SAFE_METHODS

REFUSAL = "Afvist: det kom fra en anden side. / Refused: it came from another site."


class RefuseForeignRequests:
    """Sec-Fetch-Site or Origin decide; without either it is no browser, and the cookie rules suffice."""

    def __init__(self, app: ASGIApp, *, origin: str) -> None:
        self.app = app
        self.origin = origin

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if (
            scope["type"] == "http"
            and scope["method"] not in SAFE_METHODS
            and self.is_foreign(Headers(scope=scope))
        ):
            await PlainTextResponse(REFUSAL, status_code=403)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def is_foreign(self, headers: Headers) -> bool:
        site = headers.get("sec-fetch-site")
        if site is not None:
            return site not in ("same-origin", "none")
        sender = headers.get("origin")
        return sender is not None and sender != self.origin

"""One log line for a request: its pattern and outcome, never its path, query or content."""

import json
import logging
import sys
import time
import traceback
from collections.abc import Callable

from sqlalchemy.exc import DBAPIError
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from portal.shared import measures
from portal.shared.request_id import current_request_id, numbered

log = logging.getLogger("portal.requests")
# These write parts of requests, mails or PDF data when they are asked for more than warnings.
TALKATIVE = ("python_multipart", "multipart", "httpx", "httpcore", "asyncio", "PIL", "fontTools")

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def configure_logging(level: str) -> None:
    """JSON lines on stderr; libraries that would write what people typed stay at WARNING."""
    logging.basicConfig(level=level, stream=sys.stderr, format="%(message)s", force=True)
    for handler in logging.getLogger().handlers:
        handler.setFormatter(JsonLines())
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("uvicorn.access").disabled = True


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
        }
        if request_id := current_request_id():
            line["request"] = request_id
        line |= {"message": record.getMessage()} | getattr(record, "fields", {})
        if record.exc_info and record.exc_info[0]:
            # The type and the places, not the message: it may quote what a person typed.
            line["error"] = record.exc_info[0].__name__
            line["trace"] = places(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def places(error: BaseException | None) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__) if error else []
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-8:]]


class LogRequests:
    """The outermost layer: logs each request and turns an unforeseen error into a constant page."""

    def __init__(self, app: ASGIApp, *, on_error: Callable[[Request, Exception], Response]) -> None:
        self.app = app
        self.on_error = on_error

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        # An id that came along is not taken over: whoever sends one decides what it says.
        with numbered() as request_id, measures.IN_FLIGHT.track_inprogress():
            await self._answer(scope, receive, send, request_id)

    async def _answer(self, scope: Scope, receive: Receive, send: Send, request_id: str) -> None:
        began, status = time.perf_counter(), 0

        async def remember_status(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", request_id.encode())]
            await send(message)

        try:
            await self.app(scope, receive, remember_status)
        except Exception as error:
            _log_error(error)
            if status:
                raise
            await self.on_error(Request(scope), error)(scope, receive, remember_status)
        finally:
            _log_request(scope, status, began)


def _log_error(error: Exception) -> None:
    # The original error of a database error says more than its wrapper, and no parameters either.
    kind = type(error.orig).__name__ if isinstance(error, DBAPIError) and error.orig else type(error).__name__
    fields = {"error": kind, "trace": places(error)}
    measures.ERRORS.labels(kind).inc()
    log.error("unforeseen error", extra={"fields": fields})


def _log_request(scope: Scope, status: int, began: float) -> None:
    # The files of the site have no pattern of their own, and a path nobody knows may say anything.
    route, seconds = getattr(scope.get("route"), "path", "-") or "-", time.perf_counter() - began
    method = scope["method"] if scope["method"] in METHODS else "other"
    measures.REQUESTS.labels(route, method, f"{status // 100}xx").inc()
    measures.REQUEST_SECONDS.labels(route).observe(seconds)
    fields = {"method": method, "route": route, "status": status, "ms": round(seconds * 1000, 1)}
    log.info("request", extra={"fields": fields})

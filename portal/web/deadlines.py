"""Slow and oversized requests: uvicorn's protocol with deadlines and a limit on headers, which it lacks."""

import asyncio
import socket
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

TOO_SLOW = b"408 Request Timeout"
HEADERS_TOO_LARGE = b"431 Request Header Fields Too Large"


class HttpWithDeadlines(HttpToolsProtocol):
    """Headers within 5 seconds and 16 kB, a body within 20 seconds; then the connection is closed."""

    header_seconds = 5.0
    body_seconds = 20.0
    header_bytes = 16 * 1024

    _deadline: asyncio.TimerHandle | None = None
    _in_headers = True
    _refused = False
    _unfinished = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        # Head and body are written apart, and workers share a socket of which asyncio does not see that it
        # is TCP: with the delay on, a body waits up to 40 ms for the head to be acknowledged.
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._expect_headers()

    def connection_lost(self, exc: Exception | None) -> None:
        self._clear_deadline()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._refused:
            return
        if self._deadline is None and (self.cycle is None or self.cycle.response_complete):
            # Empty lines before a request end the wait for it without beginning it.
            self._expect_headers()
        super().data_received(data)
        if self._in_headers:
            self._unfinished += len(data)
            if self._unfinished > self.header_bytes:
                self._refuse(HEADERS_TOO_LARGE)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        if not self._in_headers:
            self._expect_headers()

    def on_headers_complete(self) -> None:
        size = len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers)
        if size > self.header_bytes:
            self._refuse(HEADERS_TOO_LARGE)
            return
        self._in_headers = False
        self._set_deadline(self.body_seconds)
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        if not self._refused:
            super().on_body(body)

    def on_message_complete(self) -> None:
        if not self._refused:
            self._clear_deadline()
            super().on_message_complete()

    def _expect_headers(self) -> None:
        self._in_headers, self._unfinished = True, 0
        self._set_deadline(self.header_seconds)

    def _set_deadline(self, seconds: float) -> None:
        self._clear_deadline()
        self._deadline = self.loop.call_later(seconds, self._refuse, TOO_SLOW)

    def _clear_deadline(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _refuse(self, status: bytes) -> None:
        """Says why if nothing was answered yet, tells the application that its client is gone, and closes."""
        self._clear_deadline()
        self._refused = True
        cycle: Any = self.cycle
        answering = cycle is not None and cycle.response_started and not cycle.response_complete
        if cycle is not None and not cycle.response_complete:
            cycle.disconnected = True
            cycle.message_event.set()
        if not answering and not self.transport.is_closing():
            self.transport.write(
                b"HTTP/1.1 " + status + b"\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
            )
        self.transport.close()

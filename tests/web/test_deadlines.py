"""A slow or oversized request costs its sender the connection and nobody else anything."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.server import ServerState

from portal.web.deadlines import HttpWithDeadlines
from portal.web.headers import BODY_LIMIT, LimitBody

SHORT, LONG = 0.2, 60.0
GET = b"GET / HTTP/1.1\r\nHost: x\r\n"
POST = b"POST / HTTP/1.1\r\nHost: x\r\n"
Connect = Callable[[], socket.socket]


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Says how much it was sent."""
    size, more = 0, True
    while more:
        message = await receive()
        size += len(message.get("body", b""))
        more = message.get("more_body", False)
    body = f"got {size}".encode()
    await send(
        {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(body))]}
    )
    await send({"type": "http.response.body", "body": body})


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Connect]]:
    """Serves the app with these deadlines; returns how to connect."""
    running: list[tuple[uvicorn.Server, threading.Thread, list[socket.socket]]] = []

    def start(served: ASGIApp = app, *, headers: float = LONG, body: float = LONG) -> Connect:
        monkeypatch.setattr(HttpWithDeadlines, "header_seconds", headers)
        monkeypatch.setattr(HttpWithDeadlines, "body_seconds", body)
        listener = socket.create_server(("127.0.0.1", 0))
        config = uvicorn.Config(LimitBody(served), http=HttpWithDeadlines, log_config=None, lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        sockets: list[socket.socket] = []
        running.append((server, thread, sockets))

        def connect() -> socket.socket:
            sockets.append(socket.create_connection(listener.getsockname(), timeout=20))
            return sockets[-1]

        return connect

    yield start
    for server, thread, sockets in running:
        for client in sockets:
            client.close()
        server.should_exit = True
        thread.join(20)


def until_closed(client: socket.socket) -> bytes:
    parts = []
    while part := client.recv(65536):
        parts.append(part)
    return b"".join(parts)


def answer_to(client: socket.socket, request: bytes) -> bytes:
    client.sendall(request)
    received = b""
    while b"\r\n\r\ngot" not in received:
        part = client.recv(65536)
        if not part:
            break
        received += part
    return received


@pytest.mark.parametrize(
    "sent", [b"", GET, b"\r\n", GET[:5]], ids=["nothing", "half", "empty line", "a word"]
)
def test_headers_that_do_not_come_cost_the_connection(serve: Callable[..., Connect], sent: bytes) -> None:
    client = serve(headers=SHORT)()
    client.sendall(sent)
    assert until_closed(client).startswith(b"HTTP/1.1 408 ")


def test_an_empty_line_does_not_hold_a_connection_that_was_answered(serve: Callable[..., Connect]) -> None:
    connect = serve(headers=SHORT)
    client = connect()
    assert b"got 0" in answer_to(client, GET + b"\r\n")
    client.sendall(b"\r\n")
    assert until_closed(client).startswith(b"HTTP/1.1 408 ")


def test_a_body_that_does_not_come_costs_the_connection(serve: Callable[..., Connect]) -> None:
    client = serve(body=SHORT)()
    client.sendall(POST + b"Content-Length: 100\r\n\r\nhalf")
    assert until_closed(client).startswith(b"HTTP/1.1 408 ")


def test_a_connection_in_good_time_is_used_again_and_again(serve: Callable[..., Connect]) -> None:
    client = serve()()
    for _ in range(3):
        assert b"got 4" in answer_to(client, POST + b"Content-Length: 4\r\n\r\nfour")


@pytest.mark.parametrize("end", [b"\r\n\r\n", b""], ids=["whole", "without end"])
@pytest.mark.parametrize("headers", [b"X: " + b"x" * 20_000, b"\r\n".join([b"X: x"] * 5_000)])
def test_headers_of_more_than_16_kb_are_refused(
    serve: Callable[..., Connect], headers: bytes, end: bytes
) -> None:
    client = serve()()
    client.sendall(GET + headers + end)
    assert until_closed(client).startswith(b"HTTP/1.1 431 ")


def test_an_address_of_more_than_16_kb_is_refused(serve: Callable[..., Connect]) -> None:
    client = serve()()
    client.sendall(b"GET /" + b"x" * 20_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n")
    assert until_closed(client).startswith(b"HTTP/1.1 431 ")


def test_headers_of_an_ordinary_size_are_let_in(serve: Callable[..., Connect]) -> None:
    client = serve()()
    assert b"got 0" in answer_to(client, GET + b"Cookie: x=" + b"x" * 8_000 + b"\r\n\r\n")


def test_half_open_connections_do_not_hold_up_others(serve: Callable[..., Connect]) -> None:
    connect = serve()
    for _ in range(250):
        connect().sendall(GET)
    assert b"got 0" in answer_to(connect(), GET + b"\r\n")


def test_a_body_that_is_too_large_is_answered_without_being_read_whole(serve: Callable[..., Connect]) -> None:
    client = serve()()
    client.sendall(POST + b"Content-Length: 50000000\r\n\r\n")
    assert client.recv(65536).startswith(b"HTTP/1.1 413 ")


def test_a_body_in_chunks_without_end_is_answered_at_the_limit(serve: Callable[..., Connect]) -> None:
    client = serve(body=SHORT)()
    client.sendall(POST + b"Transfer-Encoding: chunked\r\n\r\n")
    chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    for _ in range(BODY_LIMIT // 0x10000 + 1):
        client.sendall(chunk)
    assert client.recv(65536).startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize("length", [True, False], ids=["of known length", "in chunks"])
def test_a_form_that_was_cut_off_is_not_acted_on(serve: Callable[..., Connect], length: bool) -> None:
    """Half a form would be saved as a whole one with empty fields."""
    reached: list[str] = []

    async def note(scope: Scope, receive: Receive, send: Send) -> None:
        reached.append(scope["method"])
        await app(scope, receive, send)

    connect = serve(note)
    client = connect()
    head = b"Content-Length: 100" if length else b"Transfer-Encoding: chunked"
    client.sendall(POST + head + b"\r\n\r\n" + (b"" if length else b"10\r\n") + b"first=1&second=2")
    client.close()
    assert b"got 0" in answer_to(connect(), GET + b"\r\n")
    assert reached == ["GET"]


def test_an_answer_does_not_wait_until_what_came_before_it_is_acknowledged() -> None:
    """A socket that workers share says no protocol, and asyncio then leaves the delay on."""
    found: list[int] = []

    class Watched(HttpWithDeadlines):
        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            connection = transport.get_extra_info("socket")
            found.append(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))

    async def connect_once() -> None:
        config, listener = uvicorn.Config(app), socket.socket(socket.AF_INET)
        config.load()
        listener.bind(("127.0.0.1", 0))
        loop = asyncio.get_running_loop()
        server = await loop.create_server(
            lambda: Watched(config=config, server_state=ServerState(), app_state={}), sock=listener
        )
        async with server:
            _reader, writer = await asyncio.open_connection(*listener.getsockname())
            while not found:
                await asyncio.sleep(0)
            writer.close()
            await writer.wait_closed()

    # In a thread of its own: a browser's journey may have a loop in this one.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(connect_once())).result()
    assert found != [0]

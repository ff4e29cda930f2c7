"""A burst of connections is not taken by one worker alone."""

import asyncio
import socket
from collections.abc import Sequence

import pytest

from portal.web.fair_accepting import FairLoop, fair_loop

BURST = 5


def taken_in_one_round(loop: asyncio.AbstractEventLoop) -> int:
    """How many of the connections that wait the loop takes before it looks around."""
    taken: list[asyncio.BaseTransport] = []

    class Taken(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            taken.append(transport)

    with socket.socket() as shared:
        shared.bind(("127.0.0.1", 0))
        shared.listen(100)
        clients = [socket.create_connection(shared.getsockname()) for _ in range(BURST)]
        server = loop.run_until_complete(loop.create_server(Taken, sock=shared, start_serving=False))
        loop.run_until_complete(_one_round(server))
        so_far = len(taken)
        loop.run_until_complete(_all_taken(taken))
        server.close()
        for end in (*taken, *clients):
            end.close()
        loop.run_until_complete(asyncio.sleep(0.01))
    return so_far


async def _all_taken(taken: Sequence[object]) -> None:
    while len(taken) < BURST:
        await asyncio.sleep(0.001)


async def _one_round(server: asyncio.Server) -> None:
    await server.start_serving()
    # One round looks at the socket, the next makes the protocols of what was taken.
    await asyncio.sleep(0)
    await asyncio.sleep(0)


@pytest.mark.parametrize(("make", "fair"), [(fair_loop, True), (asyncio.SelectorEventLoop, False)])
def test_a_worker_takes_one_connection_at_a_time(make: type[FairLoop], fair: bool) -> None:
    loop = make()
    try:
        taken = taken_in_one_round(loop)
    finally:
        loop.close()
    # What the ordinary loop does is why there is another one; should it change, this can go.
    assert (taken < BURST) is fair

"""Every worker gets its share of the connections."""

import socket
from contextlib import ExitStack

from portal.web.workers import sockets_for

BURST = 64


def test_a_burst_of_connections_is_shared_out() -> None:
    with ExitStack() as open_until_the_end:
        listening = [open_until_the_end.enter_context(one) for one in sockets_for("127.0.0.1", 0, 2)]
        for one in listening:
            one.listen(100)
            one.setblocking(False)
        address = listening[0].getsockname()
        assert [one.getsockname() for one in listening] == [address, address]
        for _ in range(BURST):
            open_until_the_end.enter_context(socket.create_connection(address))
        taken = [_take_all(one, open_until_the_end) for one in listening]
    assert sum(taken) == BURST
    # Fewer than ten of 64 by chance: once in a hundred million runs.
    assert min(taken) >= 10


def _take_all(listening: socket.socket, open_until_the_end: ExitStack) -> int:
    taken = 0
    while True:
        try:
            connection, _ = listening.accept()
        except BlockingIOError:
            return taken
        open_until_the_end.enter_context(connection)
        taken += 1

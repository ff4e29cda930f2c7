"""The event loop of a worker: it takes one waiting connection at a time, so that workers share the work.

asyncio takes every connection that waits as soon as one worker wakes: of a burst, one worker gets all and
the others nothing, for as long as the connections live.
"""

import asyncio
import socket
from typing import Any

AT_ONCE = 1


class FairLoop(asyncio.SelectorEventLoop):
    """An ordinary loop, but for how many connections it accepts before it looks around."""

    def _accept_connection(
        self, factory: Any, sock: socket.socket, tls: Any = None, server: Any = None, *rest: Any
    ) -> None:
        # The first of `rest` is the backlog, by which asyncio counts how many to take in one go.
        super()._accept_connection(factory, sock, tls, server, AT_ONCE, *rest[1:])  # type: ignore[misc]


def fair_loop() -> asyncio.AbstractEventLoop:
    return FairLoop()

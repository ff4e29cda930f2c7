"""Workers with a listening socket each: the kernel shares connections out among them.

From one shared socket the worker that wakes first takes a whole burst, and the others nothing, for as
long as those connections live.
"""

import socket

from uvicorn import Config
from uvicorn.supervisors import Multiprocess
from uvicorn.supervisors.multiprocess import Process


class Workers(Multiprocess):
    """Uvicorn's supervisor; a worker that takes a dead one's place listens where all of them do."""

    def init_processes(self) -> None:
        for own in self.sockets:
            process = Process(self.config, [own])
            process.start()
            self.processes.append(process)


def run_workers(config: Config) -> None:
    """Serves with as many workers as the configuration says, until told to stop."""
    listening = sockets_for(config.host, config.port, config.workers)
    try:
        Workers(config, sockets=listening).run()
    finally:
        for one in listening:
            one.close()


def sockets_for(host: str, port: int, count: int) -> list[socket.socket]:
    """So many sockets on one address."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound: list[socket.socket] = []
    for _ in range(count):
        one = socket.socket(family)
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        one.bind((host, port))
        one.set_inheritable(True)
        bound.append(one)
        port = one.getsockname()[1]
    return bound

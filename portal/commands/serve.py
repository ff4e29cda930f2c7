"""`serve`: answers requests, and does the regular work beside them."""

import argparse
import logging
import socket
from typing import Any

import uvicorn

from portal.commands import Subparsers
from portal.installation import Installation, open_installation
from portal.maintenance import start_in_background
from portal.migrate import check_version
from portal.operation import gathering
from portal.settings import Settings
from portal.shared.errors import ConfigurationError
from portal.shared.key_records import admit_ring
from portal.web.deadlines import HttpWithDeadlines
from portal.web.request_log import configure_logging
from portal.web.workers import run_workers

log = logging.getLogger(__name__)
WEB_APP = "portal.installation:web_app"


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("serve", help="serve the site and the portal")
    parser.set_defaults(run=run)


def run(_arguments: argparse.Namespace) -> int:
    installation = open_installation()
    refuse_a_taken_address(installation.settings)
    check_version(installation.database)
    return serve(installation)


def refuse_a_taken_address(settings: Settings) -> None:
    """Raises ConfigurationError where another program listens already; asked before anything is done."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((settings.host, settings.port))
        except OSError as error:
            raise ConfigurationError(
                f"{settings.host}:{settings.port} cannot be served ({error.strerror}): stop what listens"
                " there, or choose another SAMTALEKLAR_PORT (`make run PORT=…`)"
            ) from error


def serve(installation: Installation) -> int:
    """Serves until it is told to stop."""
    settings = installation.settings
    configure_logging(settings.log_level)
    with installation.database.writing() as session:
        admit_ring(session, installation.ring, installation.clock)
    log.info("serving on %s", settings.base_url)
    if settings.workers > 1:
        # With one worker this process answers requests itself, and its counts are that worker's.
        gathering.answer_siblings(settings.data / gathering.FOLDER)
    if settings.secure and settings.operation_token is None:
        log.warning("SAMTALEKLAR_OPERATION_TOKEN is not set: /metrics and /readyz trust this machine")
    stop = start_in_background(installation)
    try:
        _answer(settings)
    finally:
        # The lease is given back even when the port is taken: the next start need not wait for its end.
        stop()
    return 0


def _answer(settings: Settings) -> None:
    options: dict[str, Any] = {
        "factory": True,
        "http": HttpWithDeadlines,
        "host": settings.host,
        "port": settings.port,
        "workers": settings.workers,
        "access_log": False,
        "log_config": None,
        "server_header": False,
        "proxy_headers": settings.secure,
        "timeout_graceful_shutdown": 10,
        "timeout_keep_alive": 10,
        "limit_concurrency": 400,
    }
    if settings.workers > 1:
        run_workers(uvicorn.Config(WEB_APP, **options))
    else:
        uvicorn.run(WEB_APP, **options)

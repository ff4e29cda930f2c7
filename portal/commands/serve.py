"""`serve`: answers requests, and does the regular work beside them."""

import argparse
import logging

import uvicorn

from portal.commands import Subparsers
from portal.installation import Installation, open_installation
from portal.maintenance import start_in_background
from portal.migrate import check_version
from portal.web.deadlines import HttpWithDeadlines
from portal.web.request_log import configure_logging


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("serve", help="serve the site and the portal")
    parser.set_defaults(run=run)


def run(_arguments: argparse.Namespace) -> int:
    installation = open_installation()
    check_version(installation.database)
    return serve(installation)


def serve(installation: Installation) -> int:
    """Serves until it is told to stop."""
    settings = installation.settings
    configure_logging(settings.log_level)
    logging.getLogger(__name__).info("serving on %s", settings.base_url)
    stop = start_in_background(installation)
    uvicorn.run(
        "portal.installation:web_app",
        factory=True,
        http=HttpWithDeadlines,
        host=settings.host,
        port=settings.port,
        workers=settings.workers,
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=settings.secure,
        timeout_graceful_shutdown=10,
        timeout_keep_alive=10,
        limit_concurrency=400,
    )
    stop()
    return 0

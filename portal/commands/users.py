"""`users add`, `users link` and `users disable`: who may sign in, and their one-time links."""

import argparse
import sys
from collections.abc import Callable

from sqlalchemy.orm import Session

from portal.accounts import user_service
from portal.accounts.routes import START_LINK
from portal.accounts.rules import is_email
from portal.commands import Subparsers
from portal.installation import open_installation
from portal.shared.actors import Role
from portal.shared.clock import Clock
from portal.shared.errors import PortalError
from portal.shared.texts import translate


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("users", help="members of staff")
    actions = parser.add_subparsers(dest="action", required=True)
    add = actions.add_parser("add", help="add a user and print a one-time link to choose a password")
    add.add_argument("--role", required=True, choices=[role.value for role in Role])
    add.add_argument("--team", required=True, help="the team's name; a new one is made")
    add.add_argument("--name", default="", help="shown on the desk; the e-mail's first part when left out")
    link = actions.add_parser("link", help="print a new one-time link, for a forgotten password")
    disable = actions.add_parser("disable", help="close an account and end its sessions")
    for action, run in ((add, add_user), (link, make_link), (disable, disable_user)):
        action.add_argument("--email", required=True)
        action.set_defaults(run=run)


def add_user(arguments: argparse.Namespace) -> int:
    if not is_email(arguments.email.strip()):
        print("--email: not an e-mail address", file=sys.stderr)
        return 2
    return _print_link(
        lambda session, clock: user_service.add_user(
            session,
            clock,
            email=arguments.email,
            role=Role(arguments.role),
            team=arguments.team.strip(),
            name=arguments.name.strip(),
        )
    )


def make_link(arguments: argparse.Namespace) -> int:
    return _print_link(lambda session, clock: user_service.make_start_link(session, clock, arguments.email))


def disable_user(arguments: argparse.Namespace) -> int:
    installation = open_installation()
    try:
        with installation.database.writing() as session:
            user_service.disable_user(session, installation.clock, arguments.email)
    except PortalError as error:
        print(translate("en", error.message), file=sys.stderr)
        return 2
    print("The account is closed and its sessions are ended.", file=sys.stderr)
    return 0


def _print_link(make: Callable[[Session, Clock], str]) -> int:
    """The link goes to stdout and nowhere else; only its hash is stored."""
    installation = open_installation()
    try:
        with installation.database.writing() as session:
            token = make(session, installation.clock)
    except PortalError as error:
        print(translate("en", error.message), file=sys.stderr)
        return 2
    print(installation.settings.origin + START_LINK.format(token=token))
    print("The link works once, for seven days. Give it to the person and nobody else.", file=sys.stderr)
    return 0

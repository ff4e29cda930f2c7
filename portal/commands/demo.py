"""`demo`: demonstration data into an empty database, through the ordinary services and gate."""

import argparse
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from portal.accounts.directory import actor_with_email, has_users
from portal.accounts.user_service import create_demo_users
from portal.commands import Subparsers
from portal.commands.demo_data.enquiries import make_demo_enquiries
from portal.commands.demo_data.figures import make_demo_figures
from portal.commands.demo_data.lives import Stage, make_demo_lives
from portal.commands.demo_data.openings import load_demo_openings
from portal.commands.demo_data.preparations import make_demo_preparations
from portal.commands.serve import refuse_a_taken_address, serve
from portal.installation import Installation, open_installation
from portal.migrate import upgrade
from portal.shared.actors import Role
from portal.shared.internal_tables import COMMAND

Made = Mapping[str, Any]


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("demo", help="demonstration data into an empty database")
    parser.add_argument("--json", action="store_true", help="print the accounts as JSON")
    parser.add_argument("--serve", action="store_true", help="use what is there already, then serve")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    installation = open_installation(make_ring=True)
    if installation.settings.production:
        print("demonstration data is refused in production", file=sys.stderr)
        return 2
    if arguments.serve:
        refuse_a_taken_address(installation.settings)
    upgrade(installation.database)
    made = made_before(installation)
    if made is None:
        made = make(installation)
    elif not arguments.serve:
        print("the database is not empty; demonstration data goes into an empty one", file=sys.stderr)
        return 2
    if arguments.json:
        print(json.dumps(made["accounts"], ensure_ascii=False))
    else:
        print(described(made, installation.settings.base_url), flush=True)
    settings = installation.settings
    print(
        f"The demonstration's key ring and backup key lie in {settings.data}; in production, elsewhere.",
        file=sys.stderr,
    )
    return serve(installation) if arguments.serve else 0


def notes_file(installation: Installation) -> Path:
    """Where a demonstration keeps its accounts and codes, so that `make run` can print them again."""
    return installation.settings.data / "demonstration.json"


def made_before(installation: Installation) -> Made | None:
    """What an earlier run made, or None for an empty database."""
    with installation.database.reading() as session:
        if not has_users(session):
            return None
    path = notes_file(installation)
    made: Made = (
        json.loads(path.read_text("utf-8")) if path.exists() else {"accounts": [], "preparations": []}
    )
    return made


def make(installation: Installation) -> Made:
    """Makes users, openings and preparations; what the gate said goes to stderr."""
    database, clock = installation.database.acting(COMMAND), installation.clock
    with database.writing() as session:
        accounts = create_demo_users(session, clock)
    with database.reading() as session:
        actors = {account["email"]: actor_with_email(session, account["email"]) for account in accounts}
    authors = [actor for actor in actors.values() if actor.role is Role.COMPANY_CONSULTANT]
    reader = next(actor for actor in actors.values() if actor.role is Role.EMPLOYMENT_CONSULTANT)
    days = installation.organisation.opening_days
    outcomes = load_demo_openings(database, authors, reader, clock=clock, ring=installation.ring, days=days)
    make_demo_lives(Stage(database, installation.ring, clock, reader), authors[0])
    for outcome in outcomes:
        print("\n".join(outcome.lines()), file=sys.stderr)
    with database.writing() as session:
        make_demo_figures(session, clock)
    made = {
        "accounts": accounts,
        "preparations": make_demo_preparations(installation),
        "enquiries": make_demo_enquiries(installation, authors),
    }
    path = notes_file(installation)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(made, file, ensure_ascii=False, indent=1)
    return made


def described(made: Made, base_url: str) -> str:
    """Accounts and codes to try, for a person to read."""
    lines = [f"Samtaleklar, demonstration: {base_url}", "", f"Sign in at {base_url}/log-ind"]
    lines += [f"  {a['role']:<22} {a['email']:<28} {a['password']}" for a in made["accounts"]]
    for preparation in made["preparations"]:
        lines += ["", f"A preparation ({preparation['language']})"]
        lines += [
            f"  conversation code  {preparation['conversation_code']}  (consultant: /konsulent/samtaler)"
        ]
        lines += [f"  owner code         {preparation['owner_code']}  (candidate: /forberedelse/fortsaet)"]
    for enquiry in made.get("enquiries", [])[:2]:
        lines += ["", f"An enquiry ({enquiry['language']})"]
        lines += [f"  status page        {base_url}{enquiry['status']}"]
    return "\n".join([*lines, ""])

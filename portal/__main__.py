"""The command line: `python -m portal COMMAND`."""

import argparse
import sys
from importlib import import_module
from pathlib import Path

from portal.refusals import explained

COMMANDS = Path(__file__).with_name("commands")


def parser() -> argparse.ArgumentParser:
    """Every command of the folder; each is described in docs/operations.md."""
    whole = argparse.ArgumentParser(prog="python -m portal", description="Samtaleklar")
    subparsers = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for path in sorted(COMMANDS.glob("[!_]*.py")):
        import_module(f"portal.commands.{path.stem}").register(subparsers)
    return whole


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; 0 done, 1 findings, 2 bad use. Messages go to stderr."""
    chosen = parser().parse_args(arguments)
    try:
        return int(chosen.run(chosen))
    except Exception as error:
        refusal = explained(error)
        if refusal is None:
            raise
        message, ended_with = refusal
        print(message, file=sys.stderr)
        return ended_with


if __name__ == "__main__":
    sys.exit(main())

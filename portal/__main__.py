"""The command line: `python -m portal COMMAND`."""

import argparse
import sys
from importlib import import_module
from pathlib import Path

COMMANDS = Path(__file__).with_name("commands")


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; 0 done, 1 findings, 2 bad use. Messages go to stderr."""
    parser = argparse.ArgumentParser(prog="python -m portal", description="Samtaleklar")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for path in sorted(COMMANDS.glob("[!_]*.py")):
        import_module(f"portal.commands.{path.stem}").register(subparsers)
    chosen = parser.parse_args(arguments)
    return int(chosen.run(chosen))


if __name__ == "__main__":
    sys.exit(main())

"""The command line is described whole, and one process at a time does the regular work."""

import argparse
import re
from collections.abc import Iterator

import pytest

import portal.__main__ as command_line
import search.__main__ as search_line
from portal.maintenance import LEASE, lease
from portal.settings import PROJECT_ROOT, Settings
from portal.shared.database import Database

GUIDE = (PROJECT_ROOT / "docs" / "operations.md").read_text("utf-8")
DESCRIBED = [match.split() for match in re.findall(r"\| `python -m (?:portal|search) ([^`]+)`", GUIDE)]


def commands(
    parser: argparse.ArgumentParser, name: str = ""
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command with the words that call it."""
    inner = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    if not inner:
        yield name, parser
    for action in inner:
        for word, below in action.choices.items():
            yield from commands(below, f"{name} {word}".strip())


def options(parser: argparse.ArgumentParser) -> list[str]:
    return [a.option_strings[-1] for a in parser._actions if a.option_strings and a.dest != "help"]


ALL = [*commands(command_line.parser()), *commands(search_line.parser())]


@pytest.mark.parametrize(("name", "parser"), ALL, ids=[name for name, _ in ALL])
def test_every_command_and_option_is_described(name: str, parser: argparse.ArgumentParser) -> None:
    rows = [row for row in DESCRIBED if row[: len(name.split())] == name.split()]
    assert rows, f"docs/operations.md does not describe `{name}`"
    missing = [option for option in options(parser) if option not in " ".join(rows[0])]
    assert missing == []


def test_nothing_is_described_that_is_no_command() -> None:
    names = {name for name, _ in ALL}
    words = [" ".join(word for word in row if re.fullmatch(r"[a-z][a-z-]*", word)) for row in DESCRIBED]
    assert sorted({*words} - names) == []


def test_the_described_commands_are_more_than_none() -> None:
    assert len(ALL) > 10


def test_the_regular_work_is_left_to_the_process_that_is_at_it(
    settings: Settings,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("SAMTALEKLAR_DATA", str(settings.data))
    monkeypatch.setenv("SAMTALEKLAR_KEYRING", str(settings.keyring))
    monkeypatch.setattr("portal.commands.maintain.configure_logging", lambda _level: None)
    with lease(settings.data / LEASE):
        assert command_line.main(["maintain"]) == 1
    assert "already" in capsys.readouterr().err
    assert command_line.main(["maintain"]) == 0

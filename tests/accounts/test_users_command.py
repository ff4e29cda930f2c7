"""`users add`, `users link` and `users disable` from the command line."""

from pathlib import Path

import pytest
from sqlalchemy import select

from portal.__main__ import main
from portal.accounts.models import Team, User
from portal.shared.clock import Clock
from portal.shared.database import Database
from tests.page import PageClient

ADD = ["users", "add", "--email", "Bo@Eksempelby.example", "--role", "editor", "--team", "Redaktionen"]


@pytest.fixture(autouse=True)
def installation(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, database: Database, ring_file: Path
) -> None:
    monkeypatch.setenv("SAMTALEKLAR_DATA", str(tmp_path))
    monkeypatch.setenv("SAMTALEKLAR_KEYRING", str(ring_file))


def users(database: Database) -> list[tuple[str, str, str]]:
    with database.reading() as session:
        rows = session.execute(select(User.email, User.role, Team.name).join(Team).order_by(User.email))
        return [(row[0], row[1], row[2]) for row in rows]


def test_adding_a_user_prints_a_link_that_chooses_the_password(
    database: Database, client: PageClient, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(ADD) == 0

    said = capsys.readouterr()
    link = said.out.strip()
    assert link.startswith("http://127.0.0.1:8000/konsulent/start/")
    assert link not in said.err
    assert users(database) == [("bo@eksempelby.example", "editor", "Redaktionen")]
    client.http.app.state.clock = Clock()  # type: ignore[attr-defined]
    assert "bo@eksempelby.example" in client.get(link).text


def test_the_same_address_twice_is_bad_use_and_changes_nothing(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    main(ADD)
    capsys.readouterr()

    assert main([*ADD[:-1], "Et andet team"]) == 2

    said = capsys.readouterr()
    assert said.out == ""
    assert "`users link`" in said.err
    assert len(users(database)) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["users", "add", "--email", "bo", "--role", "editor", "--team", "T"],
        ["users", "link", "--email", "nobody@eksempelby.example"],
        ["users", "disable", "--email", "nobody@eksempelby.example"],
    ],
)
def test_bad_use_is_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert capsys.readouterr().err


def test_a_role_that_does_not_exist_is_bad_use() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["users", "add", "--email", "bo@e.example", "--role", "chef", "--team", "T"])
    assert ended.value.code == 2


def test_a_disabled_user_gets_no_new_link(database: Database, capsys: pytest.CaptureFixture[str]) -> None:
    main(ADD)
    assert main(["users", "link", "--email", "bo@eksempelby.example"]) == 0
    assert main(["users", "disable", "--email", "bo@eksempelby.example"]) == 0

    assert main(["users", "link", "--email", "bo@eksempelby.example"]) == 2

    with database.reading() as session:
        assert session.scalars(select(User.disabled_at)).one() is not None

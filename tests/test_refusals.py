"""A command that cannot begin says what is wrong and what to do: no traceback, no secret."""

import socket
from pathlib import Path

import pytest
from psycopg.errors import InsufficientPrivilege
from sqlalchemy.exc import ProgrammingError

from portal.__main__ import main
from portal.keeping import nightly
from portal.keeping.backup import KeepingError
from portal.refusals import explained
from portal.settings import PROJECT_ROOT
from portal.shared.clock import Clock
from portal.shared.database import Database

BEGIN = (["migrate"], ["maintain"], ["keys", "verify"], ["audit", "verify"], ["serve"])
ADD = ["users", "add", "--email", "bo@eksempelby.example", "--role", "editor", "--team", "Redaktionen"]
ORGANISATION = (PROJECT_ROOT / "content" / "organisation.yml").read_text("utf-8")
CANARY = "kanarie"


@pytest.fixture(autouse=True)
def installation(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ring_file: Path) -> None:
    monkeypatch.setenv("SAMTALEKLAR_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SAMTALEKLAR_KEYRING", str(ring_file))
    monkeypatch.setenv("SAMTALEKLAR_DATABASE_URL", f"sqlite:///{tmp_path / 'empty.db'}")
    monkeypatch.setattr("portal.commands.maintain.configure_logging", lambda _level: None)


@pytest.mark.parametrize("command", [*BEGIN, ["keys", "create"], ADD], ids=" ".join)
def test_every_missing_setting_of_production_is_named_at_once(
    command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SAMTALEKLAR_ENV", "production")
    assert main(command) == 2
    said = capsys.readouterr().err
    for name in ("BASE_URL must be https", "BACKUP_KEY is missing", "SMTP_HOST is missing", "MAIL_FROM"):
        assert f"SAMTALEKLAR_{name}" in said
    assert "pydantic" not in said
    assert "docs/operations.md" in said


def test_a_setting_that_cannot_be_read_is_named_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SAMTALEKLAR_PORT", "kanarie")
    assert main(["migrate"]) == 2
    said = capsys.readouterr().err
    assert "SAMTALEKLAR_PORT: Input should be a valid integer" in said
    assert "kanarie" not in said


@pytest.mark.parametrize("url", [f"mysql://u:{CANARY}@h/d", f"postgresql://u:{CANARY}@h/d", "kanarie"])
def test_a_database_that_is_not_known_is_refused_by_its_setting(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SAMTALEKLAR_DATABASE_URL", url)
    assert main(["migrate"]) == 2
    said = capsys.readouterr().err
    assert "SAMTALEKLAR_DATABASE_URL must begin with" in said
    assert "kanarie" not in said


@pytest.mark.parametrize("command", [["migrate"], ["maintain"], ["users", "link", "--email", "b@e.example"]])
def test_a_server_that_is_away_is_said_without_its_password(
    command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SAMTALEKLAR_DATABASE_URL", f"postgresql+psycopg://u:{CANARY}@127.0.0.1:9/d")
    assert main(command) == 1
    said = capsys.readouterr().err
    assert said.startswith("the database did not answer")
    assert "kanarie" not in said


@pytest.mark.parametrize(
    "command", [["migrate"], ["maintain"], ["keys", "backup", "copy"], ADD], ids=" ".join
)
def test_a_missing_key_ring_is_said_by_every_command(
    command: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SAMTALEKLAR_KEYRING", str(tmp_path / "nowhere" / "ring.json"))
    monkeypatch.setattr("portal.installation.KeyRing.create", lambda *_arguments: None)
    assert main(command) == 2
    assert "`keys restore` puts a copy back" in capsys.readouterr().err


@pytest.mark.parametrize("command", [ADD, ["audit", "verify"], ["audit", "heads"]], ids=" ".join)
def test_a_database_without_tables_is_said_to_need_migrate(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(command) == 2
    assert "run `migrate`" in capsys.readouterr().err


def test_on_a_server_a_database_without_tables_is_said_to_need_migrate(
    database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = database.engine.url.render_as_string(hide_password=False)
    monkeypatch.setenv("SAMTALEKLAR_DATABASE_URL", url)
    with database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE start_links")
    assert main(ADD) == 2
    assert "run `migrate`" in capsys.readouterr().err


def test_a_role_that_may_not_migrate_is_told_which_one_may() -> None:
    refusal = ProgrammingError(
        "CREATE TABLE", {}, InsufficientPrivilege("permission denied for schema public")
    )
    message, ended_with = explained(refusal) or ("", 0)
    assert "permission denied for schema public" in message
    assert "the role that owns the tables" in message
    assert ended_with == 2


def test_what_nobody_foresaw_is_not_explained_away() -> None:
    assert explained(ProgrammingError("SELECT", {}, SyntaxError("near"))) is None
    assert explained(KeyError("x")) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "cannot be read"),
        ("name: Eksempelby\nkind: [\n", "line 3"),
        (
            ORGANISATION.replace("kind: kommune ", "kind: region "),
            "kind: Input should be 'kommune' or 'a-kasse'",
        ),
        (ORGANISATION.replace("phone:", "telefon:"), "phone: Field required"),
    ],
)
def test_a_fault_in_the_organisations_file_is_named_with_its_line_or_field(
    text: str | None,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "organisation.yml"
    if text is not None:
        path.write_text(text, "utf-8")
    monkeypatch.setenv("SAMTALEKLAR_ORGANISATION", str(path))
    assert main(["migrate"]) == 2
    heard = capsys.readouterr().err
    assert str(path) in heard
    assert said in heard


def test_a_data_folder_that_cannot_be_made_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("SAMTALEKLAR_DATA", str(tmp_path / "file" / "data"))
    assert main(["migrate"]) == 2
    assert f"SAMTALEKLAR_DATA: {tmp_path / 'file' / 'data'} cannot be made" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["serve"], ["demo", "--serve"]], ids=" ".join)
def test_an_address_that_is_taken_is_said_before_anything_is_made(
    command: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("portal.commands.serve.uvicorn.run", lambda *_a, **_k: pytest.fail("it went on"))
    monkeypatch.setattr("portal.commands.demo.make", lambda _installation: pytest.fail("it went on"))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv("SAMTALEKLAR_PORT", str(port))
        assert main(command) == 2
    assert f"127.0.0.1:{port} cannot be served" in capsys.readouterr().err
    assert not (tmp_path / "empty.db").exists()


def test_migrate_and_audit_verify_say_what_they_found(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["migrate"]) == 0
    assert "the version of the program" in capsys.readouterr().err
    assert main(["audit", "verify"]) == 0
    assert "The audit log is whole" in capsys.readouterr().err


def test_the_night_without_its_folder_says_which_one_to_make(tmp_path: Path, database: Database) -> None:
    with pytest.raises(KeepingError, match=r"nights is not there: make it"):
        nightly.back_up(database, "x" * 32, tmp_path / "nights", Clock())


def test_regular_work_that_failed_says_why_in_the_log(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert main(["migrate"]) == 0
    monkeypatch.setenv("SAMTALEKLAR_BACKUP_KEY", "x" * 32)
    monkeypatch.setenv("SAMTALEKLAR_BACKUPS", str(tmp_path / "nights"))
    assert main(["maintain"]) == 1
    assert f"the folder {tmp_path / 'nights'} is not there" in caplog.text

"""PostgreSQL for tests: a cluster of its own in a temporary folder, reached by a socket in it."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import LiteralString, Self

import psycopg
from psycopg import sql

USER = "portal"
# Nothing in the product may lean on the server's own order of letters or its time zone.
INITDB = ("--auth=trust", f"--username={USER}", "--encoding=UTF8", "--locale=C.UTF-8")
DANISH_ORDER = ("--locale-provider=icu", "--icu-locale=da-DK")
SERVER = ("listen_addresses=", "max_connections=200", "timezone=Pacific/Auckland", "autovacuum=off")
FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def binaries() -> Path | None:
    """Where PostgreSQL's programs lie; Debian keeps those of the server off the path."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    versions = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3])
    )
    return versions[-1].parent if versions else None


class Cluster:
    """A server that nobody else knows. `durable` is for tests that kill it: fsync stays on."""

    def __init__(self, folder: Path, programs: Path, *, durable: bool) -> None:
        self.folder, self.programs = folder, programs
        self.settings = SERVER if durable else SERVER + FORGETFUL

    @classmethod
    def create(cls, *, durable: bool = False) -> Self:
        """Makes and starts one; raises FileNotFoundError where PostgreSQL is not installed."""
        programs = binaries()
        if programs is None:
            raise FileNotFoundError("PostgreSQL is not installed: apt-get install postgresql")
        folder = Path(tempfile.mkdtemp(prefix="samtaleklar-pg-"))
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        cluster = cls(folder, programs, durable=durable)
        cluster._run("initdb", "--pgdata", str(cluster.data), "--no-sync", *INITDB, *DANISH_ORDER)
        cluster.start()
        return cluster

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def url(self, name: str = "postgres") -> str:
        return f"postgresql+psycopg://{USER}@/{name}?host={self.folder}"

    def start(self) -> None:
        settings = (*self.settings, f"unix_socket_directories={self.folder}")
        options = " ".join(f"-c {setting}" for setting in settings)
        log = str(self.folder / "server.log")
        self._run("pg_ctl", "start", "--pgdata", str(self.data), "--wait", "--log", log, "--options", options)

    def stop(self, mode: str = "fast") -> None:
        """`mode` is fast or immediate; immediate is a crash: the server recovers at the next start."""
        self._run("pg_ctl", "stop", "--pgdata", str(self.data), "--wait", "--mode", mode)

    def restart_after_kill(self) -> None:
        """Starts again once the killed server's last process has gone; the rest of its files are stale."""
        for _ in range(100):
            try:
                return self.start()
            except subprocess.CalledProcessError:
                time.sleep(0.2)
        raise TimeoutError("the killed server's processes did not end")

    def destroy(self) -> None:
        self.stop("immediate")
        shutil.rmtree(self.folder)

    def create_database(self, name: str, template: str = "template1") -> None:
        # The log is the quicker way for a database as small as this: no checkpoint is waited for.
        query = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY wal_log")
        self.execute("postgres", query.format(sql.Identifier(name), sql.Identifier(template)))

    def drop_database(self, name: str) -> None:
        query = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        self.execute("postgres", query.format(sql.Identifier(name)))

    def execute(self, name: str, query: LiteralString | sql.Composed) -> None:
        with self._connected(name) as connection:
            connection.execute(query)

    def fetch(self, name: str, query: LiteralString) -> str:
        with self._connected(name) as connection:
            row = connection.execute(query).fetchone()
        return str(row[0]) if row else ""

    def _connected(self, name: str) -> psycopg.Connection:
        return psycopg.connect(host=str(self.folder), user=USER, dbname=name, autocommit=True)

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(  # noqa: S603
            [*as_owner(), str(self.programs / program), *arguments],
            check=True,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            env=os.environ | {"LC_ALL": "C.UTF-8"},
        )


def as_owner() -> Sequence[str]:
    """PostgreSQL refuses to run as root, so there Debian's own user runs it."""
    return ("runuser", "-u", "postgres", "--") if os.geteuid() == 0 else ()

"""An installation of its own in a temporary folder, served as an operator would, and killed at will."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from portal.settings import PROJECT_ROOT
from portal.shared.database import Database
from portal.shared.internal_tables import COMMAND
from tools.faults.browser import AWAY, Browser


@dataclass
class House:
    """One data folder and one port; `database_url` names another database than SQLite in the folder."""

    data: Path
    port: int
    workers: int = 2
    database_url: str = ""
    extra: dict[str, str] = field(default_factory=dict)
    wrapper: tuple[str, ...] = ()
    process: subprocess.Popen[bytes] | None = None
    log_file: Path | None = None

    @property
    def url(self) -> str:
        return self.database_url or f"sqlite:///{self.data / 'samtaleklar.db'}"

    @property
    def log(self) -> Path:
        return self.log_file or self.data.with_name(self.data.name + ".log")

    def environment(self) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("SAMTALEKLAR_")}
        named = {
            "SAMTALEKLAR_DATA": str(self.data),
            "SAMTALEKLAR_PORT": str(self.port),
            "SAMTALEKLAR_BASE_URL": f"http://127.0.0.1:{self.port}",
            "SAMTALEKLAR_WORKERS": str(self.workers),
            "SAMTALEKLAR_LIMITS_FACTOR": "100000",
            "SAMTALEKLAR_DATABASE_URL": self.url,
        }
        return kept | named | self.extra

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        line = [sys.executable, "-m", "portal", *arguments]
        return subprocess.run(  # noqa: S603  (our own program)
            line, cwd=PROJECT_ROOT, env=self.environment(), capture_output=True, text=True, check=False
        )

    def fill(self) -> None:
        """Demonstration data, through the ordinary services."""
        done = self.command("demo", "--json")
        if done.returncode:
            raise RuntimeError(done.stderr[-2000:])

    def accounts(self) -> list[dict[str, str]]:
        made: list[dict[str, str]] = json.loads((self.data / "demonstration.json").read_text())["accounts"]
        return made

    def start(self, seconds: float = 60) -> float:
        """Serves; returns the seconds until the first answer."""
        line = [*self.wrapper, sys.executable, "-m", "portal", "serve"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603  (our own program)
                line, cwd=PROJECT_ROOT, env=self.environment(), stderr=log, stdout=log, start_new_session=True
            )
        return self.wait_until_answered(seconds)

    def wait_until_answered(self, seconds: float = 60) -> float:
        began = time.monotonic()
        while time.monotonic() < began + seconds:
            if self.process is None or self.process.poll() is not None:
                raise RuntimeError(f"the server ended by itself; see {self.log}")
            try:
                if Browser(self.port, timeout=2).get("/api/v1/openings").status == 200:
                    return time.monotonic() - began
            except AWAY:
                time.sleep(0.02)
        raise TimeoutError(f"no answer within {seconds} s; see {self.log}")

    def kill(self) -> None:
        """kill -9 of every process of the server at once."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self, seconds: float = 30) -> int:
        """SIGTERM, as a service manager stops it; returns the exit code."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(seconds)
        self.process = None
        return code

    def end(self) -> None:
        """Leaves nothing running, whatever happened."""
        if self.process is not None and self.process.poll() is None:
            self.kill()

    def database(self) -> Database:
        """The stored rows, as an auditor would read them."""
        return Database.open(self.url).acting(COMMAND)

    def copy(self, data: Path) -> "House":
        """The same installation in another folder."""
        shutil.copytree(self.data, data)
        return House(data, self.port, self.workers)

    def errors(self) -> int:
        """How many answers were 500."""
        return self.log.read_text("utf-8", "replace").count('"status": 500') if self.log.exists() else 0

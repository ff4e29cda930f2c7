"""The regular work: mail, expiry, deletion, the search index; one process at a time does it."""

import fcntl
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from portal.installation import Installation
from portal.shared import outbox

log = logging.getLogger(__name__)
PAUSE_SECONDS = 2.0

Job = Callable[[Installation], object]


def send_mail(installation: Installation) -> None:
    outbox.send_due(installation.database, installation.ring, installation.clock, mail_sender(installation))


JOBS: dict[str, Job] = {"send mail": send_mail}


def mail_sender(installation: Installation) -> outbox.Sender:
    """SMTP where it is set; a demonstration without it writes mail to a folder."""
    settings = installation.settings
    if settings.smtp_host:
        password = settings.smtp_password.get_secret_value() if settings.smtp_password else ""
        deliver = outbox.smtp_delivery(
            settings.smtp_host,
            settings.smtp_port,
            user=settings.smtp_user,
            password=password,
            starttls=settings.smtp_starttls,
        )
    else:
        deliver = outbox.folder_delivery(settings.data / "mail")
    return outbox.Sender(deliver, settings.mail_from, installation.organisation.name, settings.base_url)


def run_once(installation: Installation) -> list[str]:
    """Does every job; one that fails is logged and named, and does not hold up the others."""
    failed = []
    for name, job in JOBS.items():
        try:
            job(installation)
        except Exception:  # noqa: BLE001  (a job that fails must not stop the others)
            log.exception("the job %s failed", name)
            failed.append(name)
    return failed


def start_in_background(installation: Installation) -> Callable[[], None]:
    """Runs the jobs in a thread, if no other process on this host does; returns what stops it."""
    stopped = threading.Event()

    def work() -> None:
        while not stopped.is_set():
            with lease(installation.settings.data / "maintenance.lock") as mine:
                while mine and not stopped.wait(PAUSE_SECONDS):
                    run_once(installation)
            stopped.wait(PAUSE_SECONDS)

    thread = threading.Thread(target=work, name="maintenance", daemon=True)
    thread.start()

    def stop() -> None:
        stopped.set()
        thread.join(timeout=10)

    return stop


@contextmanager
def lease(path: Path) -> Iterator[bool]:
    """Whether this process may do the work: a file lock that ends with the process."""
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True

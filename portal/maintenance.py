"""The regular work: mail, expiry, deletion, the search index; one process at a time does it."""

import fcntl
import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from portal.accounts import service as accounts
from portal.enquiries import service as enquiries
from portal.installation import Installation
from portal.openings import company_service, life_service, printed_list
from portal.preparation import service as preparations
from portal.preparation import session_service, wrong_code_service
from portal.shared import measures, outbox
from portal.shared.internal_tables import REGULAR_WORK
from portal.shared.pdf_cache import PdfCache
from portal.shared.request_id import numbered
from portal.site_search.indexing import Indexes, follow
from portal.web import limits

log = logging.getLogger(__name__)
PAUSE_SECONDS = 2.0
LEASE = "maintenance.lock"

Job = Callable[[Installation], object]


def send_mail(installation: Installation) -> None:
    outbox.send_due(installation.database, installation.ring, installation.clock, mail_sender(installation))


def follow_openings(installation: Installation) -> None:
    indexes = Indexes.of(installation.settings)
    follow(installation.database, indexes.openings, clock=installation.clock)


def let_openings_expire(installation: Installation) -> None:
    with installation.database.acting(REGULAR_WORK).writing() as session:
        life_service.expire_due(session, installation.clock)


def scan_openings_again(installation: Installation) -> None:
    company_service.rescan_live_openings(installation.database.acting(REGULAR_WORK), installation.clock)


def keep_printed_lists_ready(installation: Installation) -> None:
    settings, organisation = installation.settings, installation.organisation
    printed_list.keep_ready(
        installation.database,
        installation.clock,
        PdfCache(settings.data / printed_list.FOLDER),
        origin=settings.origin,
        organisation=organisation.name,
    )


def make_keys_ahead(installation: Installation) -> None:
    installation.ring.ensure(installation.clock)


def delete_what_is_due(installation: Installation) -> None:
    """Deletes by the clock, then empties the write-ahead log: what is deleted is not left in a file."""
    clock = installation.clock
    with installation.database.acting(REGULAR_WORK).writing() as session:
        preparations.purge(session, clock=clock)
        session_service.purge_sessions(session, clock)
        wrong_code_service.purge_wrong_codes(session, clock)
        enquiries.purge(session, clock)
        accounts.purge(session, clock)
        limits.purge(session, clock)
        outbox.purge(session, clock)
    installation.database.empty_log()


# Name → (job, seconds between two runs).
JOBS: dict[str, tuple[Job, float]] = {
    "send mail": (send_mail, 2),
    "follow openings": (follow_openings, 2),
    "let openings expire": (let_openings_expire, 60),
    "keep printed lists ready": (keep_printed_lists_ready, 30),
    "delete what is due": (delete_what_is_due, 600),
    "make keys ahead": (make_keys_ahead, 86_400),
    "scan openings again": (scan_openings_again, 86_400),
}


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


def run_once(installation: Installation, names: Iterable[str] = tuple(JOBS)) -> list[str]:
    """Does the jobs; one that fails is logged and named, and does not hold up the others."""
    failed = []
    for name in names:
        job, _pause = JOBS[name]
        with numbered():
            try:
                job(installation)
            except Exception:
                measures.JOBS_FAILED.labels(name).inc()
                log.exception("the job %s failed", name)
                failed.append(name)
    return failed


def start_in_background(installation: Installation) -> Callable[[], None]:
    """Runs the jobs in a thread, if no other process on this host does; returns what stops it."""
    stopped = threading.Event()

    def work() -> None:
        while not stopped.is_set():
            with lease(installation.settings.data / LEASE) as mine:
                due = dict.fromkeys(JOBS, 0.0)
                while mine and not stopped.wait(PAUSE_SECONDS):
                    run_once(installation, _due_now(due))
            stopped.wait(PAUSE_SECONDS)

    thread = threading.Thread(target=work, name="maintenance", daemon=True)
    thread.start()

    def stop() -> None:
        stopped.set()
        thread.join(timeout=10)

    return stop


def _due_now(due: dict[str, float]) -> list[str]:
    """The jobs whose pause is over, with the time of their next run set."""
    now = time.monotonic()
    names = [name for name, moment in due.items() if moment <= now]
    due |= {name: now + JOBS[name][1] for name in names}
    return names


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

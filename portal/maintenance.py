"""The regular work: mail, expiry, deletion, backups; one host at a time does it, its own index every host."""

import fcntl
import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from portal.approvals import warning_service
from portal.catalogue.fact_book import read_fact_book
from portal.enquiries import due_service
from portal.installation import Installation
from portal.keeping import nightly, retention
from portal.keeping.backup import KeepingError
from portal.keeping.backup_key import backup_key
from portal.openings import (
    life_service,
    poster,
    printed_list,
    reader_service,
    renewal_service,
    rescan_service,
)
from portal.openings.printed_list import Printer
from portal.shared import key_records, measures, outbox
from portal.shared.internal_tables import REGULAR_WORK
from portal.shared.leases import WORK, Lease, Tenure
from portal.shared.pdf_cache import PdfCache
from portal.shared.request_id import numbered
from portal.site_search.indexing import Indexes, follow
from portal.web.languages import path_for

log = logging.getLogger(__name__)
PAUSE_SECONDS = 2.0
LEASE = "maintenance.lock"


@dataclass(frozen=True)
class Job:
    """Something done again and again; `everywhere` is what each host does for its own files."""

    do: Callable[[Installation], object]
    seconds: float
    everywhere: bool = False


def send_mail(installation: Installation) -> None:
    outbox.send_due(installation.database, installation.ring, installation.clock, mail_sender(installation))


def follow_openings(installation: Installation) -> None:
    indexes = Indexes.of(installation.settings)
    follow(installation.database, indexes.openings, clock=installation.clock)


def let_openings_expire(installation: Installation) -> None:
    with installation.database.acting(REGULAR_WORK).writing() as session:
        life_service.expire_due(session, installation.clock)


def remind_of_enquiries(installation: Installation) -> None:
    with installation.database.acting(REGULAR_WORK).writing() as session:
        due_service.remind(
            session,
            installation.ring,
            installation.clock,
            closing_days=installation.organisation.closing_days,
        )


def look_after_readings(installation: Installation) -> None:
    closing_days = installation.organisation.closing_days
    with installation.database.acting(REGULAR_WORK).writing() as session:
        reader_service.look_after_waiting(session, installation.ring, installation.clock, closing_days)


def warn_of_openings_that_end(installation: Installation) -> None:
    with installation.database.acting(REGULAR_WORK).writing() as session:
        renewal_service.warn_owners(session, installation.ring, installation.clock)


def scan_openings_again(installation: Installation) -> None:
    rescan_service.rescan_live_openings(installation.database.acting(REGULAR_WORK), installation.clock)


def keep_printed_lists_ready(installation: Installation) -> None:
    settings, organisation = installation.settings, installation.organisation
    cache = PdfCache(settings.data / printed_list.FOLDER, apart=True)
    printer = Printer(cache, installation.clock, settings.origin, organisation.name)
    printer.keep_ready(installation.database)
    PdfCache(settings.data / poster.FOLDER).prune()


def make_keys_ahead(installation: Installation) -> None:
    installation.ring.ensure(installation.clock)
    with installation.database.writing() as session:
        key_records.record_keys(session, installation.ring, installation.clock)


def delete_what_is_due(installation: Installation) -> None:
    database = installation.database.acting(REGULAR_WORK)
    retention.delete_what_is_due(database, installation.clock, audit_days=installation.settings.audit_days)


def back_up_tonight(installation: Installation) -> None:
    settings = installation.settings
    if settings.backups is not None:
        database = installation.database.acting(REGULAR_WORK)
        nightly.back_up(database, backup_key(settings), settings.backups, installation.clock)


def mail_audit_heads(installation: Installation) -> None:
    if installation.settings.administrator:
        with installation.database.writing() as session:
            nightly.mail_heads(
                session, installation.ring, installation.clock, to=installation.settings.administrator
            )


def warn_of_facts(installation: Installation) -> None:
    book = read_fact_book(installation.settings.site)
    with installation.database.acting(REGULAR_WORK).writing() as session:
        warning_service.warn(
            session,
            installation.ring,
            installation.clock,
            book.facts.values(),
            to=installation.organisation.facts_owner,
            link=path_for("facts", "da", due="soon"),
        )


JOBS: dict[str, Job] = {
    "follow openings": Job(follow_openings, 2, everywhere=True),
    "let openings expire": Job(let_openings_expire, 60),
    "remind of enquiries": Job(remind_of_enquiries, 600),
    "keep printed lists ready": Job(keep_printed_lists_ready, 60, everywhere=True),
    "look after readings": Job(look_after_readings, 300),
    "warn of openings that end": Job(warn_of_openings_that_end, 600),
    "delete what is due": Job(delete_what_is_due, 600),
    "back up tonight": Job(back_up_tonight, 600),
    "mail audit heads": Job(mail_audit_heads, 600),
    "warn of facts": Job(warn_of_facts, 3_600),
    "make keys ahead": Job(make_keys_ahead, 86_400),
    "scan openings again": Job(scan_openings_again, 86_400),
    # After all that writes mail: run from a timer, the next time may be tomorrow.
    "send mail": Job(send_mail, 2),
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
        with numbered():
            try:
                JOBS[name].do(installation)
            except KeepingError as error:
                # Our own words, which name a folder or a setting and quote nobody.
                measures.JOBS_FAILED.labels(name).inc()
                log.error("the job %s failed: %s", name, error)
                failed.append(name)
            except Exception:
                measures.JOBS_FAILED.labels(name).inc()
                log.exception("the job %s failed", name)
                failed.append(name)
    return failed


def start_in_background(installation: Installation) -> Callable[[], None]:
    """Runs the jobs in a thread, unless another process or host does; returns what stops it."""
    stopped = threading.Event()

    def work() -> None:
        while not stopped.is_set():
            try:
                with lease(installation.settings.data / LEASE) as mine:
                    if mine:
                        _work_until(stopped, installation)
            except OSError:
                log.exception("the lease file cannot be used")
            stopped.wait(PAUSE_SECONDS)

    thread = threading.Thread(target=work, name="maintenance", daemon=True)
    thread.start()

    def stop() -> None:
        stopped.set()
        thread.join(timeout=10)

    return stop


def _work_until(stopped: threading.Event, installation: Installation) -> None:
    due = dict.fromkeys(JOBS, 0.0)
    with Tenure(Lease(installation.database, installation.clock, WORK)) as tenure:
        while not stopped.wait(PAUSE_SECONDS):
            for name in _due_now(due):
                # Asked again before each job: one may have taken so long that another host took over.
                if JOBS[name].everywhere or tenure.is_mine():
                    run_once(installation, [name])
                else:
                    due[name] = 0.0


def _due_now(due: dict[str, float]) -> list[str]:
    """The jobs whose pause is over, with the time of their next run set."""
    now = time.monotonic()
    names = [name for name, moment in due.items() if moment <= now]
    due |= {name: now + JOBS[name].seconds for name in names}
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

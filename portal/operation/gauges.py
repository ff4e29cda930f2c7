"""How it stands now, read when it is asked for: one answer whatever the number of workers."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from sqlalchemy.exc import SQLAlchemyError

from portal.openings.service import Filters, last_change, published
from portal.settings import Settings
from portal.shared import outbox
from portal.shared.clock import Clock
from portal.shared.database import Database
from portal.site_search.indexing import Indexes

INDEXES = ("site", "openings")


@dataclass(frozen=True)
class State:
    """A collector for prometheus-client; what cannot be read is left out."""

    settings: Settings
    database: Database
    clock: Clock
    running_build: str
    program: str
    workers: int

    def collect(self) -> Iterable[Metric]:
        build = GaugeMetricFamily("samtaleklar_build_info", "What runs", labels=["version", "site_build"])
        build.add_metric([self.program, self.running_build], 1)
        yield build
        yield _gauge("samtaleklar_workers", "Processes that answered with their counts", self.workers)
        yield self._index_ages()
        age = backup_age(self.settings.backups) if self.settings.backups else None
        if age is not None:
            yield _gauge("samtaleklar_backup_age_seconds", "Seconds since the newest backup", age)
        try:
            yield from self._from_database()
        except SQLAlchemyError:
            yield _gauge("samtaleklar_database_reachable", "Whether the database answered", 0)

    def _from_database(self) -> list[Metric]:
        mail = outbox.state(self.database, self.clock)
        with self.database.reading() as session:
            shown = published(session, Filters(), clock=self.clock, size=1).total
            newest = last_change(session)
        behind = max(0, newest - Indexes.of(self.settings).openings.version())
        return [
            _gauge("samtaleklar_database_reachable", "Whether the database answered", 1),
            _gauge("samtaleklar_outbox_waiting", "Mails that wait", mail.waiting),
            _gauge("samtaleklar_outbox_given_up", "Mails tried too often", mail.given_up),
            _gauge(
                "samtaleklar_outbox_oldest_seconds",
                "Age of the oldest mail that waits",
                mail.oldest.total_seconds(),
            ),
            _gauge("samtaleklar_openings_published", "Openings everybody can see", shown),
            _gauge("samtaleklar_search_index_behind", "Changes the openings index has not followed", behind),
        ]

    def _index_ages(self) -> GaugeMetricFamily:
        ages = GaugeMetricFamily(
            "samtaleklar_search_index_age_seconds", "Seconds since an index was written", labels=["index"]
        )
        for name in INDEXES:
            pointer = self.settings.data / "search" / name / "current.json"
            if pointer.is_file():
                ages.add_metric([name], age_of(pointer))
        return ages


def backup_age(folder: Path) -> float | None:
    """Seconds since the newest nightly backup was written; None where there is none."""
    return min(map(age_of, folder.glob("samtaleklar-*.backup")), default=None)


def age_of(path: Path) -> float:
    """Seconds since the file was written."""
    return max(0.0, time.time() - path.stat().st_mtime)


def _gauge(name: str, documentation: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, documentation, value=value)

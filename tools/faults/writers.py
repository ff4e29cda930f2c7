"""Clients that write over HTTP, remember what was acknowledged, and look whether it is still there."""

import hashlib
import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import text

from portal.shared.database import Database
from tools.faults.browser import AWAY, Browser, token_of

ENQUIRY = {
    "why": "Jeg har skrevet nyhedsbreve for en forening.",
    "first": "Jeg ville læse de sidste ti breve.",
    "when": "Fra midten af januar.",
    "name": "Asta Prøve",
    "email": "asta@proeve.example",
    "may_forward": "y",
}


@dataclass
class Writer:
    """One client: it sends enquiries, or saves the same form again and again."""

    browser: Browser
    openings: list[str]
    saves_forms: bool
    tokens: list[str] = field(default_factory=list)
    tried: int = 0
    saved: int = 0
    saves: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    longest: float = 0.0

    def begin(self) -> None:
        if self.saves_forms:
            self.browser.post("/forberedelse/begynd", {})

    def work(self, stopping: threading.Event) -> None:
        while not stopping.is_set():
            try:
                self.write()
            except AWAY:
                # No answer came: nothing was acknowledged.
                time.sleep(0.05)

    def write(self) -> int:
        """One write; returns the status."""
        self.tried += 1
        began = time.monotonic()
        status = self._save_form() if self.saves_forms else self._send_enquiry()
        self.longest = max(self.longest, time.monotonic() - began)
        self.statuses[status] += 1
        return status

    def _send_enquiry(self) -> int:
        opening = self.openings[self.tried % len(self.openings)]
        answer = self.browser.post(f"/opslag/{opening}/interesse", ENQUIRY)
        if answer.status == 303 and (token := token_of(answer.location)):
            self.tokens.append(token)
        return answer.status

    def _save_form(self) -> int:
        answer = self.browser.post("/forberedelse/dagsorden", {"item1": marked(self.tried)})
        if answer.status == 303 and "/fortsaet" not in answer.location:
            self.saved = self.tried
            self.saves += 1
        return answer.status

    def lost(self) -> list[str]:
        """Whether the form still holds what was last acknowledged, or something sent after it."""
        if not self.saved:
            return []
        page = self.browser.get("/forberedelse/dagsorden").text
        kept = any(marked(number) in page for number in range(self.saved, self.tried + 1))
        return [] if kept else [f"form save {self.saved}"]


def marked(number: int) -> str:
    return f"Punkt {number} slut"


@dataclass
class Load:
    """Clients on one server, every second one with a form; eight unless said otherwise."""

    port: int
    clients: int = 8
    writers: list[Writer] = field(default_factory=list)

    def prepare(self) -> None:
        listed = json.loads(Browser(self.port).get("/api/v1/openings").text)["results"]
        openings = [one["id"] for one in listed]
        self.writers = [Writer(Browser(self.port), openings, n % 2 == 0) for n in range(self.clients)]
        for writer in self.writers:
            writer.begin()

    @contextmanager
    def running(self) -> Iterator[None]:
        stopping = threading.Event()
        threads = [threading.Thread(target=w.work, args=(stopping,), daemon=True) for w in self.writers]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            stopping.set()
            for thread in threads:
                thread.join(30)

    def wait_for(self, acknowledged: int, seconds: float) -> None:
        """Waits until so many more writes were acknowledged, or the seconds are over."""
        wanted, ends = self.acknowledged + acknowledged, time.monotonic() + seconds
        while self.acknowledged < wanted and time.monotonic() < ends:
            time.sleep(0.01)

    @property
    def acknowledged(self) -> int:
        return sum(len(writer.tokens) + writer.saves for writer in self.writers)

    @property
    def statuses(self) -> Counter[int]:
        return sum((writer.statuses for writer in self.writers), Counter())

    def lost_forms(self) -> list[str]:
        return [line for writer in self.writers for line in writer.lost()]

    def lost_enquiries(self, database: Database) -> list[str]:
        """The acknowledged enquiries that are not stored with all they need."""
        tokens = [token for writer in self.writers for token in writer.tokens]
        joined = "SELECT c.token_hash FROM capabilities c JOIN enquiries e ON e.id = c.subject"
        with database.reading() as session:
            stored = set(session.scalars(text(f"{joined} WHERE e.sealed IS NOT NULL")))
        return [
            f"enquiry {token[:4]}"
            for token in tokens
            if hashlib.sha256(token.encode()).hexdigest() not in stored
        ]

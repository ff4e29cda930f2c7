"""What a candidate writes leaves no trace in clear: database, log, mail, temporary files, addresses."""

import base64
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi import FastAPI

from portal.preparation import save_service
from portal.preparation.steps.registry import STEPS
from portal.settings import PROJECT_ROOT
from portal.shared.actors import Role
from portal.shared.clock import FrozenClock
from portal.web.languages import path_for
from portal.web.request_log import TALKATIVE, JsonLines
from tests.builders import Staff
from tests.databases import contents_of
from tests.page import Page, PageClient, filled
from tests.preparation.builders import House, unknown_locator, wrong_secret
from tests.preparation.pages import CPR, code_on

CANARY = "Kanarie"


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    """Everything that is logged while the test runs, from DEBUG up, as the program sets its loggers."""
    path = tmp_path / "debug.log"
    handler = logging.FileHandler(path, encoding="utf-8")
    handler.setFormatter(JsonLines())
    root, before = logging.getLogger(), logging.getLogger().level
    levels = {name: logging.getLogger(name).level for name in TALKATIVE}
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    yield path
    root.removeHandler(handler)
    root.setLevel(before)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    handler.close()


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


class Journey:
    """A candidate who writes a canary in every field there is, makes every mistake, and shares."""

    def __init__(self, app: FastAPI, clock: FrozenClock) -> None:
        self.client, self.clock = PageClient(app), clock
        self.addresses: list[str] = []
        self.tokens: list[str] = []
        self.canaries = 0
        self.client.get("/forberedelse")
        self.owner_code = code_on(self._note(self.client.submit("begynd")))
        self._keep_the_code()
        for step in STEPS.values():
            self._write_everywhere(path_for(step.page, "da"))
        self._make_mistakes()
        self._share()

    def _note(self, page: Page) -> Page:
        """Remembers where the browser was and what cookie it had."""
        history = [*page.response.history, page.response]  # type: ignore[attr-defined]
        for answer in history:
            self.addresses += [str(answer.url), *answer.headers.get_list("location")]
            self.addresses += answer.request.headers.get_list("referer")
        self.tokens += [value for value in dict(self.client.http.cookies).values() if value]
        return page

    def _keep_the_code(self) -> None:
        """As a picture, as a file, in a password box; and once more with a mistake in it."""
        self._note(self.client.submit("kode-gemt", status=422, password=wrong_secret(self.owner_code)))
        for ending in ("png", "txt"):
            path = f"/forberedelse/egen-kode.{ending}"
            self._note(self.client.post(path, {"code": self.owner_code}))
            self._note(self.client.post(path, {"code": wrong_secret(self.owner_code)[:-1]}, status=409))
        self._note(self.client.post("/forberedelse/begynd"))

    def _write_everywhere(self, path: str) -> None:
        page = self.client.get(path)
        typed = dict(filled(page.form(path)))
        for field in page.form(path).iter():
            is_text = field.tag == "textarea" or (field.tag == "input" and field.get("type") == "text")
            # A day must be one; nothing else is refused.
            if is_text and field.get("name") not in (None, "on"):
                self.canaries += 1
                typed[str(field.get("name"))] = [f"{CANARY}{self.canaries}"]
        # Kept as a draft first, as the script does.
        self._keep_draft(path, typed)
        self._note(self.client.post(path, typed))

    def _keep_draft(self, path: str, typed: dict[str, object]) -> None:
        there = {path_for(step.page, "da"): path_for(f"{step.page}_draft", "da") for step in STEPS.values()}
        answer = self.client.http.post(there[path], data=typed)
        assert answer.status_code == 200
        assert "data-state=" in answer.text
        assert CANARY not in answer.text

    def _leave_a_draft(self) -> None:
        """One that is never saved, with a CPR number in a field."""
        path = "/forberedelse/dagsorden"
        typed = dict(filled(self.client.get(path).form(path)))
        draft = {**typed, "item1": [f"{CANARY}-kladde"], "item2": [f"{CANARY}-nummer {CPR}"]}
        self._keep_draft(path, draft)

    def _make_mistakes(self) -> None:
        self._leave_a_draft()
        self.client.get("/forberedelse/dagsorden")
        self._note(self.client.submit("dagsorden", status=422, item1=f"{CANARY}-afvist {CPR}"))
        self.clock.advance(timedelta(minutes=40))
        self._note(self.client.submit("dagsorden", status=403, item1=f"{CANARY}-forsent"))
        for wrong in (wrong_secret(self.owner_code), unknown_locator(self.owner_code), CANARY):
            self._note(self.client.submit("fortsaet", status=422, code=wrong))
        self._note(self.client.submit("fortsaet", code=self.owner_code))

    def _share(self) -> None:
        self.client.get("/forberedelse/del")
        self.conversation_code = code_on(self._note(self.client.submit("forberedelse/del")))
        self.client.get("/forberedelse/vis")
        self._note(self.client.submit("forberedelse/vis"))
        for page in (
            "tjek",
            "nok",
            "vis",
            "ark",
            "ark.txt",
            "ark.pdf",
            "samtalekode",
            "traek-tilbage",
            "slet",
        ):
            self._note(self.client.get(f"/forberedelse/{page}"))

    @property
    def secrets(self) -> list[str]:
        codes = [self.owner_code, self.conversation_code]
        groups = [group for code in codes for group in code.split("-")[1:]]
        mistyped = wrong_secret(self.owner_code)
        return [*codes, *(code.replace("-", "") for code in codes), *groups, mistyped, *self.tokens]


@pytest.fixture
def journey(app: FastAPI, clock: FrozenClock, log_file: Path, temporary: Path) -> Journey:
    return Journey(app, clock)


def forms_of(words: str) -> set[bytes]:
    """The words as they are and as a careless program might write them."""
    encoded = words.encode()
    if len(words) < len(CANARY):
        # A group of five symbols in lower case or in base64 could stand in a random id by chance.
        return {encoded}
    return {
        encoded,
        words.lower().encode(),
        words.encode("utf-16-le"),
        base64.b64encode(encoded).rstrip(b"=")[:-1],
        encoded.hex().encode(),
        quote(words).encode(),
    }


def stored(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_every_field_was_written_in(journey: Journey) -> None:
    sheet = journey.client.http.get("/forberedelse/ark.txt").text
    assert journey.canaries >= 50
    assert f"{CANARY}2" in sheet
    assert "-afvist" not in sheet


def test_nothing_that_was_written_and_no_code_lies_in_any_file(
    journey: Journey, house: House, staff: Staff, tmp_path: Path, temporary: Path, log_file: Path
) -> None:
    house.open_on_desk(staff.actor(Role.EMPLOYMENT_CONSULTANT), journey.conversation_code)
    files = stored(tmp_path) | contents_of(house.database)
    assert sum(map(len, contents_of(house.database).values())) > 10_000
    assert b"/forberedelse/dagsorden" in files["debug.log"]
    sought = {form for words in (CANARY, CPR, *journey.secrets) for form in forms_of(words)}
    assert {(name, form) for name, content in files.items() for form in sought if form in content} == set()
    assert list(temporary.iterdir()) == []


def test_no_code_and_no_answer_ever_stands_in_an_address_or_a_referrer(journey: Journey) -> None:
    addresses = " ".join(journey.addresses)
    assert "/forberedelse/tjek" in addresses
    for words in (CANARY, CPR, *journey.secrets):
        assert words not in addresses


def test_an_error_nobody_foresaw_tells_neither_page_nor_log_what_was_written(
    journey: Journey, monkeypatch: pytest.MonkeyPatch, log_file: Path
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(f"could not save {CANARY}")

    monkeypatch.setattr(save_service, "save", fail)
    journey.client.get("/forberedelse/dagsorden")
    page = journey.client.submit("dagsorden", status=500, item1=f"{CANARY}-tabt")
    assert CANARY not in page.html
    log = log_file.read_text("utf-8")
    assert "unforeseen error" in log
    assert CANARY not in log


def test_the_program_writes_no_core_dump(tmp_path: Path) -> None:
    script = (
        "import resource; from portal.installation import open_installation\n"
        "open_installation(make_ring=True); print(resource.getrlimit(resource.RLIMIT_CORE))"
    )
    environment = os.environ | {"SAMTALEKLAR_DATA": str(tmp_path / "data")}
    said = subprocess.run(  # noqa: S603
        [sys.executable, "-c", script],
        cwd=PROJECT_ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == "(0, 0)"


def test_a_closed_sheet_shows_nothing_when_the_page_is_asked_for_again(journey: Journey) -> None:
    journey.client.get("/forberedelse/tjek")
    journey.client.submit("faerdig")
    for page in ("tjek", "ark", "ark.txt", "ark.pdf", "dagsorden", "samtalekode", "del", "nok", "vis"):
        answer = journey.client.http.get(f"/forberedelse/{page}", follow_redirects=True)
        assert CANARY not in answer.text
        assert answer.headers["cache-control"] == "no-store"

"""What changed since the page was shown, or since the first signature, is not signed; nor is it written."""

import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import update

from portal.__main__ import main
from portal.accounts.models import User
from portal.approvals.approvals_file import write_approvals
from portal.catalogue.fact_files import read_registry
from portal.catalogue.facts import Approval
from portal.shared.errors import NotAllowed, NotAllowedNow
from tests.approvals.conftest import FactDesk
from tests.catalogue.builders import TODAY

OK = "gate: ok\n  evidence: report"


@pytest.mark.parametrize(("gate", "said"), [("hold", "holdt tilbage"), ("check", "selve kilden er set")])
def test_a_gate_that_closed_after_the_first_signature_stops_the_second(
    desk: FactDesk, gate: str, said: str
) -> None:
    desk.sign("tal-et")
    desk.content.change("facts/facts.yaml", OK, OK.replace("ok", gate, 1))
    desk.read_again()

    with pytest.raises(NotAllowedNow, match=said):
        desk.confirm("tal-et")
    page = desk.client(desk.second).get(desk.source_path("tal-et"))
    assert ("Skriv under som nummer to" in page.text) is (gate == "check"), "what is held waits for nobody"


def test_only_facts_of_the_source_on_the_page_are_signed(desk: FactDesk) -> None:
    elsewhere = desk.source_path("regel-et")
    value = f"tal-et:{desk.hash_of('tal-et')}"

    page = desk.client(desk.editor).post(f"{elsewhere}/underskriv", {"fact": value, "read": "y"}, status=409)
    assert "Teksten er ændret" in page.text
    assert desk.rows() == []

    desk.sign("tal-et")
    (row,) = desk.rows()
    answer = {"approval": row.id, "second_read": "y"}
    desk.client(desk.second).post(f"{elsewhere}/bekraeft", answer, status=409)
    assert desk.rows()[0].second_at is None


def test_a_source_that_changed_since_the_page_was_shown_is_not_signed(desk: FactDesk) -> None:
    client = desk.client(desk.editor)
    client.get(desk.source_path("tal-et"))
    desk.content.change("facts/facts.yaml", "title: En analyse", "title: En anden analyse")
    desk.read_again()

    client.submit("/underskriv", status=409, read="y")

    assert desk.rows() == []


@pytest.mark.parametrize("reason", ["   ", "\n\t", "\u00a0 "])
def test_a_withdrawal_with_an_empty_reason_is_refused(desk: FactDesk, reason: str) -> None:
    desk.sign("tal-et")
    client = desk.client(desk.manager)
    client.get("/konsulent/fakta/tal-et")

    assert "Skriv hvorfor." in client.submit("/traek-tilbage", status=422, reason=reason).text
    assert desk.rows()[0].withdrawn_at is None


def test_an_address_alone_does_not_say_that_a_signature_was_taken_back(desk: FactDesk) -> None:
    desk.sign("tal-et")

    page = desk.client(desk.editor).get("/konsulent/fakta/tal-et?withdrawn=1")

    assert "Underskriften er trukket tilbage." not in page.text


@pytest.mark.parametrize(
    "name",
    [unicodedata.normalize("NFD", "Åse Møller"), "\u202aÅse\u200b Møller", "Åse\u00a0Møller", "ÅSE MØLLER"],
)
def test_one_person_with_two_accounts_is_known_by_the_name_as_it_is_read(desk: FactDesk, name: str) -> None:
    desk.sign("tal-et")
    with desk.database.writing() as session:
        session.execute(update(User).where(User.id == desk.editor.user_id).values(name="Åse Møller"))

    with pytest.raises(NotAllowed, match="samme navn"):
        desk.confirm("tal-et", by=replace(desk.second, name=name))


@pytest.mark.parametrize(
    ("old", "new"),
    [(OK, OK.replace("ok", "hold", 1)), (OK, OK.replace("ok", "check", 1)), ("- id: tal-et", "- id: tal-to")],
)
def test_holding_back_or_deleting_an_approved_fact_does_not_stop_the_next_build(
    desk: FactDesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ring_file: Path, old: str, new: str
) -> None:
    monkeypatch.setenv("SAMTALEKLAR_DATA", str(tmp_path))
    monkeypatch.setenv("SAMTALEKLAR_KEYRING", str(ring_file))
    desk.sign("tal-et", "regel-et")
    desk.confirm("tal-et", "regel-et")
    desk.content.change("facts/facts.yaml", old, new)

    assert main(["content", "--folder", str(desk.content.root), "approvals"]) == 0

    assert desk.content.errors() == []
    assert desk.content.read("facts/approvals.yaml").count("- id:") == 1


@pytest.mark.parametrize(
    "name",
    [
        "a\n  on: 1999-01-01\n- id: regel-et",
        "- id: x",
        "!!python/object/apply:os.system [ls]",
        "&a *a",
        "'\"",
        "#x",
        "null",
        "2026-11-24",
        "=cmd|' /C calc'!A0",
        "a\u2028b",
        "|\n  x",
        "---",
        "a  on: b",
        "x" * 300 + " on: y",
    ],
)
def test_a_hostile_name_stays_a_name_in_the_file(desk: FactDesk, name: str) -> None:
    given_to = ("tal-et", desk.hash_of("tal-et"))
    one = Approval(id=given_to[0], text_hash=given_to[1], by=name, on=TODAY, desk="1")
    desk.content.approve("regel-et", desk.hash_of("regel-et"))

    for _again in range(2):
        write_approvals(desk.content.root / "facts" / "approvals.yaml", [one])
        approvals = read_registry(desk.content.root)[0].approvals
        assert len(approvals) == 2
        assert (approvals[given_to].by, approvals[given_to].on) == (name, TODAY)

"""From the desk to the build: the file, the build's reading of it, and the book the build writes."""

from pathlib import Path

import pytest

from portal.__main__ import main
from portal.approvals import service
from portal.approvals.approvals_file import write_approvals
from portal.catalogue.fact_book import read_fact_book, source_key, write_fact_book
from portal.catalogue.fact_files import read_registry
from portal.catalogue.facts import Standing
from portal.settings import PROJECT_ROOT
from tests.approvals.conftest import FactDesk
from tests.catalogue.builders import TODAY


def written(desk: FactDesk, *, by_id: bool = False) -> str:
    with desk.database.reading() as session:
        given = service.approvals(session, by_id=by_id)
    write_approvals(desk.content.root / "facts" / "approvals.yaml", given)
    return desk.content.read("facts/approvals.yaml")


def test_the_build_reads_what_was_signed_at_the_desk(desk: FactDesk) -> None:
    desk.sign("tal-et", "regel-to", "regel-et", seen_on=TODAY)
    desk.confirm("tal-et", "regel-to")

    text = written(desk)

    assert desk.content.errors() == []
    registry, _ = read_registry(desk.content.root)
    standings = {one: registry.standing(registry.facts[one], TODAY) for one in registry.facts}
    assert standings == {
        "tal-et": Standing.APPROVED,
        "regel-to": Standing.APPROVED,
        "regel-et": Standing.DRAFT,
        "holdt-tilbage": Standing.HELD,
    }
    assert f"  by: {desk.editor.name}\n  on: 2026-11-24\n  second_by: {desk.second.name}\n" in text
    assert text == written(desk), "the same database writes the same file"


def test_what_was_written_by_hand_is_kept_and_what_was_withdrawn_goes(desk: FactDesk) -> None:
    desk.content.approve("regel-et", desk.hash_of("regel-et"))
    desk.sign("tal-et")
    desk.confirm("tal-et")
    assert written(desk).count("- id:") == 2

    (row,) = desk.rows()
    with desk.database.writing() as session:
        service.withdraw(session, desk.editor, "tal-et", row.id, "Nej", clock=desk.clock)

    text = written(desk)
    assert "tal-et" not in text
    assert "- id: regel-et" in text and "by: Redaktøren" in text
    assert desk.content.errors() == []


def test_accounts_may_be_named_by_their_ids(desk: FactDesk) -> None:
    desk.sign("tal-et")
    desk.confirm("tal-et")

    text = written(desk, by_id=True)

    assert f"by: konto {desk.editor.user_id}" in text and desk.editor.name not in text
    assert desk.content.errors() == []


def test_the_command_writes_the_file(
    desk: FactDesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ring_file: Path
) -> None:
    monkeypatch.setenv("SAMTALEKLAR_DATA", str(tmp_path))
    monkeypatch.setenv("SAMTALEKLAR_KEYRING", str(ring_file))
    desk.sign("tal-et")
    desk.confirm("tal-et")

    assert main(["content", "--folder", str(desk.content.root), "approvals"]) == 0

    assert "- id: tal-et" in desk.content.read("facts/approvals.yaml")


def test_the_desk_and_the_file_agree_after_a_build(desk: FactDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.sign("tal-et")
    desk.confirm("tal-et")
    written(desk)
    desk.read_again()
    assert "vises efter næste bygning" not in desk.client(desk.editor).get("/konsulent/fakta/tal-et").text

    (row,) = desk.rows()
    with desk.database.writing() as session:
        service.withdraw(session, desk.editor, "tal-et", row.id, "Nej", clock=desk.clock)
    assert desk.standing("tal-et") == "draft", "what the build had from the desk does not outlive it there"


def test_the_book_is_read_as_it_was_written(desk: FactDesk, tmp_path: Path) -> None:
    desk.content.approve("regel-et", desk.hash_of("regel-et"))
    desk.read_again()

    write_fact_book(tmp_path, desk.book.registry, desk.book.uses)
    read = read_fact_book(tmp_path)

    assert read.facts == desk.book.facts
    assert read.uses == desk.book.uses
    assert read.registry.approvals == desk.book.registry.approvals
    assert read_fact_book(tmp_path / "intet").facts == {}


def test_the_site_as_built_knows_where_its_facts_are_used() -> None:
    book = read_fact_book(PROJECT_ROOT / "build" / "site")

    used = {use.id: use for use in book.uses["praktik-4-uger"]}

    assert used["praktik-laengde"].kind == "rule"
    module = used["hvad-er-virksomhedspraktik"]
    assert module.languages == ("da", "en")
    assert module.url("en") and str(module.url("en")).startswith("/en/")
    titles = {fact.source.title for fact in book.facts.values()}
    assert len({source_key(fact) for fact in book.facts.values()}) == len(titles)

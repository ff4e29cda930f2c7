"""Editors are told once for each fact and day, in one mail, 30 days before."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from portal import maintenance
from portal.accounts.models import User
from portal.approvals import warning_service
from portal.approvals.models import FactWarning
from portal.catalogue.fact_book import write_fact_book
from portal.installation import Installation
from portal.settings import Settings
from portal.shared import outbox
from portal.shared.actors import Role
from portal.shared.internal_tables import NOBODY
from portal.shared.keyring import KeyRing
from portal.shared.organisation import read_organisation
from tests.approvals.conftest import FactDesk

NEXT = """  next:
    from: {day}
    da: Du skal kunne begynde i morgen.
    en: You must be able to begin tomorrow.
    safe_da: Spørg din a-kasse.
    safe_en: Ask your unemployment fund.
"""


def warn(desk: FactDesk, ring: KeyRing, to: str = "") -> int:
    with desk.database.writing() as session:
        return warning_service.warn(
            session, ring, desk.clock, desk.book.facts.values(), to=to, link="/konsulent/fakta?due=soon"
        )


def mails(desk: FactDesk, ring: KeyRing, folder: Path) -> list[str]:
    sender = outbox.Sender(outbox.folder_delivery(folder), "fra@eksempelby.example", "E", "http://e")
    outbox.send_due(desk.database, ring, desk.clock, sender)
    return [path.read_text() for path in folder.iterdir()] if folder.exists() else []


def on(desk: FactDesk, day: date) -> None:
    desk.clock.advance(timedelta(days=(day - desk.clock.today()).days))


def test_nobody_is_told_more_than_30_days_before(desk: FactDesk, ring: KeyRing) -> None:
    on(desk, date(2026, 12, 1))
    assert warn(desk, ring) == 0
    on(desk, date(2026, 12, 2))
    assert warn(desk, ring) == 1


def test_each_editor_gets_one_mail_for_all_and_none_the_next_night(
    desk: FactDesk, ring: KeyRing, tmp_path: Path
) -> None:
    desk.content.change("facts/facts.yaml", "gate: check\n", "gate: check\n  review_by: 2026-12-20\n")
    desk.content.change("facts/facts.yaml", "gate: hold", "gate: hold\n  review_by: 2026-12-20")
    desk.read_again()
    on(desk, date(2026, 12, 10))

    assert warn(desk, ring) == 2
    assert [warn(desk, ring) for _ in range(3)] == [0, 0, 0]

    sent = mails(desk, ring, tmp_path / "mail")
    assert len(sent) == 2
    told = {line.removeprefix("To: ") for one in sent for line in one.splitlines() if line.startswith("To: ")}
    assert told == {desk.editor.email, desk.second.email}
    assert all("/konsulent/fakta?due" in one.replace("=\n", "").replace("=3D", "=") for one in sent)
    assert not any("regel-et" in one for one in sent)


def test_a_new_day_for_the_same_fact_is_told_again(desk: FactDesk, ring: KeyRing) -> None:
    on(desk, date(2026, 12, 10))
    assert warn(desk, ring) == 1

    desk.content.change("facts/facts.yaml", "review_by: 2027-01-01", "review_by: 2027-01-04")
    desk.read_again()

    assert warn(desk, ring) == 1


def test_the_day_a_text_changes_is_told_too(desk: FactDesk, ring: KeyRing) -> None:
    desk.content.change("facts/facts.yaml", "  review_by: 2027-01-01\n", NEXT.format(day="2026-12-24"))
    desk.read_again()

    assert warn(desk, ring) == 1
    with desk.database.reading() as session:
        assert session.scalars(select(FactWarning.day)).all() == [date(2026, 12, 24)]


def test_the_organisations_own_address_is_told_in_place_of_the_editors(
    desk: FactDesk, ring: KeyRing, tmp_path: Path
) -> None:
    on(desk, date(2026, 12, 10))

    assert warn(desk, ring, to="fakta@eksempelby.example") == 1

    (sent,) = mails(desk, ring, tmp_path / "mail")
    assert "fakta@eksempelby.example" in sent and desk.editor.email not in sent


def test_without_anybody_to_tell_it_is_told_later(desk: FactDesk, ring: KeyRing) -> None:
    on(desk, date(2026, 12, 10))
    with desk.database.writing() as session:
        for user in session.scalars(select(User)).all():
            user.disabled_at = desk.clock.now()
    assert warn(desk, ring) == 0

    desk.staff.actor(Role.EDITOR)
    assert warn(desk, ring) == 1


def test_the_regular_work_does_it(
    desk: FactDesk, settings: Settings, ring: KeyRing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on(desk, date(2026, 12, 10))
    site = tmp_path / "site"
    write_fact_book(site, desk.book.registry, desk.book.uses)
    installation = Installation(
        settings.model_copy(update={"site": site}),
        desk.database.acting(NOBODY),
        ring,
        desk.clock,
        read_organisation(),
    )

    assert maintenance.run_once(installation, ["warn of facts"]) == []

    with desk.database.reading() as session:
        assert session.scalars(select(FactWarning.fact_id)).all() == ["regel-et"]

"""How many a company has beside its staff: said with care, warned by an approved rule, never refused."""

from dataclasses import replace
from datetime import date

import pytest

from portal.openings import places_view
from portal.openings.places_view import most_places, places_note
from portal.shared import dated_rules
from portal.shared.clock import FrozenClock
from portal.shared.dated_rules import RuleApproval, load_rules
from tests.builders import Staff
from tests.openings.builders import Desk

TODAY = date(2026, 11, 25)


@pytest.fixture
def desk(staff: Staff, clock: FrozenClock) -> Desk:
    return Desk(staff, clock)


def note(desk: Desk, lang: str = "da", **changes: object) -> places_view.PlacesNote | None:
    company = desk.company(size_class="5-9")
    desk.in_review(company)
    opening = desk.draft(company, title="Et andet opslag", **changes)
    with desk.database.reading() as session:
        return places_note(session, opening, company, TODAY, lang)


def test_while_nobody_has_approved_the_rule_it_is_said_without_a_number(desk: Desk) -> None:
    said = note(desk)
    assert said is not None and said.others == 1 and not said.too_many
    assert not any(letter.isdigit() for letter in said.text) and "VITAS" in said.text
    assert note(desk, type="job", quality=()) is None


def test_an_approved_rule_warns_and_the_opening_is_still_sent_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = tuple(approved(rule) for rule in load_rules())
    monkeypatch.setattr(dated_rules, "load_rules", lambda: rules)
    said = note(desk)
    assert said is not None and said.too_many and "hver fem" in said.text
    desk.in_review(desk.company(size_class="1-4"))
    desk.in_review(desk.company(size_class="1-4"))


@pytest.mark.parametrize(("size", "most"), [("1-4", 1), ("5-9", 1), ("10-19", 3), ("250+", None), ("", None)])
def test_a_company_is_given_the_most_its_size_allows(size: str, most: int | None) -> None:
    assert most_places(size, 5) == most


def approved(rule: dated_rules.DatedRule) -> dated_rules.DatedRule:
    if rule.subject != "placements-beside-staff":
        return rule
    given = RuleApproval(
        by="Redaktøren",
        date=TODAY,
        text_hash=rule.text_hash,
        second_by="Fagligt ansvarlig",
        second_date=TODAY,
    )
    return replace(rule, approved=given, source_checked_on=TODAY)

"""The rules file: what counts on a day, and what is said while nothing is approved."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from portal.shared.dated_rules import DatedRule, RuleApproval, length_advice, load_rules, rules_in_force
from portal.shared.registers import FACTS_FOLDER

DAYS = st.dates(date(2025, 1, 1), date(2029, 1, 1))
LIMIT: DatedRule = TypeAdapter(DatedRule).validate_python(
    {
        "id": "praktik",
        "kind": "limit",
        "subject": "placement-weeks",
        "most": 4,
        "text_da": "Højst fire uger.",
        "text_en": "At most four weeks.",
        "careful_da": "Normalt kort.",
        "careful_en": "Normally short.",
        "from": date(2026, 1, 1),
        "until": date(2026, 12, 31),
        "gate": "ok",
        "source": "Loven",
    }
)


def approved(rule: DatedRule, day: date = date(2026, 1, 1)) -> DatedRule:
    given = RuleApproval(
        by="Redaktøren", date=day, text_hash=rule.text_hash, second_by="Fagligt ansvarlig", second_date=day
    )
    return replace(rule, approved=given)


@given(day=DAYS, begins=DAYS, until=st.none() | DAYS, given_on=DAYS)
def test_a_rule_counts_exactly_on_the_days_it_is_valid_and_approved(
    day: date, begins: date, until: date | None, given_on: date
) -> None:
    rule = approved(replace(LIMIT, begins=begins, until=until), given_on)

    counts = rule in rules_in_force(day, [rule])

    assert counts == (begins <= day and (until is None or day <= until) and given_on <= day)


@given(day=DAYS, gate=st.sampled_from(["ok", "check", "hold"]), checked=st.booleans())
def test_what_nobody_has_approved_never_counts(day: date, gate: str, checked: bool) -> None:
    rule = replace(LIMIT, gate=gate, source_checked_on=day if checked else None)  # type: ignore[arg-type]

    assert rules_in_force(day, [rule]) == ()
    assert rules_in_force(date(2026, 6, 1), [approved(rule)]) == (
        (approved(rule),) if gate == "ok" or (gate == "check" and checked) else ()
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"most": 5},
        {"text_da": "Højst fem uger."},
        {"until": None},
        {"target": "graduates"},
        {"begins": date(2026, 1, 2)},
    ],
)
def test_a_changed_rule_loses_its_approval(changed: dict[str, object]) -> None:
    rule = replace(approved(LIMIT), **changed)  # type: ignore[arg-type]

    assert rules_in_force(date(2026, 6, 1), [rule]) == ()


@given(day=DAYS)
def test_a_local_rule_is_off_until_it_is_switched_on(day: date) -> None:
    local = approved(replace(LIMIT, origin="local", until=None), date(2025, 1, 1))

    assert rules_in_force(day, [local]) == ()
    assert bool(rules_in_force(day, [replace(local, switched_on=True)])) == (day >= LIMIT.begins)


def test_an_unapproved_limit_is_said_carefully_and_without_a_number() -> None:
    advice = length_advice("placement-weeks", "private", date(2026, 6, 1), "en", [LIMIT])

    assert advice is not None
    assert (advice.text, advice.most) == ("Normally short.", None)


def test_the_limit_falls_back_to_care_the_day_after_it_ends() -> None:
    rule = approved(LIMIT)
    last = date(2026, 12, 31)

    before, after = (
        length_advice("placement-weeks", "public", day, "da", [rule])
        for day in (last, last + timedelta(days=1))
    )

    assert before is not None and (before.text, before.most) == ("Højst fire uger.", 4)
    assert after is not None and (after.text, after.most) == ("Normalt kort.", None)


def test_a_rule_for_the_target_goes_before_the_rule_for_everyone() -> None:
    public = approved(replace(LIMIT, id="offentlig", target="public", most=2))

    advice = length_advice("placement-weeks", "public", date(2026, 6, 1), "da", [approved(LIMIT), public])
    other = length_advice("placement-weeks", "private", date(2026, 6, 1), "da", [approved(LIMIT), public])

    assert advice is not None and advice.most == 2
    assert other is not None and other.most == 4


def test_what_is_held_back_is_not_even_said_carefully() -> None:
    assert (
        length_advice("placement-weeks", "private", date(2026, 6, 1), "da", [replace(LIMIT, gate="hold")])
        is None
    )


def test_no_rule_of_the_site_counts_yet_and_no_local_one_is_on() -> None:
    rules = load_rules()

    assert all(rules_in_force(date(2026, 1, 1) + timedelta(days=n), rules) == () for n in range(0, 800, 7))
    assert not any(rule.approved or rule.switched_on for rule in rules)
    assert sum(rule.kind == "proceskrav" for rule in rules) == 8


def test_every_demand_on_the_meeting_is_a_question_and_its_name_is_never_shown_to_a_candidate() -> None:
    for rule in load_rules():
        if rule.kind == "proceskrav":
            assert rule.text_da.endswith("?") and rule.text_en.endswith("?"), rule.id
        assert "proceskrav" not in f"{rule.text_da}{rule.text_en}{rule.careful_da}".casefold(), rule.id
    for page in FACTS_FOLDER.parent.rglob("*.md"):
        if "consultants" not in page.parts:
            assert "proceskrav" not in page.read_text(encoding="utf-8").casefold(), page

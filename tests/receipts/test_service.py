"""What a receipt proves: only this site made it, and nothing in it was changed."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.receipts.rules import (
    DAYS_VALID,
    BadReceiptError,
    Content,
    Kind,
    Packed,
    Problem,
    Seen,
    pack,
    read,
)
from portal.receipts.service import Receipts
from portal.shared import key_records
from portal.shared.clock import FrozenClock
from portal.shared.keyring import KeyRing, RingKey, month_of
from tests.receipts.conftest import ASKING, module, modules, receipt_of

PER_TEST = settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])


def problem_of(receipts: Receipts, typed: str) -> Problem:
    with pytest.raises(BadReceiptError) as refused:
        receipts.check(typed)
    return refused.value.problem


def part_of(receipts: Receipts, module_id: str) -> str:
    part = receipts.part(module_id)
    assert part
    return part


def own_ring(ring: KeyRing, path: Path, keys: Sequence[RingKey] | None = None) -> KeyRing:
    return KeyRing.put_back(path, ring.held() if keys is None else keys)


def test_a_receipt_says_its_modules_their_days_and_that_they_are_the_same(
    receipts: Receipts, clock: FrozenClock
) -> None:
    first = receipt_of(receipts, "raadighed")
    clock.advance(timedelta(days=3))
    both = receipts.join([part_of(receipts, "min-plan")], [first])

    said = receipts.check(both.text)

    assert [(one.id, one.on, one.unchanged) for one in said.seen] == [
        ("raadighed", date(2026, 11, 24), True),
        ("min-plan", date(2026, 11, 27), True),
    ]
    assert said.last == date(2026, 11, 27)
    assert said.expires == date(2026, 11, 24) + timedelta(days=DAYS_VALID)


def test_only_modules_on_rights_and_duties_that_ask_something_give_one(receipts: Receipts) -> None:
    assert list(receipts.offered) == ["raadighed", "min-plan", "persondata"]
    assert [one for one in modules().modules if receipts.part(one)] == list(receipts.offered)
    assert receipts.part("findes-ikke") is None


def test_two_receipts_of_the_same_day_and_modules_have_nothing_secret_in_common(receipts: Receipts) -> None:
    first, second = receipt_of(receipts, "raadighed"), receipt_of(receipts, "raadighed")
    assert first != second
    assert read(first, Kind.RECEIPT).seal != read(second, Kind.RECEIPT).seal


def test_a_receipt_alone_comes_back_as_it_was(receipts: Receipts) -> None:
    text = receipt_of(receipts, "raadighed", "min-plan")
    assert receipts.join([], [text.lower()]).text == text


@PER_TEST
@given(data=st.data())
def test_any_changed_bit_of_what_is_sealed_or_of_the_seal_fails(
    receipts: Receipts, data: st.DataObject
) -> None:
    packed = read(receipt_of(receipts, "raadighed", "persondata"), Kind.RECEIPT)
    sealed = packed.body + packed.seal
    bit = data.draw(st.integers(0, len(sealed) * 8 - 1))
    changed = (int.from_bytes(sealed, "big") ^ (1 << bit)).to_bytes(len(sealed), "big")
    body, seal = changed[: len(packed.body)], changed[len(packed.body) :]
    # Packed anew, so that the two bytes against typing errors are right and only the seal can tell.
    text = Packed(packed.content, body, seal).text

    assert problem_of(receipts, text) in {Problem.OTHER_SITE, Problem.TOO_OLD, Problem.FORM}


def test_every_bit_of_one_receipt_counts(receipts: Receipts) -> None:
    packed = read(receipt_of(receipts, "raadighed"), Kind.RECEIPT)
    sealed = int.from_bytes(packed.body + packed.seal, "big")
    length, cut = len(packed.body) + len(packed.seal), len(packed.body)
    for bit in range(length * 8):
        changed = (sealed ^ (1 << bit)).to_bytes(length, "big")
        problem_of(receipts, Packed(packed.content, changed[:cut], changed[cut:]).text)


def test_what_a_page_takes_along_is_no_receipt_and_a_receipt_is_nothing_a_page_made(
    receipts: Receipts,
) -> None:
    part, receipt = part_of(receipts, "raadighed"), receipt_of(receipts, "raadighed")
    assert problem_of(receipts, part) is Problem.FORM
    with pytest.raises(BadReceiptError):
        receipts.join([receipt], [])
    with pytest.raises(BadReceiptError):
        receipts.join([], [part])


def test_a_seal_of_a_part_does_not_fit_a_receipt_that_says_the_same(receipts: Receipts) -> None:
    part = read(part_of(receipts, "raadighed"), Kind.PART)
    content = Content(Kind.RECEIPT, part.content.nonce, part.content.seen)
    assert problem_of(receipts, Packed(content, pack(content), part.seal).text) is Problem.OTHER_SITE


@pytest.mark.parametrize("purpose", ["forms", "addresses", "enquiries", "outbox"])
def test_a_seal_under_the_key_of_another_purpose_is_refused(
    ring: KeyRing, clock: FrozenClock, receipts: Receipts, tmp_path: Path, purpose: str
) -> None:
    """A ring in which the other purpose's key stands where the key of receipts belongs."""
    month = month_of(clock.today() + timedelta(days=DAYS_VALID))
    other = next(k for k in ring.held() if k.purpose == purpose and k.month in (None, month))
    ours = next(k for k in ring.held() if k.purpose == "receipts" and k.month == month)
    kept = [k for k in ring.held() if k.purpose == "receipts" and k.month != month]
    swapped = own_ring(ring, tmp_path / "r.json", [*kept, RingKey(ours.id, "receipts", month, other.secret)])

    forged = receipt_of(Receipts(swapped, clock, modules(), ASKING), "raadighed")

    assert problem_of(receipts, forged) is Problem.OTHER_SITE


def test_another_sites_receipt_is_refused(receipts: Receipts, clock: FrozenClock, tmp_path: Path) -> None:
    other = Receipts(KeyRing.create(tmp_path / "other.json", clock), clock, modules(), ASKING)
    assert problem_of(receipts, receipt_of(other, "raadighed")) is Problem.OTHER_SITE


def test_a_receipt_from_a_year_no_ring_has_a_key_for_is_another_sites(receipts: Receipts) -> None:
    content = Content(Kind.RECEIPT, b"1234", (Seen(b"abc", b"def", date(2199, 1, 1)),))
    assert problem_of(receipts, Packed(content, pack(content), b"s" * 12).text) is Problem.OTHER_SITE


def test_it_is_checked_for_half_a_year_and_then_too_old(receipts: Receipts, clock: FrozenClock) -> None:
    text = receipt_of(receipts, "raadighed")
    clock.advance(timedelta(days=DAYS_VALID))
    assert receipts.check(text).expires == clock.today()
    clock.advance(timedelta(days=1))
    assert problem_of(receipts, text) is Problem.TOO_OLD


def test_adding_a_module_does_not_make_the_old_ones_live_longer(
    receipts: Receipts, clock: FrozenClock
) -> None:
    text = receipt_of(receipts, "raadighed")
    expires = receipts.check(text).expires
    clock.advance(timedelta(days=60))
    assert receipts.join([part_of(receipts, "min-plan")], [text]).expires == expires


def test_reading_a_module_again_does(receipts: Receipts, clock: FrozenClock) -> None:
    text = receipt_of(receipts, "raadighed")
    clock.advance(timedelta(days=60))
    again = receipts.join([part_of(receipts, "raadighed")], [text])
    assert again.expires == clock.today() + timedelta(days=DAYS_VALID)
    assert len(again.seen) == 1


def test_the_keys_of_new_months_do_not_touch_old_receipts_and_a_destroyed_one_ends_them(
    ring: KeyRing, clock: FrozenClock, tmp_path: Path
) -> None:
    own = own_ring(ring, tmp_path / "own.json")
    receipts = Receipts(own, clock, modules(), ASKING)
    text = receipt_of(receipts, "raadighed")
    month = month_of(receipts.check(text).expires)
    clock.advance(timedelta(days=150))
    own.ensure(clock)
    assert receipts.check(text).text == text
    assert receipt_of(receipts, "raadighed")

    clock.advance(timedelta(days=60))
    assert key_records.is_over(month, clock)
    assert own.destroy(month)
    assert problem_of(receipts, text) is Problem.TOO_OLD


def test_without_the_months_key_a_page_offers_no_receipt(
    ring: KeyRing, clock: FrozenClock, tmp_path: Path
) -> None:
    keys = [key for key in ring.held() if key.purpose != "receipts"]
    receipts = Receipts(own_ring(ring, tmp_path / "own.json", keys), clock, modules(), ASKING)
    assert receipts.part("raadighed") is None


def test_a_page_that_lay_open_over_midnight_is_accepted_and_an_older_one_is_not(
    receipts: Receipts, clock: FrozenClock
) -> None:
    part = part_of(receipts, "raadighed")
    clock.advance(timedelta(days=1))
    assert receipts.join([part], []).seen[0].on == date(2026, 11, 24)
    clock.advance(timedelta(days=1))
    with pytest.raises(BadReceiptError) as refused:
        receipts.join([part], [])
    assert refused.value.problem is Problem.TOO_OLD


def test_a_module_that_changed_moved_or_left_since_is_told_apart(
    receipts: Receipts, ring: KeyRing, clock: FrozenClock
) -> None:
    text = receipt_of(receipts, "raadighed", "min-plan", "persondata")
    changed = modules(raadighed=module("Rådighed", version="2"))
    del changed.modules["persondata"]
    today = Receipts(ring, clock, changed, ASKING)

    said = {one.id: (one.module is not None, one.unchanged) for one in today.check(text).seen}

    assert said == {"raadighed": (True, False), "min-plan": (True, True), "": (False, False)}


def test_only_whole_receipts_are_carried_on_and_only_one(receipts: Receipts) -> None:
    text = receipt_of(receipts, "raadighed")
    assert receipts.carried(["<script>", text.lower(), text]) == [text]
    assert receipts.carried(["", "x" * 5000]) == []

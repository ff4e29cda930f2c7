"""Sealing: what goes in comes out with the same key and the same place, and not otherwise."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from portal.shared.clock import FrozenClock
from portal.shared.keyring import KeyRing, KeyRingError
from portal.shared.sealing import (
    FIELD_SIZES,
    FORM_SIZES,
    TooLongError,
    WrongKeyError,
    derive,
    seal,
    seal_with_ring,
    unseal,
    unseal_with_ring,
)

KEY, OTHER_KEY = b"k" * 32, b"o" * 32
KEYS = st.binary(min_size=32, max_size=32)
EXPIRY = date(2027, 1, 20)


@given(
    plaintext=st.binary(max_size=5000), aad=st.binary(max_size=60), key=st.binary(min_size=32, max_size=32)
)
def test_what_is_sealed_is_opened_again(plaintext: bytes, aad: bytes, key: bytes) -> None:
    assert unseal(key, seal(key, plaintext, aad=aad), aad=aad) == plaintext


@given(plaintext=st.binary(max_size=300), place=st.integers(min_value=0), change=st.integers(1, 255))
def test_a_seal_with_one_changed_byte_does_not_open(plaintext: bytes, place: int, change: int) -> None:
    sealed = bytearray(seal(KEY, plaintext, aad=b"row"))
    sealed[place % len(sealed)] ^= change
    with pytest.raises(WrongKeyError):
        unseal(KEY, bytes(sealed), aad=b"row")


@given(length=st.integers(0, 400))
def test_a_seal_that_was_cut_does_not_open(length: int) -> None:
    sealed = seal(KEY, b"svar", aad=b"row")
    with pytest.raises(WrongKeyError):
        unseal(KEY, sealed[: min(length, len(sealed) - 1)], aad=b"row")


@given(one=st.binary(max_size=40), other=st.binary(max_size=40))
def test_a_seal_opens_only_in_its_own_place(one: bytes, other: bytes) -> None:
    assume(one != other)
    with pytest.raises(WrongKeyError):
        unseal(KEY, seal(KEY, b"svar", aad=one), aad=other)


def test_another_key_does_not_open_it() -> None:
    with pytest.raises(WrongKeyError):
        unseal(OTHER_KEY, seal(KEY, b"svar", aad=b"row"), aad=b"row")


def test_the_same_content_never_looks_the_same_twice() -> None:
    assert seal(KEY, b"svar", aad=b"row") != seal(KEY, b"svar", aad=b"row")


@given(length=st.integers(0, 4 * 1024 - 4))
def test_short_and_long_answers_are_as_long_when_sealed(length: int) -> None:
    sealed = seal(KEY, b"x" * length, aad=b"", sizes=FORM_SIZES)
    assert len(sealed) == len(seal(KEY, b"", aad=b"", sizes=FORM_SIZES))


@pytest.mark.parametrize("sizes", [FORM_SIZES, FIELD_SIZES])
def test_what_is_too_long_to_hide_its_length_is_refused(sizes: tuple[int, ...]) -> None:
    unsealed = b"x" * (sizes[-1] - 4)
    assert unseal(KEY, seal(KEY, unsealed, aad=b"", sizes=sizes), aad=b"") == unsealed
    with pytest.raises(TooLongError):
        seal(KEY, unsealed + b"x", aad=b"", sizes=sizes)


def test_an_unknown_version_is_refused() -> None:
    with pytest.raises(WrongKeyError):
        unseal(KEY, b"\x02" + seal(KEY, b"svar", aad=b"")[1:], aad=b"")


def test_the_ring_opens_what_it_sealed(ring: KeyRing) -> None:
    sealed = seal_with_ring(ring, "forms", b"svar", aad=b"row", expiry=EXPIRY)
    assert unseal_with_ring(ring, "forms", sealed, aad=b"row") == b"svar"


def test_a_ring_seal_opens_neither_elsewhere_nor_for_another_purpose(ring: KeyRing) -> None:
    sealed = seal_with_ring(ring, "enquiries", b"svar", aad=b"row")
    for purpose, aad in (("enquiries", b"other row"), ("outbox", b"row")):
        with pytest.raises(WrongKeyError):
            unseal_with_ring(ring, purpose, sealed, aad=aad)


def test_another_installations_ring_does_not_open_it(
    ring: KeyRing, tmp_path: Path, clock: FrozenClock
) -> None:
    sealed = seal_with_ring(ring, "outbox", b"svar", aad=b"row")
    with pytest.raises(KeyRingError):
        unseal_with_ring(KeyRing.create(tmp_path / "other.json", clock), "outbox", sealed, aad=b"row")


def test_without_its_month_key_nothing_sealed_for_that_month_opens_again(ring: KeyRing) -> None:
    sealed = seal_with_ring(ring, "forms", b"svar", aad=b"row", expiry=EXPIRY)
    next_month = seal_with_ring(ring, "forms", b"andet", aad=b"row", expiry=date(2027, 2, 1))
    after = ring.without(ring.month_key("forms", EXPIRY)[0])
    with pytest.raises(KeyRingError):
        unseal_with_ring(after, "forms", sealed, aad=b"row")
    assert unseal_with_ring(after, "forms", next_month, aad=b"row") == b"andet"


def test_a_derived_key_is_its_purposes_own() -> None:
    secret = b"s" * 32
    assert derive(secret, "a") == derive(secret, "a") != derive(secret, "b")
    assert derive(secret, "a") != derive(b"t" * 32, "a")
    assert len(derive(secret, "a")) == 32

"""What an earlier program sealed still opens: formats, bindings and derivations stay as they are stored."""

import json
from datetime import date
from pathlib import Path

import pytest

from portal.preparation import vault_service
from portal.preparation.answers import Answers, Item
from portal.preparation.models import Preparation, SharedCopy
from portal.shared.codes import Code, CodeKind, read_code
from portal.shared.derivation import AT_ONCE, WAITING, Cost, derive_slowly
from portal.shared.keyring import KeyRing, KeyRingError, RingKey
from portal.shared.sealing import (
    FIELD_SIZES,
    FORM_SIZES,
    NONCE_BYTES,
    derive,
    seal,
    seal_with_ring,
    unseal,
    unseal_with_ring,
)

KEY, EXPIRY, AAD = b"k" * 32, date(2027, 1, 20), b"answers:row"
OWNER_TEXT, CONVERSATION_TEXT = "ABCDE-01234-56789-ABCDE-FGHJ5", "ABCD0-12345-6789M"
SEALED = "01000102030405060708090a0b6addf42a77a6e707439b538a64c5085852c84bac2056699686217a1360dcca02"
SEALED_WITH_RING = (
    "3030313132323333343435353636616101000102030405060708090a0b99ce6eb93b7e7005333634b4008ddfd3"
    "844a228105fa9ea20fc64df7072688a0"
)
WRAPPED = (
    "3030313132323333343435353636616101000102030405060708090a0b99ce6ee049081075303231b20785d6d957080712d0ea7d"
    "3b389c0d89dc0e617578df1ed26bf779f8fa6e336865c25030e9ffeb0e2ba6f767a702159c21034e698dffcd2997f3a2ce8c8a39"
    "823a3702164d9e1879e2af45aef0f10755a084e4cf3719234fb54504d9b8422a6398b0861a602a667a1459da900855f3b4fa15f0"
    "203aecac49ecbe0eac5c9e432e8a830a4146447978e19e478f94cc8b86f2c3427cb95b312aff28a19401334051d0c30263"
)


@pytest.fixture
def ring() -> KeyRing:
    return KeyRing(Path("/nowhere/ring"), [RingKey("00112233445566aa", "forms", "2027-01", b"r" * 32)])


def test_a_seal_from_before_opens(ring: KeyRing) -> None:
    assert unseal(KEY, bytes.fromhex(SEALED), aad=b"row") == b"svar"
    assert unseal_with_ring(ring, "forms", bytes.fromhex(SEALED_WITH_RING), aad=b"row") == b"svar"


def test_a_code_from_before_gives_the_key_it_gave() -> None:
    key = "5b8ca8e48d3d6a35f05b6ffff093eeeb4368f92ff1293cfbc29a84dfce96e7d2"
    assert derive_slowly("0123456789ABCDEFGHJ", b"s" * 16, Cost(64, 1)).hex() == key


def test_a_cookie_from_before_gives_the_key_it_gave() -> None:
    key = "34faf6d1ebcf3cd017123adbe3a5920f17baa031c7ca80e18e77a984ebef23b6"
    assert derive(b"secret", "form session").hex() == key


def test_a_wrapped_key_from_before_is_unwrapped(ring: KeyRing) -> None:
    row = Preparation(locator="ABCDE", wrapped_key=bytes.fromhex(WRAPPED))
    assert vault_service.unwrap_key(ring, CodeKind.OWNER, row, b"d" * 32) == KEY


def test_answers_and_the_owners_copy_from_before_open(ring: KeyRing) -> None:
    inner = seal(KEY, json.dumps({"agenda": [{"text": "Mit øje"}]}).encode(), aad=AAD)
    sealed = seal_with_ring(ring, "forms", inner, aad=AAD, expiry=EXPIRY)
    answers = vault_service.open_answers(ring, KEY, sealed, row_id="row")
    assert answers == Answers(agenda=(Item("Mit øje"),))
    content = json.dumps({"key": "63" * 32, "code": "ABCD"}).encode()
    copy = SharedCopy(id="row", owner_sealed=seal(KEY, content, aad=b"copy:row"))
    assert vault_service.open_for_owner(KEY, copy) == (b"c" * 32, "ABCD")


def test_a_seal_has_the_length_it_always_had(ring: KeyRing) -> None:
    assert NONCE_BYTES == 12
    assert len(seal(KEY, b"", aad=b"", sizes=(16,))) == 1 + 12 + 16 + 16
    assert FORM_SIZES == (4096, 16384, 65536, 262144)
    assert FIELD_SIZES == (256, 1024, 4096, 16384, 65536)
    sealed = vault_service.seal_answers(ring, KEY, Answers(), row_id="row", expiry=EXPIRY)
    assert len(sealed) == 16 + 29 + 4096 + 256
    assert len(vault_service.seal_for_owner(KEY, copy_id="row", copy_key=KEY, code_text="A" * 17)) == 29 + 256


def test_no_more_derive_and_wait_than_docs_security_promises() -> None:
    assert (AT_ONCE, WAITING) == (2, 20)


def test_what_names_no_key_of_the_ring_is_refused_as_such(ring: KeyRing) -> None:
    with pytest.raises(KeyRingError):
        unseal_with_ring(ring, "forms", b"\xff" * 64, aad=b"row")


def test_a_code_that_was_written_down_before_is_read_and_shown_as_it_was() -> None:
    for text, code in (
        (OWNER_TEXT, Code(CodeKind.OWNER, "ABCDE", "0123456789ABCDEFGHJ")),
        (CONVERSATION_TEXT, Code(CodeKind.CONVERSATION, "ABCD", "0123456789")),
    ):
        assert read_code(text) == code
        assert code.text == text
    assert [kind.value for kind in CodeKind] == ["owner", "conversation"]

"""How a code opens a row: the code wraps a data key, the data key seals the content, the ring seals both."""

import json
import secrets
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import select

from portal.preparation.answers import Answers
from portal.preparation.models import Preparation, SharedCopy
from portal.shared.codes import Code, CodeKind, new_code
from portal.shared.database import Database
from portal.shared.derivation import CONVERSATION_CODE, OWNER_CODE, derive_slowly
from portal.shared.keyring import KeyRing
from portal.shared.sealing import FORM_SIZES, WrongKeyError, seal, seal_with_ring, unseal, unseal_with_ring

COST = {CodeKind.OWNER: OWNER_CODE, CodeKind.CONVERSATION: CONVERSATION_CODE}
PURPOSE = "forms"
OUTER_SIZES = tuple(size + 256 for size in FORM_SIZES)
KEY_SIZES = (64,)
WRAP_SIZES = (160,)
ROOM = 512
ANSWERS = TypeAdapter(Answers)


@dataclass(frozen=True)
class Wrap:
    """A new code and the key derived from it, made before any transaction begins."""

    code: Code
    salt: bytes
    derived: bytes = field(repr=False)


def new_wrap(database: Database, kind: CodeKind) -> Wrap:
    """Makes a code with a free locator and derives its key; slow, so never inside a transaction."""
    table = Preparation if kind is CodeKind.OWNER else SharedCopy
    code, salt = new_code(kind), secrets.token_bytes(16)
    with database.reading() as session:
        while session.scalar(select(table.id).where(table.locator == code.locator)):
            code = new_code(kind)
    return Wrap(code, salt, derive_slowly(code.secret, salt, COST[kind]))


def derived_key(code: Code, row: Preparation | SharedCopy | None) -> bytes:
    """The key a typed code gives for a row; for a row that does not exist the same work is done."""
    return derive_slowly(code.secret, row.salt if row else b"\0" * 16, COST[code.kind])


def wrap_key(ring: KeyRing, wrap: Wrap, data_key: bytes, expiry: date) -> bytes:
    """Wraps the data key under the code, and that under the ring: a stolen table alone cannot be tried."""
    aad = _wrap_aad(wrap.code.kind, wrap.code.locator)
    inner = seal(wrap.derived, data_key, aad=aad, sizes=KEY_SIZES)
    return seal_with_ring(ring, PURPOSE, inner, aad=aad, expiry=expiry, sizes=WRAP_SIZES)


def unwrap_key(ring: KeyRing, kind: CodeKind, row: Preparation | SharedCopy | None, derived: bytes) -> bytes:
    """The data key of the row; raises WrongKeyError for a wrong secret and for a row that does not exist."""
    if row is None:
        raise WrongKeyError
    aad = _wrap_aad(kind, row.locator)
    return unseal(derived, unseal_with_ring(ring, PURPOSE, row.wrapped_key, aad=aad), aad=aad)


def moved_wrap(ring: KeyRing, kind: CodeKind, row: Preparation | SharedCopy, expiry: date) -> bytes:
    """The row's wrapped key under the ring's key of another month; the code is not needed."""
    aad = _wrap_aad(kind, row.locator)
    inner = unseal_with_ring(ring, PURPOSE, row.wrapped_key, aad=aad)
    return seal_with_ring(ring, PURPOSE, inner, aad=aad, expiry=expiry, sizes=WRAP_SIZES)


def seal_answers(ring: KeyRing, data_key: bytes, answers: Answers, *, row_id: str, expiry: date) -> bytes:
    """Seals answers in two layers, bound to their row and to the month in which they expire."""
    aad = f"answers:{row_id}".encode()
    inner = seal(data_key, _written(answers), aad=aad, sizes=FORM_SIZES)
    return seal_with_ring(ring, PURPOSE, inner, aad=aad, expiry=expiry, sizes=OUTER_SIZES)


def open_answers(ring: KeyRing, data_key: bytes, sealed: bytes, *, row_id: str) -> Answers:
    """Opens answers; raises WrongKeyError, or KeyRingError when the month's key was destroyed."""
    aad = f"answers:{row_id}".encode()
    inner = unseal_with_ring(ring, PURPOSE, sealed, aad=aad)
    return ANSWERS.validate_json(unseal(data_key, inner, aad=aad))


def fits(answers: Answers) -> bool:
    """Whether the answers are short enough to be sealed with their length hidden."""
    return len(_written(answers)) <= FORM_SIZES[-1] - ROOM


def seal_for_owner(data_key: bytes, *, copy_id: str, copy_key: bytes, code_text: str) -> bytes:
    content = json.dumps({"key": copy_key.hex(), "code": code_text}).encode()
    return seal(data_key, content, aad=f"copy:{copy_id}".encode())


def open_for_owner(data_key: bytes, copy: SharedCopy) -> tuple[bytes, str]:
    """(key of the copy, text of its conversation code), for the owner alone."""
    content: dict[str, Any] = json.loads(unseal(data_key, copy.owner_sealed, aad=f"copy:{copy.id}".encode()))
    return bytes.fromhex(content["key"]), str(content["code"])


def _written(answers: Answers) -> bytes:
    return json.dumps(answers.to_json(), ensure_ascii=False).encode("utf-8", "replace")


def _wrap_aad(kind: CodeKind, locator: str) -> bytes:
    return f"wrap:{kind.value}:{locator}".encode()

"""Marks that tell whether two enquiries have one sender, and the reference that people say aloud."""

import hashlib
import hmac
import json
import re
import secrets
import unicodedata
from dataclasses import asdict, dataclass
from typing import Self

from portal.enquiries.sealed import PURPOSE, Content
from portal.shared.codes import ALPHABET, SEPARATORS, check_symbol
from portal.shared.keyring import KeyRing
from portal.shared.sealing import derive

REFERENCE = 8
HALF = REFERENCE // 2
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})
_DANISH = "45"
_DANISH_DIGITS = 8


@dataclass(frozen=True)
class Marks:
    """By what two enquiries of one sender, or one form sent twice, are known."""

    email: str | None
    phone: str | None
    once: str | None

    @classmethod
    def of(cls, ring: KeyRing, content: Content, once: str) -> Self:
        return cls(
            email_mark(ring, content.email), phone_mark(ring, content.phone), form_mark(ring, once, content)
        )


def email_mark(ring: KeyRing, email: str) -> str | None:
    """The address as a keyed hash; without the ring nobody can try addresses against it."""
    address = unicodedata.normalize("NFKC", email).strip().casefold()
    return _keyed(ring, f"email:{address}") if address else None


def phone_mark(ring: KeyRing, phone: str) -> str | None:
    """The number as a keyed hash, the same however it is grouped and with or without +45."""
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", phone)).removeprefix("00")
    if len(digits) == len(_DANISH) + _DANISH_DIGITS:
        digits = digits.removeprefix(_DANISH)
    return _keyed(ring, f"phone:{digits}") if digits else None


def form_mark(ring: KeyRing, once: str, content: Content) -> str | None:
    """The same for a form that was sent twice as it stood; a corrected text is another enquiry."""
    if not once:
        return None
    return _keyed(ring, f"once:{once}:{json.dumps(asdict(content), sort_keys=True)}")


def _keyed(ring: KeyRing, text: str) -> str:
    secret = derive(ring.purpose_key(PURPOSE)[1], "enquiry marks")
    return hmac.new(secret, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def new_reference() -> str:
    """A random reference as "7KQ4-XW2P": it opens nothing, and no symbol can be taken for another."""
    symbols = "".join(secrets.choice(ALPHABET) for _ in range(REFERENCE - 1))
    symbols += check_symbol(symbols)
    return f"{symbols[:HALF]}-{symbols[HALF:]}"


def read_reference(typed: str) -> str | None:
    """A reference in any case and grouping, or None when it cannot be one."""
    symbols = "".join(c for c in typed.upper() if not c.isspace() and c not in SEPARATORS).translate(_ALIKE)
    if len(symbols) != REFERENCE or any(c not in ALPHABET for c in symbols):
        return None
    return f"{symbols[:HALF]}-{symbols[HALF:]}" if check_symbol(symbols[:-1]) == symbols[-1] else None

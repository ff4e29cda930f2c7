"""Passwords as argon2id hashes, in the same short queue as the codes: a flood cannot eat the memory."""

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from portal.shared.derivation import derivation_place

HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)
# The hash of a password nobody knows: an unknown address costs the same work as a known one.
NOBODY = "$argon2id$v=19$m=65536,t=3,p=1$c/826ZiiHVJHcecWmAlVcQ$rJjyvlIzJq51UC9DhaiolP/63OdqlDLw3yrGN/GxjLc"


def hash_password(password: str) -> str:
    """The whole password counts, however long; raises Unavailable when too many wait."""
    with derivation_place():
        return HASHER.hash(_bytes(password))


def password_is_right(password_hash: str | None, password: str) -> bool:
    """The same work whether there is a hash or not; raises Unavailable when too many wait."""
    with derivation_place():
        try:
            HASHER.verify(password_hash or NOBODY, _bytes(password))
        except (VerifyMismatchError, InvalidHashError):
            return False
    return password_hash is not None


def _bytes(password: str) -> bytes:
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")

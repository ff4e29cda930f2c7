"""Sealing: AES-256-GCM with a version byte, a new nonce each time, and a hidden length."""

import secrets
from collections.abc import Sequence
from datetime import date

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from portal.shared.keyring import KeyRing

VERSION = b"\x01"
NONCE_BYTES = 12
KEY_ID_CHARACTERS = 16
FORM_SIZES = (4 * 1024, 16 * 1024, 64 * 1024, 256 * 1024)
FIELD_SIZES = (256, 1024, 4 * 1024, 16 * 1024, 64 * 1024)


class WrongKeyError(ValueError):
    """The seal does not open: wrong key, moved row or changed content. Which one is not told."""


class TooLongError(ValueError):
    """The content is larger than the largest size that hides its length."""


def seal(key: bytes, plaintext: bytes, *, aad: bytes, sizes: Sequence[int] = FIELD_SIZES) -> bytes:
    """Seals under a 32-byte key; the length shown is the next of `sizes`."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return VERSION + nonce + AESGCM(key).encrypt(nonce, _padded(plaintext, sizes), VERSION + aad)


def unseal(key: bytes, sealed: bytes, *, aad: bytes) -> bytes:
    """Opens what `seal` made with the same key and the same aad; raises WrongKeyError."""
    if sealed[:1] != VERSION:
        raise WrongKeyError
    nonce, content = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    try:
        padded = AESGCM(key).decrypt(nonce, content, VERSION + aad)
    except (InvalidTag, ValueError) as error:
        raise WrongKeyError from error
    length = int.from_bytes(padded[:4], "big")
    return padded[4 : 4 + length]


def seal_with_ring(
    ring: KeyRing,
    purpose: str,
    plaintext: bytes,
    *,
    aad: bytes,
    expiry: date | None = None,
    sizes: Sequence[int] = FIELD_SIZES,
) -> bytes:
    """Seals under the ring's key of the purpose (with `expiry`, of that month); the key id goes along."""
    key_id, key = ring.month_key(purpose, expiry) if expiry else ring.purpose_key(purpose)
    return key_id.encode("ascii") + seal(key, plaintext, aad=_bound(purpose, key_id, aad), sizes=sizes)


def unseal_with_ring(ring: KeyRing, purpose: str, sealed: bytes, *, aad: bytes) -> bytes:
    """Opens what `seal_with_ring` made; raises WrongKeyError or, for a destroyed key, KeyRingError."""
    key_id = sealed[:KEY_ID_CHARACTERS].decode("ascii", "replace")
    return unseal(ring.key(key_id), sealed[KEY_ID_CHARACTERS:], aad=_bound(purpose, key_id, aad))


def derive(secret: bytes, purpose: str) -> bytes:
    """A 32-byte key from a secret that is random already (HKDF-SHA256)."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(secret)


def _bound(purpose: str, key_id: str, aad: bytes) -> bytes:
    return f"{purpose}:{key_id}:".encode() + aad


def _padded(plaintext: bytes, sizes: Sequence[int]) -> bytes:
    content = len(plaintext).to_bytes(4, "big") + plaintext
    size = next((size for size in sizes if size >= len(content)), None)
    if size is None:
        raise TooLongError(f"{len(plaintext)} bytes are more than fit")
    return content.ljust(size, b"\0")

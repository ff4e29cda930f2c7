"""A sealed stream: AES-256-GCM in numbered chunks; what was cut, moved, changed or added is refused."""

import io
import secrets
from dataclasses import dataclass
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

CHUNK_BYTES = 64 * 1024
SALT_BYTES = 16
CHECK_BYTES = 16
TAG_BYTES = 16
LAST = 1 << 31


class SealedStreamError(RuntimeError):
    """The stream cannot be opened; the message says why, as far as that can be known."""


@dataclass(frozen=True)
class StreamKind:
    """What a file is: its first line, how people call it, and the setting that holds its key."""

    line: bytes
    name: str
    setting: str


BACKUP = StreamKind(b"Samtaleklar backup 1\n", "backup", "SAMTALEKLAR_BACKUP_KEY")
RING_COPY = StreamKind(b"Samtaleklar key ring 1\n", "copy of a key ring", "SAMTALEKLAR_KEYRING_BACKUP_KEY")


class SealingWriter(io.RawIOBase):
    """Seals what is written under a key that only this file has; `finish` writes the last chunk."""

    def __init__(self, file: BinaryIO, kind: StreamKind, secret: str) -> None:
        salt = secrets.token_bytes(SALT_BYTES)
        key, check = _keys(secret, kind, salt)
        self._header = kind.line + salt + check
        self._file, self._cipher = file, AESGCM(key)
        self._waiting, self._number = bytearray(), 0
        file.write(self._header)

    def writable(self) -> bool:
        return True

    def write(self, content: bytes) -> int:  # type: ignore[override]
        self._waiting += content
        while len(self._waiting) > CHUNK_BYTES:
            self._seal(bytes(self._waiting[:CHUNK_BYTES]), last=False)
            del self._waiting[:CHUNK_BYTES]
        return len(content)

    def finish(self) -> None:
        self._seal(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _seal(self, content: bytes, *, last: bool) -> None:
        length = (len(content) | (LAST if last else 0)).to_bytes(4, "big")
        nonce = self._number.to_bytes(12, "big")
        self._file.write(length + self._cipher.encrypt(nonce, content, self._header + length))
        self._number += 1


class SealedReader(io.RawIOBase):
    """Opens what SealingWriter wrote, one chunk in memory at a time; raises SealedStreamError."""

    def __init__(self, file: BinaryIO, kind: StreamKind, secret: str) -> None:
        self._kind, self._file = kind, file
        if file.read(len(kind.line)) != kind.line:
            raise SealedStreamError(f"the file is not a {kind.name} of this program")
        salt, check = file.read(SALT_BYTES), file.read(CHECK_BYTES)
        key, expected = _keys(secret, kind, salt)
        if not secrets.compare_digest(check, expected):
            raise SealedStreamError(
                f"{kind.setting} is not the key this {kind.name} was made with, or its first bytes changed"
            )
        self._header, self._cipher = kind.line + salt + check, AESGCM(key)
        self._ready, self._number, self._ended = b"", 0, False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        while not self._ready and not self._ended:
            self._ready = self._open_chunk()
        count = min(len(buffer), len(self._ready))
        buffer[:count], self._ready = self._ready[:count], self._ready[count:]
        return count

    def _open_chunk(self) -> bytes:
        length = self._file.read(4)
        said = int.from_bytes(length, "big")
        size = said & ~LAST
        if len(length) < 4 or size > CHUNK_BYTES:
            raise self._damaged("is cut short or damaged")
        sealed = self._file.read(size + TAG_BYTES)
        try:
            nonce = self._number.to_bytes(12, "big")
            content = self._cipher.decrypt(nonce, sealed, self._header + length)
        except (InvalidTag, ValueError):
            raise self._damaged("is cut short or damaged") from None
        self._number += 1
        self._ended = bool(said & LAST)
        if self._ended and self._file.read(1):
            raise self._damaged("has something behind its end")
        return content

    def _damaged(self, what: str) -> SealedStreamError:
        return SealedStreamError(f"the {self._kind.name} {what} (part {self._number + 1}): use another one")


def _keys(secret: str, kind: StreamKind, salt: bytes) -> tuple[bytes, bytes]:
    """(key, what tells a wrong key from a damaged file) for one file."""
    size = 32 + CHECK_BYTES
    both = HKDF(algorithm=SHA256(), length=size, salt=salt, info=kind.line).derive(secret.encode())
    return both[:32], both[32:]

"""Making and reading receipts: all that is needed is in the text, the key ring and the site as built."""

import hashlib
import hmac
import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Self

from portal.catalogue.modules import RIGHTS_AND_DUTIES, Module, Modules, read_modules
from portal.catalogue.self_checks import read_self_checks
from portal.receipts.rules import (
    NONCE_BYTES,
    SEAL_BYTES,
    TEXT_BYTES,
    BadReceiptError,
    Content,
    Kind,
    Packed,
    Problem,
    Seen,
    is_over,
    joined,
    name_of,
    pack,
    read,
)
from portal.shared.clock import Clock
from portal.shared.keyring import KeyRing, KeyRingError

PURPOSE = "receipts"


@dataclass(frozen=True)
class SeenModule:
    """One line of a receipt; `module` is None when this site does not have it any more."""

    id: str
    module: Module | None
    on: date
    unchanged: bool


@dataclass(frozen=True)
class Receipt:
    """A receipt whose seal is ours."""

    text: str
    seen: tuple[SeenModule, ...]
    last: date
    expires: date


class Receipts:
    """What this site offers receipts of, as it was when the program started; nothing is kept."""

    def __init__(self, ring: KeyRing, clock: Clock, modules: Modules, asking: Collection[str]) -> None:
        self._ring, self._clock, self._modules = ring, clock, modules
        self.offered: Mapping[str, Module] = {
            identifier: module
            for identifier, module in modules.of_type("module").items()
            if module.folder == RIGHTS_AND_DUTIES and identifier in asking
        }
        self._ids = {name_of(identifier): identifier for identifier in [*modules.modules, *modules.moved]}

    @classmethod
    def of_site(cls, site: Path, ring: KeyRing, clock: Clock) -> Self:
        """Receipts of the modules that the build in that folder has."""
        return cls(ring, clock, read_modules(site), read_self_checks(site).keys())

    def part(self, module_id: str) -> str | None:
        """What a page takes along that has just shown every explanation of the module."""
        module = self.offered.get(module_id)
        if module is None:
            return None
        seen = Seen(name_of(module_id), _text_of(module), self._clock.today())
        try:
            return self._sealed(Kind.PART, (seen,)).text
        except KeyRingError:
            # The page is for its explanations; without a key of the month it only offers no receipt.
            return None

    def carried(self, typed: Iterable[str]) -> list[str]:
        """The receipts among what a page brought along, to be carried on."""
        found = []
        for one in typed:
            try:
                found.append(read(one, Kind.RECEIPT).text)
            except BadReceiptError:
                continue
        return found[:1]

    def join(self, parts: Sequence[str], receipts: Sequence[str]) -> Receipt:
        """One receipt of them all; raises BadReceiptError for the first that is not good."""
        contents = [self._opened(one, Kind.PART).content for one in parts]
        contents += [self._opened(one, Kind.RECEIPT).content for one in receipts]
        seen = joined(contents)
        if not seen:
            raise BadReceiptError(Problem.EMPTY)
        if not parts and len(receipts) == 1:
            return self.check(receipts[0])
        return self._shown(self._sealed(Kind.RECEIPT, seen))

    def check(self, typed: str) -> Receipt:
        """What a receipt says; raises BadReceiptError."""
        return self._shown(self._opened(typed, Kind.RECEIPT))

    def _opened(self, typed: str, kind: Kind) -> Packed:
        packed = read(typed, kind)
        try:
            seal = self._seal(packed.content, packed.body)
        except KeyRingError as error:
            over = is_over(packed.content, self._clock.today())
            raise BadReceiptError(Problem.TOO_OLD if over else Problem.OTHER_SITE) from error
        if not hmac.compare_digest(seal, packed.seal):
            raise BadReceiptError(Problem.OTHER_SITE)
        if is_over(packed.content, self._clock.today()):
            raise BadReceiptError(Problem.TOO_OLD)
        return packed

    def _sealed(self, kind: Kind, seen: tuple[Seen, ...]) -> Packed:
        content = Content(kind, secrets.token_bytes(NONCE_BYTES), seen)
        body = pack(content)
        return Packed(content, body, self._seal(content, body))

    def _seal(self, content: Content, body: bytes) -> bytes:
        """Under the key of the month in which it ends, so that the key may be destroyed when it is over."""
        key_id, key = self._ring.month_key(PURPOSE, content.expires)
        return hmac.new(key, f"{PURPOSE}:{key_id}:".encode() + body, hashlib.sha256).digest()[:SEAL_BYTES]

    def _shown(self, packed: Packed) -> Receipt:
        seen = tuple(self._line(one) for one in packed.content.seen)
        return Receipt(packed.text, seen, packed.content.last, packed.content.expires)

    def _line(self, seen: Seen) -> SeenModule:
        identifier = self._ids.get(seen.module, "")
        module = self._modules.find(identifier)
        return SeenModule(identifier, module, seen.on, module is not None and _text_of(module) == seen.text)


def _text_of(module: Module) -> bytes:
    """The version of a module's text in three bytes."""
    return hashlib.sha256(module.version.encode()).digest()[:TEXT_BYTES]

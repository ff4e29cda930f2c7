"""A receipt as text: what it says, how that is packed, and what can be wrong with what was pasted."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, StrEnum

from portal.shared.codes import ALPHABET, GROUP, SEPARATORS, VALUES, BadCodeError, read_code

DAYS_VALID = 180
# A page with answers may stay open over midnight, and no longer.
PART_DAYS = 1
NAME_BYTES = TEXT_BYTES = 3
NONCE_BYTES = 4
SEAL_BYTES = 12
MOST_MODULES = 30
_FIRST_DAY = date(2026, 1, 1)
_PROOF_BYTES = 2
_HEAD_BYTES = 1 + NONCE_BYTES + 2
_SEEN_BYTES = NAME_BYTES + TEXT_BYTES + 1
# Only hyphens: a full stop ends the code where a sentence goes on after it.
_DASH = r"\s*[-\u2010\u2011\u2013\u2014\u2212]\s*"
# Eight groups and more: a code in the middle of a note.
_IN_A_NOTE = re.compile(
    rf"(?<![0-9A-Z])[0-9A-Z]{{{GROUP}}}(?:{_DASH}[0-9A-Z]{{{GROUP}}}){{7,}}(?:{_DASH}[0-9A-Z]{{1,4}})?(?![0-9A-Z])"
)
# Three or five groups and no more, with or without their hyphens: what may be a preparation's code.
_SHORT_RUN = re.compile(
    rf"(?<![0-9A-Z\-\u2010\u2011\u2013\u2014\u2212])[0-9A-Z]{{{GROUP}}}"
    rf"(?:(?:{_DASH})?[0-9A-Z]{{{GROUP}}}){{2,4}}(?!(?:{_DASH})?[0-9A-Z])"
)


class Kind(Enum):
    """What a sealed text is for, by its first byte: the form is part of it."""

    RECEIPT = 0x01
    PART = 0x11


class Problem(StrEnum):
    EMPTY = "empty"
    PREPARATION = "preparation"
    SYMBOL = "symbol"
    LENGTH = "length"
    TYPING = "typing"
    FORM = "form"
    OTHER_SITE = "other site"
    TOO_OLD = "too old"


class BadReceiptError(ValueError):
    """What was pasted is no receipt of ours; `problem` says why, without what was pasted."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True)
class Seen:
    """That the explanations of a module, in one version of its text, were shown on a day."""

    module: bytes
    text: bytes
    on: date


@dataclass(frozen=True)
class Content:
    """All that a receipt says; the nonce makes two receipts of one day two texts."""

    kind: Kind
    nonce: bytes
    seen: tuple[Seen, ...]

    @property
    def first(self) -> date:
        return min(one.on for one in self.seen)

    @property
    def last(self) -> date:
        return max(one.on for one in self.seen)

    @property
    def expires(self) -> date:
        """The last day on which it is checked: nothing that is added later makes it live longer."""
        return self.first + timedelta(days=DAYS_VALID if self.kind is Kind.RECEIPT else PART_DAYS)


@dataclass(frozen=True)
class Packed:
    """A text that is whole, and whose seal nobody has looked at yet."""

    content: Content
    body: bytes
    seal: bytes

    @property
    def text(self) -> str:
        """In groups of five, as it is shown; two bytes at its end find a slip of the finger."""
        sealed = self.body + self.seal
        return _grouped(_symbols(sealed + _proof(sealed)))


def name_of(module_id: str) -> bytes:
    """A module's id in three bytes."""
    return hashlib.sha256(module_id.encode()).digest()[:NAME_BYTES]


def is_over(content: Content, today: date) -> bool:
    return today > content.expires


def joined(contents: Iterable[Content]) -> tuple[Seen, ...]:
    """Each module once, as it was seen last."""
    newest: dict[bytes, Seen] = {}
    for one in sorted((one for content in contents for one in content.seen), key=lambda one: one.on):
        newest[one.module] = one
    return tuple(sorted(newest.values(), key=lambda one: (one.on, one.module)))[-MOST_MODULES:]


def pack(content: Content) -> bytes:
    """What is sealed: form, nonce, first day; for each module its name, its text's version, its day."""
    days = (content.first - _FIRST_DAY).days
    head = bytes([content.kind.value]) + content.nonce + days.to_bytes(2, "big")
    return head + b"".join(
        one.module + one.text + (one.on - content.first).days.to_bytes(1, "big") for one in content.seen
    )


def read(typed: str, kind: Kind) -> Packed:
    """The receipt in what was typed, in any case and grouping, also in the middle of a note."""
    try:
        return _read(typed, kind)
    except BadReceiptError:
        if _holds_a_preparations(typed):
            raise BadReceiptError(Problem.PREPARATION) from None
        notes = _IN_A_NOTE.findall(typed.upper())
        if len(notes) != 1:
            raise
        return _read(notes[0], kind)


def _read(typed: str, kind: Kind) -> Packed:
    symbols = "".join(c for c in typed.upper() if not c.isspace() and c not in SEPARATORS)
    if not symbols:
        raise BadReceiptError(Problem.EMPTY)
    if _is_a_preparations(symbols):
        raise BadReceiptError(Problem.PREPARATION)
    if any(symbol not in VALUES for symbol in symbols):
        raise BadReceiptError(Problem.SYMBOL)
    sealed = _bytes(symbols)
    content, proof = sealed[:-_PROOF_BYTES], sealed[-_PROOF_BYTES:]
    if _proof(content) != proof:
        raise BadReceiptError(Problem.TYPING)
    if content[0] != kind.value:
        raise BadReceiptError(Problem.FORM)
    body, seal = content[:-SEAL_BYTES], content[-SEAL_BYTES:]
    return Packed(_unpacked(body, kind), body, seal)


def _holds_a_preparations(typed: str) -> bool:
    """In the middle of a note; a word of fifteen letters is no code, and hardly a code is without a digit."""
    runs = (run for run in _SHORT_RUN.findall(typed.upper()) if any(map(str.isdigit, run)))
    return any(_is_a_preparations(run) for run in runs)


def _is_a_preparations(symbols: str) -> bool:
    try:
        read_code(symbols)
    except BadCodeError:
        return False
    return True


def _unpacked(body: bytes, kind: Kind) -> Content:
    nonce, rest = body[1 : 1 + NONCE_BYTES], body[_HEAD_BYTES:]
    first = _FIRST_DAY + timedelta(days=int.from_bytes(body[1 + NONCE_BYTES : _HEAD_BYTES], "big"))
    each = (rest[place : place + _SEEN_BYTES] for place in range(0, len(rest), _SEEN_BYTES))
    seen = (Seen(one[:NAME_BYTES], one[NAME_BYTES:-1], first + timedelta(days=one[-1])) for one in each)
    return Content(kind, nonce, tuple(seen))


def _bytes(symbols: str) -> bytes:
    """The bytes that the symbols spell; a number of symbols that no receipt has is a problem of length."""
    length = len(symbols) * 5 // 8
    modules, left = divmod(length - _HEAD_BYTES - SEAL_BYTES - _PROOF_BYTES, _SEEN_BYTES)
    if left or not 1 <= modules <= MOST_MODULES or _count_of_symbols(length) != len(symbols):
        raise BadReceiptError(Problem.LENGTH)
    number = 0
    for symbol in symbols:
        number = number * 32 + VALUES[symbol]
    number, unused = divmod(number, 1 << (len(symbols) * 5 - length * 8))
    if unused:
        raise BadReceiptError(Problem.TYPING)
    return number.to_bytes(length, "big")


def _symbols(content: bytes) -> str:
    count = _count_of_symbols(len(content))
    number = int.from_bytes(content, "big") << (count * 5 - len(content) * 8)
    return "".join(ALPHABET[number >> (5 * place) & 31] for place in reversed(range(count)))


def _count_of_symbols(length: int) -> int:
    return -(-length * 8 // 5)


def _grouped(symbols: str) -> str:
    return "-".join(symbols[place : place + GROUP] for place in range(0, len(symbols), GROUP))


def _proof(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()[:_PROOF_BYTES]

"""Codes that people write down and say aloud: Crockford base32 with a check symbol that costs no try."""

import secrets
from dataclasses import dataclass, field
from enum import StrEnum

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUP = 5
SEPARATORS = "-\N{HYPHEN}\N{NON-BREAKING HYPHEN}–—\N{MINUS SIGN}.,·_/\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}"
VALUES = {symbol: value for value, symbol in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1}

_DANISH_WORDS = (
    "nul en to tre fire fem seks syv otte ni Anna Bernhard Cecilie David Erik Frederik Georg Hans "
    "Johan Karen Marie Nikolaj Peter Quintus Rasmus Søren Theodor Viggo William Xerxes Yrsa Zackarias"
)
_ENGLISH_WORDS = (
    "zero one two three four five six seven eight nine Alpha Bravo Charlie Delta Echo Foxtrot Golf "
    "Hotel Juliett Kilo Mike November Papa Quebec Romeo Sierra Tango Victor Whiskey X-ray Yankee Zulu"
)
DANISH = dict(zip(ALPHABET, _DANISH_WORDS.split(), strict=True))
ENGLISH = dict(zip(ALPHABET, _ENGLISH_WORDS.split(), strict=True))


class CodeKind(StrEnum):
    """What a code is for; the number of symbols tells them apart."""

    OWNER = "owner"
    CONVERSATION = "conversation"


LOCATOR = {CodeKind.OWNER: 5, CodeKind.CONVERSATION: 4}
SECRET = {CodeKind.OWNER: 19, CodeKind.CONVERSATION: 10}
LENGTH = {kind: LOCATOR[kind] + SECRET[kind] + 1 for kind in CodeKind}


class CodeProblem(StrEnum):
    EMPTY = "empty"
    LENGTH = "length"
    SYMBOL = "symbol"
    CHECK = "check"


class BadCodeError(ValueError):
    """Not a code as it stands; `problem` says why, without the code."""

    def __init__(self, problem: CodeProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True)
class Code:
    """A whole code; only the locator may be shown or stored."""

    kind: CodeKind
    locator: str
    secret: str = field(repr=False)

    @property
    def text(self) -> str:
        """The code in groups of five, as it is shown once."""
        symbols = self.locator + self.secret
        symbols += check_symbol(symbols)
        return "-".join(symbols[i : i + GROUP] for i in range(0, len(symbols), GROUP))


def new_code(kind: CodeKind) -> Code:
    """A random code from the operating system's generator."""
    locator = "".join(secrets.choice(ALPHABET) for _ in range(LOCATOR[kind]))
    secret = "".join(secrets.choice(ALPHABET) for _ in range(SECRET[kind]))
    return Code(kind, locator, secret)


def read_code(typed: str) -> Code:
    """Reads a code in any case and grouping, with O for 0 and I or L for 1; raises BadCodeError."""
    symbols = "".join(c for c in typed.upper() if not c.isspace() and c not in SEPARATORS)
    if not symbols:
        raise BadCodeError(CodeProblem.EMPTY)
    if any(c not in VALUES for c in symbols):
        raise BadCodeError(CodeProblem.SYMBOL)
    kind = next((kind for kind, length in LENGTH.items() if length == len(symbols)), None)
    if kind is None:
        raise BadCodeError(CodeProblem.LENGTH)
    symbols = "".join(ALPHABET[VALUES[c]] for c in symbols)
    if check_symbol(symbols[:-1]) != symbols[-1]:
        raise BadCodeError(CodeProblem.CHECK)
    return Code(kind, symbols[: LOCATOR[kind]], symbols[LOCATOR[kind] : -1])


def check_symbol(symbols: str) -> str:
    """Luhn mod 32: every single wrong symbol and nearly every swap of neighbours is caught."""
    total = 0
    for place, symbol in enumerate(reversed(symbols)):
        addend = VALUES[symbol] * (2 if place % 2 == 0 else 1)
        total += addend // 32 + addend % 32
    return ALPHABET[-total % 32]


def read_aloud(text: str, lang: str) -> list[tuple[str, str]]:
    """(group, how to say it) for each group of a code's text."""
    words = ENGLISH if lang == "en" else DANISH
    return [(group, " · ".join(words[symbol] for symbol in group)) for group in text.split("-")]

"""Words as they are compared: lower case, æøå as ae oe aa, no accents, and where each word stands."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_LETTERS = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "u", "ß": "ss", "ð": "d", "þ": "th"}
)
_WORD = re.compile(r"[^\W_]+(?:['’´`][^\W_]+)?")
_ENDINGS_AFTER_APOSTROPHE = frozenset(["s", "er", "et", "en", "erne", "ere", "ers", "ens", "ets", "ernes"])
_LONGEST_WORD = 40


@dataclass(frozen=True)
class Token:
    """A folded word and where it stands in the text."""

    word: str
    start: int
    end: int


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """`Rådighed`, `raadighed` and `ra\u030adighed` are the same word."""
    composed = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", word)).lower()
    plain = unicodedata.normalize("NFD", composed.translate(_LETTERS))
    return "".join(letter for letter in plain if letter.isalnum())


@lru_cache(maxsize=65_536)
def flat(folded: str) -> str:
    """The word as somebody writes it who leaves the dots and rings out: `radighed`, `ansogning`."""
    return folded.replace("ae", "a").replace("oe", "o").replace("aa", "a")


def tokens(text: str) -> list[Token]:
    """The words of a text; `a-kasse` is one word, `CV-samtale` two, `CV'et` is `cv`."""
    found: list[Token] = []
    for match in _WORD.finditer(text):
        word = _without_apostrophe(match.group())
        if not word:
            continue
        last = found[-1] if found else None
        if last and len(last.word) == 1 and last.word.isalpha() and text[last.end : match.start()] == "-":
            found[-1] = Token((last.word + word)[:_LONGEST_WORD], last.start, match.end())
        else:
            found.append(Token(word[:_LONGEST_WORD], match.start(), match.end()))
    return found


def words(text: str) -> list[str]:
    return [token.word for token in tokens(text)]


def _without_apostrophe(raw: str) -> str:
    head, apostrophe, tail = raw.replace("’", "'").replace("´", "'").replace("`", "'").partition("'")
    if not apostrophe:
        return fold(raw)
    return fold(head) if fold(tail) in _ENDINGS_AFTER_APOSTROPHE else fold(head) + fold(tail)

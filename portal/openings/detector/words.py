"""Words of a folded text, where sentences begin, and which words are ordinary Danish."""

import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from portal.openings.detector.folding import Folded

LISTS = Path(__file__).with_name("lists")
DICTIONARIES = (Path("/usr/share/dict/danish"), Path("/usr/share/hunspell/da_DK.dic"))
_WORD = re.compile(r"[^\W\d_](?:[^\W_]|['&](?=[^\W_]))*|\d[^\W_]*")
_SENTENCE_END = re.compile(r"(?:[.!?:;•·|]|\n|^)[\s\"'(\[*–-]*\Z")
ENDINGS = ("s", "'s", "'", "en", "ens", "et", "ets", "n", "ns", "t", "ts", "erne", "ernes", "e", "es", "er")


@dataclass(frozen=True)
class Word:
    start: int
    end: int
    plain: str
    lower: str
    opens_sentence: bool

    @property
    def is_capitalised(self) -> bool:
        return self.plain[0].isupper()


@dataclass(frozen=True)
class Dictionary:
    """Lower-case Danish words. `complete` tells whether a whole dictionary stood on the machine."""

    words: frozenset[str]
    complete: bool = False

    def __contains__(self, word: object) -> bool:
        return word in self.words

    def knows(self, word: str) -> bool:
        """Whether the word, perhaps with a Danish ending, is an ordinary word."""
        return word in self.words or any(
            word.endswith(ending) and word[: -len(ending)] in self.words for ending in ENDINGS
        )

    def can_build(self, word: str) -> bool:
        """Whether two ordinary words make it up, as in "trælasten"."""
        return any(
            self.knows(word[cut:]) and (word[:cut] in self.words or word[: cut - 1] in self.words)
            for cut in range(3, len(word) - 2)
        )


def split_words(text: Folded) -> list[Word]:
    return [
        Word(
            match.start(),
            match.end(),
            match.group(),
            text.lower[match.start() : match.end()],
            _SENTENCE_END.search(text.plain, max(0, match.start() - 12), match.start()) is not None
            or not text.plain[: match.start()].strip(),
        )
        for match in _WORD.finditer(text.plain)
    ]


@cache
def read_list(name: str) -> frozenset[str]:
    """A list file beside the program: one entry a line, lower case, `#` begins a comment."""
    lines = (LISTS / name).read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip().lower() for line in lines if line.strip() and not line.startswith("#"))


@cache
def common_words() -> Dictionary:
    """The ordinary words shipped with the program; far from a whole dictionary."""
    return Dictionary(read_list("common_words.txt"))


@cache
def danish_dictionary(places: tuple[Path, ...] = DICTIONARIES) -> Dictionary:
    """The machine's Danish dictionary where there is one, always with the words of our own."""
    found = next((path for path in places if os.access(path, os.R_OK)), None)
    if found is None:
        return common_words()
    return Dictionary(common_words().words | _lower_case_words(found), complete=True)


def _lower_case_words(path: Path) -> frozenset[str]:
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    found = (line.split("/")[0].strip() for line in lines)
    return frozenset(word for word in found if len(word) > 1 and word.isalpha() and word.islower())

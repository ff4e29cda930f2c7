"""How hard a text is to read: LIX for Danish, Flesch's reading ease for English."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LONG = 6
# Forms of an explained word: rådighed, rådigheden, karantænens.
_ENDINGS = ("", "s", "n", "en", "ens", "t", "et", "ets", "e", "er", "r", "ers", "erne", "ernes", "ne", "nes")
_WORD = re.compile(r"[^\W\d_]+(?:[-.’'][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"(?<=[.?!:])[”“\"’)]*(?=\s|$)")
_ADDRESS = re.compile(r"\w\.\w")


@dataclass(frozen=True)
class Reading:
    """What was counted of one text."""

    words: int
    sentences: int
    long_words: int
    syllables: int

    @property
    def lix(self) -> float:
        """Words to a sentence plus the share of words over six letters in percent (Björnsson 1968)."""
        return self.words / self.sentences + 100 * self.long_words / self.words if self.words else 0.0

    @property
    def ease(self) -> float:
        """Reading ease, 0 to 100 and a little beyond, higher is easier (Flesch 1948)."""
        if not self.words:
            return 100.0
        return 206.835 - 1.015 * self.words / self.sentences - 84.6 * self.syllables / self.words


def read(sentences: Sequence[str], easy: frozenset[str] = frozenset()) -> Reading:
    """Counts sentences; words that are explained, names and addresses are not counted as long."""
    spoken = [words for words in (_WORD.findall(one) for one in sentences) if words]
    words = [word for one in spoken for word in one]
    long_words = [word for one in spoken for place, word in enumerate(one) if _is_long(word, place, easy)]
    return Reading(len(words), len(spoken), len(long_words), sum(syllables(word) for word in words))


def lix(text: str, easy: frozenset[str] = frozenset()) -> float:
    return read(split(text), easy).lix


def split(text: str) -> list[str]:
    """The sentences of a running text; a colon ends one."""
    return [one.strip() for one in _SENTENCE_END.split(text) if one.strip()]


def explained(words: Iterable[str]) -> frozenset[str]:
    """Every word of these terms, with the endings it may have in a sentence."""
    stems = {part.casefold() for word in words for part in word.split()}
    return frozenset(stem + ending for stem in stems for ending in _ENDINGS)


def _is_long(word: str, place: int, easy: frozenset[str]) -> bool:
    named = place > 0 and word[0].isupper()
    return len(word) > LONG and not named and word.casefold() not in easy and not _ADDRESS.search(word)


def syllables(word: str) -> int:
    """English syllables by the vowels that are heard; good to about one word in ten."""
    letters = re.sub(r"[^a-z]", "", word.casefold())
    if len(letters) <= 3:
        return 1
    letters = re.sub(r"(?:(?<![sczxgh])es|(?<![td])ed|(?<!l)e)$", "", letters)
    return max(1, len(re.findall(r"[aeiouy]+", letters.removeprefix("y"))))

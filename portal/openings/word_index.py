"""Which texts contain a piece of a word: the same answer as looking through every one of them."""

from array import array
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from portal.openings.bits import as_bits

# A word that stands in more than one text of 32 takes less room as bits than as numbers.
DENSE = 32
MOST_KEPT = 200


class WordIndex:
    """Texts by position, each folded; words end at spaces, so a piece without a space lies inside one."""

    def __init__(self, texts: Iterable[tuple[int, str]], size: int) -> None:
        self.size = size
        self.everything = (1 << size) - 1
        self._kept: dict[str, int] = {}
        self._lay_out(_collected(texts))

    def _lay_out(self, held: dict[str, "int | array[int]"]) -> None:
        """One long text of all words, the commonest first, and the places where each begins and is held."""
        words = sorted(held, key=lambda word: -_number(held[word]))
        self._text = "\n".join(words)
        self._begins = array("I", accumulate((len(word) + 1 for word in words), initial=0))
        self._dense: list[int] = []
        self._sparse, self._sparse_begins = array("I"), array("I", [0])
        for word in words:
            holders = held.pop(word)
            if isinstance(holders, int):
                self._sparse.append(holders)
            elif len(holders) * DENSE > self.size:
                self._dense.append(as_bits(holders, self.size))
                continue
            else:
                self._sparse.extend(holders)
            self._sparse_begins.append(len(self._sparse))

    def holding(self, piece: str) -> int:
        """The positions of the texts that contain the piece."""
        bits = self._kept.get(piece)
        if bits is None:
            bits = self._look(piece)
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[piece] = bits
        return bits

    def _look(self, piece: str) -> int:
        bits, rare = 0, array("I")
        at = self._text.find(piece)
        while at >= 0:
            word = bisect_right(self._begins, at) - 1
            if word < len(self._dense):
                bits |= self._dense[word]
                if bits == self.everything:
                    return bits
            else:
                first = word - len(self._dense)
                rare.extend(self._sparse[self._sparse_begins[first] : self._sparse_begins[first + 1]])
            at = self._text.find(piece, self._begins[word + 1])
        return bits | as_bits(rare, self.size) if rare else bits


def _collected(texts: Iterable[tuple[int, str]]) -> dict[str, "int | array[int]"]:
    """The positions that hold each word; a word that only one text has, most words, is one number."""
    held: dict[str, int | array[int]] = {}
    for position, text in texts:
        for word in set(text.split()):
            before = held.get(word)
            if before is None:
                held[word] = position
            elif isinstance(before, int):
                held[word] = array("I", (before, position))
            else:
                before.append(position)
    return held


def _number(holders: "int | array[int]") -> int:
    return 1 if isinstance(holders, int) else len(holders)

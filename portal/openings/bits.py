"""Sets of positions as whole numbers: and, or and counting are one step for fifty thousand openings."""

from collections.abc import Iterable, Iterator
from itertools import islice

BLOCK = 32


def as_bits(positions: Iterable[int], size: int) -> int:
    """The number whose bit n is set for every position n below size."""
    # Written as binary digits and read in one go: setting bit after bit would copy the number each time.
    digits = bytearray(b"0") * (size + 1)
    for position in positions:
        digits[size - position] = 49
    return int(digits, 2)


def positions(bits: int, *, skip: int = 0, take: int | None = None) -> Iterator[int]:
    """The positions in rising order, the first `skip` left out; blocks that are skipped are only counted."""
    left = bits.bit_count() - skip if take is None else take
    content = bits.to_bytes(-(-bits.bit_length() // 8), "little")
    for start in range(0, len(content), BLOCK):
        if left <= 0:
            return
        block = int.from_bytes(content[start : start + BLOCK], "little")
        count = block.bit_count()
        if count <= skip:
            skip -= count
            continue
        for position in islice(_low_to_high(block), skip, skip + left):
            yield start * 8 + position
        left -= count - skip
        skip = 0


def _low_to_high(block: int) -> Iterator[int]:
    while block:
        lowest = block & -block
        yield lowest.bit_length() - 1
        block ^= lowest

"""Finds Danish personal identification numbers (CPR) in what people type, however they are written."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

# A day of 61-91 is a replacement number. Modulus 11 is never used: valid numbers without it exist since 2007.
_DATE_AND_SERIAL = re.compile(r"(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])(?:0[1-9]|1[0-2])\d{6}")
_GROUP = re.compile(r"\d+")
_CLOSE_GAP = re.compile(r"[^\S\n]?[^\w\s]?[^\S\n]?|_")
_WIDE_GAP = re.compile(r"\s{0,2}[^\w\s]{0,2}\s{0,2}|_")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SEPARATED = re.compile(r"(?<!\d)\d{6}-\d{4}(?!\d)")
_UNSEEN = frozenset({"Cf", "Mn", "Me"})


def find_cpr(text: str) -> list[tuple[int, int]]:
    """The spans, in the text's own indices, that read as a CPR number."""
    plain, offsets = _plain(text)
    groups = [match.span() for match in _GROUP.finditer(plain)]
    spans: list[tuple[int, int]] = []
    for run in _candidates(plain, groups):
        start, end = run[0][0], run[-1][1]
        if spans and offsets[start] < spans[-1][1]:
            continue
        if _DATE_AND_SERIAL.fullmatch("".join(plain[a:b] for a, b in run)):
            spans.append((offsets[start], offsets[end - 1] + 1))
    return spans


def contains_cpr(text: str, *, in_url: bool = False) -> bool:
    """In an address only dddddd-dddd counts, because job links carry ten-digit ids of their own."""
    if not in_url:
        return bool(find_cpr(text))
    plain, _ = _plain(text)
    return any(
        _DATE_AND_SERIAL.fullmatch(found.group().replace("-", "")) for found in _SEPARATED.finditer(plain)
    )


def _plain(text: str) -> tuple[str, list[int]]:
    """Digits of every script as 0-9, every dash as "-", nothing invisible, and where each one came from."""
    kept: list[str] = []
    offsets: list[int] = []
    for index, character in enumerate(text):
        category = unicodedata.category(character)
        if category in _UNSEEN:
            continue
        digit = unicodedata.digit(character, None)
        dash = category == "Pd" or character == "\N{MINUS SIGN}"
        kept.append(str(digit) if digit is not None else "-" if dash else character)
        offsets.append(index)
    return "".join(kept), offsets


def _candidates(plain: str, groups: Sequence[tuple[int, int]]) -> Iterator[Sequence[tuple[int, int]]]:
    for first in range(len(groups)):
        digits = 0
        for last in range(first, len(groups)):
            if last > first and not _joined(plain, groups, last, wide=True):
                break
            digits += groups[last][1] - groups[last][0]
            if digits >= 10:
                if digits == 10 and _is_written_as_one(plain, groups, first, last):
                    yield groups[first : last + 1]
                break


def _is_written_as_one(plain: str, groups: Sequence[tuple[int, int]], first: int, last: int) -> bool:
    shape = tuple(end - start for start, end in groups[first : last + 1])
    if shape in {(10,), (6, 4)}:
        return True
    if not all(_joined(plain, groups, index) for index in range(first + 1, last + 1)):
        return False
    if shape == (2, 2, 2, 4):
        return not (_joined(plain, groups, first) and groups[first - 1][1] - groups[first - 1][0] == 2)
    if any(_YEAR.fullmatch(plain, *span) for span in groups[first : last + 1] if len(shape) == 4):
        return False
    return not _joined(plain, groups, first) and not _joined(plain, groups, last + 1)


def _joined(plain: str, groups: Sequence[tuple[int, int]], index: int, *, wide: bool = False) -> bool:
    """Whether little enough stands before this group that it continues the number in front of it."""
    if not 0 < index < len(groups):
        return False
    gap = _WIDE_GAP if wide else _CLOSE_GAP
    return gap.fullmatch(plain, groups[index - 1][1], groups[index][0]) is not None

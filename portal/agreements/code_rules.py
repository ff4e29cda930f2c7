"""Finds the codes in what a consultant typed from hearing: any case, grouping, order and separator."""

import re
import unicodedata
from collections.abc import Iterable

MOST_CODES = 10
CONVERSATION, OWNER = 15, 25
GROUP = 5


def split_codes(typed: str) -> list[str]:
    """The codes as bare symbols, each once; what is no whole code comes along as it stands."""
    chunks = [_symbols(chunk) for chunk in re.split(r"[\n\r,;]+", typed)]
    codes: list[str] = []
    groups: list[str] = []
    for chunk in filter(None, chunks):
        if len(chunk) in (GROUP, 2 * GROUP):
            groups.append(chunk)
            continue
        codes += _cut("".join(groups))
        groups = []
        codes += _cut(chunk)
    codes += _cut("".join(groups))
    return list(dict.fromkeys(codes))


def in_groups(symbols: str) -> str:
    """As codes are read aloud, so that the group with the slip is easy to find."""
    return "-".join(symbols[i : i + GROUP] for i in range(0, len(symbols), GROUP))


def _symbols(chunk: str) -> str:
    """Without spaces, dashes and dots, and without a label such as "Samtalekode:" in front."""
    plain = unicodedata.normalize("NFKC", chunk).rpartition(":")[2].upper()
    return "".join(
        c for c in plain if not c.isspace() and unicodedata.category(c) not in ("Pd", "Cf") and c not in "._·"
    )


def _cut(symbols: str) -> Iterable[str]:
    """Several codes in a row are cut apart where their length says where; one code stays whole."""
    if len(symbols) % CONVERSATION == 0:
        return [symbols[i : i + CONVERSATION] for i in range(0, len(symbols), CONVERSATION)]
    return [symbols]

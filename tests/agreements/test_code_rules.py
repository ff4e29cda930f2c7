"""Codes typed from hearing are found, however they are written."""

import pytest

from portal.agreements.code_rules import split_codes
from portal.shared.codes import CodeKind, new_code, read_code

ONE = "7KQ4M2P9XWT3HBC"
TWO = "8ABCD1234EFGHJK"
OWNER = "PFPXD56TPHAVQE826MSJV4BWW"


@pytest.mark.parametrize(
    "typed",
    [
        ONE,
        "7KQ4M-2P9XW-T3HBC",
        "7kq4m 2p9xw t3hbc",
        "  7kq4m – 2p9xw – t3hbc\r\n",
        "7 K Q 4 M 2 P 9 X W T 3 H B C",
        "7KQ4M\n2P9XW\nT3HBC",
        "7KQ4M-2P9XW\nT3HBC",
        "Samtalekode: 7KQ4M-2P9XW-T3HBC",
        "7KQ4M\u00a02P9XW\u200bT3HBC",
        f"{ONE}\n{ONE}",
    ],
)
def test_one_code_is_found_in_any_dress(typed: str) -> None:
    assert split_codes(typed) == [ONE]


@pytest.mark.parametrize(
    "typed",
    [
        f"{ONE}\n{TWO}",
        f"{ONE}, {TWO}",
        f"{ONE};{TWO}",
        f"{ONE} {TWO}",
        "7KQ4M\n2P9XW\nT3HBC\n\n8ABCD\n1234E\nFGHJK",
        "7KQ4M-2P9XW-T3HBC\n8abcd 1234e fghjk",
    ],
)
def test_two_codes_are_told_apart(typed: str) -> None:
    assert split_codes(typed) == [ONE, TWO]


@pytest.mark.parametrize(
    "typed", [OWNER, "PFPXD-56TPH-AVQE8-26MSJ-V4BWW", "PFPXD\n56TPH\nAVQE8\n26MSJ\nV4BWW"]
)
def test_an_owner_code_stays_whole_so_that_it_can_be_recognised(typed: str) -> None:
    assert split_codes(f"{ONE}\n{typed}") == [ONE, OWNER]


def test_a_code_that_lacks_a_symbol_comes_along_as_it_stands() -> None:
    assert split_codes(f"{ONE[:-1]}\n{TWO}") == [ONE[:-1], TWO]


@pytest.mark.parametrize("typed", ["", "  \n , ;", "-"])
def test_nothing_typed_is_no_code(typed: str) -> None:
    assert split_codes(typed) == []


def test_ten_real_codes_in_a_jumble_are_all_read() -> None:
    codes = [new_code(CodeKind.CONVERSATION).text for _ in range(10)]
    separators = ["\n", ", ", ";", "\r\n\r\n", " ,\n"]
    typed = "".join(
        (code.lower() if n % 2 else code.replace("-", " ")) + separators[n % 5]
        for n, code in enumerate(codes)
    )

    assert [read_code(found).text for found in split_codes(typed)] == codes

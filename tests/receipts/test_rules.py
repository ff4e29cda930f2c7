"""A receipt as text: read however it was copied, and anything else in its place gets a reason."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.receipts.rules import (
    DAYS_VALID,
    SEAL_BYTES,
    BadReceiptError,
    Content,
    Kind,
    Packed,
    Problem,
    Seen,
    joined,
    name_of,
    pack,
    read,
)
from portal.shared.codes import ALPHABET, CodeKind, new_code

TODAY = date(2026, 11, 25)
days_ago = st.integers(0, DAYS_VALID).map(lambda days: TODAY - timedelta(days=days))
seen = st.builds(Seen, st.binary(min_size=3, max_size=3), st.binary(min_size=3, max_size=3), days_ago)
contents = st.builds(
    Content,
    st.just(Kind.RECEIPT),
    st.binary(min_size=4, max_size=4),
    st.lists(seen, min_size=1, max_size=14).map(tuple),
)


def packed(content: Content, seal: bytes = b"s" * SEAL_BYTES) -> Packed:
    return Packed(content, pack(content), seal)


def one_module(kind: Kind = Kind.RECEIPT) -> str:
    return packed(Content(kind, b"once", (Seen(name_of("raadighed"), b"abc", TODAY),))).text


def problem_of(typed: str, kind: Kind = Kind.RECEIPT) -> Problem:
    with pytest.raises(BadReceiptError) as refused:
        read(typed, kind)
    assert str(refused.value) == refused.value.problem.value
    return refused.value.problem


@settings(max_examples=60)
@given(contents, st.binary(min_size=SEAL_BYTES, max_size=SEAL_BYTES))
def test_what_was_packed_is_read_back(content: Content, seal: bytes) -> None:
    text = packed(content, seal).text
    assert read(text, Kind.RECEIPT) == packed(content, seal)
    assert read(text, Kind.RECEIPT).text == text


def test_a_receipt_of_one_module_is_nine_groups_of_five() -> None:
    assert [len(group) for group in one_module().split("-")] == [5] * 9


def as_lower(text: str) -> str:
    return text.lower()


def in_one_piece(text: str) -> str:
    return text.replace("-", "")


def with_spaces(text: str) -> str:
    return "  " + text.replace("-", " \t") + "\n"


def over_lines(text: str) -> str:
    return "\r\n".join(text[place : place + 7] for place in range(0, len(text), 7))


def with_other_hyphens(text: str) -> str:
    return text.replace("-", "\u2011")


def with_letters_for_digits(text: str) -> str:
    return text.replace("0", "O").replace("1", "l")


def in_a_note(text: str) -> str:
    return f"Kvittering for ret og pligt: Rådighed. Kode: {text}. Den kan tjekkes på x/kvittering"


def in_a_note_over_lines(text: str) -> str:
    return f"Møde kl. 10\n> Kode: {text.replace('-', '-' + chr(10), 3)}\nHusk cv"


WAYS = (
    as_lower,
    in_one_piece,
    with_spaces,
    over_lines,
    with_other_hyphens,
    with_letters_for_digits,
    in_a_note,
    in_a_note_over_lines,
)


@pytest.mark.parametrize("way", WAYS)
def test_it_is_read_however_it_was_copied(way: object) -> None:
    assert read(way(one_module()), Kind.RECEIPT).text == one_module()  # type: ignore[operator]


def test_two_codes_in_one_note_are_not_guessed_between() -> None:
    assert problem_of(f"Første: {one_module()}, anden: {one_module()}") is Problem.SYMBOL


def test_any_one_wrong_symbol_is_a_typing_error() -> None:
    text = one_module()
    for place, symbol in enumerate(text):
        if symbol != "-":
            other = ALPHABET[(ALPHABET.index(symbol) + 7) % 32]
            assert problem_of(text[:place] + other + text[place + 1 :]) is Problem.TYPING


def test_the_bit_that_the_last_symbol_has_over_counts_too() -> None:
    text = one_module()
    assert problem_of(text[:-1] + ALPHABET[ALPHABET.index(text[-1]) ^ 1]) is Problem.TYPING


@settings(max_examples=60)
@given(contents, st.data())
def test_two_symbols_that_changed_places_are_a_typing_error(content: Content, data: st.DataObject) -> None:
    symbols = packed(content).text.replace("-", "")
    place = data.draw(st.integers(0, len(symbols) - 2))
    swapped = symbols[:place] + symbols[place + 1] + symbols[place] + symbols[place + 2 :]
    if swapped != symbols:
        assert problem_of(swapped) is Problem.TYPING


@settings(max_examples=200)
@given(st.text(max_size=400))
def test_whatever_is_typed_gets_a_reason_and_no_failure(typed: str) -> None:
    problem_of(typed)


REASONS = [
    ("", Problem.EMPTY),
    (" \n- -", Problem.EMPTY),
    ("Jeg har læst det hele", Problem.SYMBOL),
    (one_module()[:-1], Problem.LENGTH),
    (one_module() + "7", Problem.LENGTH),
    (one_module(Kind.PART), Problem.FORM),
    (new_code(CodeKind.OWNER).text, Problem.PREPARATION),
    (new_code(CodeKind.CONVERSATION).text, Problem.PREPARATION),
]


@pytest.mark.parametrize(
    ("typed", "problem"), REASONS, ids=[f"{number}-{why}" for number, (_, why) in enumerate(REASONS)]
)
def test_what_is_no_receipt_says_why(typed: str, problem: Problem) -> None:
    assert problem_of(typed) is problem


def test_each_module_is_kept_once_as_it_was_seen_last() -> None:
    early, late = TODAY - timedelta(days=9), TODAY
    old = Content(Kind.RECEIPT, b"1234", (Seen(b"aaa", b"old", early), Seen(b"bbb", b"old", early)))
    new = Content(Kind.PART, b"5678", (Seen(b"aaa", b"new", late),))
    assert joined([new, old]) == (Seen(b"bbb", b"old", early), Seen(b"aaa", b"new", late))


def test_a_receipt_lives_from_its_oldest_module() -> None:
    content = Content(Kind.RECEIPT, b"1234", (Seen(b"a", b"b", TODAY), Seen(b"c", b"d", date(2026, 8, 1))))
    assert content.expires == date(2027, 1, 28)

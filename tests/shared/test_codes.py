"""Codes: read however they are typed, caught when one symbol is wrong, and never shown by accident."""

import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from portal.shared.codes import (
    ALPHABET,
    DANISH,
    ENGLISH,
    LENGTH,
    BadCodeError,
    Code,
    CodeKind,
    CodeProblem,
    new_code,
    read_aloud,
    read_code,
)

KINDS = st.sampled_from(CodeKind)


@st.composite
def codes(draw: st.DrawFn) -> Code:
    kind = draw(KINDS)
    locator, secret = (5, 19) if kind is CodeKind.OWNER else (4, 10)
    return Code(kind, draw(symbols(locator)), draw(symbols(secret)))


def symbols(count: int) -> st.SearchStrategy[str]:
    return st.text(alphabet=ALPHABET, min_size=count, max_size=count)


@given(code=codes())
def test_a_code_is_read_back_as_it_was_made(code: Code) -> None:
    assert read_code(code.text) == code


@given(code=codes(), data=st.data())
def test_a_code_is_read_in_any_case_grouping_and_with_letters_for_digits(
    code: Code, data: st.DataObject
) -> None:
    typed = ""
    for symbol in code.text.replace("-", ""):
        looks = {"0": "0oO", "1": "1iIlL"}.get(symbol, symbol + symbol.lower())
        typed += data.draw(st.sampled_from(looks)) + data.draw(
            st.sampled_from(["", " ", "-", "\u2011", ".", "\n"])
        )
    assert read_code(typed) == code


@given(code=codes(), place=st.integers(0, 24), other=st.sampled_from(ALPHABET))
def test_every_single_wrong_symbol_is_caught(code: Code, place: int, other: str) -> None:
    typed = list(code.text.replace("-", ""))
    place %= len(typed)
    assume(typed[place] != other)
    typed[place] = other
    with pytest.raises(BadCodeError) as caught:
        read_code("".join(typed))
    assert caught.value.problem is CodeProblem.CHECK


def test_a_wrong_symbol_is_caught_without_a_derivation() -> None:
    wrong = new_code(CodeKind.OWNER).text
    wrong = wrong[:-1] + ("0" if wrong[-1] != "0" else "1")
    began = time.thread_time()
    for _ in range(100):
        with pytest.raises(BadCodeError):
            read_code(wrong)
    assert time.thread_time() - began < 1


def test_neighbours_that_changed_places_are_caught_but_for_one_pair() -> None:
    missed = set()
    for a in ALPHABET:
        for b in ALPHABET:
            swapped = Code(CodeKind.CONVERSATION, f"00{a}{b}", "0" * 10).text
            swapped = swapped.replace(f"00{a}{b}", f"00{b}{a}", 1)
            if a != b and not _is_refused(swapped):
                missed.add(frozenset((a, b)))
    assert missed == {frozenset("0Z")}


def _is_refused(text: str) -> bool:
    try:
        read_code(text)
    except BadCodeError:
        return True
    return False


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", CodeProblem.EMPTY),
        (" - ", CodeProblem.EMPTY),
        ("7KQ4M", CodeProblem.LENGTH),
        ("0" * 24, CodeProblem.LENGTH),
        ("7KQ4U-2HTXR-9PB3W", CodeProblem.SYMBOL),
        ("ÆØÅ", CodeProblem.SYMBOL),
        ("０" * 15, CodeProblem.SYMBOL),
    ],
)
def test_what_cannot_be_a_code_says_why(typed: str, problem: CodeProblem) -> None:
    with pytest.raises(BadCodeError) as caught:
        read_code(typed)
    assert caught.value.problem is problem


@given(typed=st.text(max_size=40))
def test_whatever_is_typed_gives_a_code_or_a_reason(typed: str) -> None:
    try:
        code = read_code(typed)
    except BadCodeError:
        return
    assert len(code.text.replace("-", "")) == LENGTH[code.kind]


@given(code=codes())
def test_a_printed_code_shows_its_locator_and_not_its_secret(code: Code) -> None:
    shown = repr(code) + str(code)
    assert code.locator in shown
    assert code.secret not in shown and code.text not in shown


def test_the_reason_for_a_bad_code_does_not_quote_it() -> None:
    with pytest.raises(BadCodeError) as caught:
        read_code("7KQ4M-2HTXR-9PB3U")
    assert "7KQ4M" not in repr(caught.value)


def test_new_codes_use_the_whole_alphabet_and_do_not_repeat() -> None:
    made = [new_code(CodeKind.CONVERSATION) for _ in range(300)]
    assert len({code.secret for code in made}) == 300
    assert set("".join(code.secret for code in made)) == set(ALPHABET)


def test_the_length_tells_what_a_code_is_for() -> None:
    assert {kind: len(new_code(kind).text.replace("-", "")) for kind in CodeKind} == {
        CodeKind.OWNER: 25,
        CodeKind.CONVERSATION: 15,
    }


def test_a_code_is_said_aloud_group_by_group() -> None:
    assert read_aloud("7KQ4M-2HTXR", "da") == [
        ("7KQ4M", "syv · Karen · Quintus · fire · Marie"),
        ("2HTXR", "to · Hans · Theodor · Xerxes · Rasmus"),
    ]
    assert read_aloud("7KQ4M", "en") == [("7KQ4M", "seven · Kilo · Quebec · four · Mike")]


@pytest.mark.parametrize("words", [DANISH, ENGLISH])
def test_every_symbol_has_a_word_of_its_own(words: dict[str, str]) -> None:
    assert set(words) == set(ALPHABET)
    assert len({word[0].upper() for symbol, word in words.items() if symbol.isalpha()}) == 22

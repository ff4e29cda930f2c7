"""CPR numbers are found however they are written, and other numbers are left alone."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.shared.cpr import contains_cpr, find_cpr

SEED = 20261124
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def _number(rng: random.Random) -> str:
    born = date(1930, 1, 1) + timedelta(days=rng.randrange(34000))
    day = born.day + (60 if rng.random() < 0.2 else 0)
    return f"{day:02}{born:%m%y}{rng.randrange(10_000):04}"


def _written(rng: random.Random, number: str) -> str:
    dashes = ["-", "\N{EN DASH}", "\N{NON-BREAKING HYPHEN}", "\N{MINUS SIGN}", " ", ".", " - ", "/", ""]
    ways = [
        number,
        number[:6] + rng.choice(dashes) + number[6:],
        f"{number[:2]}{{0}}{number[2:4]}{{0}}{number[4:6]}{{1}}{number[6:]}".format(
            rng.choice(" ./-"), rng.choice(" -.")
        ),
        (number[:6] + "-" + number[6:]).translate(FULL_WIDTH),
        "\N{ZERO WIDTH SPACE}".join(number),
        " ".join(number),
        f"{number[:6]}\N{SOFT HYPHEN}{number[6:]}",
        f"{number[:6]}\N{NO-BREAK SPACE}{number[6:]}",
    ]
    return rng.choice(ways)


def _other_number(rng: random.Random) -> str:
    eight = f"{rng.randrange(10**7, 10**8)}"
    pairs = [eight[i : i + 2] for i in range(0, 8, 2)]
    moment = date(2020, 1, 1) + timedelta(days=rng.randrange(4000))
    later = moment + timedelta(days=rng.randrange(1, 300))
    return rng.choice(
        [
            eight,
            " ".join(pairs),
            f"{eight[:4]} {eight[4:]}",
            f"+45{eight}0",
            f"0045 {' '.join(pairs)}",
            f"CVR {eight}",
            f"CVR-nr.: {' '.join(pairs)}",
            f"{moment:%d.%m.%Y}",
            f"{moment:%d-%m-%y}",
            f"{moment:%Y-%m-%d}",
            f"{moment:%d.%m.%y}-{later:%d.%m.%y}",
            f"{moment:%d.%m.%Y}-{later:%d.%m.%Y}",
            f"{moment:%d/%m %Y} kl. 8.30",
            f"{eight[:6]} kr.",
            f"57{eight}{eight[:3]}",
        ]
    )


def test_a_thousand_numbers_in_any_writing_are_found() -> None:
    rng = random.Random(SEED)
    missed = [
        text
        for text in (f"Jeg hedder Bo, {_written(rng, _number(rng))}, og bor her." for _ in range(1000))
        if not contains_cpr(text)
    ]
    assert missed == []


def test_a_thousand_telephone_cvr_and_date_texts_pass() -> None:
    rng = random.Random(SEED)
    refused = [
        text for text in (f"Se her: {_other_number(rng)}, tak." for _ in range(1000)) if contains_cpr(text)
    ]
    assert refused == []


def test_the_control_digit_decides_nothing() -> None:
    assert all(contains_cpr(f"010290-{serial:04}") for serial in range(0, 10_000, 7))


@pytest.mark.parametrize("text", ["320190-1234", "000190-1234", "601190-1234", "921190-1234", "011390-1234"])
def test_what_is_no_date_is_no_cpr_number(text: str) -> None:
    assert not contains_cpr(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12345678 010290-1234", "010290-1234"),
        ("010290-1234 12345678", "010290-1234"),
        ("ring 12345678, 010290 1234", "010290 1234"),
        ("cpr010290-1234x", "010290-1234"),
        ("(010290)-1234", "010290)-1234"),
    ],
)
def test_a_number_beside_other_numbers_is_found(text: str, number: str) -> None:
    assert [text[start:end] for start, end in find_cpr(text)] == [number]


def test_the_span_covers_the_number_and_nothing_else() -> None:
    text = "nr. 01\N{ZERO WIDTH SPACE}0290\N{EN DASH}1234."
    assert [text[a:b] for a, b in find_cpr(text)] == ["01\N{ZERO WIDTH SPACE}0290\N{EN DASH}1234"]


def test_an_address_with_a_ten_digit_id_passes_and_a_separated_number_does_not() -> None:
    assert not contains_cpr("https://job.example/vis/0102901234", in_url=True)
    assert contains_cpr("https://job.example/vis/010290-1234", in_url=True)
    assert not contains_cpr("https://job.example/vis/991390-1234", in_url=True)


@given(st.text())
def test_any_text_gives_spans_inside_it(text: str) -> None:
    spans = find_cpr(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)

"""Which groups of digits read as one number: what stands before and after decides."""

import pytest

from portal.shared.cpr import contains_cpr, find_cpr


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("kl. 10 0102901234", ["0102901234"]),
        ("0102901234 12", ["0102901234"]),
        ("123 01 02 90 1234", ["01 02 90 1234"]),
        ("010290-1234 020290-1235", ["010290-1234", "020290-1235"]),
        ("0102901234,0202901235", ["0102901234", "0202901235"]),
        ("01 02 90 12 34", ["01 02 90 12 34"]),
        ("010290\n\n1234", ["010290\n\n1234"]),
        ("010290 -- 1234", ["010290 -- 1234"]),
        ("010290_1234", ["010290_1234"]),
        ("01\u030202\u030390-1234", ["01\u030202\u030390-1234"]),
    ],
)
def test_these_are_numbers(text: str, numbers: list[str]) -> None:
    assert [text[start:end] for start, end in find_cpr(text)] == numbers


@pytest.mark.parametrize(
    "text",
    [
        "12 01 02 90 1234",
        "01-02-1990 12",
        "01 02 90 12 34 56",
        "5 0 1 0 2 9 0 1 2 3 4",
        "0 1 0 2 9 0 1 2 3 4 5",
        "01\n02\n90\n1234",
        "010290---1234",
        "010290 og 1234",
    ],
)
def test_these_are_not(text: str) -> None:
    assert not contains_cpr(text)


def test_every_dash_separates_also_in_an_address() -> None:
    for dash in "-\N{EN DASH}\N{HYPHEN}\N{MINUS SIGN}":
        assert contains_cpr(f"https://job.example/vis/010290{dash}1234", in_url=True)

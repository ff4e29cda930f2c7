"""Words are compared without case, accents and the ways to write æ, ø and å."""

import pytest

from search.folding import flat, fold, tokens, words


@pytest.mark.parametrize(
    "form", ["Rådighed", "rådighed", "raadighed", "RÅDIGHED", "ra\u030adighed", "ｒåｄighed"]
)
def test_every_way_to_write_a_letter_is_one_word(form: str) -> None:
    assert fold(form) == "raadighed"


@pytest.mark.parametrize(
    ("plain", "meant"), [("radighed", "rådighed"), ("ansogning", "ansøgning"), ("sporgsmal", "spørgsmål")]
)
def test_marks_left_out_lead_to_the_same_flat_word(plain: str, meant: str) -> None:
    assert flat(fold(plain)) == flat(fold(meant))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a-kassen og e-boks", ["akassen", "og", "eboks"]),
        ("CV-samtale, ABC-jobplan", ["cv", "samtale", "abc", "jobplan"]),
        ("CV'et og SMV’er", ["cv", "og", "smv"]),
        ("ret&pligt (6 ugers)", ["ret", "pligt", "6", "ugers"]),
        ("*** ?! …", []),
    ],
)
def test_a_text_is_cut_into_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_word_knows_where_it_stands() -> None:
    text = "Hos a-kassen: CV'et"
    assert [text[token.start : token.end] for token in tokens(text)] == ["Hos", "a-kassen", "CV'et"]

"""Danish words: what belongs together meets in one stem, and what does not stays apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import danish
from search.folding import fold, words


def stems(text: str) -> set[str]:
    return {danish.stem(word) for word in words(text)}


@pytest.mark.parametrize(
    "family",
    [
        "mobilitet mobiliteten mobilitetens",
        "praktikplads praktikpladser praktikpladsen praktikpladserne",
        "praktik praktikken praktikkens praktikker",
        "rådighed rådigheden rådighedens",
        "mulighed muligheder mulighederne mulighedernes",
        "samtale samtaler samtalen samtalerne",
        "regel regler reglerne reglen",
        "aktør aktører aktørerne aktørens",
        "klage klager klagen klagede",
        "ansøgning ansøgninger ansøgningen",
        "afgørelse afgørelser afgørelsen",
        "jobbet jobs job jobbene",
        "dagpenge dagpengene",
        "kommune kommuner kommunen kommunernes",
        "virksomhed virksomheder virksomhedens",
    ],
)
def test_a_family_of_forms_has_one_stem(family: str) -> None:
    assert len(stems(family)) == 1


@pytest.mark.parametrize(
    "family",
    [
        "cv cv'et CV’er",
        "kursus kurset kurser kurserne",
        "uge uger ugen ugens",
        "søge søger søgte søgt",
        "mål målet målene",
        "sygdom syg syge sygemeldt",
    ],
)
def test_the_list_of_exceptions_joins_what_the_rules_split(family: str) -> None:
    assert len(stems(family)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("rådighed", "råd"),
        ("ledighed", "led"),
        ("ledig", "leder"),
        ("løn", "lo"),
        ("leder", "led"),
        ("sygdom", "sygedagpenge"),
    ],
)
def test_words_that_only_look_alike_stay_apart(one: str, other: str) -> None:
    assert not stems(one) & stems(other)


@given(st.text(alphabet="abcdefghijklmnoprstuvyæøå", min_size=1, max_size=24))
def test_stemming_a_stem_changes_nothing(word: str) -> None:
    stem = danish.stem(fold(word))
    assert stem
    assert danish.stem(stem) == stem

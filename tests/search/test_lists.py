"""Every list an editor can change, and the effect it has."""

from pathlib import Path

import pytest

from search import SiteSearch
from search.compounds import parts
from search.danish import stem as danish
from search.english import stem as english
from search.lists import FOLDER
from search.synonyms import synonyms_of
from tests.search.builders import document, site

LISTS = {path.stem for path in FOLDER.glob("*.txt")}


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> SiteSearch:
    return site(tmp_path_factory.mktemp("site"))


def ids(search: SiteSearch, text: str) -> list[str]:
    return [hit.id for hit in search.find(text, "da").hits]


def test_every_list_is_tested_here() -> None:
    assert {
        "compound_ban",
        "compound_parts",
        "elsewhere",
        "kept_phrases",
        "light_words",
        "stem_exceptions",
        "stem_exceptions_en",
        "stop_words_da",
        "stop_words_en",
        "synonyms",
    } == LISTS


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("virksomhedspraktik", ("virksomhed", "praktik")),
        ("praktikpladsen", ("praktik", "plads")),
        ("loentilskudsjob", ("loentilskud", "job")),
        ("jobsoegningskrav", ("jobsoegning", "krav")),
        ("samtale", ()),
        ("varmepumpetilskud", ()),
    ],
)
def test_compound_parts_take_a_compound_apart(word: str, expected: tuple[str, ...]) -> None:
    assert parts(word) == tuple(danish(part) for part in expected)


def test_the_compound_ban_keeps_a_word_whole(search: SiteSearch) -> None:
    assert parts("sygedagpengene") == ()
    assert "dagpenge-grundregler" not in ids(search, "sygedagpenge")


def test_stem_exceptions_join_irregular_forms() -> None:
    assert danish("kursus") == danish("kurser")
    assert english("subsidised") == english("subsidy")


def test_stop_words_are_left_out(search: SiteSearch) -> None:
    assert ids(search, "hvad er det med barsel") == ids(search, "barsel") == ["sygdom-ferie-barsel"]
    assert [hit.id for hit in search.find("what about the holiday", "en").hits] == ["sygdom-ferie-barsel"]


def test_stop_words_alone_are_taken_as_they_are(search: SiteSearch) -> None:
    assert "hvad-er-virksomhedspraktik" in ids(search, "hvad er")


def test_kept_phrases_save_the_small_word_of_a_name(search: SiteSearch) -> None:
    assert ids(search, "min plan")[0] == "min-plan"
    assert ids(search, "hvor er min plan")[0] == "min-plan"


def test_light_words_order_and_do_not_find(search: SiteSearch) -> None:
    assert ids(search, "under praktikken")[0] == "under-praktikken"
    assert "under-praktikken" not in ids(search, "under skilsmissen")


def test_words_from_elsewhere_keep_half_an_answer_away(search: SiteSearch) -> None:
    assert ids(search, "ansøgning om pas") == []
    assert ids(search, "ansøgning om forlængelse") == ["ansoegning"]
    assert ids(search, "varmepumpe tilskud") == []


def test_a_word_from_elsewhere_that_stands_on_a_page_is_an_ordinary_word(tmp_path: Path) -> None:
    search = site(tmp_path, document("pas", title="Ansøgning om pas"))
    assert ids(search, "ansøgning om pas")[0] == "pas"


def test_synonyms_lead_both_ways_and_across_languages(search: SiteSearch) -> None:
    assert ids(search, "internship")[0] in {
        "find-selv-praktik",
        "hvad-er-virksomhedspraktik",
        "praktik-regler",
    }
    assert ids(search, "arbejdsløshedspenge") == ["dagpenge-grundregler"]
    assert ids(search, "pendling") == ["geografisk-mobilitet"]
    assert ids(search, "cover letter") == ["ansoegning"]
    assert [hit.id for hit in search.find("løntilskud", "en").hits] == ["loentilskud"]


def test_one_way_synonyms_do_not_lead_back() -> None:
    assert ("praktik",) in {synonym.words for synonym in synonyms_of(("trainee",))}
    assert ("trainee",) not in {synonym.words for synonym in synonyms_of(("praktik",))}


def test_a_synonym_counts_less_than_the_word_itself() -> None:
    assert all(0.4 <= synonym.weight <= 0.7 for synonym in synonyms_of(("praktik",)))

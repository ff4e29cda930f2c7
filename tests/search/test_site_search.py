"""Pages are found as people write, with the section that answers and the words that answer marked."""

from pathlib import Path

import pytest

from search import SiteSearch, highlight
from search.documents import Hit
from tests.search.builders import TITLES, document, site


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> SiteSearch:
    extra = document("webinar-praktik", title="Webinar om praktik", type="webinar", folder="webinars")
    return site(tmp_path_factory.mktemp("site"), extra)


def first(search: SiteSearch, text: str) -> Hit:
    return search.find(text, "da").hits[0]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("rådighed", "raadighed"),
        ("raadighed", "raadighed"),
        ("radighed", "raadighed"),
        ("RÅDIGHEDEN", "raadighed"),
        ("rådighedskrav", "raadighed"),
        ("ansogningen", "ansoegning"),
        ("loen tilskud", "loentilskud"),
        ("løntilskudsjob", "loentilskud"),
        ("løntilsud", "loentilskud"),
        ("cv", "cv"),
        ("smv", "smv-opgaver"),
        ("hvor mange job skal jeg søge om ugen", "raadighed"),
        ("må jeg holde ferie", "sygdom-ferie-barsel"),
        ("klagge", "sanktioner-og-klage"),
        ("how many jobs do I have to apply for", "raadighed"),
    ],
)
def test_a_page_is_found_however_its_subject_is_written(
    search: SiteSearch, written: str, expected: str
) -> None:
    assert first(search, written).id == expected


@pytest.mark.parametrize(("id_", "title"), [(id_, danish) for id_, (danish, _) in TITLES.items()])
def test_the_page_whose_title_was_typed_comes_first(search: SiteSearch, id_: str, title: str) -> None:
    assert first(search, title).id == id_


@pytest.mark.parametrize(
    "text", ["varmepumpe tilskud", "cheap apartments copenhagen", "xqzw", "", "   ", "***"]
)
def test_what_is_not_here_finds_nothing(search: SiteSearch, text: str) -> None:
    assert search.find(text, "da").total == 0


def test_a_compound_written_apart_finds_what_it_finds_in_one_word(search: SiteSearch) -> None:
    apart, together = search.find("virksomheds praktik", "da"), search.find("virksomhedspraktik", "da")
    assert {hit.id for hit in together.hits[:3]} == {hit.id for hit in apart.hits[:3]}


def test_the_section_that_answers_is_named_and_its_words_are_marked(search: SiteSearch) -> None:
    hit = first(search, "hvor mange uger varer en praktik")
    assert (hit.id, hit.anchor, hit.heading) == ("praktik-regler", "laengde", "Så længe varer den")
    assert {text for text, marked in hit.snippet if marked} >= {"praktik", "uger"}
    assert "".join(text for text, _ in hit.snippet).startswith("En praktik varer")


def test_each_reader_gets_the_page_in_their_own_language(search: SiteSearch) -> None:
    for text in ("sick leave", "sygdom"):
        assert search.find(text, "da").hits[0].url == "/sygdom-ferie-barsel/"
        assert search.find(text, "en").hits[0].url == "/en/sygdom-ferie-barsel/"


def test_a_page_comes_once_whatever_language_answers(search: SiteSearch) -> None:
    ids = [hit.id for hit in search.find("praktik placement", "da", limit=50).hits]
    assert len(ids) == len(set(ids))


def test_types_and_folders_narrow(search: SiteSearch) -> None:
    assert [hit.id for hit in search.find("praktik", "da", types={"webinar"}).hits] == ["webinar-praktik"]
    assert {hit.folder for hit in search.find("praktik", "da", folders={"internships"}).hits} == {
        "internships"
    }


def test_paging_shows_each_page_once_and_the_total_stays(search: SiteSearch) -> None:
    whole = search.find("praktik", "da", limit=50)
    pages = [search.find("praktik", "da", limit=2, offset=offset) for offset in range(0, whole.total, 2)]
    assert [hit.id for page in pages for hit in page.hits] == [hit.id for hit in whole.hits]
    assert {page.total for page in pages} == {whole.total}


def test_a_slip_is_offered_corrected_in_the_spelling_of_the_pages(search: SiteSearch) -> None:
    assert search.find("Rådihged og sanktionner", "da").did_you_mean == "rådighed og sanktionner"
    assert search.find("radighed", "da").did_you_mean is None


def test_only_the_first_four_unknown_words_are_guessed_at(search: SiteSearch) -> None:
    five = "rådihged løntilsud geografiks ansøgnign barsle"
    assert search.find(five, "da").did_you_mean == "rådighed løntilskud geografisk ansøgning barsle"


def test_only_twelve_words_are_looked_for(search: SiteSearch) -> None:
    noise = " ".join(f"ord{number}" for number in range(40))
    assert search.find(f"rådighed {noise}", "da").total == search.find(f"rådighed {noise} barsel", "da").total


def test_a_text_alone_can_be_marked_whole_or_by_its_best_sentence() -> None:
    text = "Du rydder op. Du skriver et nyhedsbrev til kunderne."
    assert "".join(run for run, _ in highlight(text, "nyhedsbreve", "da")) == text
    assert [run for run, marked in highlight(text, "nyhedsbreve", "da") if marked] == ["nyhedsbrev"]
    best = highlight(text, "nyhedsbreve", "da", whole=False)
    assert "".join(run for run, _ in best) == "Du skriver et nyhedsbrev til kunderne."


def test_a_long_text_is_cut_at_words_around_what_answers() -> None:
    text = " ".join(["fyld"] * 200 + ["nyhedsbrev"] + ["fyld"] * 200)
    shown = "".join(run for run, _ in highlight(text, "nyhedsbrev", "da", whole=False))
    assert "nyhedsbrev" in shown and len(shown) < 300 and shown.startswith("… fyld")


def test_a_query_of_no_words_asks_nothing_of_a_fresh_search(tmp_path: Path) -> None:
    assert site(tmp_path).find("?!", "en").hits == ()

"""Whatever is typed, a search answers: hundreds of odd questions from a seed, and what a generator finds."""

import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import OpeningSearch, SiteSearch
from tests.search.builders import site
from tests.search.test_opening_search import ROWS

PIECES = [
    "*", "?", "~", "title:", "id:*", "NOT", "AND OR", "[a TO z]", "{!", '"', "'", "\\", "praktik*", "(", ")",
    "^99", "rådighed", "min plan", "a-kasse", "\x00", "\ud800", "\u202e", "😀", "é́́", "<b>", "%s", "{0}",
    "../..", "ﬀ", "ẞ", "İ", "x" * 500, "-", "''", "’s", "1e999", "0x", "\n", "\t", "１２", "ᚠ", "ا", "中文",
    "hvad er", "løn tilskud", "aa", "oe",
]  # fmt: skip


@pytest.fixture(scope="module")
def searches(tmp_path_factory: pytest.TempPathFactory) -> tuple[SiteSearch, OpeningSearch]:
    openings = OpeningSearch(tmp_path_factory.mktemp("openings"))
    openings.rebuild(ROWS, 1)
    return site(tmp_path_factory.mktemp("site")), openings


def test_hostile_questions_are_answered(searches: tuple[SiteSearch, OpeningSearch]) -> None:
    chance = random.Random(2026)
    pages, openings = searches
    for _ in range(500):
        separator = chance.choice(["", " ", "  "])
        text = separator.join(chance.choices(PIECES, k=chance.randint(1, 30)))
        lang = chance.choice(["da", "en"])
        for found in (pages.find(text, lang), openings.find(text, lang)):  # type: ignore[arg-type]
            assert found.total >= len(found.hits) >= 0


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=400))
def test_any_text_is_answered(searches: tuple[SiteSearch, OpeningSearch], text: str) -> None:
    pages, openings = searches
    assert pages.find(text, "da").total >= 0
    assert openings.find(text, "en").total >= 0


def test_an_operator_is_a_word_like_any_other(searches: tuple[SiteSearch, OpeningSearch]) -> None:
    pages, openings = searches
    for text in ("*", "title:*", "id:a", "[a TO z]"):
        assert openings.find(text, "da").total == 0, text
        assert pages.find(text, "da").total < 3, text


def test_the_longest_question_costs_little_work(tmp_path: Path) -> None:
    pages = site(tmp_path)
    text = " ".join(f"rådihged{number} praktikplasd{number}" for number in range(12))
    pages.find("varm", "da")
    began = time.thread_time()
    pages.find(text, "da")
    assert time.thread_time() - began < 2

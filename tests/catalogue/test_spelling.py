"""Every Danish word is in the dictionary or in the list of own words."""

import os

import pytest

from tests.catalogue.builders import WORDS, ContentFolder
from tools.proofread import OWN_WORDS, can_proofread, own_words, unknown_words

needs_hunspell = pytest.mark.skipif(
    not can_proofread() and not os.environ.get("CI"), reason="hunspell and hunspell-da are not installed"
)


@needs_hunspell
def test_every_word_of_the_danish_pages_is_known() -> None:
    assert unknown_words() == {}


@needs_hunspell
def test_a_misspelt_word_is_found_in_text_and_in_head_and_links_are_not_read(content: ContentFolder) -> None:
    content.write(OWN_WORDS, "UGU\n")
    content.change(
        "start/raadighed.md", WORDS, WORDS + "Her er en fejll, UGU og [jobnet](https://xqzt.dk/abcq).\n"
    )
    content.change("start/raadighed.md", "hvad rådighed er", "hvad rådighedd er")

    assert unknown_words(content.root) == {"start/raadighed.md": ["rådighedd", "fejll"]}


def test_the_own_words_stand_once_and_in_order() -> None:
    words = sorted(own_words())

    assert len(words) == len({word.casefold() for word in words})

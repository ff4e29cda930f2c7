"""Words of the glossary explained in place: what an editor writes, and what a reader meets."""

import pytest

from portal.catalogue.content_check import CONTENT
from portal.catalogue.glossary import Glossary, Term, read_glossary
from portal.catalogue.term_markup import explain_terms
from tests.catalogue.builders import ContentFolder

GLOSSARY = Glossary(
    (
        Term(term="Min Plan", english="My plan", da="Min Plan samler <alt>.", en="Gathers <all>."),
        Term(term="jobsamtale (med a-kasse)", english="meeting", da="En samtale.", en="A meeting."),
    )
)


def test_a_term_opens_its_explanation_with_a_button_of_the_browser_and_no_script() -> None:
    html = explain_terms('<p>I <a href="term:min-plan">din plan</a>, står</p>', GLOSSARY, "da")

    assert html == (
        '<p>I <span class="nb">'
        '<button type="button" class="term" popovertarget="forklaring-1">din plan</button>'
        '<span class="term-note" id="forklaring-1" popover>Min Plan samler &lt;alt&gt;.</span>'
        ",</span> står</p>"
    )


def test_the_english_explanation_says_the_danish_word_that_stands_in_the_letter() -> None:
    html = explain_terms('<a href="term:Min%20Plan">My plan</a>', GLOSSARY, "en")

    assert '<b lang="da">Min Plan</b>: Gathers &lt;all&gt;.' in html


def test_the_same_word_twice_has_two_explanations_of_its_own() -> None:
    html = explain_terms('<a href="term:min-plan">x</a> <a href="term:jobsamtale">y</a>' * 2, GLOSSARY, "da")

    assert [html.count(f'id="forklaring-{number}"') for number in range(1, 6)] == [1, 1, 1, 1, 0]
    assert 'href="term' not in html


@pytest.mark.parametrize(("written", "word"), [("min-plan", "Min Plan"), ("Min Plan", "Min Plan")])
def test_a_term_is_found_with_a_hyphen_or_a_space_and_in_any_case(written: str, word: str) -> None:
    found = GLOSSARY.find(written)

    assert found is not None
    assert found.word == word


def test_what_is_added_in_brackets_is_no_part_of_the_word() -> None:
    assert "jobsamtale" in GLOSSARY
    assert "jobsamtale-(med-a-kasse)" not in GLOSSARY


@pytest.mark.parametrize("suffix", [".md", ".en.md"])
def test_a_word_that_is_not_in_the_glossary_is_a_fault_with_its_line(
    content: ContentFolder, suffix: str
) -> None:
    content.change(f"start/start{suffix}", "Se [", "Om [rådigt](term:rådigt). Se [")

    assert content.errors() == [
        f"content/start/start{suffix}:13: ordet `term:rådigt` står ikke i facts/glossary.yaml: "
        "ret det, eller skriv teksten uden link"
    ]


def test_a_word_in_a_heading_is_explained_in_the_text_instead(content: ContentFolder) -> None:
    content.change("start/raadighed.md", "## Regler {#regler}", "## [Regler](term:rådighed) {#regler}")

    assert any("`term:rådighed` står i en overskrift" in line for line in content.errors())


def test_an_id_that_explanations_use_is_not_free_for_a_heading(content: ContentFolder) -> None:
    for suffix in (".md", ".en.md"):
        content.change(f"start/start{suffix}", "{#begynd}", "{#forklaring-1}")

    assert any("#forklaring-1 bruges af rammen om siden" in line for line in content.errors())


def test_every_term_of_the_site_is_found_by_its_own_word() -> None:
    glossary, findings = read_glossary(CONTENT)

    assert findings == []
    assert all(glossary.find(term.word) is term for term in glossary.terms)

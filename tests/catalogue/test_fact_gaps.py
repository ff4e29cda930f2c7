"""A page when nothing is approved: what leaves with its facts, and what must not be left hanging."""

from datetime import date

import pytest
from markupsafe import Markup

from portal.catalogue.fact_files import read_registry
from portal.catalogue.facts import Edition, Registry
from portal.catalogue.shortcodes import Shortcodes
from tests.catalogue.builders import ContentFolder

PAGES = ("start/start.md", "start/start.en.md")
BLOCK = """## Tallene {#tal}

[[with-facts]]

Det er målt, og her er tallet:

[[fact:tal-et]]

[[end-with-facts]]

Resten af siden."""


def both(content: ContentFolder, text: str) -> None:
    """Ends both languages of a page with the text."""
    for page in PAGES:
        content.write(page, f"{content.read(page)}\n{text}\n")


def expand(registry: Registry, edition: Edition, text: str = BLOCK) -> str:
    codes = Shortcodes(registry, edition, date(2026, 11, 24), {"webinar-list": Markup("")})
    return codes.expand(text, "da")


@pytest.fixture
def registry(content: ContentFolder) -> Registry:
    return read_registry(content.root)[0]


def test_a_block_leaves_the_page_with_the_last_of_its_facts(registry: Registry) -> None:
    assert "Det er målt" in expand(registry, Edition.DEMONSTRATION)
    production = expand(registry, Edition.PRODUCTION)
    assert "Det er målt" not in production
    assert "Resten af siden." in production
    assert "[[" not in production


def test_a_block_stays_while_one_of_its_facts_is_shown(registry: Registry) -> None:
    two = BLOCK.replace("[[fact:tal-et]]", "[[fact:tal-et]]\n[[fact:regel-et]]")

    production = expand(registry, Edition.PRODUCTION, two)

    assert "Det er målt" in production
    assert "Spørg din a-kasse om rådighed." in production
    assert "38 procent" not in production


def test_a_page_that_keeps_its_announcements_with_their_facts_has_no_fault(content: ContentFolder) -> None:
    both(content, BLOCK)

    assert content.errors() == []


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("## Tallene {#tal}\n\n[[fact:tal-et]]", 15, "»Tallene« står tomt"),
        ("## Tallene {#tal}\n\nNote\n{: .mg }\n\n[[fact:tal-et]]", 15, "»Tallene« står tomt"),
        ("## Mere {#mere}\n\nTekst.\n\n### Tallene\n\n[[fact:tal-et]]", 19, "»Tallene« står tomt"),
        ("## Tallene {#tal}\n\n<div>\n\n[[fact:tal-et]]\n\n</div>", 15, "»Tallene« står tomt"),
        (
            "## Tallene {#tal}\n\nHer er tallet:\n\n[[fact:tal-et]]\n\nMere.",
            17,
            "»Her er tallet:«",
        ),
        (
            "## Tallene {#tal}\n\nTekst.\n\nNote\n{: .mg }\n\n[[fact:tal-et]]",
            20,
            "noten i margenen",
        ),
        ("## T {#tal}\n\n[[with-facts]]\n\nIntet.\n\n[[end-with-facts]]\n\nTekst.", 17, "har ingen fakta"),
        ("## T {#tal}\n\nTekst.\n\n[[with-facts]]\n[[fact:tal-et]]", 19, "mangler sit [[end-with-facts]]"),
        ("## T {#tal}\n\nTekst.\n\n[[fact:regel-et]]\n[[end-with-facts]]", 20, "der ikke er begyndt"),
        (
            "## T {#tal}\n\nTekst.\n\n[[with-facts]]\n[[fact:tal-et]]\n[[with-facts]]\n[[fact:tal-et]]\n"
            "[[end-with-facts]]",
            21,
            "der begyndte på linje 19",
        ),
    ],
)
def test_what_would_be_left_hanging_is_a_fault_with_its_line(
    content: ContentFolder, text: str, line: int, said: str
) -> None:
    both(content, text)

    found = [one for one in content.errors() if one.startswith("content/start/start.md")]

    assert found[0].startswith(f"content/start/start.md:{line}: ")
    assert said in found[0]


@pytest.mark.parametrize(
    "text",
    [
        "## Reglen {#regel}\n\n[[fact:regel-et]]",
        "## Reglen {#regel}\n\nDu skal vide:\n\n[[fact:regel-et]]\n[[fact:tal-et]]",
        "## Liste {#liste}\n\nHusk:\n\n- et\n- to\n\n[[fact:tal-et]]",
        "## Mere {#mere}\n\n### Under\n\nTekst.",
    ],
)
def test_a_rule_always_has_something_to_say(content: ContentFolder, text: str) -> None:
    both(content, text)

    assert content.errors() == []


def test_a_sentence_that_looks_back_at_a_figure_is_noted(content: ContentFolder) -> None:
    both(content, "## Mere {#mere}\n\nTekst.\n\n[[fact:tal-et]]\n\nTallet er gammelt.")

    assert any("start.md:21: »Tallet er gammelt.« viser måske tilbage" in note for note in content.notes())


def test_no_link_leads_to_a_heading_that_may_be_gone(content: ContentFolder) -> None:
    both(content, "[[with-facts]]\n\n## Tal {#tal}\n\n[[fact:tal-et]]\n\n[[end-with-facts]]")
    for suffix in (".md", ".en.md"):
        content.change(f"start/raadighed{suffix}", "module:start#begynd", "module:start#tal")

    assert any(
        "raadighed.md:" in line
        and "linket `module:start#tal` peger" in line
        and "forsvinder med sine fakta" in line
        for line in content.errors()
    )

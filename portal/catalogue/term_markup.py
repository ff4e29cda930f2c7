"""Terms of the glossary in running text: a button that opens the explanation where the word stands."""

import re
from urllib.parse import unquote

from markupsafe import Markup, escape

from portal.catalogue.glossary import Glossary, Term

ID_BEGINS = "forklaring-"
# What Markdown makes of `[rådighed](term:rådighed)`, and the mark after it: a line may break beside a button.
_LINK = re.compile(r'<a href="term:([^"]*)">(.*?)</a>([.,:;!?)”’]*)', re.DOTALL)


def explain_terms(html: str, glossary: Glossary, language: str) -> str:
    """Every link to a term as a button with its explanation after it; KeyError when a term is unknown."""
    count = 0

    def explained(link: re.Match[str]) -> str:
        nonlocal count
        count += 1
        term = glossary.find(unquote(link[1]))
        if term is None:
            raise KeyError(link[1])
        word = _explained(Markup(link[2]), term, f"{ID_BEGINS}{count}", language)  # noqa: S704  (the editors' own)
        return Markup('<span class="nb">{}{}</span>').format(word, link[3]) if link[3] else word

    return _LINK.sub(explained, html)


def _explained(word: Markup, term: Term, identifier: str, language: str) -> Markup:
    """Phrasing content only, so that it may stand in a paragraph; it is read straight after its word."""
    return Markup(
        '<button type="button" class="term" popovertarget="{0}">{1}</button>'
        '<span class="term-note" id="{0}" popover>{2}</span>'
    ).format(identifier, word, _note(term, language))


def _note(term: Term, language: str) -> Markup:
    """The Danish explanations begin with the word; an English one says which Danish word is in the letter."""
    if language == "da":
        return escape(term.da)
    return Markup('<b lang="da">{}</b>: {}').format(term.word, term.en)

"""The self-check of a module as a form on its page, and as what the portal reads to answer it."""

import re
from collections.abc import Callable

import markdown
from markupsafe import Markup, escape

from portal.catalogue.self_check import (
    Option,
    Question,
    SelfCheck,
    explanation,
    field_name,
    value_of,
)
from portal.catalogue.self_checks import PATHS, ShownOption, ShownQuestion, ShownSelfCheck

WORDS = {
    "da": {"check": "Tjek dine svar", "answers": "Se svarene uden at vælge"},
    "en": {"check": "Check your answers", "answers": "See the answers without choosing"},
}
RECEIPT_LINE = {
    "da": Markup(
        'Når du har set forklaringerne, kan du få <a href="/kvittering">en kvittering uden navn</a>. '
        "Den er frivillig, og der sker ikke noget, hvis du ikke har en."
    ),
    "en": Markup(
        "When you have seen the explanations, you can have "
        '<a href="/en/receipt">a receipt without a name</a>. '
        "It is voluntary, and nothing happens if you do not have one."
    ),
}
_PARAGRAPHS = re.compile(r"^<p>(.*)</p>$", re.DOTALL)


def form(identifier: str, questions: SelfCheck, language: str, *, receipt: bool = False) -> Markup:
    """Native radios and one button; the portal answers, and nothing is kept."""
    line = Markup('<p class="meta leave-out">{}</p>').format(RECEIPT_LINE[language]) if receipt else ""
    words, path = WORDS[language], PATHS[language].format(module_id=identifier)
    asked = Markup("").join(_fieldset(number, one) for number, one in enumerate(questions, 1))
    return Markup(
        '<form class="self-check" method="post" action="{path}">{asked}<p class="row leave-out">'
        '<button class="btn">{check}</button> <a href="{path}" rel="nofollow">{answers}</a></p>{line}</form>'
    ).format(path=path, asked=asked, line=line, check=words["check"], answers=words["answers"])


def _fieldset(number: int, question: Question) -> Markup:
    name = field_name(number)
    choices = Markup("").join(
        Markup(
            '<label class="pick leave-out" for="{id}"><input type="radio" id="{id}" name="{name}" '
            'value="{value}"><span>{text}</span></label>'
        ).format(id=f"{name}-{place}", name=name, value=value_of(question, option), text=_inline(option.text))
        for place, option in enumerate(question.options, 1)
    )
    return Markup('<fieldset class="field" id="{}"><legend>{}. {}</legend>{}</fieldset>').format(
        name, number, _inline(question.question), choices
    )


def shown_self_check(
    questions: SelfCheck, language: str, *, title: str, url: str, resolve: Callable[[str], str]
) -> ShownSelfCheck:
    """What the portal shows; `resolve` points links to modules at their pages."""

    def option(question: Question, option: Option) -> ShownOption:
        said = explanation(option, language)
        why = resolve(_inline(said.why))
        return ShownOption(value_of(question, option), _inline(option.text), said.verdict, why)

    asked = (
        ShownQuestion(
            field_name(number),
            _inline(question.question),
            tuple(option(question, one) for one in question.options),
        )
        for number, question in enumerate(questions, 1)
    )
    return ShownSelfCheck(title, url, tuple(asked))


def _inline(text: str) -> Markup:
    """A short text of the head with Markdown's marks for words and links."""
    html = markdown.markdown(text, extensions=["attr_list"])
    inner = _PARAGRAPHS.match(html)
    if inner is None or "<p>" in inner[1]:
        return escape(text)
    return Markup(inner[1])  # noqa: S704  # the editors' own files

"""The self-check of a module: a few questions with choices, an explanation of each, and no score."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field
from pydantic.dataclasses import dataclass as checked_dataclass
from pydantic_core import PydanticCustomError

from portal.catalogue.findings import OWN_WORDS

MANY_QUESTIONS = range(3, 7)
MANY_OPTIONS = range(2, 5)
_STRICT = ConfigDict(extra="forbid", str_strip_whitespace=True)
_LINK = re.compile(r"\]\(|<a\b")
# How an explanation may begin by itself; otherwise the page says whether the choice was right.
_RIGHT = re.compile(r"(?:Ja|Yes)\b")
_WRONG = re.compile(r"(?:Nej|Ikke|Næsten|Vent|Det kan|No|Not|Almost|Wait|It can|That can)\b")
_DENIAL = re.compile(r"(?:Nej|Ikke helt|No|Not quite)\b")
_SENTENCE = re.compile(r"(.{1,60}?[.!?])(?:\s+|$)(.*)", re.DOTALL)
VERDICTS = {
    ("da", True): "Ja, det er rigtigt.",
    ("da", False): "Ikke helt.",
    ("en", True): "Yes, that is right.",
    ("en", False): "Not quite.",
}


def as_written(value: object) -> object:
    """A text of digits alone is read as a number by YAML, and means the text."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


Words = Annotated[str, Field(min_length=1), BeforeValidator(as_written)]


def _without_link(text: str) -> str:
    if _LINK.search(text):
        raise PydanticCustomError(OWN_WORDS, "et link kan ikke stå i et valg: skriv det i forklaringen")
    return text


Choice = Annotated[Words, AfterValidator(_without_link)]


@checked_dataclass(frozen=True, kw_only=True, config=_STRICT)
class Option:
    text: Choice
    answer: Words
    right: bool = False


def _one_right(options: tuple[Option, ...]) -> tuple[Option, ...]:
    if len(options) not in MANY_OPTIONS:
        raise PydanticCustomError(OWN_WORDS, "spørgsmålet skal have to til fire svar i `options`")
    right = sum(option.right for option in options)
    if right != 1:
        raise PydanticCustomError(
            OWN_WORDS, "skriv `right: true` ved netop ét svar, nu står det ved {right}", {"right": right}
        )
    if len({option.text for option in options}) < len(options):
        raise PydanticCustomError(OWN_WORDS, "to svar er ens: skriv dem, så de kan kendes fra hinanden")
    for option in options:
        _agrees(option)
    return options


def _agrees(option: Option) -> None:
    contradicts = _DENIAL.match(option.answer) if option.right else option.answer.startswith(_rights())
    if contradicts:
        raise PydanticCustomError(
            OWN_WORDS,
            "forklaringen til »{text}« siger noget andet end `right`: ret den ene",
            {"text": option.text},
        )


def _rights() -> tuple[str, ...]:
    return tuple(said for (_, right), said in VERDICTS.items() if right)


@checked_dataclass(frozen=True, kw_only=True, config=_STRICT)
class Question:
    question: Choice
    options: Annotated[tuple[Option, ...], AfterValidator(_one_right)]

    @property
    def right(self) -> int:
        """The place of the right option among the others."""
        return next(place for place, option in enumerate(self.options) if option.right)


def _three_to_six(questions: tuple[Question, ...]) -> tuple[Question, ...]:
    if len(questions) not in MANY_QUESTIONS:
        raise ValueError("three to six questions")
    return questions


SelfCheck = Annotated[tuple[Question, ...], AfterValidator(_three_to_six)]


@dataclass(frozen=True)
class Explanation:
    """What a reader is told about a choice: whether it was right, in bold, and why."""

    verdict: str
    why: str


def explanation(option: Option, language: str) -> Explanation:
    """The explanation's own first words where they say whether it was right, else ours."""
    begins = (_RIGHT if option.right else _WRONG).match(option.answer)
    sentence = _SENTENCE.match(option.answer)
    if begins and sentence:
        return Explanation(sentence.group(1), sentence.group(2).strip())
    return Explanation("" if begins else VERDICTS[language, option.right], option.answer)


def value_of(question: Question, option: Option) -> str:
    """What a form sends for a choice: another text is another value, so an old page is never misread."""
    return sha256(f"{question.question}\n{option.text}".encode()).hexdigest()[:12]


def field_name(number: int) -> str:
    return f"q{number}"


def texts(questions: tuple[Question, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text, with the place where it stands in the head of the page."""
    for number, question in enumerate(questions):
        yield ("self_check", number, "question"), question.question
        for place, option in enumerate(question.options):
            yield ("self_check", number, "options", place, "text"), option.text
            yield ("self_check", number, "options", place, "answer"), option.answer

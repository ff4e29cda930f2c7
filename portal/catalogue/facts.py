"""The registry of facts: what is known, from where, and whether it may be shown as true."""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Field
from pydantic.dataclasses import dataclass as checked_dataclass

from portal.catalogue.front_matter import ID_PATTERN

Words = Annotated[str, Field(min_length=1)]
_STRICT = ConfigDict(extra="forbid", str_strip_whitespace=True)
WEB_ADDRESS = r"^https?://\S+$"


def _text_of_number(value: object) -> object:
    return str(value) if isinstance(value, int | float) else value


@checked_dataclass(frozen=True, kw_only=True, config=_STRICT)
class Source:
    title: Words
    section: Words | None = None
    url: Annotated[str, Field(pattern=WEB_ADDRESS)] | None = None
    url2: Annotated[str, Field(pattern=WEB_ADDRESS)] | None = None


@checked_dataclass(frozen=True, kw_only=True, config=_STRICT)
class Fact:
    """One sentence with its source; a rule also has a sentence that is true either way."""

    id: Annotated[str, Field(pattern=ID_PATTERN)]
    topic: Words
    kind: Literal["rule", "figure", "finding", "practice"]
    da: Words
    en: Words
    source: Source
    as_of: Annotated[int, Field(ge=1900, le=2100)] | date
    gate: Literal["ok", "check", "hold"]
    evidence: Literal["report", "stored-page", "own-knowledge"]
    confidence: Literal["high", "medium", "low"]
    audience: Literal["reader", "owner"] = "reader"
    safe_da: Words | None = None
    safe_en: Words | None = None
    ask: Literal["a-kasse", "kommunen", "jobnet", "vitas", "ankestyrelsen", "datatilsynet"] | None = None
    value: Annotated[str | None, BeforeValidator(_text_of_number)] = None
    unit: str | None = None
    review_by: date | None = None
    source_checked_on: date | None = None
    note: str = ""

    def text(self, language: str) -> str:
        return self.en if language == "en" else self.da

    def safe_text(self, language: str) -> str | None:
        return self.safe_en if language == "en" else self.safe_da

    @property
    def text_hash(self) -> str:
        """What an approval approves: every sentence a reader can meet, in both languages."""
        sentences = "\n".join((self.da, self.en, self.safe_da or "", self.safe_en or ""))
        return hashlib.sha256(sentences.encode()).hexdigest()[:32]


@checked_dataclass(frozen=True, kw_only=True, config=_STRICT)
class Approval:
    id: Words
    text_hash: Words
    by: Words
    on: date


class Edition(StrEnum):
    """What a build is for: a demonstration marks what is not approved, a production leaves it out."""

    DEMONSTRATION = "demonstration"
    PRODUCTION = "production"


class Standing(StrEnum):
    APPROVED = "approved"
    DRAFT = "draft"
    OVERDUE = "overdue"
    HELD = "held"


@dataclass(frozen=True)
class Shown:
    """A fact as a reader meets it; safe when the sentence is the one that is true either way."""

    fact: Fact
    text: str
    standing: Standing
    safe: bool = False
    approved_on: date | None = None


@dataclass(frozen=True)
class Registry:
    """All facts and approvals, on the day of the build."""

    facts: dict[str, Fact]
    approvals: dict[str, Approval] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    def standing(self, fact: Fact, today: date) -> Standing:
        """An approval counts for the text it was given to, until the day the fact is to be reviewed."""
        if fact.gate == "hold":
            return Standing.HELD
        approval = self.approvals.get(fact.id)
        if approval is None or approval.text_hash != fact.text_hash:
            return Standing.DRAFT
        if fact.gate == "check" and fact.source_checked_on is None:
            return Standing.DRAFT
        if fact.review_by is not None and today >= fact.review_by:
            return Standing.OVERDUE
        return Standing.APPROVED

    def show(self, fact: Fact, language: str, edition: Edition, today: date) -> Shown | None:
        """What the page shows, or None when the fact is left out of this edition."""
        standing = self.standing(fact, today)
        if standing is Standing.HELD:
            return None
        if standing is Standing.APPROVED:
            return Shown(fact, fact.text(language), standing, approved_on=self.approvals[fact.id].on)
        if edition is Edition.DEMONSTRATION:
            return Shown(fact, fact.text(language), standing)
        safe = fact.safe_text(language)
        if fact.kind != "rule" or safe is None:
            return None
        return Shown(fact, safe, standing, safe=True)

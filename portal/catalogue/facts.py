"""The registry of facts: what is known, from where, and whether it may be shown as true."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Field
from pydantic.dataclasses import dataclass as checked_dataclass

from portal.catalogue.front_matter import ID_PATTERN
from portal.catalogue.measured import Measured
from portal.shared.signatures import OneLine, is_one_person

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
class Adopted:
    """Who has seen that the new rule was adopted, and in which law."""

    law: Words
    date: date
    approved_by: Words


@checked_dataclass(frozen=True, kw_only=True, config=_STRICT)
class NextText:
    """What a fact says from a day on; nothing of it is shown until the law is adopted."""

    begins: Annotated[date, Field(alias="from")]
    da: OneLine
    en: OneLine
    safe_da: OneLine | None = None
    safe_en: OneLine | None = None
    adopted: Adopted | None = None
    source: Source | None = None
    source_checked_on: date | None = None
    review_by: date | None = None
    value: Annotated[str | None, BeforeValidator(_text_of_number)] = None
    unit: str | None = None
    measured: Measured | None = None

    def takes_effect(self, day: date) -> bool:
        """From its day on, if the law was adopted by then."""
        return day >= self.begins and self.adopted is not None and self.adopted.date <= day


@checked_dataclass(frozen=True, kw_only=True, config=_STRICT)
class Fact:
    """One sentence with its source; a rule also has a sentence that is true either way."""

    id: Annotated[str, Field(pattern=ID_PATTERN)]
    topic: Words
    kind: Literal["rule", "figure", "finding", "practice"]
    da: OneLine
    en: OneLine
    source: Source
    as_of: Annotated[int, Field(ge=1900, le=2100)] | date
    gate: Literal["ok", "check", "hold"]
    evidence: Literal["report", "stored-page", "own-knowledge"]
    confidence: Literal["high", "medium", "low"]
    audience: Literal["reader", "owner"] = "reader"
    safe_da: OneLine | None = None
    safe_en: OneLine | None = None
    ask: Literal["a-kasse", "kommunen", "jobnet", "vitas", "ankestyrelsen", "datatilsynet"] | None = None
    value: Annotated[str | None, BeforeValidator(_text_of_number)] = None
    unit: str | None = None
    measured: Measured | None = None
    review_by: date | None = None
    source_checked_on: date | None = None
    next: NextText | None = None
    note: str = ""

    def on(self, day: date) -> "Fact":
        """The fact as it reads on a day: an adopted new text has taken its place from its own day."""
        new = self.next
        if new is None or new.adopted is None or not new.takes_effect(day):
            return self
        return replace(
            self,
            da=new.da,
            en=new.en,
            safe_da=new.safe_da,
            safe_en=new.safe_en,
            source=new.source or Source(title=new.adopted.law),
            as_of=new.begins,
            value=new.value,
            unit=new.unit,
            measured=new.measured,
            review_by=new.review_by,
            source_checked_on=new.source_checked_on,
            next=None,
        )

    @property
    def approvable(self) -> tuple["Fact", ...]:
        """The texts that can be approved: the present one, and the one that follows it by an adopted law."""
        if self.next is None or self.next.adopted is None:
            return (self,)
        return self, self.on(max(self.next.begins, self.next.adopted.date))

    def ended(self, day: date) -> bool:
        """The text has run out: a new one was to follow, and nobody has said that it was adopted."""
        return self.next is not None and day >= self.next.begins and not self.next.takes_effect(day)

    def text(self, language: str) -> str:
        return self.en if language == "en" else self.da

    def safe_text(self, language: str) -> str | None:
        return self.safe_en if language == "en" else self.safe_da

    @property
    def text_hash(self) -> str:
        """What an approval approves: every sentence and every drawn number a reader can meet."""
        sentences = "\n".join((self.da, self.en, self.safe_da or "", self.safe_en or ""))
        if self.measured is not None:
            sentences += f"\n{self.measured.signed}"
        return hashlib.sha256(sentences.encode()).hexdigest()[:32]


@checked_dataclass(frozen=True, kw_only=True, config=_STRICT)
class Approval:
    """Who approved which text: it counts once a second person has signed too."""

    id: Words
    text_hash: Words
    by: Words
    on: date
    second_by: Words | None = None
    second_on: date | None = None
    source_checked_on: date | None = None
    # The row at the desk that it was written from; without it somebody wrote it by hand.
    desk: Words | None = None

    @property
    def given_on(self) -> date | None:
        """The day of the second signature; None while one is missing or both are the same person's."""
        if self.second_by is None or self.second_on is None or is_one_person(self.by, self.second_by):
            return None
        return max(self.on, self.second_on)


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
    """All facts and approvals; what is shown depends on the day of the build and on nothing else."""

    facts: dict[str, Fact]
    approvals: dict[tuple[str, str], Approval] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    approval_lines: dict[tuple[str, str], int] = field(default_factory=dict)

    def approval(self, text: Fact, today: date) -> Approval | None:
        """The approval given to this very text by two persons, unless it is dated later than today."""
        found = self.approvals.get((text.id, text.text_hash))
        given_on = found.given_on if found is not None else None
        return found if given_on is not None and given_on <= today else None

    def standing(self, fact: Fact, today: date) -> Standing:
        """An approval counts for the text it was given to, until the day the fact is to be reviewed."""
        if fact.gate == "hold":
            return Standing.HELD
        if fact.ended(today):
            return Standing.OVERDUE
        text = fact.on(today)
        approval = self.approval(text, today)
        if approval is None:
            return Standing.DRAFT
        if text.gate == "check" and (approval.source_checked_on or text.source_checked_on) is None:
            return Standing.DRAFT
        if text.review_by is not None and today >= text.review_by:
            return Standing.OVERDUE
        return Standing.APPROVED

    def show(self, fact: Fact, language: str, edition: Edition, today: date) -> Shown | None:
        """What the page shows, or None when the fact is left out of this edition."""
        standing, text = self.standing(fact, today), fact.on(today)
        if standing is Standing.HELD:
            return None
        if standing is Standing.APPROVED:
            approval = self.approval(text, today)
            return Shown(
                text, text.text(language), standing, approved_on=approval.given_on if approval else None
            )
        if edition is Edition.DEMONSTRATION and not fact.ended(today):
            return Shown(text, text.text(language), standing)
        safe = text.safe_text(language)
        if text.kind != "rule" or safe is None:
            return None
        return Shown(text, safe, standing, safe=True)

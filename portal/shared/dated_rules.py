"""The rules file: limits with a day they begin and end, and what a meeting must cover, as questions."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as checked_dataclass

from portal.shared.registers import FACTS_FOLDER, RegisterError
from portal.shared.signatures import OneLine, is_one_person

FILE = "rules.yaml"
Words = Annotated[str, Field(min_length=1)]
Day = date
Subject = Literal["placement-weeks", "wage-subsidy-weeks", "placements-beside-staff"]
Target = Literal["everyone", "graduates", "private", "public"]
_STRICT = ConfigDict(extra="forbid", str_strip_whitespace=True, populate_by_name=True)


@checked_dataclass(frozen=True, kw_only=True, config=_STRICT)
class RuleApproval:
    """It counts once a second person has signed too."""

    by: Words
    date: date
    text_hash: Words
    second_by: Words | None = None
    second_date: Day | None = None

    @property
    def given_on(self) -> Day | None:
        """The day of the second signature; None while one is missing or both are the same person's."""
        if self.second_by is None or self.second_date is None or is_one_person(self.by, self.second_by):
            return None
        return max(self.date, self.second_date)


@checked_dataclass(frozen=True, kw_only=True, config=_STRICT)
class DatedRule:
    """A limit says how many at most; a demand on the meeting is asked as a question worth asking."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    kind: Literal["limit", "proceskrav"]
    text_da: OneLine
    text_en: OneLine
    begins: Annotated[date, Field(alias="from")]
    until: date | None = None
    origin: Literal["national", "local"] = "national"
    # A local demand is somebody's own choice and counts only where it was switched on.
    switched_on: bool = False
    gate: Literal["ok", "check", "hold"]
    source: Words
    source_checked_on: date | None = None
    subject: Subject | None = None
    target: Target = "everyone"
    most: Annotated[int, Field(ge=1)] | None = None
    careful_da: OneLine | None = None
    careful_en: OneLine | None = None
    approved: RuleApproval | None = None
    # The fact that says the same on the pages, so that who changes one sees the other.
    fact: Words | None = None
    note: str = ""

    def text(self, language: str) -> str:
        return self.text_en if language == "en" else self.text_da

    def careful(self, language: str) -> str | None:
        return self.careful_en if language == "en" else self.careful_da

    @property
    def text_hash(self) -> str:
        """What an approval approves: the words, the number, whom it concerns and when."""
        parts = (self.text_da, self.text_en, self.careful_da, self.careful_en, self.subject, self.target)
        words = "\n".join(str(part) for part in (*parts, self.most, self.begins, self.until))
        return hashlib.sha256(words.encode()).hexdigest()[:32]

    def valid(self, day: date) -> bool:
        return self.begins <= day and (self.until is None or day <= self.until)

    def approved_on(self, day: date) -> bool:
        """Somebody has approved these very words by that day, and has seen the source where that is asked."""
        given_on = self.approved.given_on if self.approved is not None else None
        if self.approved is None or given_on is None or self.gate == "hold" or given_on > day:
            return False
        checked = self.gate == "ok" or self.source_checked_on is not None
        return checked and self.approved.text_hash == self.text_hash

    def in_force(self, day: date) -> bool:
        return self.valid(day) and self.approved_on(day) and (self.origin == "national" or self.switched_on)


def rules_in_force(day: date, rules: Iterable[DatedRule] | None = None) -> tuple[DatedRule, ...]:
    """The rules that count that day: valid, approved and, when local, switched on."""
    found = load_rules() if rules is None else rules
    return tuple(rule for rule in found if rule.in_force(day))


@dataclass(frozen=True)
class LengthAdvice:
    """What to say of a length; `most` only when an approved limit is in force."""

    text: str
    most: int | None


def length_advice(
    subject: Subject, target: Target, day: date, language: str, rules: Iterable[DatedRule] | None = None
) -> LengthAdvice | None:
    """The limit in force for this target, or for everyone; without one, the careful sentence."""
    found = tuple(load_rules() if rules is None else rules)
    about = [rule for rule in found if rule.subject == subject and rule.target in (target, "everyone")]
    about.sort(key=lambda rule: rule.target == "everyone")
    for rule in rules_in_force(day, about):
        return LengthAdvice(rule.text(language), rule.most)
    careful = (rule.careful(language) for rule in about if rule.gate != "hold")
    return next((LengthAdvice(text, None) for text in careful if text), None)


@lru_cache(maxsize=4)
def load_rules(folder: Path = FACTS_FOLDER) -> tuple[DatedRule, ...]:
    """Reads the rules file; raises RegisterError."""
    rows = yaml.load((folder / FILE).read_bytes(), Loader=yaml.CSafeLoader) or []
    try:
        return tuple(TypeAdapter(list[DatedRule]).validate_python(rows))
    except ValidationError as error:
        first = error.errors()[0]
        raise RegisterError(f"{FILE}: {first['loc']}: {first['msg']}") from error

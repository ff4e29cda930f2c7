"""Words the reader meets in letters, explained in both languages."""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Annotated

from pydantic import ConfigDict, Field, TypeAdapter
from pydantic.dataclasses import dataclass as checked_dataclass

from portal.catalogue.findings import Finding
from portal.catalogue.register_rows import read_rows, repeated

GLOSSARY = "facts/glossary.yaml"
Words = Annotated[str, Field(min_length=1)]
_CLARIFIED = re.compile(r"\s*\(.*\)$")


@checked_dataclass(frozen=True, kw_only=True, config=ConfigDict(extra="forbid", str_strip_whitespace=True))
class Term:
    """A Danish word, what it is called in English, and what it means; synonyms are for the search."""

    term: Words
    english: Words
    da: Words
    en: Words
    synonyms: tuple[Words, ...] = ()

    @property
    def word(self) -> str:
        """The term without what is added in brackets to tell it from another."""
        return _CLARIFIED.sub("", self.term)

    def explanation(self, language: str) -> str:
        return self.en if language == "en" else self.da


def term_key(written: str) -> str:
    """`Min Plan` is written `term:min-plan` in a link, which cannot hold a space."""
    return re.sub(r"\s+", "-", written.strip().casefold())


@dataclass(frozen=True)
class Glossary:
    terms: tuple[Term, ...]

    @cached_property
    def _by_key(self) -> dict[str, Term]:
        return {term_key(term.word): term for term in self.terms}

    def find(self, written: str) -> Term | None:
        """The term an editor means by `term:<written>`."""
        return self._by_key.get(term_key(written))

    def __contains__(self, written: str) -> bool:
        return self.find(written) is not None


def read_glossary(content: Path) -> tuple[Glossary, list[Finding]]:
    """The terms that could be read, and what is wrong with the file."""
    path = PurePosixPath(content.name) / GLOSSARY
    rows, findings = read_rows(content / GLOSSARY, path, TypeAdapter(Term))
    findings += repeated(rows, path, key=lambda term: term_key(term.word), name=lambda term: term.term)
    return Glossary(tuple(term for _, term in rows)), findings

"""Words the reader meets in letters, explained in both languages."""

from pathlib import Path, PurePosixPath
from typing import Annotated

from pydantic import ConfigDict, Field, TypeAdapter
from pydantic.dataclasses import dataclass as checked_dataclass

from portal.catalogue.findings import Finding
from portal.catalogue.register_rows import read_rows

GLOSSARY = "facts/glossary.yaml"
Words = Annotated[str, Field(min_length=1)]


@checked_dataclass(frozen=True, kw_only=True, config=ConfigDict(extra="forbid", str_strip_whitespace=True))
class Term:
    """A Danish word, what it is called in English, and what it means; synonyms are for the search."""

    term: Words
    english: Words
    da: Words
    en: Words
    synonyms: tuple[Words, ...] = ()

    def explanation(self, language: str) -> str:
        return self.en if language == "en" else self.da


def read_glossary(content: Path) -> tuple[list[Term], list[Finding]]:
    """The terms that could be read, and what is wrong with the file."""
    path = PurePosixPath(content.name) / GLOSSARY
    rows, findings = read_rows(content / GLOSSARY, path, TypeAdapter(Term))
    seen: dict[str, int] = {}
    for entry, term in rows:
        first = seen.setdefault(term.term.casefold(), entry.line)
        if first != entry.line:
            findings.append(
                Finding(path, entry.line, f"{term.term} står også på linje {first}: slet den ene")
            )
    return [term for _, term in rows], findings

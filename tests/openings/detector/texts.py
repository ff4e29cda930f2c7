"""Texts in which braces mark what gives a company away: `{type:text}`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from portal.openings.detector import Company
from portal.openings.detector.records import read_company

_MARK = re.compile(r"\{([a-z_]+):([^}]*)\}")


@dataclass(frozen=True)
class Leak:
    field: str
    start: int
    end: int
    type: str
    text: str


@dataclass(frozen=True)
class MarkedText:
    company: Company | None
    public: Mapping[str, str]
    leaks: tuple[Leak, ...]
    accepts: frozenset[str] = field(default_factory=frozenset)


def own_texts() -> list[MarkedText]:
    path = Path(__file__).with_name("own_texts.yaml")
    return list(_read(yaml.safe_load(path.read_text(encoding="utf-8"))))


def _read(groups: list[dict[str, object]]) -> Iterator[MarkedText]:
    for group in groups:
        company = read_company(group["company"])
        texts = group["texts"]
        assert isinstance(texts, list)
        for text in texts:
            accepts = frozenset(text.pop("accepts", ()))
            yield marked(company, text, accepts)


def marked(
    company: Company | None, text: Mapping[str, str], accepts: frozenset[str] = frozenset()
) -> MarkedText:
    public: dict[str, str] = {}
    leaks: list[Leak] = []
    for name, written in text.items():
        plain = ""
        position = 0
        for mark in _MARK.finditer(written):
            plain += written[position : mark.start()]
            leaks.append(Leak(name, len(plain), len(plain) + len(mark[2]), mark[1], mark[2]))
            plain += mark[2]
            position = mark.end()
        public[name] = plain + written[position:]
    return MarkedText(company, public, tuple(leaks), accepts)

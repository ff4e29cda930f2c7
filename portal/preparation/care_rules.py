"""What a text says that its writer may want to think about twice: own health, another person, a worry.

Few false alarms for health and for others; few misses for a worry. Nothing is kept of what is found.
"""

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

# Longer than any field takes; a page with an error must not be slow because of what was pasted in it.
MOST = 4000
WORDS = Path(__file__).with_name("care_words.txt")


class Concern(StrEnum):
    HEALTH = "health"
    THIRD = "third"
    WORRY = "worry"
    GRAVE = "grave"


def look(text: str) -> frozenset[Concern]:
    """What the text, Danish or English, says; a grave worry is GRAVE alone, not WORRY too."""
    written = _plain(text[:MOST])
    small = _NOT_MEANT.sub(" · ", written.lower())
    found = {concern for concern, pattern in _SOUGHT.items() if pattern.search(small)}
    if _NAMED.search(written):
        found.add(Concern.THIRD)
    if Concern.GRAVE in found:
        found.discard(Concern.WORRY)
    return frozenset(found)


def _plain(text: str) -> str:
    composed = unicodedata.normalize("NFC", text).translate({0x2018: "'", 0x2019: "'", 0xAD: None})
    return re.sub(r"\s+", " ", composed).strip()


def _read_words() -> dict[str, str]:
    """The parts of the file, each as one pattern of alternatives."""
    parts: dict[str, list[str]] = {}
    for line in WORDS.read_text("utf-8").splitlines():
        if line.startswith("["):
            alternatives = parts.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            alternatives.append(line)
    return {name: f"(?:{'|'.join(lines)})" for name, lines in parts.items()}


def _pattern(text: str, parts: Mapping[str, str]) -> str:
    """The pattern with the parts it names put in."""
    gap = rf"(?:(?!(?:{parts['elsewhere']}|{parts['relation']})\b)[\w']+,? ){{0,4}}"
    for name in ("condition", "relation", "near"):
        text = text.replace(f"{{{name}}}", parts[name])
    return text.replace("{very}", f"(?:{parts['very']} )").replace("{gap}", gap)


_PARTS = _read_words()
_MY = r"\b(?:min|mit|mine|vores|my|our) (?:\w+ )?"
_NO_NAME = "Jeg|Han|Hun|De[nt]?|Som|Og|Hvis|Hvad|Hvor|Når|I|He|She|They|It|And|The|Who"
_NAME = rf"(?!(?:{_NO_NAME})\b)[A-ZÆØÅÉ][a-zæøåéüö]+\b"
_RELATED = rf"(?i:{_MY}(?:\w+ )?{_PARTS['relation']})"
_NAMED = re.compile(
    rf"{_RELATED}(?:,| hedder| is called)? {_NAME}"
    rf"|\b{_NAME}(?: {_NAME})?,? (?:(?:er|is|som er|who is) )?{_RELATED}\b"
)
_HEALTH = (
    r"\b(?:jeg|i)(?: |(?=')){gap}(?:{have}|{do})|\b(?:og|men|and|but) {have}|\b{mine}|{anywhere}"
).replace("{have}", _PARTS["i have"])
_HEALTH = _HEALTH.replace("{do}", _PARTS["i do"]).replace("{mine}", _PARTS["my health"])
_HEALTH = _HEALTH.replace("{anywhere}", _PARTS["health anywhere"])
_THIRD = (
    rf"{_MY}(?:\w+ )?{{relation}},? {_PARTS['small names']}\b"
    rf"|{_MY}(?:\w+ )?{{near}}s?,? (?:(?!(?:{_PARTS['elsewhere']}|jeg)\b)[\w']+,? ){{0,4}}"
    rf"{_PARTS['of another']}\b"
)
_NOT_MEANT = re.compile(_PARTS["not meant"])
_SOUGHT = {
    concern: re.compile(_pattern(text, _PARTS))
    for concern, text in (
        (Concern.HEALTH, _HEALTH),
        (Concern.THIRD, _THIRD),
        (Concern.WORRY, _PARTS["worries"]),
        (Concern.GRAVE, _PARTS["grave"]),
    )
}

"""Captions and chapters (WebVTT): the cues of a file, and what is wrong with it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
TIMING = re.compile(rf"^{TIME}[ \t]+-->[ \t]+{TIME}(?:[ \t]+\S.*)?$")
NOT_CUES = ("NOTE", "STYLE", "REGION")
TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Cue:
    line: int
    begins: float
    ends: float
    text: str


def read_cues(text: str) -> tuple[list[Cue], list[tuple[int, str]]]:
    """The cues that could be read, and each fault with its line, in an editor's words."""
    lines = text.removeprefix("\ufeff").splitlines()
    if not lines or not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        return [], [(1, "filen begynder ikke med `WEBVTT`: skriv det på første linje")]
    cues: list[Cue] = []
    faults: list[tuple[int, str]] = []
    for first, block in _blocks(lines):
        if block[0].startswith(NOT_CUES):
            continue
        place = next((number for number, line in enumerate(block[:2]) if "-->" in line), None)
        if place is None:
            faults.append((first, "her mangler en linje med tider: skriv `00:00:01.000 --> 00:00:04.000`"))
            continue
        cue = _cue(first + place, block[place], block[place + 1 :])
        if isinstance(cue, str):
            faults.append((first + place, cue))
        else:
            cues.append(cue)
    return cues, faults + list(_out_of_order(cues, nothing=not cues and not faults))


def _blocks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Stretches of lines without an empty one, after the header, each with the number of its first line."""
    block: list[str] = []
    header = True
    for number, line in enumerate([*lines, ""], start=1):
        if line.strip():
            block.append(line)
        else:
            if block and not header:
                yield number - len(block), block
            block, header = [], False


def _cue(line: int, timing: str, text: list[str]) -> Cue | str:
    found = TIMING.match(timing.strip())
    if found is None:
        return f"tiden »{timing.strip()}« kan ikke læses: skriv `00:00:01.000 --> 00:00:04.000`"
    begins, ends = _seconds(found.groups()[:4]), _seconds(found.groups()[4:])
    if ends <= begins:
        return "teksten slutter, før den begynder: byt tiderne om, eller ret dem"
    said = " ".join(TAG.sub("", one).strip() for one in text).strip()
    return Cue(line, begins, ends, said) if said else "der er ingen tekst under tiden: skriv, hvad der siges"


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000


def _out_of_order(cues: list[Cue], *, nothing: bool) -> Iterator[tuple[int, str]]:
    if nothing:
        yield 1, "filen har ingen tekster: skriv, hvad der siges, med tider"
    for before, cue in pairwise(cues):
        if cue.begins < before.begins:
            yield cue.line, "teksten begynder før den, der står over den: sæt dem i orden"

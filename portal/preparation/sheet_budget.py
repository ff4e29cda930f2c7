"""How 350 words are shared between what was written: the agenda whole first, then by importance."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

MOST_WORDS = 350
LONGEST_WORD = 30
# Of a page of long words or wide letters there is less room.
WIDTH_OF_WORD = 8.5
BREAK = 5
# Less than this is not worth its place.
LEAST_OF_PART, LEAST_OF_ROW, LEAST_OF_SECTION = 6, 14, 24
WIDE = frozenset("mwæœMW@%&—–…‰")


@dataclass(frozen=True)
class Words:
    """A text behind a label; `lang` says its language where it is not that of the page."""

    text: str
    label: str = ""
    lang: str = ""


@dataclass(frozen=True)
class Row:
    """One answer; with `leads` its first words are what it is called."""

    words: tuple[Words, ...]
    leads: bool = False
    private: bool = False
    new: bool = False
    opening_id: str = ""
    module: str = ""


@dataclass(frozen=True)
class Section:
    key: str
    heading: tuple[Words, ...]
    rows: tuple[Row, ...]
    numbered: bool = False
    share: int = 1


def cost(text: str) -> int:
    """How many words a text counts as on the page."""
    words = sum(-(-len(word) // LONGEST_WORD) for word in text.split())
    return max(words, int(sum(map(_width, text)) / WIDTH_OF_WORD)) + BREAK * text.count("\n")


def tidy(text: str) -> str:
    """One kind of space, one kind of line break, no empty lines."""
    return "\n".join(" ".join(line.split()) for line in text.splitlines() if line.split())


def fit(sections: Sequence[Section], room: int, marks: tuple[int, int]) -> tuple[Section, ...]:
    """The sections within the room; `marks` is what it costs to mark a row as private and as new.

    The agenda gets what it wants; the others share what is left, and what one does not need goes on.
    """
    wants = [_section_cost(section, marks) for section in sections]
    agenda = [min(want, room) for want in wants[: sum(not section.share for section in sections)]]
    others = sections[len(agenda) :]
    claims = [section.share for section in others]
    given = agenda + _shares(room - sum(agenda), wants[len(agenda) :], claims, LEAST_OF_SECTION)
    fitted = [_fit_section(section, gets, marks) for section, gets in zip(sections, given, strict=True)]
    left = room - cost_of(fitted, marks)
    for number, section in enumerate(sections):
        # What was too little for one more answer in each is enough in one.
        had = cost_of(fitted[number : number + 1], marks)
        more = min(left, max(LEAST_OF_ROW, left // (len(sections) - number)))
        fitted[number] = _fit_section(section, had + more, marks)
        left -= cost_of(fitted[number : number + 1], marks) - had
    return tuple(section for section in fitted if section.rows)


def cost_of(sections: Sequence[Section], marks: tuple[int, int]) -> int:
    return sum(_section_cost(section, marks) for section in sections if section.rows)


def in_two(sections: Sequence[Section]) -> tuple[Sequence[Section], Sequence[Section]]:
    """Two columns of about the same height, in order."""
    heights = [LEAST_OF_ROW + _section_cost(section, (2, 1)) for section in sections]
    ways = range(1, len(sections) + 1)
    split = min(ways, key=lambda n: max(sum(heights[:n]), sum(heights[n:])), default=0)
    return sections[:split], sections[split:]


def shorten(text: str, room: int) -> str:
    """The beginning of a text with "…", to the end of a sentence or of a word; "" where that is nothing."""
    if cost(text) <= room:
        return text
    if room < LEAST_OF_PART:
        return ""
    end = _longest_start(text, room - 2)
    start = text[:end]
    sentence = max(start.rfind(mark) for mark in (". ", "! ", "? ", ".\n", "\n"))
    if sentence > 0.45 * end:
        return start[: sentence + 1].strip() + " …"
    space = max(start.rfind(" "), start.rfind("\n"))
    # Of one endless word the beginning is better than nothing.
    whole_words = start if text[end : end + 1].isspace() or space < 0 else start[:space]
    kept = whole_words.rstrip(" \n,;:-–")
    return f"{kept} …" if cost(kept) >= LEAST_OF_PART - 2 else ""


def _longest_start(text: str, room: int) -> int:
    """The largest index up to which the text costs no more than the room."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if cost(text[:middle]) <= room else (low, middle - 1)
    return low


def _shares(room: int, wants: Sequence[int], claims: Sequence[int], least: int) -> list[int]:
    """A part of the room by claim, at most what is wanted; what is left goes to the first who want more.

    A few that say something, not the beginnings of all: who would get less than the least gets nothing.
    """
    kept = _most_that_have(room, wants, least)
    given: list[int] = []
    for number, (want, claim) in enumerate(zip(wants[:kept], claims, strict=False)):
        fair = room * claim // sum(claims[number:kept])
        needed = sum(min(later, least) for later in wants[number + 1 : kept])
        given.append(min(want, max(fair, least), room - needed))
        room -= given[-1]
    for number, want in enumerate(wants[:kept]):
        more = min(want - given[number], room)
        given[number] += more
        room -= more
    return given + [0] * (len(wants) - kept)


def _most_that_have(room: int, wants: Sequence[int], least: int) -> int:
    for number, want in enumerate(wants):
        room -= min(want, least)
        if room < 0:
            return max(number, 1)
    return len(wants)


def _fit_section(section: Section, room: int, marks: tuple[int, int]) -> Section:
    wants = [_row_cost(row, marks) for row in section.rows]
    given = _shares(max(0, room - _heading_cost(section)), wants, [1] * len(wants), LEAST_OF_ROW)
    rows = (_fit_row(row, gets, marks) for row, gets in zip(section.rows, given, strict=True))
    return replace(section, rows=tuple(row for row in rows if row.words))


def _fit_row(row: Row, room: int, marks: tuple[int, int]) -> Row:
    room -= _mark_cost(row, marks)
    wants = [_words_cost(words) for words in row.words]
    given = _shares(max(0, room), wants, [1] * len(wants), LEAST_OF_PART)
    short = [
        replace(words, text=shorten(words.text, gets - cost(words.label)))
        for words, gets in zip(row.words, given, strict=True)
    ]
    kept = tuple(words for words in short if words.text)
    return replace(row, words=kept, leads=row.leads and bool(short[0].text))


def _section_cost(section: Section, marks: tuple[int, int]) -> int:
    return _heading_cost(section) + sum(_row_cost(row, marks) for row in section.rows)


def _heading_cost(section: Section) -> int:
    # Between the languages stands a sign of its own.
    return sum(cost(words.text) + 1 for words in section.heading)


def _row_cost(row: Row, marks: tuple[int, int]) -> int:
    return _mark_cost(row, marks) + sum(_words_cost(words) for words in row.words)


def _mark_cost(row: Row, marks: tuple[int, int]) -> int:
    """The number or the dash before it, and what is said of it in words."""
    return 1 + marks[0] * row.private + marks[1] * row.new


def _words_cost(words: Words) -> int:
    return cost(words.text) + cost(words.label)


def _width(letter: str) -> float:
    """Roughly, in small letters."""
    if letter.isascii() and (letter.islower() or not letter.isalnum()) and letter not in WIDE:
        return 1
    if unicodedata.east_asian_width(letter) in "WF" or ord(letter) > 0x24F:
        return 2
    return 1.6 if letter in WIDE or letter.isupper() else 1.1

"""Finds the company's own names in a text: inflected, spaced, mistyped, abbreviated or in other letters."""

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import OSA

from portal.openings.detector.findings import LeakType, Span
from portal.openings.detector.folding import Folded
from portal.openings.detector.keys import LEGAL_FORMS, Acronym, Key, Keys
from portal.openings.detector.words import ENDINGS, Dictionary, Word

_AND = r"\s?(?:&|\+|og)\s?"
_JOINING = frozenset({"og", "and"})
_TAIL = re.compile(r"(?:'?[^\W_]+)?")
_ONLY_SPACES = re.compile(r"(?:[^\W_]|\s)+")
_HEAD = re.compile(r"[^\W_]*\Z")
_LEGAL_NAME = re.compile(
    r"(?<![^\W_])(?:[A-ZÆØÅ][\w'\-]*[^\S\n](?:(?:og|&|i|af|\+)[^\S\n])?){1,5}"
    r"(?:ApS|APS|A/S|I/S|K/S|P/S|IVS|[Aa]\.?[Mm]\.?[Bb]\.?[Aa]\.?)(?![\w/])"
)
_ACTS = re.compile(
    r"\s+(?:søger|har|er|tilbyder|leverer|laver|producerer|sælger|ligger|holder|glæder|ejes|blev|vil|kan|is|has|offers)\b"
)
_UNSPELLED = str.maketrans({"æ": "a", "ä": "a", "ø": "o", "ö": "o", "å": "a"})


def find_names(text: Folded, words: Sequence[Word], keys: Keys, dictionary: Dictionary) -> Iterator[Span]:
    opening = {word.start: word for word in words}
    for key in keys.names:
        for match in key.pattern.finditer(text.lower):
            yield from _judged(text, opening, key, dictionary, match.start(), match.end())
    for acronym in keys.acronyms:
        yield from _acronyms(text, acronym)
    yield from _mistyped(words, keys, dictionary)


def find_legal_names(text: Folded) -> Iterator[Span]:
    """Any company's name with its legal form behind it, also where no company is known."""
    for match in _LEGAL_NAME.finditer(text.plain):
        yield Span(match.start(), match.end(), LeakType.COMPANY_NAME)


def _judged(
    text: Folded, opening: dict[int, Word], key: Key, dictionary: Dictionary, start: int, end: int
) -> Iterator[Span]:
    head = _HEAD.search(text.lower, max(0, start - 40), start)
    tail = _TAIL.match(text.lower, end)
    before = head.group() if head else ""
    after = tail.group() if tail else ""
    if not _is_whole(text.lower[start:end], key, before, after, dictionary):
        return
    stop = end + len(after) if after.lstrip("'") in ENDINGS or after == "'" else end
    if not key.is_common:
        may_be_a_word = not dictionary.complete and text.plain[start:end].islower()
        is_doubtful = may_be_a_word and len(key.words) == 1 and dictionary.can_build(key.words[0])
        yield Span(start, stop, key.type, "warn" if is_doubtful else "block")
    elif not before and (not after or after.lstrip("'") in {"s"}):
        severity = _reads_as_name(text, opening.get(start), key, start, end)
        if severity:
            yield Span(start, stop, key.type, "block" if severity == "block" else "warn")


def _is_whole(found: str, key: Key, before: str, after: str, dictionary: Dictionary) -> bool:
    """Whether the letters stand as the name does, rather than inside or across other words."""
    pieces = [piece for piece in re.split(r"[\W_]+", found) if piece and piece not in _JOINING]
    is_split = len(pieces) > len(key.words)
    if is_split:
        reads_as_words = _ONLY_SPACES.fullmatch(found) and all(piece in dictionary for piece in pieces)
        return not before and _is_ending(after) and not reads_as_words
    if not before and _is_ending(after):
        return True
    whole = before + found + after
    if _has_lost_letters(found, key.squashed):
        return False
    if dictionary.knows(whole.replace("'", "")):
        return False
    return len(key.squashed) >= (5 if not before else 6)


def _has_lost_letters(found: str, name: str) -> bool:
    """Inside a longer word o for ø and a for å are not taken for the same: "havnso" is no Havnsø there."""
    return sum(letter in "æøå" for letter in name) > sum(letter in "æøå" for letter in found) + len(
        re.findall("ae|oe|aa", found)
    )


def _is_ending(after: str) -> bool:
    return not after or after in ENDINGS or after.lstrip("'") in ENDINGS


def _reads_as_name(text: Folded, word: Word | None, key: Key, start: int, end: int) -> str:
    shown = text.plain[start:end]
    following = re.match(r"\s+([\w/.]+)", text.lower[end : end + 12])
    if following and following.group(1).rstrip(".") in LEGAL_FORMS:
        return "block"
    quoted = text.plain[start - 1 : start] in {'"', "'"} and text.plain[end : end + 1] in {'"', "'"}
    if quoted:
        return "block"
    capitals = [
        piece[0].isupper() for piece in re.split(r"[\W_]+", shown) if piece and piece.lower() not in _JOINING
    ]
    if len(capitals) > 1:
        return "block" if all(capitals[1:]) or (capitals[0] and word and not word.opens_sentence) else "warn"
    if not shown[:1].isupper():
        return ""
    if word is None or not word.opens_sentence:
        return "block"
    follows_colon = text.plain[:start].rstrip().endswith(":")
    return "warn" if not key.is_part and (follows_colon or _ACTS.match(text.lower, end)) else ""


def _acronyms(text: Folded, acronym: Acronym) -> Iterator[Span]:
    letters = [_AND if letter in "&+" else re.escape(letter) for letter in acronym.letters]
    written = "|".join(
        ["".join(letters), r"\.\s?".join(letters) + r"\.?", "-".join(letters), " ".join(letters)]
    )
    for match in re.finditer(rf"(?<![^\W_])(?:{written})(?=$|[\W_]|s\b)", text.plain):
        yield Span(match.start(), match.end(), acronym.type, acronym.severity)


def _mistyped(words: Sequence[Word], keys: Keys, dictionary: Dictionary) -> Iterator[Span]:
    for key in keys.names:
        if len(key.squashed) < (6 if key.is_common else 5):
            continue
        aim = key.squashed.translate(_UNSPELLED)
        for window in _windows(words, len(key.words)):
            typed = "".join(word.lower for word in window)
            if abs(len(typed) - len(aim)) > 4:
                continue
            allowed = _allowed_distance(key, window, dictionary)
            if allowed and _distance(typed.replace("'", ""), aim) <= allowed:
                yield Span(window[0].start, window[-1].end, key.type)


def _windows(words: Sequence[Word], size: int) -> Iterator[Sequence[Word]]:
    for index in range(len(words) - size + 1):
        yield words[index : index + size]


def _allowed_distance(key: Key, window: Sequence[Word], dictionary: Dictionary) -> int:
    is_long = len(key.squashed) >= 8
    reads_as_name = window[0].is_capitalised and not (len(window) == 1 and window[0].opens_sentence)
    if all(dictionary.knows(word.lower) for word in window):
        return 1 if reads_as_name and not key.is_common and len(key.squashed) >= 6 else 0
    if key.is_common:
        return 1 if reads_as_name or (dictionary.complete and is_long) else 0
    if not window[0].is_capitalised and any(dictionary.can_build(word.lower) for word in window):
        return 0
    if reads_as_name:
        return 2 if is_long else 1
    if dictionary.complete:
        return 2 if len(key.squashed) >= 10 else 1
    return 1 if is_long else 0


def _distance(typed: str, aim: str) -> int:
    spelled = typed.translate(_UNSPELLED)
    stems = {spelled} | {
        spelled[: -len(ending)]
        for ending in ("s", "en", "et")
        if spelled.endswith(ending) and len(spelled) > 6
    }
    return min(OSA.distance(stem, aim, score_cutoff=2) for stem in stems)

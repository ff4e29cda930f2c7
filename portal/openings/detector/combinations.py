"""Warns where the text itself names a place, a branch or a size that together fit too few companies."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from portal.openings.detector.counts import CountTable, size_class_of
from portal.openings.detector.findings import Company, LeakType, Span
from portal.openings.detector.folding import Folded, fold, folded
from portal.openings.detector.places import municipality_names
from portal.openings.detector.words import LISTS, Word, split_words

_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?=\d|\w\b)[^.!?\n]*)*")
_ONE_TO_TWENTY = (
    "en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv", "tretten",
    "fjorten", "femten", "seksten", "sytten", "atten", "nitten", "tyve",
)  # fmt: skip
_TENS = {
    "tredive": 30,
    "fyrre": 40,
    "halvtreds": 50,
    "tres": 60,
    "halvfjerds": 70,
    "firs": 80,
    "halvfems": 90,
}
_NUMERALS = {name: number for number, name in enumerate(_ONE_TO_TWENTY, start=1)} | _TENS | {"hundrede": 100}
_SIZE = re.compile(
    rf"\b(\d[\d.]*|{'|'.join(_NUMERALS)})(?:\s?(?:-|til|to)\s?(\d+))?\+?\s"
    r"(?:\w+\s)?(?:ansatte|medarbejdere|fuldtidsansatte|mand\b|employees|people)"
)
_ENDINGS = ("", "s", "et", "en", "ets", "ens", "er", "erne")
_ARTICLE = re.compile(r"(?<![^\W_])(?:en|et|den|det|a|an)\s\Z")


def find_combinations(
    text: Folded, words: Sequence[Word], company: Company | None, counts: CountTable | None, k: int
) -> Iterator[Span]:
    for sentence in _SENTENCE.finditer(text.lower):
        inside = [word for word in words if sentence.start() <= word.start < sentence.end()]
        for place, start, end in _places(text, inside):
            branches = _branches(inside, counts)
            size = _SIZE.search(text.lower, sentence.start(), sentence.end())
            if not _may_mean_the_company(place, company, branches, size is not None):
                continue
            if not _is_crowded(place, branches, size, company, counts, k):
                marks = [(start, end), *((word.start, word.end) for word in branches.values())]
                marks += [size.span()] if size else []
                first = _with_article(text, min(mark[0] for mark in marks))
                yield Span(first, max(mark[1] for mark in marks), LeakType.COMBINATION, "warn")
    if counts is None:
        # Nobody knows how many have that size, so the number alone is looked at.
        for size in _SIZE.finditer(text.lower):
            yield Span(size.start(), size.end(), LeakType.COMBINATION, "warn")
    yield from _own_town(text, company)


def _places(text: Folded, words: Sequence[Word]) -> Iterator[tuple[str, int, int]]:
    """Municipalities named with a capital, by the longest name that fits."""
    position = 0
    while position < len(words):
        step = 1
        for length in (3, 2, 1):
            window = words[position : position + length]
            if len(window) < length or not window[0].is_capitalised:
                continue
            name = text.lower[window[0].start : window[-1].end]
            known = municipality_names().get(name) or municipality_names().get(name.removesuffix("s"))
            following = text.lower[window[-1].end : window[-1].end + 13]
            is_official = re.match(r"s?\s(?:kommune|municipality)", following)
            if known and (is_official or not window[0].opens_sentence):
                yield known, window[0].start, window[-1].end + (is_official.end() if is_official else 0)
                step = length
                break
        position += step


def _branches(words: Sequence[Word], counts: CountTable | None) -> dict[str, Word]:
    """Branches of the count table that the sentence names, and the word that names each."""
    listed = {branch: (branch,) for branch in counts.branches} if counts else {}
    found: dict[str, Word] = {}
    before: Word | None = None
    for word in words:
        names = [word.lower]
        if before is not None and before.end + 1 == word.start:
            names.append(f"{before.lower}-{word.lower}")
        for stem in (stem for name in names for stem in _stems(name)):
            for branch in branch_words().get(stem, listed.get(stem, ())):
                found.setdefault(branch, word)
        before = word
    return found


def _stems(name: str) -> Iterator[str]:
    """The word without each Danish ending it may have: "hotellet" doubles a letter, "skolen" shares one."""
    for ending in _ENDINGS:
        stem = name.removesuffix(ending)
        yield stem
        if ending and len(stem) > 3 and stem[-1] == stem[-2]:
            yield stem[:-1]
        if ending.startswith("e"):
            yield f"{stem}e"


def _may_mean_the_company(
    place: str, company: Company | None, branches: Collection[str], has_size: bool
) -> bool:
    """Another place alone, such as where a customer lives, tells nothing."""
    if branches or has_size or company is None or not company.municipality:
        return bool(branches) or has_size
    own = municipality_names().get(company.municipality.lower(), company.municipality)
    return own == place


def _is_crowded(
    place: str,
    branches: Collection[str],
    size: re.Match[str] | None,
    company: Company | None,
    counts: CountTable | None,
    k: int,
) -> bool:
    # A group of ten holds far more than the branch that the text names, so it proves nothing here.
    if counts is None or (branches and not counts.is_fine):
        return False
    wanted = set(branches) or ({company.branch} if company and company.branch else None)
    sizes = {_size_class(size)} if size else None
    found = counts.companies(branches=wanted, municipalities={place}, sizes=sizes)
    return found is not None and found >= counts.needed(k)


def _size_class(size: re.Match[str]) -> str:
    number = size.group(1).replace(".", "")
    return size_class_of(_NUMERALS[number] if number in _NUMERALS else int(number))


def _with_article(text: Folded, start: int) -> int:
    article = _ARTICLE.search(text.lower, max(0, start - 6), start)
    return article.start() if article else start


def _own_town(text: Folded, company: Company | None) -> Iterator[Span]:
    """The town of the address, where it is not the municipality's own name, is finer than what we show."""
    if company is None:
        return
    parsed = re.search(r"\d{4}\s+([^\d,]+)", folded(company.address))
    town = re.sub(r"\s\w$", "", parsed.group(1).strip()) if parsed else ""
    if len(town) < 3 or town in municipality_names():
        return
    for match in re.finditer(rf"(?<![^\W_]){re.escape(town)}(?:s|'s)?(?![^\W_])", text.lower):
        if text.plain[match.start()].isupper():
            yield Span(match.start(), match.end(), LeakType.COMBINATION, "warn")


def branches_named(text: str) -> frozenset[str]:
    """The branches that a line, such as a title, names with a word for a workplace."""
    return frozenset(_branches(split_words(fold(text)), None))


@cache
def branch_words() -> dict[str, tuple[str, ...]]:
    """What people call a workplace, and the branches of the count table it may belong to."""
    lines = (LISTS / "branch_words.csv").read_text(encoding="utf-8").splitlines()
    rows = (line.split(";") for line in lines if line and not line.startswith("#"))
    return {row[0]: tuple(row[1:]) for row in rows}

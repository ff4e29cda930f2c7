"""Finds street addresses, the company's own and any other, and places that only its address would name."""

import re
from collections.abc import Iterator, Sequence

from portal.openings.detector.findings import Company, LeakType, Span
from portal.openings.detector.folding import Folded, folded
from portal.openings.detector.places import town_names
from portal.openings.detector.words import Dictionary, Word

_SURE = (
    r"(?:vej|vejen|gade|gaden|allé|alle|alléen|stræde|strædet|vænget|vænge|boulevard|boulevarden|vangen|toften|kajen|"
    r"torvet|torv|plads|pladsen|stien|krogen|svinget|esplanaden|brygge|bryggen|skrænten|skrænt|ringen)"
)
_MAYBE = (
    r"(?:bakke|bakken|park|parken|have|haven|haverne|høj|højen|marken|mark|dal|dalen|lund|lunden|skoven|hegnet|hegn|"
    r"engen|eng|åsen|ager|ageren|agervej|kaj|havn|havnen|kilen|diget|dige|bro|broen|centret|center|gård|gården|"
    r"holmen|næs|led|leddet|lyngen|mosen|tofte|vang|kær|kæret|passagen|passage|rundkørslen|byen|stationen|hjørnet)"
)
_NUMBER = (
    r"(?:(?:nr|nummer)\.?\s)?\d{1,3}\s?[a-hA-H]?"
    r"(?![\w]|[.,:]\d|\s?(?:%|kr|timer|km|m\b|min|år|dage|uger|kg|stk|kolleger|personer))"
)
_PRE = r"(?:(?:[A-ZÆØÅ][\w.]*|gl\.|ny|store|lille|den|nr\.|sct\.|skt\.|von)\s){0,2}"
_REST = (
    r"(?:,?\s(?:st\b\.?|kl\b\.?|\d{1,2}\.)(?:\s(?:sal|tv|th|mf)\b\.?){0,2})?"
    r"(?:,?\s(?:DK-?)?\d{4}\s[A-ZÆØÅ][\wæøå]+(?:\s[A-ZÆØÅ][\wæøå]*)?)?"
)
_STREET = re.compile(rf"\b{_PRE}[A-ZÆØÅ][\w]*?{_SURE}\s{_NUMBER}{_REST}")
_STREET_APART = re.compile(rf"\b(?:[A-ZÆØÅ]\w+\s){{1,3}}(?i:{_SURE})\s{_NUMBER}{_REST}")
_LOWER_STREET = re.compile(
    rf"\b[a-zæøå]{{3,}}(?:vej|gade|allé|stræde|vænget|boulevard|vejen|gaden|torvet)\s{_NUMBER}"
)
_STREET_MAYBE = re.compile(rf"\b{_PRE}[A-ZÆØÅ]\w+?{_MAYBE}\s{_NUMBER}{_REST}")
_NO_STREET = re.compile(
    r"(?:motor|hoved|lande|omfarts|cykel|gå|skole|arbejds|efter|til|frem|ud|ind|lige|selv)vej(?:en)?\b"
)
_POSTCODE = re.compile(r"(?<![\w.,\-])(?:(?:DK|dk)-?\s?)?(\d{4})\s([A-ZÆØÅ][a-zæøå]+(?:\s[A-ZÆØÅ]\b)?)")
_AT = re.compile(r"\b(?:på|i|ved|adresse|adressen|bor|til|ligger|holder til på|findes på|hjørnet af)[:,]?\s$")
_ADDRESS = re.compile(
    r"^\s*(?P<street>[^\d,]+?)\s+(?P<number>\d+\s?\w?)\b(?:.*?(?P<code>\d{4})\s+(?P<city>[^\d,]+))?"
)


def find_addresses(
    text: Folded, words: Sequence[Word], company: Company | None, dictionary: Dictionary
) -> Iterator[Span]:
    if company is not None and company.address.strip():
        yield from _own(text, words, company.address, dictionary)
    for pattern in (_STREET, _STREET_APART, _LOWER_STREET):
        for match in pattern.finditer(text.plain):
            if not _NO_STREET.search(match.group().lower()):
                yield Span(match.start(), match.end(), LeakType.ADDRESS)
    opening = {word.start: word.opens_sentence for word in words}
    for match in _STREET_MAYBE.finditer(text.plain):
        if not opening.get(match.start(), False) or _AT.search(text.lower[: match.start()][-24:]):
            yield Span(match.start(), match.end(), LeakType.ADDRESS)
    yield from _postcodes(text)


def _own(text: Folded, words: Sequence[Word], address: str, dictionary: Dictionary) -> Iterator[Span]:
    parsed = _ADDRESS.match(address)
    if parsed is None:
        return
    street = folded(parsed["street"]).strip()
    numbered = rf"{_loose(street)}[\W_]{{0,3}}{re.escape(parsed['number'].lower())}(?!\d)"
    for match in re.finditer(numbered, text.lower):
        yield Span(match.start(), match.end(), LeakType.ADDRESS)
    if len(street) < 5:
        return
    for match in re.finditer(rf"(?<![^\W_]){_loose(street)}(?:s|'s|en|et)?(?![^\W_])", text.lower):
        if _stands_as_name(words, match.start(), dictionary):
            yield Span(match.start(), match.end(), LeakType.ADDRESS)


def _stands_as_name(words: Sequence[Word], start: int, dictionary: Dictionary) -> bool:
    """An ordinary word that is also the street's name only counts with a capital inside the sentence."""
    word = next((word for word in words if word.start == start), None)
    if word is None or not dictionary.knows(word.lower):
        return True
    return word.is_capitalised and not word.opens_sentence


def _postcodes(text: Folded) -> Iterator[Span]:
    for match in _POSTCODE.finditer(text.plain):
        city = match.group(2).lower()
        is_town = city in town_names() or city.split(" ")[0] in town_names()
        if 800 <= int(match.group(1)) <= 9990 and is_town:
            yield Span(match.start(), match.end(), LeakType.ADDRESS)


_SHORTENED = {
    "sankt": r"(?:sankt|skt\.?|sct\.?)",
    "gammel": r"(?:gammel|gl\.?)", "gl": r"(?:gammel|gl\.?)",
    "nørre": r"(?:nørre|nr\.?|ndr\.?)", "nr": r"(?:nørre|nr\.?)", "ndr": r"(?:nordre|nørre|ndr\.?)",
    "sønder": r"(?:sønder|sdr\.?)", "sdr": r"(?:sønder|søndre|sdr\.?)", "søndre": r"(?:søndre|sdr\.?)",
    "vester": r"(?:vester|v\.?)", "øster": r"(?:øster|ø\.?)",
    "store": r"(?:store|st\.?)", "lille": r"(?:lille|ll\.?)",
    "doktor": r"(?:doktor|dr\.?)", "dr": r"(?:doktor|dr\.?)",
}  # fmt: skip


def _loose(street: str) -> str:
    street = re.sub(r"\b(?:sankt|skt|sct)\b\.?", "sankt", street)
    spelled = {"æ": "(?:æ|ae)", "ø": "(?:ø|oe|o)", "å": "(?:å|aa)", "é": "[ée]"}
    words = [
        _SHORTENED.get(word) or "".join(spelled.get(letter, re.escape(letter)) for letter in word)
        for word in re.split(r"[\W_]+", street)
        if word
    ]
    return r"[\W_]{0,3}".join(words)

"""Finds CPR, CVR, P- and telephone numbers: the company's own anywhere, others by shape and context."""

import re
from collections.abc import Iterator

from portal.openings.detector.findings import Company, LeakType, Span
from portal.openings.detector.folding import Folded
from portal.openings.detector.spoken import find_spoken
from portal.shared.cpr import find_cpr

_DIGIT_GAP = r"[^\w\n]{0,3}"
_RUN = re.compile(r"(?:(?<![\w])|(?<=\bdk)|(?<=\bcvr))(?:\+\s?)?\(?\d(?:[\s().\-/·_]{0,3}\d){6,16}(?!\d)")
_CVR = re.compile(
    r"cvr|\bdk-?\s?$|se-?\s?n(?:umme)?r|registrer(?:et|ings)|virksomhedsn(?:umme)?r|vat\b|org\.?\s?n(?:umme)?r|company\s(?:reg|no|num)"
)
_PNUMBER = re.compile(r"\bp-?\s?n(?:umme)?r|\bpnr|produktions?-?(?:enhed|n(?:umme)?r)|\bp-?\s?enhed")
_PHONE = re.compile(
    r"\b(?:ring\w*|tlf|telefon\w*|mobil\w*|phone|call|sms\w*|opkald\w*|træffes|fanges|fat\si|whatsapp|kald"
    r"|nummer(?:et)?|nr)\b"
)
_COUNTER = re.compile(
    r"(?:vare|artik(?:el|le)|parti|ordre|bestillings|katalog|serie|batch|lot|model|id|sags?|journal|ean|gtin|isbn|faktura"
    r"|konto|kunde|projekt|dokument|tegnings|del|reservedels|item|order|article|part|case)[\w-]*"
    r"(?:\s?(?:nr|nummer|no|number))?[\s.:#]*(?:\w+\s)?$"
)
_UNIT = re.compile(
    r"\s?(?:,-|kr\b|kroner|dkk|eur|euro|kg|gram|stk|styk|timer|ton|liter|m2|m3|kvm|km|meter|mm|cm|enheder|varer|dage|%)"
)
_PAY_BOX = re.compile(
    r"\bmobilepay\w*[\s\-:#]*(?:(?:nr|nummer|boks|box|på|til)\b[\s.:#]*){0,2}(\d{4,7})(?!\d)"
)
_TIMES = re.compile(r"[0-2]?\d[.:][0-5]\d\s?-\s?[0-2]?\d[.:][0-5]\d")
_DATE = re.compile(
    r"(?:[0-3]?\d[\s.\-/]{0,2}[01]?\d[\s.\-/]{0,2}(?:19|20)\d\d|(?:19|20)\d\d[\s.\-/]{0,2}[01]\d[\s.\-/]{0,2}[0-3]\d"
    r"|(?:19|20)\d\d\s?[-/]\s?(?:19|20)\d\d"
    # A law or a standard by its number and year, as in "1169/2011" and "2016/0679".
    r"|\d{1,4}\s?/\s?(?:19|20)\d\d|(?:19|20)\d\d\s?/\s?\d{1,4})"
)
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+|\d{1,4}(?:[.,]\d{1,2})?\s?-\s?\d{1,4}(?:[.,]\d{1,2})?")
_LOCATION = "57980"  # the location numbers that public workplaces get their bills by
_DIALLED = {(8,), (2, 2, 2, 2), (4, 4), (2, 3, 3), (2, 2, 4), (4, 2, 2), (3, 3, 2)}


def find_numbers(text: Folded, company: Company | None) -> Iterator[Span]:
    yield from _own(text, company)
    yield from _cpr(text)
    for match in _RUN.finditer(text.lower):
        yield from _judged(text, match)
    for match in _PAY_BOX.finditer(text.lower):
        yield Span(match.start(1), match.end(1), LeakType.PHONE)
    yield from find_spoken(text, company)


def _own(text: Folded, company: Company | None) -> Iterator[Span]:
    if company is None:
        return
    for number, kind in (
        (company.cvr, LeakType.CVR),
        (company.pnumber, LeakType.PNUMBER),
        (company.phone, LeakType.PHONE),
    ):
        digits = re.sub(r"\D", "", number)
        if kind is LeakType.PHONE:
            digits = re.sub(r"^(?:00)?45(?=\d{8}$)", "", digits)
        if len(digits) >= 6:
            pattern = r"[\W_]{0,3}".join(digits)
            for match in re.finditer(rf"(?<!\d){pattern}(?!\d)", text.plain):
                yield Span(match.start(), match.end(), kind)


def _cpr(text: Folded) -> Iterator[Span]:
    for start, end in find_cpr(text.plain):
        before = text.lower[max(0, start - 30) : start]
        kind = LeakType.PNUMBER if _PNUMBER.search(before) and end - start == 10 else LeakType.CPR
        yield Span(start, end, kind)


def _judged(text: Folded, match: re.Match[str]) -> Iterator[Span]:
    written = match.group()
    digits = re.sub(r"\D", "", written)
    before = text.lower[max(0, match.start() - 32) : match.start()]
    kind = _kind(written, digits, before)
    if kind is None:
        return
    has_context = _has_context(kind, before) or digits.startswith(_LOCATION)
    if not has_context and (_COUNTER.search(before) or _UNIT.match(text.lower, match.end())):
        return
    if not has_context and (_TIMES.search(written) or _DATE.fullmatch(written.strip())):
        return
    yield Span(match.start(), match.end(), kind)


def _kind(written: str, digits: str, before: str) -> LeakType | None:
    national = re.sub(r"^(?:00|\+\s?)?45(?=\d{8}$)", "", digits)
    if _PNUMBER.search(before) and len(digits) == 10:
        return LeakType.PNUMBER
    if _CVR.search(before) and len(national) == 8:
        return LeakType.CVR
    if "+" in written[:2] and 8 <= len(digits) <= 15:
        return LeakType.PHONE
    if len(national) == 8 and (_looks_dialled(written, digits) or _PHONE.search(before)):
        return LeakType.PHONE
    if len(digits) == 10 and digits.startswith("10") and written.isdigit():
        return LeakType.PNUMBER
    if len(digits) == 13 and digits.startswith(_LOCATION):
        return LeakType.PNUMBER
    return None


def _looks_dialled(written: str, digits: str) -> bool:
    """Eight digits in one block, in pairs or in fours, and not a sum or a range."""
    if _THOUSANDS.fullmatch(written):
        return False
    groups = [len(group) for group in re.findall(r"\d+", written)]
    return (
        groups in ([8], [2, 2, 2, 2], [4, 4], [2, 3, 3], [2, 2, 4], [4, 2, 2], [3, 3, 2]) or len(digits) > 8
    )


def _has_context(kind: LeakType, before: str) -> bool:
    context = {LeakType.CVR: _CVR, LeakType.PNUMBER: _PNUMBER, LeakType.PHONE: _PHONE}[kind]
    found = list(context.finditer(before))
    return bool(found) and not re.search(r"[.!?]\s", before[found[-1].end() :].replace("nr. ", "nr "))

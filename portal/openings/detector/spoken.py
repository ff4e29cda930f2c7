"""Finds numbers written as words, wholly or in part: "to nul otte en …" and "49 84 otteogfirs"."""

import re
from collections.abc import Iterator

from portal.openings.detector.findings import Company, LeakType, Span
from portal.openings.detector.folding import Folded

_ONES = {
    "nul": 0, "en": 1, "et": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5,
    "seks": 6, "syv": 7, "otte": 8, "ni": 9,
}  # fmt: skip
_TEENS = {
    "ti": 10, "elleve": 11, "tolv": 12, "tretten": 13, "fjorten": 14, "femten": 15,
    "seksten": 16, "sytten": 17, "atten": 18, "nitten": 19,
}  # fmt: skip
_TENS = {
    "tyve": 20, "tredive": 30, "fyrre": 40, "halvtreds": 50, "tres": 60,
    "halvfjerds": 70, "firs": 80, "halvfems": 90,
}  # fmt: skip
_WORD = rf"(?:(?:{'|'.join(_ONES)})\s?og\s?(?:{'|'.join(_TENS)})|{'|'.join([*_TEENS, *_TENS, *_ONES])})"
_PART = rf"(?:{_WORD}(?![^\W_])|\d{{1,4}}(?![^\W_]))"
_SEQUENCE = re.compile(rf"(?<![^\W_]){_PART}(?:[\s,.\-/]{{1,3}}{_PART}){{2,12}}")
_TOKEN = re.compile(rf"{_WORD}|\d+")


def find_spoken(text: Folded, company: Company | None) -> Iterator[Span]:
    for match in _SEQUENCE.finditer(text.lower):
        tokens = _TOKEN.findall(match.group())
        digits = "".join(map(_digits, tokens))
        spelled = sum(token[0].isalpha() for token in tokens)
        if not spelled:
            continue
        kind = _own(digits, company)
        if kind is None and (len(digits) == 8 or (len(digits) > 8 and spelled >= 4)):
            kind = LeakType.PHONE
        if kind is not None:
            yield Span(match.start(), match.end(), kind)


def _digits(token: str) -> str:
    if token.isdigit():
        return token
    if token in _ONES:
        return str(_ONES[token])
    whole = _TEENS.get(token) or _TENS.get(token)
    if whole is None:
        one, _, ten = token.replace(" ", "").rpartition("og")
        whole = _ONES[one] + _TENS[ten]
    return str(whole)


def _own(digits: str, company: Company | None) -> LeakType | None:
    if company is None:
        return None
    known = {company.cvr: LeakType.CVR, company.pnumber: LeakType.PNUMBER, company.phone: LeakType.PHONE}
    for number, kind in known.items():
        own = re.sub(r"\D", "", number)[-8:] if kind is LeakType.PHONE else re.sub(r"\D", "", number)
        if len(own) >= 8 and own in digits:
            return kind
    return None

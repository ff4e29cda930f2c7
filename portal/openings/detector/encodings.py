"""Finds the company's own names and numbers where somebody wrote them backwards or in base64."""

import base64
import binascii
import re
from collections.abc import Iterator

from portal.openings.detector.findings import Company, LeakType, Span
from portal.openings.detector.folding import Folded, folded

_BASE64 = re.compile(r"(?<![\w+/])[A-Za-z0-9+/_\-]{6,}={0,2}(?![\w+/=])")


def find_encoded(text: Folded, company: Company) -> Iterator[Span]:
    own = {squashed for squashed in map(_squashed, _own_texts(company)) if len(squashed) >= 5}
    for match in _BASE64.finditer(text.plain):
        decoded = _squashed(_decoded(match.group()))
        if any(name in decoded for name in own):
            yield Span(match.start(), match.end(), LeakType.COMPANY_NAME)
    for name in own:
        for match in re.finditer(re.escape(name[::-1]), text.lower):
            yield Span(match.start(), match.end(), LeakType.COMPANY_NAME)


def _own_texts(company: Company) -> Iterator[str]:
    yield from (
        company.name,
        *company.aliases,
        *company.brands,
        company.cvr,
        company.domain.partition(".")[0],
    )
    for name in (company.name, *company.aliases):
        yield from name.split()[:1]


def _squashed(text: str) -> str:
    return re.sub(r"[\W_]", "", folded(text))


def _decoded(written: str) -> str:
    standard = written.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        raw = base64.b64decode(standard + "=" * (-len(standard) % 4), validate=True)
    except (binascii.Error, ValueError):
        return ""
    return raw.decode("utf-8", errors="ignore")

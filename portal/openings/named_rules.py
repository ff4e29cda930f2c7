"""What a company that chose to stand with its name may say: its own name and domain, and nothing else."""

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

from portal.openings.detector.findings import Company, Finding, LeakType
from portal.openings.review_rules import folded

NAMES = frozenset({LeakType.COMPANY_NAME.value, LeakType.BRAND.value})
ADDRESSES = frozenset({LeakType.DOMAIN.value, LeakType.URL.value})
# As many words in a row are taken for the same text: a reader who knows one opening finds the other.
SHARED_WORDS = 8
_LEGAL_FORM = re.compile(r"(?:aps|a/s|i/s|k/s|p/s|ivs|a\.?m\.?b\.?a)\.?\W*\Z", re.IGNORECASE)
_AROUND_A_DOMAIN = re.compile(r"\A(?:https?://)?(?:www\.)?|[/.,;:!?)]*\Z")
Texts = Iterable[str]
Found = TypeVar("Found", bound=Finding)


def without_own_name(findings: Sequence[Found], company: Company) -> list[Found]:
    """The findings that count in a named opening; another company's name is still one of them."""
    return [finding for finding in findings if not _is_own_name(finding, company)]


def _is_own_name(finding: Finding, company: Company) -> bool:
    if finding.type in ADDRESSES:
        domain = company.domain.strip().lower()
        return bool(domain) and _bare(finding.text) == _bare(domain)
    if finding.type not in NAMES:
        return False
    if not _LEGAL_FORM.search(finding.text):
        return True
    own = (folded(name) for name in (company.name, *company.aliases, *company.brands))
    return any(name and name in folded(finding.text) for name in own)


def _bare(address: str) -> str:
    """A domain without scheme, www and the signs of the sentence around it."""
    return _AROUND_A_DOMAIN.sub("", address.strip().lower())


def shares_words(texts: Texts, others: Texts) -> bool:
    """Whether a run of words, or a whole text of some length, stands in both."""
    mine, theirs = _runs(texts), _runs(others)
    return bool(mine & theirs)


def _runs(texts: Texts) -> set[tuple[str, ...]]:
    runs: set[tuple[str, ...]] = set()
    for text in texts:
        words = re.findall(r"\w+", text.casefold())
        runs |= {tuple(words[at : at + SHARED_WORDS]) for at in range(len(words) - SHARED_WORDS + 1)}
    return runs

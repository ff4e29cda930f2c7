"""Danish and English search over pages and openings; knows nothing of the portal."""

from search.documents import (
    Found,
    Hit,
    OpeningHit,
    OpeningsFound,
    OpeningText,
    Section,
    SiteDocument,
    SiteDocuments,
)
from search.generations import IndexMissing
from search.opening_index import OpeningSearch
from search.site_index import SiteSearch
from search.snippets import highlight

__all__ = [
    "Found",
    "Hit",
    "IndexMissing",
    "OpeningHit",
    "OpeningSearch",
    "OpeningText",
    "OpeningsFound",
    "Section",
    "SiteDocument",
    "SiteDocuments",
    "SiteSearch",
    "highlight",
]

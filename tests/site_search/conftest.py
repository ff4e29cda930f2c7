"""A site build with a few pages of the tests' own, beside the real shells."""

import json
import shutil
from pathlib import Path

import pytest

from portal.settings import PROJECT_ROOT, Settings
from portal.shared.clock import FrozenClock
from portal.site_search.indexing import Indexes
from tests.builders import Staff
from tests.openings.builders import Desk

PAGES = [
    # id, type, (Danish title, heading, text), (English title, heading, text)
    (
        "raadighed",
        "module",
        (
            "At stå til rådighed",
            "Det siger reglerne",
            "Du søger job og skriver dem i joblog.",
        ),
        (
            "Being available for work",
            "What the rules say",
            "You write your jobs in the job log.",
        ),
    ),
    (
        "praktik-regler",
        "module",
        (
            "Reglerne for virksomhedspraktik",
            "Så længe varer den",
            "En praktik varer nogle uger.",
        ),
        (
            "The rules for placements",
            "How long it lasts",
            "A placement lasts some weeks.",
        ),
    ),
    (
        "webinar-praktik",
        "webinar",
        ("Find en praktik: 45 minutter online", "Det taler vi om", "Hvordan du finder et sted."),
        ("Find a placement: 45 minutes online", "What we talk about", "How you find a place."),
    ),
    (
        "privatliv",
        "page",
        ("Privatliv", "Dine oplysninger", "Vi gemmer ikke dit navn, når du skriver om praktik."),
        ("Privacy", "Your data", "We do not keep your name when you write about a placement."),
    ),
]


def documents() -> dict[str, object]:
    pages = [
        {
            "id": id_,
            "type": kind,
            "lang": lang,
            "title": title,
            "url": f"/{'en/' if lang == 'en' else ''}{id_}/",
            "summary": "",
            "folder": "rights-duties",
            "keywords": [],
            "sections": [{"anchor": "regler", "heading": heading, "text": text}],
        }
        for id_, kind, *editions in PAGES
        for lang, (title, heading, text) in zip(("da", "en"), editions, strict=True)
    ]
    return {"build_id": "test-build", "documents": pages}


@pytest.fixture
def settings(tmp_path: Path, ring_file: Path) -> Settings:
    site = tmp_path / "site"
    shutil.copytree(PROJECT_ROOT / "build" / "site" / "shells", site / "shells")
    (site / "html").mkdir()
    (site / "docs.json").write_text(json.dumps(documents()), encoding="utf-8")
    return Settings(data=tmp_path, keyring=ring_file, site=site)


@pytest.fixture
def indexes(settings: Settings) -> Indexes:
    return Indexes.of(settings)


@pytest.fixture
def desk(staff: Staff, clock: FrozenClock) -> Desk:
    return Desk(staff, clock)

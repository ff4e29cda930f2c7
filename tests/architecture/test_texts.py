"""Every Danish text has an English translation, and no translation is left over."""

from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from portal.settings import PROJECT_ROOT

PORTAL = PROJECT_ROOT / "portal"
KEYWORDS = {"_": None, "N_": None, "gettext": None}
PACKAGES = sorted(p for p in PORTAL.iterdir() if (p / "__init__.py").exists())


@cache
def used_texts(package: Path) -> dict[str, str]:
    """msgid → where it is used."""
    found: dict[str, str] = {}
    for path in [
        *package.rglob("*.py"),
        *package.rglob("templates/**/*.html"),
        *package.rglob("templates/**/*.txt"),
    ]:
        method = "python" if path.suffix == ".py" else "jinja2.ext:babel_extract"
        options = {"extensions": "jinja2.ext.do", "trim_blocks": "1", "lstrip_blocks": "1"}
        for line, msgid, _comments, _context in extract_from_file(method, path, KEYWORDS, options=options):
            found[str(msgid)] = f"{path.relative_to(PROJECT_ROOT)}:{line}"
    return found


def catalogue(package: Path) -> dict[str, Message]:
    path = package / "locale" / "en.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return {str(m.id): m for m in read_po(file, locale="en") if m.id}


TRANSLATED = {msgid: m for package in PACKAGES for msgid, m in catalogue(package).items()}


@pytest.mark.parametrize("package", PACKAGES, ids=lambda p: p.name)
def test_every_text_has_an_english_translation(package: Path) -> None:
    missing = {
        msgid: place
        for msgid, place in used_texts(package).items()
        if msgid not in TRANSLATED or not TRANSLATED[msgid].string or TRANSLATED[msgid].fuzzy
    }
    assert missing == {}


@pytest.mark.parametrize("package", PACKAGES, ids=lambda p: p.name)
def test_no_translation_is_left_over(package: Path) -> None:
    everywhere = {msgid for p in PACKAGES for msgid in used_texts(p)}
    assert sorted(set(catalogue(package)) - everywhere) == []


def test_a_translation_keeps_the_values_that_are_filled_in() -> None:
    def values(text: str) -> set[str]:
        return {part.split(")")[0] for part in text.split("%(")[1:]}

    wrong = [m.id for m in TRANSLATED.values() if values(str(m.id)) != values(str(m.string))]
    assert wrong == []

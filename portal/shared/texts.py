"""The portal's texts: Danish msgids, one English catalogue in each package."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from portal.shared.errors import N_

__all__ = ["LANGUAGES", "N_", "catalogues", "translate"]

LANGUAGES = ("da", "en")
PACKAGE_ROOT = Path(__file__).resolve().parents[1]


def catalogues() -> list[Path]:
    """Every English catalogue of the portal, one in each package that shows text."""
    return sorted(PACKAGE_ROOT.glob("*/locale/en.po"))


@cache
def _english() -> Mapping[str, str]:
    texts: dict[str, str] = {}
    for path in catalogues():
        with path.open("rb") as file:
            for message in read_po(file, locale="en"):
                if message.id and isinstance(message.id, str) and isinstance(message.string, str):
                    texts[message.id] = message.string
    return texts


def translate(lang: str, msgid: str, **values: object) -> str:
    """The text in the language, with `%(name)s` filled in; a msgid without a translation stays Danish."""
    text = (_english().get(msgid) or msgid) if lang == "en" else msgid
    return text % values if values else text

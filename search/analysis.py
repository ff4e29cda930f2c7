"""What is written into an index for a text, and the version of the chain that wrote it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from search import danish, english
from search.compounds import parts
from search.documents import Language
from search.folding import words
from search.lists import FOLDER

_CHAIN = (
    "folding",
    "danish",
    "english",
    "compounds",
    "analysis",
    "synonyms",
    "engine",
    "site_pages",
    "opening_reading",
)


@dataclass(frozen=True)
class Analysed:
    """Stems of the words of a text, and the stems of what compounds are made of."""

    stems: tuple[str, ...]
    parts: tuple[str, ...]


def stem(word: str, lang: Language) -> str:
    return danish.stem(word) if lang == "da" else english.stem(word)


def analyse(texts: Iterable[str], lang: Language) -> Analysed:
    found = [word for text in texts for word in words(text)]
    compounds = (part for word in found for part in parts(word)) if lang == "da" else ()
    return Analysed(tuple(stem(word, lang) for word in found), tuple(compounds))


@cache
def version() -> str:
    """Changes whenever a list or the chain changes, so that an older index is never read with newer rules."""
    digest = hashlib.sha256()
    sources = [Path(__file__).with_name(f"{name}.py") for name in _CHAIN]
    for path in (*sources, *sorted(FOLDER.glob("*.txt"))):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:10]

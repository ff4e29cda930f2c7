"""Reads every Danish page with hunspell and says which words it does not know: `python -m tools.proofread`.

Needs hunspell and its Danish dictionary (Debian: hunspell hunspell-da). Words that are right all the same
stand in content/facts/own_words.txt.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from portal.catalogue.content_check import CONTENT
from portal.catalogue.content_pages import ContentPage, read_content
from portal.catalogue.readability import sentences_of

OWN_WORDS = "facts/own_words.txt"
DICTIONARY = "da_DK"
READ = ("title", "summary", "gain", "self_check", "worksheet", "script", "exercises", "checklist")
_ADDRESS = re.compile(r"https?://\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:dk|org|com|ics|vtt)\b(?:/\S*)?")
# A fact, a module or a part of one, which a kit names.
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LINK = re.compile(r"\]\([^)]*\)")
_ENGLISH = re.compile(r"\bEnglish\b|.*\{: lang=en.*")


def can_proofread() -> bool:
    """Whether hunspell and the Danish dictionary are there."""
    command = shutil.which("hunspell")
    if command is None:
        return False
    listed = subprocess.run([command, "-D"], input="", capture_output=True, text=True, check=False)  # noqa: S603  # our own command
    return DICTIONARY in listed.stderr + listed.stdout


def own_words(root: Path = CONTENT) -> set[str]:
    return set((root / OWN_WORDS).read_text(encoding="utf-8").split())


def unknown_words(root: Path = CONTENT) -> dict[str, list[str]]:
    """For each page with any: the words that neither the dictionary nor the own list knows, in order."""
    known = own_words(root)
    pages = [page for page in read_content(root).pages if page.language == "da"]
    found = {page.name: [word for word in _unknown(_text(page)) if word not in known] for page in pages}
    return {name: words for name, words in found.items() if words}


def _text(page: ContentPage) -> str:
    said = list(_strings({key: value for key, value in _head(page).items() if key in READ}))
    body = "\n".join(line for line in page.read.body.split("\n") if not _ENGLISH.fullmatch(line.strip()))
    return _LINK.sub(" ", _ADDRESS.sub(" ", "\n".join([*said, *sentences_of(body)])))


def _head(page: ContentPage) -> dict[str, object]:
    return asdict(page.head) if page.head is not None else {}


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str) and not _ID.fullmatch(value):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _strings(one)


def _unknown(text: str) -> list[str]:
    command = shutil.which("hunspell") or "hunspell"
    done = subprocess.run(  # noqa: S603  # our own command on our own pages
        [command, "-d", DICTIONARY, "-i", "utf-8", "-l"],
        input=text,
        capture_output=True,
        text=True,
        check=True,
    )
    words = (word.strip(".-–") for word in done.stdout.split())
    return list(dict.fromkeys(word for word in words if word))


def main() -> int:
    if not can_proofread():
        print(
            "hunspell or its Danish dictionary is missing: apt-get install hunspell hunspell-da",
            file=sys.stderr,
        )
        return 2
    found = unknown_words()
    for name, words in found.items():
        print(f"content/{name}: {', '.join(words)}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

"""The command line: `python -m search query`, questions in, ids of modules out, one JSON line each."""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from search.documents import LANGUAGES, Language, SiteDocuments
from search.site_index import SiteSearch

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = ROOT / "build" / "site" / "docs.json"
INDEX = ROOT / "build" / "search"
CANDIDATES = frozenset({"start", "rights-duties", "job-search", "internships", "sme-jobs"})
MOST_IDS = 10
DONE, FAILED, BAD_USE = 0, 1, 2


class BadLine(ValueError):
    """A line of the input that is no question."""


def parser() -> argparse.ArgumentParser:
    whole = argparse.ArgumentParser(prog="python -m search", description="Search in the modules")
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("query", help='stdin: {"q", "lang"} a line; stdout: {"q", "ids"} a line')
    return whole


def main(arguments: list[str] | None = None) -> int:
    """0 done, 1 the pages could not be read or built, 2 bad use; messages go to stderr."""
    parser().parse_args(arguments)
    try:
        _answer(sys.stdin, sys.stdout, _site())
    except BadLine as error:
        print(error, file=sys.stderr)
        return BAD_USE
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        print(f"the pages could not be searched: {error}", file=sys.stderr)
        return FAILED
    return DONE


def _answer(questions: TextIO, answers: TextIO, site: SiteSearch) -> None:
    for text, lang in _questions(questions):
        found = site.find(text, lang, types={"module"}, folders=CANDIDATES, limit=MOST_IDS)
        answer = {"q": text, "ids": [hit.id for hit in found.hits]}
        print(json.dumps(answer, ensure_ascii=False), file=answers, flush=True)


def _questions(lines: TextIO) -> Iterator[tuple[str, Language]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            values = json.loads(line)
            text, lang = values["q"], values.get("lang", "da")
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise BadLine(f'line {number}: expected {{"q": …, "lang": …}}') from error
        if not isinstance(text, str) or lang not in LANGUAGES:
            raise BadLine(f"line {number}: q must be a text and lang one of {', '.join(LANGUAGES)}")
        yield text, lang


def _site() -> SiteSearch:
    """The index of the site build; the site is built first where there is none."""
    if not DOCUMENTS.exists():
        subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "-q"], cwd=ROOT, check=True, stdout=sys.stderr
        )
    documents = SiteDocuments.read(DOCUMENTS)
    try:
        site = SiteSearch(INDEX)
        site.ensure(documents)
    except PermissionError:
        site = SiteSearch(Path(tempfile.mkdtemp(prefix="samtaleklar-search-")))
        site.rebuild(documents)
    return site


if __name__ == "__main__":
    sys.exit(main())

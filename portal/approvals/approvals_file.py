"""approvals.yaml written from the desk: what was signed there, beside what somebody wrote by hand."""

from collections.abc import Iterable
from pathlib import Path

import yaml

from portal.catalogue.fact_files import unfounded
from portal.catalogue.facts import Approval, Registry

HEAD = """\
# Approvals of facts. Entries with `desk:` are written by `python -m portal content approvals` from what was
# signed at the desk; the others were written by hand and are kept. An approval counts while the text is the
# one that was approved, and only with the signatures of two persons. See docs/facts.md.
"""
KEYS = ("id", "text_hash", "by", "on", "second_by", "second_on", "source_checked_on", "desk")


def write_approvals(path: Path, given: Iterable[Approval]) -> bool:
    """Replaces the desk's entries and keeps the others; whether the file changed."""
    before = path.read_text("utf-8") if path.is_file() else ""
    by_hand = [row for row in _rows(before) if "desk" not in row]
    from_desk = [{key: getattr(one, key) for key in KEYS if getattr(one, key) is not None} for one in given]
    rows = sorted([*by_hand, *from_desk], key=lambda row: (str(row.get("id")), str(row.get("text_hash"))))
    body = yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=110) if rows else "[]\n"
    # YAML would read the bare word as a truth value.
    text = HEAD + body.replace("\n  'on': ", "\n  on: ")
    if text == before:
        return False
    draft = path.with_suffix(".new")
    draft.write_text(text, "utf-8")
    draft.replace(path)
    return True


def fit_to_write(given: Iterable[Approval], registry: Registry) -> list[Approval]:
    """Without those that would stop a build: a fact that is held back must be able to leave the site."""
    facts = registry.facts
    return [one for one in given if one.id in facts and not any(unfounded(facts[one.id], one))]


def _rows(text: str) -> list[dict[str, object]]:
    """The entries as they stand, keys as words."""
    read = yaml.safe_load(text.replace("\n  on: ", "\n  'on': ")) or []
    return [{str(key): value for key, value in row.items()} for row in read]

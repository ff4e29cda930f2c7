"""Secrets and registry hosts that must not stand in the repository."""

import re
import subprocess

from tools.audit.finding import Result, result
from tools.bench.servers import ROOT

RULES = {
    "a private key": re.compile(r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY"),
    "a cloud key": re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    "a token of a forge": re.compile(r"\bgh[pousr]_[A-Za-z0-9]{36}|\bglpat-[A-Za-z0-9_-]{20}"),
    "a password in an address": re.compile(r"[a-z+]+://[^/\s:@{}<>$]+:[^/\s:@{}<>$*]{3,}@[a-z0-9.-]+"),
    "a key ring": re.compile(r'"purpose": ?"(?:forms|outbox|addresses)"[^}]*"key": ?"[A-Za-z0-9+/]{40,}'),
    "the place a package was fetched from": re.compile(r'"resolved":|--(?:extra-)?index-url'),
}
TEXT = {".py", ".md", ".yml", ".yaml", ".toml", ".html", ".css", ".js", ".json", ".lock", ".txt", ".po", ""}
# This file holds the rules themselves.
LEFT_OUT = {"tools/audit/secrets.py"}


def check() -> Result:
    listed = subprocess.run(
        ["/usr/bin/env", "git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    paths = [ROOT / name for name in listed.stdout.splitlines() if name not in LEFT_OUT]
    texts = {
        path: path.read_text("utf-8", "ignore") for path in paths if path.suffix in TEXT and path.is_file()
    }
    return result(
        "secrets", f"{len(texts)} files",
        [
            f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, hit.start()) + 1} looks like {what}"
            for path, text in texts.items()
            for what, rule in RULES.items()
            for hit in rule.finditer(text)
        ],
    )  # fmt: skip

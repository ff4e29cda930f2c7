"""Pages in Chromium: pa11y with axe and HTML_CodeSniffer, and Lighthouse."""

import json
import os
import subprocess
from pathlib import Path

from tools.audit.finding import Result, result
from tools.audit.markup import MODULES
from tools.audit.served import main_paths
from tools.bench.servers import Server

CHROMIUM = "/usr/bin/chromium"
# Not its "seo": it wants whole addresses in hreflang, and the site is built without knowing its own.
LEAST = {"accessibility": 100, "best-practices": 100}
# HTML_CodeSniffer holds "username" on an e-mail field for wrong; HTML allows it, and vnu reads it so.
OUTDATED = ["WCAG2AA.Principle1.Guideline1_3.1_3_5.H98"]
ENVIRONMENT = os.environ | {"CHROME_PATH": CHROMIUM, "PUPPETEER_EXECUTABLE_PATH": CHROMIUM}


def check(server: Server, report: Path) -> list[Result]:
    paths = main_paths(server)
    with_opening = ["/", "/opslag", next(p for p in paths if p.startswith("/opslag/")), "/en/preparation"]
    return [
        result("pa11y (axe, htmlcs)", f"{len(paths)} pages", _pa11y(server, paths, report)),
        result("lighthouse", f"{len(with_opening)} pages", _lighthouse(server, with_opening, report)),
    ]


def _pa11y(server: Server, paths: list[str], report: Path) -> list[str]:
    config = report / "pa11y.json"
    launch = {"executablePath": CHROMIUM, "args": ["--no-sandbox"]}
    asked = {"runners": ["axe", "htmlcs"], "timeout": 60000, "ignore": OUTDATED}
    config.write_text(json.dumps({"chromeLaunchConfig": launch} | asked))
    found = []
    for path in paths:
        command = [str(MODULES / ".bin" / "pa11y"), "--config", str(config), "--standard", "WCAG2AA",
                   "--reporter", "json", server.address + path]  # fmt: skip
        said = subprocess.run(command, capture_output=True, text=True, check=False, env=ENVIRONMENT)  # noqa: S603
        try:
            issues = json.loads(said.stdout)
        except ValueError:
            found.append(f"{path}: did not run: {said.stderr.strip()[:200]}")
            continue
        found += [f"{path}: {i['runner']} {i['code']}: {i['message']} [{i['selector'][:80]}]" for i in issues]
    return found


def _lighthouse(server: Server, paths: list[str], report: Path) -> list[str]:
    found = []
    for number, path in enumerate(paths):
        output = report / f"lighthouse-{number}.json"
        command = [str(MODULES / ".bin" / "lighthouse"), server.address + path, "--quiet", "--output=json",
                   f"--output-path={output}", f"--only-categories={','.join(LEAST)}",
                   "--chrome-flags=--headless=new --no-sandbox"]  # fmt: skip
        said = subprocess.run(command, capture_output=True, text=True, check=False, env=ENVIRONMENT)  # noqa: S603
        if said.returncode:
            found.append(f"{path}: did not run: {said.stderr.strip()[-200:]}")
            continue
        found += _below(path, json.loads(output.read_text("utf-8")))
    return found


def _below(path: str, read: dict[str, dict[str, dict[str, object]]]) -> list[str]:
    found = []
    for name, least in LEAST.items():
        category, audits = read["categories"][name], read["audits"]
        refs = category["auditRefs"]
        assert isinstance(refs, list)
        failed = [ref["id"] for ref in refs if ref["weight"] and audits[ref["id"]]["score"] == 0]
        score = round(100 * float(str(category["score"] or 0)))
        if score < least:
            found.append(f"{path}: {name} {score} of 100: {', '.join(failed)}")
    return found

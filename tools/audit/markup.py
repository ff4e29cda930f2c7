"""HTML read by html-validate and by the W3C's checker."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tools.audit.finding import Result, result

FOLDER = Path(__file__).parent
MODULES = FOLDER / "node_modules"


def check(pages: Sequence[Path]) -> list[Result]:
    looked_at = f"{len(pages)} pages"
    return [
        result("html-validate", looked_at, _html_validate(pages)),
        result("vnu (Nu Html Checker)", looked_at, _vnu(pages)),
    ]


def _html_validate(pages: Sequence[Path]) -> list[str]:
    report = pages[0].parents[1] / "html-validate.json"
    command = [str(MODULES / ".bin" / "html-validate"), "--config", str(FOLDER / "htmlvalidate.json"),
               "--formatter", f"json={report}", *map(str, pages)]  # fmt: skip
    said = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if said.returncode not in (0, 1):
        return [f"did not run: {said.stderr.strip()[:300]}"]
    return [
        f"{Path(page['filePath']).name}:{m['line']} {m['ruleId']}: {m['message']}"
        for page in json.loads(report.read_text("utf-8"))
        for m in page["messages"]
    ]


def _vnu(pages: Sequence[Path]) -> list[str]:
    jar = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = ["java", "-Xmx512m", "-jar", str(jar), "--format", "json", "--errors-only", *map(str, pages)]
    said = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    try:
        messages = json.loads(said.stderr)["messages"]
    except (ValueError, KeyError):
        return [f"did not run: {said.stderr.strip()[:300]}"]
    return [f"{m['url'].rpartition('/')[2]}:{m.get('lastLine', 0)} {m['message']}" for m in messages]

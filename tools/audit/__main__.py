"""`make audit`: what other people's tools say of the product; ends with 1 when one of them finds something.

Needs Node 20, Java and Chromium from Debian's packages, and `npm ci` in this folder.
"""

import sys
import tempfile
from pathlib import Path

from tools.audit import accessibility, markup, packages, secrets
from tools.audit.finding import Result, table
from tools.audit.served import save_pages
from tools.bench.servers import ROOT, portal


def main() -> int:
    report = ROOT / "build" / "audit"
    report.mkdir(parents=True, exist_ok=True)
    results: list[Result] = [secrets.check(), packages.check(report)]
    with tempfile.TemporaryDirectory(prefix="audit-") as data, portal(Path(data)) as server:
        saved = save_pages(server, report / "pages")
        results += markup.check(saved)
        results += accessibility.check(server, report)
    results.append(
        Result("known vulnerabilities", "", "NOT CHECKED", ("no database of them is reachable offline",))
    )
    print(table(results))
    for result in results:
        for line in result.findings if result.failed else ():
            print(f"{result.name}: {line}")
    print("Known vulnerabilities: run `pip-audit --strict -r requirements.lock` and `npm audit` where their")
    print("databases can be reached; without one, both report no finding and have looked at nothing.")
    return 1 if any(result.failed for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())

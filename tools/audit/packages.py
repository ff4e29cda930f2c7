"""What is built in: every locked package with its licence, written as a CycloneDX list."""

import json
import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from tools.audit.finding import Result, result
from tools.bench.servers import ROOT

# Compatible with passing the product on under the EUPL 1.2.
KNOWN = re.compile(
    r"MIT|BSD|Apache|ISC|Python|PSF|MPL|LGPL|EUPL|Unlicense|Zlib|0BSD|CC0|HPND|Public Domain", re.IGNORECASE
)


def check(report: Path) -> Result:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    components, findings = [], []
    for name, version in re.findall(r"(?m)^([a-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", lock):
        licence = _licence(name)
        if licence is None:
            # Named for another kind of machine only.
            continue
        components.append(
            {"type": "library", "name": name, "version": version, "purl": f"pkg:pypi/{name}@{version}",
             "licenses": [{"license": {"name": licence or "unknown"}}]}
        )  # fmt: skip
        if not KNOWN.search(licence):
            findings.append(f"{name} {version}: licence {licence or 'unknown'}")
    sbom = {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": components}
    (report / "sbom.json").write_text(json.dumps(sbom, indent=1), "utf-8")
    return result("licences (build/audit/sbom.json)", f"{len(components)} packages", findings)


def _licence(name: str) -> str | None:
    """The licence an installed package declares; None where it is not installed here."""
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return None
    classified = [
        c.rpartition(":: ")[2] for c in told.get_all("Classifier") or () if c.startswith("License ::")
    ]
    expressed, free = (
        next(iter(told.get_all(field) or ("",))) for field in ("License-Expression", "License")
    )
    return str(expressed or ", ".join(classified) or free.split("\n")[0])

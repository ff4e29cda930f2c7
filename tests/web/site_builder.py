"""A small site of its own for a test: the real build on pages the test writes."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import yaml

from portal.settings import PROJECT_ROOT

ORGANISATION = PROJECT_ROOT / "content" / "organisation.yml"


@dataclass
class Site:
    """A content folder and what the build made of it."""

    root: Path

    @property
    def content(self) -> Path:
        return self.root / "content"

    @property
    def html(self) -> Path:
        return self.root / "build" / "site" / "html"

    @property
    def shells(self) -> Path:
        return self.root / "build" / "site" / "shells"

    def write(self, path: str, body: str = "Tekst.", **head: object) -> None:
        """One Markdown file; the title is the file's name where the test does not care."""
        file = self.content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        matter = {"title": file.name.split(".")[0].capitalize(), "summary": "Kort.", **head}
        file.write_text(f"---\n{yaml.safe_dump(matter, allow_unicode=True)}---\n\n{body}\n", "utf-8")

    def write_both(self, path: str, body: str = "Tekst.", **head: object) -> None:
        self.write(f"{path}.md", body, **head)
        self.write(f"{path}.en.md", body, **head)

    def set_organisation(self, **changes: object) -> None:
        known = yaml.safe_load(ORGANISATION.read_text("utf-8"))
        (self.content / "organisation.yml").write_text(
            yaml.safe_dump(known | changes, allow_unicode=True), "utf-8"
        )

    def build(self, *hooks: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Runs `mkdocs build` as an editor would; asserts nothing."""
        config = yaml.safe_load((PROJECT_ROOT / "mkdocs.yml").read_text("utf-8"))
        config |= {"docs_dir": str(self.content), "site_dir": str(self.html)}
        config["hooks"] = [str(PROJECT_ROOT / hook) for hook in ("portal/web/site/build_site.py", *hooks)]
        config["theme"]["custom_dir"] = str(PROJECT_ROOT / "portal/web/site/overrides")
        (self.root / "mkdocs.yml").write_text(yaml.safe_dump(config), "utf-8")
        command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(self.root / "mkdocs.yml")]
        settings = os.environ | {"NO_MKDOCS_2_WARNING": "1"} | environment
        return subprocess.run(  # noqa: S603  # our own interpreter on a file the test wrote
            command, cwd=PROJECT_ROOT, env=settings, capture_output=True, text=True, check=False
        )

    def built(self, *hooks: str, **environment: str) -> "Site":
        done = self.build(*hooks, **environment)
        assert done.returncode == 0, done.stdout + done.stderr
        return self

    def page(self, path: str) -> str:
        return (self.html / path.lstrip("/") / "index.html").read_text("utf-8")


def small_site(root: Path) -> Site:
    """A front page, one module and its folder, in both languages."""
    site = Site(root)
    site.content.mkdir()
    site.set_organisation()
    site.write_both("index", title="Forside", slug="")
    site.write_both("rights-duties/index", title="Ret og pligt")
    site.write("rights-duties/raadighed.md", title="At stå til rådighed", **MODULE | {"slug": "raadighed"})
    site.write("rights-duties/raadighed.en.md", title="Being available", **MODULE | {"slug": "availability"})
    return site


MODULE: dict[str, object] = {
    "id": "raadighed",
    "type": "module",
    "minutes": 7,
    "gain": ["hvad du kan aftale med din a-kasse"],
}

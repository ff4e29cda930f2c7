"""The site's own line drawings: decoration in the margin, at most one a screen."""

from pathlib import Path

from mkdocs.exceptions import PluginError

FOLDER = Path(__file__).parent / "icons"
NAMES = ("conversation", "opening", "key")


def drawing(name: str) -> str:
    if name not in NAMES:
        raise PluginError(f"there is no drawing '{name}'; there are {', '.join(NAMES)}")
    return (FOLDER / f"{name}.svg").read_text("utf-8").strip()

"""Stylesheet, scripts, font and icons of the site, each under a name that changes with what it holds."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from portal.web.site.colours import OWN_ACCENT, AccentTones

HERE = Path(__file__).parent
_DARK_BLOCK = re.compile(r"@dark\s*\{([^{}]*)\}")
_FONT = "albert-sans.woff2"


@dataclass(frozen=True)
class Asset:
    """One file to publish; `url` is root-absolute."""

    url: str
    body: bytes


@dataclass(frozen=True)
class Assets:
    """What the frame links to."""

    stylesheet: Asset
    script: Asset
    theme_script: Asset
    font: Asset
    favicon: Asset
    logo: Asset | None
    # What only one section's pages need, by the section.
    of_section: Mapping[str, Asset]
    style_of_section: Mapping[str, Asset]

    def write(self, site: Path) -> None:
        everywhere = (self.stylesheet, self.script, self.theme_script, self.font, self.favicon, self.logo)
        for asset in (*everywhere, *self.of_section.values(), *self.style_of_section.values()):
            if asset is not None:
                target = site / asset.url.lstrip("/")
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(asset.body)


def gather_assets(tones: AccentTones, logo: Path | None) -> Assets:
    font = _asset(_FONT, (HERE / "fonts" / _FONT).read_bytes())
    css = stylesheet(sorted((HERE / "css").glob("*.css")), tones).replace(f"url({_FONT})", f"url({font.url})")
    return Assets(
        stylesheet=_asset("samtaleklar.css", css.encode()),
        script=_asset("samtaleklar.js", _joined(HERE / "js")),
        theme_script=_asset("theme.js", (HERE / "head" / "theme.js").read_bytes()),
        font=font,
        favicon=_asset("favicon.svg", _favicon(tones)),
        logo=_asset("logo.svg", logo.read_bytes()) if logo else None,
        of_section={
            folder.name: _asset(f"{folder.name}.js", _joined(folder))
            for folder in sorted((HERE / "js").iterdir())
            if folder.is_dir()
        },
        style_of_section={
            folder.name: _asset(
                f"{folder.name}.css", stylesheet(sorted(folder.glob("*.css")), tones).encode()
            )
            for folder in sorted((HERE / "css").iterdir())
            if folder.is_dir()
        },
    )


def _styles_in(folder: Path, tones: AccentTones) -> bytes:
    return stylesheet(sorted(folder.glob("*.css")), tones).encode()


def _joined(folder: Path) -> bytes:
    return "\n".join(file.read_text("utf-8") for file in sorted(folder.glob("*.js"))).encode()


def _favicon(tones: AccentTones) -> bytes:
    drawn = (HERE / "icons" / "favicon.svg").read_text("utf-8")
    return drawn.replace(OWN_ACCENT.lower(), tones.light["accent"]).encode()


def stylesheet(files: Iterable[Path], tones: AccentTones) -> str:
    """All files as one, smaller; `@dark { … }` is said for the system's wish and for the reader's choice."""
    css = "\n".join(file.read_text("utf-8") for file in files)
    css = _DARK_BLOCK.sub(lambda block: _for_dark(block[1] + _declarations(tones.dark)), css)
    css = css.replace("/* accent */", _declarations(tones.light))
    return _smaller(css)


def _for_dark(declarations: str) -> str:
    return (
        f"@media (prefers-color-scheme: dark) {{ :root:not([data-theme=light]) {{ {declarations} }} }}\n"
        f":root[data-theme=dark] {{ {declarations} }}"
    )


def _declarations(tones: Mapping[str, str]) -> str:
    return "".join(f" --{name}: {value};" for name, value in tones.items())


def _smaller(css: str) -> str:
    without_comments = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    one_line_each = (line.strip() for line in without_comments.splitlines())
    text = "\n".join(line for line in one_line_each if line)
    return re.sub(r"\s*([{};,])\s*|(:)\s+", r"\1\2", text).replace(";}", "}")


def _asset(name: str, body: bytes) -> Asset:
    stem, suffix = name.rsplit(".", 1)
    return Asset(f"/assets/{stem}.{hashlib.sha256(body).hexdigest()[:10]}.{suffix}", body)

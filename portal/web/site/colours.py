"""An organisation sets one accent; hover, soft and margin tones follow, and are measured."""

import colorsys
from collections.abc import Mapping
from dataclasses import dataclass

OWN_ACCENT = "#0B5A50"
LIGHT_GROUNDS = ("#FFFFFF", "#E7EDE9")
DARK_GROUNDS = ("#16201D", "#0D1412")
ERROR_LIGHT = "#A61E17"
STEP = 0.97
LIGHT_CONTRAST, DARK_CONTRAST, TEXT_CONTRAST = 5.5, 7.0, 4.5
# Our own accent's tones are drawn by hand; the numbers are in docs/design.md.
OWN_LIGHT = {
    "accent": OWN_ACCENT,
    "accent-2": "#073F38",
    "on-accent": "#FFFFFF",
    "accent-soft": "#DCEAE5",
    "margin": "#8FBFB3",
}
OWN_DARK = {
    "accent": "#72D1BF",
    "accent-2": "#A3E4D7",
    "on-accent": "#04201B",
    "accent-soft": "#17382F",
    "margin": "#2F6458",
}


@dataclass(frozen=True)
class AccentTones:
    """Custom properties by name, for the light and the dark theme."""

    light: Mapping[str, str]
    dark: Mapping[str, str]

    def report(self) -> str:
        """One line for whoever builds: what became of the colour, and how well it reads."""
        parts = []
        themes = (("light", self.light, LIGHT_GROUNDS[0]), ("dark", self.dark, DARK_GROUNDS[0]))
        for name, tones, ground in themes:
            on_paper = contrast(tones["accent"], ground)
            on_button = contrast(tones["on-accent"], tones["accent"])
            parts.append(f"{name} {tones['accent']} (paper {on_paper:.1f}, button text {on_button:.1f})")
        return "accent: " + ", ".join(parts)


def accent_tones(accent: str) -> AccentTones:
    """Raises ValueError when text on the accent could not be read."""
    if accent.upper() == OWN_ACCENT:
        tones = AccentTones(OWN_LIGHT, OWN_DARK)
    else:
        tones = AccentTones(_light_tones(accent), _dark_tones(accent))
    refuse_unreadable(tones)
    return tones


def refuse_unreadable(tones: AccentTones) -> None:
    for name, theme in (("light", tones.light), ("dark", tones.dark)):
        for ground in ("accent", "accent-2"):
            reached = contrast(theme["on-accent"], theme[ground])
            if reached < TEXT_CONTRAST:
                found = f"text on {ground} {theme[ground]} has contrast {reached:.1f}"
                raise ValueError(f"the accent cannot carry text: {name}, {found}, needs {TEXT_CONTRAST}")


def _light_tones(accent: str) -> dict[str, str]:
    while min(contrast(accent, ground) for ground in LIGHT_GROUNDS) < LIGHT_CONTRAST:
        accent = mix("#000000", accent, STEP)
    tones = {
        "accent": accent,
        "accent-2": mix("#000000", accent, 0.7),
        "on-accent": "#FFFFFF",
        "accent-soft": mix("#FFFFFF", accent, 0.13),
        "margin": mix("#FFFFFF", accent, 0.44),
    }
    # A notice beside a red accent would read as an error.
    return tones | ({"notice": "var(--ink)"} if _hue_distance(accent, ERROR_LIGHT) <= 25 else {})


def _dark_tones(accent: str) -> dict[str, str]:
    while min(contrast(accent, ground) for ground in DARK_GROUNDS) < DARK_CONTRAST:
        accent = mix("#FFFFFF", accent, STEP)
    tones = {
        "accent": accent,
        "accent-2": mix("#FFFFFF", accent, 0.62),
        "on-accent": mix("#000000", accent, 0.14),
        "accent-soft": mix(DARK_GROUNDS[0], accent, 0.16),
        "margin": mix(DARK_GROUNDS[0], accent, 0.35),
    }
    return tones | ({"notice": "var(--ink)"} if _hue_distance(accent, ERROR_LIGHT) <= 25 else {})


def contrast(one: str, other: str) -> float:
    """The WCAG 2 contrast ratio, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mix(ground: str, colour: str, share: float) -> str:
    """`share` of the colour over the ground."""
    pairs = zip(_channels(ground), _channels(colour), strict=True)
    return "#" + "".join(f"{round(below + (above - below) * share):02X}" for below, above in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _hue_distance(one: str, other: str) -> float:
    hues = []
    for colour in (one, other):
        red, green, blue = (channel / 255 for channel in _channels(colour))
        hue, _lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
        if saturation < 0.15:
            return 180.0
        hues.append(hue * 360)
    apart = abs(hues[0] - hues[1])
    return min(apart, 360 - apart)

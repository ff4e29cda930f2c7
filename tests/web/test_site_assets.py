"""The stylesheet and scripts are one file each, under names that change with what they hold."""

from pathlib import Path

from portal.web.site.assets import gather_assets, stylesheet
from portal.web.site.colours import accent_tones

TONES = accent_tones("#0B5A50")


def css(tmp_path: Path, **files: str) -> str:
    for name, text in files.items():
        (tmp_path / f"{name}.css").write_text(text, "utf-8")
    return stylesheet(sorted(tmp_path.glob("*.css")), TONES)


def test_files_are_joined_in_order_without_comments(tmp_path: Path) -> None:
    assert css(tmp_path, a="/* one */\np { color: red; }", b="a { b: c; }") == "p{color:red}a{b:c}"


def test_the_dark_theme_is_said_for_the_system_and_for_the_readers_choice(tmp_path: Path) -> None:
    made = css(tmp_path, a="@dark { --ink: #fff; }")

    assert made.startswith("@media (prefers-color-scheme:dark){:root:not([data-theme=light]){--ink:#fff")
    assert ":root[data-theme=dark]{--ink:#fff" in made
    assert made.count("--accent:#72D1BF") == 2


def test_the_accents_tones_take_their_place(tmp_path: Path) -> None:
    assert css(tmp_path, a=":root {\n/* accent */\n}").startswith(":root{--accent:#0B5A50;--accent-2:#073F38")


def test_an_asset_keeps_its_name_until_its_content_changes(tmp_path: Path) -> None:
    logo = tmp_path / "logo.svg"
    logo.write_text("<svg/>", "utf-8")
    first = gather_assets(TONES, logo)
    logo.write_text("<svg></svg>", "utf-8")
    second = gather_assets(TONES, logo)

    assert first.logo is not None
    assert second.logo is not None
    assert first.logo.url != second.logo.url
    assert first.stylesheet.url == second.stylesheet.url


def test_the_icon_in_the_tab_has_the_organisations_colour() -> None:
    assert b'stroke="#0050B3"' in gather_assets(accent_tones("#0050B3"), None).favicon.body


def test_the_stylesheet_asks_for_the_font_and_for_nothing_else() -> None:
    assets = gather_assets(TONES, None)

    text = assets.stylesheet.body.decode()
    assert text.count("url(") == 1
    assert f"url({assets.font.url})" in text


def test_the_reading_pages_stay_light() -> None:
    assets = gather_assets(TONES, None)

    sizes = [
        len(asset.body) for asset in (assets.stylesheet, assets.script, assets.theme_script, assets.font)
    ]
    assert sum(sizes) < 60_000


def test_what_only_the_wall_wears_is_a_stylesheet_of_its_own() -> None:
    assets = gather_assets(TONES, None)
    assert ".wall .ops" in assets.style_of_section["wall"].body.decode()
    assert ".wall" not in assets.stylesheet.body.decode()


def test_what_only_the_desk_or_the_wall_needs_is_a_script_of_its_own() -> None:
    assets = gather_assets(TONES, None)
    own = {section: asset.body.decode() for section, asset in assets.of_section.items()}
    assert set(own) == {"preparation", "staff", "wall"}
    assert "data-wall-next" in own["wall"] or "wallNext" in own["wall"]
    for script in own.values():
        assert script not in assets.script.body.decode()

"""An organisation's accent becomes tones that can be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.web.site.colours import (
    DARK_GROUNDS,
    LIGHT_GROUNDS,
    OWN_ACCENT,
    AccentTones,
    accent_tones,
    contrast,
    mix,
    refuse_unreadable,
)

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


def test_our_own_accent_keeps_the_tones_drawn_by_hand() -> None:
    tones = accent_tones(OWN_ACCENT.lower())

    assert tones.light["accent-2"] == "#073F38"
    assert tones.dark["accent"] == "#72D1BF"


def test_a_dark_blue_is_left_as_it_is_on_paper() -> None:
    assert accent_tones("#0050B3").light["accent"] == "#0050B3"


def test_an_orange_is_darkened_on_paper_and_kept_bright_in_the_dark() -> None:
    tones = accent_tones("#F58220")

    assert contrast(tones.light["accent"], "#FFFFFF") > 5.5
    assert tones.dark["accent"] == "#F59139"


@given(COLOURS)
def test_whatever_the_colour_links_and_buttons_can_be_read(colour: str) -> None:
    tones = accent_tones(colour)

    for theme, grounds, needed in ((tones.light, LIGHT_GROUNDS, 5.5), (tones.dark, DARK_GROUNDS, 7.0)):
        assert min(contrast(theme["accent"], ground) for ground in grounds) >= needed
        assert contrast(theme["on-accent"], theme["accent"]) >= 4.5
        assert contrast(theme["on-accent"], theme["accent-2"]) >= 4.5
        assert contrast(theme["accent"], theme["accent-soft"]) >= 4.5


def test_the_notice_line_turns_to_ink_when_the_accent_is_red() -> None:
    assert accent_tones("#C8102E").light["notice"] == "var(--ink)"
    assert "notice" not in accent_tones("#0050B3").light


def test_a_button_whose_text_cannot_be_read_is_refused() -> None:
    own = accent_tones(OWN_ACCENT)

    with pytest.raises(ValueError, match=r"dark, text on accent-2 .* has contrast 1\.2, needs 4\.5"):
        refuse_unreadable(
            AccentTones(
                own.light, {**own.dark, "on-accent": "#EEEEEE", "accent": "#111111", "accent-2": "#DDDDDD"}
            )
        )


def test_mixing_lays_a_share_of_the_colour_over_the_ground() -> None:
    assert mix("#FFFFFF", "#000000", 0.5) == "#808080"

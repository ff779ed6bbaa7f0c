"""High contrast: every text of the grid can be read at 7:1, and nothing is told by colour alone."""

import pytest
from PySide6.QtGui import QColor, QFont

from outsourcing_planner.ui.kit import style
from outsourcing_planner.ui.kit.theme import contrast, dark, light, named
from outsourcing_planner.ui.models.looks import Tone
from outsourcing_planner.ui.views.grid_colours import colours


def luminance(colour):
    parts = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
             for value in (colour.redF(), colour.greenF(), colour.blueF())]  # fmt: skip
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def ratio(one, other):
    """The contrast of WCAG 2.2, 1 to 21."""
    a, b = sorted((luminance(QColor(one)), luminance(QColor(other))))
    return (b + 0.05) / (a + 0.05)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("theme", [contrast(dark=False), contrast(dark=True)], ids=["light", "dark"])
def test_that_every_cell_can_be_read_at_seven_to_one(theme):
    ready = colours(theme, QFont())
    for face in (*ready.faces.values(), *ready.labels.values()):
        for ground in (face.background, ready.selection, QColor(theme.base)):
            assert ratio(face.text, ground) >= 7, (face.text.name(), ground.name())
    for name in ("text", "muted", "warning", "error", "good", "accent"):
        assert ratio(getattr(theme, name), theme.window) >= 7, name
    assert ratio(theme.accent, theme.accent_text) >= 7
    assert ratio(theme.hairline, theme.base) >= 3


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("theme", [light(), dark()], ids=["light", "dark"])
def test_that_the_usual_themes_reach_what_the_guidelines_ask(theme):
    ready = colours(theme, QFont())
    for tone, face in ready.faces.items():
        if tone is not Tone.PROMPT:
            assert ratio(face.text, face.background or theme.base) >= 4.5, tone


@pytest.mark.usefixtures("qapp")
def test_that_the_setting_gives_high_contrast_with_a_whole_style_sheet():
    theme = named("contrast")
    assert theme.name.startswith("contrast")
    assert "$" not in style.sheet(theme)

"""The theme as the grid paints with it: ready-made pens, fonts and metrics for each tone."""

from dataclasses import dataclass
from typing import Final, NamedTuple

from PySide6.QtGui import QColor, QFont, QFontMetrics

from outsourcing_planner.ui.kit.theme import Theme
from outsourcing_planner.ui.models.looks import Look, Tone

PADDING: Final = 6
LINES_OF_ROW: Final = 1.75
"""Height of a row as a multiple of the height of its letters."""


class Face(NamedTuple):
    """How a tone is painted: colour of the text, background (None: that of the view), font."""

    text: QColor
    background: QColor | None
    font: QFont
    metrics: QFontMetrics


@dataclass(frozen=True)
class Colours:
    """Faces by tone, and the colours of lines."""

    faces: dict[Tone, Face]
    labels: dict[str, Face]
    base: QColor
    selection: QColor
    accent: QColor
    hairline: QColor
    row_height: int

    def face(self, look: Look) -> Face:
        """Return how a cell is painted."""
        return self.labels.get(look.label, self.faces[look.tone]) if look.label else self.faces[look.tone]


def colours(theme: Theme, font: QFont) -> Colours:
    """Prepare a theme for a font."""
    bold, italic = QFont(font), QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    italic.setItalic(True)
    text, computed = QColor(theme.text), QColor(theme.computed_bg)
    typed = QColor(theme.typed_bg)
    faces = {
        Tone.TYPED: _face(text, typed, font),
        Tone.STAND_IN: _face(QColor(theme.inferred_text), typed, italic),
        Tone.COMPUTED: _face(text, computed, font),
        Tone.CHOSEN: _face(text, computed, bold),
        Tone.CLASS: _face(QColor(theme.muted), computed, font),
        Tone.INVALID: _face(QColor(theme.error), QColor(theme.invalid_bg), font),
        Tone.GROUP: _face(text, QColor(theme.window), bold),
        Tone.PROMPT: _face(QColor(theme.muted), typed, italic),
    }
    labels = {
        name: _face(_readable(QColor(theme.of_label(name)), dark=theme.dark), computed, bold)
        for name in ("BPO", "KPO", "Hybrid", "Retain", "Automate")
    }
    height = round(QFontMetrics(font).height() * LINES_OF_ROW)
    return Colours(
        faces, labels, QColor(theme.base), QColor(theme.selection), QColor(theme.accent), QColor(theme.hairline), height
    )


def _face(text: QColor, background: QColor, font: QFont) -> Face:
    return Face(text, background, font, QFontMetrics(font))


def _readable(colour: QColor, *, dark: bool) -> QColor:
    """Return a colour with enough contrast to be read as text on the ground of the theme."""
    return colour.lighter(135) if dark else colour.darker(125)

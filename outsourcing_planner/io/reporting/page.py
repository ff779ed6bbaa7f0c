"""A page of the report: A4, one column of text and boxes measured in millimetres from the top left corner."""

from dataclasses import dataclass, field
from typing import Any, Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from outsourcing_planner.io.reporting.fonts import BOX, FONT, families, printable, shortened, wrapped

WIDTH, HEIGHT = 210.0, 297.0
LEFT, RIGHT, TOP, BOTTOM = 18.0, 192.0, 18.0, 279.0
MM_PER_INCH: Final = 25.4
INK, MUTED, NAVY, ACCENT, PALE, HAIRLINE = "#1B2733", "#626B76", "#1F3A5F", "#2F5DA8", "#EAF0F7", "#D5DBE3"


@dataclass
class Page:
    """One page in the making; ``y`` is where the next thing goes, in millimetres from the top."""

    y: float = TOP
    lacking: bool = False
    """Whether a sign was replaced by a box, for want of a font."""

    figure: Figure = field(default_factory=lambda: Figure(figsize=(WIDTH / MM_PER_INCH, HEIGHT / MM_PER_INCH)))

    def text(self, x: float, y: float, text: str, **style: Any) -> None:  # noqa: ANN401 - what matplotlib takes
        """Write a text with its baseline at ``y``."""
        look = {"fontfamily": families(text), "fontsize": 9, "color": INK, "parse_math": False, **style}
        shown = printable(text)
        self.lacking = self.lacking or (BOX in shown and shown != text)
        self.figure.add_artist(Text(x / WIDTH, 1 - y / HEIGHT, shown, transform=self.figure.transFigure, **look))

    def line(
        self, y: float, colour: str = HAIRLINE, width: float = 0.6, left: float = LEFT, right: float = RIGHT
    ) -> None:
        """Draw a line across the page."""
        height = 1 - y / HEIGHT
        self.figure.add_artist(Line2D([left / WIDTH, right / WIDTH], [height, height], color=colour, linewidth=width))

    def box(self, x: float, y: float, width: float, height: float, colour: str = PALE) -> None:
        """Fill a box whose upper edge is at ``y``."""
        corner = (x / WIDTH, 1 - (y + height) / HEIGHT)
        self.figure.add_artist(Rectangle(corner, width / WIDTH, height / HEIGHT, facecolor=colour, linewidth=0))

    def axes(self, x: float, y: float, width: float, height: float) -> Axes:
        """Return axes whose upper edge is at ``y``."""
        return self.figure.add_axes((x / WIDTH, 1 - (y + height) / HEIGHT, width / WIDTH, height / HEIGHT))

    def heading(self, text: str) -> None:
        """Write a heading and move below it."""
        self.text(LEFT, self.y + 5, text, fontsize=13, fontweight="bold", color=NAVY)
        self.y += 8
        self.line(self.y, NAVY, 1.0)
        self.y += 5

    def paragraph(self, text: str, size: float = 9.5, colour: str = INK, indent: float = 0.0) -> None:
        """Write a text over as many lines as it takes and move below it."""
        per_line = int((RIGHT - LEFT - indent) / (size * 0.192))
        for line in wrapped(text, per_line):
            self.text(LEFT + indent, self.y + size * 0.36, line, fontsize=size, color=colour)
            self.y += size * 0.52
        self.y += 1.5


__all__ = ["FONT", "Page", "printable", "shortened", "wrapped"]

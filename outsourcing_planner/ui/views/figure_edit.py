"""A field for one figure: blank for none, a share as per cent; what is no figure is marked and told."""

from PySide6.QtWidgets import QLineEdit, QWidget

from outsourcing_planner.text import number_style, parse_number
from outsourcing_planner.ui.kit import numbers
from outsourcing_planner.ui.kit.theme import SPACE


class FigureEdit(QLineEdit):
    """One figure. ``share`` reads 40 and 40 % as 0.4."""

    def __init__(self, parent: QWidget | None = None, *, share: bool = False) -> None:
        super().__init__(parent)
        self._share = share
        self.setFixedWidth(26 * SPACE)

    @property
    def value(self) -> float | None:
        """Return the figure; None where blank or no figure."""
        text = self.text().strip().removesuffix("%").strip()
        found = parse_number(text, number_style(numbers.locale())) if text else None
        return found / 100 if found is not None and self._share else found

    @property
    def is_sound(self) -> bool:
        """Say whether there is a figure from 0 up, or none at all."""
        value = self.value
        return not self.text().strip() if value is None else value >= 0

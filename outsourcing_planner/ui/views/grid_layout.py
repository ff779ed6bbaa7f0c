"""Which columns are shown, how wide, in which order: remembered by key for each set."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from PySide6.QtWidgets import QHeaderView

from outsourcing_planner.ui.models.columns import EVERYTHING, SETS, Column, all_columns, column_set
from outsourcing_planner.ui.models.plan_table import PlanTable
from outsourcing_planner.ui.views.grid_colours import PADDING
from outsourcing_planner.ui.views.grid_view import GridView

_LOOKED_AT: Final = 60
"""Rows that are looked at to find how wide a column should be."""
_WIDEST: Final = 360
_LEAST: Final = {"function": 22, "department": 12, "label": 19, "description": 24}
"""Characters that a column of words has room for even where the plan is empty."""
_WIDEST_KEPT: Final = 4000
NAME: Final = "function"
"""The column that names the row: it stands first, and it cannot be hidden."""


class GridLayout:
    """The columns of a grid."""

    def __init__(self, view: GridView, table: PlanTable) -> None:
        self._view, self._table = view, table
        self.set_name = EVERYTHING
        self._widths: dict[str, int] = {}
        self._keys: dict[str, tuple[str, ...]] = {}
        self._frozen: dict[str, int] = {}
        self._placing = False
        view.horizontalHeader().sectionResized.connect(self._resized)
        view.horizontalHeader().sectionMoved.connect(self._moved)
        table.plan_replaced.connect(self.place)  # its words are longer or shorter; order and filters move no column

    def show_set(self, name: str) -> None:
        """Show a set of columns, as it was last arranged."""
        self.set_name = name if name in SETS else EVERYTHING
        known = all_columns(self._table.document.evaluation)
        keys = self._keys.get(self.set_name)
        self._show([known[key] for key in keys if key in known] if keys else self.standard())

    def standard(self) -> tuple[Column, ...]:
        """Return the set as it is shipped."""
        return column_set(self.set_name, self._table.document.evaluation)

    def _show(self, columns: Sequence[Column]) -> None:
        self._table.set_columns(columns)
        self.place()

    def place(self) -> None:
        """Give every column its width."""
        self._placing = True
        for number, column in enumerate(self._table.columns):
            self._view.setColumnWidth(number, self._widths.get(column.key) or self.fitting(number))
        self._placing = False
        self._place_frozen()

    def fitting(self, number: int) -> int:
        """Return the width in which heading and the first rows are not cut."""
        column = self._table.columns[number]
        width = self._view.heading().width_of(number)
        faces = self._view.cells.colours
        for row in range(min(self._table.rowCount(), _LOOKED_AT)):
            look = self._table.look(row, number)
            if look.text:
                width = max(width, faces.face(look).metrics.horizontalAdvance(look.text) + 2 * PADDING + 4)
        least = 7 if column.numeric else _LEAST.get(column.key, 8)
        width = max(width, self._view.fontMetrics().averageCharWidth() * least)
        return min(width, _WIDEST * self._view.fontMetrics().height() // 16)

    def fit(self, number: int) -> None:
        """Make a column as wide as what stands in it."""
        self._widths.pop(self._table.columns[number].key, None)
        self._view.setColumnWidth(number, self.fitting(number))
        self._view.frozen.place()

    def hide(self, keys: Collection[str]) -> bool:
        """Take columns off the set that is shown; say whether any went. The name of the row always stays."""
        left = [column for column in self._table.columns if column.key not in keys or column.key == NAME]
        if len(left) == len(self._table.columns):
            return False
        self._arrange(left)
        return True

    def show_keys(self, keys: Sequence[str]) -> None:
        """Show exactly these columns in this order, the name of the row first."""
        known = all_columns(self._table.document.evaluation)
        self._arrange([known[key] for key in (NAME, *(key for key in keys if key != NAME)) if key in known])

    def reset(self) -> None:
        """Show the set as it is shipped again."""
        for column in self._table.columns:
            self._widths.pop(column.key, None)
        self._keys.pop(self.set_name, None)
        self._frozen.pop(self.set_name, None)
        self._show(self.standard())

    def freeze(self, key: str) -> None:
        """Keep the columns up to this one in view when the others scroll; without a key the name alone."""
        self._frozen[self.set_name] = max(self._table.column_of(key), 0) + 1
        self._place_frozen()

    def _place_frozen(self) -> None:
        self._view.frozen.count = min(self._frozen.get(self.set_name, 1), max(len(self._table.columns) - 1, 1))
        self._view.frozen.place()
        self._view.frozen.update()

    def scale(self, factor: float) -> None:
        """Make every column wider or narrower by a factor."""
        self._widths = {key: max(round(width * factor), 8) for key, width in self._widths.items()}
        self.place()

    def state(self) -> dict[str, Any]:
        """Return what is to be remembered in the settings, by key."""
        columns = {name: list(keys) for name, keys in self._keys.items()}
        return {
            "set": self.set_name, "widths": dict(self._widths), "columns": columns, "frozen": dict(self._frozen),
        }  # fmt: skip

    def restore(self, state: Mapping[str, Any]) -> None:
        """Show columns as remembered; what is not understood is left out."""
        widths, columns, frozen = state.get("widths"), state.get("columns"), state.get("frozen")
        if isinstance(widths, dict):
            kept = {str(key): width for key, width in widths.items() if type(width) is int}
            self._widths = {key: width for key, width in kept.items() if 8 <= width < _WIDEST_KEPT}
        if isinstance(columns, dict):
            self._keys = {str(name): tuple(map(str, keys)) for name, keys in columns.items() if isinstance(keys, list)}
        if isinstance(frozen, dict):
            self._frozen = {str(name): count for name, count in frozen.items() if type(count) is int and count > 0}
        self.show_set(str(state.get("set", self.set_name)))

    def _arrange(self, columns: Sequence[Column]) -> None:
        self._keys[self.set_name] = tuple(column.key for column in columns)
        self._show(columns)

    def _resized(self, section: int, _before: int, width: int) -> None:
        if not self._placing and width and section < len(self._table.columns):
            self._widths[self._table.columns[section].key] = width
        self._view.frozen.place()

    def _moved(self, _section: int, before: int, after: int) -> None:
        """Move the column in the model instead, so that what stands side by side is selected and copied together."""
        if self._placing:
            return
        self._placing = True
        header: QHeaderView = self._view.horizontalHeader()
        header.moveSection(after, before)
        self._placing = False
        columns = [*self._table.columns]
        columns.insert(after, columns.pop(before))
        columns.sort(key=lambda column: column.key != NAME)  # stable: only the name goes back to its place
        self._arrange(columns)

"""The commands over columns: hide, choose and order them, fit their width, freeze them."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Signal

from outsourcing_planner.text import _, ngettext
from outsourcing_planner.ui.dialogs.columns import ColumnsDialog
from outsourcing_planner.ui.models.columns import all_columns
from outsourcing_planner.ui.models.plan_table import PlanTable
from outsourcing_planner.ui.views.grid_layout import NAME, GridLayout
from outsourcing_planner.ui.views.grid_selection import Area
from outsourcing_planner.ui.views.grid_view import GridView


class GridColumns(QObject):
    """See the module; ``menu_wanted(place on the screen)`` asks for the menu of a heading, its column selected."""

    menu_wanted = Signal(QPoint)

    def __init__(self, layout: GridLayout, view: GridView, table: PlanTable, say: Callable[[str], None]) -> None:
        super().__init__(view)
        self._layout, self._view, self._table, self._say = layout, view, table, say
        view.heading().menu_wanted.connect(self._menu)
        view.heading().sectionHandleDoubleClicked.connect(self._fit_section)

    def hide_columns(self) -> None:
        """Take the columns of the selection off the grid."""
        numbers = self._numbers()
        keys = {self._table.columns[number].key for number in numbers}
        if self._layout.hide(keys):
            count = len(keys - {NAME})
            text = ngettext("{count} column hidden. “Choose columns…” brings it back.",
                            "{count} columns hidden. “Choose columns…” brings them back.", count)  # fmt: skip
            self._say(text.format(count=count))
        else:
            self._say(_("The name of the row always stays."))

    def fit_columns(self) -> None:
        """Make the columns of the selection as wide as what stands in them."""
        for number in self._numbers():
            self._layout.fit(number)

    def freeze_columns(self) -> None:
        """Keep the columns up to the current one in view; those that are kept already are let go."""
        column = max(self._view.currentIndex().column(), 0)
        if column + 1 == self._view.frozen.count:
            self._layout.freeze("")
            self._say(_("Only the name stays in view now."))
        else:
            self._layout.freeze(self._table.columns[column].key)
            text = _("The columns up to {column} stay in view.")
            self._say(text.format(column=self._table.columns[column].heading))

    def reset_columns(self) -> None:
        """Show this set of columns as it was at first."""
        self._layout.reset()

    def choose_columns(self) -> None:
        """Ask which columns are shown, in which order."""
        known = all_columns(self._table.document.evaluation)
        now = [column.key for column in self._table.columns]
        standard = [column.key for column in self._layout.standard()]
        keys = ColumnsDialog.ask(known, now, standard, self._view)
        if keys is not None and keys != now:
            self._layout.show_keys(keys)

    def _numbers(self) -> list[int]:
        areas = self._view.selected.areas()
        return sorted({number for area in areas for number in range(area.left, area.right + 1)})

    def _fit_section(self, section: int) -> None:
        """Fit one column, or all selected ones where the border of one of them was double-clicked."""
        areas = self._view.selected.areas()
        whole = {n for area in areas if area.top == 0 and area.bottom == self._table.rowCount() - 1
                 for n in range(area.left, area.right + 1)}  # fmt: skip
        for number in whole if section in whole else {section}:
            self._layout.fit(number)

    def _menu(self, section: int, place: QPoint) -> None:
        self._view.cells.commit()
        last = self._table.rowCount() - 1
        if not any(area.top == 0 and area.bottom == last and area.left <= section <= area.right
                   for area in self._view.selected.areas()):  # fmt: skip
            self._view.selected.select(Area(0, section, last, section))
        self.menu_wanted.emit(place)

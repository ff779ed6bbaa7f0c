"""The commands of the View menu that are not the grid's own."""


from PySide6.QtCore import QObject

from outsourcing_planner.session.settings import read_object, write_object
from outsourcing_planner.text import _
from outsourcing_planner.ui.actions import Handler
from outsourcing_planner.ui.views.headline import FIGURES
from outsourcing_planner.ui.workbench import Workbench

SETS = ("classify", "cost", "everything")


class ViewCommands(QObject):
    """What is shown and where."""

    def __init__(self, desk: Workbench) -> None:
        super().__init__(desk)
        self._desk = desk

    def handlers(self) -> dict[str, Handler]:
        """Return what each command does."""
        sets: dict[str, Handler] = {f"columns_{name}": self._column_set(name) for name in SETS}
        return {**sets, "why_here": self.why_here, "show_hints": self.show_hints}

    def start(self) -> None:
        """Show the columns and hints of the settings, the columns as they were left."""
        self._desk.grid.restore(read_object(self._desk.program.places.columns))
        wanted = self._desk.program.settings.column_set
        self.show_columns(wanted if wanted in SETS else SETS[0])
        self._desk.hints.setVisible(self._desk.program.settings.show_hints)

    def keep(self, _window: object) -> None:
        """Remember how the columns were left."""
        write_object(self._desk.grid.state(), self._desk.program.places.columns)

    def show_columns(self, name: str) -> None:
        """Show a set of columns and remember it."""
        self._desk.window.commands[f"columns_{name}"].setChecked(True)
        self._desk.grid.show_columns(name)
        if self._desk.program.settings.column_set != name:
            self._desk.program.change(column_set=name)

    def explain(self, row: object, key: str) -> None:
        """Show why a cell has its value."""
        self._desk.window.show_panel("why")
        if isinstance(row, int):
            self._desk.why.show_cell(row, key)

    def why_here(self) -> None:
        """Show why the current cell has its value."""
        self._desk.window.show_panel("why")
        self._desk.why.refresh()

    def explain_total(self, key: str) -> None:
        """Show where a figure of the headline strip comes from."""
        self._desk.window.show_panel("summary")
        figure = next(figure for figure in FIGURES if figure.key == key)
        self._desk.window.status.tell(f"{_(figure.caption)}: {_(figure.meaning)}")

    def open_issues(self) -> None:
        """Show the list of issues."""
        self._desk.window.show_panel("issues")

    def filter_rows(self, text: str) -> None:
        """Show only rows that hold a text."""
        self._desk.grid.set_filter_text(text)

    def show_hints(self) -> None:
        """Show the first steps again."""
        self._desk.hints.start()
        self._desk.program.change(show_hints=True)

    def hints_closed(self) -> None:
        """Remember that the first steps are done."""
        self._desk.program.change(show_hints=False)

    def _column_set(self, name: str) -> Handler:
        return lambda _checked: self.show_columns(name)

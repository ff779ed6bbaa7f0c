"""The commands of the Plan and Tools menus."""


from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QKeyEvent

from outsourcing_planner.session.edits import SetAssumption, SetCells, Several
from outsourcing_planner.session.own_scheme import edit_of_scheme
from outsourcing_planner.text import _
from outsourcing_planner.ui.actions import Handler
from outsourcing_planner.ui.dialogs.palette import CommandPalette
from outsourcing_planner.ui.dialogs.scheme_dialog import SchemeDialog
from outsourcing_planner.ui.dialogs.settings import SettingsDialog
from outsourcing_planner.ui.views.rates_panel import Price
from outsourcing_planner.ui.workbench import Workbench

_FIELD_OF_UNIT = {"seat_month": "seat_rate", "day": "day_rate"}
"""The field that holds a rate of a unit."""


class PlanCommands(QObject):
    """Undo and redo, what holds for the whole plan, settings, and the palette that runs any command."""

    def __init__(self, desk: Workbench) -> None:
        super().__init__(desk)
        self._desk = desk

    def handlers(self) -> dict[str, Handler]:
        """Return what each command does."""
        return {
            "undo": self.undo, "redo": self.redo, "reset_assumptions": self.reset_assumptions,
            "command_palette": self.palette, "settings": self.settings, "scheme": self.scheme,
        }  # fmt: skip

    def undo(self) -> None:
        """Take the last step back."""
        self._desk.grid.commit_open_editor()
        self._desk.stack.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        self._desk.grid.commit_open_editor()
        self._desk.stack.redo()

    def reset_assumptions(self) -> None:
        """Put every assumption back to its default, as one step of undo."""
        edits = tuple(SetAssumption(key, None) for key in self._desk.document.assumptions.given)
        if edits:
            self._desk.carry_out(Several(edits, _("Reset all assumptions")))

    def scheme(self) -> None:
        """Ask for weights, cut-offs and gates and put them into the plan as one step of undo."""
        self._desk.grid.commit_open_editor()
        dialog = SchemeDialog(self._desk.document, self._desk.window)
        if dialog.answered():
            self._desk.carry_out(edit_of_scheme(dialog.changes))

    def use_rate(self, price: Price) -> None:
        """Write a rate of the library, with its place, into the selected rows as one step of undo."""
        rate = price.rate
        rows = tuple(self._desk.grid.selected_rows())
        key = _FIELD_OF_UNIT.get(rate.unit)
        if not rows or key is None:
            text = _("Select the rows that should have this rate.") if key else _("This unit has no column of its own.")
            self._desk.window.status.tell(text)
            return
        label = _("Use rate of {place}").format(place=_(rate.place))
        edits = (
            SetCells(rows, "country", (rate.place,) * len(rows)),
            SetCells(rows, key, (price.likely,) * len(rows)),
        )  # fmt: skip
        self._desk.carry_out(Several(edits, label))

    def palette(self) -> None:
        """Ask for a command by name and run it."""
        chosen = CommandPalette.ask(self._desk.window.commands, self._desk.window)
        if chosen:
            self.run(chosen)

    def settings(self) -> None:
        """Ask for settings and put them in force."""
        changed = SettingsDialog.ask(self._desk.program.settings, self._desk.window)
        if changed is not None:
            self._desk.program.use(changed)

    def run(self, command: str) -> None:
        """Run a command by its id."""
        self._desk.window.commands[command].trigger()
        if command == "insert_row":
            self._at_the_first_name()

    def type_first(self, key: QKeyEvent) -> None:
        """Add the first row and go on typing its name, of which this key is the first letter."""
        self.run("insert_row")
        QCoreApplication.sendEvent(self._desk.grid.view, key)

    def _at_the_first_name(self) -> None:
        rows = self._desk.document.plan.rows.ids
        if len(rows) == 1:
            self._desk.go_to(rows[0], "function")

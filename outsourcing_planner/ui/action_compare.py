"""Commands that compare: ways and quotes of the current function side by side, and shifts round the clock."""

from PySide6.QtCore import QObject

from outsourcing_planner.text import _
from outsourcing_planner.ui.actions import Handler
from outsourcing_planner.ui.dialogs.compare import CompareDialog
from outsourcing_planner.ui.dialogs.shifts import ShiftsDialog
from outsourcing_planner.ui.workbench import Workbench


class CompareCommands(QObject):
    """Side by side."""

    def __init__(self, desk: Workbench) -> None:
        super().__init__(desk)
        self._desk = desk

    def handlers(self) -> dict[str, Handler]:
        """Return what each command does."""
        return {"side_by_side": self.side_by_side, "shifts": self.shifts}

    def side_by_side(self) -> None:
        """Show every way to do the current function, and quotes for it."""
        self._desk.grid.commit_open_editor()
        row = self._desk.why.row
        if row is None or row not in self._desk.document.plan.rows.positions:
            self._desk.window.status.tell(_("Choose a row to see every way to do its work."))
            return
        CompareDialog(self._desk.document, row, self._desk.carry_out, self._desk.window).answered()

    def shifts(self) -> None:
        """Show which delivery places of the plan, and which others, cover 24 hours."""
        document = self._desk.document
        countries = [str(name) for name in document.evaluation.columns["country_used"] if name]
        home = document.assumptions.text("home_country")
        places = document.libraries.rates.places
        known = tuple(dict.fromkeys(places.canonical(name) or "" for name in countries))
        ShiftsDialog(places, places.canonical(home) or home, known, self._desk.window).answered()

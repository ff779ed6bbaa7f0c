"""The command that shows the hand-over pack of the current function."""


from PySide6.QtCore import QObject

from outsourcing_planner.domain.plan import RowId
from outsourcing_planner.engine.pack_rows import facts_of_plan
from outsourcing_planner.engine.packs import Pack, pack_of
from outsourcing_planner.io.packs import load_packs
from outsourcing_planner.session.document import Document
from outsourcing_planner.text import _
from outsourcing_planner.ui.actions import Handler
from outsourcing_planner.ui.dialogs.handover import show_pack
from outsourcing_planner.ui.workbench import Workbench


def pack_for(document: Document, row: RowId) -> Pack | None:
    """Return the pack of a row as decided now, None for a function that does not go to a provider."""
    facts = facts_of_plan(document.plan, document.assumptions, document.evaluation, document.libraries, rows=[row])
    return pack_of(facts[row], load_packs()) if row in facts else None


class HandoverCommands(QObject):
    """Packs of functions that go to a provider."""

    def __init__(self, desk: Workbench) -> None:
        super().__init__(desk)
        self._desk = desk

    def handlers(self) -> dict[str, Handler]:
        """Return what each command does."""
        return {"handover": self.handover}

    def handover(self) -> None:
        """Show the pack of the current function, or say in the status line why it has none."""
        self._desk.grid.commit_open_editor()
        row = self._desk.why.row
        if row is None or row not in self._desk.document.plan.rows.positions:
            self._desk.window.status.tell(_("Choose a row to see its hand-over pack."))
            return
        pack = pack_for(self._desk.document, row)
        if pack is None:
            self._desk.window.status.tell(
                _("Only a function that goes to a provider has a hand-over pack; this one does not.")
            )
        else:
            show_pack(pack, self._desk.window)

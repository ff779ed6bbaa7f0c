"""What every panel is: a view of the open plan that catches up when it becomes visible."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from outsourcing_planner.session.document import Document
from outsourcing_planner.ui.kit.theme import Theme


class Panel(QWidget):
    """A panel over a document. Hidden panels do nothing until they are shown."""

    def __init__(self, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document, self.theme = document, theme
        self._stale = True

    def changed(self) -> None:
        """Hear that the plan, the colours or the language changed."""
        self._stale = True
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Show the plan as it is now."""
        self._stale = False
        self.show_plan()

    def show_plan(self) -> None:
        """Fill the panel from the document; each panel has its own."""
        raise NotImplementedError

    def retint(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        self.theme = theme
        self.changed()

    def retranslate(self) -> None:
        """Write the texts in the language in force."""
        self.changed()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while nobody looked."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

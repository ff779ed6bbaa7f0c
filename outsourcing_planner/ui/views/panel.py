"""What every panel is: a view of the open plan that catches up when it becomes visible."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from outsourcing_planner.ui.kit.theme import Theme

if TYPE_CHECKING:  # the window is painted before the engine is loaded
    from outsourcing_planner.session.document import Document


class Panel(QWidget):
    """A panel over a document. Hidden panels do nothing until they are shown."""

    def __init__(self, document: "Document", theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document, self.theme = document, theme
        self._stale = True

    def changed(self) -> None:
        """Hear that the plan, the colours or the language changed."""
        self.fall_behind()
        self.catch_up()

    def fall_behind(self) -> None:
        """Hear that what is shown is no longer so; ``catch_up`` shows what is."""
        self._stale = True

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
        # A window that is being laid out shows each of its tabs for a moment: wait until it has settled.
        QTimer.singleShot(0, self, self.catch_up)

    def come_to_front(self, shown: bool) -> None:  # noqa: FBT001 - the signature of the signal
        """Hear that the tab of the panel came to the front or went behind another."""
        if shown:
            QTimer.singleShot(0, self, self.catch_up)

    def catch_up(self) -> None:
        """Show what changed, if anybody can see it. A tab behind another counts as visible in Qt, but has no region."""
        if self._stale and self.isVisible() and not self.visibleRegion().isEmpty():
            self.refresh()

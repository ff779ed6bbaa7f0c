"""What the own decisions suggest for a row: the sentence and what can be done with it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from outsourcing_planner.domain.plan import RowId
from outsourcing_planner.engine.classify.precedents import Suggestion
from outsourcing_planner.text import _
from outsourcing_planner.ui.kit import parts
from outsourcing_planner.ui.kit.theme import SPACE


class OwnDecision(QWidget):
    """One suggestion. ``accepted``, ``dismissed`` and ``forgotten`` carry the row and the suggestion."""

    accepted = Signal(int, object)
    dismissed = Signal(int, object)
    forgotten = Signal(int, object)

    def __init__(self, row: RowId, suggestion: Suggestion, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("body")
        box = parts.column(self, 0, SPACE)
        self.said = parts.label(suggestion.sentence, "", self, wrap=True)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        box.addWidget(self.said)
        links = QHBoxLayout()
        links.setSpacing(3 * SPACE)
        self.accept = parts.link(_("Accept"), self)
        self.accept.setToolTip(_("Take this decision and its reason over, as one step that can be undone."))
        self.dismiss = parts.link(_("Dismiss"), self)
        self.dismiss.setToolTip(_("Do not suggest this decision for this function any more."))
        self.forget = parts.link(_("Forget"), self)
        self.forget.setToolTip(_("Forget this decision on this computer; plans that hold it stay as they are."))
        for button, signal in (
            (self.accept, self.accepted), (self.dismiss, self.dismissed), (self.forget, self.forgotten),
        ):  # fmt: skip
            button.clicked.connect(lambda _checked=False, send=signal: send.emit(row, suggestion))
            links.addWidget(button)
        links.addStretch(1)
        box.addLayout(links)

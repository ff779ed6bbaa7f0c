"""Where the rows of an import go: a new plan, behind those of the open one, or over them as a newer version."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QRadioButton, QWidget

from outsourcing_planner.domain.assumptions import SPECS, Assumptions
from outsourcing_planner.text import _, ngettext
from outsourcing_planner.ui.kit import parts
from outsourcing_planner.ui.kit.theme import SPACE

NEW, ADD, UPDATE = "new", "add", "update"


class TargetChoice(QWidget):
    """See the module; a plan without rows leaves only a new one. ``changed`` when another is chosen."""

    changed = Signal()

    def __init__(self, target: str, rows: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons = {
            NEW: QRadioButton(_("Start a ne&w plan"), self),
            ADD: QRadioButton(_("&Add to the open plan"), self),
            UPDATE: QRadioButton(_("&Update the open plan…"), self),
        }
        self.buttons[UPDATE].setToolTip(_("Compare with the plan: see what is new, changed or gone before it is done."))
        self.assumptions = QCheckBox(self)
        box = parts.column(self, 0, SPACE)
        box.addWidget(parts.heading(_("Take the rows to"), self))
        for name, button in self.buttons.items():
            box.addWidget(button)
            button.setVisible(bool(rows) or name == NEW)
            button.toggled.connect(self.changed)
        box.addWidget(self.assumptions)
        box.addStretch(1)
        self.choose(target if rows else NEW)
        self.show_assumptions(Assumptions())

    @property
    def target(self) -> str:
        """Return which of the three is chosen."""
        return next(name for name, button in self.buttons.items() if button.isChecked())

    @property
    def is_update(self) -> bool:
        """Say whether the rows are compared with those of the plan."""
        return self.target == UPDATE

    def suggest_update(self) -> None:
        """Choose to update the plan, where there is one."""
        if not self.buttons[UPDATE].isHidden():
            self.choose(UPDATE)

    def choose(self, target: str) -> None:
        """Choose one."""
        self.buttons[target].setChecked(True)

    def show_assumptions(self, found: Assumptions) -> None:
        """Offer the assumptions that came with the sheet, named in the tooltip."""
        count = len(found.given)
        text = ngettext("Take {count} assumption of the &workbook", "Take {count} assumptions of the &workbook", count)
        self.assumptions.setText(text.format(count=count))
        names = "\n".join(f"{_(SPECS[key].heading)}: {found.text(key)}" for key in found.given)
        self.assumptions.setToolTip(names)
        self.assumptions.setVisible(bool(count))

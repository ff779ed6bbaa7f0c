"""Asks how the plan goes into a copy of a workbook, and says before what the copy would lose."""

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QWidget

from outsourcing_planner.session.beside import Found
from outsourcing_planner.text import _, ngettext
from outsourcing_planner.ui.dialogs.frame import Frame
from outsourcing_planner.ui.kit import parts


class CopyDialog(Frame):
    """``found`` says where the functions stand in the workbook; None where no function of the plan does."""

    def __init__(
        self, name: str, lost: Sequence[str], found: Found | None, why_not: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Plan into a copy of a workbook"), _("Choose a name…"), parent)
        text = _(
            "A copy of “{name}” gets a sheet with the summary and one with all functions, as values of today. "
            "Your own sheets, styles and formulas stay; the original is not touched."
        )
        self.body.addWidget(parts.label(text.format(name=name), "", self, wrap=True))
        self.found = found
        self.beside = QCheckBox(_("Advice, cost and &saving in new columns beside my own rows"), self)
        self.beside.setEnabled(found is not None)
        self.beside.setChecked(found is not None)
        self.body.addWidget(self.beside)
        self.body.addWidget(parts.label(where(found, why_not), "muted", self, wrap=True))
        self.lost = parts.label(told(lost), "error", self, wrap=True)
        self.lost.setVisible(bool(lost))
        self.body.addWidget(self.lost)
        self.setMinimumWidth(520)


def told(lost: Sequence[str]) -> str:
    """Return in words what a copy would lose."""
    return _("The copy would lose: {what}.").format(what=", ".join(lost)) if lost else ""


def where(found: Found | None, why_not: str) -> str:
    """Return in words which rows get columns."""
    if found is None:
        return why_not or _("No function of this plan stands in this workbook.")
    rows, missing = len(found.beside.rows), len(found.missing)
    text = ngettext(
        "{count} function is on the sheet “{sheet}”.", "{count} functions are on the sheet “{sheet}”.", rows
    ).format(count=rows, sheet=found.beside.sheet)
    if missing:
        more = ngettext(
            "{count} function of the plan is not there.", "{count} functions of the plan are not there.", missing
        )
        text += " " + more.format(count=missing)
    return text

"""Asking for files, through one small port that tests answer."""

from enum import Enum
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QFileDialog, QWidget

from outsourcing_planner.text import _

TABLES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt")
PLAN = ".oplan"


class Kind(Enum):
    """What the file is for."""

    PLAN = "plan"
    TABLE = "table"
    ANY = "any"
    WORKBOOK = "workbook"
    TEMPLATE = "template"
    PICTURE = "picture"
    REPORT = "report"
    CSV = "csv"
    JSON = "json"


class Files(Protocol):
    """File pickers. Each gives a path, or None where the person cancels."""

    def open_path(self, kind: Kind, folder: Path | None) -> Path | None:
        """Ask which file to read."""
        ...

    def save_path(self, kind: Kind, suggestion: Path) -> Path | None:
        """Ask where to write; the answer carries the ending of its kind, and replacing a file was confirmed."""
        ...


def _filters(kind: Kind) -> tuple[str, str]:
    """Return the filter text and the ending that is added where none was typed."""
    tables = " ".join(f"*{ending}" for ending in TABLES)
    texts = {
        Kind.PLAN: (_("Plans (*.oplan)"), PLAN),
        Kind.TABLE: (_("Workbooks and tables ({endings})").format(endings=tables), ""),
        Kind.ANY: (_("Plans and workbooks ({endings})").format(endings=f"*{PLAN} {tables}"), ""),
        Kind.WORKBOOK: (_("Excel workbook (*.xlsx)"), ".xlsx"),
        Kind.TEMPLATE: (_("Excel workbook (*.xlsx)"), ".xlsx"),
        Kind.PICTURE: (_("PNG picture (*.png);;SVG drawing (*.svg)"), ".png"),
        Kind.REPORT: (_("PDF document (*.pdf)"), ".pdf"),
        Kind.CSV: (_("Text with commas (*.csv)"), ".csv"),
        Kind.JSON: (_("JSON file (*.json)"), ".json"),
    }
    return texts[kind]


class DialogFiles:
    """File pickers of the system."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._parent = parent

    def open_path(self, kind: Kind, folder: Path | None) -> Path | None:
        """See Files."""
        filters = _filters(kind)[0] + ";;" + _("All files (*)")
        path, _chosen = QFileDialog.getOpenFileName(self._parent, _("Open"), str(folder or Path.home()), filters)
        return Path(path) if path else None

    def save_path(self, kind: Kind, suggestion: Path) -> Path | None:
        """See Files."""
        filters, ending = _filters(kind)
        dialog = QFileDialog(self._parent, _("Save as"), str(suggestion.parent), filters)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ending.lstrip("."))
        dialog.selectFile(suggestion.name)
        chosen = dialog.selectedFiles() if dialog.exec() else []
        dialog.deleteLater()
        return Path(chosen[0]) if chosen else None

"""Reading what is to be imported: a file in another process, or the cells of the clipboard."""

from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from outsourcing_planner.io.importing.raw import Refused
from outsourcing_planner.io.importing.refusals import as_error
from outsourcing_planner.io.read_table import pasted
from outsourcing_planner.io.read_workbook import ImportCancelledError, ImportChoices, read_sheets
from outsourcing_planner.session.clipboard_table import read_html, table_text
from outsourcing_planner.text import _
from outsourcing_planner.ui.dialogs.import_seen import Look, Seen, Source
from outsourcing_planner.ui.kit.tasks import CancelledError, Progress


def read_file(path: Path, progress: Progress, choices: ImportChoices | None = None) -> Source:
    """Return the cells of a file; raises InputUnreadableError, or CancelledError after a Cancel."""
    try:
        book = read_sheets(path, choices, lambda share, _step: progress.report(share), lambda: progress.cancelled)
    except ImportCancelledError as error:
        raise CancelledError from error
    return Source(book, path)


def read_and_look(path: Path, look: Look, progress: Progress) -> Seen:
    """Return what the import makes of a file, which is all that a dialog shows of it; raises as ``read_file`` does."""
    source = read_file(path, progress)
    progress.report(-1.0)
    return look.first(source, ImportChoices())


def read_again(source: Source, choices: ImportChoices, progress: Progress) -> Source:
    """Return the same source read with another encoding or delimiter."""
    if source.path is not None:
        return read_file(source.path, progress, choices)
    return read_pasted(source.text, choices.delimiter)


def paste() -> Source | None:
    """Return the cells of the clipboard, None where there are none; raises InputUnreadableError beyond the limits."""
    data: QMimeData | None = QGuiApplication.clipboard().mimeData()
    if data is None:  # some platforms answer so for an empty clipboard
        return None
    text = data.text() if data.hasText() else table_text(read_html(data.html())) if data.hasHtml() else ""
    return read_pasted(text) if text.strip() else None


def read_pasted(text: str, delimiter: str | None = None) -> Source:
    """Return the cells of a text that was copied from a spreadsheet."""
    name = _("pasted cells")
    try:
        return Source(pasted(text, name, delimiter), None, text)
    except Refused as refused:
        raise as_error(name, refused) from refused

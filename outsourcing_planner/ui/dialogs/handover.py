"""The hand-over pack of one function: scope, quality, governance, transfer, risks and controls, to read and to copy."""

from html import escape

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTextBrowser, QWidget

from outsourcing_planner.engine.packs import Pack, Section
from outsourcing_planner.text import _
from outsourcing_planner.ui.dialogs.frame import Frame
from outsourcing_planner.ui.kit import parts
from outsourcing_planner.ui.kit.reading import show_html
from outsourcing_planner.ui.kit.theme import SPACE


def show_pack(pack: Pack, parent: QWidget | None = None) -> None:
    """Show a pack."""
    HandoverDialog(pack, parent).answered()


def pack_html(pack: Pack) -> str:
    """Return a pack as a page with one headed table for each part; typed names are only ever text."""
    tables = "".join(_table(section) for section in pack.sections() if section.rows)
    return f"<h2>{escape(pack.title)}</h2>{tables}"


class HandoverDialog(Frame):
    """A page that is only read."""

    def __init__(self, pack: Pack, parent: QWidget | None = None) -> None:
        super().__init__(_("Hand-over pack"), "", parent)
        self._pack = pack
        self.page = QTextBrowser(self)
        self.page.setOpenLinks(False)
        self.page.document().setDocumentMargin(3 * SPACE)
        show_html(self.page, pack_html(pack))
        self.page.setAccessibleName(_("Hand-over pack"))
        self.body.addWidget(self.page, 1)
        self.copy = parts.button(_("Copy"), "", self)
        self.copy.clicked.connect(self.copy_text)
        self.buttons.insertWidget(0, self.copy)
        self.resize(860, 620)

    def copy_text(self) -> None:
        """Put the pack on the clipboard as plain text."""
        QGuiApplication.clipboard().setText(self._pack.as_text())


def _table(section: Section) -> str:
    head = _line(section.headings, "th")
    lines = "".join(_line(row, "td") for row in section.rows)
    table = f'<table width="100%">{head}{lines}</table>'
    return f"<h3>{escape(section.title)}</h3>{table}"


def _line(cells: tuple[str, ...], tag: str) -> str:
    return "<tr>" + "".join(f'<{tag} align="left" valign="top">{escape(cell)}</{tag}>' for cell in cells) + "</tr>"

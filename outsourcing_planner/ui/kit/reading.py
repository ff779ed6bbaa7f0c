"""Pages that are only read: guide, notices, hand-over packs. Their tables have hairlines, as everything else has."""

from PySide6.QtGui import QPalette, QTextBlockFormat, QTextCursor, QTextFrame, QTextFrameFormat, QTextLength, QTextTable
from PySide6.QtWidgets import QTextBrowser

from outsourcing_planner.ui.kit.theme import SPACE

_LINE = 120
"""Height of a line of text, in per cent of its type."""


def show_markdown(page: QTextBrowser, text: str) -> None:
    """Show a text in Markdown."""
    page.setMarkdown(text)
    _dress(page)


def show_html(page: QTextBrowser, text: str) -> None:
    """Show a text in HTML."""
    page.setHtml(text)
    _dress(page)


def _dress(page: QTextBrowser) -> None:
    for frame in page.document().rootFrame().childFrames():
        _dress_table(frame, page)
    cursor = QTextCursor(page.document())
    cursor.select(QTextCursor.SelectionType.Document)
    height = QTextBlockFormat()
    height.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor.mergeBlockFormat(height)
    page.moveCursor(QTextCursor.MoveOperation.Start)


def _dress_table(frame: QTextFrame, page: QTextBrowser) -> None:
    if isinstance(frame, QTextTable):
        shape = frame.format()
        shape.setBorder(1)
        shape.setBorderCollapse(True)
        shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        shape.setBorderBrush(page.palette().brush(QPalette.ColorRole.Mid))
        shape.setCellPadding(SPACE)
        shape.setCellSpacing(0)
        shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        frame.setFormat(shape)

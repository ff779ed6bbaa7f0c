"""The plan on paper: headline figures, sums by department, and every function with its class and cost."""

from collections.abc import Iterable
from html import escape

from PySide6.QtCore import QSize
from PySide6.QtGui import QPageLayout, QTextDocument
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QToolBar, QWidget

from outsourcing_planner.session.document import Document
from outsourcing_planner.text import _
from outsourcing_planner.ui.kit import numbers
from outsourcing_planner.ui.kit.icons import icon
from outsourcing_planner.ui.kit.theme import Theme
from outsourcing_planner.ui.views import results
from outsourcing_planner.ui.views.headings import heading_of
from outsourcing_planner.ui.views.headline import FIGURES

_TEXTS = ("function", "department")
_CLASS = "decision_effective"
_ICON = 20
_ICONS = (
    "page-width", "page-whole", "zoom-out", "zoom", "page-portrait", "page-landscape", "page-first", "page-previous",
    "page-next", "page-last", "page-single", "page-facing", "page-overview", "page-setup", "print",
)  # fmt: skip
"""The icons of the preview, in the order of its commands."""
_MONEY = ("in_house", "charge", "one_off", "npv")


def show_preview(document: Document, name: str, parent: QWidget | None = None) -> None:
    """Show the pages and let the person print them or make a PDF."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    printer.setDocName(name)
    page = QTextDocument()
    page.setHtml(plan_html(document, name))
    dialog = QPrintPreviewDialog(printer, parent)
    dialog.setWindowTitle(_("Print preview"))
    dialog.paintRequested.connect(page.print_)
    dialog.resize(1000, 760)
    program = getattr(parent, "program", None)
    if program is not None:
        dress(dialog, program.theme)
    dialog.exec()
    dialog.deleteLater()


def dress(dialog: QPrintPreviewDialog, theme: Theme) -> None:
    """Give the commands of the preview the icons of the program; Qt has pictures of its own, the same in the dark."""
    for bar in dialog.findChildren(QToolBar):
        bar.setIconSize(QSize(_ICON, _ICON))
        named = [action for action in bar.actions() if not action.icon().isNull()]
        if len(named) == len(_ICONS):  # another Qt may have other commands; then all stay as they are
            for action, name in zip(named, _ICONS, strict=True):
                action.setIcon(icon(name, theme))


def plan_html(document: Document, name: str) -> str:
    """Return the plan as a page of HTML, black on white whatever the theme."""
    style = "<style>* { color: #000; font-size: 9pt } h1 { font-size: 15pt } h2 { font-size: 11pt } "
    style += "td, th { padding: 3px 8px 3px 0 }</style>"
    blocks = (f"<h1>{escape(name)}</h1>", _headline(document), _summary(document), _functions(document))
    return style + "".join(blocks)


def _headline(document: Document) -> str:
    totals = {**document.evaluation.totals, "run_rate_saving": results.run_rate_saving(document)}
    cells = []
    for figure in FIGURES:
        value = totals.get(figure.key)
        text = numbers.money(value) if figure.unit == "money" else numbers.months(value)
        cells.append(f"<td>{escape(_(figure.caption))}<br><b>{escape(text)}</b></td>")
    currency = escape(document.assumptions.text("plan_currency"))
    table = f"<table width='100%' cellpadding='0' cellspacing='0'><tr>{''.join(cells)}</tr></table>"
    return f"{table}<p>{_('Money in')} {currency}</p>"


def _summary(document: Document) -> str:
    head = (_("Department"), _("Functions"), _("In-house today"), _("Provider’s charge"), _("Cost after"), _("NPV"))
    rows = (
        (line.group or _("(blank)"), numbers.number(line.functions), numbers.money(line.in_house),
         numbers.money(line.charge), numbers.money(line.after), numbers.money(line.npv))
        for line in results.lines(document, "department")
    )  # fmt: skip
    return f"<h2>{_('By department')}</h2>" + _table(head, rows, 1)


def _functions(document: Document) -> str:
    keys = (*_TEXTS, _CLASS, *_MONEY)
    rows = []
    for row in document.plan.rows.ids:
        texts = [str(document.cell(row, key) or "") for key in _TEXTS]
        label = str(document.evaluation.value(row, _CLASS) or _("Unclear"))
        rows.append((*texts, label, *(numbers.money(document.evaluation.value(row, key)) for key in _MONEY)))
    return f"<h2>{_('Functions')}</h2>" + _table([heading_of(key) for key in keys], rows, 3)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]], first_number: int) -> str:
    def line(cells: Iterable[str], tag: str) -> str:
        made = (
            f"<{tag} align='{'right' if at >= first_number else 'left'}'>{escape(text)}</{tag}>"
            for at, text in enumerate(cells)
        )
        return f"<tr>{''.join(made)}</tr>"

    body = "".join(line(cells, "td") for cells in rows)
    return f"<table width='100%' cellpadding='0' cellspacing='0'><thead>{line(head, 'th')}</thead>{body}</table>"

"""The guide that ships with the program, in a window of its own; F1 opens it at the right place."""

from typing import Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QSplitter, QTextBrowser, QWidget

from outsourcing_planner.assets import ResourceMissingError, resource
from outsourcing_planner.domain.fields import BY_KEY, CRITERIA
from outsourcing_planner.engine.measures import MEASURES
from outsourcing_planner.text import _
from outsourcing_planner.ui.kit import parts
from outsourcing_planner.ui.kit.program import Program
from outsourcing_planner.ui.kit.reading import show_markdown
from outsourcing_planner.ui.kit.theme import SPACE
from outsourcing_planner.ui.kit.words import mark
from outsourcing_planner.ui.views.headings import heading_of, help_of, unit_of

PAGES = (
    ("index", mark("Start here")), ("bpo-and-kpo", mark("What is BPO, what is KPO?")),
    ("window", mark("The window")), ("import", mark("Getting functions in")), ("grid", mark("Working in the grid")),
    ("classification", mark("How a function is classified")), ("the-numbers", mark("How the numbers come about")),
    ("assumptions", mark("Assumptions and rates")), ("summary", mark("Summary and charts")),
    ("portfolio", mark("The portfolio")), ("scenarios", mark("Scenarios")), ("decisions", mark("Decisions")),
    ("hand-over", mark("Handing a function over")), ("export", mark("The workbook")),
    ("saving", mark("Saving and going back")), ("columns", mark("Every column")),
)  # fmt: skip
OF_PANEL: Final = {
    "summary": "summary", "charts": "summary", "issues": "summary", "assumptions": "assumptions",
    "rates": "assumptions", "portfolio": "portfolio", "scenarios": "scenarios", "decisions": "decisions",
    "import": "import",
}  # fmt: skip
"""The page that speaks of a panel; the grid and Why? are explained column by column."""
OF_DIALOG: Final = {
    "BackupsDialog": "saving", "OwnRatesDialog": "assumptions", "RateDialog": "assumptions",
    "ScenarioDialog": "scenarios", "NameDialog": "scenarios", "HandoverDialog": "hand-over",
    "CompareDialog": "hand-over", "ShiftsDialog": "hand-over", "ImportDialog": "import", "ReviewDialog": "import",
    "LimitsDialog": "portfolio", "SchemeDialog": "classification", "CopyDialog": "export", "ColumnsDialog": "grid",
    "PickDialog": "grid",
}  # fmt: skip
"""The page that speaks of a dialog; every other one is part of the window."""


def page_of(key: str) -> tuple[str, str]:
    """Return the page and the place that speak of a column; the start where there is no column."""
    if not key:
        return "index", ""
    return ("columns", heading_of(key)) if key in BY_KEY or key in MEASURES.measures else ("classification", "")


def page_text(page: str, language: str) -> str:
    """Return a page as Markdown in a language, in English where it is not translated."""
    if page == "columns":
        return columns_text()
    for folder in (f"guide/{language}", "guide"):
        try:
            return resource(f"{folder}/{page}.md").read_text(encoding="utf-8")
        except ResourceMissingError:
            continue
    raise ResourceMissingError(f"guide/{page}.md")


def columns_text() -> str:
    """Return the page on every column, made from the table of fields and the registry of measures."""
    lines = ["# " + _("Every column"), "", "## " + _("What you type"), ""]
    lines += [_entry(key) for key in BY_KEY if key not in CRITERIA]
    lines += ["## " + _("Criteria, scored 1 to 5"), "", *(_entry(key) for key in CRITERIA)]
    lines += ["## " + _("What the program works out"), "", *(_entry(m.key) for m in MEASURES.stored())]
    return "\n".join(lines)


def _entry(key: str) -> str:
    blank = _("Blank means: {what}.").format(what=_(BY_KEY[key].blank)) if key in BY_KEY and BY_KEY[key].blank else ""
    unit = f" ({unit_of(key)})" if unit_of(key) else ""
    return f"### {heading_of(key)}{unit}\n\n{help_of(key)} {blank}\n"


class GuideWindow(QWidget):
    """See the module."""

    def __init__(self, program: Program, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._program = program
        self.contents, self.page, self.search = QListWidget(self), QTextBrowser(self), QLineEdit(self)
        self.contents.setMinimumWidth(200)
        self.contents.setAccessibleName(_("Pages"))
        self.page.setOpenLinks(False)
        self.page.document().setDocumentMargin(6 * SPACE)
        self.page.anchorClicked.connect(self._follow)
        self.contents.currentItemChanged.connect(self._chosen)
        self.search.returnPressed.connect(self.find_next)
        self.search.setClearButtonEnabled(True)
        split = QSplitter(self)
        split.addWidget(self.contents)
        split.addWidget(self.page)
        split.setStretchFactor(1, 1)
        split.setHandleWidth(1)
        split.setObjectName("seam")
        foot = parts.column(None, 3 * SPACE)
        foot.addWidget(self.search)
        box = parts.column(self, 0, 0)
        box.addWidget(split, 1)
        box.addWidget(parts.line(self))
        box.addLayout(foot)
        self.retranslate()
        program.language_changed.connect(self.retranslate)
        self.resize(900, 680)

    def retranslate(self) -> None:
        """Write the texts in the language in force."""
        self.setWindowTitle(_("Guide"))
        self.search.setPlaceholderText(_("Find on this page…"))
        self.search.setAccessibleName(_("Find on this page…"))
        self.page.setAccessibleName(_("Guide"))
        row = max(self.contents.currentRow(), 0)
        self.contents.clear()
        for page, title in PAGES:
            item = QListWidgetItem(_(title))
            item.setData(Qt.ItemDataRole.UserRole, page)
            self.contents.addItem(item)
        self.contents.setCurrentRow(row)

    def open(self, page: str, place: str = "") -> None:
        """Show a page, at a heading where one is named."""
        self.contents.setCurrentRow(next((at for at, (name, _t) in enumerate(PAGES) if name == page), 0))
        self.show()
        self.raise_()
        self.activateWindow()
        if place:
            self.page.moveCursor(self.page.textCursor().MoveOperation.Start)
            self.page.find(place, QTextDocument.FindFlag.FindCaseSensitively)
            self.page.verticalScrollBar().setValue(
                self.page.verticalScrollBar().value() + self.page.cursorRect().top() - 2 * SPACE
            )

    def find_next(self) -> None:
        """Go to the next place that holds the text typed, from the top after the last."""
        if not self.page.find(self.search.text()):
            self.page.moveCursor(self.page.textCursor().MoveOperation.Start)
            self.page.find(self.search.text())

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            show_markdown(self.page, page_text(str(item.data(Qt.ItemDataRole.UserRole)), self._program.language))
            self.page.moveCursor(self.page.textCursor().MoveOperation.Start)

    def _follow(self, url: QUrl) -> None:
        self.open(url.path().removesuffix(".md"), url.fragment())

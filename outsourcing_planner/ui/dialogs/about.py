"""About: version, licence, and whose work the program stands on."""

from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTabWidget, QTextBrowser, QWidget

from outsourcing_planner import __version__
from outsourcing_planner.assets import ResourceMissingError, resource
from outsourcing_planner.text import _
from outsourcing_planner.ui.dialogs.frame import Frame
from outsourcing_planner.ui.kit import parts
from outsourcing_planner.ui.kit.icons import app_icon
from outsourcing_planner.ui.kit.reading import show_markdown
from outsourcing_planner.ui.kit.style import figure_font
from outsourcing_planner.ui.kit.theme import SPACE

USED = (
    ("PySide6_Essentials", "Qt for Python", "LGPL-3.0"), ("pandas", "pandas", "BSD-3-Clause"),
    ("numpy", "NumPy", "BSD-3-Clause"), ("scipy", "SciPy", "BSD-3-Clause"),
    ("python-calamine", "python-calamine", "MIT"), ("openpyxl", "openpyxl", "MIT"),
    ("XlsxWriter", "XlsxWriter", "BSD-2-Clause"), ("xlrd", "xlrd", "BSD-3-Clause"),
    ("matplotlib", "Matplotlib", "PSF"), ("babel", "Babel", "BSD-3-Clause"),
    ("platformdirs", "platformdirs", "MIT"), ("typer", "Typer", "MIT"),
)  # fmt: skip


def show_about(parent: QWidget | None = None) -> None:
    """Show the page."""
    About(parent).answered()


class About(Frame):
    """See the module."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("About Outsourcing Planner"), "", parent)
        head = QHBoxLayout()
        head.setSpacing(4 * SPACE)
        picture = QLabel(self)
        picture.setPixmap(app_icon().pixmap(64, 64))
        head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        texts = parts.column(None, 0, SPACE)
        name = parts.label(_("Outsourcing Planner"), "", self)
        name.setFont(figure_font(self.font()))
        texts.addWidget(name)
        texts.addWidget(parts.label(_("Version {version}").format(version=__version__), "muted", self))
        said = _("Lists business functions, says which are BPO and which KPO, and what leaving the house would cost.")
        texts.addWidget(parts.label(said, "", self, wrap=True))
        texts.addWidget(parts.label(_("MIT licence. Works offline; no data leaves this computer."), "muted", self))
        head.addLayout(texts, 1)
        self.body.addLayout(head)
        self.tabs = QTabWidget(self)
        self.tabs.addTab(_reading(_used(), self, markdown=True), _("Made with"))
        for title, file in ((_("Licence"), "LICENSE"), (_("Notices"), "THIRD_PARTY_NOTICES.md")):
            text = _shipped(file)
            if text:
                self.tabs.addTab(_reading(text, self, markdown=file.endswith(".md")), title)
        for page in self.tabs.findChildren(QTextBrowser):
            page.setAccessibleName(self.tabs.tabText(self.tabs.indexOf(page)))
        self.body.addWidget(self.tabs, 1)
        self.resize(640, 560)


def _reading(text: str, parent: QWidget, *, markdown: bool) -> QTextBrowser:
    made = QTextBrowser(parent)
    made.setOpenLinks(False)
    made.document().setDocumentMargin(2 * SPACE)
    if markdown:
        show_markdown(made, text)
    else:
        made.setPlainText(text)
    return made


def _used() -> str:
    lines = (f"| {name} | {_version(package)} | {licence} |" for package, name, licence in USED)
    return "\n".join((f"| {_('Library')} | {_('Version')} | {_('Licence')} |", "|---|---|---|", *lines))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _shipped(name: str) -> str:
    """Return a text that ships beside the package or in the resources; empty where it is not there."""
    try:
        path = resource(f"licences/{name}")
    except ResourceMissingError:
        path = resource("icons").parent.parent / name
    return path.read_text(encoding="utf-8") if path.is_file() else ""

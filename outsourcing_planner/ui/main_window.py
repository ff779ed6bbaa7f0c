"""The window: menus, toolbar, headline strip, panels and status line. It composes; what they do lives elsewhere.

It needs no plan and none of the heavy modules, so that it can be painted at once; the desk (ui/desk.py) puts a plan in.
"""

import base64
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QStackedWidget, QTabBar, QTabWidget, QWidget

from outsourcing_planner.session.settings import read_object, write_object
from outsourcing_planner.text import _
from outsourcing_planner.ui.action_menus import Menus
from outsourcing_planner.ui.action_table import ACTIONS
from outsourcing_planner.ui.actions import Actions, Handler
from outsourcing_planner.ui.kit import parts
from outsourcing_planner.ui.kit.icons import app_icon
from outsourcing_planner.ui.kit.program import Program
from outsourcing_planner.ui.kit.theme import Theme
from outsourcing_planner.ui.kit.words import mark
from outsourcing_planner.ui.toolbar import ORDER, ToolBar
from outsourcing_planner.ui.views.headline import HeadlineStrip
from outsourcing_planner.ui.views.panel import Panel
from outsourcing_planner.ui.views.status_line import StatusLine

PANELS = {
    "why": mark("Why?"), "summary": mark("Summary"), "charts": mark("Charts"), "assumptions": mark("Assumptions"),
    "portfolio": mark("Portfolio"), "scenarios": mark("Scenarios"), "rates": mark("Rates"),
    "decisions": mark("Decisions"), "issues": mark("Issues"), "import": mark("Import"),
}  # fmt: skip
BELOW = tuple(name for name in PANELS if name != "why")
_STATE_VERSION = 2


_UNSEEN_MS = 500
"""How long to wait for a first paint: a window that is minimised or behind others may get none."""


class MainWindow(QMainWindow):
    """One window. ``file_dropped(path)``; ``closed(window)``; ``painted()`` once, after ``show_first``."""

    file_dropped = Signal(object)
    closed = Signal(object)
    painted = Signal()

    def __init__(self, program: Program, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.program = program
        self.may_close: Callable[[], bool] = lambda: True
        self._first_paint = QTimer(self)
        self._first_paint.setSingleShot(True)
        self._first_paint.timeout.connect(self.painted)
        self.setWindowIcon(app_icon())
        self.setAcceptDrops(True)
        self.setDockNestingEnabled(True)
        self.setTabPosition(Qt.DockWidgetArea.BottomDockWidgetArea, QTabWidget.TabPosition.South)
        self.commands = Actions(ACTIONS, program.theme, self, first=ORDER)
        self.menus = Menus(self.menuBar(), self.commands)
        self.tool_bar = ToolBar(self.commands, program.theme, self)
        self.addToolBar(self.tool_bar)
        self.status = StatusLine(self)
        self.setStatusBar(self.status)
        self.strip = HeadlineStrip(program.theme, self)
        self.pages = QStackedWidget(self)
        self.notices = parts.column()
        self.setCentralWidget(self._centre())
        self.docks = {name: self._dock(name) for name in PANELS}
        self._arrange()
        self._connect()
        self.retranslate()
        self.commands.disable(dict.fromkeys(self.commands.by_id, _("The plan is still being opened.")))

    def show_first(self) -> None:
        """Show the window and tell when it is painted, so that nothing heavy begins before."""
        self._first_paint.start(_UNSEEN_MS)
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and note the first time."""
        super().paintEvent(event)
        if self._first_paint.isActive():
            self._first_paint.start(0)

    def take(self, handlers: Mapping[str, Handler]) -> None:
        """Give the commands what they do."""
        self.commands.connect_to({**self._handlers(), **handlers})
        self.commands.disable({})
        self.commands.draw_icons()

    def put_panel(self, name: str, panel: Panel) -> None:
        """Put a panel into its dock; it catches up when its tab comes to the front."""
        self.docks[name].setWidget(panel)
        self.docks[name].visibilityChanged.connect(panel.come_to_front)

    def show_panel(self, name: str) -> None:
        """Bring a panel to the front."""
        self.docks[name].show()
        self.docks[name].raise_()

    def name_document(self, name: str, *, modified: bool) -> None:
        """Show the name of the plan in the title, marked while it has unsaved changes."""
        self.setWindowTitle(f"{name}[*] — {_('Outsourcing Planner')}")
        self.setWindowModified(modified)

    def restore(self, path: Path) -> None:
        """Take the geometry and panels of the last time; without any, a size that fits the screen."""
        kept = read_object(path)
        geometry, state = kept.get("geometry"), kept.get("state")
        self.resize(1440, 900)
        if isinstance(geometry, str) and isinstance(state, str):
            self.restoreGeometry(QByteArray(base64.b64decode(geometry)))
            self.restoreState(QByteArray(base64.b64decode(state)), _STATE_VERSION)
        else:
            self.reset_panels()

    def keep(self, path: Path) -> None:
        """Remember geometry and panels."""
        geometry, state = self.saveGeometry().data(), self.saveState(_STATE_VERSION).data()
        texts = {name: base64.b64encode(raw).decode() for name, raw in (("geometry", geometry), ("state", state))}
        write_object(dict(texts), path)

    def reset_panels(self) -> None:
        """Give the panels their first sizes."""
        self.resizeDocks([self.docks["why"]], [360], Qt.Orientation.Horizontal)
        self.resizeDocks([self.docks["summary"]], [300], Qt.Orientation.Vertical)
        self.docks["summary"].raise_()

    def retranslate(self) -> None:
        """Write all texts of the window in the language in force."""
        for part in (self.commands, self.menus, self.tool_bar, self.status):
            part.retranslate()
        for name, dock in self.docks.items():
            dock.setWindowTitle(_(PANELS[name]))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close only where nothing is lost, or the person said so."""
        if not self.may_close():
            event.ignore()
            return
        self.keep(self.program.places.window)
        event.accept()
        self.closed.emit(self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept one file."""
        if len(event.mimeData().urls()) == 1 and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell of the file that was dropped."""
        event.acceptProposedAction()
        self.file_dropped.emit(Path(event.mimeData().urls()[0].toLocalFile()))

    def _handlers(self) -> dict[str, Handler]:
        own: dict[str, Handler] = {f"panel_{name}": self._toggled(name) for name in PANELS}
        return {**own, "full_screen": self._set_full_screen}

    def _toggled(self, name: str) -> Handler:
        def toggle(shown: bool) -> None:  # noqa: FBT001 - the signature of a checkable command
            if shown:
                self.show_panel(name)
            else:
                self.docks[name].hide()

        return toggle

    def _set_full_screen(self, full: bool) -> None:  # noqa: FBT001 - the signature of a checkable command
        state = Qt.WindowState.WindowFullScreen
        self.setWindowState(self.windowState() | state if full else self.windowState() & ~state)

    def _centre(self) -> QWidget:
        centre = QWidget(self)
        box = parts.column(centre, 0, 0)
        box.addWidget(self.strip)
        box.addLayout(self.notices)
        box.addWidget(self.pages, 1)
        return centre

    def _dock(self, name: str) -> QDockWidget:
        dock = QDockWidget(self)
        dock.setObjectName(f"dock_{name}")
        dock.setWidget(QWidget(dock))
        if name in BELOW:  # the tab names it; a title above would say it twice
            bare = QWidget(dock)
            dock.setTitleBarWidget(bare)
            dock.topLevelChanged.connect(lambda floats: dock.setTitleBarWidget(None if floats else bare))  # type: ignore[arg-type] # None gives the usual title back
        return dock

    def _arrange(self) -> None:
        self.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.docks["why"])
        for name in BELOW:
            self.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.docks[name])
        for one, other in pairwise(BELOW):
            self.tabifyDockWidget(self.docks[one], self.docks[other])
        for bar in self.findChildren(QTabBar):  # names are scrolled to, not cut
            bar.setElideMode(Qt.TextElideMode.ElideNone)
            bar.setUsesScrollButtons(True)
        self.docks["import"].hide()  # until something is imported

    def _connect(self) -> None:
        """Every connection of the window itself; those with the plan are in the desk."""
        self.program.language_changed.connect(self.retranslate)
        self.program.theme_changed.connect(self._retint)
        for name, dock in self.docks.items():
            dock.visibilityChanged.connect(self.commands[f"panel_{name}"].setChecked)

    def _retint(self, theme: Theme) -> None:
        for part in (self.commands, self.tool_bar, self.strip):
            part.retint(theme)

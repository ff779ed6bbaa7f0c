"""The style of the standard widgets: hairlines instead of boxes, one accent, the 4-pixel rhythm."""

from string import Template

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from outsourcing_planner.assets import resource
from outsourcing_planner.ui.kit.theme import Theme, palette

FIGURE_SCALE = 1.45
"""The second of the two sizes of type: headline figures, as a multiple of the system's size."""

_PICTURES = ("arrow", "up", "check", "tick", "close", "float")
"""What the style sheet draws itself, one file for each theme: resources/themes/<picture>-<theme>.svg."""

_SHEET = Template("""
QMainWindow::separator { background: $hairline; width: 1px; height: 1px; }
QMainWindow::separator:hover { background: $accent; }
QMenuBar { background: $window; padding: 2px 4px; }
QMenuBar::item { padding: 4px 8px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: $selection; }
QMenu { background: $base; border: 1px solid $hairline; padding: 4px; }
QMenu::item { padding: 5px 28px 5px 8px; border-radius: 4px; min-height: 16px; }
QMenu::item:selected { background: $selection; color: $text; }
QMenu::item:disabled { color: $muted; }
QMenu::icon { padding-left: 6px; }
QMenu::indicator { width: 12px; height: 12px; margin-left: 8px; }
QMenu::indicator:checked { image: url("$tick"); }
QMenu::separator { height: 1px; background: $hairline; margin: 4px 8px; }
QToolBar { background: $window; border: 0; border-bottom: 1px solid $hairline; spacing: 4px; padding: 4px 8px; }
QToolBar QToolButton#primary { background: $accent; color: $accent_text; padding: 5px 4px 5px 12px; }
QToolBar QToolButton#primary:hover { background: $accent; }
QToolBar QToolButton#primary:disabled { background: $hairline; color: $muted; }
QToolBar::separator { background: $hairline; width: 1px; margin: 6px 4px; }
QToolBar QToolButton { padding: 5px 8px; border: 0; border-radius: 5px; }
QToolBar QToolButton:hover, QToolButton#card:hover { background: $selection; }
QToolBar QToolButton:checked { background: $selection; }
QToolBar QToolButton::menu-indicator { image: none; }
QPushButton { padding: 5px 14px; border: 1px solid $hairline; border-radius: 5px; background: $base; }
QPushButton:hover { border-color: $accent; }
QPushButton:focus { border-color: $accent; }
QPushButton:default, QPushButton#primary { background: $accent; color: $accent_text; border-color: $accent; }
QPushButton:default:focus, QPushButton#primary:focus { border-color: $text; }
QPushButton:disabled, QPushButton#primary:disabled { color: $muted; background: $window; border-color: $hairline; }
QPushButton:flat { border: 0; background: transparent; }
QPushButton#link { border: 0; background: transparent; color: $accent; padding: 2px 0; text-align: left; }
QPushButton#link:hover { text-decoration: underline; }
QPushButton#link:disabled { color: $muted; }
QLineEdit, QComboBox, QPlainTextEdit, QTextEdit, QDateEdit, QSpinBox {
  background: $base; border: 1px solid $hairline; border-radius: 5px; padding: 4px 6px;
  selection-background-color: $selection; selection-color: $text; }
QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus { border-color: $accent; }
QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled { background: $window; color: $muted; }
QWidget#qt_scrollarea_viewport > QLineEdit { border-radius: 0; padding: 0 2px; }
QSpinBox { padding: 3px 0; }
QSpinBox > QLineEdit { border: 0; border-radius: 0; padding: 0 4px; background: transparent; }
QSpinBox::up-button, QSpinBox::down-button { border: 0; width: 20px; background: transparent; }
QSpinBox::up-arrow { image: url("$up"); width: 10px; height: 10px; }
QSpinBox::down-arrow { image: url("$arrow"); width: 10px; height: 10px; }
QComboBox { combobox-popup: 0; }
QComboBox::drop-down { border: 0; width: 22px; }
QComboBox::down-arrow { image: url("$arrow"); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: $base; border: 1px solid $hairline; outline: 0; padding: 2px;
  selection-background-color: $selection; selection-color: $text; }
QComboBox QAbstractItemView::item { min-height: 22px; padding: 0 4px; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator {
  width: 13px; height: 13px; border: 1px solid $muted; border-radius: 3px; background: $base; }
QRadioButton::indicator { border-radius: 7px; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {
  background: $accent; border-color: $accent; image: url("$check"); }
QCheckBox:focus, QRadioButton:focus { color: $accent; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border-color: $accent; }
QRadioButton::indicator:checked { border: 4px solid $accent; width: 7px; height: 7px; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $hairline; }
QStatusBar { background: $window; border-top: 1px solid $hairline; }
QStatusBar::item { border: 0; }
QStatusBar QLabel { color: $muted; padding: 2px 6px; }
QDockWidget { color: $muted; titlebar-close-icon: url("$close"); titlebar-normal-icon: url("$float"); }
QDockWidget::close-button, QDockWidget::float-button { border: 0; border-radius: 4px; padding: 0; icon-size: 14px; }
QDockWidget::close-button:hover, QDockWidget::float-button:hover { background: $selection; }
QDockWidget::close-button { subcontrol-position: right center; subcontrol-origin: margin; right: 6px; }
QDockWidget::float-button { subcontrol-position: right center; subcontrol-origin: margin; right: 28px; }
QDockWidget::title { background: $window; padding: 6px 10px; border-bottom: 1px solid $hairline; text-align: left; }
QTabBar { background: $window; qproperty-drawBase: 0; }
QTabBar::tab { padding: 6px 14px; color: $muted; background: transparent; border: 0; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; }
QTabBar::tab:bottom:selected { border-bottom: 0; border-top: 2px solid $accent; }
QTabWidget::pane { border: 0; border-top: 1px solid $hairline; }
QTableView, QTreeView, QListView, QTextBrowser, QScrollArea { background: $base; border: 0; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QTableView { gridline-color: $hairline; }
QListWidget { outline: 0; padding: 4px 0; }
QListWidget::item { padding: 5px 8px; }
QListWidget::item:selected { background: $selection; color: $text; }
QListWidget::item:selected:focus { border: 1px solid $accent; padding: 4px 7px; }
QSplitter::handle { background: transparent; image: none; }
QSplitter::handle:hover { background: $selection; }
QSplitter#seam::handle { background: $hairline; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QTableView#framed, QTreeWidget#framed, QListWidget#framed { border: 1px solid $hairline; }
QTableWidget::item:focus { background: $selection; color: $text; border: 1px solid $accent; }
QTreeWidget#framed::item { padding: 4px 2px; }
QPrintPreviewDialog QComboBox QLineEdit, QToolBar QComboBox QLineEdit { border: 0; padding: 0; }
QToolBar QComboBox, QToolBar QToolBar QLineEdit { padding: 2px 4px; }
QHeaderView { background: $window; border: 0; }
QHeaderView::section { background: $window; color: $muted; border: 0; border-bottom: 1px solid $hairline;
  border-right: 1px solid $hairline; padding: 4px 8px; }
QTableCornerButton::section { background: $window; border: 0; border-bottom: 1px solid $hairline; }
QToolTip { background: $base; color: $text; border: 1px solid $hairline; padding: 6px; }
QGroupBox { border: 0; margin-top: 18px; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; left: 0; }
QProgressBar { border: 0; border-radius: 3px; background: $hairline; max-height: 6px; text-align: center; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $hairline; border-radius: 4px; margin: 2px; min-width: 28px; min-height: 28px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QWidget#strip { background: $base; border-bottom: 1px solid $hairline; }
QWidget#page, QWidget#page > QWidget > QWidget#body { background: $base; }
QLabel#muted, QLabel#caption { color: $muted; }
QLabel#good { color: $good; }
QLabel#warning { color: $warning; }
QLabel#error { color: $error; }
QFrame#hairline { background: $hairline; border: 0; max-height: 1px; min-height: 1px; }
QFrame#upright { background: $hairline; border: 0; max-width: 1px; min-width: 1px; }
QFrame#hint { background: $base; border: 1px solid $accent; border-radius: 6px; }
""")


def apply(app: QApplication, theme: Theme) -> None:
    """Put a theme on every window of the program."""
    app.setPalette(palette(theme))
    app.setStyleSheet(sheet(theme))


def sheet(theme: Theme) -> str:
    """Return the style sheet of a theme."""
    colours = ("window", "base", "text", "muted", "accent", "accent_text", "hairline", "selection", "good", "warning")
    pictures = {part: resource(f"themes/{part}-{theme.name}.svg").as_posix() for part in _PICTURES}
    return _SHEET.substitute({name: getattr(theme, name) for name in colours}, error=theme.error, **pictures)


def figure_font(font: QFont) -> QFont:
    """Return the font of headline figures, in tabular digits."""
    large = QFont(font)
    large.setPointSizeF(font.pointSizeF() * FIGURE_SCALE)
    large.setWeight(QFont.Weight.DemiBold)
    return tabular(large)


def tabular(font: QFont) -> QFont:
    """Return a font whose digits are all of one width, where it has such digits."""
    made = QFont(font)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made

"""The filter of one column: order, a text, a list of values, a range of numbers."""

from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from outsourcing_planner.session.order import ColumnFilter, Value, Values, distinct, folded
from outsourcing_planner.text import _, parse_number
from outsourcing_planner.ui.models.columns import Column
from outsourcing_planner.ui.models.formats import display, exact, style

_MOST_VALUES: Final = 1000
_VALUE: Final = Qt.ItemDataRole.UserRole
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class FilterPopup(QFrame):
    """Asks which rows a column should let through."""

    chosen = Signal(str, object)
    """Key of the column and the rule (ColumnFilter)."""
    order_wanted = Signal(str, bool)

    def __init__(self, column: Column, values: Values, rule: ColumnFilter, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("filter")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._column, self._values = column, values
        self.contains = QLineEdit(rule.text)
        self.low, self.high = QLineEdit(_number(rule.low)), QLineEdit(_number(rule.high))
        self.list, self.note = QListWidget(self), QLabel()
        self.list.ensurePolished()  # lines that are laid out before would be too low for the style
        self._all = distinct(values)
        self._names = [folded(self._name(value)) for value in self._all]
        self._off = set() if rule.chosen is None else {value for value in self._all if value not in rule.chosen}
        self._fill()
        self.list.itemChanged.connect(self._ticked)
        self._lay_out()

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 8, 8, 8)
        box.setSpacing(4)
        title = QLabel(_("Show only rows where {column}…").format(column=self._column.heading))
        box.addWidget(title)
        box.addLayout(self._order_buttons())
        self.contains.setPlaceholderText(_("contains…"))
        self.contains.setAccessibleName(_("contains"))
        self.contains.setClearButtonEnabled(True)
        self.contains.textChanged.connect(self._narrow)
        self.contains.returnPressed.connect(self.accept)
        box.addWidget(self.contains)
        if self._values.numbers is not None:
            box.addLayout(self._range())
        self.list.setAccessibleName(_("values"))
        self.list.setMinimumSize(260, 240)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        box.addWidget(self.list, 1)
        self.note.setObjectName("muted")
        box.addWidget(self.note)
        box.addLayout(self._buttons())

    def _order_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for text, descending in ((_("▲ Ascending"), False), (_("▼ Descending"), True)):
            button = QPushButton(text)
            button.setProperty("descending", descending)
            button.clicked.connect(self._order)
            row.addWidget(button)
        return row

    def _order(self) -> None:
        descending = bool(self.sender().property("descending"))
        self.close()
        self.order_wanted.emit(self._column.key, descending)

    def _range(self) -> QGridLayout:
        grid = QGridLayout()
        for at, (field, text) in enumerate(((self.low, _("from")), (self.high, _("to")))):
            label = QLabel(text)
            label.setBuddy(field)
            field.setAccessibleName(text)
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
            field.returnPressed.connect(self.accept)
            grid.addWidget(label, 0, 2 * at)
            grid.addWidget(field, 0, 2 * at + 1)
        return grid

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        clear, show = QPushButton(_("Show all")), QPushButton(_("Filter"))
        show.setDefault(True)
        clear.clicked.connect(self._clear)
        show.clicked.connect(self.accept)
        row.addWidget(clear)
        row.addStretch()
        row.addWidget(show)
        return row

    def _matching(self) -> list[Value]:
        """Return the values whose name holds what is typed, listed or not."""
        wanted = folded(self.contains.text())
        return [value for value, name in zip(self._all, self._names, strict=True) if wanted in name]

    def _fill(self) -> None:
        """List the values that match, the first of them where they are many; what is ticked counts for all."""
        found = self._matching()
        self.list.blockSignals(True)
        self.list.clear()
        for value in found[:_MOST_VALUES]:
            item = QListWidgetItem(self._name(value), self.list)
            item.setData(_VALUE, value)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(_OFF if value in self._off else _ON)
        self.list.blockSignals(False)
        text = _("The first {some} of {all} values; type to find others.")
        self.note.setText(text.format(some=_MOST_VALUES, all=len(found)) if len(found) > _MOST_VALUES else "")
        self.note.setVisible(bool(self.note.text()))

    def _ticked(self, item: QListWidgetItem) -> None:
        value = item.data(_VALUE)
        if item.checkState() == _ON:
            self._off.discard(value)
        else:
            self._off.add(value)

    def _name(self, value: Value) -> str:
        return _("(blank)") if value is None else display(value, self._column.format)

    def _narrow(self, _text: str) -> None:
        self._fill()

    def rule(self) -> ColumnFilter:
        """Return the rule as it stands in the popup."""
        matching = self._matching()
        ticked = [value for value in matching if value not in self._off]
        some = len(ticked) < len(matching)
        chosen = frozenset(ticked) if some else None
        marks = style()
        low, high = parse_number(self.low.text(), marks), parse_number(self.high.text(), marks)
        text = self.contains.text().strip() if self._values.texts is not None and not some else ""
        if self._values.texts is None and self.contains.text().strip():
            chosen = frozenset(ticked)
        return ColumnFilter(text, chosen, low, high)

    def accept(self) -> None:
        """Filter by what is set."""
        rule = self.rule()
        self.close()
        self.chosen.emit(self._column.key, rule)

    def _clear(self) -> None:
        self.close()
        self.chosen.emit(self._column.key, ColumnFilter())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """See QWidget; Ctrl+A ticks all or none of the values that are listed."""
        if event.key() == Qt.Key.Key_A and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            matching = set(self._matching())
            self._off = self._off - matching if matching & self._off else self._off | matching
            self._fill()
            return
        super().keyPressEvent(event)

    def open_at(self, corner: QPoint) -> None:
        """Show the popup with its corner here, kept on the screen."""
        self.adjustSize()
        screen = QGuiApplication.screenAt(corner) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        self.move(min(corner.x(), room.right() - self.width()), min(corner.y(), room.bottom() - self.height()))
        self.show()
        self.contains.setFocus()


def _number(value: float | None) -> str:
    return "" if value is None else exact(value)

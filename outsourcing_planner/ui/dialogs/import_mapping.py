"""The columns of a sheet and what becomes of each: a field in some unit, kept beside, or left out.

One stop of the Tab key: the arrows go from column to column, Enter, Space or a letter opens the choice.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from outsourcing_planner.domain.fields import BY_KEY, FIELDS
from outsourcing_planner.io.importing.mapping import COMPUTED, EMPTY, EXTRA, LEFT_OUT, ColumnUse
from outsourcing_planner.io.importing.unit_choices import unit_choices
from outsourcing_planner.text import _, plain_number
from outsourcing_planner.ui.dialogs.import_seen import Seen
from outsourcing_planner.ui.kit.theme import Theme

THEIRS, EXAMPLE, BECOMES, UNIT, SURE = range(5)
Choice = tuple[str, object]
_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_SURE: Final = 0.85
_LIKELY: Final = 0.6


class MappingModel(QAbstractTableModel):
    """See the module; ``mapped(heading, field key, "" or "extra")`` and ``scaled(heading, factor or None)``."""

    mapped = Signal(str, str)
    scaled = Signal(str, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.uses: list[ColumnUse] = []
        self._seen: Seen | None = None

    def show(self, seen: Seen | None) -> None:
        """List the columns; where they are those shown already, the current cell stays."""
        uses = [use for use in seen.columns if use.use != EMPTY] if seen else []
        same = [use.heading for use in uses] == [use.heading for use in self.uses]
        if not same:
            self.beginResetModel()
        self.uses, self._seen = uses, seen
        if not same:
            self.endResetModel()
        elif uses:
            self.dataChanged.emit(self.index(0, 0), self.index(len(uses) - 1, SURE))

    def choices(self, index: _Index) -> Sequence[Choice]:
        """Return what a cell offers: the text and what it stands for."""
        use = self.uses[index.row()]
        if use.use == COMPUTED:
            return ()
        if index.column() == BECOMES:
            fields: list[Choice] = [(_(field.heading), field.key) for field in FIELDS]
            return [(_("Kept beside"), EXTRA), (_("Left out"), ""), *fields]
        units = unit_choices(BY_KEY[use.field]) if index.column() == UNIT and use.field else ()
        return [(_("As the heading says"), None), *units] if units else ()

    def chosen(self, index: _Index) -> object:
        """Return which of its choices a cell stands at."""
        use = self.uses[index.row()]
        if index.column() == BECOMES:
            return use.field or ("" if use.use == LEFT_OUT else EXTRA)
        given = self._seen.choices.factors if self._seen else {}
        return given.get(use.heading)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the count of columns of the sheet."""
        return 0 if parent.isValid() else len(self.uses)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the count of columns of this table."""
        return 0 if parent.isValid() else SURE + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> object:
        """Return the headings."""
        if role != _Role.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (_("Their column"), _("For example"), _("Becomes"), _("Unit"), _("How sure"))[section]

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Say which cells can be changed."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.isValid() and self.choices(index) else flags

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> object:
        """Return one cell."""
        use = self.uses[index.row()]
        if role in {_Role.DisplayRole, _Role.AccessibleTextRole}:
            return self._text(use, index.column())
        if role == _Role.ToolTipRole:
            return self._help(use, index.column())
        if role == _Role.ForegroundRole and (use.field is None or index.column() in {EXAMPLE, SURE}):
            return QColor(self._theme.muted)
        return None

    def setData(self, index: _Index, value: object, role: int = _Role.EditRole) -> bool:
        """Tell what was chosen; the table shows it when the import has looked at the sheet anew."""
        if role != _Role.EditRole or value == self.chosen(index):
            return False
        heading = self.uses[index.row()].heading
        if index.column() == BECOMES:
            self.mapped.emit(heading, str(value))
        else:
            self.scaled.emit(heading, value)
        return True

    def _text(self, use: ColumnUse, column: int) -> str:
        if column == THEIRS:
            return use.heading or use.letters
        if column == EXAMPLE:
            return self._seen.examples.get(use.column, "") if self._seen else ""
        if column == BECOMES:
            return self._becomes(use)
        return self._unit(use) if column == UNIT else _sureness(use)

    def _becomes(self, use: ColumnUse) -> str:
        if use.use == COMPUTED:
            return _("Computed anew")
        if use.field is not None:
            heading = _(BY_KEY[use.field].heading)
            if sum(other.field == use.field for other in self.uses) < 2:
                return heading
            several = _("{field}, added up") if BY_KEY[use.field].numeric else _("{field}, joined")
            return several.format(field=heading)
        keeps = self._seen is None or self._seen.choices.keep_extras
        return _("Left out") if use.use == LEFT_OUT or not keeps else _("Kept beside")

    def _unit(self, use: ColumnUse) -> str:
        if use.field is None or self._seen is None or not BY_KEY[use.field].numeric:
            return ""
        factor = (self._seen.found.factors if self._seen.found else {}).get(use.heading, 1.0)
        known = {factor: text for text, factor in unit_choices(BY_KEY[use.field])}
        return known.get(factor) or _("times {factor}").format(factor=plain_number(factor))

    def _help(self, use: ColumnUse, column: int) -> str:
        if use.use == COMPUTED:
            return _("This column holds results of this program; they are computed again.")
        if column == BECOMES and use.field is not None:
            return _(BY_KEY[use.field].help)
        return self._text(use, column)


def _sureness(use: ColumnUse) -> str:
    """Return in a word how sure the guess is."""
    if use.field is None:
        return ""
    if use.confidence >= 1.0:
        return _("certain")
    return _("sure") if use.confidence >= _SURE else _("likely") if use.confidence >= _LIKELY else _("a guess")

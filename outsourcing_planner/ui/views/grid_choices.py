"""What a cell offers to choose from: fixed choices, countries, or what the column holds already."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QMenu, QTableView

from outsourcing_planner.domain.fields import Field, Kind
from outsourcing_planner.text import _
from outsourcing_planner.ui.models.anchors import meanings
from outsourcing_planner.ui.models.columns import Column
from outsourcing_planner.ui.models.formats import in_plain_words
from outsourcing_planner.ui.models.plan_table import PlanTable

_REMEMBERED: Final = frozenset({"department", "owner", "currency"})
"""Fields of free text in which people repeat themselves."""
_MOST: Final = 500
MOST_IN_MENU: Final = 24
"""Choices that a menu shows; more are searched in a dialog."""
_WIDEST: Final = 640
"""Pixels that a list of choices takes at most."""
_EDIT: Final = Qt.ItemDataRole.EditRole
Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()


class ChoiceList(QAbstractListModel):
    """Choices, each shown with what it means; the text that goes into the cell is the choice alone."""

    def __init__(self, choices: Sequence[str], meanings: Mapping[str, str], parent: QObject) -> None:
        super().__init__(parent)
        self._choices, self._meanings = tuple(choices), meanings

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """See QAbstractListModel."""
        return 0 if parent.isValid() else len(self._choices)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """See QAbstractListModel."""
        if not index.isValid() or role not in {Qt.ItemDataRole.DisplayRole, _EDIT, Qt.ItemDataRole.ToolTipRole}:
            return None
        choice = self._choices[index.row()]
        said = self._meanings.get(choice, "")
        plain = in_plain_words(choice)
        return plain if role == _EDIT or not said else f"{plain} – {said}"


def choices_of(table: PlanTable, column: Column) -> list[str]:
    """Return what a person may pick in a column; empty where anything goes."""
    field = column.field
    if field is None:
        return []
    if field.kind is Kind.YES_NO:
        return [_("yes"), _("no")]
    if field.kind is Kind.SCORE:
        return [str(score) for score in range(1, 6)]
    if field.key == "country":
        return _countries(table)
    return list(field.choices) or _used_before(table, field)


def _countries(table: PlanTable) -> list[str]:
    return sorted({*table.document.libraries.rates.countries(), *_used(table, "country")})


def _used_before(table: PlanTable, field: Field) -> list[str]:
    return _used(table, field.key)[:_MOST] if field.key in _REMEMBERED else []


def _used(table: PlanTable, key: str) -> list[str]:
    return sorted({cell for cell in table.shown.plan.column(key) if isinstance(cell, str)}, key=str.casefold)


def completer_for(table: PlanTable, column: Column, editor: QLineEdit) -> QCompleter | None:
    """Return what completes typing in a column; None where there is nothing to choose from."""
    choices = choices_of(table, column)
    if not choices:
        return None
    made = QCompleter(ChoiceList(choices, meanings(column.field) if column.field else {}, editor), editor)
    made.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    made.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
    made.setMaxVisibleItems(12)
    return made


def ask_choice(
    view: QTableView, choices: Sequence[str], said: Mapping[str, str], chosen: Callable[[str], None]
) -> QMenu:
    """Offer choices in a menu at the current cell, what is said of each as its tooltip; a letter goes to the next."""
    menu = QMenu(view)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setToolTipsVisible(True)
    for text in choices:
        action = menu.addAction(in_plain_words(text))
        action.setToolTip(said.get(text, ""))
        action.triggered.connect(partial(_take, chosen, text))
    menu.popup(view.viewport().mapToGlobal(view.visualRect(view.currentIndex()).bottomLeft()))
    return menu


def _take(chosen: Callable[[str], None], text: str, *_checked: object) -> None:
    chosen(text)


def show_choices(editor: QLineEdit) -> bool:
    """Open the list of choices below an editor, wide enough for what is said beside them; say whether there is one."""
    completer: QCompleter | None = editor.completer()
    if completer is None:
        return False
    completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
    completer.setCompletionPrefix("")
    popup = completer.popup()
    if popup is None:  # it has one since its mode has
        return False
    popup.setAccessibleName(_("Choices"))
    needed = popup.sizeHintForColumn(0) + popup.verticalScrollBar().sizeHint().width() + 12
    completer.complete(QRect(0, 0, min(max(needed, editor.width()), _WIDEST), editor.height()))
    texts = [completer.completionModel().index(row, 0).data(_EDIT) for row in range(completer.completionCount())]
    now = in_plain_words(editor.text())
    if now in texts:
        popup.setCurrentIndex(completer.completionModel().index(texts.index(now), 0))
    return True

"""What a cell offers to choose from: fixed choices, countries, or what the column holds already."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QMenu, QTableView

from outsourcing_planner.domain.fields import Field, Kind
from outsourcing_planner.text import _
from outsourcing_planner.ui.models.columns import Column
from outsourcing_planner.ui.models.plan_table import PlanTable

_REMEMBERED: Final = frozenset({"department", "owner", "currency"})
"""Fields of free text in which people repeat themselves."""
_MOST: Final = 500


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
    made = QCompleter(QStringListModel(choices, editor), editor)
    made.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    made.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
    made.setMaxVisibleItems(12)
    return made


def ask_choice(view: QTableView, choices: Sequence[str], chosen: Callable[[str], None]) -> QMenu:
    """Offer choices in a menu at the current cell; typing a letter goes to the next that begins with it."""
    menu = QMenu(view)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for text in choices:
        menu.addAction(text).triggered.connect(partial(_take, chosen, text))
    menu.popup(view.viewport().mapToGlobal(view.visualRect(view.currentIndex()).bottomLeft()))
    return menu


def _take(chosen: Callable[[str], None], text: str, *_checked: object) -> None:
    chosen(text)


def show_choices(editor: QLineEdit) -> bool:
    """Open the list of choices below an editor; say whether there is one."""
    completer: QCompleter | None = editor.completer()
    if completer is None:
        return False
    completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
    completer.setCompletionPrefix("")
    completer.complete()
    return True

"""The import wizard by keys alone: what has the focus, how a field is chosen, Enter imports, Escape leaves."""

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

from outsourcing_planner.ui.dialogs.import_dialog import ImportDialog
from outsourcing_planner.ui.dialogs.import_mapping import BECOMES


@pytest.fixture
def dialog(desk, recorder, tmp_path, monkeypatch, qtbot):
    """The wizard over a small sheet, shown but not waiting."""
    book = Workbook()
    for row in (("Function", "Zub", "Zab"), ("Payroll", 3, "x"), ("Billing", 4, "y")):
        book.active.append(row)
    book.save(tmp_path / "sheet.xlsx")
    recorder.opens = tmp_path / "sheet.xlsx"
    made: list[ImportDialog] = []

    def answered(one: ImportDialog) -> bool:
        made.append(one)
        return False

    monkeypatch.setattr(ImportDialog, "answered", answered)
    desk.window.commands["import"].trigger()
    made[0].show()
    qtbot.waitExposed(made[0])
    yield made[0]
    made[0].close()


def test_that_the_mapping_has_the_focus_and_the_tab_key_leaves_it(dialog, qtbot):
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.focusWidget() is dialog.parts.mapping_view)
    assert dialog.do.isDefault()
    QTest.keyClick(dialog.parts.mapping_view, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is not dialog.parts.mapping_view


def test_that_every_part_can_be_reached_by_the_tab_key(dialog, qtbot):
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.focusWidget() is not None)
    reached = set()
    for _step in range(60):
        reached.add(dialog.focusWidget())
        dialog.focusNextChild()
    parts = dialog.parts
    wanted = {
        parts.source.sheets, parts.source.header, parts.source.other, parts.mapping_view, parts.sheet_view, parts.copy,
        parts.command, dialog.cancel, dialog.do, parts.source.extras,
    }  # fmt: skip
    assert not [widget for widget in wanted if widget not in reached]


@pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard")  # offscreen only
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_F2])
def test_that_a_field_is_chosen_by_keys_and_the_current_cell_stays(dialog, qtbot, key):
    view = dialog.parts.mapping_view
    view.setCurrentIndex(dialog.parts.mapping.index(1, BECOMES))
    QTest.keyClick(view, key)
    box = view.findChild(QComboBox)
    assert box is not None
    qtbot.waitUntil(lambda: box.view().isVisible())
    QTest.keyClicks(box.view(), "Head")
    QTest.keyClick(box.view(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.choices.mapping.get("Zub") == "fte")
    assert dialog.found.plan.column("fte") == (3.0, 4.0)
    assert view.currentIndex().row() == 1


def test_that_escape_leaves_and_changes_nothing(dialog, desk):
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert len(desk.document.plan) == 0
    QApplication.processEvents()


def test_that_every_choice_of_the_form_has_a_mnemonic_of_its_own(dialog):
    form = dialog.parts.source.form
    texts = [label.text() for label in dialog.findChildren(type(form.labelForField(dialog.parts.source.sheets)))]
    marks = [text[text.index("&") + 1].casefold() for text in texts if "&" in text]
    assert len(marks) >= 6
    assert len(set(marks)) == len(marks)

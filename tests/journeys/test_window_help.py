"""F1 from every place opens the guide where it speaks of it, and nothing in the guide leads nowhere."""

import importlib
import pkgutil
import re

import pytest
from PySide6.QtCore import Qt

from outsourcing_planner.ui import dialogs
from outsourcing_planner.ui.dialogs.about import About
from outsourcing_planner.ui.dialogs.frame import Frame
from outsourcing_planner.ui.dialogs.guide import OF_DIALOG, OF_PANEL, PAGES, page_text
from outsourcing_planner.ui.dialogs.scenario import ScenarioDialog
from outsourcing_planner.ui.main_window import PANELS

NAMES = {name for name, _title in PAGES}


def test_that_every_panel_but_why_has_a_page():
    assert set(OF_PANEL) == set(PANELS) - {"why"}
    assert set(OF_PANEL.values()) <= NAMES


def test_that_every_dialog_named_there_exists_and_has_a_page():
    for module in pkgutil.iter_modules(dialogs.__path__):
        importlib.import_module(f"{dialogs.__name__}.{module.name}")
    found = {one.__name__ for one in Frame.__subclasses__()}
    assert set(OF_DIALOG) <= found
    assert found - set(OF_DIALOG) == {"About", "SettingsDialog", "Shortcuts"}
    assert set(OF_DIALOG.values()) <= NAMES


@pytest.mark.parametrize("language", ["en", "de"])
def test_that_every_link_of_the_guide_leads_to_a_page(language):
    for page in sorted(NAMES - {"columns"}):
        for target in re.findall(r"\]\(([^)]+)\)", page_text(page, language)):
            assert target.removesuffix(".md") in NAMES, f"{page}: {target}"


@pytest.mark.parametrize("panel", sorted(OF_PANEL))
def test_that_f1_in_a_panel_opens_its_page(desk, panel):
    desk.window.commands["open_sample"].trigger()
    desk.window.show_panel(panel)
    widget = desk.window.docks[panel].widget()
    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    widget.setFocus()
    desk.window.commands["help"].trigger()
    guide = desk.help._guide
    assert guide.contents.currentItem().data(Qt.ItemDataRole.UserRole) == OF_PANEL[panel]
    guide.close()


@pytest.mark.parametrize(("make", "page"), [(lambda one: ScenarioDialog("S", one), "scenarios"), (About, "window")])
def test_that_f1_in_a_dialog_opens_the_guide_over_it(desk, qtbot, make, page):
    dialog = make(desk.window)
    dialog.setModal(True)
    dialog.show()
    qtbot.keyClick(dialog, Qt.Key.Key_F1)
    assert dialog.guide is not None
    assert dialog.guide.isVisible()
    assert dialog.guide.contents.currentItem().data(Qt.ItemDataRole.UserRole) == page
    assert dialog.guide.parentWidget() is dialog
    dialog.close()

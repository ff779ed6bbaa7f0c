"""The table of commands is complete: texts, icons, handlers, shortcuts, reasons."""

import ast
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence

from outsourcing_planner.ui import action_table
from outsourcing_planner.ui.action_state import Facts, reasons_now
from outsourcing_planner.ui.action_table import ACTIONS, MENUS
from outsourcing_planner.ui.actions import Actions
from outsourcing_planner.ui.kit.theme import dark, light


def test_that_no_two_commands_share_a_shortcut():
    keys = [QKeySequence(one).toString() for spec in ACTIONS for one in spec.shortcut.split("|") if one]
    assert sorted(keys) == sorted(set(keys))
    assert all(keys)


def test_that_every_command_says_what_it_does_in_a_sentence():
    assert [spec.id for spec in ACTIONS if not spec.status.endswith(".") or not spec.text] == []
    assert {spec.menu for spec in ACTIONS} == {name for name, _title in MENUS}


def test_that_every_icon_of_a_command_is_shipped_and_drawn(qapp):
    actions = Actions(ACTIONS, light(), qapp)
    for spec in ACTIONS:
        if spec.icon:
            assert not actions[spec.id].icon().pixmap(16, 16).isNull(), spec.icon


def test_that_icons_not_seen_at_first_are_drawn_later(qtbot, qapp):
    actions = Actions(ACTIONS, light(), qapp, first=("undo", "redo", ""))
    drawn = {spec.id for spec in ACTIONS if not actions[spec.id].icon().isNull()}
    assert drawn == {"undo", "redo"}
    actions.draw_icons()
    qtbot.waitUntil(lambda: all(not actions[spec.id].icon().isNull() for spec in ACTIONS if spec.icon))


def test_that_a_missing_handler_is_noticed_at_start(qapp):
    actions = Actions(ACTIONS, light(), qapp)
    handlers = {spec.id: print for spec in ACTIONS}
    actions.connect_to(handlers)
    with pytest.raises(KeyError, match="undo"):
        actions.connect_to({name: handler for name, handler in handlers.items() if name != "undo"})


def test_that_a_disabled_command_says_why(qapp):
    actions = Actions(ACTIONS, light(), qapp)
    reasons = reasons_now(Facts(0, can_undo=False, can_redo=False, changed_assumptions=False, has_backups=False))
    actions.disable(reasons)
    for name, reason in reasons.items():
        assert not actions[name].isEnabled()
        assert reason in actions[name].toolTip()
    actions.disable({})
    assert all(action.isEnabled() for action in actions.by_id.values())


def test_that_both_themes_differ_but_for_the_classes():
    one, other = light(), dark()
    assert (one.bpo, one.kpo, one.hybrid) == (other.bpo, other.kpo, other.hybrid)
    assert one.base != other.base


def test_that_text_stands_out_from_its_ground():
    for theme in (light(), dark()):
        for ground in (theme.base, theme.window, theme.computed_bg, theme.selection):
            assert contrast(theme.text, ground) >= 7
        for ground in (theme.base, theme.window, theme.computed_bg):
            assert contrast(theme.muted, ground) >= 4.5
            assert contrast(theme.error, ground) >= 4.5
        assert contrast(theme.accent_text, theme.accent) >= 4.5


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_that_the_table_builds_on_nothing_but_words():
    tree = ast.parse(Path(action_table.__file__).read_text(encoding="utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not any("views" in str(name) or "dialogs" in str(name) for name in imported)

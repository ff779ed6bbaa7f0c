"""Menus, built from the table of commands."""

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from outsourcing_planner.text import _
from outsourcing_planner.ui.action_table import FILE, MENUS, RECENT
from outsourcing_planner.ui.actions import Actions


class Menus:
    """The menu bar of a window; ``recent`` is the submenu that the list of recent files fills."""

    def __init__(self, bar: QMenuBar, actions: Actions) -> None:
        self._actions = actions
        self._titles: list[tuple[QMenu, str]] = []
        self.by_name = {name: self._menu(bar, title) for name, title in MENUS}
        self._submenus: dict[str, QMenu] = {}
        for spec in actions.specs.values():
            self._place(spec.id)
        self.recent = self._menu(self.by_name[FILE], RECENT)
        self.by_name[FILE].insertMenu(actions["open_sample"], self.recent)
        self._groups = _exclusive(actions)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the titles in the language in force."""
        for menu, title in self._titles:
            menu.setTitle(_(title))

    def _menu(self, parent: QMenuBar | QMenu, title: str) -> QMenu:
        menu = parent.addMenu(title)
        menu.setToolTipsVisible(True)
        self._titles.append((menu, title))
        return menu

    def _place(self, action: str) -> None:
        spec = self._actions.specs[action]
        menu = self.by_name[spec.menu]
        begins = spec.submenu not in self._submenus
        if spec.break_before and begins:
            menu.addSeparator()
        if spec.submenu:
            if begins:
                self._submenus[spec.submenu] = self._menu(menu, spec.submenu)
            menu = self._submenus[spec.submenu]
            if spec.break_before and not begins:
                menu.addSeparator()
        if spec.checkable:  # in the place of its mark a menu would show the icon, on or off
            self._actions[action].setIconVisibleInMenu(False)
        menu.addAction(self._actions[action])


def context_menu(actions: Actions, place: str, parent: QWidget) -> QMenu:
    """Return a menu of the commands that have a place, with lines between groups of the table."""
    menu = QMenu(parent)
    menu.setToolTipsVisible(True)
    before = ""
    for spec in actions.specs.values():
        if place in spec.places:
            if before and (spec.break_before or spec.menu != before):
                menu.addSeparator()
            menu.addAction(actions[spec.id])
            before = spec.menu
    return menu


def _exclusive(actions: Actions) -> list[QActionGroup]:
    groups: dict[str, QActionGroup] = {}
    for spec in actions.specs.values():
        if spec.choice:
            group = groups.setdefault(spec.choice, QActionGroup(actions))
            group.addAction(actions[spec.id])
    return list(groups.values())

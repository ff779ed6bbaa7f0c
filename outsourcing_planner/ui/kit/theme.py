"""One theme for the whole window: colours by what they mean; light, dark and high contrast."""

import tomllib
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from outsourcing_planner.assets import resource

SYSTEM, LIGHT, DARK, CONTRAST = "system", "light", "dark", "contrast"
NAMES = (SYSTEM, LIGHT, DARK, CONTRAST)
SPACE = 4
"""The rhythm: every gap and margin is a multiple of these pixels."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours as ``#RRGGBB``, named by their meaning.

    ``bpo``, ``kpo``, ``hybrid``, ``retain`` and ``automate`` are the same in every chart and workbook, light or dark;
    only high contrast has stronger ones.
    """

    name: str
    dark: bool
    window: str
    base: str
    text: str
    muted: str
    accent: str
    accent_text: str
    hairline: str
    typed_bg: str
    inferred_text: str
    computed_bg: str
    invalid_bg: str
    warning: str
    error: str
    good: str
    selection: str
    bpo: str
    kpo: str
    hybrid: str
    retain: str
    automate: str

    def of_label(self, label: str) -> str:
        """Return the colour of a class; the muted text colour where there is none."""
        colours = {"BPO": self.bpo, "KPO": self.kpo, "Hybrid": self.hybrid, "Retain": self.retain}
        return {**colours, "Automate": self.automate}.get(label, self.muted)


@cache
def light() -> Theme:
    """Return the light theme."""
    return _load(LIGHT, dark=False)


@cache
def dark() -> Theme:
    """Return the dark theme."""
    return _load(DARK, dark=True)


@cache
def contrast(*, dark: bool = False) -> Theme:
    """Return the theme of high contrast, dark letters on white or the other way round."""
    return _load("contrast-dark" if dark else "contrast-light", dark=dark)


def system() -> Theme:
    """Return the theme that the system asks for; light where it does not say."""
    if wants_contrast():
        return contrast(dark=_dark_wanted())
    return dark() if _dark_wanted() else light()


def wants_contrast() -> bool:
    """Say whether the system asks for high contrast (Qt 6.10 and later hear it)."""
    hints = QGuiApplication.styleHints()
    accessibility = getattr(hints, "accessibility", None)
    preference = accessibility().contrastPreference() if accessibility is not None else None
    return getattr(preference, "name", "") == "HighContrast"


def _dark_wanted() -> bool:
    hints = QGuiApplication.styleHints()
    return hints is not None and hints.colorScheme() == Qt.ColorScheme.Dark


def named(name: str) -> Theme:
    """Return the theme of a setting: light, dark, high contrast in the system's shade; others follow the system."""
    if name == CONTRAST:
        return contrast(dark=_dark_wanted())
    return {LIGHT: light, DARK: dark}.get(name, system)()


def palette(theme: Theme) -> QPalette:
    """Return the Qt palette of a theme, so that every standard widget follows it."""
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.window, role.WindowText: theme.text, role.Base: theme.base, role.Text: theme.text,
        role.AlternateBase: theme.computed_bg, role.Button: theme.window, role.ButtonText: theme.text,
        role.ToolTipBase: theme.base, role.ToolTipText: theme.text, role.PlaceholderText: theme.muted,
        role.Highlight: theme.selection, role.HighlightedText: theme.text, role.Link: theme.accent,
        role.LinkVisited: theme.accent, role.Accent: theme.accent, role.BrightText: theme.error,
        role.Light: theme.base, role.Midlight: theme.window, role.Mid: theme.hairline, role.Dark: theme.muted,
    }  # fmt: skip
    made = QPalette(QColor(theme.window))
    for which, colour in colours.items():
        made.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, which, _between(theme.muted, theme.window))
    return made


def _between(one: str, other: str) -> QColor:
    a, b = QColor(one), QColor(other)
    return QColor((a.red() * 2 + b.red()) // 3, (a.green() * 2 + b.green()) // 3, (a.blue() * 2 + b.blue()) // 3)


def _load(name: str, *, dark: bool) -> Theme:
    colours = {**_read("classes"), **_read(name)}
    return Theme(name=name, dark=dark, **colours)


def _read(name: str) -> dict[str, str]:
    return tomllib.loads(resource(f"themes/{name}.toml").read_text(encoding="utf-8"))

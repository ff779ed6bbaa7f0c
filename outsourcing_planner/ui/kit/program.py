"""What all windows of the program share: settings, theme, language, recent files."""

import gettext
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QObject, QTranslator, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from outsourcing_planner.assets import resources_folder
from outsourcing_planner.session import settings as settings_file
from outsourcing_planner.session.places import Places
from outsourcing_planner.session.recent import Recent
from outsourcing_planner.session.settings import Settings
from outsourcing_planner.text import use_translation
from outsourcing_planner.ui.kit import numbers, style, theme

DOMAIN = "planner"


class Program(QObject):
    """Settings in force; windows listen to what changes."""

    theme_changed = Signal(object)
    language_changed = Signal()
    settings_changed = Signal(object)
    recent_changed = Signal()
    window_requested = Signal(object)
    quit_requested = Signal()
    leaving_stopped = Signal()

    def __init__(self, places: Places, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.places = places
        self.settings = settings_file.load(places.settings)
        self.recent = Recent(places.recent)
        self.theme = theme.named(self.settings.theme)
        self._qt = QTranslator(self)
        self._use_language()
        numbers.use_locale(self.settings.number_locale)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.follow_theme)
        accessibility = getattr(QGuiApplication.styleHints(), "accessibility", None)
        if accessibility is not None:  # from Qt 6.10 on
            accessibility().contrastPreferenceChanged.connect(self.follow_theme)

    def paint(self) -> None:
        """Put the theme on the whole program."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            style.apply(application, self.theme)

    def follow_theme(self) -> None:
        """Take the theme of the settings, or of the system where they say so."""
        wanted = theme.named(self.settings.theme)
        if wanted is not self.theme:
            self.theme = wanted
            self.paint()
            self.theme_changed.emit(wanted)

    def change(self, **changes: object) -> None:
        """Change some settings, keep them, and tell the windows."""
        self.use(replace(self.settings, **changes))  # type: ignore[arg-type] # names and types are those of Settings

    def use(self, settings: Settings) -> None:
        """Put other settings in force."""
        before, self.settings = self.settings, settings
        settings_file.save(settings, self.places.settings)
        numbers.use_locale(settings.number_locale)
        self.follow_theme()
        speaks_anew = (before.language, before.number_locale) != (settings.language, settings.number_locale)
        if speaks_anew:
            self._use_language()
            self.language_changed.emit()
        self.settings_changed.emit(settings)

    def remember(self, path: Path) -> None:
        """Put a file on top of the recent ones."""
        self.recent.add(path)
        self.recent_changed.emit()

    def forget(self, path: Path) -> None:
        """Take a file off the recent ones."""
        self.recent.forget(path)
        self.recent_changed.emit()

    @property
    def language(self) -> str:
        """Return the language in force, such as ``de``."""
        wanted = self.settings.language
        return numbers.system_language() if wanted == "system" else wanted

    def _use_language(self) -> None:
        folder = str(resources_folder() / "locale")
        use_translation(gettext.translation(DOMAIN, folder, [self.language], fallback=True))
        self._translate_qt()

    def _translate_qt(self) -> None:
        """Have Qt's own texts (file pickers, "Show details", names of keys) in the language in force, where it can."""
        application = QApplication.instance()
        if application is None:
            return
        application.removeTranslator(self._qt)
        self._qt = QTranslator(self)
        if self._qt.load(f"qtbase_{self.language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            application.installTranslator(self._qt)

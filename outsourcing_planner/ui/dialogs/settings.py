"""Settings: language, look, numbers, what happens at start."""

from dataclasses import replace
from typing import Final

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QWidget

from outsourcing_planner.session.settings import Settings
from outsourcing_planner.text import _, format_money, format_number
from outsourcing_planner.ui.dialogs.frame import Frame
from outsourcing_planner.ui.kit import parts
from outsourcing_planner.ui.kit.theme import SPACE

LOCALES: Final = (
    "en_US",
    "en_GB",
    "de_DE",
    "de_CH",
    "fr_FR",
    "es_ES",
    "it_IT",
    "nl_NL",
    "pt_BR",
    "pl_PL",
    "en_IN",
    "ja_JP",
)


class SettingsDialog(Frame):
    """See the module."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(_("Settings"), _("Apply"), parent)
        self._settings = settings
        self.language, self.theme, self.marks = QComboBox(self), QComboBox(self), QComboBox(self)
        self.hints, self.sample = QCheckBox(_("Show the first steps"), self), QCheckBox(self)
        self.sample.setText(_("Open the sample plan where no other is opened"))
        self._fill()
        form = QFormLayout()
        form.setHorizontalSpacing(4 * SPACE)
        form.setVerticalSpacing(2 * SPACE)
        form.addRow(_("&Language"), self.language)
        form.addRow(_("&Look"), self.theme)
        form.addRow(_("&Numbers"), self.marks)
        form.addRow(_("At start"), self.sample)
        form.addRow("", self.hints)
        self.body.addLayout(form)
        note = _("Numbers are also typed in this way. A plan’s currency is one of its assumptions.")
        self.body.addWidget(parts.label(note, "muted", self, wrap=True))
        defaults = parts.link(_("Back to defaults"), self)
        defaults.clicked.connect(lambda: self._show(Settings()))
        self.buttons.insertWidget(0, defaults)
        self._show(settings)
        self.setMinimumWidth(460)

    @classmethod
    def ask(cls, settings: Settings, parent: QWidget | None = None) -> Settings | None:
        """Return changed settings, None where the person cancels."""
        dialog = cls(settings, parent)
        return dialog.value() if dialog.answered() else None

    def value(self) -> Settings:
        """Return the settings that the dialog stands at."""
        return replace(
            self._settings, language=self.language.currentData(), theme=self.theme.currentData(),
            number_locale=self.marks.currentData(), show_hints=self.hints.isChecked(),
            open_sample=self.sample.isChecked(),
        )  # fmt: skip

    def _fill(self) -> None:
        for text, data in ((_("As the system"), "system"), ("English", "en"), ("Deutsch", "de")):
            self.language.addItem(text, data)
        for text, data in (
            (_("As the system"), "system"), (_("Light"), "light"), (_("Dark"), "dark"), (_("High contrast"), "contrast")
        ):  # fmt: skip
            self.theme.addItem(text, data)
        self.marks.addItem(_("As the system"), "system")
        for name in LOCALES:
            example = f"{format_number(1234567.8, 1, name)}   {format_money(1250, 'EUR', name)}"
            self.marks.addItem(f"{name.replace('_', '-')}   {example}", name)

    def _show(self, settings: Settings) -> None:
        for box, value in (
            (self.language, settings.language), (self.theme, settings.theme), (self.marks, settings.number_locale),
        ):  # fmt: skip
            box.setCurrentIndex(max(box.findData(value), 0))
        self.hints.setChecked(settings.show_hints)
        self.sample.setChecked(settings.open_sample)

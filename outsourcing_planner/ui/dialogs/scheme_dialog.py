"""Weights, cut-offs and gates of the plan: edited together, checked while one types, put into the plan as one step."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from outsourcing_planner.engine.classify.scheme import Scheme, SchemeError
from outsourcing_planner.engine.scheme_changes import WEIGHTS, as_mapping, changes_between, scheme_with
from outsourcing_planner.session.document import Document
from outsourcing_planner.session.own_scheme import classes_changed
from outsourcing_planner.text import _
from outsourcing_planner.ui.dialogs.frame import Frame
from outsourcing_planner.ui.dialogs.scheme_fields import CUTS, GATES, Settings, Weights, figure
from outsourcing_planner.ui.kit import parts
from outsourcing_planner.ui.kit.theme import SPACE
from outsourcing_planner.ui.views.figure_edit import FigureEdit

MOST_ROWS = 2000
"""Beyond, how many functions change their class is told only after Apply."""


class SchemeDialog(Frame):
    """See the module; ``changes`` is what the plan would change of the shipped scheme."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(_("Weights and cut-offs"), _("Apply"), parent)
        self._document = document
        now = as_mapping(document.libraries.scheme)
        titles = {"knowledge_weights": _("Weights of knowledge"), "fit_weights": _("Weights of fit")}
        self.weights = {name: Weights(titles[name], now[name], self) for name in WEIGHTS}
        self.cuts = Settings(_("Cut-offs"), CUTS, now, self)
        self.gates = Settings(_("Gates and advice"), GATES, now, self)
        self.steps = [FigureEdit(self) for _unused in now["size_steps"]]
        self.message = parts.label("", "muted", self, wrap=True)
        self.reset = parts.button(_("Reset to shipped"), "", self)
        self.reset.setToolTip(_("Show the weights, cut-offs and gates that the program ships with."))
        self.reset.clicked.connect(lambda: self.show_scheme(document.shipped.scheme))
        self.buttons.insertWidget(0, self.reset)
        self._lay_out()
        self.show_scheme(document.libraries.scheme)
        for part in self.weights.values():
            part.changed.connect(self.check)
        for figures in (self.cuts, self.gates):
            figures.changed.connect(self.check)
        for field in self.steps:
            field.textChanged.connect(self.check)
        self.check()

    @property
    def changes(self) -> dict[str, Any]:
        """What differs from the shipped scheme; raises SchemeError where what was typed does not hang together."""
        shipped = self._document.shipped.scheme
        return changes_between(shipped, scheme_with(shipped, self._typed()))

    def show_scheme(self, scheme: Scheme) -> None:
        """Show the figures of a scheme."""
        values = as_mapping(scheme)
        for name, part in self.weights.items():
            part.show_weights(values[name])
        for settings in (self.cuts, self.gates):
            settings.show_scheme(values)
        for field, step in zip(self.steps, values["size_steps"], strict=True):
            field.setText(figure(step))

    def check(self) -> None:
        """Say what is wrong, or what would change; Apply only where all hangs together."""
        try:
            text, look = self._preview(), "muted"
        except SchemeError as error:
            text, look = in_words(str(error)), "error"
        self.message.setText(text)
        self.message.setObjectName(look)
        self.message.style().unpolish(self.message)
        self.message.style().polish(self.message)
        if self.do is not None:
            self.do.setEnabled(look != "error")
            self.do.setToolTip(text if look == "error" else "")

    def _preview(self) -> str:
        changes, rows = self.changes, len(self._document.plan)
        if not changes:
            return _("These are the weights, cut-offs and gates that the program ships with.")
        if rows > MOST_ROWS:
            return _("These are the plan's own; the functions are classified anew at once when you apply them.")
        count = classes_changed(self._document, changes)
        return _("{count} of {rows} functions would have another class than now.").format(count=count, rows=rows)

    def _typed(self) -> dict[str, Any]:
        """What stands in the fields, as a scheme reads it."""
        found: dict[str, Any] = {name: part.values() for name, part in self.weights.items()}
        found |= {**self.cuts.values(), **self.gates.values()}
        found["size_steps"] = [field.value if field.is_sound else None for field in self.steps]
        for field in self.findChildren(FigureEdit):
            if field.value is None or not field.is_sound:
                raise SchemeError(_("“{name}” needs a figure of 0 or more.").format(name=field.accessibleName()))
        return found

    def _lay_out(self) -> None:
        note = _("They hold for this plan. Typed scores stay as they are; the classes follow at once.")
        self.body.addWidget(parts.label(note, "muted", self, wrap=True))
        columns = QHBoxLayout()
        columns.setSpacing(8 * SPACE)
        for part in self.weights.values():
            columns.addWidget(part)
        rest = parts.column(None, 0, 4 * SPACE)
        rest.addWidget(self.cuts)
        rest.addWidget(self.gates)
        names = [*self.cuts.findChildren(QLabel), *self.gates.findChildren(QLabel)]
        for name in names:  # their fields stand below each other
            name.setMinimumWidth(max(one.sizeHint().width() for one in names))
        columns.addLayout(rest)
        self.body.addLayout(columns)
        sizes = QHBoxLayout()
        text = _("Headcount from which the size counts 2, 3, 4 and 5")
        sizes.addWidget(parts.label(text, "", self))
        for field, score in zip(self.steps, "2345", strict=True):
            field.setAccessibleName(f"{text}: {score}")
            field.setFixedWidth(14 * SPACE)
            sizes.addWidget(field)
        sizes.addStretch(1)
        self.body.addLayout(sizes)
        self.body.addWidget(self.message)


def in_words(text: str) -> str:
    """Return what is wrong with a scheme with the names that stand in the dialog instead of keys."""
    names = {"knowledge_weights": _("Weights of knowledge"), "fit_weights": _("Weights of fit")}
    names |= {one.key: _(one.name) for one in (*CUTS, *GATES)}
    for key, name in names.items():
        text = text.replace(key, f"“{name}”")
    return text

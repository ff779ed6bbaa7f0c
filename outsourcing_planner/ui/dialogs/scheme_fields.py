"""The figures of the classification scheme as fields: weights with their live sum, cut-offs and gates."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QWidget

from outsourcing_planner.engine.classify.criteria import INVERSE, SIZE
from outsourcing_planner.engine.scheme_changes import scaled_to_hundred
from outsourcing_planner.text import _
from outsourcing_planner.ui.kit import numbers, parts
from outsourcing_planner.ui.kit.theme import SPACE
from outsourcing_planner.ui.kit.words import mark
from outsourcing_planner.ui.models.anchors import anchors
from outsourcing_planner.ui.views.figure_edit import FigureEdit
from outsourcing_planner.ui.views.headings import heading_of, help_of


@dataclass(frozen=True)
class Setting:
    """One figure beside the weights: its key, what a person reads, and what it does."""

    key: str
    name: str
    help: str


CUTS: Final = (
    Setting("kind_cut", mark("KPO from knowledge"), mark("A knowledge score below this is BPO, from it on KPO.")),
    Setting("retain_below", mark("Keep below fit"),
            mark("With enough fit criteria typed, a fit below this means Retain.")),
    Setting("pilot_below", mark("Pilot below fit"), mark("A fit below this asks for a pilot first.")),
    Setting("retain_needs_typed", mark("Typed fit criteria for Retain"),
            mark("So many criteria of fit must be typed before a low fit means Retain.")),
    Setting("hedge_base", mark("Close call within"),
            mark("A knowledge score within so many points of the cut is a close call; more where sources disagree.")),
    Setting("hybrid_share_at_least", mark("Smaller part of a Hybrid"),
            mark("Share of the parts, 0 to 1, that the smaller kind must reach.")),
)  # fmt: skip
GATES: Final = (
    Setting("core_strategic_value", mark("Core: strategic value from"),
            mark("Typed strategic value from which work can count as core and is kept.")),
    Setting("core_specificity", mark("Core: specific to us from"),
            mark("Typed specificity from which work can count as core.")),
    Setting("core_supply_at_most", mark("Core: supplier market up to"),
            mark("Typed supplier market up to which work can count as core.")),
    Setting("fix_codification_at_most", mark("Document first: codified up to"),
            mark("Typed codification up to which a process is to be documented first.")),
    Setting("fix_expertise_at_most", mark("Document first: expertise up to"),
            mark("Typed expertise up to which a process is to be documented first.")),
    Setting("automate_codification", mark("Automate: codified from"),
            mark("Codification from which automation is offered.")),
    Setting("automate_knowledge_below", mark("Automate: knowledge below"),
            mark("Knowledge below which automation is offered.")),
)  # fmt: skip


def figure(value: float) -> str:
    """Return a figure as a person reads it, with as many decimals as it needs, at most three."""
    places = next(count for count in range(4) if count == 3 or abs(round(value, count) - value) < 1e-9)
    return numbers.number(value, places)


class Weights(QWidget):
    """The weights of one score. They must sum to 100; the sum is shown while one types."""

    changed = Signal()

    def __init__(self, title: str, weights: Mapping[str, float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields = {key: FigureEdit(self) for key in weights}
        self.sum = parts.label("", "", self)
        self.scale = parts.link(_("Scale to 100"), self)
        self.scale.setToolTip(_("Change all weights of this score in proportion, so that they sum to 100."))
        self.scale.clicked.connect(self.scale_to_hundred)
        box = parts.column(self, 0, 2 * SPACE)
        box.addWidget(parts.heading(title, self))
        form = form_of({key: (_weight_name(key), _weight_help(key), field) for key, field in self.fields.items()})
        box.addLayout(form)
        line = QHBoxLayout()
        line.addWidget(self.sum)
        line.addStretch(1)
        line.addWidget(self.scale)
        box.addLayout(line)
        box.addStretch(1)
        for field in self.fields.values():
            field.textChanged.connect(self._typed)
        self.show_weights(weights)

    def show_weights(self, weights: Mapping[str, float]) -> None:
        """Show other weights."""
        for key, field in self.fields.items():
            field.setText(figure(weights[key]))

    def values(self) -> dict[str, float | None]:
        """Return the weights as typed; None where one is no figure."""
        return {key: field.value if field.is_sound else None for key, field in self.fields.items()}

    def scale_to_hundred(self) -> None:
        """Change the weights in proportion until they sum to 100."""
        self.show_weights(scaled_to_hundred({key: value or 0.0 for key, value in self.values().items()}))

    def _typed(self) -> None:
        total = sum(value or 0.0 for value in self.values().values())
        right = abs(total - 100.0) < 1e-9
        said = _("Sum {total}") if right else _("Sum {total}; it must be 100")
        self.sum.setText(said.format(total=figure(total)))
        self.sum.setObjectName("good" if right else "error")
        self.sum.style().unpolish(self.sum)
        self.sum.style().polish(self.sum)
        self.scale.setVisible(not right and total > 0)
        self.changed.emit()


class Settings(QWidget):
    """Some figures beside the weights."""

    changed = Signal()

    def __init__(
        self, title: str, settings: tuple[Setting, ...], scheme: Mapping[str, Any], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.fields = {one.key: FigureEdit(self) for one in settings}
        box = parts.column(self, 0, 2 * SPACE)
        box.addWidget(parts.heading(title, self))
        box.addLayout(form_of({one.key: (_(one.name), _(one.help), self.fields[one.key]) for one in settings}))
        box.addStretch(1)
        self.show_scheme(scheme)
        for field in self.fields.values():
            field.textChanged.connect(self.changed)

    def show_scheme(self, scheme: Mapping[str, Any]) -> None:
        """Show the figures of a scheme."""
        for key, field in self.fields.items():
            field.setText(figure(float(scheme[key])))

    def values(self) -> dict[str, float | None]:
        """Return the figures as typed; None where one is no figure."""
        return {key: field.value if field.is_sound else None for key, field in self.fields.items()}


def form_of(rows: Mapping[str, tuple[str, str, QWidget]]) -> QFormLayout:
    """Return a form of names with their fields; what each does is its tooltip and what a screen reader says."""
    form = QFormLayout()
    form.setHorizontalSpacing(4 * SPACE)
    form.setVerticalSpacing(SPACE)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
    for name, text, field in rows.values():
        label = parts.label(name)
        label.setBuddy(field)
        for widget in (label, field):
            widget.setToolTip(text)
        field.setAccessibleName(name)
        field.setAccessibleDescription(text)
        form.addRow(label, field)
    return form


def _weight_name(key: str) -> str:
    name = _("Headcount") if key == SIZE else heading_of(key)
    return _("{criterion} (less is better)").format(criterion=name) if key in INVERSE else name


def _weight_help(key: str) -> str:
    if key == SIZE:
        return _("The headcount as a score of 1 to 5; 3 where it is unknown.")
    return "\n".join([help_of(key), *(f"{score} – {text}" for score, text in anchors(key))])

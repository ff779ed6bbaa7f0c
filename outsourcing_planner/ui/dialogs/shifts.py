"""Round the clock: which delivery places cover which hours of the home country by their day shifts."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from outsourcing_planner.engine.places import Places
from outsourcing_planner.engine.shifts import DAY, covered_hours, crews_for, missing_hours, round_the_clock
from outsourcing_planner.text import _
from outsourcing_planner.ui.dialogs.frame import Frame
from outsourcing_planner.ui.kit import parts
from outsourcing_planner.ui.views.text_table import TextTable

_ROUND_THE_CLOCK = 168.0


class ShiftsDialog(Frame):
    """Places to tick; below, the hours that they cover and what stays open."""

    def __init__(self, places: Places, home: str, chosen: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(_("Shifts round the clock"), "", parent)
        self._places, self._home = places, home
        self.choice, self.table = QListWidget(self), TextTable(self)
        self.said = parts.label("", "", self, wrap=True)
        first = (home, *chosen)  # the ticked ones are seen without scrolling
        for name in sorted(places.names(), key=lambda one: (one not in first, one != home)):
            if covered_hours(name, home, places) is not None:
                item = QListWidgetItem(_(name), self.choice)
                item.setData(Qt.ItemDataRole.UserRole, name)
                item.setCheckState(Qt.CheckState.Checked if name in (home, *chosen) else Qt.CheckState.Unchecked)
        self.choice.setAccessibleName(_("Delivery places"))
        self.table.view.setAccessibleName(_("Hours covered"))
        for framed in (self.choice, self.table.view):
            framed.setObjectName("framed")
        note = _("Hours of the day in {home}; a day shift begins at eight by the clock of its place.")
        self.body.addWidget(parts.label(note.format(home=_(home)), "muted", self, wrap=True))
        self.body.addWidget(self.choice, 2)
        self.body.addWidget(self.table.view, 2)
        self.body.addWidget(self.said)
        self.choice.itemChanged.connect(self.show_hours)
        self.resize(760, 640)
        self.show_hours()

    @property
    def ticked(self) -> tuple[str, ...]:
        """Return the places that are ticked."""
        items = (self.choice.item(at) for at in range(self.choice.count()))
        return tuple(
            str(item.data(Qt.ItemDataRole.UserRole)) for item in items if item.checkState() == Qt.CheckState.Checked
        )

    def show_hours(self, *_unused: object) -> None:
        """Show what the ticked places cover."""
        lines = [self._line(name) for name in self.ticked]
        self.table.fill((_("Place"), _("From home"), _("Covers"), _("Day from 0 to 24")), lines)
        open_ = missing_hours(self.ticked, self._home, self._places)
        chosen = round_the_clock(self.ticked, self._home, self._places)
        if chosen:
            text = _("These cover the day: {places}.").format(places=", ".join(_(name) for name in chosen))
        else:
            text = _("Not covered: {hours}.").format(hours=", ".join(f"{hour}:00" for hour in open_))
        alone = _("One place alone needs {crews} crews to be manned day and night, all week.")
        self.said.setText(f"{text} {alone.format(crews=crews_for(_ROUND_THE_CLOCK))}")

    def _line(self, name: str) -> tuple[str, ...]:
        hours = covered_hours(name, self._home, self._places) or frozenset()
        first = next((hour for hour in sorted(hours) if (hour - 1) % DAY not in hours), 0)
        span = f"{first}:00–{(first + len(hours)) % DAY}:00"
        bar = "".join("■" if hour in hours else "□" for hour in range(DAY))
        return _(name), _(self._places.delivery(name, self._home) or ""), span, bar

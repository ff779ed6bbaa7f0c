"""Which rows are shown in which order: arrays of positions in the plan. The plan itself never moves."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from outsourcing_planner.domain.cells import Invalid
from outsourcing_planner.domain.issues import Issue, Severity
from outsourcing_planner.domain.plan import RowId
from outsourcing_planner.session.order import (
    ColumnFilter,
    Mask,
    Positions,
    containing,
    folded_all,
    grouped,
    passing,
    sorted_positions,
)
from outsourcing_planner.session.shown import Shown
from outsourcing_planner.text import _

SEARCHED: Final = ("function", "department", "description", "owner", "notes", "country", "decision_reason", "label")
GROUP_KEY: Final = "department"


@dataclass(frozen=True)
class Group:
    """The rows of one department: its name, their positions, and whether they are folded away."""

    name: str
    positions: tuple[int, ...]
    folded: bool = False


@dataclass(frozen=True)
class Lines:
    """The lines of the grid: a position in the plan, or −1 − g for the heading of group g."""

    at: Sequence[int] = ()
    groups: tuple[Group, ...] = ()

    def __len__(self) -> int:
        return len(self.at)

    @property
    def in_plan_order(self) -> bool:
        """Say whether all rows are shown as the plan has them."""
        return isinstance(self.at, range)

    def by_position(self, count: int) -> Positions:
        """Return the line of each of the plan's rows, −1 where it is not shown."""
        found = np.full(count, -1, dtype=np.int64)
        lines = np.asarray(self.at, dtype=np.int64)
        own = np.flatnonzero(lines >= 0)
        found[lines[own]] = own
        return found

    def positions(self) -> list[int]:
        """Return the positions shown, headings left out."""
        return [at for at in self.at if at >= 0] if self.groups else list(self.at)


@dataclass
class ViewOrder:
    """What a person asked to see. Applied anew when it changes; rows stay where they are while they are edited."""

    sort: tuple[str, bool] | None = None
    """Key of a column, and whether it descends."""
    filters: dict[str, ColumnFilter] = field(default_factory=dict)
    text: str = ""
    only_problems: bool = False
    only_close_calls: bool = False
    group: bool = False
    folded: set[str] = field(default_factory=set)
    issues: Callable[[], Sequence[Issue]] = tuple
    """Gives what the plan warns of; asked only when it is filtered by."""
    _hay: tuple[tuple[object, ...], list[str]] | None = None
    _places: dict[RowId, int] = field(default_factory=dict)

    @property
    def filtering(self) -> bool:
        """Say whether rows may be left out."""
        return bool(self.filters or self.text.strip() or self.only_problems or self.only_close_calls)

    def apply(self, shown: Shown) -> Lines:
        """Return the lines for a plan."""
        self._places.clear()
        if not (self.sort or self.filtering or self.group):
            return Lines(range(len(shown.plan)))
        order = self._sorted(shown)
        if self.filtering:
            order = order[self.mask(shown)[order]]
        return self._in_groups(shown, order) if self.group else Lines(order.tolist())

    def mask(self, shown: Shown) -> Mask:
        """Return which rows pass all filters."""
        mask = np.ones(len(shown.plan), dtype=np.bool_)
        if self.text.strip():
            mask &= containing(self.haystack(shown), self.text)
        for key, rule in self.filters.items():
            mask &= passing(shown.values(key), rule)
        if self.only_problems:
            mask &= problems(shown, self.issues())
        if self.only_close_calls:
            mask &= shown.evaluation.columns["close_call"].astype(bool)
        return mask

    def haystack(self, shown: Shown) -> list[str]:
        """Return the searched text of each row, folded; kept as long as the columns stay the same."""
        columns = [shown.plan.columns.get(key) for key in SEARCHED]
        signature = (*map(id, columns), id(shown.evaluation.columns.get("decision_effective")), len(shown.plan))
        if self._hay is None or self._hay[0] != signature:
            texts = [shown.values(key).texts or () for key in SEARCHED]
            filled = [column for column in texts if column]
            self._hay = (signature, folded_all([*map("\n".join, zip(*filled, strict=True))]) if filled else [])
        return self._hay[1]

    def carried_over(self, lines: Lines, before: Shown, after: Shown, touched: Iterable[RowId]) -> Lines:
        """Return the lines after rows came, went or moved: what stays keeps its place, new ones stand near."""
        if self.group or not (self.sort or self.filtering):
            return self.apply(after) if self.group else Lines(range(len(after.plan)))
        old_ids, now = before.plan.rows.ids, after.plan.rows.positions
        kept: list[int] = []
        for row, at in enumerate(lines.at):
            if old_ids[at] in now:
                kept.append(now[old_ids[at]])
            else:
                self._places[old_ids[at]] = row
        fresh = [row for row in touched if row in now and row not in before.plan.rows.positions]
        return Lines(self._with_new(kept, fresh, after))

    def _with_new(self, kept: list[int], fresh: Sequence[RowId], after: Shown) -> list[int]:
        now = after.plan.rows.positions
        view_row = {at: row for row, at in enumerate(kept)}
        positions = sorted(now[row] for row in fresh)
        anchors = _anchors(positions, view_row, len(kept))
        places = [
            (self._places.get(after.plan.rows.ids[at], anchor + count), at)
            for count, (at, anchor) in enumerate(zip(positions, anchors, strict=True))
        ]
        for row, at in sorted(places):
            kept.insert(row, at)
        return kept

    def _sorted(self, shown: Shown) -> Positions:
        if self.sort is None:
            return np.arange(len(shown.plan))
        key, descending = self.sort
        return sorted_positions(shown.key_of_order(key), descending=descending)

    def _in_groups(self, shown: Shown, order: Positions) -> Lines:
        names = shown.values(GROUP_KEY).texts or ()
        groups = tuple(
            Group(name or _("No department"), tuple(at), (name or _("No department")) in self.folded)
            for name, at in grouped(names, order).items()
        )
        lines: list[int] = []
        for number, group in enumerate(groups):
            lines.append(-1 - number)
            lines.extend(() if group.folded else group.positions)
        return Lines(lines, groups)


def _anchors(fresh: Sequence[int], view_row: Mapping[int, int], end: int) -> list[int]:
    """Return for each new position the line of the next row that is not new; the end where there is none shown."""
    anchors: list[int] = []
    new = set(fresh)
    anchor = end
    for at in reversed(fresh):
        anchor = anchor if at + 1 in new else view_row.get(at + 1, end)
        anchors.append(anchor)
    return anchors[::-1]


def problems(shown: Shown, issues: Iterable[Issue]) -> Mask:
    """Return which rows hold something invalid or have an issue that is more than a note."""
    mask = np.zeros(len(shown.plan), dtype=np.bool_)
    for cells in shown.plan.columns.values():
        if any(type(cell) is Invalid for cell in cells):
            mask |= np.fromiter((type(cell) is Invalid for cell in cells), np.bool_, len(mask))
    rows = [i.row - 1 for i in issues if i.row is not None and i.severity is not Severity.NOTE]
    mask[rows] = True
    return mask

"""What differs between two versions of a document, by row id: for "Browse backups" and for recovery."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from outsourcing_planner.domain.assumptions import SPECS
from outsourcing_planner.domain.cells import Cell
from outsourcing_planner.domain.fields import BY_KEY, KEYS
from outsourcing_planner.domain.plan import Plan, RowId
from outsourcing_planner.session.edits import State
from outsourcing_planner.text import _, ngettext


@dataclass(frozen=True, slots=True)
class CellDifference:
    """One cell that differs. ``key`` is a field, or the heading of an imported column where ``extra``."""

    row: RowId
    key: str
    before: Cell
    after: Cell
    extra: bool = False

    @property
    def heading(self) -> str:
        """Return the heading a person reads."""
        return self.key if self.extra else _(BY_KEY[self.key].heading)


@dataclass(frozen=True, slots=True)
class Differences:
    """How ``after`` differs from ``before``. ``gone`` and ``new`` hold the rows with their cells, in their order."""

    gone: Plan
    new: Plan
    cells: tuple[CellDifference, ...]
    reordered: bool
    assumptions: tuple[str, ...]
    sections: tuple[str, ...]
    title: bool

    def __bool__(self) -> bool:
        more = self.cells or self.reordered or self.assumptions or self.sections or self.title
        return bool(len(self.gone) or len(self.new) or more)

    def sentences(self) -> list[str]:
        """Return the differences in words, one line per kind; an empty list where there are none."""
        return [line for line in self._lines() if line]

    def _lines(self) -> Iterator[str]:
        yield _counted(len(self.new), ngettext("{n} row added", "{n} rows added", len(self.new)))
        yield _counted(len(self.gone), ngettext("{n} row removed", "{n} rows removed", len(self.gone)))
        yield _counted(len(self.cells), ngettext("{n} cell changed", "{n} cells changed", len(self.cells)))
        yield _("rows in another order") if self.reordered else ""
        names = ", ".join(_(SPECS[key].heading) for key in self.assumptions)
        yield _("assumptions changed: {names}").format(names=names) if names else ""
        yield _("title changed") if self.title else ""
        yield _("other parts changed: {names}").format(names=", ".join(self.sections)) if self.sections else ""


def _counted(count: int, sentence: str) -> str:
    return sentence.format(n=count) if count else ""


def differences(before: State, after: State) -> Differences:
    """Return how a version differs from an earlier one."""
    old, new = before.plan, after.plan
    shared = [row for row in old.rows.ids if row in new.rows.positions]
    kept = [row for row in new.rows.ids if row in old.rows.positions]
    return Differences(
        gone=old.subset(row for row in old.rows.ids if row not in new.rows.positions),
        new=new.subset(row for row in new.rows.ids if row not in old.rows.positions),
        cells=(*_changed_cells(old, new, kept), *_changed_extras(old, new, kept)),
        reordered=shared != kept,
        assumptions=tuple(key for key in SPECS if before.assumptions.entry(key) != after.assumptions.entry(key)),
        sections=tuple(
            name
            for name in sorted({*before.sections, *after.sections})
            if before.sections.get(name) != after.sections.get(name)
        ),
        title=old.title != new.title,
    )


def _changed_cells(old: Plan, new: Plan, rows: Sequence[RowId]) -> Iterator[CellDifference]:
    for key in KEYS:
        if old.columns.get(key) is not new.columns.get(key) or old.rows is not new.rows:
            pairs = zip(rows, old.cells(rows, key), new.cells(rows, key), strict=True)
            yield from (CellDifference(row, key, a, b) for row, a, b in pairs if a != b or type(a) is not type(b))


def _changed_extras(old: Plan, new: Plan, rows: Sequence[RowId]) -> Iterator[CellDifference]:
    was_at, is_at = old.rows.of(rows), new.rows.of(rows)
    for heading in dict.fromkeys((*old.extras, *new.extras)):
        was, now = old.extras.get(heading), new.extras.get(heading)
        for row, i, j in zip(rows, was_at, is_at, strict=True):
            a, b = was[i] if was else None, now[j] if now else None
            if a != b or type(a) is not type(b):
                yield CellDifference(row, heading, a, b, extra=True)

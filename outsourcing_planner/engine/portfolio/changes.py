"""Changes of cells as values, and how long work tells its progress and hears that it is no longer wanted."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from outsourcing_planner.domain.cells import Cell
from outsourcing_planner.domain.errors import PlannerError
from outsourcing_planner.domain.plan import Column, Plan, RowId
from outsourcing_planner.text import _

Progress = Callable[[float, str], None]
Cancelled = Callable[[], bool]

BLOCK: Final = 32_768
"""Rows that are costed in one call; memory stays bounded however many variants there are."""


class PortfolioCancelledError(PlannerError):
    """The person who asked changed their mind; nothing was changed."""

    def __init__(self) -> None:
        super().__init__(_("Cancelled; nothing was changed."))


@dataclass(frozen=True, slots=True)
class CellChange:
    """Cells for one field of some rows; the window makes one ``SetCells`` of it."""

    key: str
    rows: tuple[RowId, ...]
    cells: tuple[Cell, ...]


def changed(plan: Plan, changes: Iterable[CellChange]) -> Plan:
    """Return the plan with the cells of all changes put in, later ones over earlier ones."""
    for change in changes:
        plan = plan.with_cells(change.rows, change.key, change.cells)
    return plan


def differing(plan: Plan, key: str, rows: Sequence[RowId], cells: Sequence[Cell]) -> CellChange | None:
    """Return a change of only those cells that differ from the plan, None where none does."""
    old = plan.cells(rows, key)
    kept = [(row, cell) for row, cell, was in zip(rows, cells, old, strict=True) if cell != was]
    return CellChange(key, tuple(row for row, _cell in kept), tuple(cell for _row, cell in kept)) if kept else None


def stacked(plan: Plan, variants: Sequence[Mapping[str, Column]]) -> Plan:
    """Return one plan with the rows of all variants, one variant after the other; each gives its other columns."""
    keys = dict.fromkeys((*plan.columns, *(key for variant in variants for key in variant)))
    return Plan.from_columns(
        {key: tuple(cell for variant in variants for cell in variant.get(key, plan.column(key))) for key in keys}
    )


def silent(share: float, what: str) -> None:
    """Hear progress and say nothing."""


def wanted() -> bool:
    """Say that the work is not cancelled."""
    return False


@dataclass(frozen=True, slots=True)
class Watch:
    """Who hears the progress of long work (a share from 0 to 1 and what is done) and who may cancel it."""

    progress: Progress = silent
    cancelled: Cancelled = wanted

    def tell(self, share: float, what: str) -> None:
        """Report progress; raise PortfolioCancelledError where the work is no longer wanted."""
        if self.cancelled():
            raise PortfolioCancelledError
        self.progress(share, what)


QUIET = Watch()

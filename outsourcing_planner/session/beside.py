"""Where the functions of a plan stand in a workbook of the user's: for columns beside the user's own rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from outsourcing_planner.domain.plan import Plan, RowId
from outsourcing_planner.io.add_to_copy import Beside
from outsourcing_planner.io.importing.again import match_again
from outsourcing_planner.io.read_workbook import Imported
from outsourcing_planner.session.imported_base import base_for, layout_of


@dataclass(frozen=True)
class Found:
    """Where the functions stand, and those of the plan that stand nowhere in the sheet."""

    beside: Beside
    missing: tuple[RowId, ...]


def find_rows(found: Imported, plan: Plan, sections: Mapping[str, Any], name: str) -> Found:
    """Return the sheet row of each function of the plan in a sheet that was read.

    The sheet as it was when it was imported tells it, so functions may have been renamed, sorted, removed and added
    since; without that (another sheet, a plan of older date) functions are known by their names.
    """
    base = base_for(sections, layout_of(found), name)
    rows: dict[RowId, int] = {}
    at = found.plan.rows.positions
    if base is not None and base.whole:
        known = {row for row in base.plan.rows.ids if row in plan.rows.positions}
        pairs = match_again(base.plan, found.plan, base.id_heading).pairs
        rows = {mine: found.source_rows[at[theirs]] for mine, theirs in pairs if mine in known}
    left = [row for row in plan.rows.ids if row not in rows]
    if left:
        taken = set(rows.values())
        free = [row for row in found.plan.rows.ids if found.source_rows[at[row]] not in taken]
        for mine, theirs in match_again(plan.subset(left), found.plan.subset(free)).pairs:
            rows[mine] = found.source_rows[at[theirs]]
    missing = tuple(row for row in plan.rows.ids if row not in rows)
    return Found(Beside(found.sheet, found.header_rows[1], rows), missing)

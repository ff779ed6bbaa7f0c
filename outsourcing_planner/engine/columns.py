"""From cells to numpy columns. Blank and invalid cells become NaN or the empty text; a plan is never changed."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from outsourcing_planner.domain.cells import Cell
from outsourcing_planner.domain.fields import FIELDS, Field, Kind
from outsourcing_planner.domain.plan import Column, Plan

Array = npt.NDArray[np.generic]
Columns = Mapping[str, Array]

WORDS = ("function", "department", "description", "owner", "notes", "decision_reason", "vendor", "role_mix")
"""Texts that no formula reads; they are not made into columns."""


_PLAIN = {float, type(None)}
"""Types of a column in which every cell is a number or blank: numpy reads it at once, None as NaN."""


def input_columns(plan: Plan) -> dict[str, Array]:
    """Return one array of shape (n, 1) for each field that formulas read."""
    return {field.key: column_of(field, plan)[:, None] for field in FIELDS if field.key not in WORDS}


def narrow_columns(plan: Plan) -> dict[str, Array]:
    """Return the columns of ``input_columns`` and the role mixes, shape (n, 1), or (1, 1) where all rows are blank."""
    blank = Plan.from_columns({"function": (None,)})
    columns = {
        field.key: column_of(field, plan if field.key in plan.columns else blank)[:, None]
        for field in FIELDS
        if field.key not in WORDS
    }
    mixes = plan.columns.get("role_mix", (None,))
    objects = np.empty((len(mixes), 1), dtype=object)
    objects[:, 0] = [cell if isinstance(cell, str) else None for cell in mixes]
    return {**columns, "role_mix": objects}


def column_of(field: Field, plan: Plan) -> Array:
    """Return the array of one field, shape (n,): float64 with NaN, or text with "" (yes / no as these words)."""
    cells = plan.columns.get(field.key)
    if field.numeric:
        return numbers(cells, len(plan))
    if cells is None:
        return np.full(len(plan), "", dtype="U1")
    if field.kind is Kind.YES_NO:
        return np.array([_word(cell) for cell in cells] or [""], dtype=np.str_)[: len(cells)]
    return np.array([cell if type(cell) is str else "" for cell in cells] or [""], dtype=np.str_)[: len(cells)]


def numbers(cells: Column | None, count: int) -> npt.NDArray[np.float64]:
    """Return the typed numbers of a column, NaN elsewhere."""
    if cells is None:
        return np.full(count, np.nan)
    if set(map(type, cells)) <= _PLAIN:
        return np.array(cells, dtype=np.float64)
    nan = float("nan")
    return np.fromiter((cell if type(cell) is float else nan for cell in cells), np.float64, count)


def words(plan: Plan, key: str) -> list[str | None]:
    """Return the texts of a field, None where blank."""
    return [cell if isinstance(cell, str) else None for cell in plan.column(key)]


def _word(cell: Cell) -> str:
    return {True: "yes", False: "no"}.get(cell, "") if isinstance(cell, bool) else ""

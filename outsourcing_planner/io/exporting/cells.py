"""What stands in cells: inputs as typed, the classifier's values, the names of functions on other sheets."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from outsourcing_planner.domain.cells import Cell, Invalid
from outsourcing_planner.domain.fields import Field, Kind
from outsourcing_planner.io.exporting.book import FUNCTIONS, Book
from outsourcing_planner.io.exporting.row_writer import BodyColumn


def cells_of(cells: Sequence[Cell], field: Field | None) -> list[Any]:
    """Return what stands in the cells of an input: numbers, texts, yes / no; what is not valid as it was typed."""
    is_yes_no = field is not None and field.kind is Kind.YES_NO

    def cell(value: Cell) -> object:
        if isinstance(value, Invalid):
            return value.raw
        if isinstance(value, bool) and is_yes_no:
            return "yes" if value else "no"
        return value

    return [cell(value) for value in cells]


def advice_values(column: npt.NDArray[Any]) -> Any:  # noqa: ANN401 - floats stay an array, others become a list
    """Return the values of a column of the classifier as they stand in cells."""
    if column.dtype.kind == "f":
        return column
    if column.dtype.kind == "b":
        return ["yes" if value else "no" for value in column.tolist()]
    return [_joined(value) for value in column.tolist()]


def _joined(value: object) -> str:
    if isinstance(value, tuple | list | frozenset | set):
        return ", ".join(str(part).replace("_", " ") for part in value)
    return "" if value is None else str(value)


def function_column(book: Book, style: int) -> BodyColumn:
    """Return the column that shows the function's name on other sheets."""
    names = [value if isinstance(value, str) else "" for value in cells_of(book.plan.column("function"), None)]
    return BodyColumn(style, names, f'={FUNCTIONS}!A{book.layout.first}&""')


def aligned(cells: BodyColumn) -> dict[str, str]:
    """Return the alignment of a heading: right above numbers."""
    is_number = isinstance(cells.values, np.ndarray) and cells.values.dtype.kind == "f"
    return {"align": "right"} if is_number else {}

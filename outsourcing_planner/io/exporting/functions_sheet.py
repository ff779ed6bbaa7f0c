"""The Functions sheet: inputs as typed, every computed column as one live formula with its cached values."""

from typing import Any

import numpy as np
import numpy.typing as npt

from outsourcing_planner.domain.fields import Kind
from outsourcing_planner.engine.expressions import Expr
from outsourcing_planner.engine.formula import Sheet
from outsourcing_planner.engine.measures import MEASURES, Format, Shape
from outsourcing_planner.io.exporting import groups, months_sheet
from outsourcing_planner.io.exporting.book import Book
from outsourcing_planner.io.exporting.cells import advice_values, cells_of
from outsourcing_planner.io.exporting.dated import is_root, while_true
from outsourcing_planner.io.exporting.layout import ADVICE, FIRST_ROW, Col, Layout, shapes
from outsourcing_planner.io.exporting.rate_tables import OF_COLUMN, RateTables
from outsourcing_planner.io.exporting.row_writer import Body, BodyColumn
from outsourcing_planner.io.exporting.style import FORMULA, GIVEN, INPUT, TEXT, input_format
from outsourcing_planner.io.exporting.timeline_sheet import name_of


def reference(layout: Layout) -> "dict[str, str | Expr]":
    """Return for every key what formulas of the first row write in its place."""
    form = shapes()
    found: dict[str, str | Expr] = {"month": name_of("month")}
    for key, measure in MEASURES.measures.items():
        if form[key] is Shape.MONTHLY:
            found[key] = measure.tree
        elif form[key] is Shape.TIMELINE:
            found[key] = name_of(key)
    found.update({column.key: layout.cell(column.key) for column in layout.columns if not column.key.endswith(":read")})
    return found


def never_blank(book: Book) -> frozenset[str]:
    """Return the keys that always have a value."""
    timeline = {key for key, shape in shapes().items() if shape is Shape.TIMELINE}
    always = {key for key, measure in MEASURES.measures.items() if measure.always}
    return frozenset((*always, *timeline, *book.scalars, "month"))


def writer_for(book: Book) -> Sheet:
    """Return what writes formulas for the first row of the Functions sheet."""
    known = reference(book.layout)
    return Sheet(lambda key: known[key] if key in known else key.removesuffix("_default"), never_blank(book))


def functions_body(book: Book, tables: RateTables) -> Body:
    """Return the rows of the sheet."""
    writer = writer_for(book)
    body = Body(FIRST_ROW, count=book.count)
    for column in book.layout.columns:
        body.columns.append(_body_column(book, column, writer, tables))
    live = (column.key for column, cells in zip(book.layout.columns, body.columns, strict=True) if cells.formula)
    book.where["live_columns"] = "\n".join(live)
    return body


def _body_column(book: Book, column: Col, writer: Sheet, tables: RateTables) -> BodyColumn:
    look, layout = book.look, book.layout
    if column.field is not None:
        return BodyColumn(
            look.index(INPUT, input_format(column.field), **_wrapped(column)),
            cells_of(book.plan.column(column.key), column.field),
        )
    if column.key.startswith("extra:"):
        return BodyColumn(look.index(TEXT), cells_of(book.plan.extras[column.key.removeprefix("extra:")], None))
    if column.reads:
        return BodyColumn(look.index(FORMULA), book.inputs[column.reads], _read_formula(layout, column.reads))
    if column.key in ADVICE:
        number = look.number(ADVICE[column.key][2])
        return BodyColumn(look.index(GIVEN, number), advice_values(book.columns[column.key]))
    if column.key == "place_row":
        return BodyColumn(look.index(FORMULA, "0"), _place_rows(book, tables), _place_formula(layout))
    if column.key.startswith("group:"):
        return _group_column(book, column)
    return _measure_column(book, column, writer)


def _measure_column(book: Book, column: Col, writer: Sheet) -> BodyColumn:
    assert column.measure is not None  # noqa: S101 - the other kinds of column are dealt with
    measure, values = column.measure, book.columns[column.key]
    number = book.look.number(measure.format)
    if measure.key in OF_COLUMN or measure.key == "rate_library":
        return BodyColumn(book.look.index(FORMULA, number), values, _rate_formula(book.layout, measure.key))
    if measure.key == "exchange_used":
        return BodyColumn(book.look.index(FORMULA, "#,##0.0000"), values, _exchange_formula(book.layout))
    if measure.is_lookup and measure.key not in ("payback_months", "irr"):
        return BodyColumn(book.look.index(GIVEN, number), advice_values(values))
    if measure.is_lookup:
        formula = months_sheet.formula_of(measure.key, book) if book.is_monthly else ""
        return BodyColumn(book.look.index(FORMULA if formula else GIVEN, number), values, formula)
    if is_root(book, measure.key):
        return BodyColumn(book.look.index(GIVEN, number), values)
    if measure.format is Format.SCORE and measure.key not in ("knowledge", "fit"):
        number = "0.#"
    formula = while_true(book, measure.key, writer.write(measure.tree, always=measure.always))
    return BodyColumn(book.look.index(FORMULA, number), values, formula)


def _read_formula(layout: Layout, key: str) -> str:
    raw = f"{layout.by_key[key].letters}{layout.first}"
    field = layout.by_key[key].field
    if field is not None and field.numeric:
        return f'=IF(ISNUMBER({raw}),{raw},"")'
    if field is not None and field.kind is Kind.YES_NO:
        return f'=IF(OR({raw}="yes",{raw}="no"),{raw},"")'
    return f'=IF(SUMPRODUCT(({key}_choices={raw})*1)=0,"",{raw})'


def _place_formula(layout: Layout) -> str:
    country = layout.cell("country_used")
    return f'=IF({country}="","",IFERROR(MATCH({country},places,0),1))'


def _place_rows(book: Book, tables: RateTables) -> npt.NDArray[np.float64]:
    row = {name.casefold(): float(at) for at, name in enumerate(tables.places, start=1)}
    return np.array([row.get(str(name).casefold(), 1.0) if name else np.nan for name in book.columns["country_used"]])


def _rate_formula(layout: Layout, key: str) -> str:
    place = layout.cell("place_row")
    blank = f'OR({place}="",library_factor="")'
    if key in OF_COLUMN:
        price = f'INDEX(rate_value,INDEX(place_prices,{place},MATCH("{OF_COLUMN[key]}",price_kinds,0)))'
        return f'=IF({blank},"",IF({price}="","",{price}*library_factor))'
    kind = f'IF({layout.cell("decision_effective")}="KPO"," KPO"," BPO")'
    wanted = f"MATCH({layout.cell('pricing_used')}&{kind},price_kinds,0)"
    other = f'OR({layout.cell("pricing_used")}="seat",ISNA({wanted}))'
    price = f"INDEX(rate_value,INDEX(place_prices,{place},{wanted}))"
    return f'=IF({blank},"",IF({other},"",IF({price}="","",{price}*library_factor)))'


def _exchange_formula(layout: Layout) -> str:
    """Return the rate of the row's currency from the assumptions; "" for the plan's own or where none is given."""
    code = layout.cell("currency")
    found = f'INDEX(assumption_values,MATCH("exchange_"&LOWER({code}),assumption_names,0))'
    none = f'OR({code}="",{code}=plan_currency,NOT(EXACT({code},UPPER({code}))))'
    return f'=IF({none},"",IFERROR(IF({found}>0,{found},""),""))'


def _group_column(book: Book, column: Col) -> BodyColumn:
    key = column.key.removeprefix("group:")
    return BodyColumn(book.look.index(FORMULA), groups.values_of(book, key), groups.formula_of(book, key))


def _wrapped(column: Col) -> dict[str, Any]:
    return {"bold": True} if column.key == "function" else {}

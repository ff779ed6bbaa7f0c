"""The head of the Functions sheet: title, groups, units, the table, drop-downs, limits and notes on the inputs."""

from typing import Any, Final

from outsourcing_planner.domain.fields import Field, Kind
from outsourcing_planner.engine.measures import Format
from outsourcing_planner.io.exporting.book import FUNCTIONS, Book, formula_cell, page, text_cell
from outsourcing_planner.io.exporting.dated import changed_since, roots
from outsourcing_planner.io.exporting.functions_sheet import functions_body
from outsourcing_planner.io.exporting.layout import ADVICE, FIRST_ROW, MORE_INPUTS, Col
from outsourcing_planner.io.exporting.lists_sheet import CHOICES
from outsourcing_planner.io.exporting.printing import column_breaks
from outsourcing_planner.io.exporting.rate_tables import RateTables
from outsourcing_planner.io.exporting.row_writer import letters
from outsourcing_planner.io.exporting.style import BAD, BAD_FILL, CLASS_COLOURS, WARN, WARN_FILL
from outsourcing_planner.text import _

TABLE: Final = "FunctionsTable"
HEAD: Final = FIRST_ROW - 1
UNIT: Final = HEAD - 1
PART: Final = HEAD - 2
SUM: Final = HEAD - 3
"""Row of the totals above the headings, where they stay in sight however long the table is."""
_WIDE: Final = {
    "function": 34,
    "department": 18,
    "description": 34,
    "owner": 16,
    "notes": 24,
    "decision_reason": 24,
    "country": 18,
    "country_used": 18,
    "gate": 20,
    "flags": 24,
    "decision_effective": 13,
    "pricing": 18,
    "pricing_used": 18,
}
_SCALE: Final = 58
_PAPER: Final = 1118.0
"""Width in points that A3 landscape leaves between its margins."""
SUMMED: Final = (
    "fte_used",
    "seats",
    "in_house",
    "avoidable",
    "bpo_year",
    "kpo_year",
    "charge",
    "one_off",
    "npv",
    "avoided_term",
    "outlay_term",
    "saving_term",
    "run_rate_saving",
    "tco",
)
_NOT_PRINTED: Final = (MORE_INPUTS, "Workings", "Your columns")
_PART_FILL: Final = {"Workings": "#8793A1", "Your columns": "#6B7A57"}
_INPUT_HEAD: Final = "#3A5F94"


def write_functions(book: Book, tables: RateTables) -> None:
    """Write the sheet with all rows."""
    sheet, look = book.sheet(FUNCTIONS), book.look
    text_cell(sheet, 0, 0, _("Functions"), look.title())
    text_cell(
        sheet,
        0,
        1,
        _(
            "Blue on yellow is yours to change, black is a formula, violet italics are given by the "
            "classifier or a library. A blank input takes what its note says."
        ),
        look.subtitle(),
    )
    for column in book.layout.columns:
        _head_of(book, column)
    sheet.stream(functions_body(book, tables))
    _table(book)
    _conditions(book)
    sheet.set_row(HEAD, 44)
    sheet.freeze_panes(FIRST_ROW, 1)
    _print(book)


def _head_of(book: Book, column: Col) -> None:
    sheet, look = book.sheet(FUNCTIONS), book.look
    fill = _PART_FILL.get(column.part, _INPUT_HEAD if column.field else "#1F3A5F")
    # The name of the functions is repeated on every page; the name of its part would be wrong there.
    is_first = column.at == 1 or (column.at > 1 and book.layout.columns[column.at - 1].part != column.part)
    text_cell(
        sheet,
        PART,
        column.at,
        column.part if is_first else "",
        look.of(bold=True, font_color=fill, bottom=2, bottom_color=fill),
    )
    unit = column.unit.replace("money", book.assumptions.text("plan_currency"))
    text_cell(sheet, UNIT, column.at, unit, look.of(font_size=8, font_color="#626B76"))
    text_cell(sheet, HEAD, column.at, column.heading, look.head(bg_color=fill, **_aligned(column)))
    _sum(book, column)
    is_working = column.part == "Workings"
    sheet.set_column(column.at, column.at, _width(column), None, {"level": 1} if is_working else {})
    if column.field is not None:
        _validation(book, column, column.field)
        sheet.write_comment(HEAD, column.at, _note(column.field), {"x_scale": 1.8, "y_scale": 1.1, "font_size": 9})
    elif column.measure is not None:
        sheet.write_comment(HEAD, column.at, column.measure.help, {"x_scale": 1.8, "y_scale": 0.8, "font_size": 9})
    elif column.key in ADVICE:
        note = _("A value of the classifier or the wage library at the time of the export; not a formula.")
        sheet.write_comment(HEAD, column.at, note, {"x_scale": 1.8, "y_scale": 0.8, "font_size": 9})


def _aligned(column: Col) -> dict[str, str]:
    """Return the alignment of a heading: that of the numbers below it."""
    if column.field is not None:
        return {"align": "right"} if column.field.numeric else {}
    texts = (Format.TEXT, Format.YES_NO)
    fmt = column.measure.format if column.measure else ADVICE[column.key][2] if column.key in ADVICE else Format.TEXT
    return {} if fmt in texts else {"align": "right"}


def _sum(book: Book, column: Col) -> None:
    """Write the sum of a column that adds up, above its heading."""
    sheet, look, layout = book.sheet(FUNCTIONS), book.look, book.layout
    if column.key == "function":
        text_cell(sheet, SUM, 0, _("Total"), look.of(bold=True))
    if column.key in SUMMED:
        at, number = column.letters, look.money() if column.unit.startswith("money") else "#,##0.0"
        cells = f"{at}{layout.first}:{at}{layout.last}"
        formula_cell(
            sheet,
            SUM,
            column.at,
            f"=ROUND(SUM({cells}),money_decimals)",
            look.of(bold=True, num_format=number),
            round(float(book.numbers(column.key).sum()), book.decimals),
        )


def _width(column: Col) -> float:
    longest = max((len(word) for word in column.heading.split()), default=6)
    return _WIDE.get(column.key.removeprefix("group:"), max(longest * 1.15 + 3.5, 15 if _is_money(column) else 11))


def _is_money(column: Col) -> bool:
    return "money" in column.unit


def _note(field: Field) -> str:
    parts = [field.help, _("Unit: {unit}.").format(unit=field.unit) if field.unit else ""]
    if field.low is not None and field.high is not None:
        parts.append(_("From {low:g} to {high:g}.").format(low=field.low, high=field.high))
    parts.append(_("Blank: {meaning}.").format(meaning=field.blank) if field.blank else "")
    return "\n".join(part for part in parts if part)


def _validation(book: Book, column: Col, field: Field) -> None:
    rule = _rule(field)
    if rule is None:
        return
    message = {"error_title": field.heading[:32], "error_message": _note(field)[:250], "ignore_blank": True}
    last = book.layout.last - 1
    book.sheet(FUNCTIONS).data_validation(FIRST_ROW, column.at, last, column.at, {**rule, **message})


def _rule(field: Field) -> dict[str, Any] | None:
    if field.numeric:
        kind = "integer" if field.whole else "decimal"
        if field.high is None:
            return {"validate": kind, "criteria": ">=", "value": field.low or 0}
        return {"validate": kind, "criteria": "between", "minimum": field.low, "maximum": field.high}
    if field.kind is Kind.YES_NO:
        return {"validate": "list", "source": ["yes", "no"]}
    if field.key == "country":
        return {"validate": "list", "source": "=places", "error_type": "warning"}
    if field.key in CHOICES:
        return {"validate": "list", "source": f"={field.key}_choices"}
    return None


def _table(book: Book) -> None:
    sheet, columns = book.sheet(FUNCTIONS), book.layout.columns
    heads = []
    for column in columns:
        fill = _PART_FILL.get(column.part, _INPUT_HEAD if column.field else "#1F3A5F")
        heads.append({"header": column.heading, "header_format": book.look.head(bg_color=fill, **_aligned(column))})
    sheet.add_long_table(HEAD, len(columns) - 1, book.layout.last - 1, {"name": TABLE, "style": None, "columns": heads})


def _conditions(book: Book) -> None:
    sheet, layout, add = book.sheet(FUNCTIONS), book.layout, book.workbook.add_format

    def rows(key: str) -> tuple[int, int, int, int]:
        at = layout.by_key[key].at
        return (layout.first - 1, at, layout.last - 1, at)

    for key in ("npv", "term_saving_share", "saving_of_in_house", "roi"):
        loss = {
            "type": "cell",
            "criteria": "<",
            "value": 0,
            "format": add({"font_color": BAD, "bg_color": BAD_FILL, "bold": True}),
        }
        sheet.conditional_format(*rows(key), loss)
    close = {
        "type": "cell",
        "criteria": "==",
        "value": '"yes"',
        "format": add({"font_color": WARN, "bg_color": WARN_FILL, "bold": True}),
    }
    sheet.conditional_format(*rows("close_call"), close)
    for key in roots(book):
        sheet.conditional_format(*rows(key), changed_since(book))
    for key in ("label", "decision_effective"):
        for label, colour in CLASS_COLOURS.items():
            shown = {
                "type": "cell",
                "criteria": "==",
                "value": f'"{label}"',
                "format": add({"font_color": colour, "bold": True}),
            }
            sheet.conditional_format(*rows(key), shown)


def _print(book: Book) -> None:
    sheet, columns = book.sheet(FUNCTIONS), book.layout.columns
    page(sheet, wide=0, repeat=(PART, HEAD))
    sheet.set_paper(8)
    sheet.set_print_scale(_SCALE)
    sheet.repeat_columns(0, 0)
    printed = [(column.part, _width(column)) for column in columns if column.part not in _NOT_PRINTED]
    sheet.set_v_pagebreaks(column_breaks(printed, _PAPER, _SCALE / 100))
    sheet.outline_settings(True, True, False, False)
    sheet.print_area(0, 0, book.layout.last - 1, len(printed) - 1)
    book.where["functions_last_column"] = letters(len(columns) - 1)

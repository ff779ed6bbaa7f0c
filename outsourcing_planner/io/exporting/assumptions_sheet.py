"""The Assumptions sheet: every plan-wide value with unit, range, source and grade, under the name formulas use."""

from typing import Final

from outsourcing_planner.domain.assumption_table import CONSTANTS, AssumptionSpec
from outsourcing_planner.domain.assumptions import SPECS
from outsourcing_planner.domain.fields import BY_KEY
from outsourcing_planner.engine.decision import weights_as_columns
from outsourcing_planner.engine.scheme_changes import WEIGHTS, as_mapping
from outsourcing_planner.io.exporting.book import ASSUMPTIONS, Book, headings, page, text_cell, widths
from outsourcing_planner.io.exporting.printing import lines_of
from outsourcing_planner.io.exporting.style import GIVEN, INPUT, TEXT
from outsourcing_planner.text import _

HEAD: Final = 4
_WIDTHS: Final = (34, 14, 24, 10, 10, 64, 8, 30)
_CUTS: Final = {"kind_cut": "BPO below, KPO from", **{f"size_step_{n}": f"Size score {n} from" for n in (2, 3, 4, 5)}}


def write_assumptions(book: Book) -> None:
    """Write the sheet and define one name per value."""
    sheet, look = book.sheet(ASSUMPTIONS), book.look
    widths(sheet, _WIDTHS)
    text_cell(sheet, 0, 0, _("Assumptions"), look.title())
    text_cell(
        sheet,
        1,
        0,
        _(
            "Change a yellow cell and the whole workbook follows. Formulas use the names in the last "
            "column. Grade A is official, B trade or adviser, C vendor, – ours."
        ),
        look.subtitle(),
    )
    heads = (
        _("Assumption"),
        _("Value"),
        _("Unit"),
        _("Low"),
        _("High"),
        _("Source"),
        _("Grade"),
        _("Name in formulas"),
    )
    headings(sheet, HEAD, heads, look.head())
    for at in (1, 3, 4):
        text_cell(sheet, HEAD, at, heads[at], look.head(align="right"))
    row = HEAD + 1
    words = (key for key, value in book.assumptions.values.items() if isinstance(value, str))
    book.where["assumption_words"] = ",".join(words)
    for group in dict.fromkeys(spec.group for spec in SPECS.values()):
        row = _group(book, row, group)
    _weights(book, row)
    sheet.freeze_panes(HEAD + 1, 1)
    page(sheet, repeat=(HEAD, HEAD))


def _group(book: Book, row: int, group: str) -> int:
    sheet, look = book.sheet(ASSUMPTIONS), book.look
    _band(book, row, _("Fixed numbers") if group == CONSTANTS else group)
    for spec in (spec for spec in SPECS.values() if spec.group == group):
        row += 1
        entry = book.assumptions.entry(spec.key)
        number = _number_format(spec)
        text_cell(sheet, row, 0, spec.heading, look.cell(TEXT))
        _value(book, row, spec, entry.value, number)
        text_cell(sheet, row, 2, _unit(book, spec.unit), look.cell(TEXT, font_color="#626B76"))
        for column, bound in ((3, entry.low), (4, entry.high)):
            if bound is None:
                sheet.write_blank(row, column, None, look.cell(TEXT))
            else:
                sheet.write_number(row, column, bound, look.cell(TEXT, number))
        text_cell(sheet, row, 5, entry.source, look.cell(TEXT, text_wrap=True))
        sheet.set_row(row, 3 + 12.75 * lines_of(entry.source, round(_WIDTHS[5] * 1.1)))
        text_cell(sheet, row, 6, entry.grade, look.cell(TEXT, align="center"))
        _named(book, row, spec.key)
    return row + 1


def _value(book: Book, row: int, spec: AssumptionSpec, value: float | str, number: str) -> None:
    sheet = book.sheet(ASSUMPTIONS)
    if isinstance(value, str):
        text_cell(sheet, row, 1, value, book.look.cell(INPUT, align="right"))
        return
    sheet.write_number(row, 1, value, book.look.cell(INPUT, number))
    _limits(book, row, spec)


def _limits(book: Book, row: int, spec: AssumptionSpec) -> None:
    low = -1e12 if spec.minimum is None else spec.minimum
    high = 1e12 if spec.maximum is None else spec.maximum
    book.sheet(ASSUMPTIONS).data_validation(
        row,
        1,
        row,
        1,
        {
            "validate": "integer" if spec.whole else "decimal",
            "criteria": "between",
            "minimum": low,
            "maximum": high,
            "error_title": spec.heading[:32],
            "error_message": _("A number from {low:g} to {high:g}, please.").format(low=low, high=high),
        },
    )


def _named(book: Book, row: int, key: str) -> None:
    text_cell(book.sheet(ASSUMPTIONS), row, 7, key, book.look.cell(TEXT, font_color="#626B76"))
    book.where[key] = f"{ASSUMPTIONS}!$B${row + 1}"
    book.workbook.define_name(key, f"={ASSUMPTIONS}!$B${row + 1}")


def _band(book: Book, row: int, name: str) -> None:
    form = book.look.of(bold=True, font_color="#1F3A5F", bg_color="#EAF0F7")
    for column in range(len(_WIDTHS)):
        text_cell(book.sheet(ASSUMPTIONS), row, column, name if column == 0 else "", form)


def _weights(book: Book, row: int) -> None:
    sheet, look = book.sheet(ASSUMPTIONS), book.look
    _band(book, row, _("Weights and cut-offs of the classification"))
    for key, value in weights_as_columns(book.libraries.scheme).items():
        row += 1
        text_cell(sheet, row, 0, _weight_name(key), look.cell(TEXT))
        sheet.write_number(row, 1, value, look.cell(INPUT, "0.0#"))
        text_cell(
            sheet, row, 2, "FTE" if key.startswith("size_") else _("points"), look.cell(TEXT, font_color="#626B76")
        )
        for column in (3, 4):
            sheet.write_blank(row, column, None, look.cell(TEXT))
        text_cell(sheet, row, 5, _("weights of this program; each set sums to 100"), look.cell(TEXT, text_wrap=True))
        text_cell(sheet, row, 6, "–", look.cell(TEXT, align="center"))
        _named(book, row, key)
    row = _settings(book, row + 1)
    book.where["assumptions_last"] = str(row + 1)
    for name, at in (("assumption_values", "B"), ("assumption_names", "H")):
        book.workbook.define_name(name, f"={ASSUMPTIONS}!${at}${HEAD + 2}:${at}${row + 1}")


SETTING: Final = "scheme."
"""Begins the names of settings that no formula reads."""


def _settings(book: Book, row: int) -> int:
    """Write the further cut-offs of the classifier: no formula reads them, but they come back with the plan."""
    sheet, look = book.sheet(ASSUMPTIONS), book.look
    _band(book, row, _("Further cut-offs of the classification: they count when the workbook is imported again"))
    known = {"kind_cut", "size_steps", *WEIGHTS}
    quiet = look.cell(TEXT, font_color="#626B76")
    for name, value in as_mapping(book.libraries.scheme).items():
        if name not in known:
            row += 1
            text_cell(sheet, row, 0, name.replace("_", " ").capitalize(), look.cell(TEXT))
            sheet.write_number(row, 1, value, look.cell(GIVEN, "0.0###"))
            for column in range(2, 7):
                sheet.write_blank(row, column, None, look.cell(TEXT))
            text_cell(sheet, row, 7, SETTING + name, quiet)
    return row


def _weight_name(key: str) -> str:
    for prefix, words in (("knowledge_weight_", _("Knowledge weight")), ("fit_weight_", _("Fit weight"))):
        if key.startswith(prefix):
            name = key.removeprefix(prefix)
            return f"{words}: {BY_KEY[name].heading if name in BY_KEY else _('Size')}"
    return _CUTS.get(key, key)


def _unit(book: Book, unit: str) -> str:
    return unit.replace("money", book.assumptions.text("plan_currency"))


def _number_format(spec: AssumptionSpec) -> str:
    if isinstance(spec.value, str):
        return ""
    if spec.key == "share_tolerance":
        return "0.000000"
    if "share" in spec.unit or (spec.unit == "per year" and spec.key != "paid_hours"):
        return "0.0#%"
    return "#,##0.0#" if not spec.whole and spec.unit in ("weeks", "FTE / seat", "h / day") else "#,##0"

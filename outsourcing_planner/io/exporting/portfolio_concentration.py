"""The Concentration sheet: shares and HHI by country, distance, pricing and provider, sensitive work, a lost site."""

from typing import Final

import numpy as np
import numpy.typing as npt

from outsourcing_planner.engine.portfolio.concentration import SENSITIVE
from outsourcing_planner.engine.portfolio.study import names_of
from outsourcing_planner.io.exporting.book import CONCENTRATION, Book, formula_cell, page, text_cell, widths
from outsourcing_planner.io.exporting.portfolio_parts import (
    BLUE,
    area,
    bar_axes,
    live_head,
    place,
    section,
    small_font,
    table,
)
from outsourcing_planner.io.exporting.style import FORMULA, INPUT, TEXT
from outsourcing_planner.text import _

MOST: Final = 40
_BLANK: Final = "(none named)"
_NAMED: Final = 4
Texts = npt.NDArray[np.object_]


def write_concentration(book: Book) -> None:
    """Write a table for each grouping, with live shares, and the chart of the countries beside them."""
    sheet = book.sheet(CONCENTRATION)
    text = _(
        "Shares are of the yearly charge of what leaves the house. "
        "HHI is the sum of the squared shares: 1 is all in one."
    )
    row = live_head(book, CONCENTRATION, text)
    countries = row
    for key, title in (
        ("country_used", _("Country")), ("delivery_location", _("Distance")), ("pricing_used", _("Pricing")),
        ("vendor", _("Provider")),
    ):  # fmt: skip
        groups = _groups(book, key)
        if key == "vendor" and [name for name, _charge, _count in groups] in ([], [_BLANK]):
            continue
        end = _table(book, row, key, title, groups)
        if key == "country_used":
            _chart(book, countries, row, end)
        row = end + 2
    row = _sensitive(book, row)
    _lost(book, row)
    widths(sheet, (34, 18, 12, 12, 16, 16, 16, 60))
    sheet.freeze_panes(3, 1)
    page(sheet)


def _names(book: Book, key: str) -> Texts:
    if key == "vendor":
        cells = [cell if isinstance(cell, str) else _BLANK for cell in book.plan.column(key)]
        return np.array(cells, dtype=object)
    return np.array([str(name) or _BLANK for name in book.columns[key]], dtype=object)


def _charges(book: Book) -> npt.NDArray[np.float64]:
    return np.where(book.numbers("outsourced") > 0, book.numbers("charge"), 0.0)


def _groups(book: Book, key: str) -> list[tuple[str, float, int]]:
    """Return name, charge and functions of each group that is paid for, the largest first."""
    names, charges = _names(book, key), _charges(book)
    found = [
        (str(name), float(charges[names == name].sum()), int(((names == name) & (charges > 0)).sum()))
        for name in sorted(set(names[charges > 0]))
    ]
    return sorted(found, key=lambda group: (-group[1], group[0]))[:MOST]


def _match(book: Book, key: str, name: str, row: int) -> str:
    area_of = book.layout.range(key)
    return f'({area_of}="")*1' if name == _BLANK else f"({area_of}=$A{row + 1})*1"


def _table(book: Book, row: int, key: str, title: str, groups: list[tuple[str, float, int]]) -> int:
    """Write one grouping; return the row of its total."""
    sheet, look, of = book.sheet(CONCENTRATION), book.look, book.layout.range
    for at, heading in enumerate((title, _("Charge, a year"), _("Share"), _("Functions"))):
        text_cell(sheet, row, at, heading, look.head(align="right") if at else look.head())
    first, whole = row + 2, sum(charge for _name, charge, _count in groups)
    last = row + 1 + len(groups)
    for name, charge, count in groups:
        row += 1
        text_cell(sheet, row, 0, name, look.cell(TEXT))
        match = _match(book, key, name, row)
        paid = f"SUMPRODUCT({match},({of('outsourced')}>0)*1,{of('charge')})"
        formula_cell(sheet, row, 1, f"={paid}", look.cell(FORMULA, look.whole()), charge)
        share = f"=IF(SUM(B${first}:B${last})>0,B{row + 1}/SUM(B${first}:B${last}),0)"
        formula_cell(sheet, row, 2, share, look.cell(FORMULA, "0.0%"), charge / whole if whole else 0.0)
        counted = f"=SUMPRODUCT({match},({of('outsourced')}>0)*1,ISNUMBER({of('charge')})*1)"
        formula_cell(sheet, row, 3, counted, look.cell(FORMULA, "0"), count)
    row += 1
    shares = [charge / whole if whole else 0.0 for _name, charge, _count in groups]
    text_cell(sheet, row, 0, _("All, and the HHI"), look.total())
    formula_cell(sheet, row, 1, f"=SUM(B{first}:B{last})", look.total(look.whole()), whole)
    hhi = f"=SUMPRODUCT(C{first}:C{last},C{first}:C{last})"
    formula_cell(sheet, row, 2, hhi, look.total("0.000"), sum(share**2 for share in shares))
    formula_cell(sheet, row, 3, f"=SUM(D{first}:D{last})", look.total("0"), sum(count for _n, _c, count in groups))
    return row


def _chart(book: Book, top: int, head: int, end: int) -> None:
    count = end - head - 1
    if count <= 0:
        return
    chart = book.workbook.add_chart({"type": "bar"})
    chart.add_series({
        "name": _("Share"), "categories": area(CONCENTRATION, 0, head + 1, end - 1),
        "values": area(CONCENTRATION, 2, head + 1, end - 1), "fill": {"color": BLUE}, "border": {"none": True},
        "gap": 45, "data_labels": {"value": True, "num_format": "0%", "font": small_font()},
    })  # fmt: skip
    place(book, CONCENTRATION, chart, _("Where the money goes"), (top, 5), (560, 110 + 26 * min(count, 14)),
          *bar_axes("0%", min=0), "none")  # fmt: skip


def _sensitive(book: Book, row: int) -> int:
    """Write how much sensitive work leaves, by country; the score from which it counts is an input."""
    sheet, look, of = book.sheet(CONCENTRATION), book.look, book.layout.range
    row = section(book, sheet, row, _("Sensitive functions that leave"), 4)
    text_cell(sheet, row, 0, _("Exposure or data sensitivity from"), look.cell(TEXT))
    sheet.write_number(row, 1, SENSITIVE, look.cell(INPUT, "0.0"))
    limit = f"$B${row + 1}"
    row += 1
    for at, heading in enumerate((_("Country"), _("Charge, a year"), _("Share"), _("Functions"))):
        text_cell(sheet, row, at, heading, look.head(align="right") if at else look.head())
    scores = [f"ISNUMBER({of(key)})*({of(key)}>={limit})" for key in ("exposure_used", "data_sensitivity_used")]
    is_sensitive = f"(({scores[0]}+{scores[1]})>0)*({of('outsourced')}>0)"
    charges = _charges(book)
    mine = np.any([book.numbers(key) >= SENSITIVE for key in ("exposure_used", "data_sensitivity_used")], axis=0)
    mine &= book.numbers("outsourced") > 0
    names, whole = _names(book, "country_used"), float(charges.sum())
    for name, _charge, _count in _groups(book, "country_used"):
        row += 1
        here = mine & (names == name)
        match = _match(book, "country_used", name, row)
        text_cell(sheet, row, 0, name, look.cell(TEXT))
        paid = f"=SUMPRODUCT({match},{is_sensitive},{of('charge')})"
        formula_cell(sheet, row, 1, paid, look.cell(FORMULA, look.whole()), float(charges[here].sum()))
        total = f"SUMPRODUCT(({of('outsourced')}>0)*1,{of('charge')})"
        formula_cell(sheet, row, 2, f"=IF({total}>0,B{row + 1}/{total},0)", look.cell(FORMULA, "0.0%"),
                     float(charges[here].sum()) / whole if whole else 0.0)  # fmt: skip
        formula_cell(sheet, row, 3, f"=SUMPRODUCT({match},{is_sensitive})", look.cell(FORMULA, "0"), int(here.sum()))
    return row + 2


def _lost(book: Book, row: int) -> None:
    """Write what losing each country's sites costs, as the program worked it out."""
    if book.study is None or not book.study.lost:
        return
    sheet, look, names = book.sheet(CONCENTRATION), book.look, names_of(book.source)
    row = section(book, sheet, row, _("A site is lost: what it costs"), 8)
    text = _("Worked out by the program on {when}; the provider delivers nothing and is not paid, the work is done "
             "elsewhere at a multiple of the cost avoided.")  # fmt: skip
    text_cell(sheet, row, 0, text.format(when=f"{book.created:%Y-%m-%d %H:%M}"), look.subtitle())
    headings = (
        _("Country"), _("Loss of NPV"), _("From month"), _("Months"), _("NPV before"), _("NPV after"), _("Functions"),
        _("Which"),
    )  # fmt: skip
    whole = look.whole()
    lines = [
        (one.country, one.loss, float(one.from_month), float(one.months), one.npv_before, one.npv_after,
         float(len(one.functions)), _some([names.get(function, "") for function in one.functions]))
        for one in book.study.lost
    ]  # fmt: skip
    table(book, sheet, row + 1, headings, ("", whole, "0", "0", whole, whole, "0", ""), lines)


def _some(names: list[str]) -> str:
    return ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")

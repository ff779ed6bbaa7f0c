"""The four charts of the summary; each draws cells of this workbook and follows them."""

from typing import Any, Final

from xlsxwriter.chart import Chart

from outsourcing_planner.engine.totals import TOTALS
from outsourcing_planner.io.exporting import chart_data as data
from outsourcing_planner.io.exporting.book import CHART_DATA, SUMMARY, Book
from outsourcing_planner.io.exporting.bubble import add_bubble_chart
from outsourcing_planner.io.exporting.row_writer import letters
from outsourcing_planner.io.exporting.style import CLASS_COLOURS, FONT, HAIRLINE, INK, MUTED, NAVY
from outsourcing_planner.text import _

BEFORE, AFTER = "#A9B6C6", "#2F5DA8"
SIZES: Final = ((605, 340), (585, 340))
"""Left and right, in pixels: as wide as the tables below them."""
TOP: Final = 4 + len(TOTALS) + 2
"""First row of the charts, counted from 0: below the headline figures."""
_ROWS: Final = 17
ROW_HEIGHT: Final = 15.5
"""Of the rows behind the charts, in points: said, so that every program gives the charts the same room."""
SECOND: Final = TOP + _ROWS
"""First row of the second pair of charts, where a new page begins."""
PLACES: Final = ((TOP, 0), (TOP, 5), (TOP + _ROWS, 0), (TOP + _ROWS, 5))
END: Final = TOP + 2 * _ROWS + 1
"""First row below the charts, counted from 0."""


def write_charts(book: Book) -> None:
    """Put the charts on the summary: two beside each other under the headline, two on the next page."""
    for row in range(TOP, END):
        book.sheet(SUMMARY).set_row(row, ROW_HEIGHT)
    for chart, (row, column) in zip(
        (_before_after(book), _cash(book), _functions(book), _map(book)), PLACES, strict=True
    ):
        width, height = SIZES[1 if column else 0]
        chart.set_size({"width": width, "height": height})
        book.sheet(SUMMARY).insert_chart(row, column, chart, {"object_position": 2, "y_offset": 3})


def styled(chart: Chart, title: str, x: dict[str, Any], y: dict[str, Any], legend: str = "bottom") -> Chart:
    """Give a chart its title, axes and legend in the style of the workbook."""
    font = {"name": FONT, "size": 9, "color": MUTED}
    line = {"color": HAIRLINE, "width": 0.75}
    chart.set_title(
        {
            "name": title,
            "name_font": {"name": FONT, "size": 12, "bold": True, "color": NAVY},
            "overlay": False,
            "layout": {"x": 0.02, "y": 0.03},
        }
    )
    chart.set_x_axis({"num_font": font, "name_font": font, "line": line, **x})
    chart.set_y_axis(
        {
            "num_font": font,
            "name_font": font,
            "line": {"none": True},
            "major_gridlines": {"visible": True, "line": line},
            **y,
        }
    )
    chart.set_legend({"position": legend, "font": {"name": FONT, "size": 9, "color": INK}})
    chart.set_chartarea({"border": {"color": HAIRLINE}, "fill": {"color": "#FFFFFF"}})
    return chart


def _unit(book: Book) -> tuple[str, str]:
    """Return number format and name of the unit that suits the size of the plan's money."""
    largest = float(book.numbers("in_house").sum())
    currency = book.assumptions.text("plan_currency")
    if largest >= 2e6:
        return "#,##0.0,,", _("{currency} million").format(currency=currency)
    if largest >= 2e4:
        return "#,##0,", _("{currency} thousand").format(currency=currency)
    return "#,##0", currency


def _column(at: str, first: int, last: int, sheet: str) -> str:
    return f"='{sheet}'!${at}${first}:${at}${last}"


def _before_after(book: Book) -> Chart:
    chart = book.workbook.add_chart({"type": "column"})
    first, last = (int(part) for part in book.where["shown:department"].split(":"))
    last = min(last, first + 11)
    number, unit = _unit(book)
    for name, at, colour in ((_("Before"), "D", BEFORE), (_("After"), "E", AFTER)):
        chart.add_series(
            {
                "name": name,
                "categories": _column("A", first, last, SUMMARY),
                "values": _column(at, first, last, SUMMARY),
                "fill": {"color": colour},
                "border": {"none": True},
                "gap": 60,
                "overlap": -5,
            }
        )
    return styled(
        chart, _("Yearly cost before and after, by department"), {}, {"num_format": number, "name": unit, "min": 0}
    )


def _cash(book: Book) -> Chart:
    chart = book.workbook.add_chart({"type": "column"})
    first, last = data.FIRST, data.FIRST + data.STEPS
    number, unit = _unit(book)
    months, cash, added = (letters(data.AT_MONTH + offset) for offset in (1, 2, 3))
    categories = _column(months, first, last, CHART_DATA)
    chart.add_series(
        {
            "name": _("Cash flow"),
            "categories": categories,
            "values": _column(cash, first, last, CHART_DATA),
            "fill": {"color": BEFORE},
            "border": {"none": True},
            "gap": 30,
        }
    )
    line = book.workbook.add_chart({"type": "line"})
    line.add_series(
        {
            "name": _("Cumulative"),
            "categories": categories,
            "values": _column(added, first, last, CHART_DATA),
            "line": {"color": AFTER, "width": 2.25},
        }
    )
    chart.combine(line)
    x = {"name": _("Up to plan month"), "label_position": "low"}
    return styled(chart, _("Cash flow of the whole term, and added up"), x, {"num_format": number, "name": unit})


def _functions(book: Book) -> Chart:
    chart = book.workbook.add_chart({"type": "bar"})
    first = data.FIRST
    last = min(int(book.where["charts:functions"]), first + data.SHOWN_AS_BARS - 1)
    number, unit = _unit(book)
    names = _column(letters(data.AT_NAME), first, last, CHART_DATA)
    for name, at, colour in (
        (_("In-house"), data.AT_HOUSE, BEFORE),
        (_("Charge of the provider"), data.AT_CHARGE, AFTER),
    ):
        chart.add_series(
            {
                "name": name,
                "categories": names,
                "values": _column(letters(at), first, last, CHART_DATA),
                "fill": {"color": colour},
                "border": {"none": True},
                "gap": 50,
                "overlap": -5,
            }
        )
    chart = styled(
        chart,
        _("In-house against outsourced, the costliest functions"),
        {"reverse": True},
        {"num_format": number, "name": unit, "min": 0},
    )
    chart.set_y_axis({**_axis(), "reverse": True, "crossing": "max"})
    chart.set_x_axis(
        {
            **_axis(),
            "num_format": number,
            "name": unit,
            "min": 0,
            "major_gridlines": {"visible": True, "line": {"color": HAIRLINE, "width": 0.75}},
        }
    )
    return chart


def _axis() -> dict[str, Any]:
    font = {"name": FONT, "size": 9, "color": MUTED}
    return {
        "num_font": font,
        "name_font": font,
        "line": {"color": HAIRLINE, "width": 0.75},
        "major_gridlines": {"visible": False},
    }


_PATTERNS: Final = {
    "KPO": "wide_upward_diagonal",
    "Hybrid": "small_grid",
    "Retain": "light_horizontal",
    "Automate": "percent_25",
}


def _filled(name: str) -> dict[str, Any]:
    """Return the fill of a class's bubbles: a colour, and a pattern by which a print in grey tells them apart."""
    colour = CLASS_COLOURS[name]
    if name not in _PATTERNS:
        return {"fill": {"color": colour, "transparency": 25}}
    return {"pattern": {"pattern": _PATTERNS[name], "fg_color": colour, "bg_color": "#FFFFFF"}}


def _map(book: Book) -> Chart:
    chart = add_bubble_chart(book.workbook, 45)
    first, last = data.FIRST, int(book.where["charts:functions"])
    shown = data.shown_functions(book)
    members = {
        name: [at for at in shown if str(book.columns["decision_effective"][at]) == name] for name in data.CLASSES
    }
    nobody = not any(members.values())
    for offset, name in enumerate(data.CLASSES):
        rows = members[name]
        at = letters(data.AT_CLASS + offset)
        if rows or (nobody and offset == 0):  # a chart without any series cannot be written
            sizes = [float(book.numbers("in_house")[row]) if row in set(rows) else 0.0 for row in shown]
            chart.add_bubbles(
                {
                    "name": name,
                    "categories": _column(letters(data.AT_FIT), first, last, CHART_DATA),
                    "values": _column(letters(data.AT_KNOWLEDGE), first, last, CHART_DATA),
                    **_filled(name),
                    "border": {"color": CLASS_COLOURS[name], "width": 1},
                },
                _column(at, first, last, CHART_DATA),
                sizes,
            )
    axis = {"min": 0, "max": 100, "major_unit": 25, "num_format": "0"}
    x = {
        **axis,
        "name": _("Fit to leave the house"),
        "major_gridlines": {"visible": True, "line": {"color": HAIRLINE, "width": 0.75}},
    }
    return styled(chart, _("Classification map; a bubble is the in-house cost"), x, {**axis, "name": _("Knowledge")})

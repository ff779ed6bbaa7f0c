"""The checks of a workbook: pairs of formulas that must agree."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from outsourcing_planner.engine.measures import Format
from outsourcing_planner.engine.totals import TOTALS
from outsourcing_planner.io.exporting.book import ASSUMPTIONS, CASH, FUNCTIONS, SUMMARY, Book
from outsourcing_planner.io.exporting.cash_sheet import range_of
from outsourcing_planner.io.exporting.groups import word_of
from outsourcing_planner.io.exporting.layout import GROUPS, Col, is_invalid_somewhere
from outsourcing_planner.io.exporting.row_writer import number_of
from outsourcing_planner.io.exporting.summary_sheet import FIRST_TABLE
from outsourcing_planner.text import _

CENTS, SUMMED, STAMPED, RATIO = "$B$6", "$B$4", "MAX($B$6,$B$7)", "share_tolerance"
"""How far the two sides may differ: not at all once rounded as money is (unless sums are larger than a spreadsheet can
add up exactly), by the rounding of every row, by a cent in a thousand rows, by 1e-6 (decision record 0112)."""
EXACT_TO: Final = 99_999_999_999.99
"""Sums up to this are exact to the cent in a spreadsheet: 15 digits, less two for the additions on the way."""


@dataclass(frozen=True)
class Check:
    """Two formulas that must agree, and their values at the export; ``stamped`` ones tell of changes only."""

    what: str
    found: str
    expected: str
    found_value: float
    expected_value: float
    limit: str = CENTS
    stamped: bool = False
    key: str = ""
    """Which total it is."""


def integrity(book: Book) -> Iterator[Check]:
    """Yield what must hold however the workbook is changed."""
    yield from _counts(book)
    yield from _groups(book)
    yield from _flows(book)
    yield from _inputs(book)
    yield from _formulas(book)


def _counts(book: Book) -> Iterator[Check]:
    of, rows = book.layout.range, f"=ROWS({book.layout.range('function')})"
    named = sum(bool(cell) for cell in book.plan.column("function"))
    count = float(max(book.count, 1))
    yield Check(_("Every row has a function"), f'=SUMPRODUCT(({of("function")}<>"")*1)', rows, float(named), count)
    for key in GROUPS:
        last = book.where[f"groups:{key}"].split(":")[1]
        yield Check(
            _("Functions by {group} = functions").format(group=word_of(key)),
            f"={SUMMARY}!B{int(last) + 1}",
            rows,
            float(book.count),
            count,
        )
    counted = f'=SUMPRODUCT(({of("npv")}<>"")*1)+SUMPRODUCT(({of("npv")}="")*1)'
    yield Check(_("Costed and not costed functions = functions"), counted, rows, count, count)


def _groups(book: Book) -> Iterator[Check]:
    names = {"in_house": "D", "charge": "H", "one_off": "I", "npv": "J"}
    for key in GROUPS:
        last = int(book.where[f"groups:{key}"].split(":")[1]) + 1
        for total, at in names.items():
            what = _("{figure} by {group} = total").format(figure=_(TOTALS[total].heading), group=word_of(key))
            value = float(book.numbers(total).sum())
            total_cell = "=" + book.where[f"total:{total}"]
            yield Check(what, f"={SUMMARY}!{at}{last}", total_cell, value, float(book.values[f"total:{total}"]))


def _flows(book: Book) -> Iterator[Check]:
    of = book.layout.range
    npv, worth = float(book.values["total:npv"]), book.values["worth"]
    yield Check(
        _("NPV = present value of the monthly cash flow"),
        f"=SUM({range_of('worth')})",
        "=" + book.where["total:npv"],
        float(worth),
        npv,
        SUMMED,
    )
    cash = float(book.values["cash"])
    yield Check(
        _("Cash flow by year = by month"),
        f"='{CASH}'!$B${book.where['cash:year']}",
        f"=SUM({range_of('cash')})",
        cash,
        cash,
    )
    saving = float(book.numbers("saving_term").sum() - book.numbers("one_off_base").sum())
    yield Check(
        _("Cash flow by month = savings less one-off by function"),
        f"=SUM({range_of('cash')})",
        f"=SUM({of('saving_term')})-SUM({of('one_off_base')})",
        cash,
        saving,
    )
    if book.is_monthly:
        yield Check(
            _("Cash flow of the functions = of the portfolio"),
            f"=SUM({book.where['months']})",
            f"=SUM({range_of('cash')})",
            cash,
            cash,
        )
    yield Check(
        _("Cash flow by function and year = of the portfolio"),
        "=" + book.where["by_year"],
        f"=SUM({range_of('cash')})",
        float(book.values["by_year"]),
        cash,
    )
    moved = f"=SUM({of('charge')})"
    kept = f"=SUMPRODUCT({of('outsourced')}*1,{of('charge')})"
    charge = float(book.numbers("charge").sum())
    yield Check(_("Only functions that leave have a charge"), moved, kept, charge, charge)


def _inputs(book: Book) -> Iterator[Check]:
    for prefix, name in (("knowledge_weight_", _("knowledge")), ("fit_weight_", _("fit"))):
        keys = [key for key in book.scalars if key.startswith(prefix)]
        total = sum(float(book.scalars[key]) for key in keys)
        yield Check(
            _("Weights of {name} sum to the scale").format(name=name),
            "=" + "+".join(keys),
            "=score_scale",
            total,
            100.0,
        )
    settings = f"{ASSUMPTIONS}!$B$6:$B${book.where['assumptions_last']}"
    texts = f"=SUMPRODUCT(ISTEXT({settings})*1)"
    words = float(sum(isinstance(value, str) and value != "" for value in book.assumptions.values.values()))
    yield Check(
        _("No number among the assumptions turned into text"),
        texts,
        f"=COUNTA({book.where['assumption_words']})",
        words,
        words,
    )
    term = float(book.scalars["term_years"])
    yield Check(
        _("The term is a whole number of years, 1 to the length of the timeline"),
        "=MAX(1,MIN(ROUND(term_years,0),MAX(plan_month)/12))",
        "=term_years",
        term,
        term,
    )
    start = book.numbers("start_month_used")
    late = float((start > term * 12).sum())
    yield Check(
        _("Every start month lies in the timeline"),
        f"=SUMPRODUCT(({book.layout.range('start_month_used')}>MAX(plan_month))*1)",
        "=0",
        0.0 * late,
        0.0,
    )
    hybrid = book.columns["decision_effective"] == "Hybrid"
    unfit = float((hybrid & (book.numbers("shares_fit") == 0)).sum())
    split = f'=SUMPRODUCT(({book.layout.range("decision_effective")}="Hybrid")*({book.layout.range("shares_fit")}=0))'
    yield Check(
        _("Hybrid functions whose parts do not sum to 1 have no charge"),
        split,
        f'=SUMPRODUCT(({book.layout.range("decision_effective")}="Hybrid")*({book.layout.range("shares_fit")}=0)*({book.layout.range("charge")}=""))',
        unfit,
        unfit,
    )


def _formulas(book: Book) -> Iterator[Check]:
    layout = book.layout
    areas = [(FUNCTIONS, f"{FUNCTIONS}!$A${layout.first}:${book.where['functions_last_column']}${layout.last}")]
    areas += [
        (CASH, book.where["cash:area"]),
        (SUMMARY, f"{SUMMARY}!$A${FIRST_TABLE + 1}:$J${book.where['summary_end']}"),
    ]
    for name, area in areas:
        yield Check(
            _("No error on the sheet {name}").format(name=name), f"=SUMPRODUCT(ISERROR({area})*1)", "=0", 0.0, 0.0
        )
    for block in _blocks([column for column in layout.columns if _is_live(book, column)]):
        area = f"{FUNCTIONS}!${block[0].letters}${layout.first}:${block[-1].letters}${layout.last}"
        what = _("Still formulas: {first} to {last}").format(first=block[0].heading, last=block[-1].heading)
        yield _still_formulas(what, area)
    for name, area in sorted(book.live_areas.items()):
        yield _still_formulas(_("Still formulas: the sheet {name}").format(name=name), area)
    for column in layout.columns:
        if column.field is not None and column.field.numeric and not is_invalid_somewhere(book.plan, column.key):
            area = f"{FUNCTIONS}!${column.letters}${layout.first}:${column.letters}${layout.last}"
            yield Check(
                _("{heading} holds numbers only").format(heading=column.heading),
                f"=SUMPRODUCT(ISTEXT({area})*1)",
                "=0",
                0.0,
                0.0,
            )


def _still_formulas(what: str, area: str) -> Check:
    cells = float(cells_in(area))
    return Check(what, f"=SUMPRODUCT(_xlfn.ISFORMULA({area})*1)", f"=ROWS({area})*COLUMNS({area})", cells, cells)


def cells_in(area: str) -> int:
    """Return how many cells an area such as ``Sheet!$B$3:$C$9`` has."""
    (first, top), (last, bottom) = (part.strip("$").split("$") for part in area.rpartition("!")[2].split(":"))
    return (number_of(last) - number_of(first) + 1) * (int(bottom) - int(top) + 1)


def _is_live(book: Book, column: Col) -> bool:
    return column.key in book.where["live_columns"].split("\n")


def _blocks(columns: list[Col]) -> list[list[Col]]:
    """Return the columns in runs that stand side by side."""
    blocks: list[list[Col]] = []
    for column in columns:
        if blocks and blocks[-1][-1].at == column.at - 1:
            blocks[-1].append(column)
        else:
            blocks.append([column])
    return blocks


def stamps(book: Book) -> Iterator[Check]:
    """Yield what the engine said when the workbook was exported."""
    count = float(book.count)
    yield Check(_("Functions, as exported"), f"=ROWS({book.layout.range('function')})", "", count, count, stamped=True)
    for key, entry in TOTALS.items():
        value = float(book.values[f"total:{key}"])
        engine = book.evaluation.totals.get(key) if book.is_all else value
        stamp = float("nan") if engine is None else float(engine)
        limit = STAMPED if entry.format is Format.MONEY else RATIO
        yield Check(
            _("{figure}, as exported").format(figure=_(entry.heading)),
            "=" + book.where[f"total:{key}"],
            "",
            value,
            stamp,
            limit,
            stamped=True,
            key=key,
        )


def is_beyond(book: Book) -> bool:
    """Say whether a headline figure is larger than a spreadsheet can add up to the cent."""
    figures = (float(book.values[f"total:{key}"]) for key in TOTALS)
    return any(abs(value) > EXACT_TO for value in figures)

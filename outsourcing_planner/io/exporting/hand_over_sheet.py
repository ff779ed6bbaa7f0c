"""The Hand-over sheet: for each function that leaves, the start of a contract and a transfer plan."""

from typing import Any, Final

import numpy as np

from outsourcing_planner.domain.labels import OUTSOURCED
from outsourcing_planner.io.exporting.book import HAND_OVER, Book, headings, page, text_cell, widths
from outsourcing_planner.io.exporting.cells import cells_of
from outsourcing_planner.io.exporting.hand_over_rules import (
    Facts,
    controls,
    governance,
    scope,
    service_levels,
    transfer,
)
from outsourcing_planner.io.exporting.row_writer import Body, BodyColumn
from outsourcing_planner.io.exporting.style import TEXT
from outsourcing_planner.text import _

HEAD: Final = 4
_HEIGHT: Final = 92.0


def write_hand_over(book: Book) -> None:
    """Write one line per function that leaves the house."""
    sheet, look = book.sheet(HAND_OVER), book.look
    text_cell(sheet, 0, 0, _("Hand-over"), look.title())
    text_cell(
        sheet,
        1,
        0,
        _(
            "A start for scope, service levels, governance, knowledge transfer and controls of each function "
            "that leaves, made from the plan when it was exported. Targets are yours to agree."
        ),
        look.subtitle(),
    )
    heads = (
        _("Function"),
        _("Decision"),
        _("Country"),
        _("Scope"),
        _("Service levels"),
        _("Governance"),
        _("Knowledge transfer"),
        _("Controls"),
    )
    headings(sheet, HEAD, heads, look.head())
    facts = hand_overs(book)
    text = look.index(TEXT, text_wrap=True, valign="top")
    strong = look.index(TEXT, bold=True, text_wrap=True, valign="top")
    body = Body(
        HEAD + 1,
        [
            BodyColumn(strong, [item.function for item in facts]),
            BodyColumn(text, [item.decision for item in facts]),
            BodyColumn(text, [item.country for item in facts]),
            BodyColumn(text, [scope(item) for item in facts]),
            BodyColumn(text, [service_levels(item) for item in facts]),
            BodyColumn(text, [governance(item) for item in facts]),
            BodyColumn(text, [transfer(item) for item in facts]),
            BodyColumn(text, [controls(item) for item in facts]),
        ],
        len(facts),
        _HEIGHT,
    )
    sheet.stream(body)
    if facts:
        sheet.autofilter(HEAD, 0, HEAD + len(facts), len(heads) - 1)
    widths(sheet, (26, 10, 14, 40, 36, 32, 40, 50))
    sheet.freeze_panes(HEAD + 1, 1)
    page(sheet, repeat=(HEAD, HEAD))


def hand_overs(book: Book) -> list[Facts]:
    """Return the facts of each function that leaves."""
    texts = {
        key: [cell if isinstance(cell, str) else "" for cell in cells_of(book.plan.column(key), None)]
        for key in ("function", "description")
    }
    leaves = np.flatnonzero(np.isin(book.columns["decision_effective"], OUTSOURCED))
    return [_facts(book, int(row), texts) for row in leaves]


def _facts(book: Book, row: int, texts: dict[str, list[str]]) -> Facts:
    def figure(column: Any) -> float | None:  # noqa: ANN401 - a column of numbers
        value = float(column[row])
        return None if np.isnan(value) else value

    columns, inputs = book.columns, book.inputs
    decision = str(columns["decision_effective"][row])
    return Facts(
        texts["function"][row],
        texts["description"][row],
        decision,
        str(columns["country_used"][row]),
        str(inputs["unit"][row]),
        figure(inputs["volume"]),
        figure(columns["fte_used"]),
        figure(inputs["coverage_hours"]),
        float(columns["retained_share_used"][row]) if decision == "Hybrid" else 0.0,
        float(columns["start_month_used"][row]),
        figure(columns["charge"]),
        figure(columns["knowledge_transfer"]),
        book.assumptions.number("dual_running_months"),
        book.assumptions.number("governance_share"),
        book.assumptions.text("plan_currency"),
        figure(columns["training_time_used"]),
        figure(columns["data_sensitivity_used"]),
        figure(columns["exposure_used"]),
        figure(columns["codification_used"]),
    )

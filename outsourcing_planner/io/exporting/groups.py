"""What the summary adds up by: decision, department, delivery country, advice, pricing, wave."""

from typing import Final

import numpy as np
import numpy.typing as npt

from outsourcing_planner.domain.labels import DECISIONS
from outsourcing_planner.io.exporting.book import Book
from outsourcing_planner.io.exporting.cells import cells_of
from outsourcing_planner.text import _

SOURCES: Final = {
    "department": "department", "label": "decision_effective", "country": "country_used", "advice": "label",
    "pricing": "pricing_used", "wave": "wave",
}  # fmt: skip
"""The column that each helper column reads."""
OPEN: Final = ("pricing", "wave")
"""Groupings in which a group that nobody is in yet is easily typed: they end with a line for all others."""


def title_of(key: str) -> str:
    """Return the heading of a table of the summary."""
    return {
        "label": _("By decision"), "department": _("By department"), "country": _("By delivery country"),
        "advice": _("By advice"), "pricing": _("By pricing"), "wave": _("By wave"),
    }[key]  # fmt: skip


def word_of(key: str) -> str:
    """Return what a grouping is called inside a sentence."""
    return {
        "label": _("decision"), "department": _("department"), "country": _("country"), "advice": _("advice"),
        "pricing": _("pricing"), "wave": _("wave"),
    }[key]  # fmt: skip


def none_of(key: str) -> str:
    """Return the name of the group of what says nothing."""
    return {
        "label": _("(not decided)"), "department": _("(no department)"), "country": _("(no country)"),
        "advice": _("(not enough to say)"), "pricing": _("(no pricing)"), "wave": _("(no wave)"),
    }[key]  # fmt: skip


def formula_of(book: Book, key: str) -> str:
    """Return the formula of a helper column in the first row."""
    source = book.layout.cell(SOURCES[key])
    if key == "country":
        return f'=IF(AND({book.layout.cell("outsourced")},{source}<>""),{source},"{none_of(key)}")'
    told = f'"{_wave("")}"&{source}' if key == "wave" else source
    return f'=IF({source}="","{none_of(key)}",{told})'


def values_of(book: Book, key: str) -> list[str]:
    """Return the group of each function; never blank."""
    if key == "department":
        cells = [cell if isinstance(cell, str) else "" for cell in cells_of(book.plan.column("department"), None)]
    elif key == "wave":
        cells = [_wave(f"{cell:.0f}") if isinstance(cell, float) else "" for cell in book.plan.column("wave")]
    elif key == "country":
        leaves = book.columns["outsourced"].astype(bool)
        cells = [str(value) for value in np.where(leaves, book.columns[SOURCES[key]], "").tolist()]
    else:
        cells = [str(value) for value in book.columns[SOURCES[key]].tolist()]
    return [cell or none_of(key) for cell in cells]


def groups_of(book: Book, key: str) -> list[tuple[str, npt.NDArray[np.int64]]]:
    """Return the groups by in-house cost, the largest first, each with which rows are in it; waves by number.

    Texts that differ only in case are one group, as Excel compares them. Decisions that nothing has yet are groups
    without rows: a decision is what is most likely changed in the workbook.
    """
    folded: dict[str, tuple[str, list[int]]] = {}
    for at, name in enumerate(values_of(book, key)):
        folded.setdefault(_folded(name), (name, []))[1].append(at)
    for name in DECISIONS[1:] if key == "label" else ():
        folded.setdefault(_folded(name), (name, []))
    cost = book.numbers("in_house")
    groups = [(name, np.array(rows, dtype=np.int64)) for name, rows in folded.values()]
    if key == "wave":
        wave = np.nan_to_num(book.inputs["wave"], nan=np.inf)
        return sorted(groups, key=lambda group: float(wave[group[1][0]]))
    return sorted(groups, key=lambda group: (-float(cost[group[1]].sum()), group[0].casefold()))


def _folded(name: str) -> str:
    """Return a text as a sheet compares it: letter by letter without case, so that ß is not ss."""
    return "".join(letter.casefold() if len(letter.casefold()) == 1 else letter.lower() for letter in name)


def _wave(number: str) -> str:
    return _("Wave {number}").format(number=number)

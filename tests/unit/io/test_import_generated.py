"""Sheets put together at random from the traits of people's real ones, with the truth about each; no choice is made.

The traits are combined freely: a title in thousands over a table moved to the right, with departments in titles of
sections, subtotals in Dutch and notes below, and so on. The seed names the sheet: ``sheet_of(17)`` builds it again.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from outsourcing_planner.io.importing.raw import RawBook, RawSheet
from outsourcing_planner.io.read_workbook import Imported, interpret

SHEETS = 400
NAMES = {
    "Finance": ["Accounts payable", "Receivables", "General ledger", "Fixed assets", "Treasury", "Tax returns"],
    "People": ["Payroll", "Recruiting", "Benefits administration", "Training", "Onboarding"],
    "IT": ["Service desk", "Network operations", "Application maintenance", "Software testing", "Backup"],
    "Customers": ["Inbound calls", "Email support", "Complaints", "Order tracking", "Returns"],
    "Sites": ["Cleaning", "Security guarding", "Mail room", "Fleet management", "Building maintenance"],
}
WORDS = {
    "function": ["Function", "Process", "Activity", "Service", "Task", "Business process", "Tätigkeit", "Prozess",
                 "Activité", "Proceso", "Job title", "Service name"],
    "department": ["Department", "Dept.", "Business unit", "Division", "Abteilung", "Bereich", "Direction", "Team"],
    "fte": ["FTE", "FTEs", "Headcount", "No. of staff", "# of people", "Team size", "Mitarbeiter", "Anzahl MA",
            "Effectif", "Number of employees", "Positions"],
    "cost": ["Annual cost", "Cost", "Total cost", "Loaded cost", "Annual spend", "Budget 2024", "Jahreskosten",
             "Kosten", "Coût annuel", "Coste anual", "Expenditure", "Amount"],
}  # fmt: skip
SUBTOTALS = ["Total {}", "{} total", "Subtotal {}", "Sub-total", "Zwischensumme", "Sous-total", "Subtotaal", ""]
TOTALS = ["Total", "TOTAL", "Grand total", "Gesamt", "Summe", "Total général", "Totaal", "Sum", "Suma", ""]
NOTES = ["Note: without contractors", "* estimated", "(1) As of 31 December", "Source: the cost centre report",
         "1. Figures are rounded.", "Prepared by the finance team"]  # fmt: skip
Row = list[Any]


@dataclass
class Made:
    """A sheet and what is true of it."""

    rows: list[Row] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    functions: list[str] = field(default_factory=list)
    departments: list[str] = field(default_factory=list)
    fte: float = 0.0
    cost: float = 0.0
    traits: list[str] = field(default_factory=list)


def sheet_of(seed: int) -> Made:
    """Build the sheet of a seed."""
    return _Builder(random.Random(seed)).build()


class _Builder:
    def __init__(self, dice: random.Random) -> None:
        self.dice, self.made = dice, Made()
        self.where = self.pick("where", ["column", "once", "merged", "section", "none"])
        self.unit = self.pick("unit", ["", "", "thousands", "title", "month"])
        self.numbers: Callable[[float], Any] = self.pick("numbers", [float, float, _english, _german, _money])
        self.subtotals = self.pick("subtotals", [*SUBTOTALS, None, None, None])
        self.total = self.pick("total", [*TOTALS, None, None])
        self.blanks = self.chance("blank rows", 0.3)
        self.code = self.chance("codes", 0.3)
        self.right = self.pick("moved", [0, 0, 0, 1, 2])

    def pick(self, trait: str, among: list[Any]) -> Any:
        found = self.dice.choice(among)
        self.made.traits.append(f"{trait}: {getattr(found, '__name__', found)}")
        return found

    def chance(self, trait: str, share: float) -> bool:
        found = self.dice.random() < share
        if found:
            self.made.traits.append(trait)
        return found

    def add(self, *cells: Any) -> None:
        self.made.rows.append([None] * self.right + list(cells))

    def build(self) -> Made:
        self._titles()
        heading = self._headings()
        self.add(*heading)
        if self.chance("column numbers", 0.1):
            self.add(*[f"({at + 1})" for at in range(len(heading))])
        groups = self.dice.sample(sorted(NAMES), self.dice.randint(2, 4))
        sums = [self._group(name, heading) for name in groups]
        if self.total is not None:
            self._sum_row(self.total, sum(s[0] for s in sums), sum(s[1] for s in sums))
        self._notes()
        return self.made

    def _titles(self) -> None:
        for at in range(self.dice.randint(0, 2)):
            self.add(["Outsourcing baseline", "Status of the study, version 3"][at])
        if self.unit == "title":
            self.add("All amounts in thousands of euros")
        if self.chance("gap under the titles", 0.4):
            self.add()

    def _headings(self) -> Row:
        words = {key: self.dice.choice(said) for key, said in WORDS.items()}
        if words["department"] == "Team" and words["fte"] == "Team size":
            words["fte"] = "FTE"
        unit = {
            "thousands": self.dice.choice([" (k€)", " in thousands", " ($000)", " USD '000"]),
            "month": " per month",
        }
        cost = words["cost"]
        if self.unit == "month":
            cost = self.dice.choice(["Cost", "Spend", "Kosten"])
        lead = ["Code"] if self.code else []
        dept = [] if self.where in {"section", "none"} else [words["department"]]
        return [*lead, *dept, words["function"], words["fte"], cost + unit.get(self.unit, "")]

    def _group(self, name: str, heading: Row) -> tuple[float, float]:
        functions = self.dice.sample(NAMES[name], self.dice.randint(2, 5))
        first = len(self.made.rows)
        if self.where == "section":
            self.add(name.upper() if self.dice.random() < 0.5 else name)
            if self.chance("headings again", 0.1):
                self.add(*heading)
        people, money = 0.0, 0.0
        for at, function in enumerate(functions):
            # Divisible by 12 and by 10, so that months and thousands are written out exactly.
            fte, cost = self.dice.randint(2, 80) / 2, float(self.dice.randint(200, 9000) * 120)
            self._function(name if self.where == "column" or at == 0 else None, function, fte, cost)
            people, money = people + fte, money + cost
        if self.where == "merged":
            column = self.right + int(self.code)
            self.made.merges.append((first, column, len(self.made.rows) - 1, column))
        self.made.functions += functions
        self.made.departments += [name] * len(functions)
        self.made.fte, self.made.cost = self.made.fte + people, self.made.cost + money
        if self.subtotals is not None:
            self._sum_row(self.subtotals.format(name), people, money)
        if self.blanks:
            self.add()
        return people, money

    def _function(self, department: str | None, function: str, fte: float, cost: float) -> None:
        lead = [f"{len(self.made.rows):04d}"] if self.code else []
        dept = [] if self.where in {"section", "none"} else [department]
        self.add(*lead, *dept, function, self.numbers(fte), self._amount(cost))

    def _sum_row(self, words: str, fte: float, cost: float) -> None:
        lead: Row = [None] if self.code else []
        before = 0 if self.where in {"section", "none"} else 1
        label = [words or None, None] if before and self.dice.random() < 0.5 else [None] * before + [words or None]
        self.add(*lead, *label[: before + 1], self.numbers(fte), self._amount(cost))

    def _amount(self, cost: float) -> Any:
        factor = {"thousands": 1000, "title": 1000, "month": 12}.get(self.unit, 1)
        return self.numbers(cost / factor)

    def _notes(self) -> None:
        notes = self.dice.sample(NOTES, self.dice.choice([0, 0, 1, 3]))
        if notes and (self.total is None or self.dice.random() < 0.6):
            self.add()
        for note in notes:
            self.add(note)


def _english(value: float) -> str:
    return f"{value:,.3f}".rstrip("0").rstrip(".")


def _german(value: float) -> str:
    return f"{value:,.2f}".translate(str.maketrans(",.", ".,"))


def _money(value: float) -> str:
    return f"$ {value:,.2f}" if value > 100 else f"{value:g}"


def book_of(made: Made) -> RawBook:
    """Return the sheet as the readers hand it over."""
    width = max(map(len, made.rows))
    rows = [[*row, *[None] * (width - len(row))] for row in made.rows]
    return RawBook("sheet.xlsx", "xlsx", (RawSheet("Sheet1", tuple(map(list, zip(*rows, strict=True))),
                                                   merges=tuple(made.merges)),))  # fmt: skip


def faults_of(made: Made, found: Imported) -> list[str]:
    """Say what of the sheet did not come out as it is."""
    plan, report = found.plan, found.report
    faults = []
    if list(plan.column("function")) != made.functions:
        faults.append(f"functions {list(plan.column('function'))}, not {made.functions}")
    for key, true in (("fte", made.fte), ("in_house_cost", made.cost)):
        total = sum(cell for cell in plan.column(key) if isinstance(cell, float))
        if abs(total - true) > 0.01:
            faults.append(f"{key} {total}, not {true}")
    if not any(trait == "where: none" for trait in made.traits):
        said = [str(cell).casefold() for cell in plan.column("department")]
        if said != [name.casefold() for name in made.departments]:
            faults.append(f"departments {said}")
    if report.cells_in != report.cells_kept + report.cells_converted + report.cells_refused:
        faults.append("cells are lost")
    return faults


@pytest.mark.parametrize("start", range(0, SHEETS, 50))
def test_that_sheets_of_random_traits_come_in_whole_without_a_choice(start: int) -> None:
    wrong = {}
    for seed in range(start, start + 50):
        made = sheet_of(seed)
        faults = faults_of(made, interpret(book_of(made)))
        if faults:
            wrong[seed] = (faults, made.traits)
    assert wrong == {}

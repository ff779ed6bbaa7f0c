"""From raw cells to a plan: choose the sheet, find the table, map, judge the rows, type the cells, count everything."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from math import log10

from outsourcing_planner.domain.errors import InputUnreadableError, NothingToPlanError
from outsourcing_planner.domain.issues import Issue
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.io.importing import findings, ours, refusals
from outsourcing_planner.io.importing.assemble import Taken, assemble
from outsourcing_planner.io.importing.choices import ImportChoices
from outsourcing_planner.io.importing.columns import COMPUTED, FIELD, ColumnUse, profile
from outsourcing_planner.io.importing.mapping import propose
from outsourcing_planner.io.importing.periods import LATER, rank, stage_of, year_of
from outsourcing_planner.io.importing.raw import RawBook, RawSheet, is_blank
from outsourcing_planner.io.importing.report import Report
from outsourcing_planner.io.importing.rows import judge_rows, with_rows_beside
from outsourcing_planner.io.importing.table import Table, find_table
from outsourcing_planner.io.importing.turning import lies_on_its_side
from outsourcing_planner.io.read_table import detect_decimal
from outsourcing_planner.text import NumberStyle, _, number_style


@dataclass(frozen=True)
class SheetSeen:
    """A sheet of the file as a list of sheets shows it; ``hidden`` is "", "hidden" or "very hidden"."""

    name: str
    hidden: str
    rows: int
    columns: int
    problem: str = ""


@dataclass(frozen=True)
class Imported:
    """A plan with everything that is to be said about how it came in.

    ``header_rows`` are the first and last row of headings (from 1; (0, 0) without headings); ``source_rows`` is the
    sheet row of each plan row; issues name sheet rows. ``columns`` says what became of each column of the sheet,
    ``factors`` by what the numbers of a heading were multiplied. ``turned``: the sheet lay on its side, and rows and
    columns are those of the turned sheet.
    """

    plan: Plan
    issues: tuple[Issue, ...]
    report: Report
    sheet: str
    header_rows: tuple[int, int]
    columns: tuple[ColumnUse, ...]
    source_rows: tuple[int, ...]
    sheets: tuple[SheetSeen, ...]
    style: NumberStyle
    text_options: Mapping[str, str]
    factors: Mapping[str, float] = field(default_factory=dict)
    turned: bool = False

    @property
    def mapping(self) -> dict[str, str]:
        """Return the field key of each heading that feeds one."""
        return {use.heading: use.field for use in self.columns if use.use == FIELD and use.field}


def style_of(raw: RawBook, choices: ImportChoices) -> NumberStyle:
    """Return how numbers in texts are written: as chosen, else as detected, else with a decimal point."""
    base = number_style(choices.locale) if choices.locale else NumberStyle(
        raw.text_options.get("decimal", "."), raw.text_options.get("group", ",")
    )  # fmt: skip
    decimal = choices.decimal or base.decimal
    group = choices.group or (base.group if base.group != decimal else ("." if decimal == "," else ","))
    return NumberStyle(decimal, group)


def interpret(raw: RawBook, choices: ImportChoices | None = None) -> Imported:
    """Return the plan in a book of raw cells.

    Raises NothingToPlanError saying what was found instead, or InputUnreadableError where the chosen sheet is broken.
    """
    choices = choices or ImportChoices()
    style = style_of(raw, choices)
    sheet = choose_sheet(raw, choices, style)
    # Found out without the other choices: they speak of the sheet as it was shown, turned or not.
    turned = lies_on_its_side(sheet, partial(_uses, style=style)) if choices.turned is None else choices.turned
    sheet = sheet.turned() if turned else sheet
    if raw.kind != "text" and not (choices.locale or choices.decimal) and detect_decimal(sheet.columns) == ",":
        style = NumberStyle(",", choices.group or ".")
    table = find_table(sheet, choices.header_row, choices.header_rows, choices.last_row)
    uses = propose(sheet, table, choices.mapping, ours.computed_headings(table.headings), style)
    findings.check_choices(raw.name, uses, choices)
    labels = [use.column for use in uses if use.field == "function"]
    if not labels:
        raise NothingToPlanError(raw.name, findings.no_function(sheet, table, uses))
    departments = [use.column for use in uses if use.field == "department"]
    amounts, beside = _amounts(sheet, table, uses, style), [use.column for use in uses if use.is_beside]
    body = judge_rows(sheet.without(beside), table, labels, amounts, style, _results(uses), departments)
    body = with_rows_beside(body, sheet) if beside else body
    taken = assemble(raw, sheet, table, uses, body, choices, style)
    _check_taken(raw, sheet, table, uses, taken)
    taken.notes += [findings.of_turned()] if turned else []
    taken.notes += findings.of_like_sheets(_like(_visible(raw), sheet), sheet) if choices.sheet is None else []
    notes = (*findings.of_columns(uses, style, sheet, table), *findings.notes(raw, sheet, taken))
    return Imported(
        taken.plan, findings.issues(taken, sheet, uses, body), taken.report(notes),
        sheet.name, (table.first_heading + 1, table.last_heading + 1) if table.last_heading >= 0 else (0, 0), uses,
        taken.source_rows, sheets_seen(raw), style, raw.text_options, taken.factors, turned,
    )  # fmt: skip


def sheets_seen(raw: RawBook) -> tuple[SheetSeen, ...]:
    """Return the sheets of a book for a list to choose from."""
    return tuple(
        SheetSeen(
            s.name, s.hidden, s.height, len(s.columns), refusals.sentence(s.problem, s.facts) if s.problem else ""
        )
        for s in raw.sheets
    )


def choose_sheet(raw: RawBook, choices: ImportChoices, style: NumberStyle) -> RawSheet:
    """Return the chosen sheet, else the one that looks most like a list of functions; hidden sheets come last."""
    names = ", ".join(repr(sheet.name) for sheet in raw.sheets)
    if choices.sheet is not None:
        chosen = raw.sheet(choices.sheet)
        if chosen is None:
            raise InputUnreadableError(
                raw.name,
                _("it has no sheet {sheet!r}; its sheets are {names}.").format(sheet=choices.sheet, names=names),
            )
        if chosen.problem:
            raise InputUnreadableError(raw.name, refusals.sentence(chosen.problem, chosen.facts))
        if not chosen.height:
            raise NothingToPlanError(raw.name, _("the sheet {sheet!r} is empty.").format(sheet=chosen.name))
        return chosen
    visible = _visible(raw)
    if not visible:
        broken = next((sheet for sheet in raw.sheets if sheet.problem and sheet.problem != "no_cells"), None)
        if broken is not None:
            raise InputUnreadableError(raw.name, refusals.sentence(broken.problem, broken.facts))
        raise NothingToPlanError(raw.name, _("it is empty: no cell of it holds anything."))
    if len(visible) < 2:
        return visible[0]
    return _newest(visible, max(visible, key=lambda sheet: _promise(sheet, choices, style)))


def _visible(raw: RawBook) -> list[RawSheet]:
    """Return the sheets to choose from: those not hidden, where there are any."""
    usable = [sheet for sheet in raw.sheets if sheet.height and not sheet.problem]
    return [sheet for sheet in usable if not sheet.hidden] or usable


def _like(sheets: Sequence[RawSheet], best: RawSheet) -> list[RawSheet]:
    """Return the sheets with the headings of one, where all their names tell a year."""
    if not year_of(best.name):
        return []
    headings = find_table(best).headings
    return [sheet for sheet in sheets if year_of(sheet.name) and find_table(sheet).headings == headings]


def _newest(sheets: Sequence[RawSheet], best: RawSheet) -> RawSheet:
    """Return the sheet that speaks of today among those with the headings of the best one.

    What is planned or adopted comes before what is only forecast or aimed at; then the latest year counts.
    """
    return max(_like(sheets, best), key=lambda sheet: _today(sheet.name), default=best)


def _today(name: str) -> tuple[bool, int, tuple[int, int]]:
    place = rank(name, people=True)
    if stage_of(name) in LATER:
        return False, -(year_of(name) or 0), place
    return True, year_of(name) or 0, place


def _promise(sheet: RawSheet, choices: ImportChoices, style: NumberStyle) -> float:
    """Return how much a sheet promises to be the list of functions."""
    table = find_table(sheet, choices.header_row, choices.header_rows)
    if table.body >= table.end:
        return -1.0
    if lies_on_its_side(sheet, partial(_uses, style=style)):
        sheet = sheet.turned()
    fields = {use.field: use.confidence for use in _uses(sheet, choices, style=style) if use.field}
    weight = {"function": 4.0, "in_house_cost": 2.0, "fte": 2.0, "department": 1.0, "volume": 1.5, "salary": 1.0}
    promise = sum(weight.get(key or "", 0.4) * confidence for key, confidence in fields.items())
    if sheet.name.strip().casefold() == "functions":
        promise += 3.0
    return promise + 0.5 * log10(table.end - table.body + 1)


def _uses(sheet: RawSheet, choices: ImportChoices | None = None, *, style: NumberStyle) -> tuple[ColumnUse, ...]:
    """Return what becomes of the columns of a sheet, ours or not, when only what was chosen is known."""
    choices = choices or ImportChoices()
    table = find_table(sheet, choices.header_row, choices.header_rows)
    return propose(sheet, table, choices.mapping, frozenset(), style)


def _amounts(sheet: RawSheet, table: Table, uses: Sequence[ColumnUse], style: NumberStyle) -> list[int]:
    """Return up to eight columns of numbers that can add up: those of the fields first, then other ones."""
    adds = {"in_house_cost", "fte", "volume", "projects"}
    mine = [use.column for use in uses if use.field in adds]
    others = []
    # Numbers before the names are codes of theirs.
    label = max((use.column for use in uses if use.field == "function"), default=-1)
    for use in uses:
        if use.field is None and use.use == "extra" and use.column > label:
            found = profile(sheet.columns[use.column][table.body : table.end], style)
            if found.filled > 1 and found.numbers > 0.6 and not found.codes and not findings.is_code(use.heading):
                others.append(use.column)
    return (mine + others)[:8]


def _results(uses: Sequence[ColumnUse]) -> list[int]:
    """Return the columns of our own results."""
    return [use.column for use in uses if use.use == COMPUTED]


def _check_taken(raw: RawBook, sheet: RawSheet, table: Table, uses: Sequence[ColumnUse], taken: Taken) -> None:
    if not any(not is_blank(cell) for column in sheet.columns for cell in column[table.body : table.end]):
        raise NothingToPlanError(
            raw.name, _("the sheet {sheet!r} has headings in row {row} but no rows under them.").format(
                sheet=sheet.name, row=table.last_heading + 1),
        )  # fmt: skip
    if not any(cell is not None for cell in taken.plan.column("function")):
        heading = next(use.heading for use in uses if use.field == "function")
        raise NothingToPlanError(
            raw.name, _("the column {heading!r} that names the functions is blank in all rows of the sheet {sheet!r}. "
                        "Name another column with --map \"Their heading=function\".").format(
                heading=heading, sheet=sheet.name),
        )  # fmt: skip

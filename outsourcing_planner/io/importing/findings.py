"""What is said about an import: issues by row and field, notes about the file, and why nothing could be planned."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from outsourcing_planner.domain.errors import UsageError
from outsourcing_planner.domain.fields import BY_KEY
from outsourcing_planner.domain.issues import Issue, Severity
from outsourcing_planner.io.headings import is_difference, is_key_or_date
from outsourcing_planner.io.importing import naming, refusals
from outsourcing_planner.io.importing.assemble import Taken
from outsourcing_planner.io.importing.choices import ImportChoices
from outsourcing_planner.io.importing.columns import EXTRA, ColumnUse, profile
from outsourcing_planner.io.importing.mapping import find_column
from outsourcing_planner.io.importing.periods import year_of
from outsourcing_planner.io.importing.raw import RawBook, RawCell, RawSheet, is_blank, letter
from outsourcing_planner.io.importing.report import CellNote
from outsourcing_planner.io.importing.rows import Body
from outsourcing_planner.io.importing.table import Table
from outsourcing_planner.io.wordbook import normal, wordbook
from outsourcing_planner.text import NumberStyle, _, ngettext

_YEAR_TEXT: Final = 10
_FEW: Final = 50
_MOST_ROWS: Final = 20_000
_WARNED: Final = {"other_mark", "range", "words_left_off", "unit", "level"}
_SHOWN: Final = 8
_PLACES: Final = {
    "number", "pos", "position number", "item number", "line number", "row", "row number", "serial number",
    "lfd number", "rank", "line", "s number", "ref", "sort", "order", "priority", "level", "score",
}  # fmt: skip
_RATIOS: Final = {"per", "average", "avg", "avg.", "mean", "median", "ratio", "je", "pro", "unit", "durchschnitt"}


def is_code(heading: str) -> bool:
    """Say whether a heading tells of codes, keys, places or ratios, whose numbers do not add up."""
    said = normal(heading)
    return (
        is_key_or_date(heading)
        or is_difference(heading)
        or said in _PLACES
        or any(name in said for name in wordbook().names_of_cost)
        or any(word in heading.casefold() for word in ("code", "percent", "%", "year", "rate"))
        or not _RATIOS.isdisjoint(heading.casefold().replace("/", " per ").split())
    )


def check_choices(name: str, uses: Sequence[ColumnUse], choices: ImportChoices) -> None:
    """Raise UsageError where a choice names a heading or a field that is not there."""
    for said, key in choices.mapping.items():
        if key not in {"", EXTRA, *BY_KEY}:
            raise UsageError(_("There is no field {key!r}; `fields --json` lists them.").format(key=key))
        if find_column(uses, said) is None:
            headings = ", ".join(repr(use.heading) for use in uses if use.heading)
            raise UsageError(
                _("{name} has no heading {said!r}; its headings are {headings}.").format(
                    name=name, said=said, headings=headings
                )
            )


def no_function(sheet: RawSheet, table: Table, uses: Sequence[ColumnUse]) -> str:
    """Return what was found in a sheet that has no column for the function."""
    found = [use.heading for use in uses if use.heading]
    if not found:
        return _("the sheet {sheet!r} has no headings.").format(sheet=sheet.name)
    named = ", ".join(repr(heading[:40]) for heading in found[:_SHOWN])
    more = _(" and {count} more").format(count=len(found) - _SHOWN) if len(found) > _SHOWN else ""
    return _(
        "no column of the sheet {sheet!r} names functions. Row {row} was taken for the headings: {named}{more}. "
        'Say which column it is with --map "Their heading=function", or which row holds the headings with --header-row.'
    ).format(sheet=sheet.name, row=table.last_heading + 1, named=named, more=more)


def issues(taken: Taken, sheet: RawSheet, uses: Sequence[ColumnUse], body: Body) -> tuple[Issue, ...]:
    """Return the issues of an import, in the order of the sheet."""
    found = [*_cell_issues(taken.refused, Severity.ERROR)]
    found += _cell_issues([note for note in taken.converted if note.code in _WARNED], Severity.WARNING)
    for row, cell in zip(taken.source_rows, taken.plan.column("function"), strict=True):
        if cell is None:
            found.append(Issue(Severity.ERROR, row, "function", "no_function", _("This row has no function name.")))
    for verdict in body.double:
        if verdict.row + 1 in taken.kept and verdict.parts:
            found.append(_counted_twice(verdict.row + 1, verdict.label, verdict.parts))
    found += [*_mixed(taken, sheet, uses), *_several_years(taken, sheet, uses)]
    found.sort(key=lambda issue: issue.row or 0)
    return tuple(found)


def _cell_issues(notes: Sequence[CellNote], severity: Severity) -> Iterator[Issue]:
    for note in notes:
        told = _("{heading}: “{raw}”: {reason}.").format(heading=note.heading, raw=note.raw[:80], reason=note.reason)
        if not note.refused:
            told = _("{heading}: “{raw}” became {became}: {reason}.").format(
                heading=note.heading, raw=note.raw[:80], became=note.became, reason=note.reason
            )
        severity = Severity.WARNING if note.field is None else severity
        facts: Mapping[str, object] = {"heading": note.heading, "raw": note.raw, "column": note.column}
        yield Issue(severity, note.row, note.field, note.code, told, facts)


def _counted_twice(row: int, label: str, parts: tuple[int, int]) -> Issue:
    told = _("“{label}” seems to be the sum of rows {first} to {last}, which were taken as well: it may count twice.")
    facts = {"first": parts[0], "last": parts[1]}
    return Issue(Severity.WARNING, row, None, "counted_twice", told.format(label=label, **facts), facts)


def _mixed(taken: Taken, sheet: RawSheet, uses: Sequence[ColumnUse]) -> list[Issue]:
    """Warn of income among the costs: a column that says revenue in some rows and expense in others."""
    if not any(use.field == "in_house_cost" for use in uses):
        return []
    rows = [row - 1 for row in taken.source_rows]
    for use in uses:
        if use.use == EXTRA and not is_code(use.heading):
            column = sheet.columns[use.column]
            said = {str(column[at]).strip().casefold() for at in rows[:20_000] if not is_blank(column[at])}
            income, cost = (
                said & {"revenue", "revenues", "income", "ertrag"},
                said & {"expense", "expenses", "expenditure", "aufwand"},
            )
            if income and cost and len(said) < 12:
                told = _(
                    "Column {column} ({heading}) mixes “{income}” and “{cost}” rows: income may be counted as cost."
                )
                told = told.format(column=letter(use.column), heading=use.heading, income=min(income), cost=min(cost))
                return [Issue(Severity.WARNING, None, "in_house_cost", "income_among_costs", told)]
    return []


def _several_years(taken: Taken, sheet: RawSheet, uses: Sequence[ColumnUse]) -> list[Issue]:
    """Warn of a list that holds the same functions for several years, one below the other."""
    for use in uses:
        column = sheet.columns[use.column]
        years = _years(column, taken.source_rows[:_FEW]) if use.use == EXTRA else {}
        years = _years(column, taken.source_rows[:_MOST_ROWS]) if years else {}
        names = taken.plan.column("function")[: len(years)]
        if len(set(years.values())) > 1 and len(set(zip(names, years.values(), strict=True))) > len(set(names)):
            told = _(
                "Column {column} ({heading}) holds the years {first} to {last}: functions may be counted once a year."
            )
            first, last = min(years.values()), max(years.values())
            told = told.format(column=use.letters, heading=use.heading, first=first, last=last)
            return [Issue(Severity.WARNING, None, "function", "several_years", told)]
    return []


def _years(column: Sequence[RawCell], rows: Sequence[int]) -> dict[int, int]:
    """Return the year in each row (from 1) of a column, nothing where a row has none."""
    found: dict[int, int] = {}
    for row in rows:
        year = year_of(_year_text(column[row - 1]))
        if year is None:
            return {}
        found[row] = year
    return found


def _year_text(cell: RawCell) -> str:
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else cell if isinstance(cell, str) else ""
    return text if len(text) < _YEAR_TEXT else ""


def of_columns(uses: Sequence[ColumnUse], style: NumberStyle, sheet: RawSheet, table: Table) -> list[str]:
    """Return what was decided about the columns: guesses, columns added up, and those passed over for others."""
    told = []
    for use in uses:
        if use.field == "function" and use.confidence <= naming.GUESSED:
            told.append(_("No heading names the functions; the words under {heading} were taken.").format(
                heading=repr(use.heading)))  # fmt: skip
        if use.field == "department" and use.confidence <= naming.GUESSED:
            told.append(_("No heading names the department; the words under {heading} were taken.").format(
                heading=repr(use.heading)))  # fmt: skip
    for key in ("in_house_cost", "fte", "volume", "salary"):
        mine = [repr(use.heading) for use in uses if use.field == key]
        others = [repr(use.heading) for use in uses if use.rival == key]
        facts = {"field": BY_KEY[key].heading, "taken": ", ".join(mine), "others": _some(others)}
        if len(mine) > 1 and all(use.confidence < 1 for use in uses if use.field == key):
            told.append(_("{field} adds up the columns {taken}.").format(**facts))
        if others:
            told.append(_("{field} was taken from {taken}; not counted, but kept beside: {others}.").format(**facts))
    beside = [repr(use.heading) for use in uses if use.is_beside]
    if beside:
        told.append(_("Another table stands beside and was left out: {names}.").format(names=_some(beside)))
    told += _unused_numbers(uses, style, sheet, table)
    return told


def of_turned() -> str:
    """Return that a sheet was read turned."""
    return _("The fields stand below one another in this sheet and the functions side by side, so it was turned: "
             "row 2 here is its column B, column B is its row 2.")  # fmt: skip


def of_like_sheets(like: Sequence[RawSheet], taken: RawSheet) -> list[str]:
    """Return which sheets of other years look the same and are not taken."""
    others = [repr(sheet.name) for sheet in like if sheet.name != taken.name]
    return (
        [_("Sheets of other years with the same headings, not taken: {names}.").format(names=_some(others))]
        if others
        else []
    )


def _unused_numbers(uses: Sequence[ColumnUse], style: NumberStyle, sheet: RawSheet, table: Table) -> list[str]:
    if any(use.field in {"in_house_cost", "fte", "volume", "salary"} for use in uses):
        return []
    others = [
        repr(use.heading) for use in uses
        if use.use == EXTRA and not is_code(use.heading)
        and (found := profile(sheet.columns[use.column][table.body : table.end], style)).filled
        and found.numbers > 0.6 and not found.codes
    ]  # fmt: skip
    if not others:
        return []
    return [_("No column was recognised as headcount or cost. These hold numbers and are kept beside: {others}. "
              'Say which one is meant with --map "Their heading=in_house_cost" or in the mapping.').format(
        others=_some(others))]  # fmt: skip


def _some(names: Sequence[str]) -> str:
    more = _(" and {count} more").format(count=len(names) - _SHOWN) if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


def notes(raw: RawBook, sheet: RawSheet, taken: Taken) -> tuple[str, ...]:
    """Return what a person should know about the file and the sheet."""
    told = [refusals.note(code, facts) for code, facts in raw.notes]
    hidden = [other.name for other in raw.sheets if other.hidden and other.name != sheet.name]
    if sheet.hidden:
        told.append(_("The sheet {sheet!r} is hidden in the workbook.").format(sheet=sheet.name))
    if hidden:
        told.append(_("Hidden sheets, not taken: {names}.").format(names=", ".join(map(repr, hidden))))
    rows = [row for row in sheet.hidden_rows if row + 1 in taken.kept]
    if rows:
        told.append(ngettext(
            "{count} row taken is hidden in the sheet (row {first}).",
            "{count} rows taken are hidden in the sheet (the first is row {first}).", len(rows),
        ).format(count=len(rows), first=rows[0] + 1))  # fmt: skip
    columns = [letter(at) for at in sheet.hidden_columns if at < len(sheet.columns)]
    if columns:
        told.append(_("Hidden columns: {columns}.").format(columns=", ".join(columns)))
    if sheet.formulas:
        told.append(
            _("Results of {count} formulas were taken as the workbook stores them.").format(count=sheet.formulas)
        )
    return (*told, *taken.notes)

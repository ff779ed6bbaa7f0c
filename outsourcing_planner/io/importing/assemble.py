"""Putting the plan together from a judged table, with a count of every cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from outsourcing_planner.domain.cells import Cell, Invalid
from outsourcing_planner.domain.fields import BY_KEY, Field, Kind
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.io.importing import departments, units
from outsourcing_planner.io.importing.choices import ImportChoices
from outsourcing_planner.io.importing.columns import COMPUTED, EMPTY, EXTRA, FIELD, LEFT_OUT, ColumnUse
from outsourcing_planner.io.importing.judging import BLANK, KEEP, NOTE, Verdict
from outsourcing_planner.io.importing.raw import RawBook, RawCell, RawSheet, is_blank
from outsourcing_planner.io.importing.report import CellNote, ColumnLeftOut, ColumnSum, Report, RowLeftOut
from outsourcing_planner.io.importing.rows import Body
from outsourcing_planner.io.importing.table import Table
from outsourcing_planner.io.importing.typing_cells import Column, own_style, raw_text, type_column
from outsourcing_planner.text import NumberStyle, _

_NAMED_PARTS: Final = 12


@dataclass
class Taken:
    """The plan and what was counted on the way to it."""

    plan: Plan
    source_rows: tuple[int, ...]
    cells_in: int
    headings: int
    blank_rows: int
    kept_cells: int = 0
    rows_left_out: list[RowLeftOut] = field(default_factory=list)
    columns_left_out: list[ColumnLeftOut] = field(default_factory=list)
    converted: list[CellNote] = field(default_factory=list)
    refused: list[CellNote] = field(default_factory=list)
    sums: list[ColumnSum] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    factors: dict[str, float] = field(default_factory=dict)

    @property
    def kept(self) -> frozenset[int]:
        """Return the sheet rows (from 1) that are in the plan."""
        return frozenset(self.source_rows)

    def report(self, notes: Sequence[str]) -> Report:
        """Return the report."""
        return Report(
            self.cells_in, self.kept_cells, len(self.source_rows), self.blank_rows, tuple(self.rows_left_out),
            tuple(self.columns_left_out), tuple(self.converted), tuple(self.refused), tuple(self.sums), tuple(notes),
        )  # fmt: skip


def assemble(
    raw: RawBook, sheet: RawSheet, table: Table, uses: Sequence[ColumnUse], body: Body,
    choices: ImportChoices, style: NumberStyle,
) -> Taken:  # fmt: skip
    """Return the plan and the counts; ``uses`` say what becomes of each column, ``body`` of each row."""
    kept = _kept_rows(sheet, body, choices)
    filled = sheet.filled
    taken = Taken(Plan(), tuple(at + 1 for at in kept), sum(filled), 0, 0)
    _rows_left_out(sheet, table, body, set(kept), filled, taken)
    taken.headings = sum(filled[max(table.first_heading, 0) : table.last_heading + 1])
    taken.kept_cells = taken.headings
    columns = _Columns(raw, sheet, table, kept, choices, style, taken)
    columns.told_once = units.of_titles(sheet, table, [v.label for v in body.verdicts if v.kind == NOTE])
    columns.is_ours = any(use.use == COMPUTED for use in uses)
    fields: dict[str, list[Cell]] = {}
    extras: dict[str, list[Cell]] = {}
    for key in BY_KEY:
        mine = [use for use in uses if use.use == FIELD and use.field == key]
        if mine:
            fields[key] = columns.field(BY_KEY[key], mine)
    for use in uses:
        if use.use == EXTRA and choices.keep_extras:
            extras[_unique(use.heading, extras)] = columns.beside(use)
        elif use.use in {COMPUTED, LEFT_OUT, EXTRA}:
            columns.leave(use)
        else:
            assert use.use in {FIELD, EMPTY}  # noqa: S101 - the five uses
    departments.complete(
        sheet, table, uses, body, kept, fields, taken.notes, by_sections=choices.sections_as_department
    )
    title = sheet.name if raw.kind != "text" else raw.name.rpartition(".")[0]
    taken.plan = Plan.from_columns(fields, extras, title)
    return taken


def _unique(name: str, known: Mapping[str, object]) -> str:
    found, number = name, 2
    while found in known:
        found, number = f"{name} ({number})", number + 1
    return found


def _kept_rows(sheet: RawSheet, body: Body, choices: ImportChoices) -> list[int]:
    hidden = set(sheet.hidden_rows) if choices.skip_hidden else set()
    return [
        verdict.row
        for verdict in body.verdicts
        if verdict.kind != BLANK
        and (verdict.kind == KEEP or verdict.row + 1 in choices.take_rows)
        and verdict.row + 1 not in choices.leave_rows
        and verdict.row not in hidden
    ]


def _rows_left_out(
    sheet: RawSheet, table: Table, body: Body, kept: set[int], filled: Sequence[int], taken: Taken
) -> None:
    for at in range(min(table.first_heading if table.last_heading >= 0 else table.body, sheet.height)):
        if filled[at]:
            taken.rows_left_out.append(RowLeftOut(at + 1, _name(sheet, at), "above", _("above the table"), filled[at]))
    for verdict in body.verdicts:
        if verdict.kind == BLANK:
            taken.blank_rows += 1
        elif verdict.row not in kept:
            row, cells = verdict.row + 1, filled[verdict.row]
            kind = "left_out" if verdict.kind == KEEP else verdict.kind
            taken.rows_left_out.append(
                RowLeftOut(row, verdict.label or _name(sheet, verdict.row), kind, _why(verdict), cells)
            )
    for at in range(table.end, sheet.height):
        if filled[at]:
            taken.rows_left_out.append(RowLeftOut(at + 1, _name(sheet, at), "below", _("below the table"), filled[at]))


def _name(sheet: RawSheet, at: int) -> str:
    return next((raw_text(cell) for cell in sheet.row(at) if not is_blank(cell)), "")[:200]


def _why(verdict: Verdict) -> str:
    direct = verdict.direct
    if direct and len(direct) - 1 != direct[-1] - direct[0]:
        named = ", ".join(map(str, direct[:_NAMED_PARTS])) + (" …" if len(direct) > _NAMED_PARTS else "")
        return _("a total: it adds up rows {rows}").format(rows=named)
    if verdict.reason == "adds_up" and verdict.parts:
        return _("a total: it adds up rows {first} to {last}").format(first=verdict.parts[0], last=verdict.parts[1])
    return {
        "called_total": _("a total, by its name"),
        "like_totals": _("no name, like the totals of the sheet"),
        "ruled": _("a line drawn with signs"),
        "section": _("the title of a section"),
        "repeated_headings": _("the headings again"),
        "column_numbers": _("numbers of the columns"),
        "explanation": _("an explanation of the headings"),
        "repeated_title": _("the title again"),
        "page": _("the number of a page"),
        "thereof": _("a part of the row above it, by its name"),
        "summary": _("an average, a check or the like, by its name"),
        "note": _("a note under the table"),
        "other_table": _("another table begins there"),
    }.get(verdict.reason, _("left out by choice"))


class _Columns:
    """Types the kept cells of columns and books every cell."""

    is_ours = False
    """Whether the program itself wrote the sheet: its numbers are in the units of their fields, whatever their size."""

    def __init__(
        self, raw: RawBook, sheet: RawSheet, table: Table, kept: Sequence[int], choices: ImportChoices,
        style: NumberStyle, taken: Taken,
    ) -> None:  # fmt: skip
        self.raw, self.sheet, self.table, self.kept = raw, sheet, table, kept
        self.choices, self.style, self.taken = choices, style, taken
        self.rows = tuple(at + 1 for at in kept)
        self.whole = len(kept) == sheet.height
        self.told_once: units.SheetUnits = {}

    def cells(self, use: ColumnUse) -> list[RawCell]:
        """Return the raw cells of the kept rows."""
        column = self.sheet.columns[use.column]
        return list(column) if self.whole else [column[at] for at in self.kept]

    def _spread(self, use: ColumnUse, cells: list[RawCell], typed: list[Cell]) -> None:
        """Give all rows of a cell merged downwards its words; numbers stay where they stand, or they would add up."""
        place = {row: at for at, row in enumerate(self.kept)}
        count = 0
        for first, left, last, right in self.sheet.merges:
            if left <= use.column <= right and last > first and first in place and last < self.table.end:
                for row in range(first + 1, last + 1):
                    if row in place and is_blank(cells[place[row]]):
                        typed[place[row]] = typed[place[first]]
                        count += typed[place[row]] is not None
        if count:
            told = _("{heading}: the words of merged cells were given to {count} rows under them.")
            self.taken.notes.append(told.format(heading=use.heading, count=count))

    def field(self, target: Field, uses: Sequence[ColumnUse]) -> list[Cell]:
        """Return the cells of a field, fed by one or several columns."""
        typed = [self._typed(use, target) for use in uses]
        return typed[0] if len(typed) == 1 else _joined(target, typed)

    def beside(self, use: ColumnUse) -> list[Cell]:
        """Return the cells of a column kept beside the fields."""
        return self._typed(use, None)

    def leave(self, use: ColumnUse) -> None:
        """Book a column that is not taken."""
        cells = sum(not is_blank(cell) for cell in self.cells(use))
        chosen = _("another table beside") if use.is_beside else _("left out by choice")
        reason = _("a result of this program, computed anew") if use.use == COMPUTED else chosen
        self.taken.columns_left_out.append(ColumnLeftOut(use.letters, use.heading, reason, cells))

    def _typed(self, use: ColumnUse, target: Field | None) -> list[Cell]:
        cells = self.cells(use)
        text = self.raw.kind == "text"
        column = Column(use.letters, use.heading, target, self.rows, self.style, text)
        guessed = not (self.choices.decimal or self.choices.locale)
        column = replace(column, date_order=self.choices.date_order or "", either_mark=guessed)
        column = replace(column, style=own_style(cells, self.style)) if guessed and target is not None else column
        chosen = self.choices.factors.get(use.heading)
        if chosen is not None or not self.is_ours:
            column = units.scaled(column, cells, chosen, self.told_once)
        typed, notes = type_column(column, cells)
        refused = [note for note in notes if note.refused]
        self.taken.refused += refused
        self.taken.converted += [note for note in notes if not note.refused]
        self.taken.kept_cells += (
            len(typed) - typed.count(None) - sum(note.refused or note.became != "" for note in notes)
        )
        if target is not None and target.numeric:
            self.taken.factors[use.heading] = column.factor
            self._sum(use, target, column, typed, refused)
        if self.sheet.merges and (target is None or target.kind is Kind.TEXT):
            self._spread(use, cells, typed)
        if column.why_factor and column.factor != 1.0:
            told = _("{heading}: {reason}.").format(heading=use.heading, reason=column.why_factor)
            self.taken.notes.append(told)
        return typed

    def _sum(
        self, use: ColumnUse, target: Field, column: Column, typed: Sequence[Cell], refused: Sequence[CellNote]
    ) -> None:
        taken = sum(cell for cell in typed if type(cell) is float)
        lost = (units.number_of(note.raw, column) for note in refused if note.code == "out_of_range")
        self.taken.sums.append(ColumnSum(target.key, use.heading, taken + sum(lost), taken))


def _joined(target: Field, columns: Sequence[Sequence[Cell]]) -> list[Cell]:
    """Return one column from several: numbers are added, texts are joined by a comma; an invalid part makes all so."""
    joined: list[Cell] = []
    for cells in zip(*columns, strict=True):
        filled = [cell for cell in cells if cell is not None]
        invalid = next((cell for cell in filled if isinstance(cell, Invalid)), None)
        if len(filled) < 2:
            joined.append(filled[0] if filled else None)
        elif invalid is not None:
            raw = " + ".join(cell.raw if isinstance(cell, Invalid) else str(cell) for cell in filled)
            joined.append(Invalid(raw, invalid.reason))
        elif target.numeric:
            joined.append(sum(cell for cell in filled if isinstance(cell, float)))
        else:
            joined.append(", ".join(str(cell) for cell in filled))
    return joined

"""What the import makes of a sheet, with everything the dialog shows of it: made beside the window, then only read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.errors import PlannerError
from outsourcing_planner.io.importing.imported import choose_sheet, style_of
from outsourcing_planner.io.importing.mapping import EMPTY, ColumnUse, propose
from outsourcing_planner.io.importing.own_assumptions import assumptions_of
from outsourcing_planner.io.importing.own_sections import sections_of, title_of
from outsourcing_planner.io.importing.raw import RawBook, RawSheet, Special, column_of, is_blank
from outsourcing_planner.io.importing.table import find_table
from outsourcing_planner.io.read_workbook import CellNote, ImportChoices, Imported, RowLeftOut, interpret
from outsourcing_planner.session.edits import State
from outsourcing_planner.session.import_memory import ImportMemory, Recalled
from outsourcing_planner.session.import_review import is_again
from outsourcing_planner.text import _, plain_number
from outsourcing_planner.ui.models.import_findings import Finding, findings_of

_LOOKED_AT: Final = 200
_EXAMPLES: Final = 3


@dataclass(frozen=True)
class Own:
    """What a workbook that this program wrote brings along beside its rows; empty for every other sheet."""

    assumptions: Assumptions = field(default_factory=Assumptions)
    sections: Mapping[str, Any] = field(default_factory=dict)
    title: str = ""


@dataclass(frozen=True)
class Source:
    """What is imported: a file, or cells that were pasted (``path`` is None, ``text`` what was on the clipboard)."""

    book: RawBook
    path: Path | None = None
    text: str = ""

    @property
    def name(self) -> str:
        """Return how the source is called."""
        return self.path.name if self.path else _("pasted cells")

    @cached_property
    def _turned(self) -> dict[str, RawSheet]:
        return {}

    def sheet(self, name: str, *, turned: bool) -> RawSheet | None:
        """Return a sheet as the import looks at it; the same object each time."""
        sheet = self.book.sheet(name) if name else None
        if sheet is None or not turned:
            return sheet
        return self._turned.setdefault(name, sheet.turned())

    @cached_property
    def own(self) -> Own:
        """Return what else the workbook holds, where it is one of ours."""
        assumptions, _refused = assumptions_of(self.book)
        sections, _too = sections_of(self.book, assumptions)
        return Own(assumptions, sections, title_of(self.book))


@dataclass(frozen=True)
class Seen:
    """What choices make of a source.

    ``found`` is None where nothing could be taken, ``problem`` then says why; sheet, columns and headings are known as
    far as they were found. ``notes`` are by row (from 1) and column (from 0) of the sheet.
    """

    source: Source
    choices: ImportChoices
    recalled: Recalled | None = None
    found: Imported | None = None
    problem: str = ""
    sheet: str = ""
    header_rows: tuple[int, int] = (0, 0)
    decimal: str = "."
    columns: tuple[ColumnUse, ...] = ()
    left_out: Mapping[int, RowLeftOut] = field(default_factory=dict)
    kept: frozenset[int] = frozenset()
    notes: Mapping[tuple[int, int], CellNote] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    examples: Mapping[int, str] = field(default_factory=dict)
    own: Own = field(default_factory=Own)
    again: bool = False

    @property
    def turned(self) -> bool:
        """Say whether the sheet was turned."""
        return self.found.turned if self.found else bool(self.choices.turned)

    @property
    def shown(self) -> RawSheet | None:
        """Return the sheet as the import looks at it."""
        return self.source.sheet(self.sheet, turned=self.turned)

    @property
    def has_sections(self) -> bool:
        """Say whether there are titles between the rows."""
        return any(row.kind == "section" for row in self.left_out.values())


@dataclass(frozen=True)
class Look:
    """Looks at sources for one open document, whose state it was made for."""

    state: State
    memory: ImportMemory | None = None

    def first(self, source: Source, choices: ImportChoices) -> Seen:
        """Interpret a source with the choices of the last import of its layout, where there was one."""
        recalled = self.memory.recall(source.book, choices) if self.memory else None
        if recalled is None:
            return self.at(source, choices)
        kept = replace(recalled.choices, encoding=choices.encoding, delimiter=choices.delimiter)
        return self.at(source, kept, recalled)

    def at(self, source: Source, choices: ImportChoices, recalled: Recalled | None = None) -> Seen:
        """Interpret a source as chosen; what cannot be taken is a Seen with its problem."""
        try:
            found = interpret(source.book, choices)
        except PlannerError as error:
            return _with_examples(_not_taken(source, choices, error))
        report, notes = found.report, (*found.report.converted, *found.report.refused)
        return _with_examples(Seen(
            source, choices, recalled, found, "", found.sheet, found.header_rows, found.style.decimal, found.columns,
            {row.row: row for row in report.rows_left_out}, frozenset(found.source_rows),
            {(note.row, column_of(note.column)): note for note in notes}, findings_of(report), {},
            source.own, is_again(self.state, found, source.path.name if source.path else ""),
        ))  # fmt: skip


def _not_taken(source: Source, choices: ImportChoices, error: PlannerError) -> Seen:
    """Return as much as can be said of a sheet from which nothing can be taken, so that a person can choose."""
    style = style_of(source.book, choices)
    try:
        sheet = choose_sheet(source.book, choices, style)
    except PlannerError:
        return Seen(source, choices, None, None, str(error), choices.sheet or "")
    sheet = sheet.turned() if choices.turned else sheet
    table = find_table(sheet, choices.header_row, choices.header_rows, choices.last_row)
    columns = propose(sheet, table, choices.mapping, frozenset(), style)
    headings = (table.first_heading + 1, table.last_heading + 1) if table.last_heading >= 0 else (0, 0)
    why = str(error)
    if all(use.field != "function" for use in columns):
        why = _(
            "No column of the sheet “{sheet}” names functions. Row {row} was taken for the headings. Choose “Function” "
            "for one of the columns, or another row of headings."
        ).format(sheet=sheet.name, row=headings[1])
    return Seen(source, choices, None, None, why, sheet.name, headings, style.decimal, columns)


def _with_examples(seen: Seen) -> Seen:
    sheet = seen.shown
    if sheet is None:
        return seen
    first = seen.header_rows[1]
    named = {use.column: _examples(sheet, use.column, first) for use in seen.columns if use.use != EMPTY}
    return replace(seen, examples=named)


def _examples(sheet: RawSheet, column: int, first: int) -> str:
    cells: Sequence[object] = sheet.columns[column][first : first + _LOOKED_AT]
    texts = dict.fromkeys(" ".join(raw_text(cell).split()) for cell in cells if not is_blank(cell))  # type: ignore[arg-type] # raw cells
    return ", ".join(list(texts)[:_EXAMPLES])


def raw_text(cell: object) -> str:
    """Return a raw cell as text."""
    if cell is None:
        return ""
    if isinstance(cell, Special):
        return cell.text
    if isinstance(cell, float):
        return plain_number(cell)
    return (_("yes") if cell else _("no")) if isinstance(cell, bool) else str(cell)

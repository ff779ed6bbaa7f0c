"""Copy, cut, paste: blocks of cells between this plan, other plans, spreadsheets and the web."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtGui import QGuiApplication

from outsourcing_planner.domain.cells import Cell, Invalid, parse
from outsourcing_planner.domain.fields import BY_KEY, Field
from outsourcing_planner.domain.plan import RowId
from outsourcing_planner.session import block_edits
from outsourcing_planner.session.clipboard_table import tiled
from outsourcing_planner.session.shown import Shown
from outsourcing_planner.text import _, ngettext
from outsourcing_planner.ui.models.clipboard import Block, BlockData, let_go_at_exit, put, read
from outsourcing_planner.ui.models.columns import Column
from outsourcing_planner.ui.models.formats import exact, style
from outsourcing_planner.ui.views.grid_commands import GridCommands
from outsourcing_planner.ui.views.grid_selection import Area


@dataclass
class _Report:
    """What a paste did that the person should know."""

    computed: list[str] = field(default_factory=list)
    cut_off: int = 0
    invalid: int = 0


class GridClipboard:
    """The commands of the clipboard."""

    def __init__(self, commands: GridCommands) -> None:
        self._commands = commands
        self._view, self._table = commands.view, commands.table
        let_go_at_exit()

    def copy(self) -> None:
        """Put the selected cells on the clipboard."""
        self._copy(headings=False)

    def copy_with_headings(self) -> None:
        """Put the selected cells on the clipboard, with their headings above."""
        self._copy(headings=True)

    def cut(self) -> None:
        """Copy the selected cells and clear them, as one step."""
        if self._copy(headings=False):
            self._commands.clear(_("Cut"))

    def _copy(self, *, headings: bool) -> bool:
        areas = self._view.selected.areas()
        bounds = self._view.selected.bounds()
        if bounds is None or not _copyable(areas):
            self._commands.say(_("Cells that stand apart cannot be copied together. Select one block."))
            return False
        columns = self._table.columns[bounds.left : bounds.right + 1]
        if any(area.width != bounds.width for area in areas):
            return False
        rows = [row for area in sorted(areas) for row in self._table.ids_between(area.top, area.bottom)]
        if not rows:
            return False
        cells = partial(_cells, self._table.shown, columns, rows)
        put(BlockData(columns, cells, len(rows), headings=headings), len(rows) * len(columns))
        self._view.copied.remember(self._view.selected.remember())
        text = _("Copied {rows} × {columns} cells.")
        self._commands.say(text.format(rows=len(rows), columns=len(columns)))
        return True

    def paste(self) -> None:
        """Paste the clipboard at the selection; rows are added where the plan ends."""
        block = read(QGuiApplication.clipboard().mimeData())
        bounds = self._view.selected.bounds()
        if block is None or bounds is None:
            self._commands.say(_("There are no cells on the clipboard to paste."))
            return
        self._paste(block, bounds)

    def insert_copied_rows(self) -> None:
        """Insert what is on the clipboard as new rows above the current one."""
        block = read(QGuiApplication.clipboard().mimeData())
        bounds = self._view.selected.bounds()
        if block is None or bounds is None:
            self._commands.say(_("There are no cells on the clipboard to paste."))
            return
        columns = self._columns_from(0 if block.keys[0] == self._table.columns[0].key else bounds.left, len(block.keys))
        report = _Report()
        cells = _understood(block, columns, len(block.rows), report)
        at = self._commands.plan_position(bounds.top)
        edit = block_edits.insert_filled(self._table.document.plan, at, len(block.rows), cells, _("Insert copied rows"))
        self._commands.do(edit, select_rows=edit.block.rows.ids)
        self._tell(report, len(block.rows), len(cells))

    def _columns_from(self, left: int, count: int) -> Sequence[Column]:
        return self._table.columns[left : left + count]

    def _paste(self, block: Block, bounds: Area) -> None:
        bottom = max(min(bounds.bottom, self._table.rowCount() - 2), bounds.top)
        height, width = tiled(block.rows, bottom - bounds.top + 1, bounds.width)  # type: ignore[arg-type] # only its shape
        columns = self._columns_from(bounds.left, width)
        report = _Report(cut_off=width - len(columns))
        cells = _understood(block, columns, height, report)
        rows = self._rows_from(bounds.top, height)
        edit = block_edits.paste(self._table.document.plan, rows, cells, _("Paste"))
        copied = self._view.copied.kept()
        self._commands.do(edit)
        if copied is not None:  # it can be pasted again, as often as one likes
            self._view.copied.remember(copied)
        last = self._line_of_last(rows, bounds.top, height)
        self._view.selected.select(Area(bounds.top, bounds.left, last, bounds.left + max(len(columns), 1) - 1))
        self._commands.keep_selection()
        self._tell(report, height, len(columns))

    def _rows_from(self, top: int, height: int) -> list[RowId]:
        """Return the next rows that are shown, headings of groups left out."""
        rows: list[RowId] = []
        while len(rows) < height and top < self._table.rowCount() - 1:
            bottom = min(top + height - len(rows), self._table.rowCount() - 1) - 1
            rows += self._table.ids_between(top, bottom)
            top = bottom + 1
        return rows

    def _line_of_last(self, rows: Sequence[RowId], top: int, height: int) -> int:
        if len(rows) == height:
            return max(self._table.line_of(rows[-1]), top)
        return max(self._table.rowCount() - 2, top)

    def _tell(self, report: _Report, rows: int, columns: int) -> None:
        said = [_("Pasted {rows} × {columns} cells.").format(rows=rows, columns=columns)]
        if report.computed:
            one, more = _("{names} is computed and stays."), _("{names} are computed and stay.")
            said.append((more if len(report.computed) > 1 else one).format(names=", ".join(report.computed)))
        if report.cut_off:
            text = ngettext("{count} column did not fit.", "{count} columns did not fit.", report.cut_off)
            said.append(text.format(count=report.cut_off))
        if report.invalid:
            text = ngettext("{count} cell is not valid and is marked.", "{count} cells are not valid and are marked.",
                            report.invalid)  # fmt: skip
            said.append(text.format(count=report.invalid))
        self._commands.say(" ".join(said))


def _copyable(areas: Sequence[Area]) -> bool:
    """Say whether areas have the same columns, so that their rows make one block."""
    return len({(area.left, area.right) for area in areas}) == 1


def _cells(shown: Shown, columns: Sequence[Column], rows: Sequence[RowId]) -> list[list[Cell]]:
    at = shown.plan.rows.of(rows)
    return [[shown.cell(position, column.key) for column in columns] for position in at]


def _understood(block: Block, columns: Sequence[Column], height: int, report: _Report) -> dict[str, list[Cell]]:
    """Return the cells of a block for the columns that can be typed into, repeated to a height."""
    found: dict[str, list[Cell]] = {}
    for number, column in enumerate(columns):
        if column.field is None:
            report.computed.append(column.heading)
            continue
        source = number % len(block.keys)
        cells = _column(block, source, column.field)
        found[column.key] = [cells[row % len(cells)] for row in range(height)]
        report.invalid += sum(1 for cell in found[column.key] if isinstance(cell, Invalid))
    return found


def _column(block: Block, source: int, target: Field) -> list[Cell]:
    if block.keys[source] == target.key:
        return [row[source] for row in block.rows]
    if block.numbers is not None and target.numeric:
        return _exact_column(block, source, target)
    origin = BY_KEY.get(block.keys[source])
    known: dict[Cell, Cell] = {}
    marks = style()
    cells: list[Cell] = []
    for row in block.rows:
        raw = row[source]
        if raw not in known or isinstance(raw, bool | float):
            text = raw if block.texts else raw if isinstance(raw, float) else exact(raw, origin)
            known[raw] = parse(target, text, marks)
        cells.append(known[raw])
    return cells


def _exact_column(block: Block, source: int, target: Field) -> list[Cell]:
    """Return the numbers that were told exactly, and what the other texts of the column mean."""
    marks, numbers = style(), [row[source] for row in block.numbers or ()]
    texts = [row[source] for row in block.rows]
    return [
        parse(target, text if number is None else number, marks) for text, number in zip(texts, numbers, strict=True)
    ]

"""What a person does to cells and rows of the grid; every act is one named step of undo."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from outsourcing_planner.domain.cells import Cell, parse
from outsourcing_planner.domain.fields import BY_KEY, CRITERIA, Field
from outsourcing_planner.domain.plan import RowId
from outsourcing_planner.session import block_edits, fill
from outsourcing_planner.session.edits import Edit, Several
from outsourcing_planner.session.typing import typed
from outsourcing_planner.text import _, ngettext
from outsourcing_planner.ui.dialogs.pick import PickDialog
from outsourcing_planner.ui.models.anchors import meanings
from outsourcing_planner.ui.models.columns import all_columns
from outsourcing_planner.ui.models.formats import style
from outsourcing_planner.ui.models.plan_table import PlanTable
from outsourcing_planner.ui.models.undo import EditCommand
from outsourcing_planner.ui.views.grid_choices import MOST_IN_MENU, ask_choice, choices_of
from outsourcing_planner.ui.views.grid_selection import Area
from outsourcing_planner.ui.views.grid_view import GridView

NewCells = Callable[[list[RowId], Field], Sequence[Cell]]
"""Gives the new cells of some rows in a field."""


class GridCommands:
    """The commands that change the plan."""

    def __init__(self, view: GridView, table: PlanTable, say: Callable[[str], None]) -> None:
        self.view, self.table, self.say = view, table, say
        self._last: EditCommand | None = None

    def do(self, edit: Edit | None, select_rows: Sequence[RowId] = ()) -> None:
        """Carry an edit out as one step; afterwards these rows are selected."""
        self._last = self.table.push(edit)
        if select_rows:
            self.view.selected.select_rows(select_rows)
        self.keep_selection()

    def keep_selection(self) -> None:
        """Take what is selected now as what redo of the last step brings back."""
        if self._last is not None:
            self._last.selected_after()

    def plan_position(self, line: int) -> int:
        """Return where in the plan a row stands that is put above a line."""
        row = next((found for at in range(line, self.table.rowCount()) if (found := self.table.row_at(at))), None)
        plan = self.table.document.plan
        return len(plan) if row is None else plan.rows.positions[row]

    # Cells ------------------------------------------------------------------------------------------------------
    def clear_cells(self) -> None:
        """Empty the selected cells."""
        self.clear(_("Clear cells"))

    def clear(self, label: str) -> None:
        """Empty the selected cells under a name of its own."""
        self._change(self.view.selected.areas(), lambda rows, _field: (None,) * len(rows), label)

    def fill_selection(self, text: str) -> None:
        """Put one text into every selected cell."""
        label = _("Fill cells")
        areas = self.view.selected.areas()
        if len(areas) == 1 and areas[0].top == areas[0].bottom == self.table.rowCount() - 1:
            self.table.setData(self.table.index(areas[0].top, areas[0].left), text)
            return
        self._change(areas, lambda rows, field: (typed(field, text, style()),) * len(rows), label)

    def fill_down(self) -> None:
        """Copy the topmost selected cells into those below; of one row, from the row above."""
        self._change([*map(self._with_row_above, self.view.selected.areas())], self._first_cell, _("Fill down"))

    def _with_row_above(self, area: Area) -> Area:
        return area._replace(top=area.top - 1) if area.top == area.bottom and area.top > 0 else area

    def _first_cell(self, rows: list[RowId], field: Field) -> Sequence[Cell]:
        return (self.table.document.cell(rows[0], field.key),) * len(rows)

    def fill_right(self) -> None:
        """Copy the leftmost selected cells into those beside; of one column, from the column before."""
        edits: list[Edit] = []
        plan = self.table.document.plan
        for area in self.view.selected.areas():
            left = area.left - 1 if area.left == area.right and area.left > 0 else area.left
            rows = self.table.ids_between(area.top, area.bottom)
            line = [self.table.typed(self.table.line_of(row), left) for row in rows]
            for column in range(left + 1, area.right + 1):
                field = self.table.columns[column].field
                if field is not None and rows:
                    cells = [_carried(field, cell) for cell in line]
                    edit = block_edits.set_block(plan, rows, {field.key: cells}, _("Fill right"))
                    edits += [edit] if edit else []
        self.together(edits, _("Fill right"))

    def drag_fill(self, source: Area, whole: Area) -> None:
        """Carry the pattern of a rectangle on into the larger one that the handle was dragged over."""
        if whole.right > source.right:
            self.view.selected.select(whole)
            self.fill_right()
        elif whole.left < source.left:
            self._fill_left(source, whole)
        else:
            self._fill_on(source, whole, upwards=whole.top < source.top)
        self.view.selected.select(whole)
        self.keep_selection()

    def _fill_on(self, source: Area, whole: Area, *, upwards: bool) -> None:
        step = -1 if upwards else 1
        first, last = (whole.top, source.top - 1) if upwards else (source.bottom + 1, whole.bottom)
        pattern = self.table.ids_between(source.top, source.bottom)[::step]
        rows = self.table.ids_between(first, last)[::step]
        if pattern and rows:
            plan = self.table.document.plan
            columns = {
                field.key: fill.continued(field, plan.cells(pattern, field.key), len(rows))
                for field in self._fields(source)
            }
            self.do(block_edits.set_block(plan, rows, columns, _("Fill")))

    def _fill_left(self, source: Area, whole: Area) -> None:
        rows = self.table.ids_between(source.top, source.bottom)
        cells = [self.table.typed(self.table.line_of(row), source.left) for row in rows]
        columns = {
            field.key: [_carried(field, cell) for cell in cells]
            for field in self._fields(source._replace(left=whole.left, right=source.left - 1))
        }
        self.do(block_edits.set_block(self.table.document.plan, rows, columns, _("Fill")))

    def insert_date(self) -> None:
        """Write today's date into the selected cells."""
        self.fill_selection(date.today().isoformat())  # noqa: DTZ011 - the person's own calendar day

    def fill_from_inferred(self) -> None:
        """Write what was inferred for the selected rows into their blank criteria."""
        rows = self.view.selected.rows()
        shown, plan = self.table.shown, self.table.document.plan
        columns: dict[str, list[Cell]] = {}
        for key in self._criteria_selected():
            typed = plan.cells(rows, key)
            stand_ins = (shown.stand_in(at, key)[0] for at in plan.rows.of(rows))
            columns[key] = [
                was if was is not None else found for was, found in zip(typed, stand_ins, strict=True)
            ]
        self._told(block_edits.set_block(plan, rows, columns, _("Take over inferred scores")), len(rows))

    def _criteria_selected(self) -> Iterable[str]:
        fields = {field.key for area in self.view.selected.areas() for field in self._fields(area)}
        return [key for key in CRITERIA if key in fields] or CRITERIA

    def clear_overrides(self) -> None:
        """Let the selected rows follow the advice again."""
        rows = self.view.selected.rows()
        blank: list[Cell] = [None] * len(rows)
        columns = {"decision": blank, "decision_reason": blank}
        self._told(block_edits.set_block(self.table.document.plan, rows, columns, _("Clear own decisions")), len(rows))

    def set_decision(self) -> None:
        """Choose one decision for all selected rows."""
        self._choose_for_rows("decision")

    def set_country(self) -> None:
        """Choose one delivery country for all selected rows."""
        self._choose_for_rows("country")

    def set_pricing(self) -> None:
        """Choose one pricing for all selected rows."""
        self._choose_for_rows("pricing")

    def _choose_for_rows(self, key: str) -> None:
        """Offer the choices of a field under the pointer's row; the chosen one goes into all selected rows."""
        rows = self.view.selected.rows()
        field = BY_KEY[key]
        if not rows:
            self.say(_("Select the rows first."))
        else:
            shape = all_columns(self.table.document.evaluation)[key]
            choices = choices_of(self.table, shape)
            if len(choices) <= MOST_IN_MENU:
                said = meanings(field)
                ask_choice(self.view, choices, said, lambda text: self.set_selected(field, rows, text))
                return
            title = _("Set {column}").format(column=_(field.heading))
            picked = PickDialog.ask(title, _("Set"), choices, self.view)
            if picked is not None:
                self.set_selected(field, rows, picked)

    def set_selected(self, field: Field, rows: Sequence[RowId], text: str) -> None:
        """Put one text into a field of some rows."""
        cells = (parse(field, text, style()),) * len(rows)
        label = _("Set {column}").format(column=_(field.heading))
        self._told(block_edits.set_block(self.table.document.plan, rows, {field.key: cells}, label), len(rows))

    def _told(self, edit: Edit | None, count: int) -> None:
        self.do(edit)
        if edit is None:
            self.say(_("Nothing to change in the selected rows."))
        else:
            self.say(ngettext("{count} row changed.", "{count} rows changed.", count).format(count=count))

    def _fields(self, area: Area) -> list[Field]:
        shapes = self.table.columns[area.left : area.right + 1]
        return [column.field for column in shapes if column.field is not None]

    def _change(self, areas: Sequence[Area], new: NewCells, label: str) -> None:
        edits: list[Edit] = []
        plan = self.table.document.plan
        fields = False
        for area in areas:
            rows = self.table.ids_between(area.top, area.bottom)
            fields = fields or bool(self._fields(area))
            if rows:
                columns = {field.key: new(rows, field) for field in self._fields(area)}
                edit = block_edits.set_block(plan, rows, columns, label)
                edits += [edit] if edit else []
        if areas and not fields:
            self.say(self.table.why_read_only(areas[0].top, areas[0].left))
        self.together(edits, label)

    def together(self, edits: Sequence[Edit], label: str) -> None:
        """Carry some edits out as one step."""
        self.do(edits[0] if len(edits) == 1 else Several(tuple(edits), label) if edits else None)

    # Rows -------------------------------------------------------------------------------------------------------
    def insert_row(self) -> None:
        """Put as many blank rows above the selection as it has rows."""
        bounds = self.view.selected.bounds()
        top = bounds.top if bounds else self.table.rowCount() - 1
        count = max(len(self.table.ids_between(bounds.top, bounds.bottom)), 1) if bounds else 1
        edit = block_edits.insert_blank(self.table.document.plan, self.plan_position(top), count)
        column = max(self.view.currentIndex().column(), 0)
        self.do(edit)
        line = self.table.line_of(edit.block.rows.ids[0])
        if line >= 0:
            self.view.selected.select(Area(line, column, line, column))
            self.keep_selection()

    def delete_rows(self) -> None:
        """Delete the selected rows."""
        rows = self.view.selected.rows()
        current = self.view.currentIndex()
        self.do(block_edits.delete(self.table.document.plan, rows))
        line = min(max(current.row(), 0), self.table.rowCount() - 1)
        if rows:
            column = max(current.column(), 0)
            self.view.selected.select(Area(line, column, line, column))
            self.keep_selection()

    def duplicate_rows(self) -> None:
        """Put a copy of the selected rows below them."""
        plan = self.table.document.plan
        rows = self.view.selected.rows()
        self.do(block_edits.duplicate(plan, rows), select_rows=range(plan.next_id, plan.next_id + len(rows)))

    def move_rows_up(self) -> None:
        """Move the selected rows one place up."""
        self._move(-1)

    def move_rows_down(self) -> None:
        """Move the selected rows one place down."""
        self._move(1)

    def _move(self, step: int) -> None:
        if self.table.order.sort or self.table.order.filtering or self.table.order.group:
            self.say(_("Rows can be moved in the order of the plan only: take off order, groups and filters first."))
            return
        rows = self.view.selected.rows()
        self.do(block_edits.move(self.table.document.plan, rows, step), select_rows=rows)


def _carried(field: Field, cell: Cell) -> Cell:
    """Return a cell of one column as another takes it."""
    return parse(field, cell, style())


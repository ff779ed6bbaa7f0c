"""The department of each row where a sheet says it once for many: in titles of sections, or in the first row."""

from collections.abc import Sequence
from itertools import pairwise

from outsourcing_planner.domain.cells import Cell
from outsourcing_planner.io.importing.columns import ColumnUse
from outsourcing_planner.io.importing.judging import BLANK, HEADING, KEEP, SECTION, TOTAL, Verdict
from outsourcing_planner.io.importing.raw import RawSheet, is_blank
from outsourcing_planner.io.importing.rows import Body
from outsourcing_planner.io.importing.table import Table
from outsourcing_planner.text import _, ngettext


def complete(
    sheet: RawSheet, table: Table, uses: Sequence[ColumnUse], body: Body, kept: Sequence[int],
    fields: dict[str, list[Cell]], notes: list[str], *, by_sections: bool,
) -> None:  # fmt: skip
    """Fill the department of rows that have none, from titles or from the row above, and say so in ``notes``."""
    column = next((use.column for use in uses if use.field == "department"), None)
    known = fields.get("department")
    if by_sections and (known is None or all(cell is None for cell in known)):
        _from_sections(body, kept, fields, notes, _title_of_first(sheet, table, body))
    elif known is not None and column is not None:
        _from_above(sheet, uses, column, body, kept, known, notes)


def _title_of_first(sheet: RawSheet, table: Table, body: Body) -> str | None:
    """Return what stands right over the first headings, where later headings have titles of their own as well."""
    kinds = [verdict.kind for verdict in body.verdicts if verdict.kind != BLANK]
    if table.first_heading < 1 or (SECTION, HEADING) not in pairwise(kinds):
        return None
    filled = [cell for cell in sheet.row(table.first_heading - 1) if not is_blank(cell)]
    return filled[0].strip() if len(filled) == 1 and isinstance(filled[0], str) else None


def _from_sections(
    body: Body, kept: Sequence[int], fields: dict[str, list[Cell]], notes: list[str], first: str | None
) -> None:
    titles = {verdict.row: verdict.label for verdict in body.verdicts if verdict.kind == SECTION}
    current = first if titles else None
    by_row: dict[int, str | None] = {}
    for verdict in body.verdicts:
        current = titles.get(verdict.row, current)
        by_row[verdict.row] = current
    if titles:
        named = ", ".join(repr(name) for name in list(titles.values())[:5])
        told = _("The titles of sections became the department of the rows under them: {named}.").format(named=named)
    else:
        over = _over_their_parts(body, kept)
        by_row |= {at: parent.label for parent in over for at in _parts_of(parent)}
        named = ", ".join(repr(parent.label) for parent in over[:5])
        told = _("What stands over its parts, with their sum, became their department: {named}.").format(named=named)
    if any(by_row[at] for at in kept):
        fields["department"] = [by_row[at] for at in kept]
        notes.append(told)


def _over_their_parts(body: Body, kept: Sequence[int]) -> list[Verdict]:
    """Return the sums over their parts, where there are several of them and most rows are parts of one."""
    over = [found for found in body.verdicts if found.parts is not None and found.kind == TOTAL and _is_over(found)]
    some = [parent for parent in over if not {*kept} <= {*_parts_of(parent)}]
    inside = {at for parent in some for at in _parts_of(parent)}
    return some if len(some) > 1 and len(inside & {*kept}) * 2 > len(kept) else []


def _parts_of(parent: Verdict) -> range:
    return range(parent.parts[0] - 1, parent.parts[1]) if parent.parts else range(0)


def _is_over(found: Verdict) -> bool:
    return found.parts is not None and found.parts[0] > found.row


def _from_above(
    sheet: RawSheet, uses: Sequence[ColumnUse], column: int, body: Body, kept: Sequence[int], known: list[Cell],
    notes: list[str],
) -> None:  # fmt: skip
    """Give rows the department above them where each is written once, at its first row and left of the function."""
    function = next((use.column for use in uses if use.field == "function"), column)
    blank = known.count(None)
    if column > function or not blank:
        return
    places = {at: place for place, at in enumerate(kept)}
    said = [(v, sheet.columns[column][v.row]) for v in body.verdicts if v.kind != BLANK]
    names = [str(cell).strip() for verdict, cell in said if not is_blank(cell) and _may_name(verdict)]
    once = len(set(names)) == len(names) and not any(one == other for one, other in pairwise(names))
    if not names or blank * 2 < len(names) or not once or is_blank(said[0][1]):
        return
    current: Cell = None
    for verdict, cell in said:
        place = places.get(verdict.row)
        if not is_blank(cell) and _may_name(verdict):
            current = known[place] if place is not None else str(cell).strip()
        elif place is not None and known[place] is None:
            known[place] = current
    notes.append(ngettext(
        "The department is written once for several rows: {count} row under it was given it.",
        "The department is written once for several rows: {count} rows under it were given it.", blank,
    ).format(count=blank))  # fmt: skip


def _may_name(verdict: Verdict) -> bool:
    """Say whether what stands in a row names a department: that of a total under its rows does not."""
    return verdict.kind in {KEEP, SECTION} or _is_over(verdict)

"""Which commands make no sense now, and why: the sentence that stands where the command is."""

from dataclasses import dataclass
from typing import Final

from outsourcing_planner.text import _


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides over the commands."""

    rows: int
    can_undo: bool
    can_redo: bool
    changed_assumptions: bool
    has_backups: bool


_NEED_ROWS: Final = (
    "cut", "copy", "copy_with_headings", "clear_cells", "select_all", "delete_rows", "duplicate_rows", "move_rows_up",
    "move_rows_down", "fill_down", "fill_right", "insert_date", "find", "find_next", "find_previous", "replace",
    "sort_ascending", "sort_descending", "sort_none", "filter_column", "only_problems", "only_close_calls",
    "group_by_department",
    "clear_filters", "why_here", "handover", "side_by_side", "fill_from_inferred", "clear_overrides", "export",
    "set_decision", "set_country", "set_pricing",
    "export_report", "export_csv", "export_json", "export_copy", "print_preview", "import_again",
)  # fmt: skip


def reasons_now(facts: Facts) -> dict[str, str]:
    """Return why commands are disabled, by id; those that make sense are left out."""
    found: dict[str, str] = {}
    if not facts.rows:
        found |= dict.fromkeys(_NEED_ROWS, _("There are no rows yet: add or import some first."))
    if not facts.can_undo:
        found["undo"] = _("Nothing to undo.")
    if not facts.can_redo:
        found["redo"] = _("Nothing to do again.")
    if not facts.changed_assumptions:
        found["reset_assumptions"] = _("Every assumption has its default.")
    if not facts.has_backups:
        found["browse_backups"] = _("There are no earlier states yet: they are kept from the second save on.")
    return found

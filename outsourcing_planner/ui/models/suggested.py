"""The rows that an own decision is suggested for: marked in the class's cell, told in its tooltip and when read out."""

from collections.abc import Mapping
from html import escape

from outsourcing_planner.domain.plan import RowId
from outsourcing_planner.ui.models.looks import SUGGESTED, Look

COLUMN = "label"


class Suggested:
    """Sentences by row; empty where the own decisions say nothing."""

    def __init__(self) -> None:
        self.rows: Mapping[RowId, str] = {}

    def replace(self, found: Mapping[RowId, str]) -> set[RowId]:
        """Take other suggestions; returns the rows that look different now."""
        before, self.rows = self.rows, dict(found)
        return {row for row in {*found, *before} if found.get(row) != before.get(row)}

    def look(self, look: Look, row: RowId, key: str) -> Look:
        """Return the look of a cell with the mark, where there is a suggestion."""
        return look._replace(text=f"{look.text} {SUGGESTED}") if key == COLUMN and row in self.rows else look

    def tip(self, tip: str | None, row: RowId, key: str) -> str | None:
        """Return a tooltip with the sentence below it, where there is a suggestion."""
        said = self.rows.get(row) if key == COLUMN else None
        return f"{tip or ''}<p>{SUGGESTED} {escape(said)}</p>" if said else tip

    def spoken(self, text: str, row: RowId, key: str) -> str:
        """Return what is read out for a cell, with the sentence where there is a suggestion."""
        said = self.rows.get(row) if key == COLUMN else None
        return f"{text}, {said}" if said else text

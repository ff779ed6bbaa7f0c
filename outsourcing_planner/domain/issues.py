"""Issues: problems in data. They are values that are collected and shown; they stop nothing."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much an issue matters to the result."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding about one place.

    ``row`` is the number a person sees (the row of the sheet on import, the row of the plan in an evaluation), or None
    for the whole; ``field`` is a key of the table of fields or of a measure, or None; ``code`` is stable and
    machine-readable; ``facts`` are what the message was made from.
    """

    severity: Severity
    row: int | None
    field: str | None
    code: str
    message: str
    facts: Mapping[str, object] = dataclasses.field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """Return the object that the command line prints."""
        return {
            "severity": str(self.severity), "row": self.row, "field": self.field, "code": self.code,
            "message": self.message,
        }  # fmt: skip

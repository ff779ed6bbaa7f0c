"""What a person may choose about an import; everything left out is guessed."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class ImportChoices:
    """Choices of an import; rows count from 1 as in the sheet.

    ``header_row`` is the last row of headings, 0 says that there are none; ``header_rows`` is how many rows they take.
    ``mapping`` gives a field key by heading or column letters; "" leaves the column out, "extra" keeps it beside the
    fields; several headings may feed one field (text is joined, numbers are summed). ``factors`` multiply the numbers
    of a heading (1000 for "in thousands").
    ``take_rows`` and ``leave_rows`` overrule what was found out about single rows. ``decimal``, ``group``,
    ``delimiter``, ``encoding`` are for text; ``locale`` ("de_DE") gives decimal and group; ``date_order`` ("dmy",
    "mdy", "ymd") writes dates of text columns as year-month-day; without it they stay as they are.
    ``turned``: the fields stand below one another and the functions side by side, so rows and columns change places
    (and all rows and letters are those of the turned sheet); None finds that out.
    ``own_assumptions``: a workbook that this program wrote brings its assumptions along.
    """

    sheet: str | None = None
    header_row: int | None = None
    header_rows: int | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    last_row: int | None = None
    keep_extras: bool = True
    locale: str | None = None
    decimal: str | None = None
    group: str | None = None
    delimiter: str | None = None
    encoding: str | None = None
    date_order: str | None = None
    factors: Mapping[str, float] = field(default_factory=dict)
    take_rows: frozenset[int] = frozenset()
    leave_rows: frozenset[int] = frozenset()
    skip_hidden: bool = False
    sections_as_department: bool = True
    own_assumptions: bool = True
    turned: bool | None = None

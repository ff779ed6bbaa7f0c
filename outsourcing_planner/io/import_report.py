"""The report of an import as a file: every row, column and cell that is not in the plan as it was in the sheet."""

import csv
from io import StringIO
from pathlib import Path

from outsourcing_planner.io.atomic import save_bytes
from outsourcing_planner.io.read_workbook import Report
from outsourcing_planner.io.write_rows import guarded_text
from outsourcing_planner.text import _


def export_import_report(report: Report, path: Path, *, overwrite: bool = False) -> None:
    """Write the report as a CSV file (UTF-8 with byte order mark); raises OutputUnwritableError."""
    save_bytes(path, report_bytes(report), overwrite=overwrite)


def report_bytes(report: Report) -> bytes:
    """Return the report as CSV; texts that a spreadsheet would take for formulas get an apostrophe."""
    target = StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow((_("What"), _("Where"), _("Name"), _("Was"), _("Why")))
    for line in report.lines():
        writer.writerow([guarded_text(text) for text in line])
    for note in report.notes:
        writer.writerow((_("Note"), "", "", "", guarded_text(note)))
    return b"\xef\xbb\xbf" + target.getvalue().encode("utf-8", "replace")

"""Builds resources/samples/portfolio.xlsx: an invented portfolio as a company would keep it. Figures are ours."""

from pathlib import Path
from typing import Final

import xlsxwriter

OUT: Final = Path(__file__).resolve().parent.parent / "resources" / "samples" / "portfolio.xlsx"
HEADINGS: Final = (
    "Business function", "Department", "What it covers", "No. of FTEs", "Units a year", "Unit of work", "AHT (min)",
    "Average salary", "Annual cost", "Delivery country", "Start month", "Comment",
)  # fmt: skip
WIDTHS: Final = (28, 16, 46, 12, 12, 13, 11, 14, 13, 16, 12, 34)
TITLE: Final = "Functions under review – example data"
ROWS: Final = (
    ("Customer support", "Operations", "Inbound calls and e-mail about orders and invoices", 42, 310000, "call", 7.5, 41500, None, None, 4, None),
    ("Order processing", "Operations", "Entering and checking customer orders in the ERP", 18, 220000, "transaction", 6, 42800, None, None, 3, None),
    ("IT helpdesk", "IT", "First-line tickets, password resets, device set-up", None, 64000, "ticket", 14, 56000, None, None, 6, "Headcount sized from tickets"),
    ("Application maintenance", "IT", "Third-line fixes and small changes to in-house systems", 11, None, None, None, 98000, None, None, 9, None),
    ("Accounts payable", "Finance", "Invoice capture, matching, payment runs", 14, 185000, "document", 5, 47500, None, None, 3, None),
    ("Payroll", "HR", "Monthly payroll for 2,400 employees in two countries", 7, 28800, "record", 12, 54000, None, None, 7, "Contract with software provider until June"),
    ("Financial planning and analysis", "Finance", "Budget, forecast, variance analysis for the board", 6, None, None, None, 96500, None, None, None, None),
    ("Treasury and funding policy", "Finance", "Cash, hedging, bank relations", 2, None, None, None, 128000, None, None, None, "Stays, whatever the score says"),
    ("Market research", "Strategy", "Surveys and interviews in four markets", 5, 16, "project", None, 88000, None, None, 5, None),
    ("Competitor monitoring", "Strategy", "Weekly reports on prices and launches", 3, 52, "report", None, 79000, None, None, 5, None),
    ("Contract review", "Legal", "Review of supplier and customer contracts", 4, 2600, "document", 95, 118000, None, None, 8, None),
    ("Patent searches", "Legal", "Novelty and freedom-to-operate searches", 2.5, 140, "report", None, 104000, None, None, 8, None),
    ("Recruitment administration", "HR", "Job posts, interview dates, reference checks", 6, 4800, "transaction", 45, 51000, None, None, 4, None),
    ("Learning design", "HR", "Courses for sales and service", 3, 24, "project", None, 82000, None, None, None, None),
    ("Data entry for master data", "Operations", "New items, suppliers and price changes", 9, 410000, "record", 2, 38500, None, None, 2, None),
    ("Claims handling", "Customer care", "Warranty claims up to 500", 12, 96000, "transaction", 11, 46000, None, None, 6, None),
    ("Complex technical support", "Customer care", "Second- and third-line support by product engineers", 8, 9400, "ticket", 70, 84000, None, None, 10, None),
    ("Regulatory affairs", "Quality", "Submissions and correspondence with authorities", 4, None, None, None, 99000, None, None, None, None),
    ("Clinical data management", "Research", "Databases and data cleaning for studies", 7.5, None, None, None, 83500, None, None, 7, None),
    ("Inventory control", "Supply chain", "Cycle counts, stock corrections, slow movers", 8, 74000, "transaction", 9, 45500, None, None, None, None),
    ("Demand planning", "Supply chain", "Monthly forecast by product family", 4, None, None, None, 91000, None, None, None, None),
    ("Social media posts and newsletters", "Marketing", "Copy and scheduling for eight channels", 3, 1900, "document", 60, 61000, None, None, 5, None),
    ("Product strategy", "Strategy", "Road map and portfolio decisions", 3, None, None, None, 142000, None, None, None, None),
    ("Office services", "Facilities", "Reception, mail, archive", 6, None, None, None, None, 355000, None, None, "Cost from the ledger; includes the mail contract"),
)  # fmt: skip


def build(path: Path) -> None:
    """Write the sample with a title row and headings in a company's own words."""
    workbook = xlsxwriter.Workbook(str(path))
    workbook.set_properties({"title": TITLE, "author": "", "comments": "Invented data"})
    sheet = workbook.add_worksheet("Functions 2026")
    title = workbook.add_format({"bold": True, "font_size": 14})
    heading = workbook.add_format(
        {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#E8EEF4"}
    )
    wrap, number = (
        workbook.add_format({"text_wrap": True, "valign": "top"}),
        workbook.add_format({"num_format": "#,##0", "valign": "top"}),
    )
    plain = workbook.add_format({"num_format": "General", "valign": "top"})
    sheet.write_string(0, 0, TITLE, title)
    sheet.write_row(2, 0, HEADINGS, heading)
    for at, width in enumerate(WIDTHS):
        sheet.set_column(at, at, width)
    for row, values in enumerate(ROWS, start=3):
        for column, value in enumerate(values):
            if isinstance(value, str):
                sheet.write_string(row, column, value, wrap)
            elif value is not None:
                sheet.write_number(row, column, value, number if value >= 1000 else plain)
    sheet.freeze_panes(3, 1)
    workbook.close()


if __name__ == "__main__":
    build(OUT)
    print(f"{len(ROWS)} functions written to {OUT.name}")

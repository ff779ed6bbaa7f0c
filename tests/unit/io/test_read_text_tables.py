"""Delimited text: encoding, delimiter and decimal are found out, told and changeable; every value stays text."""

from pathlib import Path

import pytest

from outsourcing_planner.domain.errors import InputUnreadableError
from outsourcing_planner.io.read_table import pasted
from outsourcing_planner.io.read_workbook import ImportChoices, interpret, read_workbook

GERMAN = "Prozess;Abteilung;Mitarbeiter;Jahreskosten\nLöhne;Köln;3,5;120.000,50\nEinkauf;Bonn;2;80.000,00\n"


@pytest.mark.parametrize(
    ("encoding", "told"), [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"), ("cp1252", "cp1252")]
)
def test_that_encoding_delimiter_and_decimal_are_found_out_and_told(tmp_path: Path, encoding: str, told: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(GERMAN.encode(encoding))
    found = read_workbook(path)
    assert found.plan.column("function") == ("Löhne", "Einkauf")
    assert found.plan.column("in_house_cost") == (120000.5, 80000.0)
    assert found.plan.column("fte") == (3.5, 2.0)
    assert found.text_options == {"encoding": told, "delimiter": ";", "decimal": ",", "group": ".", "date_order": ""}


def test_that_each_guess_can_be_changed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Process|FTE\nPayroll|1,5\nBilling|2,5\n", encoding="utf-8")
    assert read_workbook(path).plan.column("fte") == (1.5, 2.5)
    point = read_workbook(path, ImportChoices(decimal="."))
    assert [issue.code for issue in point.issues] == ["not_a_number", "not_a_number"]
    with pytest.raises(InputUnreadableError, match="no encoding named"):
        read_workbook(path, ImportChoices(encoding="klingon"))
    path.write_bytes("Process|FTE\nLöhne|1".encode("cp1252"))
    with pytest.raises(InputUnreadableError, match="not written in the encoding utf-8"):
        read_workbook(path, ImportChoices(encoding="utf-8"))


def test_that_a_line_naming_the_delimiter_is_no_heading(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("sep=;\nProcess;FTE\nPayroll, weekly;3\n", encoding="utf-8")
    assert read_workbook(path).plan.column("function") == ("Payroll, weekly",)


def test_that_plain_numbers_of_a_text_table_are_kept_and_others_listed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        'Process,FTE,Annual cost,Code\nPayroll,3,"1,200,000",007\nBilling,4.5,(200),008\n', encoding="utf-8"
    )
    found = read_workbook(path)
    assert found.plan.column("fte") == (3.0, 4.5)
    assert [(note.row, note.column, note.raw, note.became) for note in found.report.converted] == [
        (2, "C", "1,200,000", "1200000"),
        (3, "C", "(200)", "-200"),
    ]
    assert not found.report.refused
    assert found.plan.extras == {"Code": ("007", "008")}
    assert found.report.sum_of("in_house_cost") == 1199800


def test_that_a_table_without_headings_is_told_by_a_row_that_counts_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        '0,1,2\nLicenses,"38,135,396",0\nBoards,"76,786",5\nTOTAL GENERAL FUND,"38,212,182",5\n', encoding="utf-8"
    )
    found = read_workbook(path, ImportChoices(mapping={"B": "in_house_cost"}))
    assert found.header_rows == (0, 0)
    assert found.plan.column("function") == ("Licenses", "Boards")
    assert found.report.sum_of("in_house_cost") == 38212182
    assert [(row.row, row.kind) for row in found.report.rows_left_out] == [(1, "above"), (4, "total")]


def test_that_ragged_rows_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Process,FTE\nPayroll,3,extra\nBilling\n", encoding="utf-8")
    found = read_workbook(path)
    assert found.plan.column("function") == ("Payroll", "Billing")
    assert found.plan.extras == {"Column C": ("extra", None)}


def test_that_a_range_copied_from_a_spreadsheet_is_read() -> None:
    found = interpret(pasted('Process\tFTE\r\n"Payroll\nweekly"\t3\r\nBilling\t4\r\n'))
    assert found.plan.column("function")[1] == "Billing"
    assert found.plan.column("fte") == (3.0, 4.0)
    assert len(found.plan) == 2


def test_that_the_order_of_dates_is_told_and_applied_only_by_choice(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Process,FTE,Since\nPayroll,3,03/04/2024\nBilling,2,31/12/2023\n", encoding="utf-8")
    found = read_workbook(path)
    assert found.text_options["date_order"] == "dmy"
    assert found.plan.extras["Since"] == ("03/04/2024", "31/12/2023")
    chosen = read_workbook(path, ImportChoices(date_order="dmy"))
    assert chosen.plan.extras["Since"] == ("2024-04-03", "2023-12-31")
    assert [note.raw for note in chosen.report.converted] == ["03/04/2024", "31/12/2023"]

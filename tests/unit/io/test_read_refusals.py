"""Files that are not taken: each has its own sentence, and none of them harms the program."""

import os
import zipfile
from pathlib import Path

import openpyxl
import pytest

from outsourcing_planner.domain.errors import InputUnreadableError, NothingToPlanError
from outsourcing_planner.io.importing import limits
from outsourcing_planner.io.read_workbook import ImportCancelledError, read_workbook

SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData>{}</worksheet>'
TABLE = '<row r="1"><c r="A1" t="inlineStr"><is><t>Process</t></is></c></row><row r="2">{}</row>'


def workbook(path: Path, *rows: list[object]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def with_sheet_xml(path: Path, xml: str, **parts: str) -> Path:
    """A workbook whose sheet part is the XML given."""
    plain = workbook(path.with_name("plain.xlsx"), ["x"])
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, xml if name == "xl/worksheets/sheet1.xml" else old.read(name))
        for name, text in parts.items():
            new.writestr(name.replace("__", "/"), text)
    return path


def why(path: Path) -> str:
    with pytest.raises((InputUnreadableError, NothingToPlanError)) as caught:
        read_workbook(path)
    return str(caught.value)


def test_that_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    assert "no such file" in why(tmp_path / "nothing.xlsx")
    assert "folder" in why(tmp_path)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(200), "picture"),
        ("b.xlsx", b"", "empty"),
        ("c.xlsx", b"%PDF-1.7 ...", "PDF"),
        ("d.xls", b"<html><body><table></table></body></html>", "web page"),
        ("e.csv", bytes(range(256)) * 40, "neither a workbook nor a text table"),
        ("f.xlsx", b"PK\x03\x04 broken", "damaged"),
        (
            "g.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
    ],
)
def test_that_a_file_that_is_no_sheet_is_told_for_what_it_is(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert words in why(path)


def test_that_empty_sheets_and_headings_without_rows_are_nothing_to_plan(tmp_path: Path) -> None:
    for name, rows, words in (
        ("empty", [], "empty"),
        ("headings", [["Process", "FTE", "Annual cost"]], "no rows"),
        ("no_names", [["Process", "FTE"], [None, 3], [None, 4]], "blank in all rows"),
        ("nothing_fits", [["Colour", "Size"], ["red", 3]], "'Colour', 'Size'"),
    ):
        path = workbook(tmp_path / f"{name}.xlsx", *rows)
        with pytest.raises(NothingToPlanError) as caught:
            read_workbook(path)
        assert words in str(caught.value)
        assert caught.value.exit_code == 4


def test_that_a_sheet_that_is_not_there_is_answered_with_those_that_are(tmp_path: Path) -> None:
    from outsourcing_planner.io.read_workbook import ImportChoices

    path = workbook(tmp_path / "a.xlsx", ["Process"], ["Payroll"])
    with pytest.raises(InputUnreadableError, match="its sheets are 'Sheet'"):
        read_workbook(path, ImportChoices(sheet="Costs"))


def test_that_a_document_type_is_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>' + SHEET.format("", "")
    assert "document type" in why(with_sheet_xml(tmp_path / "a.xlsx", bomb))


def test_that_cells_beyond_the_limits_are_refused_with_the_number(tmp_path: Path) -> None:
    far_row = TABLE.format('<c r="A1048576"><v>1</v></c>')
    assert f"{limits.ROWS:,} rows" in why(with_sheet_xml(tmp_path / "a.xlsx", SHEET.format(far_row, "")))
    far_column = TABLE.format('<c r="XFD2"><v>1</v></c>')
    assert f"{limits.COLUMNS:,} columns" in why(with_sheet_xml(tmp_path / "b.xlsx", SHEET.format(far_column, "")))
    unordered = TABLE.format('<c t="n" r="XFD2"><v>1</v></c>')
    assert f"{limits.COLUMNS:,} columns" in why(with_sheet_xml(tmp_path / "c.xlsx", SHEET.format(unordered, "")))


def test_that_formatted_but_empty_cells_far_away_do_no_harm(tmp_path: Path) -> None:
    rows = (
        TABLE.format('<c r="A2" t="inlineStr"><is><t>Payroll</t></is></c>')
        + '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    )
    path = with_sheet_xml(tmp_path / "a.xlsx", SHEET.format(rows, ""))
    assert read_workbook(path).plan.column("function") == ("Payroll",)


def test_that_a_text_longer_than_a_cell_holds_is_refused(tmp_path: Path) -> None:
    rows = TABLE.format(f'<c r="A2" t="inlineStr"><is><t>{"x" * 400_000}</t></is></c>')
    assert "32,767 characters" in why(with_sheet_xml(tmp_path / "a.xlsx", SHEET.format(rows, "")))


def test_that_parts_with_names_that_leave_the_file_are_refused(tmp_path: Path) -> None:
    path = with_sheet_xml(tmp_path / "a.xlsx", SHEET.format("", ""), **{"..__..__evil.xml": "x"})
    assert "leaves the file" in why(path)
    assert not (tmp_path.parent / "evil.xml").exists()


def test_that_a_bomb_is_refused_before_it_unpacks(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (limits.PART_BYTES + 1))
    assert f"{limits.PART_BYTES // limits.MIB} MB" in why(path)


def test_that_cancel_ends_the_reading_and_nothing_is_left_running(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ["Process"], ["Payroll"])
    with pytest.raises(ImportCancelledError):
        read_workbook(path, cancelled=lambda: True)


@pytest.mark.skipif(os.name == "nt", reason="the limit on memory is set by the system call of Unix")
def test_that_a_reader_that_dies_becomes_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from outsourcing_planner.io.importing import process

    monkeypatch.setattr(process, "child_command", lambda: [sys.executable, "-c", "import os; os.abort()"])
    path = workbook(tmp_path / "a.xlsx", ["Process"], ["Payroll"])
    assert "broke off" in why(path)


def test_that_progress_is_heard_in_order(tmp_path: Path) -> None:
    heard: list[float] = []
    read_workbook(
        workbook(tmp_path / "a.xlsx", ["Process"], ["Payroll"]), progress=lambda share, _step: heard.append(share)
    )
    assert heard == sorted(heard)
    assert heard[-1] == 1.0


def test_that_macros_are_left_out_and_said(tmp_path: Path) -> None:
    rows = TABLE.format('<c r="A2" t="inlineStr"><is><t>Payroll</t></is></c>')
    path = with_sheet_xml(tmp_path / "a.xlsm", SHEET.format(rows, ""), xl__vbaProject_bin="x")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    assert any("macros" in note for note in read_workbook(path).report.notes)

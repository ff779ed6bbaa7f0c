"""Formats beside the plain .xlsx: Strict Open XML, OpenDocument, binary records, padded codes, odd XML."""

import struct
import zipfile
from pathlib import Path

import openpyxl
import pytest

from outsourcing_planner.domain.cells import Invalid
from outsourcing_planner.io.importing.raw import ERROR, UNCALCULATED
from outsourcing_planner.io.importing.read_others import _binary_errors
from outsourcing_planner.io.importing.sheet_xml import scan
from outsourcing_planner.io.read_workbook import read_workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = {
    MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
    RELATIONS: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}


def rewritten(path: Path, change: dict[str, str]) -> Path:
    """The same workbook with words of all its XML replaced."""
    other = path.with_name("other.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            for was, now in change.items():
                text = text.replace(was, now)
            new.writestr(name, text)
    return other


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    for row in (["Process", "FTE", "Code"], ["Payroll", 3, 42], ["Audit", "#N/A", 7]):
        book.active.append(row)
    book.active["C2"].number_format = book.active["C3"].number_format = "00000"
    book.save(tmp_path / "plain.xlsx")
    return tmp_path / "plain.xlsx"


def test_that_strict_open_xml_is_read_and_said(plain: Path) -> None:
    found = read_workbook(rewritten(plain, STRICT))
    assert found.plan.column("function") == ("Payroll", "Audit")
    assert isinstance(found.plan.column("fte")[1], Invalid)
    assert any("Strict" in note for note in found.report.notes)


def test_that_codes_shown_with_leading_zeros_are_taken_as_shown(plain: Path) -> None:
    found = read_workbook(plain)
    assert found.plan.extras == {"Code": ("00042", "00007")}
    assert any("leading zeros" in note for note in found.report.notes)


def test_that_the_fast_and_the_exact_scan_find_the_same() -> None:
    cells = (
        '<row r="1" hidden="1"><c r="A1" t="e"><v>#REF!</v></c><c r="B1"><f>1+1</f></c>'
        '<c r="C1" t="str"><f>""</f><v></v></c></row>'
        '<row r="2"><c r="A2"><f>SUM(A1:A1)</f><v>3</v></c><c r="B2"><f>NOW()</f><v/></c></row>'
    )
    fast = scan(f'<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>'.encode())
    turned = cells.replace('<c r="A1" t="e">', "<c t='e' r='A1'>")
    exact = scan(f'<worksheet xmlns="{MAIN}"><sheetData>{turned}</sheetData></worksheet>'.encode())
    assert (
        fast.special
        == exact.special
        == {(0, 0): (ERROR, "#REF!"), (0, 1): (UNCALCULATED, ""), (1, 1): (UNCALCULATED, "")}
    )
    assert fast.sums == exact.sums == {(1, 0)}
    assert fast.hidden_rows == exact.hidden_rows == [0]
    assert fast.formulas == exact.formulas == 4


def test_that_open_document_errors_and_formulas_without_a_result_are_refused(tmp_path: Path) -> None:
    def cell(text: str, kind: str = "string", more: str = "") -> str:
        return f'<table:table-cell office:value-type="{kind}"{more}><text:p>{text}</text:p></table:table-cell>'

    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    rows = [
        cell("Process") + cell("FTE"),
        cell("Payroll") + cell("3", "float", ' office:value="3"'),
        cell("Audit") + cell("#N/A", "string", ' table:formula="of:=NA()" calcext:value-type="error"'),
        cell("Tax") + '<table:table-cell table:formula="of:=1+1"/>',
    ]
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    content = (
        f'<office:document-content {names} xmlns:calcext="urn:org:documentfoundation:names:calc:xmlns:calcext:1.0">'
        f'<office:body><office:spreadsheet><table:table table:name="S">{body}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    found = read_workbook(path)
    assert found.plan.column("function") == ("Payroll", "Audit", "Tax")
    assert [(issue.row, issue.code) for issue in found.issues] == [(3, "error_cell"), (4, "never_calculated")]
    assert found.plan.column("fte")[0] == 3.0


def test_that_error_cells_of_binary_sheets_are_found() -> None:
    def record(kind: int, body: bytes) -> bytes:
        return bytes([kind, len(body)]) + body

    data = record(0, struct.pack("<I", 4) + bytes(8)) + record(3, struct.pack("<II", 2, 0) + bytes([42]))
    assert dict(_binary_errors(data)) == {(4, 2): (ERROR, "#N/A")}


def test_that_links_to_other_workbooks_are_left_out_and_said(plain: Path) -> None:
    with zipfile.ZipFile(plain, "a") as archive:
        archive.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
    assert any("1 link" in note for note in read_workbook(plain).report.notes)


def test_that_the_date_system_of_1904_is_read_and_said(tmp_path: Path) -> None:
    import datetime as dt

    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active.append(["Process", "Since"])
    book.active.append(["Payroll", dt.date(2024, 3, 4)])
    book.save(tmp_path / "a.xlsx")
    found = read_workbook(tmp_path / "a.xlsx")
    assert found.plan.extras == {"Since": ("2024-03-04",)}
    assert any("1904" in note for note in found.report.notes)

"""What Excel is particular about and other programs forgive: it would repair a workbook, or compute otherwise."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree

import pytest

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import evaluate
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.io.write_workbook import workbook_bytes

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "autoFilter", "mergeCells",
    "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
    "headerFooter", "rowBreaks", "colBreaks", "drawing", "legacyDrawing", "tableParts", "extLst",
)  # fmt: skip
"""Children of a worksheet in the order that the schema demands (ECMA-376, 18.3.1.99)."""
KNOWN = {
    "ABS", "AND", "COLUMNS", "COUNT", "COUNTA", "COUNTIF", "DATE", "DATEVALUE", "EDATE", "EXACT", "IF", "IFERROR",
    "INDEX", "INT", "IRR", "ISERROR", "ISNA", "ISNUMBER", "ISTEXT", "LOWER", "MATCH", "MAX", "MIN", "MOD", "MONTH", "N",
    "NOT", "OR", "POWER", "ROUND", "ROUNDDOWN", "ROUNDUP", "ROWS", "SQRT", "SUM", "SUMIF", "SUMIFS", "SUMPRODUCT",
    "TEXT", "UPPER", "YEAR", "_xlfn.ISFORMULA",
}  # fmt: skip
"""Functions of Excel 2010 and before; newer ones need a prefix in the file."""
Parts = dict[str, bytes]


@pytest.fixture(scope="module", params=["golden", "hostile"])
def parts(request: pytest.FixtureRequest, golden_workbook: bytes, libraries: Libraries) -> Parts:
    data = golden_workbook
    if request.param == "hostile":
        names = ("NPV", "npv", "=1+1", "a\nb", "x" * 300, "Function", "  ", "[Brackets]", "it's")
        plan = Plan.from_columns(
            {"function": ["=1+1", "'", "x" * 40000], "fte": [1.0, 2.0, None]},
            {name: ["=A1", 1.0, None] for name in names},
        )
        data = workbook_bytes(plan, Assumptions(), evaluate(plan, Assumptions(), libraries), libraries, title="a/b:c")
    archive = zipfile.ZipFile(BytesIO(data))
    return {name: archive.read(name) for name in archive.namelist()}


def sheets(parts: Parts) -> Iterator[tuple[str, ElementTree.Element]]:
    found = re.findall(r'<sheet name="([^"]+)"', parts["xl/workbook.xml"].decode())
    for number, name in enumerate(found, start=1):
        yield name, ElementTree.fromstring(parts[f"xl/worksheets/sheet{number}.xml"])  # noqa: S314 - written by us


def formulas(parts: Parts) -> Iterator[tuple[str, str]]:
    for name, root in sheets(parts):
        for cell in root.iter(f"{MAIN}f"):
            if cell.text:
                yield name, cell.text


def bare(formula: str) -> str:
    """A formula without its texts and names of sheets."""
    return re.sub(r'"[^"]*"', '""', re.sub(r"'[^']*'!", "", formula))


def bodies(formula: str, function: str) -> Iterator[str]:
    """What stands between the brackets of each call of a function."""
    for call in re.finditer(rf"\b{function}\(", formula):
        depth, end = 1, call.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(formula[end], 0)
            end += 1
        yield formula[call.end() : end - 1]


def depth_of(formula: str) -> int:
    deepest = depth = 0
    for sign in formula:
        depth += {"(": 1, ")": -1}.get(sign, 0)
        deepest = max(deepest, depth)
    assert depth == 0, formula
    return deepest


def test_that_parts_of_a_sheet_stand_in_the_order_of_the_schema(parts: Parts) -> None:
    for name, root in sheets(parts):
        found = [ORDER.index(child.tag.removeprefix(MAIN)) for child in root]
        assert found == sorted(found), name


def test_that_rows_and_cells_stand_in_order_and_inside_the_dimension(parts: Parts) -> None:
    for name, root in sheets(parts):
        rows = [int(row.get("r", 0)) for row in root.iter(f"{MAIN}row")]
        assert rows == sorted(set(rows)), name
        for row in root.iter(f"{MAIN}row"):
            cells = [re.fullmatch(r"([A-Z]+)(\d+)", cell.get("r", "")) for cell in row]
            assert all(cell and cell[2] == row.get("r") for cell in cells), name
            columns = [(len(cell[1]), cell[1]) for cell in cells if cell]
            assert columns == sorted(set(columns)), (name, row.get("r"))


def test_that_formulas_keep_to_the_limits_and_the_functions_that_every_excel_has(parts: Parts) -> None:
    every = list(formulas(parts))
    assert len(every) > 500
    assert max(len(text) for _name, text in every) <= 8192
    assert max(depth_of(bare(text)) for _name, text in every) <= 64
    assert {found for _name, text in every for found in re.findall(r"([A-Za-z_][\w.]*)\(", bare(text))} <= KNOWN


def test_that_no_sum_of_products_needs_an_array_formula(parts: Parts) -> None:
    """IF, IFERROR and INDEX look at one cell only in SUMPRODUCT of Excel; LibreOffice would take the whole range."""
    wrong = [
        (name, body[:80])
        for name, text in formulas(parts)
        for body in bodies(bare(text), "SUMPRODUCT")
        if re.search(r"\b(IF|IFERROR|INDEX|AND|OR)\(", body)
    ]
    assert not wrong


def test_that_names_are_legal_and_said_once(parts: Parts) -> None:
    root = ElementTree.fromstring(parts["xl/workbook.xml"])  # noqa: S314 - written by us
    names = [(str(name.get("name")), name.get("localSheetId")) for name in root.iter(f"{MAIN}definedName")]
    assert len(names) > 100
    assert len({(name.casefold(), sheet) for name, sheet in names}) == len(names)
    own = [name for name, _sheet in names if not name.startswith("_xlnm.")]
    assert not [name for name in own if not re.fullmatch(r"[A-Za-z_][\w.]{0,254}", name)]
    assert not [name for name in own if re.fullmatch(r"[A-Za-z]{1,3}\d+|[RrCc]|[Rr]\d*[Cc]\d*", name)]


def test_that_the_columns_of_the_table_are_its_headings_and_differ(parts: Parts) -> None:
    table = ElementTree.fromstring(parts["xl/tables/table1.xml"])  # noqa: S314 - written by us
    columns = [str(column.get("name")) for column in table.iter(f"{MAIN}tableColumn")]
    shared = ElementTree.fromstring(parts["xl/sharedStrings.xml"])  # noqa: S314 - written by us
    texts = ["".join(text.text or "" for text in entry.iter(f"{MAIN}t")) for entry in shared.iter(f"{MAIN}si")]
    first = re.match(r"A(\d+)", str(table.get("ref")))
    row = next(r for r in dict(sheets(parts))["Functions"].iter(f"{MAIN}row") if first and r.get("r") == first[1])
    headings = [texts[int(str(cell.findtext(f"{MAIN}v")))] for cell in row]
    assert [column.replace("_x000a_", "\n") for column in columns] == headings
    assert len({column.casefold() for column in columns}) == len(columns)
    assert max(len(column) for column in columns) <= 255


def test_that_validations_and_page_breaks_keep_to_the_limits(parts: Parts) -> None:
    for name, root in sheets(parts):
        for rule in root.iter(f"{MAIN}dataValidation"):
            assert len(rule.get("error", "")) <= 255, name
            assert len(rule.get("errorTitle", "")) <= 32, name
            assert all(len(text.text or "") <= 255 for text in rule), name
        for breaks in (*root.iter(f"{MAIN}rowBreaks"), *root.iter(f"{MAIN}colBreaks")):
            assert len(breaks) <= 1023, name

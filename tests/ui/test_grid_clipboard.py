"""Clipboard of the grid: blocks go out and come back exactly, and what others wrote is understood."""

from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QMimeData
from PySide6.QtGui import QGuiApplication, QUndoStack

from outsourcing_planner.domain.cells import Invalid
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.io.load import load_all
from outsourcing_planner.session.document import Document
from outsourcing_planner.ui.kit import numbers
from outsourcing_planner.ui.kit.theme import light
from outsourcing_planner.ui.models.clipboard import HTML, OWN, TEXT, read
from outsourcing_planner.ui.models.columns import all_columns
from outsourcing_planner.ui.views.grid import Grid
from outsourcing_planner.ui.views.grid_selection import Area

COLUMNS = ("function", "department", "notes", "fte", "salary", "avoidable_share", "law_forbids", "label", "npv")
cached_libraries = cache(load_all)
NASTY = ("tab\there", 'a "quoted" word', "two\nlines", "00123", "=A1+1", " spaces ", "-", "ünï · 日本", "")


@pytest.fixture
def grid(qtbot):
    plan = Plan.from_columns({
        "function": ["Customer support", "Market research", "Accounting"],
        "notes": ["tab\there", "two\nlines", "00123"],
        "fte": [20.0, 0.1 + 0.2, Invalid("ten", "not a number")],
        "salary": [1234567.891, None, 3.0],
        "avoidable_share": [0.07, None, 0.85],
        "law_forbids": [True, None, False],
    })  # fmt: skip
    document = Document(cached_libraries(), plan)
    stack = QUndoStack()
    made = Grid(document, stack, light(), None)
    made.stack = stack
    known = all_columns(document.evaluation)
    made.table.set_columns([known[key] for key in COLUMNS])
    qtbot.addWidget(made)
    return made


def select(grid, top, left, bottom, right):
    grid.view.selected.select(Area(top, grid.table.column_of(left), bottom, grid.table.column_of(right)))


def run(grid, command):
    grid.handlers()[command]()


def offer(text="", html=""):
    data = QMimeData()
    if text:
        data.setText(text)
    if html:
        data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)


def column(grid, key):
    return grid.document.plan.column(key)


@pytest.mark.parametrize("kept", [(OWN, TEXT, HTML), (TEXT,), (HTML,)], ids=["all formats", "text only", "html only"])
def test_that_a_block_comes_back_as_it_was(grid, kept):
    before = grid.document.plan
    select(grid, 0, "function", 2, "law_forbids")
    run(grid, "copy")
    offered = QGuiApplication.clipboard().mimeData()
    data = QMimeData()
    for mime in kept:
        data.setData(mime, offered.data(mime))
    QGuiApplication.clipboard().setMimeData(data)
    select(grid, 3, "function", 3, "function")
    run(grid, "paste")
    plan = grid.document.plan
    assert len(plan) == 6
    for key in COLUMNS[:7]:
        cells = before.column(key)
        if kept == (HTML,):
            cells = tuple(cell.replace("\t", " ") if isinstance(cell, str) else cell for cell in cells)
        assert plan.column(key)[3:] == cells, key
    assert grid.stack.count() == 1


def test_that_copied_numbers_are_exact_and_ungrouped(grid):
    select(grid, 0, "salary", 0, "salary")
    run(grid, "copy")
    assert QGuiApplication.clipboard().text() == "1234567.891\r\n"


def test_that_headings_come_along_when_asked_and_are_not_pasted_back(grid):
    select(grid, 0, "function", 0, "department")
    run(grid, "copy_with_headings")
    assert QGuiApplication.clipboard().text() == "Function\tDepartment\r\nCustomer support\t\r\n"
    assert len(read(QGuiApplication.clipboard().mimeData()).rows) == 1


@pytest.mark.parametrize("text", NASTY)
def test_that_any_text_survives_the_way_over_the_clipboard(grid, text):
    index = grid.table.index(0, 2)
    grid.document.plan  # noqa: B018 - read before, so that the cell below is the only change
    grid.table.setData(index, text)
    select(grid, 0, "notes", 0, "notes")
    run(grid, "copy")
    offer(QGuiApplication.clipboard().text())
    select(grid, 1, "notes", 1, "notes")
    run(grid, "paste")
    assert column(grid, "notes")[1] == column(grid, "notes")[0]


def test_that_a_paste_grows_the_plan_and_tells_what_was_left_out(grid, qtbot):
    offer("Payroll\tHR\nHelpdesk\tIT\n")
    select(grid, 2, "function", 2, "function")
    run(grid, "paste")
    assert column(grid, "function") == ("Customer support", "Market research", "Payroll", "Helpdesk")
    assert column(grid, "department")[2:] == ("HR", "IT")
    offer("yes\tKPO\t99\textra\n")
    select(grid, 0, "law_forbids", 0, "law_forbids")
    with qtbot.waitSignal(grid.status_message) as said:
        run(grid, "paste")
    assert "Class, NPV are computed and stay." in said.args[0]
    assert "1 column did not fit." in said.args[0]


def test_that_one_cell_fills_the_selection_and_blocks_tile(grid):
    offer("x")
    select(grid, 0, "department", 2, "notes")
    run(grid, "paste")
    assert column(grid, "department") == column(grid, "notes") == ("x", "x", "x")
    offer("1\n2\n")
    select(grid, 0, "fte", 2, "fte")
    run(grid, "paste")
    assert column(grid, "fte")[:2] == (1.0, 2.0)
    assert isinstance(column(grid, "fte")[2], Invalid)


def test_that_computed_columns_keep_their_place_in_a_block(grid):
    offer("Retain\t-5\n")
    select(grid, 0, "label", 0, "label")
    before = grid.document.plan
    run(grid, "paste")
    assert grid.document.plan is before
    assert grid.stack.count() == 0


def test_that_invalid_cells_are_counted_and_kept(grid, qtbot):
    offer("twelve\n")
    select(grid, 0, "fte", 0, "fte")
    with qtbot.waitSignal(grid.status_message) as said:
        run(grid, "paste")
    assert "1 cell is not valid and is marked." in said.args[0]
    assert column(grid, "fte")[0] == Invalid("twelve", "not a number")


def test_that_cut_copies_and_clears_in_one_named_step(grid):
    select(grid, 0, "notes", 0, "fte")
    run(grid, "cut")
    assert (column(grid, "notes")[0], column(grid, "fte")[0]) == (None, None)
    assert grid.stack.undoText() == "Cut"
    select(grid, 1, "notes", 1, "notes")
    run(grid, "paste")
    assert (column(grid, "notes")[1], column(grid, "fte")[1]) == ("tab\there", 20.0)


def test_that_copied_rows_can_be_inserted(grid):
    select(grid, 1, "function", 2, "salary")
    run(grid, "copy")
    select(grid, 0, "function", 0, "function")
    run(grid, "insert_copied_rows")
    assert column(grid, "function") == (
        "Market research", "Accounting", "Customer support", "Market research", "Accounting",
    )  # fmt: skip


def test_that_blocks_that_stand_apart_are_not_copied(grid, qtbot):
    model, table = grid.view.selectionModel(), grid.table
    offer("before")
    model.select(table.index(0, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect)
    model.select(table.index(1, 2), QItemSelectionModel.SelectionFlag.Select)
    with qtbot.waitSignal(grid.status_message) as said:
        run(grid, "copy")
    assert "one block" in said.args[0]
    assert QGuiApplication.clipboard().text() == "before"


def test_that_rows_of_one_column_stretch_are_copied_together(grid):
    model, table = grid.view.selectionModel(), grid.table
    model.select(table.index(2, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect)
    model.select(table.index(0, 0), QItemSelectionModel.SelectionFlag.Select)
    run(grid, "copy")
    assert QGuiApplication.clipboard().text() == "Customer support\r\nAccounting\r\n"


@pytest.mark.parametrize(
    ("locale", "typed", "value"),
    [("de_DE", "1.234,5", 1234.5), ("fr_FR", "1\u202f234,5", 1234.5), ("en_US", "1,234.5", 1234.5),
     ("en_IN", "1,234.5", 1234.5), ("de_CH", "1’234.5", 1234.5)],
)  # fmt: skip
def test_that_numbers_of_a_locale_are_understood_and_written_back(grid, locale, typed, value):
    numbers.use_locale(locale)
    try:
        offer(typed)
        select(grid, 0, "salary", 0, "salary")
        run(grid, "paste")
        assert column(grid, "salary")[0] == value
        run(grid, "copy")
        offer(QGuiApplication.clipboard().text())
        select(grid, 1, "salary", 1, "salary")
        run(grid, "paste")
        assert column(grid, "salary")[1] == value
    finally:
        numbers.use_locale("en_US")


def test_that_a_table_of_a_browser_is_pasted(grid):
    offer(html="<html><body><table><tr><th>Payroll</th><td>Human\n  resources</td></tr></table></body></html>")
    select(grid, 3, "function", 3, "function")
    run(grid, "paste")
    assert (column(grid, "function")[3], column(grid, "department")[3]) == ("Payroll", "Human resources")


def test_that_an_empty_clipboard_says_so(grid, qtbot):
    QGuiApplication.clipboard().clear()
    select(grid, 0, "function", 0, "function")
    with qtbot.waitSignal(grid.status_message) as said:
        run(grid, "paste")
    assert "no cells" in said.args[0]


GARBAGE = (b"", b"{", b"[]", b'{"columns": 3, "rows": []}', b'{"columns": ["a"], "rows": [[1, 2]]}')


@pytest.mark.parametrize("garbage", GARBAGE)
def test_that_a_broken_own_format_falls_back_to_the_text(grid, garbage):
    data = QMimeData()
    data.setData(OWN, garbage)
    data.setText("Payroll")
    QGuiApplication.clipboard().setMimeData(data)
    select(grid, 0, "function", 0, "function")
    run(grid, "paste")
    assert column(grid, "function")[0] == "Payroll"


RECORDED = Path(__file__).resolve().parents[1] / "golden" / "clipboard"


def test_that_what_libreoffice_copies_arrives_with_every_digit(grid):
    known = all_columns(grid.document.evaluation)
    keys = ("function", "fte", "salary", "avoidable_share", "notes", "law_forbids", "description")
    grid.table.set_columns([known[key] for key in keys])
    text = (RECORDED / "libreoffice.tsv").read_text(encoding="utf-8").split("\n", 1)[1]
    html = (RECORDED / "libreoffice.html").read_text(encoding="utf-8")
    head, rows = html.split("<tr>", 1)[0], html.split("<tr>")[2:]
    offer(text=text, html=head + "".join(f"<tr>{row}" for row in rows))
    select(grid, 0, "function", 0, "function")
    run(grid, "paste")
    assert column(grid, "function") == ("Payroll", 'a "quoted" word', "00123")
    assert column(grid, "fte") == (2.125, 3.0, None)
    assert column(grid, "salary") == (52345.678, 1234567.891, 40000.0)
    assert column(grid, "avoidable_share") == (0.157, 0.5, 1.0)
    assert column(grid, "notes") == ("two\nlines", "tab\there", "=A1+1")
    assert column(grid, "law_forbids") == (True, False, None)
    assert column(grid, "description") == ("31/01/2026", None, None)


def test_that_a_german_sheet_is_pasted_into_an_english_window(grid):
    offer(text="1.234,5\n", html='<table><tr><td sdval="1234.5" sdnum="1031;0;#.##0,0">1.234,5</td></tr></table>')
    select(grid, 0, "salary", 0, "salary")
    run(grid, "paste")
    assert column(grid, "salary")[0] == 1234.5

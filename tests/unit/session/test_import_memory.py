"""A mapping is remembered for sheets of the same layout, and nothing of a workbook is written down for that."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from outsourcing_planner.io.importing.raw import RawBook, RawSheet
from outsourcing_planner.io.read_table import pasted
from outsourcing_planner.io.read_workbook import ImportChoices, interpret
from outsourcing_planner.session.import_memory import ImportMemory

TABLE = "Snarf\tGrumble 2025\tJunk\tBlarg\nPayroll\t5\tx\tone\nBilling\t7\ty\ttwo\n"
CHOICES = ImportChoices(
    mapping={"Snarf": "function", "Grumble 2025": "in_house_cost", "Junk": ""}, factors={"Grumble 2025": 1000.0}
)


def book(text: str = TABLE, name: str = "Sheet") -> RawBook:
    return pasted(text, name)


@pytest.fixture
def memory(tmp_path: Path) -> ImportMemory:
    made = ImportMemory(tmp_path / "imports.json", date(2026, 3, 4))
    made.keep(interpret(book(), CHOICES), CHOICES)
    return made


@pytest.mark.usefixtures("memory")
def test_that_the_next_sheet_of_the_layout_is_taken_as_the_last_was(tmp_path: Path) -> None:
    later = ImportMemory(tmp_path / "imports.json").recall(book(TABLE.replace("2025", "2026"), "Another"))
    assert later is not None
    assert later.day == "2026-03-04"
    assert later.choices.mapping == {
        "Snarf": "function", "Grumble 2026": "in_house_cost", "Junk": "", "Blarg": "extra",
    }  # fmt: skip
    found = interpret(book(TABLE.replace("2025", "2026")), replace(later.choices, sheet=None))
    assert found.plan.column("in_house_cost") == (5000.0, 7000.0)
    assert list(found.plan.extras) == ["Blarg"]


def test_that_another_layout_recalls_nothing(memory: ImportMemory) -> None:
    assert memory.recall(book("Snarf\tOther\nPayroll\t5\n")) is None


def test_that_a_chosen_header_row_is_recalled_where_it_leads_to_the_layout(tmp_path: Path) -> None:
    text = "Zip\tZap\tZop\n" + TABLE
    choices = replace(CHOICES, header_row=2, header_rows=1)
    memory = ImportMemory(tmp_path / "imports.json")
    memory.keep(interpret(book(text), choices), choices)
    found = memory.recall(book(text))
    assert found is not None
    assert (found.choices.header_row, found.choices.mapping["Snarf"]) == (2, "function")
    assert memory.recall(book("Zip\n")) is None


def test_that_the_sheet_of_the_last_time_comes_first(memory: ImportMemory) -> None:
    one, other = book(name="One").sheets[0], book(name="Sheet").sheets[0]
    found = memory.recall(RawBook("book.xlsx", "xlsx", (one, RawSheet("Empty"), other)))
    assert found is not None
    assert found.choices.sheet == "Sheet"
    chosen = memory.recall(RawBook("book.xlsx", "xlsx", (one, other)), ImportChoices(sheet="One"))
    assert chosen is not None
    assert chosen.choices.sheet == "One"


def test_that_what_is_forgotten_is_gone(memory: ImportMemory, tmp_path: Path) -> None:
    known = memory.recall(book())
    assert known is not None
    memory.forget(known.layout)
    assert memory.recall(book()) is None
    assert ImportMemory(tmp_path / "imports.json").recall(book()) is None


@pytest.mark.usefixtures("memory")
def test_that_no_word_of_a_workbook_is_written_down(tmp_path: Path) -> None:
    written = (tmp_path / "imports.json").read_text(encoding="utf-8")
    assert "in_house_cost" in written
    assert not [word for word in ("Snarf", "snarf", "Grumble", "grumble", "Payroll", "Sheet") if word in written]


@pytest.mark.parametrize(
    "damaged", ["", "[]", '{"layouts": 3}', '{"layouts": [1, {"layout": "x"}, {"layout": 1, "mapping": []}]}']
)
def test_that_a_damaged_file_is_an_empty_memory(tmp_path: Path, damaged: str) -> None:
    (tmp_path / "imports.json").write_text(damaged, encoding="utf-8")
    assert ImportMemory(tmp_path / "imports.json").recall(book()) is None


@pytest.mark.usefixtures("memory")
def test_that_a_field_that_is_no_more_is_not_recalled(tmp_path: Path) -> None:
    path = tmp_path / "imports.json"
    path.write_text(path.read_text(encoding="utf-8").replace("in_house_cost", "no_field"), encoding="utf-8")
    found = ImportMemory(path).recall(book())
    assert found is not None
    assert "Grumble 2025" not in found.choices.mapping

"""Own decisions are remembered on this machine, suggested, taken over only on request, and forgotten."""

import zipfile
from typing import Any

import pytest

from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.classify.precedents import NameReader, Precedent
from outsourcing_planner.session.document import Document
from outsourcing_planner.session.edits import SetCells, Several
from outsourcing_planner.session.precedents import Learner, PrecedentMemory, Suggester, edit_to_accept, suggestions_for

PAYROLL = Precedent("Payroll", "Retain", "works council")
COLUMNS: dict[str, list[Any]] = {"function": ["Payroll", "Market research", "PAYROLL", "Catering"]}


@pytest.fixture
def memory(desk: Any) -> PrecedentMemory:
    return PrecedentMemory(desk.places)


@pytest.fixture
def document(desk: Any, memory: PrecedentMemory) -> Document:
    document: Document = desk.window().document
    document.replace(Plan.from_columns(COLUMNS))
    Learner(document, memory)
    return document


def decide(row: int, decision: str | None, reason: str | None) -> Several:
    edits = (SetCells((row,), "decision", (decision,)), SetCells((row,), "decision_reason", (reason,)))
    return Several(edits, "Decide")


def test_that_an_override_with_its_reason_is_remembered_and_suggested_but_never_applied(
    document: Document, memory: PrecedentMemory
) -> None:
    document.apply(decide(1, "Retain", "works council"))
    assert memory.all() == (PAYROLL,)
    assert {row: found.precedent for row, found in suggestions_for(document, memory).items()} == {3: PAYROLL}
    assert document.cell(3, "decision") is None


def test_that_a_decision_without_a_reason_or_as_advised_is_not_kept(
    document: Document, memory: PrecedentMemory
) -> None:
    document.apply(decide(1, "Retain", None))
    document.apply(decide(2, str(document.evaluation.value(2, "label")), "as advised"))
    document.apply(decide(4, "auto", "no view"))
    assert memory.all() == ()


def test_that_undo_takes_back_what_was_learned(document: Document, memory: PrecedentMemory) -> None:
    memory.remember(Precedent("payroll", "KPO", "older"))
    undo = document.apply(decide(1, "Retain", "works council"))
    assert memory.all() == (PAYROLL,)
    document.apply(undo)
    assert memory.all() == (Precedent("payroll", "KPO", "older"),)


def test_that_a_reason_typed_after_the_decision_completes_it(document: Document, memory: PrecedentMemory) -> None:
    document.apply(SetCells((1,), "decision", ("Retain",)))
    document.apply(SetCells((1,), "decision_reason", ("works",)))
    document.apply(SetCells((1,), "decision_reason", ("works council",)))
    assert memory.all() == (PAYROLL,)
    document.apply(SetCells((1,), "decision_reason", (None,)))
    assert memory.all() == ()


def test_that_a_suggestion_is_taken_over_in_one_step(document: Document, memory: PrecedentMemory) -> None:
    memory.remember(PAYROLL)
    found = suggestions_for(document, memory)
    undo = document.apply(edit_to_accept(document, 3, found[3]))
    assert (document.cell(3, "decision"), document.cell(3, "decision_reason")) == ("Retain", "works council")
    assert document.evaluation.value(3, "decision_effective") == "Retain"
    document.apply(undo)
    assert (document.cell(3, "decision"), document.cell(3, "decision_reason")) == (None, None)


def test_that_precedents_outlive_the_program_and_can_be_forgotten(desk: Any, memory: PrecedentMemory) -> None:
    memory.remember(PAYROLL, Precedent("Catering", "BPO", "cheap"))
    again = PrecedentMemory(desk.places)
    assert [one.function for one in again.all()] == ["Payroll", "Catering"]
    again.forget("PAYROLL")
    assert [one.function for one in memory.all()] == ["Catering"]
    memory.forget_all()
    assert again.all() == ()
    assert not memory.path.exists()
    memory.forget_all()


def test_that_nothing_of_it_is_in_the_plan(desk: Any, document: Document, memory: PrecedentMemory) -> None:
    memory.remember(Precedent("Secret work", "Retain", "quarrel"))
    window = desk.windows[0]
    window.save_as(desk.folder / "plan.oplan")
    with zipfile.ZipFile(desk.folder / "plan.oplan") as parts:
        assert not any(b"quarrel" in parts.read(name) for name in parts.namelist())
    assert document.sections == {}


@pytest.mark.parametrize(
    "content", [b"{", b"[]", b'{"precedents": 7}', b'{"precedents": [{"function": 3}, "x"]}', b"\xff"]
)
def test_that_a_damaged_file_counts_as_empty_and_is_written_anew(memory: PrecedentMemory, content: bytes) -> None:
    memory.path.parent.mkdir(parents=True, exist_ok=True)
    memory.path.write_bytes(content)
    assert memory.all() == ()
    memory.remember(PAYROLL)
    assert memory.all() == (PAYROLL,)


def test_that_a_folder_that_cannot_be_written_never_stops_an_edit(document: Document, memory: PrecedentMemory) -> None:
    learner = Learner(document, memory)
    memory.path.parent.parent.mkdir(parents=True, exist_ok=True)
    memory.path.mkdir(parents=True)
    document.apply(decide(1, "Retain", "works council"))
    assert document.cell(1, "decision") == "Retain"
    assert learner.problem


def test_that_a_dismissed_suggestion_comes_back_only_with_a_new_decision(
    desk: Any, document: Document, memory: PrecedentMemory
) -> None:
    document.apply(decide(1, "Retain", "works council"))
    suggester = Suggester(document, memory)
    suggester.dismiss(3, suggester.for_all()[3])
    assert suggester.for_all() == {}
    assert Suggester(document, PrecedentMemory(desk.places)).for_row(3) is None
    memory.remember(Precedent("Payroll", "Automate", "robots"))
    assert suggester.for_all()[3].precedent.decision == "Automate"


def test_that_a_look_at_one_row_says_what_a_look_at_all_says(document: Document, memory: PrecedentMemory) -> None:
    document.apply(decide(1, "Retain", "works council"))
    suggester = Suggester(document, memory)
    every = suggester.for_all()
    assert {row: one for row in document.plan.rows.ids if (one := suggester.for_row(row))} == every


def test_that_names_are_read_once(document: Document) -> None:
    reader = NameReader(document.libraries.model, document.libraries.scheme)
    vectors, chances = reader.read(["Payroll", "Catering", "Payroll"])
    assert len(vectors) == len(chances) == 3
    assert (vectors[0] == vectors[2]).all()
    assert reader.unread(["Catering", "Market research", "Payroll", "Market research"]) == ["Market research"]


def test_that_another_window_sees_what_this_one_decided(desk: Any, memory: PrecedentMemory) -> None:
    other = PrecedentMemory(desk.places)
    assert other.all() == ()
    memory.remember(PAYROLL)
    assert other.all() == (PAYROLL,)
    other.forget_all()
    assert memory.all() == ()

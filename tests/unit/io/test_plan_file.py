"""The plan file gives back what was saved, byte for byte the same, and keeps what it does not know."""

import io
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsourcing_planner.domain.assumptions import Assumption, Assumptions
from outsourcing_planner.domain.cells import Cell, Invalid
from outsourcing_planner.domain.errors import InputUnreadableError
from outsourcing_planner.domain.fields import FIELDS, Kind
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.io.plan_file import (
    MOST_BYTES,
    MOST_NESTED,
    PlanContent,
    parse_plan,
    plan_bytes,
    read_plan_file,
    verify_plan_file,
)
from outsourcing_planner.io.plan_json import dumps
from outsourcing_planner.io.plan_migrations import FORMAT

GOLDEN = Path(__file__).parents[2] / "golden" / "plan_files"
TEXTS = st.text(st.characters(codec=None), max_size=8)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


def cells(kind: Kind) -> st.SearchStrategy[Cell]:
    """Return a strategy for the cells that a field of this kind can hold."""
    typed = {Kind.TEXT: TEXTS, Kind.CHOICE: TEXTS, Kind.YES_NO: st.booleans()}.get(kind, NUMBERS)
    return st.none() | typed | st.builds(Invalid, TEXTS, TEXTS)


@st.composite
def contents(draw: st.DrawFn) -> PlanContent:
    """Build a plan with some fields, extras, assumptions and sections."""
    count = draw(st.integers(0, 5))
    fields = draw(st.lists(st.sampled_from(FIELDS), unique=True, max_size=5))
    columns = {field.key: draw(st.lists(cells(field.kind), min_size=count, max_size=count)) for field in fields}
    columns = {key: cells for key, cells in columns.items() if any(cell is not None for cell in cells)}
    extra = st.lists(st.none() | TEXTS | NUMBERS | st.booleans(), min_size=count, max_size=count)
    plan = Plan.from_columns(
        {**({"function": ["x"] * count} if count else {}), **columns},
        draw(st.dictionaries(TEXTS, extra, max_size=2)),
        draw(TEXTS),
    )
    entry = Assumption(draw(NUMBERS), draw(st.none() | NUMBERS), None, draw(TEXTS), "A")
    json_values = st.recursive(st.none() | TEXTS | NUMBERS | st.integers(-(2**60), 2**60), st.lists, max_leaves=4)
    return PlanContent(
        plan, Assumptions(draw(st.sampled_from([{}, {"attrition": entry}]))), draw(st.dictionaries(
            st.sampled_from(["scenarios", "decisions"]), json_values)), "0123456789abcdef",
    )  # fmt: skip


@given(contents())
def test_that_what_was_saved_is_read_again(content: PlanContent) -> None:
    data = plan_bytes(content)
    opened = parse_plan(data, "x")
    assert opened.content == content
    assert list(opened.content.plan.extras) == list(content.plan.extras)
    assert plan_bytes(opened.content) == data
    assert (opened.format, opened.newer) == (FORMAT, False)


def test_that_every_field_takes_every_kind_of_cell_through_the_file() -> None:
    samples: dict[Kind, list[Cell]] = {
        Kind.TEXT: ["00123", "=1+1", "\ud800 lone", ""], Kind.CHOICE: ["call"], Kind.YES_NO: [True, False],
    }  # fmt: skip
    for field in FIELDS:
        column = [None, Invalid("1O", "not a number"), *samples.get(field.kind, [12.0, 0.1, -0.0, 1e300])]
        plan = Plan.from_columns({field.key: column})
        again = parse_plan(plan_bytes(PlanContent(plan)), "x").content.plan
        assert [repr(cell) for cell in again.column(field.key)] == [repr(cell) for cell in column]


def test_that_a_number_which_json_lacks_does_not_stop_a_save() -> None:
    plan = Plan.from_columns({"function": ["a", "b"], "fte": [float("nan"), float("inf")]})
    again = parse_plan(plan_bytes(PlanContent(plan)), "x").content.plan
    assert [repr(cell) for cell in again.column("fte")] == ["nan", "inf"]


def test_that_blank_columns_and_the_order_of_typing_leave_no_trace() -> None:
    one = Plan.from_columns({"function": ["a"], "fte": [1.0]})
    two = one.with_cells((1,), "owner", ("x",)).with_cells((1,), "owner", (None,))
    three = Plan(one.rows, {"fte": (1.0,), "function": ("a",)}, {}, 2)
    files = {plan_bytes(PlanContent(plan, document_id="i")) for plan in (one, two, three)}
    assert len(files) == 1


def test_that_ids_of_rows_and_the_next_id_survive() -> None:
    plan = Plan.from_columns({"function": ["a", "b", "c"]}).without([3, 1])
    again = parse_plan(plan_bytes(PlanContent(plan)), "x").content.plan
    assert (again.rows.ids, again.next_id) == ((2,), 4)


# --- what this version does not know


def rewritten(data: bytes, change: Callable[[dict[str, Any]], None]) -> bytes:
    """Return the plan file with its JSON parts changed and the checksums put right, as another program would."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        raw = {name: archive.read(name) for name in archive.namelist()}
    parts = {name: json.loads(part) if name.endswith(".json") else part for name, part in raw.items()}
    change(parts)
    again = {name: part if isinstance(part, bytes) else dumps(part) for name, part in parts.items()}
    content = PlanContent(parts={n: p for n, p in again.items() if n not in {"mimetype", "manifest.json"}})
    sums = parse_sums(plan_bytes(content))
    again["manifest.json"] = dumps({**parts["manifest.json"], "parts": {n: sums[n] for n in content.parts}})
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in again.items():
            archive.writestr(name, part)
    return file.getvalue()


def parse_sums(data: bytes) -> dict[str, Any]:
    """Return the checksums that a manifest names."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return dict(json.loads(archive.read("manifest.json"))["parts"])


def a_plan() -> PlanContent:
    """Return a small plan with one changed assumption."""
    entry = Assumption(0.2, 0.1, 0.4, "us", "A")
    plan = Plan.from_columns({"function": ["a", "b", "c"]})
    return PlanContent(plan, Assumptions({"attrition": entry}), {"decisions": [1]})


def test_that_unknown_keys_columns_parts_and_assumptions_survive_a_round_trip_and_follow_their_rows() -> None:
    def add(parts: dict[str, Any]) -> None:
        parts["manifest.json"]["mood"] = "good"
        parts["plan.json"]["weather"] = {"sky": "blue"}
        parts["plan.json"]["columns"]["carbon"] = ["A", None, "C"]
        parts["assumptions.json"]["moon"] = {"value": 3, "phase": "full"}
        parts["assumptions.json"]["attrition"]["asked"] = "HR"
        parts["sections/later.json"] = [1, {"a": None}]
        parts["notes/picture.png"] = b"\x89PNG"

    opened = parse_plan(rewritten(plan_bytes(a_plan()), add), "x").content
    changed = PlanContent(
        opened.plan.without([1]), opened.assumptions, opened.sections, opened.document_id, opened.unknown,
        opened.parts, opened.manifest,
    )  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(plan_bytes(changed))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert json.loads(parts["manifest.json"])["mood"] == "good"
    plan = json.loads(parts["plan.json"])
    assert plan["weather"] == {"sky": "blue"}
    assert (plan["rows"], plan["columns"]["carbon"]) == ([2, 3], [None, "C"])
    assumptions = json.loads(parts["assumptions.json"])
    assert assumptions["moon"] == {"value": 3, "phase": "full"}
    assert assumptions["attrition"]["asked"] == "HR"
    assert json.loads(parts["sections/later.json"]) == [1, {"a": None}]
    assert parts["notes/picture.png"] == b"\x89PNG"


def test_that_an_assumption_put_back_to_its_default_is_not_written_for_the_sake_of_an_unknown_key() -> None:
    data = rewritten(plan_bytes(a_plan()), lambda parts: parts["assumptions.json"]["attrition"].update(asked="HR"))
    opened = parse_plan(data, "x").content
    reset = PlanContent(opened.plan, Assumptions(), unknown=opened.unknown)
    assert parse_plan(plan_bytes(reset), "x").content.assumptions == Assumptions()


def test_that_a_newer_format_opens_as_far_as_it_can_be_read_and_says_so() -> None:
    data = rewritten(plan_bytes(a_plan()), lambda parts: parts["manifest.json"].update(format=FORMAT + 1, program="9"))
    opened = parse_plan(data, "x")
    assert (opened.newer, opened.program) == (True, "9")
    assert opened.content.plan.column("function") == ("a", "b", "c")


def test_that_a_newer_format_that_cannot_be_read_names_the_version_to_install() -> None:
    def change(parts: dict[str, Any]) -> None:
        parts["manifest.json"].update(format=99, program="9.1")
        parts["plan.json"] = ["quite", "different"]

    with pytest.raises(InputUnreadableError, match=r"version 9\.1") as caught:
        parse_plan(rewritten(plan_bytes(a_plan()), change), "x")
    assert caught.value.exit_code == 3


# --- damage


def test_that_no_single_damaged_byte_gives_a_wrong_plan() -> None:
    content = a_plan()
    data = plan_bytes(content)
    refused = 0
    for at in range(len(data)):
        damaged = data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]
        try:
            assert parse_plan(damaged, "x").content == content
        except InputUnreadableError:
            refused += 1
    assert refused > len(data) / 2


def test_that_no_truncated_file_opens() -> None:
    data = plan_bytes(a_plan())
    for length in range(len(data)):
        with pytest.raises(InputUnreadableError):
            parse_plan(data[:length], "x")


@pytest.mark.parametrize(
    "change",
    [
        lambda parts: parts["plan.json"].update(rows=[1, 1, 2]),
        lambda parts: parts["plan.json"].update(rows=[1, "2", 3]),
        lambda parts: parts["plan.json"]["columns"].update(fte=[1.0]),
        lambda parts: parts["plan.json"]["columns"].update(fte=[{}, [], 1]),
        lambda parts: parts["plan.json"]["columns"].update(fte=3),
        lambda parts: parts["plan.json"]["extras"].update(colour=["red"]),
        lambda parts: parts["assumptions.json"]["attrition"].update(value="many"),
        lambda parts: parts["assumptions.json"].update(attrition=3),
        lambda parts: parts["manifest.json"].update(format="one"),
        lambda parts: parts["manifest.json"].update(format=0),
        lambda parts: parts.pop("plan.json"),
        lambda parts: parts.pop("assumptions.json"),
        lambda parts: parts.update({"plan.json": b"[" * 200_000}),
        lambda parts: parts.update({"plan.json": b"\xff\xfe"}),
    ],
)
def test_that_what_makes_no_sense_is_refused_with_a_reason(change: Callable[[dict[str, Any]], None]) -> None:
    with pytest.raises(InputUnreadableError, match="Cannot read my plan: "):
        parse_plan(rewritten(plan_bytes(a_plan()), change), "my plan")


def test_that_other_files_are_refused(tmp_path: Path) -> None:
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    for data in (b"", b"hello", other.getvalue()):
        with pytest.raises(InputUnreadableError):
            parse_plan(data, "x")
    with pytest.raises(InputUnreadableError, match="No such file"):
        read_plan_file(tmp_path / "none.oplan")


def test_that_a_file_that_would_unpack_beyond_all_measure_is_refused_unread() -> None:
    data = bytearray(plan_bytes(a_plan()))
    directory = data.rfind(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = (2**31).to_bytes(4, "little")
    with pytest.raises(InputUnreadableError, match="larger than any plan"):
        parse_plan(bytes(data), "x")


def test_that_cells_of_another_type_are_read_as_if_typed() -> None:
    def change(parts: dict[str, Any]) -> None:
        parts["plan.json"]["columns"].update(
            fte=["12", "many", True], law_forbids=["yes", 1, None], owner=[7, "x", None]
        )

    plan = parse_plan(rewritten(plan_bytes(a_plan()), change), "x").content.plan
    assert plan.column("fte")[0] == 12.0
    assert isinstance(plan.column("fte")[1], Invalid)
    assert isinstance(plan.column("fte")[2], Invalid)
    assert plan.column("law_forbids") == (True, True, None)
    assert plan.column("owner") == ("7", "x", None)


def test_that_verification_accepts_what_was_built_and_refuses_a_changed_byte(tmp_path: Path) -> None:
    path = tmp_path / "p"
    data = plan_bytes(a_plan())
    path.write_bytes(data)
    verify_plan_file(path)
    at = data.index(b"plan.json") + len(b"plan.json") + 3
    path.write_bytes(data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :])
    with pytest.raises(ValueError, match="damaged"):
        verify_plan_file(path)


# --- files made to fill the memory or to make the program wait


def test_that_a_part_of_millions_of_lists_is_refused_unparsed(tmp_path: Path) -> None:
    path = tmp_path / "lists.oplan"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", json.dumps({"format": 99}))
        archive.writestr("plan.json", "[" + "[]," * (MOST_NESTED + 1) + "[]]")
    with pytest.raises(InputUnreadableError, match="make no sense"):
        read_plan_file(path)


def test_that_what_is_nested_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "deep.oplan"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", json.dumps({"format": 99}))
        archive.writestr("plan.json", "[" * 1_000_000)
    with pytest.raises(InputUnreadableError):
        read_plan_file(path)


def test_that_a_file_larger_than_any_plan_is_not_read_into_memory(tmp_path: Path) -> None:
    path = tmp_path / "large.oplan"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(InputUnreadableError, match="larger than any plan"):
        read_plan_file(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name are of Unix")
def test_that_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.oplan")
    with pytest.raises(InputUnreadableError, match="not an ordinary file"):
        read_plan_file(tmp_path / "pipe.oplan")


def test_that_a_folder_named_like_a_plan_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.oplan").mkdir()
    with pytest.raises(InputUnreadableError, match="folder"):
        read_plan_file(tmp_path / "folder.oplan")

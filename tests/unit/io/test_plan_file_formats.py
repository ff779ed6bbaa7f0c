"""Plans of every format that ever was still open, as what was put in (P5)."""

import io
import zipfile
from pathlib import Path

import pytest

from outsourcing_planner.domain.assumptions import Assumption
from outsourcing_planner.domain.cells import Invalid
from outsourcing_planner.domain.fields import BY_KEY
from outsourcing_planner.io.plan_file import plan_bytes, read_plan_file
from outsourcing_planner.io.plan_migrations import FORMAT, migrated

GOLDEN = Path(__file__).parents[2] / "golden" / "plan_files"


def test_that_migrations_are_taken_one_after_the_other_and_change_nothing_they_are_given() -> None:
    steps = {1: lambda parts: {**parts, "a": parts["a"] + 1}, 2: lambda parts: {**parts, "a": parts["a"] * 10}}
    start = {"a": 1}
    assert migrated(start, 1, 3, steps) == {"a": 20}
    assert start == {"a": 1}
    with pytest.raises(ValueError, match="no step"):
        migrated(start, 1, 4, steps)


def test_that_there_is_a_golden_file_for_every_format() -> None:
    assert {path.stem for path in GOLDEN.glob("*.oplan")} >= {f"format_{number}" for number in range(1, FORMAT + 1)}


def test_that_the_golden_plan_of_format_1_opens_as_what_was_put_in() -> None:
    opened = read_plan_file(GOLDEN / "format_1.oplan")
    plan = opened.content.plan
    assert (plan.title, plan.rows.ids, plan.next_id) == ("Köln 2026", (3, 1, 7), 9)
    assert plan.column("function") == ("Invoice processing", "Marktforschung – DACH", "00123")
    assert plan.column("fte") == (12.5, None, Invalid("about ten", "not a number"))
    assert plan.column("data_must_stay") == (None, True, False)
    assert plan.extras == {"Cost centre": ("007", None, "NA"), "Site": (None, None, 3.0)}
    assert set(plan.columns) == {"function", "fte", "data_must_stay"} <= BY_KEY.keys()
    assert opened.content.assumptions.given == {
        "term_years": Assumption(5.0, 1.0, 10.0, "board", "–"), "plan_currency": Assumption("EUR", None, None, "", "–"),
    }  # fmt: skip
    assert opened.content.sections == {"decisions": [{"row": 3, "why": "cheaper"}]}
    assert opened.content.document_id == "5f0c2f6c1e0d4b0f9a4f7d6a3b2c1d0e"


def test_that_the_present_format_is_still_written_as_its_golden_file() -> None:
    """A change of what is written, without a new format number, would be noticed here."""
    path = GOLDEN / f"format_{FORMAT}.oplan"
    written = plan_bytes(read_plan_file(path).content)
    assert parts_of(written).keys() == parts_of(path.read_bytes()).keys()
    for name, part in parts_of(path.read_bytes()).items():
        assert parts_of(written)[name] == part or name == "manifest.json"


def parts_of(data: bytes) -> dict[str, bytes]:
    """Return the parts of a plan file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}

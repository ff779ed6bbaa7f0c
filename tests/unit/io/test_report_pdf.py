"""The business case as a PDF."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import evaluate
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.io.report_pdf import money, report_bytes, share
from outsourcing_planner.io.reporting.page import printable, shortened, wrapped


@pytest.fixture(scope="module")
def report(golden_plan: Plan, golden_assumptions: Mapping[str, Assumptions], libraries: Libraries) -> bytes:
    given = golden_assumptions[""]
    evaluation = evaluate(golden_plan, given, libraries)
    return report_bytes(
        golden_plan, given, evaluation, libraries, title="Plan $x_1$ 日本", created=datetime(2026, 1, 2, tzinfo=UTC)
    )


def test_that_it_has_two_to_four_pages_and_embedded_fonts(report: bytes) -> None:
    assert report.startswith(b"%PDF")
    pages = len(re.findall(rb"/Type\s*/Page\b(?!s)", report))
    assert 2 <= pages <= 4
    fonts = len(re.findall(rb"/Type\s*/FontDescriptor", report))
    assert fonts >= 2
    assert len(re.findall(rb"/FontFile2", report)) == fonts


def test_that_metadata_names_the_program_and_nobody(report: bytes) -> None:
    assert b"Outsourcing Planner" in report
    assert b"/Author" not in report
    assert b"/CreationDate" not in report


def test_that_an_empty_plan_makes_a_report(libraries: Libraries) -> None:
    plan = Plan()
    assert report_bytes(plan, Assumptions(), evaluate(plan, Assumptions(), libraries), libraries).startswith(b"%PDF")


def test_that_only_the_rows_shown_are_reported(golden_plan: Plan, libraries: Libraries) -> None:
    evaluation = evaluate(golden_plan, Assumptions(), libraries)
    assert report_bytes(golden_plan, Assumptions(), evaluation, libraries, rows=[1, 2]).startswith(b"%PDF")


def test_that_texts_fit() -> None:
    assert wrapped("one two three", 7) == ["one two", "three"]
    assert wrapped("x" * 20, 10) == ["x" * 9 + "…"]
    assert shortened("a  b\nc", 10) == "a b c"
    assert printable("a日") == "a\u25a1"
    assert [money(None), money(1234.5), share(0.123)] == ["–", "1,234", "12.3 %"]

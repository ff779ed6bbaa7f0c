"""The business case as a PDF."""

import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from matplotlib import font_manager

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import evaluate
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.io.report_pdf import money, report_bytes, share
from outsourcing_planner.io.reporting import fonts
from outsourcing_planner.io.reporting.fonts import families, glyphs, printable, shortened, wrapped


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
    assert shortened("日本語の業務", 7) == "日本語…"
    assert wrapped("日本語 業務", 7) == ["日本語", "業務"]
    assert [money(None), money(1234.5), share(0.123)] == ["–", "1,234", "12.3 %"]


def font_with(sign: str, family: str, path: Path, *, outlines: bool = True) -> None:
    """Make a font that has one sign, and tell matplotlib of it."""
    square = [(100, 0), (100, 700), (700, 700), (700, 0)]
    maker = FontBuilder(1000, isTTF=outlines)
    maker.setupGlyphOrder([".notdef", "one"])
    maker.setupCharacterMap({ord(sign): "one"})
    pen = TTGlyphPen(None) if outlines else T2CharStringPen(800, None)
    pen.moveTo(square[0])
    for point in square[1:]:
        pen.lineTo(point)
    pen.closePath()
    if outlines:
        maker.setupGlyf({name: pen.glyph() for name in (".notdef", "one")})
    else:
        maker.setupCFF(family, {}, {name: pen.getCharString() for name in (".notdef", "one")}, {})
    maker.setupHorizontalMetrics(dict.fromkeys((".notdef", "one"), (800, 100)))
    maker.setupHorizontalHeader(ascent=800, descent=-200)
    maker.setupNameTable({"familyName": family, "styleName": "Regular"})
    maker.setupOS2()
    maker.setupPost()
    maker.save(path)
    font_manager.fontManager.addfont(str(path))


@pytest.fixture
def no_others(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """No font but the one that ships, whatever this computer has."""
    monkeypatch.setattr(fonts, "OTHERS", ())
    known = list(font_manager.fontManager.ttflist)
    yield monkeypatch
    font_manager.fontManager.ttflist[:] = known
    glyphs.cache_clear()


def text_of(data: bytes, tmp_path: Path) -> str:
    """The text that can be selected, as a reader of PDF files finds it."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    (tmp_path / "report.pdf").write_bytes(data)
    return subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "report.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout


@pytest.fixture
def japanese(golden_plan: Plan) -> Plan:
    return golden_plan.with_cells([1, 2], "function", ("給与計算", "Бухгалтерия"))


def test_that_a_sign_no_font_has_is_a_box_and_the_page_says_so(
    no_others: pytest.MonkeyPatch, japanese: Plan, libraries: Libraries, tmp_path: Path
) -> None:
    assert no_others
    assert printable("a日") == "a\u25a1"
    evaluation = evaluate(japanese, Assumptions(), libraries)
    text = text_of(report_bytes(japanese, Assumptions(), evaluation, libraries), tmp_path)
    assert "□□□□" in text
    assert "no font of this computer" in text
    assert "Бухгалтерия" in text


def test_that_a_font_of_the_computer_is_used_embedded_and_its_text_can_be_selected(
    no_others: pytest.MonkeyPatch, golden_plan: Plan, libraries: Libraries, tmp_path: Path
) -> None:
    font_with("給", "Test Kanji", tmp_path / "kanji.ttf")
    font_with("与", "Test Outlines", tmp_path / "kanji.otf", outlines=False)
    no_others.setattr(fonts, "OTHERS", ("Test Outlines", "Test Kanji", "Nowhere"))
    assert families("給 a") == ["DejaVu Sans", "Test Kanji"]
    assert printable("給与") == "給\u25a1"
    plan = golden_plan.with_cells([1], "function", ("給",))
    data = report_bytes(plan, Assumptions(), evaluate(plan, Assumptions(), libraries), libraries)
    assert "給" in text_of(data, tmp_path)
    assert len(re.findall(rb"/FontFile2", data)) == len(re.findall(rb"/Type\s*/FontDescriptor", data)) >= 3
    assert b"no font of this computer" not in data

"""Panels in the real window: assumptions, issues, charts, why, settings, language, theme."""

import re
from itertools import pairwise

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtWidgets import QLabel

from outsourcing_planner.domain.cells import Invalid
from outsourcing_planner.io.plan_file import PlanContent
from outsourcing_planner.session.edits import SetCells
from outsourcing_planner.ui.dialogs.guide import PAGES, page_of, page_text
from outsourcing_planner.ui.dialogs.palette import CommandPalette
from outsourcing_planner.ui.dialogs.print_page import plan_html
from outsourcing_planner.ui.dialogs.settings import SettingsDialog
from outsourcing_planner.ui.kit.theme import dark
from outsourcing_planner.ui.views.assumption_table import SOURCE
from outsourcing_planner.ui.views.chart_data import CHARTS, chart
from outsourcing_planner.ui.views.chart_table import chart_lines, figures_of


@pytest.fixture
def sample(desk):
    """A window with the sample plan."""
    desk.window.commands["open_sample"].trigger()
    return desk


def test_that_a_typed_assumption_counts_at_once_and_undo_takes_it_back(sample):
    before = sample.document.evaluation.totals["npv"]
    sample.assumptions.type_value("discount_rate", "20%")
    assert sample.document.assumptions.number("discount_rate") == 0.20
    assert sample.document.evaluation.totals["npv"] < before
    sample.window.commands["undo"].trigger()
    assert sample.document.evaluation.totals["npv"] == before
    assert not sample.document.assumptions.given


@pytest.mark.parametrize(("key", "typed"), [("term_years", "eleven"), ("term_years", "2.5"), ("shrinkage", "150%")])
def test_that_typed_nonsense_is_refused_with_a_reason(sample, key, typed):
    before = sample.document.assumptions
    sample.assumptions.type_value(key, typed)
    assert sample.document.assumptions is before
    assert sample.assumptions.reason.text()


def test_that_a_click_on_an_issue_goes_to_its_cell(sample, qtbot):
    row = sample.document.plan.rows.ids[3]
    sample.carry_out(SetCells((row,), "fte", (Invalid("12 ppl", "not a number"),)))
    sample.window.strip.warnings.click()
    qtbot.waitUntil(lambda: sample.issues.table.rowCount() > 0)
    table = sample.issues.table
    at = next(i for i, issue in enumerate(table.issues) if issue.code == "invalid_value")
    sample.issues.view.clicked.emit(table.index(at, 0))
    assert sample.grid.current_cell()[0] == row


def test_that_why_follows_the_current_cell(sample):
    row = sample.document.plan.rows.ids[1]
    sample.grid.select_row(row, "label")
    sample.why.refresh()
    texts = [label.text() for label in sample.why.body.findChildren(QLabel)]
    assert sample.document.cell(row, "function") in texts
    assert sample.why.row == row


@pytest.mark.parametrize("kind", [kind for kind, _title in CHARTS])
def test_that_a_chart_shows_the_rows_that_are_shown(sample, kind):
    ids = sample.document.plan.rows.ids
    everything, one = chart(sample.document, kind, ids), chart(sample.document, kind, ids[:1])
    assert everything.rows
    assert all(len(row) == len(everything.headings) for row in everything.rows)
    assert len(one.rows) == (len(everything.rows) if kind == "cash_flow" else 1)
    assert not chart(sample.document, kind, ()).rows or kind == "cash_flow"


def test_that_the_cash_flow_of_all_rows_is_that_of_the_plan(sample):
    found = chart(sample.document, "cash_flow", sample.document.plan.rows.ids)
    assert [row[1] for row in found.rows] == pytest.approx(list(sample.document.evaluation.cash_flow))


def test_that_charts_are_drawn_and_saved(sample, qtbot, recorder, tmp_path):
    sample.window.show_panel("charts")
    qtbot.waitUntil(lambda: sample.charts.view.canvas is not None, timeout=20000)
    recorder.saves = tmp_path / "map.svg"
    sample.charts.choose("map")
    sample.charts.refresh()
    qtbot.waitUntil(lambda: sample.charts.chart is not None and sample.charts.chart.kind == "map")
    sample.charts.view.save_picture()
    assert recorder.saves.read_bytes().startswith(b"<?xml")


def test_that_german_is_switched_live_and_back(sample):
    sample.program.change(language="de")
    assert sample.window.commands["save"].text() == "&Speichern"
    assert sample.window.docks["why"].windowTitle() == "Warum?"
    assert sample.window.strip.cards["one_off"].caption.text() == "Einmalig"
    sample.program.change(language="en")
    assert sample.window.commands["save"].text() == "&Save"


def test_that_the_dark_theme_is_switched_live(sample):
    sample.program.change(theme="dark")
    assert sample.program.theme is dark()
    assert sample.window.palette().base().color().name().upper() == dark().base


def test_that_the_settings_dialog_gives_back_what_was_chosen(sample, qtbot):
    dialog = SettingsDialog(sample.program.settings)
    qtbot.addWidget(dialog)
    dialog.theme.setCurrentIndex(dialog.theme.findData("dark"))
    dialog.marks.setCurrentIndex(dialog.marks.findData("de_DE"))
    assert (dialog.value().theme, dialog.value().number_locale) == ("dark", "de_DE")


def test_that_the_palette_finds_a_command_by_part_of_its_name(sample, qtbot):
    palette = CommandPalette(sample.window.commands)
    qtbot.addWidget(palette)
    palette.typed.setText("excel exp")
    assert palette.chosen() == "export"
    palette.typed.setText("no such command")
    assert palette.chosen() is None


@pytest.mark.parametrize("page", [page for page, _title in PAGES])
@pytest.mark.parametrize("language", ["en", "de"])
def test_that_every_page_of_the_guide_is_shipped(page, language):
    assert page_text(page, language).startswith("# ")


def test_that_help_opens_at_the_column(sample):
    assert page_of("judgement") == ("columns", "Judgement")
    sample.help.open_at("judgement")
    guide = sample.help._guide
    assert guide.isVisible()
    assert guide.page.textCursor().selectedText() == "Judgement"
    guide.close()


def test_that_the_printed_page_names_every_function(sample):
    page = plan_html(sample.document, "Plan <1>")
    assert all(str(cell) in page for cell in sample.document.plan.column("function"))
    assert "Plan &lt;1&gt;" in page


def test_that_window_and_panels_are_as_they_were_left(sample, make_desk):
    sample.window.docks["issues"].hide()
    sample.window.resize(sample.window.width(), 735)
    sample.window.close()
    again = make_desk()
    assert again.window.docks["issues"].isHidden()
    assert not again.window.docks["why"].isHidden()
    assert again.window.height() == 735


def test_that_the_filter_leaves_rows_and_says_so(sample, qtbot):
    qtbot.keyClicks(sample.window.tool_bar.filter, "payroll")
    qtbot.keyClick(sample.window.tool_bar.filter, Qt.Key.Key_Return)
    assert 0 < len(sample.grid.shown_rows()) < len(sample.document.plan)
    assert "24" in sample.window.status.rows.text()


@pytest.fixture
def german_numbers(sample):
    sample.program.change(language="de", number_locale="de_DE")
    yield sample
    sample.program.change(language="en", number_locale="en_US")


def test_that_german_sentences_keep_large_nouns_and_write_commas(german_numbers):
    german_numbers.window.show_panel("why")
    german_numbers.why.refresh()
    texts = [label.text() for label in german_numbers.why.findChildren(QLabel)]
    sentence = next(text for text in reversed(texts) if text.startswith("BPO: "))
    assert re.search(r"Fachwissen \d,\d", sentence), sentence
    assert not re.search(r"\d\.\d|fachwissen", sentence), sentence


@pytest.mark.usefixtures("german_numbers")
def test_that_texts_of_qt_itself_are_german_too():
    assert QCoreApplication.translate("QMessageBox", "Show Details...") == "Details einblenden..."


def test_that_a_click_on_a_bubble_goes_to_its_row(sample, qtbot):
    sample.window.show_panel("charts")
    sample.charts.choose("map")
    qtbot.waitUntil(lambda: sample.charts.view.canvas is not None, timeout=20000)
    qtbot.waitUntil(lambda: sample.charts.chart is not None and sample.charts.chart.kind == "map")
    canvas, row = sample.charts.view.canvas, sample.charts.chart.rows[7]
    canvas.resize(600, 400)
    canvas.draw()
    x, y = canvas.figure.axes[0].transData.transform((row[1], row[2]))
    ratio = canvas.device_pixel_ratio
    at = QPoint(round(x / ratio), round(canvas.height() - y / ratio))
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=at)
    assert sample.document.cell(sample.grid.selected_rows()[0], "function") == row[0]


def test_that_the_lines_of_the_map_are_the_cuts_of_the_plans_own_scheme(sample):
    own = {"kind_cut": 61.0, "retain_below": 22.0}
    sample.files.show(PlanContent(plan=sample.document.plan, sections={"scheme": own}), modified=False)
    assert chart(sample.document, "map", sample.grid.shown_rows()).cuts == (22.0, 61.0)


def test_that_numbers_of_a_chart_stand_in_columns_of_equal_decimals(sample):
    found = chart(sample.document, "map", sample.grid.shown_rows())
    assert figures_of(found) == (1, 2, 3)
    decimals = {line[1].partition(".")[2] != "" for line in chart_lines(found)}
    assert decimals == {True}
    months = chart_lines(chart(sample.document, "cash_flow", sample.grid.shown_rows()))
    assert [line[0] for line in months[:3]] == ["0", "1", "2"]


def test_that_headings_units_and_sources_follow_the_language(german_numbers):
    german_numbers.window.commands["columns_cost"].trigger()
    model = german_numbers.grid.table
    heads = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
    assert "Eigenkosten\nUSD / Jahr" in heads
    assert not [head for head in heads if head and "/ year" in head]
    rows = german_numbers.assumptions.view.model()
    sources = {rows.index(row, SOURCE).data() for row in range(rows.rowCount())}
    assert "choice" not in sources


def test_that_every_chart_can_be_read_as_a_table(sample, qtbot):
    sample.window.show_panel("charts")
    qtbot.waitUntil(lambda: sample.charts.view.canvas is not None, timeout=20000)
    sample.charts.view.as_table.setChecked(True)
    for kind, _title in CHARTS:
        sample.charts.choose(kind)
        qtbot.waitUntil(lambda one=kind: sample.charts.chart.kind == one)
        assert sample.charts.view.table.view.isVisible()
        assert len(sample.charts.view.table.lines) == len(sample.charts.chart.rows)
        right = sample.charts.view.table.model.item(0, 1).textAlignment()
        assert right & Qt.AlignmentFlag.AlignRight
    sample.charts.view.as_table.setChecked(False)
    assert sample.charts.view.canvas.isVisible()


@pytest.mark.parametrize("width", [640, 800, 1000, 1440])
def test_that_no_figure_and_no_word_of_the_headline_is_cut(german_numbers, qtbot, width):
    german_numbers.window.resize(width, 700)
    qtbot.wait(50)
    strip = german_numbers.window.strip
    for card in strip.cards.values():
        if card.isVisible():
            assert card.value.width() >= card.value.fontMetrics().horizontalAdvance(card.value.text())
    shown = strip.completeness.text()
    assert strip.completeness.fontMetrics().horizontalAdvance(shown) <= strip.completeness.width()
    assert "24 Funktionen" in strip.completeness.toolTip()


def test_that_names_along_a_low_chart_do_not_lie_over_each_other(sample, qtbot):
    sample.window.show_panel("charts")
    qtbot.waitUntil(lambda: sample.charts.view.canvas is not None, timeout=20000)
    qtbot.waitUntil(lambda: sample.charts.chart is not None)
    canvas = sample.charts.view.canvas
    for height in (110, 160, 240, 500):
        canvas.resize(600, height)
        sample.charts.view._paint()
        canvas.draw()
        boxes = [label.get_window_extent() for label in canvas.figure.axes[0].get_yticklabels()]
        spans = sorted((box.y0, box.y1) for box in boxes)
        assert len(spans) >= 3
        assert all(upper[0] >= lower[1] - 1 for lower, upper in pairwise(spans)), height

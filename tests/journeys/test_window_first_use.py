"""What a person who has never seen the program meets: words not keys, reasons, a window that fits the screen."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtPrintSupport import QPrintPreviewDialog
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QTabBar,
    QTextBrowser,
    QToolBar,
    QWidget,
)

from outsourcing_planner.domain.fields import PRICINGS
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.io.importing.report import Report, RowLeftOut
from outsourcing_planner.io.plan_file import PlanContent
from outsourcing_planner.session.edits import InsertRows, SetCells
from outsourcing_planner.ui.action_menus import context_menu
from outsourcing_planner.ui.action_table import ROWS
from outsourcing_planner.ui.dialogs.about import About
from outsourcing_planner.ui.dialogs.backups import BackupsDialog
from outsourcing_planner.ui.dialogs.compare import CompareDialog
from outsourcing_planner.ui.dialogs.guide import GuideWindow
from outsourcing_planner.ui.dialogs.own_rates import OwnRatesDialog, RateDialog
from outsourcing_planner.ui.dialogs.palette import CommandPalette
from outsourcing_planner.ui.dialogs.pick import PickDialog
from outsourcing_planner.ui.dialogs.print_page import dress
from outsourcing_planner.ui.dialogs.scenario import ScenarioDialog
from outsourcing_planner.ui.dialogs.scheme_dialog import SchemeDialog
from outsourcing_planner.ui.dialogs.settings import SettingsDialog
from outsourcing_planner.ui.dialogs.shifts import ShiftsDialog
from outsourcing_planner.ui.dialogs.shortcuts import Shortcuts
from outsourcing_planner.ui.kit.icons import icon
from outsourcing_planner.ui.models.import_findings import findings_of
from outsourcing_planner.ui.views.assumption_table import SOURCE, VALUE
from outsourcing_planner.ui.views.bars import Bar
from outsourcing_planner.ui.views.chart_data import chart
from outsourcing_planner.ui.views.import_panel import ImportRecord

SMALL_SCREEN = 1000


@pytest.fixture
def sample(desk):
    """A window with the sample plan; whatever language it is switched to, the next test begins in English."""
    desk.window.commands["open_sample"].trigger()
    yield desk
    desk.program.change(language="en", number_locale="en_US")


@pytest.mark.parametrize("language", ["en", "de"])
def test_that_no_panel_makes_the_window_wider_than_a_small_screen(sample, qtbot, language):
    sample.program.change(language=language, number_locale="de_DE" if language == "de" else "en_US")
    sample.window.resize(SMALL_SCREEN, 700)
    for name, panel in sample.panels.items():
        sample.window.show_panel(name)
        panel.refresh()
    for page in sample.portfolio.pages:
        page.refresh()
    qtbot.wait(50)
    assert sample.window.minimumSizeHint().width() <= SMALL_SCREEN
    assert sample.window.width() == SMALL_SCREEN


def test_that_pricings_are_words_in_menus_cells_and_sums(sample, monkeypatch):
    row = sample.document.plan.rows.ids[0]
    sample.carry_out(SetCells((row,), "pricing", ("cost_plus",)))
    sample.go_to(row, "function")
    monkeypatch.setattr(QMenu, "popup", lambda _menu, _at: None)
    sample.window.commands["set_pricing"].trigger()
    menu = sample.grid.view.findChildren(QMenu)[-1]
    texts = [action.text() for action in menu.actions()]
    assert "time and material" in texts
    assert len(texts) == len(PRICINGS)
    assert not [text for text in texts if "_" in text]
    menu.actions()[texts.index("productive hour")].trigger()
    assert sample.document.cell(row, "pricing") == "productive_hour"
    sample.window.commands["columns_everything"].trigger()
    keys = [column.key for column in sample.grid.table.columns]
    assert sample.grid.table.index(0, keys.index("pricing")).data() == "productive hour"
    sample.window.show_panel("summary")
    sample.summary.by.setCurrentIndex(sample.summary.by.findData("pricing_used"))
    sample.summary.refresh()
    names = [sample.summary.table.index(at, 0).data() for at in range(sample.summary.table.rowCount())]
    assert "productive hour" in names


def test_that_a_country_is_searched_for_and_set_for_all_selected_rows(sample, monkeypatch):
    rows = sample.document.plan.rows.ids[:2]
    sample.grid.view.selected.select_rows(rows)

    def answered(dialog):
        dialog.typed.setText("pol")
        return True

    monkeypatch.setattr(PickDialog, "answered", answered)
    sample.window.commands["set_country"].trigger()
    assert [sample.document.cell(row, "country") for row in rows] == ["Poland", "Poland"]
    sample.window.commands["undo"].trigger()
    assert [sample.document.cell(row, "country") for row in rows] == [None, None]


def test_that_of_an_empty_plan_no_sum_is_shown(sample):
    sample.files.show(PlanContent(Plan.from_columns({})), modified=False)
    assert {card.value.text() for card in sample.window.strip.cards.values()} == {"–"}
    sample.window.commands["open_sample"].trigger()
    assert "–" not in {card.value.text() for card in sample.window.strip.cards.values()}


def test_that_no_class_is_cut_however_it_is_decided(sample):
    row = sample.document.plan.rows.ids[3]
    for decided in ("Retain", "Automate", "Hybrid"):
        sample.carry_out(SetCells((row,), "decision", (decided,)))
        keys = [column.key for column in sample.grid.table.columns]
        at = keys.index("label")
        look = sample.grid.table.look(3, at)
        needed = sample.grid.view.cells.colours.face(look).metrics.horizontalAdvance(look.text)
        assert sample.grid.view.columnWidth(at) >= needed + 8, look.text


def test_that_menus_show_which_panels_are_there(sample):
    checkable = [spec.id for spec in sample.window.commands.specs.values() if spec.checkable]
    assert not [one for one in checkable if sample.window.commands[one].isIconVisibleInMenu()]


def test_that_a_line_parts_the_groups_of_the_context_menu(sample, qtbot):
    menu = context_menu(sample.window.commands, ROWS, sample.grid)
    qtbot.addWidget(menu)
    ids = [action.objectName() if not action.isSeparator() else "" for action in menu.actions()]
    assert ids[ids.index("why_here") - 1] == ""
    assert "" not in (ids[0], ids[-1])


def test_that_the_palette_names_the_submenu_of_a_command(sample, qtbot):
    palette = CommandPalette(sample.window.commands)
    qtbot.addWidget(palette)
    palette.typed.setText("columns first")
    assert palette.found.count() == 1
    assert palette.found.item(0).text() == "Columns: As at first"
    assert palette.chosen() == "reset_columns"
    palette.typed.setText("save as")
    assert palette.chosen() == "save_as"


def test_that_headings_over_figures_stand_where_the_figures_do(sample):
    sample.window.show_panel("assumptions")
    sample.assumptions.refresh()
    table = sample.assumptions.table
    for column in range(table.columnCount()):
        over = table.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        assert over == table.index(1, column).data(Qt.ItemDataRole.TextAlignmentRole), column
    assert table.headerData(VALUE, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
    assert table.columnCount() - 1 == SOURCE
    issues = sample.issues.table
    sample.window.show_panel("issues")
    sample.issues.refresh()
    over = issues.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
    assert over == issues.index(0, 1).data(Qt.ItemDataRole.TextAlignmentRole)


def test_that_the_bars_of_both_scores_begin_at_one_line(sample, qtbot):
    sample.window.show_panel("why")
    sample.go_to(sample.document.plan.rows.ids[0], "function")
    sample.why.refresh()
    qtbot.wait(20)
    assert len({bar.x() for bar in sample.why.body.findChildren(Bar)}) == 1


def test_that_return_in_a_field_of_a_quote_adds_it_and_leaves_the_dialog_open(sample, qtbot):
    row = sample.document.plan.rows.ids[0]
    dialog = CompareDialog(sample.document, row, sample.carry_out, sample.window)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClicks(dialog.vendor, "Acme")
    qtbot.keyClicks(dialog.price, "2500")
    qtbot.keyClick(dialog.price, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert [quote.vendor for quote in dialog.quotes] == ["Acme"]


def test_that_places_in_use_stand_first_among_the_shifts(sample, qtbot):
    places = sample.document.libraries.rates.places
    dialog = ShiftsDialog(places, "United States", ("Philippines", "India"))
    qtbot.addWidget(dialog)
    assert dialog.ticked[0] == "United States"
    assert {dialog.choice.item(at).text() for at in range(3)} == {"United States", "Philippines", "India"}


def test_that_the_notices_are_a_page_and_no_raw_marks(qtbot):
    dialog = About()
    qtbot.addWidget(dialog)
    texts = [dialog.tabs.widget(at).toPlainText() for at in range(dialog.tabs.count())]
    assert len(texts) == 3
    assert not [text for text in texts if "|---" in text or text.startswith("#")]
    assert "Qt for Python" in texts[0]


def test_that_the_legend_of_the_cash_flow_names_both_colours(sample, qtbot):
    sample.window.show_panel("charts")
    sample.charts.choose("cash_flow")
    qtbot.waitUntil(lambda: sample.charts.view.canvas is not None, timeout=20000)
    qtbot.waitUntil(lambda: sample.charts.chart is not None and sample.charts.chart.kind == "cash_flow")
    sample.charts.view.canvas.resize(700, 300)
    sample.charts.view._paint()
    cash = [row[1] for row in chart(sample.document, "cash_flow", sample.grid.shown_rows()).rows]
    assert min(cash) < 0 < max(cash)
    named = [text.get_text() for text in sample.charts.view.canvas.figure.axes[0].get_legend().get_texts()]
    assert named == ["Sum so far", "Saving", "Costs more than it saves"]


def test_that_german_tooltips_say_in_german_what_a_blank_means(sample):
    sample.program.change(language="de", number_locale="de_DE")
    columns = {column.key: column for column in sample.grid.table.columns}
    sample.window.commands["columns_everything"].trigger()
    columns = {column.key: at for at, column in enumerate(sample.grid.table.columns)}
    tip = sample.grid.table.headerData(columns["fte"], Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert "sized from" not in tip
    rows = range(sample.grid.table.rowCount())
    tips = [sample.grid.table.index(row, columns["fte"]).data(Qt.ItemDataRole.ToolTipRole) or "" for row in rows]
    assert not [one for one in tips if "sized from" in one]


def test_that_no_label_shows_a_key_of_the_program(sample):
    for name, panel in sample.panels.items():
        sample.window.show_panel(name)
        panel.refresh()
        texts = [label.text() for label in panel.findChildren(QLabel)]
        assert not [text for text in texts if "_" in text and " " not in text], name


def seen_in(desk):
    """Look at every panel and at find and replace; return every text of a label, button or field, by its kind."""
    for name, panel in desk.panels.items():
        desk.window.show_panel(name)
        panel.refresh()
    for page in desk.portfolio.pages:
        page.refresh()
    desk.window.commands["replace"].trigger()
    desk.grid.view.selected.select_rows(desk.document.plan.rows.ids[:3])
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    found = set()
    for kind in (QLabel, QAbstractButton, QCheckBox):
        found |= {(kind.__name__, one.text()) for one in desk.window.findChildren(kind)}
    for field in desk.window.findChildren(QLineEdit):
        found |= {("field", field.placeholderText()), ("field", field.accessibleName())}
    return found


def test_that_a_window_switched_to_german_says_what_one_opened_in_german_does(sample, make_desk, qtbot):
    seen_in(sample)
    sample.window.commands["columns_cost"].trigger()
    sample.program.change(language="de", number_locale="de_DE")
    switched = seen_in(sample)
    fresh = make_desk()
    fresh.window.commands["open_sample"].trigger()
    fresh.window.commands["columns_cost"].trigger()
    qtbot.waitUntil(lambda: fresh.window.strip.warnings.text() == sample.window.strip.warnings.text())
    opened = seen_in(fresh)
    said_while_loading = {"Wird gezeichnet …", "Die Diagramme werden geladen …", "Anteile werden zusammengezählt …"}
    differing = {text for _kind, text in switched ^ opened} - said_while_loading
    by_time_or_width = ("zeichnen", "Haus", " · ")  # charts not yet drawn, lines that leave words out
    assert not {text for text in differing if not any(part in text for part in by_time_or_width)}


def test_that_a_refused_assumption_is_named_as_the_panel_names_it(sample):
    sample.assumptions.type_value("discount_rate", "eleven")
    assert sample.assumptions.reason.text() == "Discount rate: “eleven” is not a number"


def test_that_functions_without_cost_make_no_sum_of_0(desk):
    block = desk.document.plan.new_rows(2)
    desk.carry_out(InsertRows((0, 1), block))
    desk.carry_out(SetCells(desk.document.plan.rows.ids, "function", ("Fleet", "Payroll")))
    assert {card.value.text() for card in desk.window.strip.cards.values()} == {"–"}
    desk.window.show_panel("summary")
    desk.summary.refresh()
    table = desk.summary.table
    shown = [table.index(0, column).data() for column in range(table.columnCount())]
    assert shown == ["(blank)", "2", "2", *[""] * 7]
    desk.carry_out(SetCells(desk.document.plan.rows.ids[:1], "fte", (5.0,)))
    desk.summary.refresh()
    assert "" not in [table.index(0, column).data() for column in range(1, table.columnCount())]
    assert "–" not in {card.value.text() for card in desk.window.strip.cards.values()}


def test_that_a_row_is_decided_from_its_menu_and_the_refusal_says_so(sample, monkeypatch):
    row = sample.document.plan.rows.ids[2]
    sample.go_to(row, "label")
    columns = [column.key for column in sample.grid.table.columns]
    assert "Set decision" in sample.grid.table.why_read_only(2, columns.index("label"))
    menu = context_menu(sample.window.commands, ROWS, sample.grid)
    assert "set_decision" in [action.objectName() for action in menu.actions()]
    menu.deleteLater()
    monkeypatch.setattr(QMenu, "popup", lambda _menu, _at: None)
    sample.window.commands["set_decision"].trigger()
    choices = {action.text(): action for action in sample.grid.view.findChildren(QMenu)[-1].actions()}
    assert list(choices) == ["auto", "BPO", "KPO", "Hybrid", "Retain", "Automate"]
    assert choices["Retain"].toolTip()
    choices["Retain"].trigger()
    assert sample.document.evaluation.value(row, "decision_effective") == "Retain"
    sample.window.show_panel("decisions")
    sample.decisions.refresh()
    assert sample.decisions.table.lines[0][1].startswith("Retain")
    sample.window.commands["undo"].trigger()
    assert sample.document.cell(row, "decision") is None


def test_that_no_command_over_rows_can_be_taken_where_there_are_none(desk):
    for command in ("set_decision", "set_country", "set_pricing", "fill_from_inferred", "clear_overrides"):
        assert not desk.window.commands[command].isEnabled()
        assert desk.window.commands.reason(command)


def nameless(root):
    """Return what the Tab key reaches and a screen reader has no name for."""
    kinds = (QLineEdit, QComboBox, QAbstractButton, QAbstractItemView, QTextBrowser)
    found = []
    for widget in root.findChildren(QWidget):
        inner = widget.objectName().startswith("qt_") or isinstance(widget.parent(), QComboBox | QHeaderView | QTabBar)
        within = widget.parent() is not None and isinstance(widget.parent().parent(), QComboBox)
        if not isinstance(widget, kinds) or isinstance(widget, QHeaderView) or inner or within:
            continue
        name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(root) and not name:
            found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found


@pytest.mark.parametrize("language", ["en", "de"])
def test_that_whatever_the_tab_key_reaches_has_a_name_to_be_heard(sample, qtbot, language):
    sample.program.change(language=language)
    seen_in(sample)
    assert nameless(sample.window) == []
    for page in sample.portfolio.pages:
        sample.portfolio.tabs.setCurrentIndex(sample.portfolio.pages.index(page))
        assert nameless(page) == []
    document, row = sample.document, sample.document.plan.rows.ids[0]
    for dialog in (
        About(sample.window), BackupsDialog(sample.files.file, sample.window), Shortcuts(sample.window.commands),
        CompareDialog(document, row, sample.carry_out), OwnRatesDialog((), document.libraries, document.assumptions),
        RateDialog(None, document.libraries, document.assumptions), SchemeDialog(document),
        SettingsDialog(sample.program.settings), ScenarioDialog("x"), CommandPalette(sample.window.commands),
        PickDialog("Set", "Set", ("a", "b")), GuideWindow(sample.program),
    ):  # fmt: skip
        qtbot.addWidget(dialog)
        assert nameless(dialog) == [], type(dialog).__name__


@pytest.mark.parametrize("language", ["en", "de"])
def test_that_headings_and_kinds_of_the_import_report_are_whole(sample, qtbot, language):
    sample.program.change(language=language)
    row = RowLeftOut(1, "Functions under review", "title", "above the table", 1)
    report = Report(10, 10, 5, 0, rows_left_out=(row,))
    panel = sample.imports
    panel.show_record(ImportRecord("x.csv", "told", report, findings_of(report)))
    sample.window.docks["import"].show()
    sample.window.show_panel("import")
    panel.refresh()
    qtbot.wait(20)
    header = panel.view.horizontalHeader()
    assert panel.view.columnWidth(0) >= panel.view.sizeHintForColumn(0)
    for column in range(4):
        assert panel.view.columnWidth(column) >= header.sectionSizeHint(column)
    needed = panel.kind.fontMetrics().horizontalAdvance(panel.kind.currentText())
    assert panel.kind.width() > needed + 24


def test_that_the_print_preview_has_the_icons_of_the_program(sample, qtbot):
    dialog = QPrintPreviewDialog(sample.window)
    qtbot.addWidget(dialog)
    bar = next(one for one in dialog.findChildren(QToolBar) if one.actions())
    before = {action.text(): action.icon().cacheKey() for action in bar.actions() if not action.icon().isNull()}
    dress(dialog, sample.program.theme)
    after = {action.text(): action.icon().cacheKey() for action in bar.actions() if not action.icon().isNull()}
    assert before.keys() == after.keys()
    assert not set(before.values()) & set(after.values())
    prints = [action for action in bar.actions() if not action.icon().isNull()][-1]
    assert prints.icon().cacheKey() == icon("print", sample.program.theme).cacheKey()


@pytest.mark.parametrize("kind", ["departments", "cash_flow", "map", "prices"])
def test_that_the_legend_of_a_chart_covers_none_of_it(sample, qtbot, kind):
    sample.window.show_panel("charts")
    sample.charts.choose(kind)
    qtbot.waitUntil(lambda: sample.charts.view.canvas is not None, timeout=20000)
    qtbot.waitUntil(lambda: sample.charts.chart is not None and sample.charts.chart.kind == kind)
    canvas = sample.charts.view.canvas
    canvas.resize(760, 260)
    sample.charts.view._paint()
    canvas.draw()
    axes = canvas.figure.axes[0]
    inside, legend = axes.get_window_extent(), axes.get_legend().get_window_extent()
    assert legend.y0 >= inside.y1 - 1
    assert legend.x1 <= canvas.figure.bbox.x1 + 1


def test_that_a_note_of_a_page_takes_three_lines_at_most_and_is_whole_in_its_tooltip(sample, qtbot):
    page = sample.portfolio.choice
    sample.window.show_panel("portfolio")
    sample.portfolio.tabs.setCurrentIndex(1)
    page.note.setText("A reason that goes on and on. " * 60)
    qtbot.wait(30)
    assert page.note.height() <= 3 * page.note.fontMetrics().lineSpacing() + 2
    assert page.note.toolTip() == page.note.text()
    assert page.solve.geometry().bottom() < page.table.view.mapTo(page, page.table.view.rect().topLeft()).y()


def test_that_names_of_a_chart_fit_the_height_that_its_panel_has(sample, qtbot):
    sample.window.resize(1100, 700)
    sample.window.show_panel("portfolio")
    sample.portfolio.tabs.setCurrentIndex(2)
    page = sample.portfolio.risk
    page.work_out()
    qtbot.waitUntil(lambda: page.chart.canvas is not None and page.chart.canvas.isVisible(), timeout=20000)
    qtbot.wait(200)  # the pause before a chart is drawn anew
    canvas = page.chart.canvas
    canvas.draw()
    names = [name for name in canvas.figure.axes[0].get_yticklabels() if name.get_text()]
    spans = sorted((name.get_window_extent().y0, name.get_window_extent().y1) for name in names)
    assert canvas.height() < 300
    assert all(upper[0] >= lower[1] - 1 for lower, upper in pairwise(spans))

"""Opening an editor and pressing Enter never changes a value: every field, odd values, several locales, real keys."""

from functools import cache

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QUndoStack
from PySide6.QtTest import QTest

from outsourcing_planner.domain.cells import Invalid, parse
from outsourcing_planner.domain.fields import BY_KEY, FIELDS, Kind
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.io.load import load_all
from outsourcing_planner.session.block_edits import same_cell
from outsourcing_planner.session.document import Document
from outsourcing_planner.session.typing import typed
from outsourcing_planner.ui.kit import numbers
from outsourcing_planner.ui.kit.theme import light
from outsourcing_planner.ui.models.columns import all_columns
from outsourcing_planner.ui.models.formats import exact, style
from outsourcing_planner.ui.views.grid import Grid

LOCALES = ("en_US", "de_DE", "fr_FR", "en_IN", "de_CH")
ODD = ("15", "1,5", "1.234", "1.234.567,89", "12 %", "2026-01-31", "31.01.2026", "1/2", "=1+1", "'00123", " padded ",
       "zwölf", "a\tb", "two\nlines", "1e400", "NaN", "−3", "(5)", "5k", "TRUE", "#DIV/0!", "5 – 6")  # fmt: skip
FIELD_KEYS = [field.key for field in FIELDS]
cached_libraries = cache(load_all)


def numbers_of(field):
    low = -1e12 if field.low is None else field.low
    high = 1e12 if field.high is None else field.high
    found = st.integers(int(low // 1), int(high)).map(float) if field.whole else st.floats(low, high)
    return found.filter(lambda number: low <= number <= high).map(lambda number: number + 0.0)


def cells_of(field):
    invalid = st.sampled_from(ODD).map(lambda raw: Invalid(raw, "not understood"))
    if field.numeric:
        return st.one_of(numbers_of(field), invalid, st.none())
    if field.kind is Kind.YES_NO:
        return st.one_of(st.booleans(), invalid, st.none())
    if field.choices and not field.open_choice:
        return st.one_of(st.sampled_from(field.choices), invalid, st.none())
    if field.kind is Kind.CHOICE:
        known = {"currency": ["USD", "INR", "EUR"], "country": ["India", "Poland", "Côte d'Ivoire"]}
        return st.one_of(st.sampled_from(known.get(field.key, ["other"])), invalid, st.none())
    return st.one_of(st.sampled_from(ODD), st.text(min_size=1).filter(str.strip), st.none())


ROWS = st.fixed_dictionaries({key: st.lists(cells_of(BY_KEY[key]), min_size=3, max_size=3) for key in FIELD_KEYS})
QUIET = settings(
    deadline=None, max_examples=6, derandomize=True, suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)  # fmt: skip


@pytest.fixture(params=LOCALES)
def locale(request):
    numbers.use_locale(request.param)
    yield request.param
    numbers.use_locale("en_US")


@pytest.mark.usefixtures("qapp", "locale")
def test_that_an_editor_that_is_opened_and_left_by_enter_changes_no_cell():
    @QUIET
    @given(columns=ROWS)
    def holds(columns):
        document = Document(cached_libraries(), Plan.from_columns(columns))
        plan, stack = document.plan, QUndoStack()
        grid = Grid(document, stack, light(), None)
        known = all_columns(document.evaluation)
        grid.table.set_columns([known[key] for key in FIELD_KEYS])
        grid.show()
        for row in range(3):
            for column in range(len(FIELD_KEYS)):
                grid.view.setCurrentIndex(grid.table.index(row, column))
                QTest.keyClick(grid.view, Qt.Key.Key_F2)
                assert grid.view.cells.editor is not None
                QTest.keyClick(grid.view.cells.editor, Qt.Key.Key_Return)
        assert stack.count() == 0
        assert document.plan is plan
        grid.close()
        grid.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    holds()


@pytest.mark.usefixtures("locale")
@pytest.mark.parametrize("key", FIELD_KEYS)
def test_that_the_text_of_an_editor_read_again_gives_the_same_cell(key):
    field = BY_KEY[key]

    @settings(QUIET, max_examples=60)
    @given(cell=cells_of(field))
    def holds(cell):
        if not isinstance(cell, Invalid):
            text = exact(cell, field)
            assert same_cell(typed(field, text, style()), cell)
            assert same_cell(parse(field, text, style()), cell)

    holds()

"""What a cell shows: typed, inferred, estimated, standard or computed, and the same in whole columns."""

from functools import cache

import numpy as np
import pytest

from outsourcing_planner.domain.cells import Invalid
from outsourcing_planner.domain.fields import KEYS
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.io.load import load_all
from outsourcing_planner.session.document import Document
from outsourcing_planner.session.shown import Origin, Shown


@cache
def shown():
    document = Document(
        load_all(),
        Plan.from_columns({
            "function": ["Customer support", "Equity research", "Payroll"],
            "fte": [20.0, Invalid("ten", "not a number"), None],
            "judgement": [None, 5.0, None],
            "decision": [None, "Retain", "auto"],
        }),
    )
    return Shown(document.plan, document.evaluation, document.assumptions)


@pytest.mark.parametrize(
    ("at", "key", "origin"),
    [
        (0, "fte", Origin.TYPED), (1, "fte", Origin.TYPED), (2, "fte", Origin.NOTHING),
        (0, "judgement", Origin.INFERRED),
        (1, "judgement", Origin.TYPED), (0, "salary", Origin.ESTIMATED), (0, "country", Origin.DEFAULT),
        (0, "pricing", Origin.DEFAULT), (0, "currency", Origin.DEFAULT), (0, "seat_rate", Origin.ESTIMATED),
        (0, "npv", Origin.COMPUTED), (0, "notes", Origin.NOTHING), (0, "bpo_share", Origin.NOTHING),
        (0, "law_forbids", Origin.DEFAULT), (0, "start_month", Origin.DEFAULT),
    ],
)  # fmt: skip
def test_that_a_cell_says_where_it_comes_from(at, key, origin):
    assert shown().content(at, key)[1] is origin


def test_that_what_stands_in_is_what_the_model_says():
    assert shown().content(0, "country")[0] == "Philippines"
    assert shown().content(0, "pricing")[0] == "auto"
    assert shown().content(0, "currency")[0] == "USD"
    assert shown().content(0, "start_month")[0] == 1.0


def test_that_the_class_in_force_is_shown():
    assert shown().content(1, "label") == ("Retain", Origin.COMPUTED)
    assert shown().evaluation.value(2, "label") == "KPO"


@pytest.mark.parametrize("key", [*KEYS, "label", "npv", "close_call", "flags", "pays"])
def test_that_whole_columns_hold_what_their_cells_show(key):
    values = shown().values(key)
    for at in range(3):
        cell = shown().content(at, key)[0]
        if isinstance(cell, float) and values.numbers is not None:
            assert values.numbers[at] == cell
        elif isinstance(cell, Invalid):
            assert (values.texts[at], np.isnan(values.numbers[at])) == (cell.raw, True)
        elif isinstance(cell, str):
            assert values.texts[at] == cell
        elif cell is None:
            assert values.is_blank()[at]


def test_that_a_sort_key_is_built_once_for_a_column():
    first = shown().key_of_order("fte")
    assert shown().key_of_order("fte") is first

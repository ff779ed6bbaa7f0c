"""Clipboard text: what spreadsheets write is read, and what is written is read back exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsourcing_planner.session.clipboard_table import (
    exact_numbers,
    read_html,
    read_table,
    table_html,
    table_text,
    tiled,
)

CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\x01\r"), max_size=12)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("a\tb\r\n1\t2\r\n", [["a", "b"], ["1", "2"]]),
        ("a\tb\n1\t2", [["a", "b"], ["1", "2"]]),
        ("a\n\n", [["a"], [""]]),
        ("", [[""]]),
        ("one\r\n", [["one"]]),
        ('"two\nlines"\tb\n', [["two\nlines", "b"]]),
        ('"a ""word"""\t"a\tb"\r\n', [['a "word"', "a\tb"]]),
        ('5" pipe\t6"', [['5" pipe', '6"']]),
        ('"never closed\tb', [['"never closed', "b"]]),
        ("00123\t=A1+1\t1,200", [["00123", "=A1+1", "1,200"]]),
        ("a\nb\tc", [["a", ""], ["b", "c"]]),
        ("libre\x01office", [["libre\toffice"]]),
        ("Payroll, benefits\tx", [["Payroll, benefits", "x"]]),
    ],
)
def test_that_spreadsheet_text_is_read_cell_by_cell(text, cells):
    assert read_table(text) == cells


@given(st.integers(1, 5).flatmap(lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1)))
def test_that_written_text_is_read_back_exactly(rows):
    assert read_table(table_text(rows)) == rows


def test_that_html_says_what_is_text_so_that_nothing_is_converted():
    html = table_html([[("00123", False), ("12", True), ("=A1", False), ("a<b", False)]])
    assert html.count("mso-number-format") == 3
    assert read_html(html) == [["00123", "12", "=A1", "a<b"]]


def test_that_line_breaks_of_html_source_mean_nothing_and_br_does():
    html = "<table><tr><td>a long\n    name</td><td>x<br>y</td></tr><tr><td colspan=2>wide</td></tr></table>"
    assert read_html(html) == [["a long name", "x\ny"], ["wide", ""]]


@pytest.mark.parametrize(
    ("block", "selection", "covers"),
    [((1, 1), (3, 4), (3, 4)), ((2, 1), (4, 2), (4, 2)), ((2, 2), (3, 3), (2, 2)), ((3, 2), (1, 1), (3, 2))],
)
def test_that_a_block_fills_whole_multiples_only(block, selection, covers):
    cells = [["x"] * block[1] for _row in range(block[0])]
    assert tiled(cells, *selection) == covers


def html_of(*cells):
    return "<table><tr>" + "".join(f"<td {attributes}>{text}</td>" for attributes, text in cells) + "</tr></table>"


@pytest.mark.parametrize(
    ("attributes", "shown", "number"),
    [
        ('sdval="2.125" sdnum="1033;0;0.0"', "2.1", 2.125),
        ('sdval="1234567.891" sdnum="1031;0;#.##0"', "1.234.568", 1234567.891),
        ('sdval="0.157" sdnum="1033;0;0%"', "16%", 0.157),
        ("x:num='52345.678'", "52,346", 52345.678),
        ('x:num="-3.5"', "(3.50)", -3.5),
        ('sdval="46053" sdnum="1033;0;DD/MM/YYYY"', "31/01/2026", None),
        ('sdval="1" sdnum="1033;0;BOOLEAN"', "TRUE", None),
        ('sdval="123" sdnum="1033;0;00000"', "00123", None),
        ("", "12", None),
        ("x:num", "12", None),
    ],
)
def test_that_a_number_is_taken_exactly_only_where_the_text_is_that_number_rounded(attributes, shown, number):
    html = html_of((attributes, shown), ('sdval="1"', "1"))
    assert exact_numbers(html, [[shown, "1"]]) == [[number, 1.0]]


def test_that_numbers_of_another_shape_than_the_text_are_not_used():
    html = html_of(('sdval="1"', "1"), ('sdval="2"', "2"))
    assert exact_numbers(html, [["1", "2"]]) == [[1.0, 2.0]]
    assert exact_numbers(html, [["1"], ["2"]]) is None
    assert exact_numbers("<p>no table</p>", [["1"]]) is None

"""Numbers as people write them, against a reading of our own: never another number than a person would read."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outsourcing_planner.domain.cells import Invalid
from outsourcing_planner.domain.fields import BY_KEY
from outsourcing_planner.io.importing.raw import DATE, TIME, Special
from outsourcing_planner.io.importing.typing_cells import Column, type_column
from outsourcing_planner.io.importing.written import says_nothing, written
from outsourcing_planner.text import NumberStyle, parse_number

POINT, COMMA, SWISS = NumberStyle(".", ","), NumberStyle(",", "."), NumberStyle(".", "'")
STYLES = {".": POINT, ",": COMMA}
SPACES = [" ", "\u00a0", "\u202f"]
AMOUNTS = st.integers(-(10**10), 10**10).map(lambda cents: cents / 100)


def in_groups(whole: int, mark: str) -> str:
    return f"{whole:,}".replace(",", mark)


def lakhs(whole: int) -> str:
    text, groups = str(whole), []
    head, tail = text[:-3], text[-3:]
    while head:
        groups.insert(0, head[-2:])
        head = head[:-2]
    return ",".join([*groups, tail])


@pytest.mark.parametrize(
    ("text", "style", "value"),
    [("(1,200)", POINT, -1200), ("1'200.50", SWISS, 1200.5), ("1’200.50", POINT, 1200.5), ("12.5%", POINT, 0.125),
     ("€ 1.2m", POINT, 1.2e6), ("1 234,5", COMMA, 1234.5), ("1\u00a0234,5", COMMA, 1234.5),
     ("1\u202f234,5", COMMA, 1234.5), ("12,34,567", POINT, 1234567), ("₹ 2,45,00,000", POINT, 24500000),
     ("USD 45k p.a.", POINT, 45000), ("45k USD p.a.", POINT, 45000), ("1.200 €", COMMA, 1200), ("1.5k", POINT, 1500),
     ("1,2 Mio. €", COMMA, 1.2e6), ("450 TEUR", COMMA, 450e3), ("T€ 450", COMMA, None), ("12 lakh", POINT, 12e5),
     ("0.5 crore", POINT, 5e6), ("3.4bn", POINT, 3.4e9), ("US$ 1,200", POINT, 1200), ("R$ 1.200,50", COMMA, 1200.5),
     ("1 140 000,00 zł", COMMA, 1140000), ("12 000 Kč", COMMA, 12000), ("kr 5.500", COMMA, 5500),
     ("between 2 and 4", POINT, 3), ("10–12", POINT, 11), ("10 - 12", POINT, 11), ("2,5 bis 3,5", COMMA, 3),
     ("10-12k", POINT, 11000), ("~20", POINT, 20), ("approx. 60k p.a.", POINT, 60000), ("ca. 12 FTE", POINT, 12),
     ("12 (3 vacant)", POINT, 12), ("45*", POINT, 45), ("5 per month", POINT, 5), ("1.234.567", COMMA, 1234567),
     ("1,234,567.8", POINT, 1234567.8), ("-5", POINT, -5), ("5-", POINT, -5), ("\u22125", POINT, -5),
     # what is no number stays none
     ("12 a 3", POINT, None), ("1,2,3", POINT, None), ("1.2.3", POINT, None), ("12,34", POINT, None),
     ("03/04/2025", POINT, None), ("2025-03-04", POINT, None), ("12:30", POINT, None), ("five", POINT, None),
     ("1,23,45", POINT, None), ("12-10", POINT, None), (">10", POINT, None), ("ABCD 5", POINT, None),
     ("A12", POINT, None), ("", POINT, None)],
)  # fmt: skip
def test_that_a_number_is_read_as_a_person_reads_it(text: str, style: NumberStyle, value: float | None) -> None:
    assert written(text, style).value == (None if value is None else pytest.approx(value))


@given(
    amount=AMOUNTS, style=st.sampled_from([POINT, COMMA]), space=st.sampled_from(SPACES), spaced=st.booleans(),
    brackets=st.booleans(),
)  # fmt: skip
def test_that_whatever_the_marks_the_number_is_the_same(
    amount: float, style: NumberStyle, space: str, *, spaced: bool, brackets: bool
) -> None:
    whole, cents = divmod(round(abs(amount) * 100), 100)
    text = in_groups(whole, space if spaced else style.group) + f"{style.decimal}{cents:02}"
    text = (f"({text})" if brackets else f"-{text}") if amount < 0 else text
    assert parse_number(text, style) == pytest.approx(amount)
    assert written(text, style).value == pytest.approx(amount)


@given(st.integers(100_000, 10**12))
def test_that_lakhs_and_crores_are_read_and_never_mistaken(whole: int) -> None:
    assert parse_number(lakhs(whole), POINT) == whole
    assert parse_number(lakhs(whole) + ".50", POINT) == whole + 0.5


@given(st.integers(1, 999), st.integers(0, 999))
def test_that_three_digits_after_a_mark_are_read_by_the_style_alone(head: int, tail: int) -> None:
    """ "1.234" is 1234 or 1.234; neither is guessed from the text itself, whatever is allowed."""
    point, comma = f"{head}.{tail:03}", f"{head},{tail:03}"
    for either in (False, True):
        assert written(point, POINT, either=either).value == pytest.approx(head + tail / 1000)
        assert written(point, COMMA, either=either).value == head * 1000 + tail
        assert written(comma, POINT, either=either).value == head * 1000 + tail
        assert written(comma, COMMA, either=either).value == pytest.approx(head + tail / 1000)


@given(st.integers(0, 9999), st.integers(0, 99), st.sampled_from(".,"))
def test_that_the_other_mark_is_read_only_where_nobody_chose_and_is_told(whole: int, tail: int, mark: str) -> None:
    text, other = f"{whole}{mark}{tail:02}", STYLES["," if mark == "." else "."]
    assert written(text, other).value is None
    found = written(text, other, either=True)
    assert (found.value, found.code) == (pytest.approx(whole + tail / 100), "other_mark")


@given(text=st.text(max_size=12), style=st.sampled_from([POINT, COMMA, SWISS]), either=st.booleans())
@settings(max_examples=400)
def test_that_no_text_breaks_the_reading_and_every_change_has_a_reason(
    text: str, style: NumberStyle, *, either: bool
) -> None:
    found = written(text, style, either=either)
    assert found.value is None or math.isfinite(found.value) or "e" in text.casefold()
    assert (found.value is None and not found.code) or (found.code and found.reason)
    if found.value is None and found.code:
        assert says_nothing(text.strip())


@given(st.lists(st.one_of(st.none(), st.text(max_size=8), st.floats(0, 1e6), st.booleans(), st.sampled_from(
    ["1.234", "n/a", "12-14", "3 FTE", "5 per month", Special(DATE, "2025-03-04"), Special(TIME, "12:30:00")]
)), max_size=30), st.sampled_from(["fte", "in_house_cost", "avoidable_share", "coverage_hours"]))  # fmt: skip
def test_that_each_cell_is_kept_told_or_blank_and_dates_are_no_numbers(cells: list[object], key: str) -> None:
    column = Column("C", "Heading", BY_KEY[key], range(1, len(cells) + 1), POINT)
    typed, notes = type_column(column, cells)  # type: ignore[arg-type] # raw cells
    told = {note.row for note in notes}
    for row, (raw, cell) in enumerate(zip(cells, typed, strict=True), 1):
        blank = raw is None or (isinstance(raw, str) and not raw.strip())
        assert (cell is None) == (blank or (row in told and not isinstance(cell, Invalid) and cell is None))
        assert blank or row in told or cell == raw
        if isinstance(raw, Special | bool):
            assert isinstance(cell, Invalid)


def test_that_months_in_a_cell_are_told_for_the_year_where_the_field_is_of_a_year() -> None:
    for key, value in (("in_house_cost", 60000.0), ("volume", 60000.0), ("fte", 5000.0)):
        typed, notes = type_column(Column("C", "H", BY_KEY[key], [2], POINT), ["5,000 per month"])
        assert typed == [value]
        assert [note.became for note in notes] == [str(int(value))]


def test_that_a_cell_that_tells_its_own_size_is_not_multiplied_by_that_of_the_column() -> None:
    column = Column("C", "Cost in thousands", BY_KEY["in_house_cost"], [2, 3, 4], POINT, False, 1000.0, "thousands")
    assert type_column(column, ["1.2m", "850", "90k"])[0] == [1.2e6, 850e3, 90e3]

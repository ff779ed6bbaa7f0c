"""Fill and find: patterns repeat, series go on, search and replace keep to the rules asked for."""

from outsourcing_planner.domain.fields import BY_KEY
from outsourcing_planner.session.fill import continued, repeated
from outsourcing_planner.session.find import Search


def test_that_a_pattern_repeats_from_its_start():
    assert repeated(("a", None), 5) == ("a", None, "a", None, "a")


def test_that_numbers_with_one_step_go_on():
    assert continued(BY_KEY["start_month"], (1.0, 4.0), 3) == (7.0, 10.0, 13.0)
    assert continued(BY_KEY["fte"], (0.1, 0.2, 0.3), 2) == (0.4, 0.5)


def test_that_one_number_uneven_numbers_and_text_repeat():
    assert continued(BY_KEY["fte"], (5.0,), 2) == (5.0, 5.0)
    assert continued(BY_KEY["fte"], (1.0, 2.0, 4.0), 4) == (1.0, 2.0, 4.0, 1.0)
    assert continued(BY_KEY["department"], ("HR", "IT"), 3) == ("HR", "IT", "HR")


def test_that_a_series_never_leaves_the_limits_of_its_field():
    assert continued(BY_KEY["judgement"], (4.0, 5.0), 2) == (4.0, 5.0)


def test_that_search_minds_capitals_and_whole_cells_only_when_asked():
    assert Search("pay").found_in("Payroll")
    assert not Search("pay", match_case=True).found_in("Payroll")
    assert not Search("pay", whole_cell=True).found_in("Payroll")
    assert Search("payroll", whole_cell=True).found_in("Payroll")
    assert not Search("").found_in("anything")


def test_that_replace_takes_signs_of_patterns_literally():
    assert Search("a.c").replaced("abc a.c A.C", r"\1") == r"abc \1 \1"
    assert Search("a.c", match_case=True).replaced("a.c A.C", "x") == "x A.C"

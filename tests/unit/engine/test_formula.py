"""Excel formulas from measures: brackets, guards against blanks, and nothing but formulas of the registry."""

import re

from outsourcing_planner.engine.evaluate import MODULES
from outsourcing_planner.engine.expressions import Ref
from outsourcing_planner.engine.formula import Sheet
from outsourcing_planner.engine.helpers import both, filled, half_away, isblank, pick, total, when
from outsourcing_planner.engine.measures import MEASURES

A, B, C = Ref("a"), Ref("b"), Ref("c")
PLAIN = Sheet(lambda key: key.upper())
FULL = Sheet(lambda key: key.upper(), frozenset("abc"))


def test_that_brackets_stand_where_the_order_of_signs_needs_them() -> None:
    assert FULL.write((A + B) * C) == "=(A+B)*C"
    assert FULL.write(A - (B - C)) == "=A-(B-C)"
    assert FULL.write(A / (B * C)) == "=A/(B*C)"
    assert FULL.write(A + B * C) == "=A+B*C"
    assert FULL.write((1 + A) ** (B - 1)) == "=(1+A)^(B-1)"
    assert FULL.write((A > B) * C) == "=(A>B)*C"


def test_that_a_blank_input_gives_a_blank_result() -> None:
    assert PLAIN.write(A * B) == '=IF(OR(A="",B=""),"",A*B)'


def test_that_the_branch_not_taken_may_be_blank() -> None:
    assert PLAIN.write(when(filled(A), A, B * C)) == '=IF((A<>""),A,IF(OR(B="",C=""),"",B*C))'


def test_that_rounding_moves_into_the_branches() -> None:
    assert FULL.write(half_away(when(A > B, A, C), 2)) == "=IF(A>B,ROUND(A,2),ROUND(C,2))"


def test_that_a_text_is_compared_without_a_guard() -> None:
    assert PLAIN.write(pick(A, {"seat": B}, C)) == '=IF(A="seat",IF(B="","",B),IF(C="","",C))'


def test_that_proven_cells_are_not_asked_again() -> None:
    assert PLAIN.write(when(both(filled(A), filled(B)), A * B, 0)) == '=IF(AND((A<>""),(B<>"")),A*B,0)'
    assert PLAIN.write(when(isblank(A), 0, A * 2)) == '=IF((A=""),0,A*2)'


def test_that_a_choice_inside_arithmetic_needs_only_what_it_chooses() -> None:
    assert PLAIN.write(A * when(B > 1, C, 0)) == '=IF(OR(A="",B=""),"",IF(IF(B>1,C="",FALSE),"",A*IF(B>1,C,0)))'
    assert PLAIN.write(A * when(B > 1, C, C / 2)) == '=IF(OR(A="",B="",C=""),"",A*IF(B>1,C,C/2))'
    assert PLAIN.write(when(filled(A), A, 0) + B) == '=IF(B="","",IF((A<>""),A,0)+B)'
    inner = when(filled(B), when(B > 0, C / B, A), A)
    lacking = 'IF((B<>""),IF(B>0,C="",A=""),A="")'
    assert PLAIN.write(2 * inner) == f'=IF({lacking},"",2*IF((B<>""),IF(B>0,C/B,A),A))'
    assert PLAIN.write(2 * when(A == "x", when(B > 0, C, 1), 1)) == (
        '=IF(IF(A="x",IF(B="",TRUE,IF(B>0,C="",FALSE)),FALSE),"",2*IF(A="x",IF(B>0,C,1),1))'
    )


def test_that_a_choice_made_month_by_month_needs_all_its_cells() -> None:
    chosen = total(when(Ref("month") > A, B, C))
    sheet = Sheet(lambda key: key.upper(), frozenset({"month"}))
    assert sheet.write(chosen) == '=IF(OR(A="",B="",C=""),"",SUMPRODUCT(IF(MONTH>A,B,C)))'


def test_that_months_are_added_by_sumproduct_and_written_in_place() -> None:
    sheet = Sheet(lambda key: (B * Ref("month")) if key == "monthly" else key.upper(), frozenset({"month"}))
    assert sheet.write(total(Ref("monthly"))) == '=IF(B="","",SUMPRODUCT(B*MONTH))'


def test_that_every_measure_has_a_formula_without_bare_numbers() -> None:
    assert MODULES
    for measure in MEASURES.measures.values():
        if measure.is_lookup:
            continue
        formula = re.sub(r'"[^"]*"', "", Sheet(lambda key: f"<{key}>").write(measure.tree, always=measure.always))
        numbers = re.findall(r"(?<![\w<])\d+(?:\.\d+)?(?![\w>])", re.sub(r"<\w+>", "x", formula))
        assert set(numbers) <= {"0", "1", "2", "12"}, measure.key

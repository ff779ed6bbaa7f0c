"""The numbers of a "Why?" sentence, put into a calculator, give the value of the cell."""

import math
import random
import re
from typing import Any

import pytest

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.fields import FIELDS, PRICINGS
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.because import because_of
from outsourcing_planner.engine.because_row import Row
from outsourcing_planner.engine.evaluate import evaluate
from outsourcing_planner.engine.measures import MEASURES
from outsourcing_planner.io.load import load_all

NUMBER = re.compile(r"(?<![\w.–])-?\d[\d,]*(?:\.\d+)?%?")
SUM = re.compile(r"sum over the months of \(")
NAMED = sorted(
    (name.casefold() for name in (*(measure.heading for measure in MEASURES.measures.values()),
     *(field.heading for field in FIELDS)) if re.search(r"\d", name)), key=len, reverse=True,
)  # fmt: skip
"""Names that hold a number of their own."""
SIGNS = {"×": "*", "÷": "/", "−": "-", "+": "+", "(": "(", ")": ")"}


def number(text: str) -> float:
    plain = text.replace(",", "")
    return float(plain[:-1]) / 100 if plain.endswith("%") else float(plain)


def closing(text: str, opened: int) -> int:
    """Return where the bracket that opens there is closed."""
    depth = 0
    for at in range(opened, len(text)):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if not depth:
            return at
    raise ValueError(text)


def with_sums(formula: str, years: list[str]) -> str:
    """Put the sum of the years said in the place of each sum over the months."""
    for said in years:
        found = SUM.search(formula)
        assert found, formula
        amounts = [float(part.rpartition(" ")[2].replace(",", "")) for part in re.split(r"(?<=\d), (?=year)", said)]
        end = closing(formula, found.end() - 1)
        formula = f"{formula[: found.start()]}{math.fsum(amounts):.6f}{formula[end + 1 :]}"
    return formula


def calculated(sentence: str) -> float | None:
    """Return what the right side of a sentence comes to; None where it is no arithmetic."""
    _left, equals, right = sentence.partition(" = ")
    formula, *years = re.split(r"; (?:[^;]*? )?by plan year: ", re.split(r"\. (?=[A-Z])", right)[0])
    if not equals or any(sign in formula for sign in ("≥", "≤", "≠", " = ", " and ", " or ", " < ", " > ", "rounded")):
        return None
    formula = with_sums(formula, years)
    if "by month" in formula:
        return None
    for name in NAMED:
        formula = formula.replace(name, "")
    values: list[float] = []

    def placed(found: re.Match[str]) -> str:
        values.append(number(found[0]))
        return f" #{len(values) - 1}# "

    numbered = NUMBER.sub(placed, formula)
    tokens = re.findall(r"#\d+#|[×÷−+()]", numbered)
    text = "".join(repr(values[int(token[1:-1])]) if token[0] == "#" else SIGNS[token] for token in tokens)
    return float(eval(text, {"__builtins__": {}}))  # noqa: S307 - numbers and signs that stand above


def generated(seed: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a row and assumptions with prices of every size, decimals that do not end, and terms of every kind."""
    dice = random.Random(seed)

    def some(value: Any) -> Any:
        return value if dice.random() < 0.6 else None

    row = {
        "function": "Payroll", "fte": some(dice.uniform(0.3, 90)), "salary": some(dice.uniform(9e3, 9e4)),
        "volume": float(dice.randint(100, 9**8)), "handling_minutes": some(dice.uniform(0.1, 30)),
        "decision": dice.choice(["BPO", "KPO", "Hybrid", "Automate", "Retain"]), "pricing": dice.choice(PRICINGS),
        "rate": some(dice.choice([0.0375, 0.1234, 11.47917, 1559.10])), "currency": some(dice.choice(["EUR", "INR"])),
        "start_month": some(float(dice.randint(1, 30))), "band_volume": some(dice.uniform(1, 1e6)),
        "tier_volume": some(1000.0), "tier_discount": some(0.0725), "base_fee": some(1234.56), "arc_rate": some(0.03),
        "error_share": some(0.0215),
        "retained_fte": some(0.75), "client_review_share": some(0.1), "automatable_share": some(0.345),
        "automation_unit_cost": some(0.0019), "other_one_off": some(4321.0), "projects": some(7.0),
        "project_days": some(21.5), "avoidable_share": some(0.8125), "volume_growth": some(0.0333),
        "bpo_share": 0.5, "kpo_share": 0.25, "retained_share": 0.25, "outsourced_today": some(True),
        "minimum_charge": some(5000.0), "direct_cost": some(999.99),
    }  # fmt: skip
    given = {"exchange_eur": 1.08765, "exchange_inr": 0.011873, "leakage": dice.choice([0, 0.15]),
             "exit_probability": dice.choice([0, 0.2]), "fx_drift": dice.choice([0, 0.0123])}  # fmt: skip
    return row, given


@pytest.mark.parametrize("seed", range(60))
def test_that_the_numbers_of_a_sentence_give_its_cell(seed: int) -> None:
    cells, given = generated(seed)
    plan = Plan.from_columns({key: (cell,) for key, cell in cells.items()})
    assumptions = Assumptions.from_mapping(given)
    evaluation, row = evaluate(plan, assumptions, load_all()), Row.of(plan, assumptions, load_all(), 1)
    checked = 0
    for key, measure in MEASURES.measures.items():
        value = evaluation.value(1, key) if key in evaluation.columns else None
        if not isinstance(value, float) or measure.is_lookup or key in ("knowledge", "fit", "size_score"):
            continue
        sentence = because_of(row, key)
        found = calculated(sentence)
        if found is not None:
            parts = [abs(number(text)) for text in NUMBER.findall(sentence)]
            assert found == pytest.approx(value, rel=2e-5, abs=0.01 + 1e-6 * max(parts)), (key, sentence)
            checked += 1
    assert checked > 15


def test_that_a_small_price_is_said_with_all_its_digits() -> None:
    plan = Plan.from_columns({"function": ("Claims",), "fte": (5.0,), "salary": (5e4,), "decision": ("BPO",),
                              "pricing": ("minute",), "rate": (0.0375,), "volume": (1e5,),
                              "handling_minutes": (6.0,)})  # fmt: skip
    row = Row.of(plan, Assumptions(), load_all(), 1)
    assert because_of(row, "charge") == "Yearly charge 22,500.00 = 0.0375 rate in force × 600,000.00 billed quantity"
    assert because_of(row, "rate_used").startswith("Rate in force 0.0375 = 0.0375 quoted rate")


def test_that_a_break_even_under_leakage_is_no_formula_that_does_not_hold() -> None:
    plan = Plan.from_columns({"function": ("Claims",), "fte": (9.0,), "salary": (5e4,), "decision": ("BPO",),
                              "pricing": ("fte",), "rate": (3000.0,)})  # fmt: skip
    leaking, tight = (
        Row.of(plan, Assumptions.from_mapping({"leakage": share}), load_all(), 1) for share in (0.125, 0.0)
    )
    for key in ("break_even_charge", "break_even_avoidable"):
        assert because_of(leaking, key).endswith("found by trying, because 12.50% of a saving leaks away.")
        assert " = " in because_of(tight, key)


def test_that_numbers_beyond_all_money_are_said_too() -> None:
    cells = {"function": "Claims", "fte": 1e12, "salary": 1e12, "decision": "BPO", "pricing": "seat", "rate": 1e12}
    given = Assumptions.from_mapping({"term_years": 10, "cola": 10.0})
    row = Row.of(Plan.from_columns({key: (cell,) for key, cell in cells.items()}), given, load_all(), 1)
    assert because_of(row, "charge").startswith("Yearly charge 1.2e+25 = 1,000,000,000,000.00 rate in force × ")

"""The implementation packs: filled from the row, never the same page twice, with controls that grow with the data."""

import csv
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from outsourcing_planner.assets import resource
from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import evaluate
from outsourcing_planner.engine.pack_facts import PackFacts, sample_size
from outsourcing_planner.engine.pack_rows import facts_of_plan
from outsourcing_planner.engine.packs import Pack, pack_of
from outsourcing_planner.io.load import load_all
from outsourcing_planner.io.packs import load_packs

INVOICES = PackFacts(
    function="Invoice checks", label="BPO", words=("invoice checks", "", "finance"), department="Finance",
    unit="record", country="Philippines", home_country="United States", location="offshore", currency="USD",
    volume=60_000.0, handling_minutes=6.0, fte=12.0, seats=12.0, start_month=4.0, charge=240_000.0,
    governance_share=0.15, working_days=220.0,
    scores={"data_sensitivity": 3.0, "exposure": 2.0, "training_time": 3.0, "codification": 4.0},
)  # fmt: skip


def scored(facts: PackFacts, **scores: float) -> PackFacts:
    return replace(facts, scores={**facts.scores, **scores})


def page(facts: PackFacts) -> str:
    return pack_of(facts, load_packs()).as_text()


def controls(facts: PackFacts) -> set[str]:
    return {name for name, _ask, _evidence in pack_of(facts, load_packs()).controls}


def steps(pack: Pack) -> list[str]:
    return [step.name for step in pack.transfer]


def facts_of(columns: dict[str, list[Any]]) -> list[PackFacts]:
    plan, assumptions, libraries = Plan.from_columns(columns), Assumptions(), load_all()
    return list(facts_of_plan(plan, assumptions, evaluate(plan, assumptions, libraries), libraries).values())


@pytest.fixture(scope="module")
def known() -> list[PackFacts]:
    """Every function that the classifier knows, once each, in every class that leaves the house."""
    with resource("functions/functions.csv").open(encoding="utf-8", newline="") as file:
        names = sorted({row["name"].casefold(): row["name"] for row in csv.DictReader(file)}.values())
    found = facts_of({"function": list(names)})
    assert len(found) > 1_000
    return found


def test_that_two_functions_never_get_the_same_page(known: list[PackFacts]) -> None:
    pages = {page(facts) for facts in known}
    assert len(pages) == len(known)


def test_that_more_than_the_name_differs_between_trades(known: list[PackFacts]) -> None:
    nameless = {page(replace(facts, function="this work", department="")) for facts in known}
    assert len(nameless) > 100


def test_that_every_part_of_every_page_is_filled(known: list[PackFacts]) -> None:
    for facts in known[::7]:
        pack = pack_of(facts, load_packs())
        for section in pack.sections():
            assert section.rows, (facts.function, section.title)
            assert all(len(row) == len(section.headings) and all(row) for row in section.rows), section
        assert not {"{", "}"} & set(pack.as_text().replace(facts.function, ""))
        assert "nan" not in pack.as_text().split()


def test_that_each_figure_of_the_row_stands_in_the_page() -> None:
    text = page(INVOICES)
    for said in ("Invoice checks", "Finance", "60,000 records a year", "273 a working day", "6 minutes", "12 seats",
                 "the Philippines (offshore)", "plan month 4", "240,000 USD"):  # fmt: skip
        assert said in text
    assert "no more than 4.60 USD" in text, "240,000 × 1.15 / 60,000"
    assert "98.5% of records" in text, "sensitivity 3"
    assert "no more than 75 a month" in text, "1.5% of 5,000"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("volume", 61_000.0), ("handling_minutes", 7.0), ("seats", 13.0), ("country", "Poland"), ("department", "Ops"),
        ("unit", "call"), ("start_month", 5.0), ("charge", 250_000.0), ("label", "KPO"), ("label", "Hybrid"),
        ("description", "Two-way match"), ("owner", "Head of finance"), ("data_must_stay", True),
    ],
)  # fmt: skip
def test_that_a_change_of_any_fact_changes_the_page(key: str, value: Any) -> None:
    assert page(replace(INVOICES, **{key: value})) != page(INVOICES)


def test_that_controls_grow_with_sensitivity() -> None:
    by_score = [controls(scored(INVOICES, data_sensitivity=score)) - {"Basic security"} for score in (1, 2, 3, 4, 5)]
    assert all(lower < higher for lower, higher in pairwise(by_score))
    assert {"Confidentiality", "Access"} <= by_score[0]
    assert "Certified security management" not in by_score[1]
    assert {"Clean room", "Independent report", "Right of audit"} <= by_score[3]


def test_that_regulators_ask_for_more() -> None:
    more = controls(scored(INVOICES, exposure=5.0)) - controls(INVOICES)
    assert {"Right of audit", "Evidence for the regulator", "Exit and continuity", "Board approval"} <= more


def test_that_place_rules_the_controls_of_place() -> None:
    at_home = replace(INVOICES, country="United States", location="onshore")
    assert not {"Transfer abroad", "Local law"} & controls(at_home)
    assert {"Transfer abroad", "Local law"} <= controls(INVOICES)
    assert "Data Privacy Act of 2012" in page(INVOICES)
    assert "General Data Protection Regulation" in page(replace(INVOICES, country="Poland"))
    assert "to be named by counsel" in page(replace(INVOICES, country="Guyana"))
    assert "Residency" in controls(replace(INVOICES, data_must_stay=True)) - controls(INVOICES)


def test_that_the_unit_of_work_rules_the_measures() -> None:
    def measures(unit: str) -> set[str]:
        return {row[0] for row in pack_of(replace(INVOICES, unit=unit), load_packs()).quality}

    assert "Backlog" in measures("record")
    calls = replace(INVOICES, unit="call", service_level=0.8, target_seconds=20.0)
    assert "80% of calls answered within 20 seconds" in page(calls)
    assert "Backlog" not in measures("call")


def test_that_the_transfer_grows_with_people_learning_and_missing_procedures() -> None:
    packs = load_packs()
    plain = pack_of(INVOICES, packs)
    assert [step.first_week for step in plain.transfer][1:] == [step.last_week + 1 for step in plain.transfer][:-1]
    assert "begin 6 weeks before plan month 4" in plain.transfer_summary, "1 + 2 + 1 + 2 weeks before side by side"
    assert plain.transfer[-1].last_week == 10
    bigger = pack_of(replace(INVOICES, fte=80.0), packs)
    longer = pack_of(scored(INVOICES, training_time=5.0), packs)
    assert min(bigger.transfer[-1].last_week, longer.transfer[-1].last_week) > 10
    assert "Write down" in steps(pack_of(scored(INVOICES, codification=1.0), packs))
    assert "Write down" not in steps(plain)
    assert pack_of(replace(INVOICES, label="KPO"), packs).transfer[-1].last_week > 10


def test_that_trades_are_told_from_words_and_otherwise_from_the_unit() -> None:
    functions = ["AP", "L1 helpdesk", "Equity research", "Contract review", "Payroll", "Recruitment", "Zebra desk"]
    found = facts_of({"function": functions, "unit": [None] * 6 + ["ticket"], "decision": [None] * 6 + ["BPO"]})
    assert [pack_of(facts, load_packs()).family for facts in found] == [
        "Accounts payable and expenses", "IT support and operations", "Financial analysis and investment research",
        "Legal and intellectual property", "Payroll", "People services", "IT support and operations",
    ]  # fmt: skip


def test_that_what_stays_has_no_pack() -> None:
    assert facts_of({"function": ["Payroll", "Payroll"], "decision": ["Retain", "Automate"]}) == []


def test_that_the_sample_is_that_of_the_textbook() -> None:
    targets = load_packs().targets
    # n0 = 1.96² · 0.5 · 0.5 / 0.01² = 9,604; of 10,000 units: 9,604 / (1 + 9,603 / 10,000) = 4,899.2
    assert sample_size(10_000, 0.5, targets) == 4_900
    assert sample_size(3, 0.01, targets) == 3
    assert sample_size(float("nan"), 0.01, targets) != sample_size(float("nan"), 0.01, targets)

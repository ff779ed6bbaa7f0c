"""The choice under limits, against every combination tried out, and what is said where limits cannot be kept."""

import gc
import itertools
import multiprocessing

import numpy as np
import pytest

from outsourcing_planner.engine.portfolio import solve
from outsourcing_planner.engine.portfolio.changes import PortfolioCancelledError
from outsourcing_planner.engine.portfolio.choose import choose, risk_charges
from outsourcing_planner.engine.portfolio.explain_limits import explain, in_words
from outsourcing_planner.engine.portfolio.frontier import by_budget, by_risk
from outsourcing_planner.engine.portfolio.limits import BUDGET, GO, STAY, Limits
from outsourcing_planner.engine.portfolio.option_specs import default_specs
from outsourcing_planner.engine.portfolio.options import cost_options
from outsourcing_planner.io.solving import solve_in_child

SETS = {
    "budget by year": Limits(one_off={1: 400_000.0, 2: 250_000.0}),
    "capacity": Limits(fte_per_wave=25.0, months_per_wave=6),
    "countries": Limits(per_country=0.5, countries={"C1": 0.3}),
    "retained": Limits(retained_at_least=0.4),
    "at most retained": Limits(retained_at_most=0.2),
    "forced": Limits(must_go=frozenset({1, 2}), must_stay=frozenset({3}), together=(frozenset({4, 5}),)),
    "all": Limits(one_off={1: 500_000.0}, fte_per_wave=40.0, per_country=0.6, retained_at_least=0.2,
                  together=(frozenset({1, 5}),)),
}  # fmt: skip


def keeps(options, limits, chosen) -> bool:
    """Check a choice against the limits one by one, without the programme's rows."""
    at = np.arange(len(chosen))
    pick = {key: values[at, chosen] for key, values in options.figures.items()}
    goes, country = options.goes[at, chosen], options.country[at, chosen]
    paid = np.maximum(np.ceil((pick["start"] - 1) / 12), 1)
    whole = pick["charge"].sum()
    waves = (pick["start"] - 1) // limits.months_per_wave
    stays = (options.in_house * ~goes).sum() / options.in_house.sum()
    shares = {name: limits.countries.get(name, limits.per_country) for name in ("C0", "C1", "C2")}
    return (
        all(pick["one_off"][paid == year].sum() <= money for year, money in limits.one_off.items())
        and all(pick["fte_moved"][waves == w].sum() <= (limits.fte_per_wave or np.inf) for w in set(waves))
        and all(s is None or pick["charge"][country == c].sum() <= s * whole + 1e-6 for c, s in shares.items())
        and (limits.retained_at_least is None or stays >= limits.retained_at_least)
        and (limits.retained_at_most is None or stays <= limits.retained_at_most)
        and all(goes[row - 1] for row in limits.must_go) and not any(goes[row - 1] for row in limits.must_stay)
        and all(len({waves[r - 1] if goes[r - 1] else -1 for r in group}) == 1 for group in limits.together)
    )  # fmt: skip


def best_of_all(options, limits) -> float:
    n, m = options.npv.shape
    found = (
        options.npv[np.arange(n), list(c)].sum()
        for c in itertools.product(range(m), repeat=n) if keeps(options, limits, np.array(c))
    )  # fmt: skip
    return max(found, default=-np.inf)


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("seed", [1, 2])
def test_that_the_choice_is_the_best_of_all_combinations(random_options, name: str, seed: int) -> None:
    options = random_options(5, 4, seed)
    best, choice = best_of_all(options, SETS[name]), choose(options, SETS[name])
    assert choice.found == np.isfinite(best)
    if choice.found:
        assert choice.state == solve.OPTIMAL
        assert choice.objective == pytest.approx(best, rel=1e-5)
        assert keeps(options, SETS[name], choice.chosen)
        assert choice.bound >= best - 1e-5 * abs(best)
        assert choice.gap <= 1e-5


def test_that_the_way_over_the_relaxation_gives_the_same(random_options, monkeypatch) -> None:
    options, limits = random_options(60, 6, 3), Limits(one_off={1: 2_000_000.0}, per_country=0.5, retained_at_least=0.2)
    plain = choose(options, limits)
    monkeypatch.setattr(solve, "LARGE", 1)
    monkeypatch.setattr(solve, "FIRST_TRY", 20)
    relaxed = choose(options, limits)
    assert relaxed.objective == pytest.approx(plain.objective, rel=3e-5)
    assert relaxed.bound >= plain.objective * (1 - 1e-9)
    impossible = Limits(one_off={1: -1.0})
    assert choose(options, impossible).state == solve.INFEASIBLE


def test_that_the_risk_charge_counts_against_the_npv(case) -> None:
    options = cost_options(case.plan, case.assumptions, case.libraries, default_specs(case.libraries, case.assumptions))
    risk = risk_charges(options, case.settings.risk_charge, case.libraries, case.assumptions)
    assert (risk[~options.goes] == 0).all()
    at = next(n for n, spec in enumerate(options.specs) if spec.label == "BPO · Philippines · seat")
    exposure, sensitivity = options.risk["exposure"][0], options.risk["data_sensitivity"][0]
    share = 0.03 + 0.02 * (exposure - 1) / 4 + 0.02 * (sensitivity - 1) / 4
    assert options.figures["start"][0, at] == 1
    assert risk[0, at] == pytest.approx(42 * 1900 * 12 * 3 * share)
    free, careful = choose(options, Limits(risk_aversion=0.0), risk), choose(options, Limits(risk_aversion=5.0), risk)
    assert careful.risk_charge <= free.risk_charge
    assert careful.npv <= free.npv
    assert careful.objective == pytest.approx(careful.npv - 5 * careful.risk_charge)


def test_that_an_infeasible_budget_is_named_with_the_amount_that_would_do(random_options) -> None:
    options = random_options(4, 3, 5)
    limits = Limits(one_off={1: 1.0, 2: 1.0}, must_go=frozenset({1}))
    assert choose(options, limits).state == solve.INFEASIBLE
    (found,) = explain(options, limits).together
    year = int(options.year_of_one_off[0, 1])
    assert (found.kind, found.key, found.alone) == (BUDGET, year, True)
    assert found.needed == pytest.approx(options.figures["one_off"][0, 1:].min())
    enough = Limits(one_off={**limits.one_off, year: found.needed + 0.01}, must_go=limits.must_go)
    assert choose(options, enough).found
    assert f"year {year}" in in_words(found, {})


def test_that_two_limits_that_contradict_each_other_are_both_found_to_do_alone(random_options) -> None:
    options, names = random_options(3, 3, 1), {1: "Payroll", 2: "Audit", 3: "Claims"}
    found = explain(options, Limits(must_go=frozenset({1}), must_stay=frozenset({1})))
    assert len(found.together) == 1
    assert found.together[0].kind in (GO, STAY)
    assert "Payroll" in in_words(found.together[0], names)


def test_that_a_share_is_explained_as_a_share(random_options) -> None:
    options = random_options(3, 2, 1)  # one country only: its share is 1 whatever is chosen
    found = explain(options, Limits(per_country=0.4, retained_at_most=0.5))
    kinds = {relaxation.kind: relaxation for relaxation in (*found.together, *found.alone)}
    assert kinds["share_of_country"].needed == pytest.approx(1.0)


def test_that_feasible_limits_need_no_explanation(random_options) -> None:
    assert explain(random_options(3, 3, 1), Limits()).together == ()


def test_that_the_frontier_rises_with_the_budget_and_falls_with_the_weight_of_risk(random_options) -> None:
    options = random_options(8, 4, 7)
    risk = options.figures["charge"] * 0.1
    npv = [point.npv for point in by_budget(options, Limits(risk_aversion=0.0), risk, points=5)]
    assert npv == sorted(npv)
    assert npv[0] <= npv[-1]
    charges = [point.risk_charge for point in by_risk(options, Limits(), risk)]
    assert charges == sorted(charges, reverse=True)


def test_that_a_solver_in_a_process_of_its_own_gives_the_same_and_can_be_cancelled(random_options) -> None:
    options = random_options(6, 4, 2)
    assert (
        choose(options, SETS["all"], solve=solve_in_child(lambda: False)).objective
        == choose(options, SETS["all"]).objective
    )
    with pytest.raises(PortfolioCancelledError):
        choose(options, SETS["all"], solve=solve_in_child(lambda: True))


def test_that_one_process_serves_all_problems_of_a_solver(random_options) -> None:
    options, before = random_options(6, 4, 2), {child.pid for child in multiprocessing.active_children()}
    solver = solve_in_child(lambda: False)
    points = by_budget(options, Limits(), np.zeros(options.npv.shape), points=4, solve=solver)
    assert [point.npv for point in points] == [
        point.npv for point in by_budget(options, Limits(), np.zeros(options.npv.shape), points=4)
    ]
    assert len({child.pid for child in multiprocessing.active_children()} - before) == 1
    del solver
    gc.collect()
    assert not {child.pid for child in multiprocessing.active_children()} - before


def test_that_a_solver_whose_process_dies_gives_no_answer_then_starts_another(random_options) -> None:
    options, before = random_options(6, 4, 2), {child.pid for child in multiprocessing.active_children()}
    solver = solve_in_child(lambda: False)
    assert choose(options, Limits(), solve=solver).found
    (child,) = [one for one in multiprocessing.active_children() if one.pid not in before]
    child.kill()
    child.join()
    assert choose(options, Limits(), solve=solver).state == solve.NO_ANSWER
    assert choose(options, Limits(), solve=solver).found

"""Random small portfolios under random limits: HiGHS against every combination, with each limit checked by hand."""

import itertools
import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outsourcing_planner.engine.portfolio import solve
from outsourcing_planner.engine.portfolio.choose import choose
from outsourcing_planner.engine.portfolio.explain_limits import Relaxation, explain
from outsourcing_planner.engine.portfolio.limit_uses import limit_uses
from outsourcing_planner.engine.portfolio.limits import BUDGET, CAPACITY, COUNTRY, VENDOR, Limits, LimitsError

N, M = 4, 4
ROWS = tuple(range(1, N + 1))
TWENTIETHS = st.integers(2, 20).map(lambda count: count / 20)
"""Shares as people write them: a limit a millionth beside a value is a question of the solver's tolerance."""
SHARE = st.none() | TWENTIETHS
LIMITS = st.builds(
    Limits,
    one_off=st.dictionaries(st.integers(1, 3), st.floats(0, 900_000), max_size=3),
    fte_per_wave=st.none() | st.floats(5, 60),
    months_per_wave=st.integers(1, 12),
    countries=st.dictionaries(st.sampled_from(("C0", "C1", "C2")), TWENTIETHS, max_size=2),
    per_country=SHARE,
    vendors=st.dictionaries(st.sampled_from(("Alfa", "Borealis")), TWENTIETHS, max_size=2),
    per_vendor=SHARE,
    retained_at_least=st.none() | TWENTIETHS,
    retained_at_most=st.none() | TWENTIETHS,
    must_go=st.frozensets(st.sampled_from(ROWS), max_size=1),
    must_stay=st.frozensets(st.sampled_from(ROWS), max_size=1),
    together=st.lists(st.frozensets(st.sampled_from(ROWS), min_size=2, max_size=3), max_size=1).map(tuple),
    risk_aversion=st.sampled_from((0.0, 1.0, 4.0)),
)
NEAR = 1e-6


def with_vendors(options):
    """Options of which each one that leaves has a provider, one without a name among them."""
    vendor = np.array([["", "Alfa", "Borealis", ""][at % 4] for at in range(options.npv.shape[1])], dtype=object)
    return replace(options, vendor=np.where(options.goes, vendor[None, :], "").astype(object))


def overstepped(options, limits, chosen, slack: float) -> bool:
    """Check each limit by hand; ``slack`` is a share of the limit's own size."""
    at = np.arange(len(chosen))
    pick = {key: values[at, chosen] for key, values in options.figures.items()}
    goes, whole = options.goes[at, chosen], options.in_house.sum()
    year = np.maximum(np.ceil((pick["start"] - 1) / 12), 1)
    wave = (pick["start"] - 1) // limits.months_per_wave
    stays, charge = (options.in_house * ~goes).sum() / whole, pick["charge"].sum()
    most = [(pick["one_off"][year == number].sum(), money) for number, money in limits.one_off.items()]
    if limits.fte_per_wave is not None:
        most += [(pick["fte_moved"][wave == number].sum(), limits.fte_per_wave) for number in set(wave)]
    for names, named, each in (
        (options.country, limits.countries, limits.per_country), (options.vendor, limits.vendors, limits.per_vendor),
    ):  # fmt: skip
        for name in {*names[options.goes], *named} - {""}:
            share = named.get(name, each)
            if share is not None and charge:
                most.append((pick["charge"][names[at, chosen] == name].sum() / charge, share))
    if limits.retained_at_most is not None:
        most.append((stays, limits.retained_at_most))
    if limits.retained_at_least is not None:
        most.append((-stays, -limits.retained_at_least))
    waves = [{wave[row - 1] if goes[row - 1] else -1 for row in group} for group in limits.together]
    forced = [goes[row - 1] for row in limits.must_go] + [not goes[row - 1] for row in limits.must_stay]
    return (
        any(used > limit + slack * max(abs(limit), 1) for used, limit in most)
        or not all(forced) or any(len(found) > 1 for found in waves)
    )  # fmt: skip


def best(options, limits, risk, slack: float) -> float:
    worth = options.npv - limits.risk_aversion * risk
    found = (
        worth[np.arange(N), list(c)].sum()
        for c in itertools.product(range(M), repeat=N) if not overstepped(options, limits, np.array(c), slack)
    )  # fmt: skip
    return max(found, default=-np.inf)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(limits=LIMITS, seed=st.integers(0, 10_000), relaxed_first=st.booleans())
def test_that_no_combination_is_better_and_every_limit_is_kept(random_options, limits, seed, relaxed_first) -> None:
    options = with_vendors(random_options(N, M, seed))
    risk = options.figures["charge"] * 0.1
    kept = solve.LARGE, solve.FIRST_TRY
    solve.LARGE, solve.FIRST_TRY = (1, 3) if relaxed_first else kept
    try:
        choice = choose(options, limits, risk)
    finally:
        solve.LARGE, solve.FIRST_TRY = kept
    strict, loose = best(options, limits, risk, -NEAR), best(options, limits, risk, NEAR)
    if np.isinf(loose):
        assert not choice.found
    elif np.isfinite(strict):
        assert choice.found
    if choice.found:
        assert not overstepped(options, limits, choice.chosen, 1e-5)
        tolerance = 3e-5 * max(abs(loose), 1)
        assert strict - tolerance <= choice.objective <= loose + tolerance


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(limits=LIMITS, seed=st.integers(0, 10_000))
def test_that_relaxing_what_the_explanation_says_makes_a_choice_possible(random_options, limits, seed) -> None:
    options = with_vendors(random_options(N, M, seed))
    if choose(options, limits).found:
        return
    why = explain(options, limits)
    assert why.together
    assert choose(options, eased(limits, why.together)).found


def eased(limits: Limits, found: tuple[Relaxation, ...]) -> Limits:
    """Return the limits with what has to give way given way, a hair further than said."""
    for one in found:
        limits = one_eased(limits, one)
    return limits


def one_eased(limits: Limits, one: Relaxation) -> Limits:
    more, less = one.needed * (1 + 1e-6) + 1e-6, one.needed * (1 - 1e-6) - 1e-6
    tables = {BUDGET: "one_off", COUNTRY: "countries", VENDOR: "vendors"}
    if one.kind in tables:
        name = tables[one.kind]
        return replace(limits, **{name: {**getattr(limits, name), one.key: more}})
    changes = {
        CAPACITY: {"fte_per_wave": max(more, limits.fte_per_wave or 0.0)},
        "retained_at_least": {"retained_at_least": less},
        "retained_at_most": {"retained_at_most": more}, "must_go": {"must_go": limits.must_go - {one.key}},
        "must_stay": {"must_stay": limits.must_stay - {one.key}}, "together": {"together": ()},
    }  # fmt: skip
    return replace(limits, **changes[one.kind])


@given(limits=LIMITS)
def test_that_limits_come_back_from_json(limits: Limits) -> None:
    assert Limits.from_json(json.loads(json.dumps(limits.as_json()))) == limits


def test_that_limits_that_cannot_be_read_are_refused() -> None:
    with pytest.raises(LimitsError, match="cannot be read"):
        Limits.from_json({"one_off": {"first": 3}})


def test_that_the_use_of_a_limit_is_in_its_own_unit(random_options) -> None:
    options = with_vendors(random_options(5, 4, 3))
    free = choose(options, Limits())
    limits = Limits(one_off={1: free.one_off, 2: free.one_off, 3: 1.0}, per_country=0.6, retained_at_least=0.1)
    choice = choose(options, limits)
    at = np.arange(5)
    country, charge = options.country[at, choice.chosen], options.figures["charge"][at, choice.chosen]
    uses = {(use.kind, use.key): use for use in limit_uses(options, limits, choice)}
    for name in ("C0", "C1", "C2"):
        used = charge[country == name].sum() / charge.sum() if charge.sum() else 0.0
        assert uses[COUNTRY, name].used == pytest.approx(used)
        assert uses[COUNTRY, name].limit == 0.6
    paid = options.figures["one_off"][at, choice.chosen][options.year_of_one_off[at, choice.chosen] == 1].sum()
    assert uses[BUDGET, 1].used == pytest.approx(paid)
    assert uses["retained_at_least", ""].used >= 0.1 - 1e-9
    assert limit_uses(options, Limits(one_off={1: -1.0}), choose(options, Limits(one_off={1: -1.0}))) == ()

"""What is drawn in a trial: volumes, prices and ramps by function; inflation, exchange rates and events shared."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.fields import BY_KEY
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.columns import column_of, numbers
from outsourcing_planner.engine.evaluate import Evaluation
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.engine.portfolio.factors import Draws
from outsourcing_planner.engine.portfolio.pert import Pert
from outsourcing_planner.engine.portfolio.settings import Spread, Uncertainty

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Shared:
    """What all functions of a trial share: exchange factors (k, currencies), and events (k, countries).

    An event is the month in which it begins, 0 for none.
    """

    exchange: Floats
    events: Whole


@dataclass(frozen=True)
class Uncertain:
    """The distributions of a plan. ``currency_of`` and ``country_of`` give for each function an index, −1 for none."""

    volume: Pert
    price: Pert
    ramp: Pert
    wage: Pert
    cola: Pert
    exchange: Pert
    currencies: tuple[str, ...]
    currency_of: Whole
    countries: tuple[str, ...]
    country_of: Whole
    months: int
    rules: Uncertainty

    def draw(self, generator: np.random.Generator, trials: int) -> tuple[Draws, Shared, Floats]:
        """Return a block of trials: what is drawn, what is shared, and the rate factors before exchange, (k, n)."""
        wage, cola = (part.draw(generator, trials)[:, 0] for part in (self.wage, self.cola))
        exchange = self.exchange.draw(generator, trials)
        chance = 1 - (1 - self.rules.event_chance) ** (self.months / 12)
        hit = generator.random((trials, len(self.countries))) < chance
        events = np.where(hit, generator.integers(1, self.months + 1, hit.shape), 0)
        volume, rate, ramp = (part.draw(generator, trials) for part in (self.volume, self.price, self.ramp))
        by_currency = np.concatenate([exchange, np.ones((trials, 1))], axis=1)
        price = rate * by_currency[:, self.currency_of] if len(self.currencies) else rate
        return Draws(wage, cola, volume, price, ramp), Shared(exchange, events.astype(np.int64)), rate

    @property
    def variates(self) -> int:
        """Return how many beta variates a trial takes."""
        parts = (self.volume, self.price, self.ramp, self.wage, self.cola, self.exchange)
        return sum(len(part.low) for part in parts if np.any(part.high > part.low))


def uncertain(
    plan: Plan, assumptions: Assumptions, libraries: Libraries, evaluation: Evaluation, rules: Uncertainty
) -> Uncertain:
    """Return the distributions of a plan: ranges of assumptions, of the rate library, and of the settings."""
    count, columns = len(plan), evaluation.columns
    goes = columns["counted"].astype(bool)
    home, used = assumptions.text("home_country"), columns["country_used"]
    own = {"", assumptions.text("plan_currency"), _currency(home, libraries)}
    priced = _priced_in(plan, evaluation, libraries)
    money = [code if go else "" for code, go in zip(priced, goes, strict=True)]
    currencies = tuple(sorted(set(money) - own))
    there = [str(name) if go and name != home else "" for name, go in zip(used, goes, strict=True)]
    countries = tuple(sorted(set(there) - {""}))
    return Uncertain(
        volume=_same(rules.volume, count), price=_prices(plan, assumptions, libraries, evaluation, rules),
        ramp=_same(_range(assumptions, "ramp_uplift"), count), wage=Pert.of(_range(assumptions, "wage_inflation")),
        cola=Pert.of(_range(assumptions, "cola")), exchange=_same(rules.exchange, len(currencies)),
        currencies=currencies, currency_of=_index(money, currencies), countries=countries,
        country_of=_index(there, countries),
        months=assumptions.months, rules=rules,
    )  # fmt: skip


def _priced_in(plan: Plan, evaluation: Evaluation, libraries: Libraries) -> list[str]:
    """Return the currency that the price of each row moves with.

    That which a typed price is quoted in, that of an own rate, else that of the country: there the cost arises.
    """
    columns = evaluation.columns
    countries = {str(name): _currency(str(name), libraries) for name in set(columns["country_used"].tolist())}
    own = {(libraries.rates.canonical(rate.place), rate.kind): rate.currency for rate in libraries.own}
    typed_in = np.asarray(_typed(plan).any(axis=0)).tolist()
    places, kinds = columns["country_used"].tolist(), columns["decision_effective"].tolist()
    found = []
    for code, typed, place, kind in zip(plan.column("currency"), typed_in, places, kinds, strict=True):
        known = code if typed and isinstance(code, str) else None
        if known is None and not typed:
            known = own.get((libraries.rates.canonical(str(place)), str(kind)))
        found.append(known or countries[str(place)])
    return found


def _typed(plan: Plan) -> npt.NDArray[np.bool_]:
    """Say which prices are typed: rate, seat rate and day rate, shape (3, n)."""
    prices = [numbers(plan.columns.get(key), len(plan)) for key in ("rate", "seat_rate", "day_rate")]
    return np.asarray(~np.isnan(np.stack(prices)))


def _currency(name: str, libraries: Libraries) -> str:
    place = libraries.rates.places.by_name.get(libraries.rates.canonical(name) or "")
    return place.currency if place else ""


def _index(names: list[str], known: tuple[str, ...]) -> Whole:
    at = {name: position for position, name in enumerate(known)}
    return np.array([at.get(name, -1) for name in names], dtype=np.int64)


def _same(spread: Spread, count: int) -> Pert:
    return Pert(*(np.full(count, value) for value in (spread.low, spread.likely, spread.high)))


def _range(assumptions: Assumptions, key: str) -> Spread:
    """Return low, value and high of an assumption; a value outside its range widens the range."""
    entry, value = assumptions.entry(key), assumptions.number(key)
    low = value if entry.low is None else min(entry.low, value)
    return Spread(low, value, value if entry.high is None else max(entry.high, value))


def _prices(
    plan: Plan, assumptions: Assumptions, libraries: Libraries, evaluation: Evaluation, rules: Uncertainty
) -> Pert:
    """Return the factors on the price: the source's range for a library rate, the settings' for a quoted one."""
    quoted = rules.quoted_rate
    typed = _typed(plan)
    decision, pricing = evaluation.columns["decision_effective"], column_of(BY_KEY["pricing"], plan)
    seat = library_range(evaluation, assumptions, libraries, "BPO", "seat_month")
    day = library_range(evaluation, assumptions, libraries, "KPO", "day")
    by_seat = (decision == "BPO") | np.isin(pricing, ("seat", "fte", "hour"))
    low, high = (np.where(by_seat, one, other) for one, other in zip(seat, day, strict=True))
    own = typed.any(axis=0) | np.isnan(low)
    likely = np.where(own, quoted.likely, 1.0)
    return Pert(np.where(own, quoted.low, low), likely, np.where(own, quoted.high, high))


def library_range(
    evaluation: Evaluation, assumptions: Assumptions, libraries: Libraries, kind: str, unit: str
) -> tuple[Floats, Floats]:
    """Return low and high of the library's rate for each row as shares of the likely one; NaN where there is none."""
    places = evaluation.columns["country_used"].astype(object)
    found = libraries.rates.look_up(
        [name or None for name in places], np.full(len(places), kind, dtype=object), unit,
        paid_hours=assumptions.number("paid_hours"), hours_per_day=assumptions.number("hours_per_day"),
    )  # fmt: skip
    with np.errstate(all="ignore"):
        return np.minimum(found.low / found.value, 1.0), np.maximum(found.high / found.value, 1.0)

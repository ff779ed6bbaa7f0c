"""Exchange rates: each quote in its own currency, converted line by line (domain.md §2.3)."""

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from outsourcing_planner.domain.assumption_table import CURRENCIES
from outsourcing_planner.engine.helpers import Operand, either, filled, isblank, when
from outsourcing_planner.engine.measures import Format, lookup, measure

LIBRARY_CURRENCY: Final = "USD"
KEYS: Final = tuple(f"exchange_{code.lower()}" for code in CURRENCIES)


def _exchange_used(currency: npt.NDArray[np.str_], plan_currency: str, *rates: Any) -> npt.NDArray[np.float64]:  # noqa: ANN401
    """Value of one unit of the row's currency in the plan's; blank where they are the same or no rate is given."""
    result = np.full(currency.shape, np.nan)
    for code, rate in zip(CURRENCIES, rates, strict=True):
        if rate > 0 and code != plan_currency:
            result[currency == code] = rate
    return result


lookup(
    "Exchange rate", "plan currency / unit", Format.RATE, key="exchange_used",
    parameters=("currency", "plan_currency", *KEYS),
)(_exchange_used)  # fmt: skip


@measure("Rates in plan currency", fmt=Format.YES_NO, stored=False, always=True)
def currency_fits(currency: Operand, plan_currency: Operand, exchange_used: Operand) -> Operand:
    """Whether the rates of the row are, or can be converted, in the plan currency; others are never taken for it."""
    return either(either(isblank(currency), currency == plan_currency), filled(exchange_used))


def in_plan_currency(amount: Operand, exchange_used: Operand) -> Operand:
    """Return an amount in the row's currency as one in the plan's."""
    return when(filled(exchange_used), amount * exchange_used, amount)


def library_factor(plan_currency: str, usd: float) -> float:
    """Return what one US dollar of the library is in the plan's currency; NaN where no rate is given."""
    if plan_currency == LIBRARY_CURRENCY:
        return 1.0
    return usd if usd > 0 else float("nan")

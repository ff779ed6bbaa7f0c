"""Why? for every computed column of a row: formula, source, or reason, in one line (product.md, row 19)."""

from collections.abc import Callable
from typing import Final

import numpy as np

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.plan import Plan, RowId
from outsourcing_planner.engine import because_class, because_library
from outsourcing_planner.engine.because_row import Row
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.engine.measures import MEASURES
from outsourcing_planner.engine.words import heading_of, why
from outsourcing_planner.text import _, format_number


def because(plan: Plan, assumptions: Assumptions, libraries: Libraries, row: RowId, key: str) -> str:
    """Return how a computed value of a row came about, for every key of ``Evaluation.columns``."""
    return because_of(Row.of(plan, assumptions, libraries, row), key)


def because_of(row: Row, key: str) -> str:
    """Return the same for a row in hand, where several columns of it are asked for."""
    return _BECAUSE[key](row) if key in _BECAUSE else _formula(row, key)


def _formula(row: Row, key: str) -> str:
    """The formula in words; for a blank that no input of its own explains, what the row lacks for a cost."""
    if row.shown(key):
        return why(row.values, key)
    stays = bool(row.text("decision_effective")) and not row.number("outsourced")
    if stays and all(row.shown(name) for name in MEASURES.measures[key].parameters):
        return _("{heading} is blank: nothing leaves the house in this row.").format(heading=heading_of(key))
    if not row.not_costed or row.number("costed"):
        return why(row.values, key)
    return _("{heading} is blank: the row is not costed; missing {what}.").format(
        heading=heading_of(key), what=row.not_costed
    )


def _payback(row: Row) -> str:
    heading, value = heading_of("payback_months"), row.shown("payback_months")
    if (blank := _no_cash(row, heading)) is not None:
        return blank
    cumulative = np.cumsum(np.asarray(row.values["cash_month"]).ravel())
    lowest = int(cumulative.argmin())
    if not value:
        return _("{heading} is blank: after {months} months the cumulative cash flow is still {left}.").format(
            heading=heading, months=len(cumulative) - 1, left=format_number(cumulative[-1])
        )
    if cumulative[lowest] >= 0:
        return _("{heading} 0: the cumulative cash flow is never negative.").format(heading=heading)
    return _(
        "{heading} {value} months: the cumulative cash flow is lowest in month {lowest} with {depth}, and stays at or "
        "above 0 from month {value} of the plan."
    ).format(heading=heading, value=value, lowest=lowest, depth=format_number(cumulative[lowest]))


def _irr(row: Row) -> str:
    heading, value = heading_of("irr"), row.shown("irr")
    if (blank := _no_cash(row, heading)) is not None:
        return blank
    cash = np.asarray(row.values["cash_month"]).ravel()
    spent, earned = format_number(cash[cash < 0].sum()), format_number(cash[cash > 0].sum())
    if not value:
        return _("{heading} is blank: with {spent} paid and {earned} gained no rate makes the NPV 0.").format(
            heading=heading, spent=spent, earned=earned
        )
    return _(
        "{heading} {value}: the yearly discount rate at which {spent} paid and {earned} gained weigh the same."
    ).format(heading=heading, value=value, spent=spent, earned=earned)


def _no_cash(row: Row, heading: str) -> str | None:
    if not row.number("outsourced"):
        return _("{heading} is blank: nothing leaves the house in this row.").format(heading=heading)
    if np.isnan(row.number("npv")):
        return _("{heading} is blank: the row is not costed; missing {what}.").format(
            heading=heading, what=row.not_costed
        )
    return None


def _agents(row: Row) -> str:
    heading, value = heading_of("agents_needed"), row.shown("agents_needed")
    if not value:
        return _("{heading} is blank: it needs calls or chats of an interval (or a year with open days and the busy "
                 "hour's part) and their handling time.").format(heading=heading)  # fmt: skip
    return _(
        "{heading} {value}: the fewest that answer {level} within {seconds} s when {traffic} Erlangs come in, with an "
        "occupancy of at most {most} (Erlang C)."
    ).format(
        heading=heading, value=value, level=row.shown("service_level_used"), seconds=row.shown("target_seconds_used"),
        traffic=row.shown("traffic"), most=row.shown("max_occupancy_default"),
    )  # fmt: skip


def _reached(row: Row) -> str:
    heading, value = heading_of("service_level_reached"), row.shown("service_level_reached")
    if not value:
        return _("{heading} is blank: it needs calls or chats with their handling time.").format(heading=heading)
    text = _("{heading} {value}: the part answered within {seconds} s when {traffic} Erlangs meet {agents} agents.")
    return text.format(
        heading=heading, value=value, seconds=row.shown("target_seconds_used"), traffic=row.shown("traffic"),
        agents=row.shown("agents_used"),
    )  # fmt: skip


def _volume(row: Row) -> str:
    heading, value = heading_of("break_even_volume_npv"), row.shown("break_even_volume_npv")
    if value and row.number("volume_bends"):
        return _(
            "{heading} {value}: the volume nearest to today’s at which the NPV is 0, found by trying volumes, because "
            "a contract band, discounts, a minimum or a queue bend the charge."
        ).format(heading=heading, value=value)
    if value and row.number("leakage"):
        return _("{heading} {value}: found by trying volumes, because part of a saving leaks away.").format(
            heading=heading, value=value
        )
    if np.isnan(row.number("volume")):
        return _("{heading} is blank: {names} missing").format(heading=heading, names=heading_of("volume"))
    if not value and not row.number("outsourced"):
        return _("{heading} is blank: nothing leaves the house in this row.").format(heading=heading)
    if value or np.isnan(row.number("npv")):
        return _formula(row, "break_even_volume_npv")
    if row.number("volume_cost"):
        return _("{heading} is blank: at no volume is the NPV 0.").format(heading=heading)
    return _("{heading} is blank: nothing in this row follows the volume.").format(heading=heading)


def _root(row: Row, key: str) -> str:
    """The formula; where part of a saving leaks away it does not hold, and the value was sought."""
    if not row.shown(key) or not row.number("leakage"):
        return _formula(row, key)
    return _("{heading} {value}: found by trying, because {leakage} of a saving leaks away.").format(
        heading=heading_of(key), value=row.shown(key), leakage=row.shown("leakage")
    )


_BECAUSE: Final[dict[str, Callable[[Row], str]]] = {
    **because_class.BECAUSE, **because_library.BECAUSE,
    "payback_months": _payback, "irr": _irr, "agents_needed": _agents, "service_level_reached": _reached,
    "break_even_volume_npv": _volume,
    "break_even_charge": lambda row: _root(row, "break_even_charge"),
    "break_even_avoidable": lambda row: _root(row, "break_even_avoidable"),
}  # fmt: skip

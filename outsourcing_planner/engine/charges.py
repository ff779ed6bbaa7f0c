"""What a provider charges: rates in force, billed quantity, yearly charge (model.md §3.3)."""

from outsourcing_planner.domain.labels import AUTO, AUTOMATE, BPO, HYBRID, KPO
from outsourcing_planner.engine.exchange import in_plan_currency
from outsourcing_planner.engine.helpers import BLANK, Operand, both, either, filled, isblank, money, pick, when
from outsourcing_planner.engine.measures import Format, measure

_RATE = Format.RATE


@measure("Pricing used", fmt=Format.TEXT, always=True)
def pricing_used(pricing: Operand) -> Operand:
    """How the provider charges; auto follows the decision."""
    return when(filled(pricing), pricing, AUTO)


@measure("Seat rate used", "money / seat / month", _RATE)
def seat_rate_used(
    seat_rate: Operand, pricing: Operand, rate: Operand, seat_rate_library: Operand, exchange_used: Operand
) -> Operand:
    """Seat rate as typed, the rate quoted per seat, or the rate library's."""
    quoted = both(pricing == "seat", filled(rate))
    typed = in_plan_currency(seat_rate, exchange_used)
    return when(filled(seat_rate), typed, when(quoted, in_plan_currency(rate, exchange_used), seat_rate_library))


@measure("Day rate used", "money / expert day", _RATE)
def day_rate_used(
    day_rate: Operand, pricing: Operand, rate: Operand, day_rate_mix: Operand, day_rate_library: Operand,
    exchange_used: Operand,
) -> Operand:  # fmt: skip
    """Day rate as typed, the rate quoted per project day, that of the role mix, or the rate library's."""
    quoted = both(pricing == "project", filled(rate))
    known = when(filled(day_rate_mix), day_rate_mix, day_rate_library)
    typed = in_plan_currency(day_rate, exchange_used)
    return when(filled(day_rate), typed, when(quoted, in_plan_currency(rate, exchange_used), known))


@measure("Rate in force", "money / unit of pricing", _RATE)
def rate_used(
    pricing_used: Operand, decision_effective: Operand, rate: Operand, seat_rate_used: Operand, day_rate_used: Operand,
    hours_per_day: Operand, rate_library: Operand, automation_unit_cost: Operand, exchange_used: Operand,
) -> Operand:  # fmt: skip
    """The price that drives the charge: as quoted, or what stands for it under this pricing."""
    by_decision = pick(decision_effective, {BPO: seat_rate_used, KPO: day_rate_used}, BLANK)
    assumed = {"seat": seat_rate_used, "project": day_rate_used, "time_and_material": day_rate_used / hours_per_day}
    known = pick(pricing_used, assumed, rate_library)
    quoted = when(filled(rate), in_plan_currency(rate, exchange_used), known)
    bought = when(pricing_used == AUTO, by_decision, quoted)
    return when(decision_effective == AUTOMATE, automation_unit_cost, bought)


@measure("Price of one's own", fmt=Format.YES_NO, stored=False, always=True)
def own_price(
    decision_effective: Operand, pricing_used: Operand, rate: Operand, seat_rate: Operand, day_rate: Operand,
    day_rate_mix: Operand, role_mix_typed: Operand, bpo_share_used: Operand, kpo_share_used: Operand,
) -> Operand:  # fmt: skip
    """Whether the price in force is typed, in the currency of the row; prices of the library are in US dollars.

    A role mix is where all its roles have a typed rate, a Hybrid function where both its parts are, or the one in use:
    of a price that is the library's in part, no exchange rate says where it breaks even.
    """
    quoted = filled(rate)
    mixed = both(filled(day_rate_mix), role_mix_typed == 1)
    seat, day = filled(seat_rate), either(filled(day_rate), mixed)
    parts = both(either(bpo_share_used == 0, seat), either(kpo_share_used == 0, day))
    assumed = pick(decision_effective, {BPO: seat, KPO: day}, parts)
    by_day = either(quoted, day)
    return pick(
        pricing_used,
        {AUTO: assumed, "seat": either(quoted, seat), "project": by_day, "time_and_material": by_day},
        quoted,
    )


@measure("Markup used", "share of cost", Format.SHARE, stored=False, always=True)
def markup_used(markup: Operand, markup_default: Operand) -> Operand:
    """What the provider adds to its cost under cost plus."""
    return when(filled(markup), markup, markup_default)


@measure("Billed quantity", "units of pricing / year", Format.NUMBER)
def billed_quantity(
    pricing_used: Operand, decision_effective: Operand, seats: Operand, fte_used: Operand, volume: Operand,
    effort_days: Operand, hours_per_day: Operand, contingency: Operand, markup_used: Operand,
    automatable_share: Operand, paid_units: Operand, payments: Operand,
) -> Operand:  # fmt: skip
    """How many units of the pricing are paid in a year: seat months, hours, records, days with contingency."""
    project = effort_days * (1 + contingency)
    bought = pick(
        pricing_used,
        {
            "auto": pick(decision_effective, {BPO: seats * 12, KPO: project}, BLANK),
            "cost_plus": fte_used * 12 * (1 + markup_used),
            "project": project,
            "time_and_material": effort_days * hours_per_day,
            "retainer": 12,
            "gainshare": 12,
        },
        paid_units * payments,
    )
    return when(decision_effective == AUTOMATE, volume * automatable_share, bought)


@measure("Per seat", "money / year", Format.MONEY)
def bpo_year(seats: Operand, seat_rate_used: Operand, currency_fits: Operand, money_decimals: Operand) -> Operand:
    """The per-seat estimate of a year, for every row."""
    return when(currency_fits, money(seats * seat_rate_used * 12, money_decimals), BLANK)


@measure("Per project", "money / year", Format.MONEY)
def kpo_year(
    effort_days: Operand, day_rate_used: Operand, contingency: Operand, currency_fits: Operand, money_decimals: Operand
) -> Operand:
    """The per-project estimate of a year, for every row."""
    return when(currency_fits, money(effort_days * day_rate_used * (1 + contingency), money_decimals), BLANK)


@measure("Shares blank", fmt=Format.YES_NO, stored=False, always=True)
def shares_blank(bpo_share: Operand, kpo_share: Operand, retained_share: Operand) -> Operand:
    """Whether the split of a Hybrid function was left to the program."""
    return both(both(isblank(bpo_share), isblank(kpo_share)), isblank(retained_share))


@measure("KPO part used", "share", Format.SHARE)
def kpo_share_used(
    shares_blank: Operand, kpo_share: Operand, knowledge: Operand, score_scale: Operand, hybrid_share_low: Operand,
    hybrid_share_high: Operand,
) -> Operand:  # fmt: skip
    """Knowledge part of a Hybrid function: as typed, or knowledge / 100 within its limits."""
    proposed = knowledge / score_scale
    kept = when(
        proposed < hybrid_share_low, hybrid_share_low, when(proposed > hybrid_share_high, hybrid_share_high, proposed)
    )
    return when(shares_blank, kept, when(filled(kpo_share), kpo_share, 0))


@measure("BPO part used", "share", Format.SHARE)
def bpo_share_used(shares_blank: Operand, bpo_share: Operand, kpo_share_used: Operand) -> Operand:
    """Process part of a Hybrid function."""
    return when(shares_blank, 1 - kpo_share_used, when(filled(bpo_share), bpo_share, 0))


@measure("Retained part used", "share", Format.SHARE, always=True)
def retained_share_used(retained_share: Operand) -> Operand:
    """Part of a Hybrid function that stays in-house."""
    return when(filled(retained_share), retained_share, 0)


@measure("Shares sum to 1", fmt=Format.YES_NO, stored=False, always=True)
def shares_fit(
    bpo_share_used: Operand, kpo_share_used: Operand, retained_share_used: Operand, share_tolerance: Operand
) -> Operand:
    """1 where the parts of a Hybrid function make a whole, otherwise 0."""
    gap = bpo_share_used + kpo_share_used + retained_share_used - 1
    whole = both(gap <= share_tolerance, 0 - gap <= share_tolerance)
    return when(either(isblank(bpo_share_used), isblank(kpo_share_used)), 0, whole * 1)


@measure("Moved share", "share", Format.SHARE, stored=False, always=True)
def moved_share(decision_effective: Operand, retained_share_used: Operand, automatable_share: Operand) -> Operand:
    """Part of the function that leaves the house, or goes to software."""
    to_software = both(decision_effective == AUTOMATE, filled(automatable_share))
    return when(decision_effective == HYBRID, 1 - retained_share_used, when(to_software, automatable_share, 1))


@measure("Outsourced", fmt=Format.YES_NO, stored=False, always=True)
def outsourced(
    decision_effective: Operand, automatable_share: Operand, retained_share_used: Operand, shares_fit: Operand
) -> Operand:
    """Whether the function leaves the house, in whole or in part; software counts where it is costed.

    A Hybrid function of which all is retained stays, as does one of which nothing can be automated.
    """
    process_or_knowledge = either(decision_effective == BPO, decision_effective == KPO)
    to_software = both(decision_effective == AUTOMATE, both(filled(automatable_share), automatable_share > 0))
    in_part = both(decision_effective == HYBRID, either(shares_fit == 0, retained_share_used < 1))
    return either(either(process_or_knowledge, in_part), to_software)


@measure("Least charge", "money / year", Format.MONEY, stored=False, always=True)
def charge_floor(
    minimum_charge: Operand, pricing_used: Operand, decision_effective: Operand, exchange_used: Operand
) -> Operand:
    """Minimum commitment of a quoted pricing in plan currency; 0 where there is none."""
    committed = both(filled(minimum_charge), both(pricing_used != AUTO, decision_effective != AUTOMATE))
    return when(committed, in_plan_currency(minimum_charge, exchange_used), 0)


@measure("Yearly charge", "money / year", Format.MONEY)
def charge(
    decision_effective: Operand, outsourced: Operand, currency_fits: Operand, pricing_used: Operand,
    shares_fit: Operand, bpo_share_used: Operand, bpo_year: Operand, kpo_share_used: Operand, kpo_year: Operand,
    rate_used: Operand, billed_quantity: Operand, charge_fixed: Operand, charge_floor: Operand, money_decimals: Operand,
) -> Operand:  # fmt: skip
    """What the provider charges in the first year at steady state; 0 where the function stays.

    The unit cost of software is in plan currency, whatever the currency of the row's rates.
    """
    hybrid = money(bpo_share_used * bpo_year + kpo_share_used * kpo_year, money_decimals)
    by_rate = when(charge_fixed == 0, rate_used * billed_quantity, rate_used * billed_quantity + charge_fixed)
    priced = money(when(by_rate < charge_floor, charge_floor, by_rate), money_decimals)
    whole = when(pricing_used == AUTO, hybrid, priced)
    split = when(shares_fit, whole, BLANK)
    in_plan = either(currency_fits, decision_effective == AUTOMATE)
    costed = when(in_plan, when(decision_effective == HYBRID, split, priced), BLANK)
    return when(isblank(decision_effective), BLANK, when(outsourced, costed, 0))

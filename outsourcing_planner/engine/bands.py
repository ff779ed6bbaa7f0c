"""How many units are paid: success, errors, contract volume with dead band, volume discount (domain.md §2.3)."""

from outsourcing_planner.domain.labels import AUTOMATE
from outsourcing_planner.engine.exchange import in_plan_currency
from outsourcing_planner.engine.helpers import Operand, both, filled, isblank, pick, when
from outsourcing_planner.engine.measures import Format, measure


@measure("Units priced", "units / year", stored=False)
def priced_units(
    pricing_used: Operand, volume: Operand, projects: Operand, success_share: Operand, error_share: Operand,
    correction_cost: Operand, seats: Operand, fte_used: Operand, paid_hours: Operand, productive_share: Operand,
    handling_minutes: Operand,
) -> Operand:  # fmt: skip
    """Units that carry the price: seats, people, hours, minutes, outcomes reached, records with those bought again."""
    again = when(filled(error_share), volume * (1 + error_share), volume)
    accurate = when(both(filled(error_share), isblank(correction_cost)), volume / (1 - error_share), volume)
    return pick(
        pricing_used,
        {
            "seat": seats,
            "fte": fte_used,
            "expert": fte_used,
            "hour": fte_used * paid_hours,
            "productive_hour": fte_used * (paid_hours * productive_share),
            "minute": volume * handling_minutes,
            "outcome": when(filled(success_share), volume * success_share, volume),
            "accurate_record": accurate,
            "task": again,
            "record": again,
            "deliverable": when(filled(volume), volume, projects),
        },
        volume,
    )


@measure("Productive part of paid hours", "share", Format.SHARE, stored=False, always=True)
def productive_share(
    pricing_used: Operand, provider_shrinkage_internal: Operand, provider_shrinkage_external: Operand,
    billed_occupancy: Operand,
) -> Operand:  # fmt: skip
    """Part of the provider's paid hours that is billed per productive hour."""
    present = (1 - provider_shrinkage_external) * (1 - provider_shrinkage_internal) * billed_occupancy
    return when(pricing_used == "productive_hour", present, 1)


@measure("Payments of one unit", "times / year", stored=False, always=True)
def payments(pricing_used: Operand) -> Operand:
    """How often a unit is paid in a year: 12 for seats and people, once for what is counted over the year."""
    return pick(pricing_used, {"seat": 12, "fte": 12, "expert": 12}, 1)


@measure("Units above the band", "units / year", stored=False, always=True)
def units_above(priced_units: Operand, band_volume: Operand, dead_band: Operand, arc_from_edge: Operand) -> Operand:
    """Units beyond the contract volume that cost the ARC; 0 inside the dead band."""
    width = when(filled(dead_band), dead_band, 0)
    beyond = priced_units - band_volume * (1 + width * arc_from_edge)
    return when(
        both(filled(priced_units), filled(band_volume)), when(priced_units > band_volume * (1 + width), beyond, 0), 0
    )


@measure("Units below the band", "units / year", stored=False, always=True)
def units_below(priced_units: Operand, band_volume: Operand, dead_band: Operand, arc_from_edge: Operand) -> Operand:
    """Units missing to the contract volume that give the RRC back; 0 inside the dead band."""
    width = when(filled(dead_band), dead_band, 0)
    short = band_volume * (1 - width * arc_from_edge) - priced_units
    return when(
        both(filled(priced_units), filled(band_volume)), when(priced_units < band_volume * (1 - width), short, 0), 0
    )


@measure("Units at the rate", "units / year", stored=False)
def banded_units(
    priced_units: Operand, band_volume: Operand, units_above: Operand, units_below: Operand, arc_rate: Operand,
    rrc_rate: Operand,
) -> Operand:  # fmt: skip
    """Contract volume, with what is beyond or missing where no ARC or RRC of its own is agreed."""
    with_more = when(filled(arc_rate), band_volume, band_volume + units_above)
    at_rate = when(filled(rrc_rate), with_more, with_more - units_below)
    return when(filled(band_volume), when(filled(priced_units), at_rate, priced_units), priced_units)


@measure("Discount, first step", "share", Format.SHARE, stored=False, always=True)
def discount_1(tier_volume: Operand, tier_discount: Operand) -> Operand:
    """Volume discount of the first step; 0 where none is agreed."""
    return when(both(filled(tier_volume), filled(tier_discount)), tier_discount, 0)


@measure("Discount, second step", "share", Format.SHARE, stored=False, always=True)
def discount_2(discount_1: Operand, tier_volume_2: Operand, tier_discount_2: Operand) -> Operand:
    """Volume discount of the second step; that of the step before where none is agreed."""
    return when(both(filled(tier_volume_2), filled(tier_discount_2)), tier_discount_2, discount_1)


@measure("Discount, third step", "share", Format.SHARE, stored=False, always=True)
def discount_3(discount_2: Operand, tier_volume_3: Operand, tier_discount_3: Operand) -> Operand:
    """Volume discount of the third step; that of the step before where none is agreed."""
    return when(both(filled(tier_volume_3), filled(tier_discount_3)), tier_discount_3, discount_2)


def _beyond(units: Operand, limit: Operand, all_units: Operand) -> Operand:
    """Units beyond a limit of the discount; all of them where the discount then is on all."""
    above = when(units >= limit, units - limit * (1 - all_units), 0)
    return when(both(filled(limit), filled(units)), above, 0)


@measure("Units discounted", "units / year", stored=False, always=True)
def units_discounted(
    banded_units: Operand, tier_all_units: Operand, tier_volume: Operand, discount_1: Operand, tier_volume_2: Operand,
    discount_2: Operand, tier_volume_3: Operand, discount_3: Operand,
) -> Operand:  # fmt: skip
    """Units at the full rate that the discounts are worth: each step adds what it gives beyond the one before."""
    first = discount_1 * _beyond(banded_units, tier_volume, tier_all_units)
    second = (discount_2 - discount_1) * _beyond(banded_units, tier_volume_2, tier_all_units)
    third = (discount_3 - discount_2) * _beyond(banded_units, tier_volume_3, tier_all_units)
    return first + second + third


@measure("Units paid", "units / year", stored=False)
def paid_units(banded_units: Operand, units_discounted: Operand) -> Operand:
    """Units at the full rate that cost as much as all units with the volume discount."""
    return banded_units - units_discounted


@measure("Fixed part of the charge", "money / year", Format.MONEY, stored=False, always=True)
def charge_fixed(
    decision_effective: Operand, pricing_used: Operand, base_fee: Operand, band_volume: Operand, units_above: Operand,
    arc_rate: Operand, payments: Operand,
    units_below: Operand, rrc_rate: Operand, included_hours: Operand, overage_rate: Operand, effort_days: Operand,
    hours_per_day: Operand, verified_saving: Operand, gainshare_share: Operand, exchange_used: Operand,
) -> Operand:  # fmt: skip
    """Part of the charge that no rate changes: base fee, ARC and RRC, overage of a retainer, our gain."""
    arc = when(both(filled(band_volume), filled(arc_rate)), units_above * arc_rate * payments, 0)
    rrc = when(both(filled(band_volume), filled(rrc_rate)), units_below * rrc_rate * payments, 0)
    hours = effort_days * hours_per_day - included_hours * 12
    over = both(filled(included_hours), both(filled(overage_rate), filled(effort_days)))
    overage = when(over, when(hours > 0, hours * overage_rate, 0), 0)
    gain = when(both(filled(verified_saving), filled(gainshare_share)), verified_saving * gainshare_share, 0)
    fee = when(filled(base_fee), base_fee, 0)
    units = fee + arc - rrc
    in_row_currency = pick(
        pricing_used,
        {
            "auto": 0, "retainer": fee + overage, "gainshare": fee - gain, "project": fee, "time_and_material": fee,
            "cost_plus": fee,
        },
        units,
    )  # fmt: skip
    return when(decision_effective == AUTOMATE, 0, in_plan_currency(in_row_currency, exchange_used))

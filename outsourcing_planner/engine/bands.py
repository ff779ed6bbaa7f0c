"""How many units are paid: success, errors, contract volume with dead band, volume discount (domain.md §2.3)."""

from outsourcing_planner.domain.labels import AUTOMATE
from outsourcing_planner.engine.exchange import in_plan_currency
from outsourcing_planner.engine.helpers import Operand, both, filled, isblank, pick, when
from outsourcing_planner.engine.measures import Format, measure


@measure("Units priced", "units / year", stored=False)
def priced_units(
    pricing_used: Operand, volume: Operand, projects: Operand, success_share: Operand, error_share: Operand,
    correction_cost: Operand,
) -> Operand:  # fmt: skip
    """Units that carry the price: outcomes reached, records with those bought again, deliverables."""
    again = when(filled(error_share), volume * (1 + error_share), volume)
    accurate = when(both(filled(error_share), isblank(correction_cost)), volume / (1 - error_share), volume)
    return pick(
        pricing_used,
        {
            "outcome": when(filled(success_share), volume * success_share, volume),
            "accurate_record": accurate,
            "task": again,
            "record": again,
            "deliverable": when(filled(volume), volume, projects),
        },
        volume,
    )


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


@measure("Units paid", "units / year", stored=False)
def paid_units(banded_units: Operand, tier_volume: Operand, tier_discount: Operand, tier_all_units: Operand) -> Operand:
    """Units at the full rate that cost as much as all units with the volume discount."""
    discounted = when(banded_units > tier_volume, banded_units - tier_volume * (1 - tier_all_units), 0)
    less = banded_units - tier_discount * discounted
    return when(both(filled(tier_volume), filled(tier_discount)), less, banded_units)


@measure("Fixed part of the charge", "money / year", Format.MONEY, stored=False, always=True)
def charge_fixed(
    decision_effective: Operand, pricing_used: Operand, base_fee: Operand, band_volume: Operand, units_above: Operand,
    arc_rate: Operand,
    units_below: Operand, rrc_rate: Operand, included_hours: Operand, overage_rate: Operand, effort_days: Operand,
    hours_per_day: Operand, verified_saving: Operand, gainshare_share: Operand, exchange_used: Operand,
) -> Operand:  # fmt: skip
    """Part of the charge that no rate changes: base fee, ARC and RRC, overage of a retainer, our gain."""
    arc = when(both(filled(band_volume), filled(arc_rate)), units_above * arc_rate, 0)
    rrc = when(both(filled(band_volume), filled(rrc_rate)), units_below * rrc_rate, 0)
    hours = effort_days * hours_per_day - included_hours * 12
    over = both(filled(included_hours), both(filled(overage_rate), filled(effort_days)))
    overage = when(over, when(hours > 0, hours * overage_rate, 0), 0)
    gain = when(both(filled(verified_saving), filled(gainshare_share)), verified_saving * gainshare_share, 0)
    fee = when(filled(base_fee), base_fee, 0)
    units = fee + arc - rrc
    in_row_currency = pick(
        pricing_used,
        {
            "auto": 0, "task": units, "record": units, "accurate_record": units, "outcome": units,
            "deliverable": units, "retainer": fee + overage, "gainshare": fee - gain,
        },
        fee,
    )  # fmt: skip
    return when(decision_effective == AUTOMATE, 0, in_plan_currency(in_row_currency, exchange_used))

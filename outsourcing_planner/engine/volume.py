"""The volume at which the NPV is 0: what follows the volume is held against what does not (domain.md §2.6).

With headcount typed only the charge moves, with headcount sized from the volume today's cost moves too. Both sides are
in proportion to the volume or do not depend on it, seats before they are rounded up; so the volume follows by division.
Where bands, discounts, a minimum or a queue bend that line, a root is sought (``volume_root``).
"""

from outsourcing_planner.domain.labels import AUTOMATE, BPO, KPO
from outsourcing_planner.engine.helpers import BLANK, Operand, both, either, filled, isblank, pick, when
from outsourcing_planner.engine.measures import Format, measure

_MONEY = Format.MONEY


@measure("Headcount follows the volume", stored=False, always=True)
def sized_by_volume(fte: Operand, positions: Operand, agents_needed: Operand, volume: Operand) -> Operand:
    """1 where the headcount is sized from volume × handling time, so that the cost today grows with the volume."""
    given = either(filled(fte), either(filled(positions), filled(agents_needed)))
    return when(given, 0, when(filled(volume), 1, 0))


@measure("Effort follows the volume", stored=False, always=True)
def days_by_volume(sized_by_volume: Operand, projects: Operand, project_days_used: Operand) -> Operand:
    """1 where the expert days follow from a headcount that is sized from the volume."""
    return when(both(filled(projects), filled(project_days_used)), 0, sized_by_volume)


@measure("Charge that follows the volume", "money / year", _MONEY, stored=False)
def charge_by_volume(
    decision_effective: Operand, pricing_used: Operand, rate_used: Operand, billed_quantity: Operand,
    sized_by_volume: Operand, days_by_volume: Operand, bpo_share_used: Operand, bpo_year: Operand,
    kpo_share_used: Operand, kpo_year: Operand,
) -> Operand:  # fmt: skip
    """Part of the yearly charge that is in proportion to the volume."""
    whole = rate_used * billed_quantity
    people, days = whole * sized_by_volume, whole * days_by_volume
    split = bpo_share_used * bpo_year * sized_by_volume + kpo_share_used * kpo_year * days_by_volume
    bought = pick(
        pricing_used,
        {
            "auto": pick(decision_effective, {BPO: people, KPO: days}, split),
            "seat": people, "fte": people, "expert": people, "hour": people, "productive_hour": people,
            "cost_plus": people, "project": days, "time_and_material": days, "retainer": 0, "gainshare": 0,
        },
        whole,
    )  # fmt: skip
    return when(decision_effective == AUTOMATE, whole, bought)


@measure("Avoided part that follows the volume", "share", Format.SHARE, stored=False)
def avoided_by_volume(
    sized_by_volume: Operand, in_house_cost: Operand, in_house: Operand, fte_used: Operand, loaded_fte: Operand
) -> Operand:
    """Part of the cost today that is in proportion to the volume: people sized from it, not direct cost."""
    people = when(isblank(in_house), 0, when(in_house > 0, fte_used * loaded_fte / in_house, 0))
    return when(filled(in_house_cost), 0, when(sized_by_volume == 0, 0, people))


@measure("Client work that follows the volume", "share", Format.SHARE, stored=False)
def client_by_volume(
    client_work: Operand, pricing_used: Operand, volume: Operand, error_share: Operand, correction_cost: Operand,
    days_by_volume: Operand, retained_fte: Operand, loaded_fte: Operand, decision_effective: Operand,
    avoided_by_volume: Operand,
) -> Operand:  # fmt: skip
    """Part of our own work that is in proportion to the volume: corrections, review of days by headcount."""
    records = both(pricing_used == "accurate_record", decision_effective != AUTOMATE)
    corrects = both(records, both(filled(error_share), filled(correction_cost)))
    # Days that follow the headcount cost what the function costs by head: of that, direct cost stays what it is.
    reviewed = days_by_volume * avoided_by_volume
    # Divided inside every choice: what a branch that is not taken needs may be blank.
    rest = when(
        filled(retained_fte), (client_work - retained_fte * loaded_fte) * reviewed / client_work,
        client_work * reviewed / client_work,
    )  # fmt: skip
    part = when(client_work > 0, when(corrects, volume * error_share * correction_cost / client_work, rest), 0)
    return when(isblank(client_work), 0, part)


@measure("Worth that follows the volume", "money", _MONEY, stored=False)
def worth_by_volume(
    avoided_worth: Operand, avoided_by_volume: Operand, severance: Operand, sized_by_volume: Operand,
    paid_once: Operand, client_pv: Operand, client_by_volume: Operand,
) -> Operand:  # fmt: skip
    """Part of the worth of leaving, before the charge, that is in proportion to the volume."""
    left = severance * sized_by_volume * paid_once + client_pv * client_by_volume
    return avoided_worth * avoided_by_volume - left


@measure("Charge bends with the volume", stored=False, always=True)
def volume_bends(
    pricing_used: Operand, band_volume: Operand, discount_3: Operand, charge_floor: Operand, agents_needed: Operand,
    fte: Operand, interval_volume: Operand,
) -> Operand:  # fmt: skip
    """1 where band, discounts, minimum or a queue make the charge no straight line over the volume."""
    steps = both(pricing_used != "auto", either(filled(band_volume), discount_3 > 0))
    queue = both(filled(agents_needed), both(isblank(fte), isblank(interval_volume)))
    return when(either(steps, either(charge_floor > 0, queue)), 1, 0)


@measure("Worth lost to the volume", "money", _MONEY, stored=False)
def volume_cost(worth_by_volume: Operand, charge_by_volume: Operand, price_pv: Operand) -> Operand:
    """Present value of the charge that follows the volume, less what is saved in proportion to it."""
    return charge_by_volume * price_pv - worth_by_volume


@measure("Worth without the volume", "money", _MONEY, stored=False)
def volume_stays(avoided_pv: Operand, charge: Operand, price_pv: Operand, volume_cost: Operand) -> Operand:
    """Present value of all that does not follow the volume."""
    return avoided_pv - charge * price_pv + volume_cost


@measure("Break-even volume at NPV 0", "units / year", live_while_zero="leakage")
def break_even_volume_npv(
    break_even_charge: Operand, volume: Operand, volume_bends: Operand, break_even_volume_bent: Operand,
    volume_cost: Operand, volume_stays: Operand, volume_least: Operand,
) -> Operand:  # fmt: skip
    """The yearly volume at which the NPV would be 0, all else as typed; none where nothing or all follows it."""
    reached = when(volume_stays / volume_cost > volume_least, volume * (volume_stays / volume_cost), BLANK)
    straight = when(volume_cost == 0, BLANK, when(volume > 0, reached, BLANK))
    unknown = either(isblank(break_even_charge), isblank(volume))
    return when(unknown, BLANK, when(volume_bends == 1, break_even_volume_bent, straight))

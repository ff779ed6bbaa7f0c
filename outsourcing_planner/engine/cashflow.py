"""One-offs and the months: what is saved, paid and left over, and what that is worth (model.md §3.4)."""

from outsourcing_planner.domain.labels import HYBRID
from outsourcing_planner.engine.helpers import BLANK, Operand, both, ceil, filled, isblank, money, total, when
from outsourcing_planner.engine.measures import Format, measure

_MONEY = Format.MONEY


@measure("Plan year", "year", always=True)
def year(month: Operand, seat_decimals: Operand) -> Operand:
    """Plan year of a month; month 0 is the moment before the plan starts."""
    return ceil(month / 12, seat_decimals)


@measure("In the term", fmt=Format.YES_NO, always=True)
def in_term(month: Operand, term_years: Operand) -> Operand:
    """1 for the months 0 to the end of the term, otherwise 0."""
    return (month <= term_years * 12) * 1


@measure("Wage index", always=True)
def wage_index(year: Operand, wage_inflation: Operand) -> Operand:
    """Growth of in-house cost by plan year."""
    return (1 + wage_inflation) ** (year - 1)


@measure("COLA index", always=True)
def cola_index(year: Operand, cola: Operand) -> Operand:
    """Growth of the charge by plan year."""
    return (1 + cola) ** (year - 1)


@measure("Discount factor", always=True)
def discount_factor(month: Operand, in_term: Operand, discount_rate: Operand) -> Operand:
    """Value today of one unit of money at the end of a month; 0 after the term."""
    return in_term / (1 + discount_rate) ** (month / 12)


@measure("Vendor selection", "money", _MONEY)
def selection(charge: Operand, selection_share: Operand) -> Operand:
    """One-off cost of choosing and contracting the provider."""
    return selection_share * charge


@measure("Knowledge transfer", "money", _MONEY)
def knowledge_transfer(charge: Operand, knowledge_transfer_share: Operand) -> Operand:
    """One-off cost of handing the work over."""
    return knowledge_transfer_share * charge


@measure("Dual running", "money", _MONEY)
def dual_running(
    outsourced: Operand,
    avoidable: Operand,
    moved_share: Operand,
    dual_running_months: Operand,
    dual_running_share: Operand,
) -> Operand:
    """One-off cost of running both sides for a while."""
    return when(outsourced, dual_running_months * dual_running_share * avoidable * moved_share / 12, 0)


@measure("Severance", "money", _MONEY)
def severance(
    outsourced: Operand, salary_used: Operand, in_house_cost: Operand, fte_used: Operand, moved_share: Operand,
    displaced_share: Operand, average_tenure_years: Operand, severance_weeks_per_year: Operand, weeks_per_year: Operand,
) -> Operand:  # fmt: skip
    """One-off cost of people who leave; 0 (with an issue) where only the in-house cost is known."""
    weeks = average_tenure_years * severance_weeks_per_year
    known = fte_used * moved_share * displaced_share * weeks * salary_used / weeks_per_year
    unknown = both(isblank(salary_used), filled(in_house_cost))
    return when(outsourced, when(unknown, 0, known), 0)


@measure("One-off", "money", _MONEY)
def one_off(
    outsourced: Operand, selection: Operand, knowledge_transfer: Operand, dual_running: Operand, severance: Operand,
    charge: Operand, money_decimals: Operand,
) -> Operand:  # fmt: skip
    """All one-off cost, paid in the month before the provider takes over."""
    paid = money(selection + knowledge_transfer + dual_running + severance, money_decimals)
    return when(isblank(charge), BLANK, when(outsourced, paid, 0))


@measure("Costed", fmt=Format.YES_NO, stored=False, always=True)
def costed(one_off: Operand, avoidable: Operand, outsourced: Operand) -> Operand:
    """Whether everything that the months need is known."""
    return both(filled(one_off), when(outsourced, filled(avoidable), 1))


@measure("In the months", fmt=Format.YES_NO, stored=False, always=True)
def counted(costed: Operand, outsourced: Operand) -> Operand:
    """Whether the row has a cash flow: it leaves the house and is costed."""
    return both(costed, outsourced)


@measure("Avoided, monthly base", "money / month", _MONEY, stored=False, always=True)
def avoided_base(counted: Operand, avoidable: Operand, moved_share: Operand) -> Operand:
    """In-house cost that stops, by month, before wages grow; 0 where nothing moves."""
    return when(counted, avoidable * moved_share / 12, 0)


@measure("Charge, monthly base", "money / month", _MONEY, stored=False, always=True)
def vendor_base(counted: Operand, charge: Operand) -> Operand:
    """Charge by month before COLA and ramp; 0 where nothing moves."""
    return when(counted, charge / 12, 0)


@measure("One-off in the months", "money", _MONEY, stored=False, always=True)
def one_off_base(counted: Operand, one_off: Operand) -> Operand:
    """One-off cost in the cash flow; 0 where nothing moves."""
    return when(counted, one_off, 0)


@measure("Active", stored=False, always=True)
def active(month: Operand, in_term: Operand, start_month_used: Operand) -> Operand:
    """1 in the months in which the provider works, otherwise 0."""
    return (month >= start_month_used) * in_term


@measure("Avoided", "money / month", _MONEY, stored=False)
def avoided_month(active: Operand, avoided_base: Operand, wage_index: Operand) -> Operand:
    """In-house cost that no longer arises."""
    return active * (avoided_base * wage_index)


@measure("Price index", stored=False, always=True)
def price_index(
    active: Operand, cola_index: Operand, ramp_uplift: Operand, ramp_months: Operand, month: Operand,
    start_month_used: Operand,
) -> Operand:  # fmt: skip
    """What one unit of monthly charge costs in a month: COLA by plan year, uplift while the provider ramps up."""
    return active * cola_index * (1 + ramp_uplift * (month - start_month_used < ramp_months))


@measure("Vendor", "money / month", _MONEY, stored=False)
def vendor_month(vendor_base: Operand, price_index: Operand) -> Operand:
    """What the provider is paid."""
    return vendor_base * price_index


@measure("Saving", "money / month", _MONEY, stored=False)
def saving_month(avoided_month: Operand, vendor_month: Operand, governance_share: Operand, leakage: Operand) -> Operand:
    """What is left of the avoided cost after provider, governance and leakage."""
    net = avoided_month - vendor_month * (1 + governance_share)
    return net * (1 - leakage * (net > 0))


@measure("Cash flow", "money / month", _MONEY, stored=False)
def cash_month(saving_month: Operand, one_off_base: Operand, month: Operand, start_month_used: Operand) -> Operand:
    """Saving of the month, less the one-off cost in the month before the start."""
    return saving_month - one_off_base * (month == start_month_used - 1)


@measure("NPV", "money", _MONEY)
def npv(
    costed: Operand, outsourced: Operand, cash_month: Operand, discount_factor: Operand, money_decimals: Operand
) -> Operand:
    """Net present value of the row over the term; 0 where the function stays."""
    worth = money(total(cash_month * discount_factor), money_decimals)
    return when(costed, when(outsourced, worth, 0), BLANK)


@measure("Avoided over the term", "money", _MONEY)
def avoided_term(costed: Operand, outsourced: Operand, avoided_month: Operand) -> Operand:
    """In-house cost avoided over the term."""
    return when(costed, when(outsourced, total(avoided_month), 0), BLANK)


@measure("Charged over the term", "money", _MONEY)
def outlay_term(costed: Operand, outsourced: Operand, vendor_month: Operand, governance_share: Operand) -> Operand:
    """Provider and governance over the term."""
    return when(costed, when(outsourced, total(vendor_month) * (1 + governance_share), 0), BLANK)


@measure("Saved over the term", "money", _MONEY)
def saving_term(costed: Operand, outsourced: Operand, saving_month: Operand) -> Operand:
    """Saving over the term, before one-off cost and after leakage."""
    return when(costed, when(outsourced, total(saving_month), 0), BLANK)


@measure("In-house over the term", "money", _MONEY)
def in_house_term(
    costed: Operand, outsourced: Operand, in_house: Operand, active: Operand, wage_index: Operand
) -> Operand:
    """Whole in-house cost from the start month on, stranded part included."""
    return when(costed, when(outsourced, total(in_house / 12 * wage_index * active), 0), BLANK)


@measure("Price of one unit", "PV / unit of yearly charge", Format.RATE)
def price_pv(
    price_index: Operand, discount_factor: Operand, governance_share: Operand, selection_share: Operand,
    knowledge_transfer_share: Operand, month: Operand, start_month_used: Operand,
) -> Operand:  # fmt: skip
    """Present value of a yearly charge of 1 with all that is a share of it: governance, selection, transfer."""
    running = total(price_index * discount_factor) / 12 * (1 + governance_share)
    paid_once = total((month == start_month_used - 1) * discount_factor)
    return running + (selection_share + knowledge_transfer_share) * paid_once


@measure("Worth of leaving", "money", _MONEY)
def avoided_pv(
    costed: Operand, avoided_month: Operand, discount_factor: Operand, severance: Operand, dual_running: Operand,
    month: Operand, start_month_used: Operand,
) -> Operand:  # fmt: skip
    """Present value of avoided cost, less severance and dual running."""
    paid_once = total((month == start_month_used - 1) * discount_factor)
    worth = total(avoided_month * discount_factor) - (severance + dual_running) * paid_once
    return when(costed, worth, BLANK)


@measure("Break-even rate", "money / unit of pricing", Format.RATE, live_while_zero="leakage")
def break_even_rate(
    outsourced: Operand, decision_effective: Operand, charge: Operand, avoided_pv: Operand,
    billed_quantity: Operand, price_pv: Operand,
) -> Operand:  # fmt: skip
    """The rate in force at which the NPV would be 0; none for Hybrid and where charge or rate is 0 or blank."""
    closed = when(billed_quantity > 0, avoided_pv / (billed_quantity * price_pv), BLANK)
    priced = both(outsourced, both(decision_effective != HYBRID, charge > 0))
    return when(isblank(charge), BLANK, when(priced, closed, BLANK))


@measure("Saving over the term", "share of avoidable cost", Format.SHARE)
def term_saving_share(avoided_term: Operand, outlay_term: Operand, one_off: Operand) -> Operand:
    """Saving as a share of the avoidable cost, one-offs included and leakage left out."""
    return when(avoided_term > 0, 1 - (outlay_term + one_off) / avoided_term, BLANK)


@measure("Saving of in-house", "share of in-house cost", Format.SHARE)
def saving_of_in_house(saving_term: Operand, one_off: Operand, in_house_term: Operand) -> Operand:
    """Saving as a share of the whole in-house cost: the figure to hold against the literature's 15–30 %."""
    return when(in_house_term > 0, (saving_term - one_off) / in_house_term, BLANK)


@measure("ROI", "times one-off", Format.NUMBER)
def roi(saving_term: Operand, one_off: Operand) -> Operand:
    """Return on the one-off cost over the term."""
    return when(one_off > 0, (saving_term - one_off) / one_off, BLANK)


@measure("Pays", fmt=Format.YES_NO)
def pays(npv: Operand, term_saving_share: Operand, switching_hurdle: Operand) -> Operand:
    """The second verdict: the NPV is positive and the saving reaches the switching hurdle."""
    return when(isblank(term_saving_share), BLANK, both(npv > 0, term_saving_share >= switching_hurdle) * 1)

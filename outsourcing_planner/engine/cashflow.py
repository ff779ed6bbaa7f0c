"""One-offs and the months: what is saved, paid and left over (model.md §3.4)."""

from outsourcing_planner.domain.labels import AUTOMATE, HYBRID, KPO
from outsourcing_planner.engine.exchange import LIBRARY_CURRENCY
from outsourcing_planner.engine.helpers import BLANK, Operand, both, ceil, either, filled, isblank, money, pick, when
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


def cola_step(cola: Operand, cola_scope: Operand, cola_cap: Operand, productivity_glide: Operand) -> Operand:
    """Growth of the charge in a year: the part of it under COLA, up to the cap, less the glide path agreed."""
    raised = when(cola_scope * cola > cola_cap, cola_cap, cola_scope * cola)
    return (1 + raised) * (1 - productivity_glide)


@measure("COLA index", always=True)
def cola_index(
    year: Operand, cola: Operand, cola_scope: Operand, cola_cap: Operand, productivity_glide: Operand
) -> Operand:
    """Growth of the charge by plan year."""
    return cola_step(cola, cola_scope, cola_cap, productivity_glide) ** (year - 1)


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
    outsourced: Operand, under_contract: Operand, salary_used: Operand, in_house_cost: Operand, fte_used: Operand,
    moved_share: Operand, salary: Operand,
    displaced_share: Operand, average_tenure_years: Operand, severance_weeks_per_year: Operand, weeks_per_year: Operand,
) -> Operand:  # fmt: skip
    """One-off cost of people who leave; 0 (with an issue) where only the in-house cost is known.

    An estimated salary alone does not make the people known. Nobody leaves where a provider does the work today.
    """
    weeks = average_tenure_years * severance_weeks_per_year
    known = fte_used * moved_share * displaced_share * weeks * salary_used / weeks_per_year
    nobody = either(isblank(salary_used), both(isblank(fte_used), isblank(salary)))
    unknown = both(nobody, filled(in_house_cost))
    return when(both(outsourced, under_contract == 0), when(unknown, 0, known), 0)


@measure("One-off", "money", _MONEY)
def one_off(
    outsourced: Operand, selection: Operand, knowledge_transfer: Operand, dual_running: Operand, severance: Operand,
    charge: Operand, other_one_off: Operand, money_decimals: Operand,
) -> Operand:  # fmt: skip
    """All one-off cost, paid in the month before the provider takes over."""
    known = selection + knowledge_transfer + dual_running + severance
    paid = money(when(filled(other_one_off), known + other_one_off, known), money_decimals)
    return when(isblank(charge), BLANK, when(outsourced, paid, 0))


@measure("Client review used", "share of days", Format.SHARE, stored=False, always=True)
def client_review_used(client_review_share: Operand, client_review_share_default: Operand) -> Operand:
    """Days our own experts spend on each expert day of the provider."""
    return when(filled(client_review_share), client_review_share, client_review_share_default)


@measure("Client work", "money / year", _MONEY)
def client_work(
    outsourced: Operand, decision_effective: Operand, client_review_used: Operand, effort_days: Operand,
    kpo_share_used: Operand, in_house: Operand, fte_used: Operand, working_days: Operand, pricing_used: Operand,
    volume: Operand, error_share: Operand, correction_cost: Operand, retained_fte: Operand, loaded_fte: Operand,
    money_decimals: Operand,
) -> Operand:  # fmt: skip
    """What our own people still do beside the provider in a year: review, correction of records, retained posts."""
    by_head = when(isblank(fte_used), loaded_fte, when(fte_used > 0, in_house / fte_used, loaded_fte))
    review = effort_days * client_review_used * (by_head / working_days)
    records = both(pricing_used == "accurate_record", decision_effective != AUTOMATE)
    corrects = both(records, both(filled(error_share), filled(correction_cost)))

    # The posts are added inside every choice: a sum over a choice would be blank in a workbook where a branch that is
    # not taken is blank.
    def with_posts(posts: Operand) -> Operand:
        by_decision = pick(decision_effective, {KPO: review + posts, HYBRID: review * kpo_share_used + posts}, posts)
        reviewed = when(client_review_used > 0, by_decision, posts)
        return when(corrects, volume * error_share * correction_cost + posts, reviewed)

    done = when(filled(retained_fte), with_posts(retained_fte * loaded_fte), with_posts(0))
    return when(outsourced, money(done, money_decimals), 0)


@measure("Costed", fmt=Format.YES_NO, stored=False, always=True)
def costed(one_off: Operand, avoidable: Operand, client_work: Operand, outsourced: Operand) -> Operand:
    """Whether everything that the months need is known."""
    return both(filled(one_off), when(outsourced, both(filled(avoidable), filled(client_work)), 1))


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
def one_off_base(counted: Operand, one_off: Operand, start_month_used: Operand, term_years: Operand) -> Operand:
    """One-off cost in the cash flow; 0 where nothing moves within the term."""
    return when(counted, one_off * (start_month_used - 1 <= term_years * 12), 0)


@measure("Client work, monthly base", "money / month", _MONEY, stored=False, always=True)
def client_base(counted: Operand, client_work: Operand) -> Operand:
    """Our own work for the provider's by month, before wages grow; 0 where nothing moves."""
    return when(counted, client_work / 12, 0)


@measure("Exit, base", "money", _MONEY, stored=False, always=True)
def exit_base(counted: Operand, charge: Operand, exit_probability: Operand, exit_share: Operand) -> Operand:
    """Cost to expect of leaving the provider again, at today's prices; 0 where nothing moves."""
    return when(counted, exit_probability * exit_share * charge, 0)


@measure("Currency drift used", "per year", Format.SHARE, stored=False, always=True)
def drift_used(currency_drift: Operand, fx_drift: Operand) -> Operand:
    """How much dearer a foreign currency gets in a plan year: as typed for the row, or that of the plan."""
    return when(filled(currency_drift), currency_drift, fx_drift)


@measure("Growth of the charge", stored=False, always=True)
def charge_growth(
    pricing_used: Operand, volume_growth_used: Operand, exchange_used: Operand, drift_used: Operand,
    plan_currency: Operand, own_price: Operand, decision_effective: Operand,
) -> Operand:  # fmt: skip
    """Yearly factor of the charge beside COLA: the volume (a retainer does not grow), and the drift of its currency.

    A price of the library is in US dollars, whatever the currency of the row; software is paid by the unit and in plan
    currency.
    """
    grown = 1 + volume_growth_used
    volume = when(pricing_used == "retainer", 1, grown)
    typed = when(filled(exchange_used), 1 + drift_used, 1)
    by_library = when(plan_currency == LIBRARY_CURRENCY, 1, 1 + drift_used)
    return when(decision_effective == AUTOMATE, grown, volume * when(own_price, typed, by_library))


@measure("Active", stored=False, always=True)
def active(month: Operand, in_term: Operand, start_month_used: Operand) -> Operand:
    """1 in the months in which the provider works, otherwise 0."""
    return (month >= start_month_used) * in_term


@measure("Growth of the work", stored=False, always=True)
def work_growth(year: Operand, volume_growth_used: Operand) -> Operand:
    """Growth of the volume by plan year."""
    return (1 + volume_growth_used) ** (year - 1)


@measure("Index of the cost today", stored=False, always=True)
def today_index(under_contract: Operand, wage_index: Operand, cola_index: Operand, work_growth: Operand) -> Operand:
    """Growth of today's cost: wages, or COLA where a provider does the work today; and the volume."""
    return (wage_index * (1 - under_contract) + cola_index * under_contract) * work_growth


@measure("Avoided", "money / month", _MONEY, stored=False)
def avoided_month(active: Operand, avoided_base: Operand, today_index: Operand) -> Operand:
    """In-house cost that no longer arises."""
    return active * (avoided_base * today_index)


@measure("Price index", stored=False, always=True)
def price_index(
    active: Operand, cola_index: Operand, ramp_uplift: Operand, ramp_months: Operand, month: Operand,
    start_month_used: Operand, charge_growth: Operand, year: Operand,
) -> Operand:  # fmt: skip
    """What one unit of monthly charge costs in a month: COLA and growth by plan year, uplift during the ramp."""
    ramp = 1 + ramp_uplift * (month - start_month_used < ramp_months)
    return active * cola_index * charge_growth ** (year - 1) * ramp


@measure("Exit index", stored=False, always=True)
def exit_index(
    active: Operand, cola_index: Operand, charge_growth: Operand, year: Operand, month: Operand, term_years: Operand
) -> Operand:
    """Price of the exit in the last month of the term, 0 in the others."""
    return active * cola_index * charge_growth ** (year - 1) * (month == term_years * 12)


@measure("Vendor", "money / month", _MONEY, stored=False)
def vendor_month(vendor_base: Operand, price_index: Operand) -> Operand:
    """What the provider is paid."""
    return vendor_base * price_index


@measure("Own work beside the provider", "money / month", _MONEY, stored=False)
def client_month(active: Operand, client_base: Operand, wage_index: Operand, work_growth: Operand) -> Operand:
    """Our own work for the provider's."""
    return active * (client_base * wage_index * work_growth)


@measure("Exit", "money / month", _MONEY, stored=False)
def exit_month(exit_base: Operand, exit_index: Operand) -> Operand:
    """Cost to expect of leaving the provider again at the end of the term."""
    return exit_base * exit_index


@measure("Saving before leakage", "money / month", _MONEY, stored=False)
def net_month(
    avoided_month: Operand, vendor_month: Operand, governance_share: Operand, client_month: Operand,
    exit_month: Operand,
) -> Operand:  # fmt: skip
    """What is left of the avoided cost after provider, governance, client work and exit."""
    return avoided_month - vendor_month * (1 + governance_share) - client_month - exit_month


@measure("Saving", "money / month", _MONEY, stored=False)
def saving_month(net_month: Operand, leakage: Operand) -> Operand:
    """What is left after leakage of a positive saving."""
    return net_month * (1 - leakage * (net_month > 0))


@measure("Cash flow", "money / month", _MONEY, stored=False)
def cash_month(saving_month: Operand, one_off_base: Operand, month: Operand, start_month_used: Operand) -> Operand:
    """Saving of the month, less the one-off cost in the month before the start."""
    return saving_month - one_off_base * (month == start_month_used - 1)

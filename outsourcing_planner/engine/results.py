"""What the months are worth: NPV, sums over the term, break-even, saving, verdict (model.md §3.4)."""

from outsourcing_planner.domain.labels import AUTOMATE, HYBRID
from outsourcing_planner.engine.helpers import BLANK, Operand, both, either, filled, isblank, money, total, when
from outsourcing_planner.engine.measures import Format, measure

_MONEY = Format.MONEY


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
def outlay_term(
    costed: Operand, outsourced: Operand, vendor_month: Operand, governance_share: Operand, client_month: Operand,
    exit_month: Operand,
) -> Operand:  # fmt: skip
    """Provider, governance, client work and exit over the term."""
    paid = total(vendor_month) * (1 + governance_share) + total(client_month) + total(exit_month)
    return when(costed, when(outsourced, paid, 0), BLANK)


@measure("Saved over the term", "money", _MONEY)
def saving_term(costed: Operand, outsourced: Operand, saving_month: Operand) -> Operand:
    """Saving over the term, before one-off cost and after leakage."""
    return when(costed, when(outsourced, total(saving_month), 0), BLANK)


@measure("In-house over the term", "money", _MONEY)
def in_house_term(
    costed: Operand, outsourced: Operand, in_house: Operand, active: Operand, today_index: Operand
) -> Operand:
    """Whole in-house cost from the start month on, stranded part included."""
    return when(costed, when(outsourced, total(in_house / 12 * today_index * active), 0), BLANK)


@measure("Weight of the month before the start", "PV / unit", stored=False, always=True)
def paid_once(month: Operand, start_month_used: Operand, discount_factor: Operand) -> Operand:
    """Present value of one unit of money paid in the month before the provider takes over."""
    return total((month == start_month_used - 1) * discount_factor)


@measure("Price of one unit", "PV / unit of yearly charge", Format.RATE, stored=False)
def price_pv(
    price_index: Operand, discount_factor: Operand, governance_share: Operand, selection_share: Operand,
    knowledge_transfer_share: Operand, paid_once: Operand, exit_probability: Operand, exit_share: Operand,
    exit_index: Operand,
) -> Operand:  # fmt: skip
    """Present value of a yearly charge of 1 with all that is a share of it: governance, selection, transfer, exit."""
    running = total(price_index * discount_factor) / 12 * (1 + governance_share)
    left = exit_probability * exit_share * total(exit_index * discount_factor)
    return running + (selection_share + knowledge_transfer_share) * paid_once + left


@measure("Worth of the avoided cost", "money", _MONEY, stored=False)
def avoided_worth(
    costed: Operand, avoided_month: Operand, discount_factor: Operand, dual_running: Operand, paid_once: Operand
) -> Operand:
    """Present value of avoided cost, less dual running: what grows with the avoidable share."""
    return when(costed, total(avoided_month * discount_factor) - dual_running * paid_once, BLANK)


@measure("Worth of client work", "money", _MONEY, stored=False)
def client_pv(costed: Operand, client_month: Operand, discount_factor: Operand) -> Operand:
    """Present value of our own work beside the provider."""
    return when(costed, total(client_month * discount_factor), BLANK)


@measure("Worth of leaving", "money", _MONEY, stored=False)
def avoided_pv(
    costed: Operand, avoided_worth: Operand, severance: Operand, other_one_off: Operand, client_pv: Operand,
    paid_once: Operand,
) -> Operand:  # fmt: skip
    """Present value of avoided cost, less dual running, severance, other one-offs and client work."""
    once = when(filled(other_one_off), severance + other_one_off, severance)
    return when(costed, avoided_worth - once * paid_once - client_pv, BLANK)


@measure("Break-even charge", "money / year", Format.MONEY, live_while_zero="leakage")
def break_even_charge(outsourced: Operand, charge: Operand, avoided_pv: Operand, price_pv: Operand) -> Operand:
    """The yearly charge at which the NPV would be 0; none where nothing is charged."""
    worth = when(charge > 0, when(price_pv > 0, avoided_pv / price_pv, BLANK), BLANK)
    return when(isblank(charge), BLANK, when(outsourced, worth, BLANK))


@measure("Break-even rate", "money / unit of pricing", Format.RATE)
def break_even_rate(
    decision_effective: Operand, break_even_charge: Operand, charge_floor: Operand, charge_fixed: Operand,
    billed_quantity: Operand,
) -> Operand:  # fmt: skip
    """The rate in force at which the NPV would be 0; none for Hybrid and where charge or rate is 0 or blank."""
    rate = when(billed_quantity > 0, (break_even_charge - charge_fixed) / billed_quantity, BLANK)
    reached = when(charge_floor > 0, when(break_even_charge < charge_floor, BLANK, rate), rate)
    return when(isblank(break_even_charge), BLANK, when(decision_effective == HYBRID, BLANK, reached))


@measure("Break-even exchange rate", "plan currency / unit", Format.RATE)
def break_even_exchange(
    exchange_used: Operand, break_even_charge: Operand, charge: Operand, decision_effective: Operand,
    own_price: Operand,
) -> Operand:  # fmt: skip
    """The exchange rate at which the NPV would be 0; none where the price is not typed in a foreign currency."""
    unknown = either(isblank(exchange_used), isblank(break_even_charge))
    there = exchange_used * break_even_charge / charge
    return when(either(unknown, decision_effective == AUTOMATE), BLANK, when(own_price, there, BLANK))


@measure("Break-even avoidable share", "share", Format.SHARE, live_while_zero="leakage")
def break_even_avoidable(
    break_even_charge: Operand, avoidable_share_used: Operand, avoided_pv: Operand, charge: Operand, price_pv: Operand,
    avoided_worth: Operand,
) -> Operand:  # fmt: skip
    """The avoidable share at which the NPV would be 0; above 100 % nothing makes it pay."""
    left = avoided_pv - charge * price_pv
    share = when(avoided_worth > 0, avoidable_share_used * (1 - left / avoided_worth), BLANK)
    return when(isblank(break_even_charge), BLANK, share)


@measure("Saving over the term", "share of avoidable cost", Format.SHARE)
def term_saving_share(avoided_term: Operand, outlay_term: Operand, one_off: Operand) -> Operand:
    """Saving as a share of the avoidable cost, one-offs included and leakage left out."""
    return when(avoided_term > 0, 1 - (outlay_term + one_off) / avoided_term, BLANK)


@measure("Saving of in-house", "share of in-house cost", Format.SHARE)
def saving_of_in_house(saving_term: Operand, one_off: Operand, in_house_term: Operand) -> Operand:
    """Saving as a share of the whole in-house cost: the figure to hold against the literature's 15–30 %."""
    return when(in_house_term > 0, (saving_term - one_off) / in_house_term, BLANK)


@measure("ROI", "times one-off", Format.NUMBER)
def roi(saving_term: Operand, one_off: Operand, one_off_base: Operand) -> Operand:
    """Return on the one-off cost over the term."""
    return when(one_off > 0, (saving_term - one_off_base) / one_off, BLANK)


@measure("Pays", fmt=Format.YES_NO)
def pays(npv: Operand, term_saving_share: Operand, switching_hurdle: Operand) -> Operand:
    """The second verdict: the NPV is positive and the saving reaches the switching hurdle."""
    return when(isblank(term_saving_share), BLANK, both(npv > 0, term_saving_share >= switching_hurdle) * 1)

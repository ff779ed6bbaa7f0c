"""Quotes of providers for one function, kept with the plan in a section and found by the name of the function."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from outsourcing_planner.domain.fields import PRICINGS
from outsourcing_planner.domain.plan import RowId
from outsourcing_planner.engine.side_by_side import VendorQuote
from outsourcing_planner.session.edits import SetCells, SetSection, Several
from outsourcing_planner.text import _, currency_code

SECTION: Final = "quotes"
QUOTED: Final = tuple(pricing for pricing in PRICINGS if pricing != "auto")
"""Pricings that a quote can have."""
_TEXTS: Final = ("vendor", "pricing", "currency")


def quotes_of(sections: Mapping[str, Any], function: str) -> tuple[VendorQuote, ...]:
    """Return the quotes for a function; what is no quote is left out."""
    kept = sections.get(SECTION)
    raw = kept.get(_key(function)) if isinstance(kept, dict) else None
    return tuple(quote for item in (raw if isinstance(raw, list) else ()) if (quote := _read(item)) is not None)


def edit_of_quotes(sections: Mapping[str, Any], function: str, quotes: Iterable[VendorQuote]) -> SetSection:
    """Return the edit that gives a function these quotes, in the place of those it had."""
    kept = sections.get(SECTION)
    others = {name: value for name, value in (kept if isinstance(kept, dict) else {}).items() if name != _key(function)}
    lines = [_written(quote) for quote in quotes]
    return SetSection(SECTION, {**others, **({_key(function): lines} if lines else {})} or None, _("Change quotes"))


def edit_of_use(row: RowId, quote: VendorQuote) -> Several:
    """Return the edit that writes a quote into the row: provider, pricing, rate, currency and year."""
    cells = {
        "vendor": quote.vendor or None, "pricing": quote.pricing, "rate": quote.rate,
        "currency": quote.currency or None, "quote_year": dict(quote.more).get("quote_year"),
    }  # fmt: skip
    edits = tuple(SetCells((row,), key, (cell,)) for key, cell in cells.items())
    return Several(edits, _("Use quote of {provider}").format(provider=quote.vendor))


def why_not(quote: VendorQuote) -> str:
    """Return why a quote makes no sense, empty where it does."""
    if not quote.vendor.strip():
        return _("Name the provider.")
    if not quote.rate > 0:
        return _("Type a price above 0.")
    if quote.currency and currency_code(quote.currency) is None:
        return _("{currency} is no currency code such as USD or EUR.").format(currency=quote.currency)
    return ""


def _key(function: str) -> str:
    return " ".join(function.split()).casefold()


def _written(quote: VendorQuote) -> dict[str, Any]:
    year = dict(quote.more).get("quote_year")
    return {"vendor": quote.vendor, "pricing": quote.pricing, "rate": quote.rate, "currency": quote.currency,
            "year": year}  # fmt: skip


def _read(item: object) -> VendorQuote | None:
    if not isinstance(item, dict) or not all(isinstance(item.get(name), str) for name in _TEXTS):
        return None
    rate, year = item.get("rate"), item.get("year")
    if isinstance(rate, bool) or not isinstance(rate, int | float) or item["pricing"] not in QUOTED:
        return None
    more = (("quote_year", float(year)),) if isinstance(year, int | float) and not isinstance(year, bool) else ()
    quote = VendorQuote(item["vendor"], item["pricing"], float(rate), item["currency"], more)
    return None if why_not(quote) else quote

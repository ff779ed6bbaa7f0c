"""What else comes back with a workbook that this program wrote: its weights and cut-offs, own rates, and its title.

Edits made in Excel come with it: a weight typed over is a weight of the plan's own, a price changed on the sheet Rates
used is a rate of the plan's own. Results of the sections are those that a plan file keeps.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import isclose
from typing import Any, Final

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.issues import Issue, Severity
from outsourcing_planner.engine.classify.scheme import Scheme, SchemeError
from outsourcing_planner.engine.decision import weights_as_columns
from outsourcing_planner.engine.own_rates import OwnRate, usd_factor
from outsourcing_planner.engine.rate_rules import TIME_UNITS, hours_in
from outsourcing_planner.engine.scheme_changes import as_mapping, changes_between
from outsourcing_planner.io.exporting.assumptions_sheet import SETTING
from outsourcing_planner.io.exporting.book import COVER
from outsourcing_planner.io.exporting.own_rates_sheet import CODES
from outsourcing_planner.io.exporting.rates_sheet import AT_BASIS, AT_EXPORTED, AT_KIND, AT_LIKELY, AT_UNIT
from outsourcing_planner.io.importing.own_assumptions import names_of
from outsourcing_planner.io.importing.raw import RawBook, RawCell, RawSheet
from outsourcing_planner.io.load import load_all
from outsourcing_planner.text import _

SCHEME, RATES = "scheme", "rates"
"""The sections of a plan that a workbook carries; a plan file has them under the same names."""
_ENOUGH: Final = 10
_SAME: Final = 1e-9


def sections_of(book: RawBook, assumptions: Assumptions) -> tuple[dict[str, Any], tuple[Issue, ...]]:
    """Return the sections that differ from what ships, and an issue where the weights make no sense.

    Empty for a workbook that is not ours. Reads the shipped libraries (``io.load``).
    """
    names, sheet = named_settings(book)
    if sheet is None:
        return {}, ()
    changes, issues = _scheme(sheet, names)
    rates = _rates(book, assumptions)
    sections: dict[str, Any] = {SCHEME: changes} if changes else {}
    if rates:
        sections[RATES] = [rate.as_json() for rate in rates]
    return sections, issues


def title_of(book: RawBook) -> str:
    """Return the title on the cover of a workbook of ours, else ""."""
    cover = book.sheet(COVER)
    if cover is None or named_settings(book)[1] is None:
        return ""
    texts = [cell for column in cover.columns[:2] for cell in column[:2] if isinstance(cell, str) and cell.strip()]
    return texts[0] if texts else ""


def named_settings(book: RawBook) -> tuple[Mapping[int, str], RawSheet | None]:
    """Return the sheet of settings of a workbook of ours with the name that stands in each row; None in others."""
    for sheet in book.sheets:
        column = names_of(sheet)
        if column is not None:
            names = {row: cell for row, cell in enumerate(sheet.columns[column]) if isinstance(cell, str)}
            return names, sheet
    return {}, None


def _scheme(sheet: RawSheet, names: Mapping[int, str]) -> tuple[dict[str, Any], tuple[Issue, ...]]:
    shipped = load_all().scheme
    whole, known = as_mapping(shipped), weights_as_columns(shipped)
    for row, name in names.items():
        value = sheet.columns[1][row]
        if isinstance(value, float):
            _put(whole, name.removeprefix(SETTING) if name.startswith(SETTING) else name, value, known)
    try:
        return changes_between(shipped, Scheme.from_mapping(whole)), ()
    except SchemeError as error:
        text = _("The weights and cut-offs of the workbook are not taken: {why}").format(why=error)
        return {}, (Issue(Severity.ERROR, None, None, "scheme_refused", text, {"why": str(error)}),)


def _put(whole: dict[str, Any], name: str, value: float, known: Mapping[str, float]) -> None:
    """Set one weight, step or cut-off by the name it has in formulas."""
    for prefix, table in (("knowledge_weight_", "knowledge_weights"), ("fit_weight_", "fit_weights")):
        if name.startswith(prefix) and name in known:
            whole[table][name.removeprefix(prefix)] = value
    if name.startswith("size_step_") and name in known:
        whole["size_steps"][int(name.removeprefix("size_step_")) - 2] = value
    elif name in whole and isinstance(whole[name], int | float):
        whole[name] = int(value) if isinstance(whole[name], int) else value


def _rates(book: RawBook, assumptions: Assumptions) -> tuple[OwnRate, ...]:
    """Return the rates as typed, with prices that were changed on the sheet of rates since the export."""
    own = [rate for sheet in book.sheets for rate in _typed(sheet)]
    for sheet in book.sheets:
        for edited in _edited(sheet, assumptions):
            at = next((at for at, rate in enumerate(own) if _is_for(rate, edited)), None)
            if at is None:
                own.append(edited)
            else:
                own[at] = _repriced(own[at], edited, assumptions)
    return tuple(own)


def _typed(sheet: RawSheet) -> Iterator[OwnRate]:
    head = _row_of(sheet, CODES)
    if head is None:
        return
    for row in range(head + 2, sheet.height):
        cells = dict(zip(CODES, (column[row] for column in sheet.columns), strict=False))
        likely, year = cells["likely"], cells["year"]
        if isinstance(cells["place"], str) and isinstance(likely, float) and likely > 0:
            texts = {code: _text(cells[code]) for code in CODES if code not in ("likely", "low", "high", "year")}
            yield OwnRate(
                **texts, likely=likely, low=_number(cells["low"]), high=_number(cells["high"]),
                year=int(year) if isinstance(year, float) else None,
            )  # fmt: skip


def _row_of(sheet: RawSheet, codes: Sequence[str]) -> int | None:
    if len(sheet.columns) < len(codes):
        return None
    rows = (row for row, cell in enumerate(sheet.columns[0][:20]) if cell == codes[0])
    return next((row for row in rows if [column[row] for column in sheet.columns[: len(codes)]] == list(codes)), None)


def _edited(sheet: RawSheet, assumptions: Assumptions) -> Iterator[OwnRate]:
    """Yield the prices of the sheet of rates that are no longer those of the export, in US dollars."""
    if len(sheet.columns) <= AT_EXPORTED or sum(cell in TIME_UNITS for cell in sheet.columns[AT_UNIT]) < _ENOUGH:
        return
    paid, day = assumptions.number("paid_hours"), assumptions.number("hours_per_day")
    for row in range(sheet.height):
        now, then = sheet.columns[AT_LIKELY][row], sheet.columns[AT_EXPORTED][row]
        if not isinstance(now, float) or not isinstance(then, float) or isclose(now, then, rel_tol=_SAME) or now <= 0:
            continue
        place, key, kind, unit, basis = (_text(sheet.columns[at][row]) for at in (0, 1, AT_KIND, AT_UNIT, AT_BASIS))
        wanted, held = hours_in(unit, paid, day), hours_in(basis, paid, day)
        likely = now if unit == basis or not wanted or not held else now * wanted / held
        source = _("changed in the workbook")
        yield OwnRate(place, kind, unit, likely, source=source, work="" if key == kind else key)


def _is_for(rate: OwnRate, edited: OwnRate) -> bool:
    same_unit = rate.unit == edited.unit or (rate.unit in TIME_UNITS and edited.unit in TIME_UNITS)
    return (rate.place.casefold(), rate.kind, rate.work) == (
        edited.place.casefold(), edited.kind, edited.work) and same_unit  # fmt: skip


def _repriced(rate: OwnRate, edited: OwnRate, assumptions: Assumptions) -> OwnRate:
    """Return a rate of the user's at the price that was typed over it, in its own currency and unit."""
    factor = usd_factor(rate.currency, assumptions) or 1.0
    paid, day = assumptions.number("paid_hours"), assumptions.number("hours_per_day")
    wanted, held = hours_in(rate.unit, paid, day), hours_in(edited.unit, paid, day)
    hours = wanted / held if wanted and held else 1.0
    likely = edited.likely * hours / factor
    low = rate.low if rate.low is not None and rate.low <= likely else None
    high = rate.high if rate.high is not None and rate.high >= likely else None
    return replace(rate, likely=likely, low=low, high=high)


def _text(cell: RawCell) -> str:
    return cell if isinstance(cell, str) else ""


def _number(cell: RawCell) -> float | None:
    return cell if isinstance(cell, float) else None

"""The units a person can say the numbers of a column are in, each with the factor it means."""

from outsourcing_planner.domain.fields import Field, Kind
from outsourcing_planner.io.importing.typing_cells import YEARLY
from outsourcing_planner.io.importing.units import MONEY, PERIODS
from outsourcing_planner.text import _


def unit_choices(field: Field) -> tuple[tuple[str, float], ...]:
    """Return the units that make sense for a field, in words, with their factors; none for texts."""
    if not field.numeric:
        return ()
    if field.kind is Kind.SHARE:
        return (_("shares (0 to 1)"), 1.0), (_("percent"), 0.01)
    if field.key == "handling_minutes":
        return (_("minutes"), 1.0), (_("hours"), 60.0), (_("seconds"), 1 / 60)
    if field.key in MONEY:
        return *_large(), (_("as written, per month"), PERIODS["month"]), *_periods(), (
            _("in thousands, per month"), 1e3 * PERIODS["month"],
        )  # fmt: skip
    if field.key in YEARLY:
        month = (_("as written, per month"), PERIODS["month"])
        return *_large(), month, *_periods(), (_("as written, per day"), PERIODS["day"])
    return _large() if field.kind is Kind.MONEY else ((_("as written"), 1.0),)


def _large() -> tuple[tuple[str, float], ...]:
    return (_("as written"), 1.0), (_("in thousands"), 1e3), (_("in millions"), 1e6)


def _periods() -> tuple[tuple[str, float], ...]:
    return (_("as written, per quarter"), PERIODS["quarter"]), (_("as written, per week"), PERIODS["week"])

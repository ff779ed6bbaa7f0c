"""Plan-wide assumptions (model.md §3.1): each has a value, unit, range, source and grade."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final, Self

from outsourcing_planner.domain.assumption_table import ASSUMPTIONS, AssumptionSpec, Setting
from outsourcing_planner.domain.calendar import first_month, month_label
from outsourcing_planner.domain.errors import AssumptionError
from outsourcing_planner.text import _, currency_code, currency_decimals

SPECS: Final[Mapping[str, AssumptionSpec]] = MappingProxyType({spec.key: spec for spec in ASSUMPTIONS})


@dataclass(frozen=True, slots=True)
class Assumption:
    """One assumption in force: the value and where it comes from."""

    value: Setting
    low: float | None
    high: float | None
    source: str
    grade: str


@dataclass(frozen=True)
class Assumptions:
    """All assumptions of a plan. ``given`` holds those that differ from the shipped defaults."""

    given: Mapping[str, Assumption] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Setting:
        return self.entry(key).value

    def __iter__(self) -> Iterator[str]:
        return iter(SPECS)

    def entry(self, key: str) -> Assumption:
        """Return an assumption with its range and source."""
        given = self.given.get(key)
        if given is not None:
            return given
        spec = SPECS[key]
        if key == "money_decimals":  # follows the currency: a yen has no cents
            return Assumption(float(currency_decimals(self.text("plan_currency"))), None, None, "", spec.grade)
        return Assumption(spec.value, spec.low, spec.high, spec.source, spec.grade)

    @cached_property
    def values(self) -> dict[str, Setting]:
        """Return every value by key."""
        return {key: self[key] for key in SPECS}

    def number(self, key: str) -> float:
        """Return the value of a numeric assumption."""
        value = self[key]
        if isinstance(value, str):
            raise TypeError(f"{key} is text")
        return float(value)

    def text(self, key: str) -> str:
        """Return the value of an assumption as text."""
        return str(self[key])

    @property
    def months(self) -> int:
        """Return the months of the term."""
        return 12 * int(self.number("term_years"))

    def changed(self, key: str, value: object, source: str | None = None) -> Self:
        """Return assumptions with one value changed, checked; raises AssumptionError with the reason."""
        entry = replace(self.entry(key), value=checked(key, value))
        if key == "plan_start" and entry.value and first_month(str(entry.value)) is None:
            raise AssumptionError(key, _("{value!r} is no month; write it like 2026-04").format(value=value))
        return self.with_entry(key, entry if source is None else replace(entry, source=source, grade="–"))

    def with_entry(self, key: str, entry: Assumption | None) -> Self:
        """Return assumptions with one entry replaced, or reset to its default where it is None."""
        given = {name: known for name, known in self.given.items() if name != key}
        if entry is not None:
            given[key] = entry
        return type(self)(MappingProxyType(given))

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> Self:
        """Build assumptions from ``key = 3`` or ``key = {value = 3, low = 1, high = 5, source = "…"}``.

        An unknown key or a value that makes no sense raises AssumptionError, which names it.
        """
        built = cls()
        for key, raw in mapping.items():
            if key not in SPECS:
                raise AssumptionError(key, _("there is no such assumption"))
            built = built.with_entry(key, _entry(key, raw))
        return built


def _entry(key: str, raw: object) -> Assumption:
    default = Assumptions().entry(key)
    if not isinstance(raw, Mapping):
        return replace(default, value=checked(key, raw), source=_("given with the plan"), grade="–")
    unknown = set(raw) - {"value", "low", "high", "source", "grade"}
    if unknown or "value" not in raw:
        raise AssumptionError(key, _("expected value, low, high, source, grade"))
    bounds = {side: checked(key, raw[side]) for side in ("low", "high") if side in raw}
    texts = {name: str(raw[name]) for name in ("source", "grade") if name in raw}
    entry = replace(default, value=checked(key, raw["value"]), source=_("given with the plan"), grade="–")
    return replace(entry, **bounds, **texts)  # type: ignore[arg-type] # the bounds of numeric assumptions are numbers


def checked(key: str, value: object) -> Setting:
    """Return a value that fits the assumption, or raise AssumptionError with the reason."""
    if key not in SPECS:
        raise AssumptionError(key, _("there is no such assumption"))
    spec = SPECS[key]
    if isinstance(spec.value, str):
        if not isinstance(value, str) or (not value.strip() and not spec.may_be_blank):
            raise AssumptionError(key, _("expected a text, got {value!r}").format(value=value))
        return _month(value) if key == "plan_start" else _text(key, spec, value)
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        raise AssumptionError(key, _("expected a number, got {value!r}").format(value=value))
    if (spec.minimum is not None and value < spec.minimum) or (spec.maximum is not None and value > spec.maximum):
        raise AssumptionError(
            key, _("{value} is outside {low} to {high}").format(value=value, low=spec.minimum, high=spec.maximum)
        )
    if spec.whole and float(value) != int(value):
        raise AssumptionError(key, _("{value} is not a whole number").format(value=value))
    return float(value)


def _month(value: str) -> str:
    """Return a month as 2026-04; what is no month stays as it is and gets an issue."""
    found = first_month(value)
    return month_label(*found) if found else value.strip()


def _text(key: str, spec: AssumptionSpec, value: str) -> str:
    if spec.unit != "ISO 4217":
        return value.strip()
    code = currency_code(value)
    if code is None:
        raise AssumptionError(key, _("{value!r} is not a currency code such as USD or EUR").format(value=value))
    return code

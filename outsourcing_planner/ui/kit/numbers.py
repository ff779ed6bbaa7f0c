"""Numbers as this person reads them: one locale for the whole window."""

import os
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QLocale

from outsourcing_planner.text import _, format_number, format_share, use_number_locale

NOTHING = "–"
_COMPACT_FROM = 100_000
_PLAIN = {"", "C", "POSIX", "en_US", "en_US_POSIX"}


@dataclass(slots=True)
class _InForce:
    locale: str = "en_US"


_in_force = _InForce()


def use_locale(name: str) -> None:
    """Format by this locale from now on; ``system`` takes that of the system, nonsense is English."""
    wanted = _of_the_system() if name == "system" else name
    _in_force.locale = wanted if wanted not in _PLAIN and _is_known(wanted) else "en_US"
    use_number_locale(_in_force.locale)


def _is_known(name: str) -> bool:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - loaded with the first number, not before the paint

    try:
        Locale.parse(name)
    except (ValueError, UnknownLocaleError):
        return False
    return True


def _of_the_system() -> str:
    """Return the locale of numbers: what the environment says for them, else what the system is set to."""
    asked = (os.environ.get(name) for name in ("LC_ALL", "LC_NUMERIC", "LANG"))
    said = next((value for value in asked if value), "")
    return said.partition(".")[0].partition("@")[0] or QLocale.system().name()


def locale() -> str:
    """Return the locale in force, such as ``de_DE``."""
    return _in_force.locale


def system_language() -> str:
    """Return the language code that the system asks for, such as ``de``."""
    wanted = QLocale.system().uiLanguages()  # Qt asks Windows and macOS too, which set no LANG
    return wanted[0].partition("-")[0].lower() if wanted and wanted[0] != "C" else "en"


def money(value: object, decimals: int = 0) -> str:
    """Return a whole amount with thousands marks; a dash for blank."""
    return number(value, decimals)


def number(value: object, decimals: int = 0) -> str:
    """Return a number; a dash for blank."""
    known = as_number(value)
    return NOTHING if known is None else format_number(known, decimals, _in_force.locale).replace("-", "−")


def short_money(value: object) -> str:
    """Return an amount in three or four figures ("5.73M"); a dash for blank."""
    known = as_number(value)
    if known is None:
        return NOTHING
    if abs(known) < _COMPACT_FROM:
        return money(known)
    from babel.numbers import format_compact_decimal  # noqa: PLC0415 - loaded with the first number, see text.py

    short = str(format_compact_decimal(known, fraction_digits=2, locale=_in_force.locale)).replace("-", "−")
    return money(known) if short[-1].isdigit() else short  # German knows no short thousands


def share(value: object, decimals: int = 0) -> str:
    """Return a share (0.15) as "15%"; a dash for blank."""
    known = as_number(value)
    return NOTHING if known is None else format_share(known, decimals, _in_force.locale).replace("-", "−")


def moment(when: datetime) -> str:
    """Return a time of this computer's clock to the second, as this person writes it."""
    from babel.dates import format_date, format_time  # noqa: PLC0415 - it loads time zones: not before the first paint

    here = when.astimezone().replace(tzinfo=None)
    return f"{format_date(here, 'medium', _in_force.locale)}  {format_time(here, 'medium', locale=_in_force.locale)}"


def months(value: object) -> str:
    """Return a count of months with its word; a dash for none."""
    known = as_number(value)
    return NOTHING if known is None else _("{months} months").format(months=number(known, 1))


def as_number(value: object) -> float | None:
    """Return a number, or None for blank (None, NaN, text)."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return None if value != value else float(value)

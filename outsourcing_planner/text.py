"""Words and numbers as a person reads them: translation, and numbers and money by locale (Babel)."""

import gettext
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from types import ModuleType
from typing import Final

_translation: gettext.NullTranslations = gettext.NullTranslations()


def use_translation(translation: gettext.NullTranslations) -> None:
    """Make a loaded catalogue the one that ``_`` reads from now on."""
    global _translation  # noqa: PLW0603 - the language of the process is one value
    _translation = translation


@cache
def _babel() -> ModuleType:
    """Return the library of number formats, loaded with the first number: there is none in the first paint."""
    import babel.numbers  # noqa: PLC0415 - see above

    return babel.numbers


def _(message: str) -> str:
    """Return a message in the language in force."""
    return _translation.gettext(message) if message else ""  # an empty one would be the head of the catalogue


def language() -> str:
    """Return the code of the language in force; empty for English as written here."""
    return _translation.info().get("language", "")


def ngettext(singular: str, plural: str, count: float) -> str:
    """Return the singular or plural form for a count in the language in force."""
    return _translation.ngettext(singular, plural, int(count))


def in_sentence(heading: str) -> str:
    """Return a heading as it stands in a sentence: small, but for abbreviations and where nouns are large."""
    if language()[:2] in _NOUNS_ARE_LARGE or not heading[:2].istitle():
        return heading
    return heading[0].lower() + heading[1:]


_NOUNS_ARE_LARGE = frozenset({"de", "lb"})


@dataclass(slots=True)
class _Numbers:
    locale: str = "en_US"


_numbers = _Numbers()


def use_number_locale(name: str) -> None:
    """Write numbers by this locale from now on where none is named; it must be one that Babel knows."""
    _numbers.locale = name


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How numbers are written: the decimal mark and the marks that may stand between thousands."""

    decimal: str = "."
    group: str = ","


@cache
def number_style(locale: str = "en_US") -> NumberStyle:
    """Return the number style of a locale such as ``de_DE``."""
    babel = _babel()
    parsed = babel.Locale.parse(locale)
    return NumberStyle(babel.get_decimal_symbol(parsed), babel.get_group_symbol(parsed))


_SIGNS = {
    "$": "USD",
    "US$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "₱": "PHP",
    "A$": "AUD",
    "C$": "CAD",
}


@cache
def _currencies() -> frozenset[str]:
    return frozenset(_babel().list_currencies())


def currency_code(raw: str) -> str | None:
    """Return the ISO 4217 code for what a person wrote ("usd", "$", "EUR "), None where it is no currency."""
    text = raw.strip().upper()
    code = _SIGNS.get(text, text)
    return code if code in _currencies() else None


def currency_decimals(code: str) -> int:
    """Return how many decimals amounts of a currency have (2 for USD, 0 for JPY)."""
    return int(_babel().get_currency_precision(code))


_MONEY = re.compile(
    r"^(?:[A-Z]{3}|R\$|Rs\.?|kr\.?)\s|^R\$|\s(?:[A-Z]{3}|zł|Kč|Ft|kr\.?|Rs\.?)$|(?:US|AU?|CA?|NZ|HK|SG?)?\$|[€£¥₹₽₱]"
)
"""A currency before or after a number."""


def _without_currency(found: "re.Match[str]") -> str:
    """Return nothing for a currency, and three letters that are none as they are ("FTE 23" is no number)."""
    letters = found[0].strip()
    return found[0] if re.fullmatch("[A-Z]{3}", letters) and letters not in _currencies() else ""


def parse_number(raw: str, style: NumberStyle | None = None) -> float | None:
    """Return the number that a person typed, or None where it is none.

    Understands thousands marks in their places only ("1,200" and "12,34,567" but not "1,2"), a leading or trailing
    currency sign or code, a percentage ("15 %" is 0.15), brackets for negatives, and "1.5k" or "2m".
    """
    style = style or NumberStyle()
    text = raw.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2212", "-").strip()
    negative = text.startswith("(") and text.endswith(")")
    text = _MONEY.sub(_without_currency, text[1:-1] if negative else text).strip()
    share = text.endswith("%")
    text = text.rstrip("%").strip()
    factor = {"k": 1e3, "m": 1e6}.get(text[-1:].lower(), 1.0) if re.search(r"\d\s?[kKmM]$", text) else 1.0
    text = text[:-1].strip() if factor != 1.0 else text
    group = r"[ '\u2019" + (re.escape(style.group) if style.group.strip() else "") + "]"
    decimal = re.escape(style.decimal)
    lakhs = r"|\d{1,2}(,\d\d)+,\d{3}" if style.group == "," else ""
    if not re.fullmatch(rf"[+-]?(\d+|\d{{1,3}}({group}\d{{3}})+{lakhs})?({decimal}\d*)?([eE][+-]?\d+)?", text):
        return None
    plain = re.sub(group, "", text).replace(style.decimal, ".")
    try:  # a percentage moves the decimal point: dividing would round twice
        value = float(Decimal(plain).scaleb(-2) if share else plain) * factor
    except (ValueError, InvalidOperation):
        return None
    return -value if negative else value


BEYOND: Final = 1e21
"""From here on a number has more digits than are written out."""


def format_number(value: float, decimals: int = 0, locale: str = "") -> str:
    """Return a number with thousands marks and a fixed count of decimals; beyond all money, as a power of ten."""
    if not abs(value) < BEYOND:
        return f"{value:.4g}"
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(_babel().format_decimal(value, format=pattern, locale=locale or _numbers.locale))


def format_share(value: float, decimals: int = 0, locale: str = "") -> str:
    """Return a share (0.15) as a percentage ("15%")."""
    return format_number(value * 100, decimals, locale) + "%"


def format_money(value: float, currency: str, locale: str = "", decimals: int = 0) -> str:
    """Return an amount with its currency."""
    if not abs(value) < BEYOND:
        return f"{currency} {value:.4g}"
    amount = "¤#,##0" + ("." + "0" * decimals if decimals else "")
    place = locale or _numbers.locale
    written = _babel().format_currency
    return str(written(value, currency, format=f"{amount};-{amount}", locale=place, currency_digits=False))


def plain_number(value: float) -> str:
    """Return the shortest text that gives the number back ("12" for 12.0)."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)

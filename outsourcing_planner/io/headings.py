"""Which field a heading names, and how well: by its words alone."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

from outsourcing_planner.domain.fields import BY_KEY, FIELDS
from outsourcing_planner.io.wordbook import MARKS, YEAR, normal, shipped_words, singular, wordbook

_ASKED: Final = {"activity", "task", "work", "process", "service", "function"}
"""What the questions of a survey call the functions."""
_SEVERAL: Final = {
    "services", "service", "task", "tasks", "capability", "leistung", "leistungen", "aufgabe", "aufgaben", "prozess",
    "prozesse", "function", "process", "activity",
}  # fmt: skip
"""A heading that ends so names several of what stands under it ("Support services")."""
_BRACKETS: Final = re.compile(r"[(\[]([^()\[\]]{2,30})[)\]]")
_IN_BRACKETS: Final = ("fte", "in_house_cost", "volume")
_ASIDE: Final = 0.8
_WORDS: Final = ("function", "department", "description")
_TIMES: Final = {"year", "annual", "month", "monthly", "week", "weekly", "day", "daily", "quarter", "pro", "je", "jahr",
                 "monat", "tag", "woche", "an", "mois", "año", "mes", "anno", "mese", "jaar", "maand", "yearly",
                 "mensual", "anual", "mensuel", "mensuelle", "annuel", "annuelle", "mensile", "annuale", "jährlich",
                 "monatlich", "mensal", "miesięczne", "roczny", "roczne", "årlig", "månedlig",
                 "maandelijks", "jaarlijks", "semanal", "trimestral", "jährliche", "monatliche"}  # fmt: skip
"""A quantity or an amount is the same field in any time."""
_AVERAGES: Final = {
    "average", "avg", "mean", "median", "ø", "gem", "gross", "brutto", "bruto", "brut", "lordo", "medio", "moyen",
    "médio", "média", "średnie", "durchschnittlich", "durchschnittliches", "gemiddeld", "gemiddelde", "gjennomsnittlig",
}  # fmt: skip
_LONG: Final = 5
_NOT_COUNTED: Final = {
    "average", "avg", "mean", "median", "per", "pro", "par", "rate", "share", "time", "growth", "percent", "savings",
    "fees", "charges", "benefits", "earnings", "revenues", "sales", "seconds", "weeks", "months", "years", "licences",
    "licenses", "allowances", "bonuses", "payments", "materials", "supplies", "overheads", "losses", "fines", "travels",
    "gross", "leavers", "joiners", "errors", "shifts", "meetings", "absences", "sites",
}  # fmt: skip
_HOW_MANY: Final = {"number", "aantal", "anzahl", "nombre", "número", "cantidad", "quantité", "liczba", "antal"}
_IN_A_TIME: Final = re.compile(
    r"(.+?)\s*(?:/|\b(?:per|a|each|pro|je|par|por|al|all)\b)?\s*"
    r"\b(?:month|mth|year|yr|annum|p\.?\s?a\b\.?|p\.?\s?m\b\.?|quarter|week|monat|jahr|mois|an|mes|año|mese|anno|jaar|maand"
    r"|mies|miesiąc|rok|mês|ano|måned|månad|år)\.?",
    re.IGNORECASE,
)
_TWO_DIGITS: Final = re.compile(r" \d\d$")
_GROUPS: Final = {"division", "section", "branch", "cluster", "tower", "department", "directorate"}
_GROUP: Final = 0.45
"""A heading that ends so groups the rows by something ("Service tower")."""
_PLURALS: Final = {"function", "department", "fte"}
_PER_HEAD: Final = re.compile(r"\b(?:per|average|avg|mean|median|pro|je|par)\b|/|ø|durchschnitt", re.IGNORECASE)


_COST_PER_HEAD: Final = re.compile(
    r"(?:cost|salary|pay|wage|price|spend|rate|kosten|gehalt|coût|coste|costo)\w*\b.{0,12}?(?:/|\bper|\bpro|\bje|\bpar|\bpor)\s*"
    r"(?:fte|head|employee|person|vzä|etp|kopf)",
    re.IGNORECASE,
)
_PER_UNIT: Final = re.compile(
    r"\b(?:unit|einheits|stück)[ -]?(?:cost|price|kosten|preis)"
    r"|\b(?:cost|price|charge|kosten|preis)s?\s*(?:/|per|pro|je|par)"
    r"\s*(?:unit|item|call|ticket|invoice|transaction|case|head|fte|employee|user|seat|hour|day|vorgang|stück|kopf)\b",
    re.IGNORECASE,
)


def names_a_year(heading: str) -> bool:
    """Say whether a heading names a year ("FY 2013-14 Proposed"), as columns of amounts do."""
    text = " ".join(MARKS.sub(" ", heading).casefold().split())
    return YEAR.search(text) is not None


def is_field_heading(text: str) -> bool:
    """Say whether a text is one of our own field headings."""
    return any(text.strip() == field.heading for field in FIELDS)


@lru_cache(maxsize=20_000)
def fits(heading: str) -> Mapping[str, float]:
    """Return how well a heading names fields, above 0 to 1 by field key, by its words alone."""
    return fits_whole(heading) or _either(heading) or _in_two_languages(heading)


@lru_cache(maxsize=20_000)
def fits_whole(heading: str) -> Mapping[str, float]:
    """Return the same of a text that may be any cell, which is not taken apart."""
    found = {key: value for key in BY_KEY if (value := fit(heading, key)) > 0}
    inside = _BRACKETS.search(heading)
    if not found and inside and not is_key_or_date(_without_unit(heading)):
        # "Effort (FTE)": what stands in brackets says it.
        found = {key: _ASIDE * value for key in _IN_BRACKETS if (value := fit(inside[1], key)) > _ASIDE}
    return found


def _in_two_languages(heading: str) -> dict[str, float]:
    """Return what both halves of a heading name ("Function Fonction")."""
    words = heading.split()
    for at in range(1, len(words) if len(words) < _LONG else 0):
        sides = " ".join(words[:at]), " ".join(words[at:])
        both = {key: min(fit(side, key) for side in sides) for key in BY_KEY}
        found = {key: _ASIDE * value for key, value in both.items() if value >= _ASIDE}
        if found:
            return found
    return {}


def _either(heading: str) -> dict[str, float]:
    """Return what one side of a "Role / Task" names, where the whole names nothing and it is no ratio."""
    sides = [side.strip() for side in re.split(r"\s/\s|\s\|\s|\n", heading) if side.strip()]
    if not 1 < len(sides) < _LONG:
        return {}
    return {key: _ASIDE * value for key in _WORDS if (value := max(fit(side, key) for side in sides)) > _ASIDE}


def fit(heading: str, key: str) -> float:
    """Return how well a heading names a field, 0 to 1, by its words alone."""
    book, said = wordbook(), _said(heading, key)
    if not said or (heading.strip() != BY_KEY[key].heading and _is_none_of(heading, said, key)):
        return 0.0
    if heading.strip() == BY_KEY[key].heading:
        return 1.0
    named = _by_name(said, key)
    if named:
        return named
    tokens = set(said.split())
    singulars = set(singular(said).split())
    best = 0.0
    for phrase in book.words[key]:
        if phrase <= tokens or phrase <= singulars:
            best = max(best, 0.55 + 0.35 * len(phrase) / len(said.split()))
    if said in book.weak[key]:
        # Earlier in the list is likelier.
        best = max(best, 0.5 - 0.1 * book.weak[key].index(said) / len(book.weak[key]))
    if key == "volume" and _counts_units(said):
        best = max(best, 0.7)
    if key == "department" and not best and len(said.split()) > 1 and said.split()[-1] in _GROUPS:
        best = _GROUP
    if key == "function":
        best = max(best, _asks_for_function(heading, said))
    return 0.0 if best and (is_key_or_date(_without_unit(heading)) or is_difference(heading)) else best


def _by_name(said: str, key: str) -> float:
    """Return how well words are a name of a field, 0 where they are none."""
    names = wordbook().names[key]
    bare = _TWO_DIGITS.sub("", said.removeprefix("number ").removeprefix("total " if key == "fte" else ""))
    if said in names or bare in names:
        return 0.95
    if key in _PLURALS and singular(bare) in _singular_names(key):
        return 0.93
    less = _TIMES | _AVERAGES if key == "salary" else _TIMES
    # "Staff June 2025", "FTE at 31 March": a day says when it was counted.
    less = less | _dates() if key in _IN_BRACKETS else less
    timeless = " ".join(word for word in said.split() if word not in less and not word.isdigit())
    return 0.92 if key in (*_IN_BRACKETS, "salary") and timeless in names else 0.0


@cache
def _dates() -> frozenset[str]:
    return frozenset({"at", "as", "on", "end", *(word for names in wordbook().months for word in names)})


def _said(heading: str, key: str) -> str:
    """Return the words of a heading as they are compared for a field."""
    said = normal(_without_unit(heading))
    if key not in _IN_BRACKETS:
        return said
    return " ".join(word for word in said.split() if word not in wordbook().fillers) or said


def _asks_for_function(heading: str, said: str) -> float:
    """Return how well a question, or a heading that ends in "services" or the like, asks for what is done."""
    if heading.casefold().startswith(("what ", "was ")) and {"do", "does", "done", "perform"} & set(said.split()):
        return 0.65
    long = heading.rstrip().endswith("?") or len(heading.split()) > _LONG
    if long and set(singular(said).split()) & _ASKED:
        return 0.65
    return 0.6 if said.rsplit(maxsplit=1)[-1] in _SEVERAL else 0.0


def _is_none_of(heading: str, said: str, key: str) -> bool:
    """Say whether a heading that sounds like people or money tells a share, the name of a cost, or wages of all."""
    tokens = set(said.split())
    if key in {"in_house_cost", "salary", "fte", "volume"} and ("%" in heading or tokens & {"percent", "percentage"}):
        return True
    if key in {"fte", "volume"} and (re.search(r"[$€£¥₹]", heading) or _COST_PER_HEAD.search(heading)):
        return True
    if key in {"in_house_cost", "salary"} and any(name in said for name in wordbook().names_of_cost):
        return True
    if key == "in_house_cost" and (_of_people(said) or _PER_UNIT.search(heading)):
        return True
    if key == "salary" and tokens & {"hour", "hourly", "day", "daily", "stunde", "tag", "heure", "hora"}:
        return True
    sums = tokens & {"cost", "total", "budget", "expense", "benefits"}
    if key == "in_house_cost" and tokens & {"salary", "amount"} == {"salary", "amount"} and not sums:
        return True
    return key == "salary" and bool(sums) and not _PER_HEAD.search(heading)


def _of_people(said: str) -> bool:
    """Say whether a heading speaks of a stage ("Budget", "Total") of people and not of their cost."""
    tokens = set(said.split())
    return not tokens & {"cost", "expense", "spend", "expenditure", "kosten", "salary", "pay", "kost"} and any(
        name in f" {said} " for name in (" fte ", " headcount ", " posts ", " positions ", " wte ", " stellen ", " vk ")
    )


@cache
def _singular_names(key: str) -> frozenset[str]:
    return frozenset(map(singular, wordbook().names[key]))


def _counts_units(said: str) -> bool:
    """Say whether a heading counts units of work in a time ("Requests / year", "annual tickets", "no. of invoices")."""
    words = set(said.split())
    timed = words & {"year", "month", "week", "day", "quarter", "annual", "monthly", "weekly", "daily", "number"}
    units = wordbook().choices["unit"]
    return bool(timed) and any(word in units for word in words - timed - {"hour", "hours"})


def counts_in_a_time(heading: str) -> bool:
    """Say whether a heading tells how many of something come in a time, whatever it is ("Payslips / month")."""
    if names_a_year(heading) and _is_of_units(heading):
        return True
    found = _IN_A_TIME.fullmatch(" ".join(re.sub(r"[()\[\]]", " ", heading).split()))
    if found is None or re.search(r"[$€£¥₹%]", heading) or is_key_or_date(heading) or is_difference(heading):
        return False
    words = normal(found[1]).split()
    units = wordbook().units
    others = {*units["amounts"], *units["currencies"], *units["quantities"], *_NOT_COUNTED} - {*units["volumes"]}
    plural = any(word.endswith("s") and not word.endswith(("ss", "us")) for word in words)
    return (plural or bool({*words} & {*units["volumes"], *_HOW_MANY})) and not {*words} & others


def _is_of_units(heading: str) -> bool:
    """Say whether a heading is of units of work and of no people or money ("Contacts handled 2024")."""
    words, book = {*normal(heading).split()}, wordbook()
    known = words & {*book.units["volumes"], *book.choices["unit"]}
    stages = {word for said in book.stages.values() for word in said}
    others = {*book.units["amounts"], *book.units["currencies"], *book.units["quantities"], *_NOT_COUNTED, *stages}
    return bool(known) and not words & (others - {*book.units["volumes"]})


def is_difference(heading: str) -> bool:
    """Say whether a heading tells how two columns differ."""
    said = f" {normal(heading)} "
    return any(f" {word} " in said for word in wordbook().differences)


def is_key_or_date(heading: str) -> bool:
    """Say whether a heading tells of codes, keys or dates rather than of names or amounts."""
    said = f" {normal(heading)} "
    return any(f" {word} " in said for word in wordbook().never)


def _without_unit(heading: str) -> str:
    """Return a heading without what stands in brackets and without words of a currency or of thousands."""
    plain = re.sub(r"[(\[][^)\]]*[)\]]", " ", heading)
    plain = _units().sub(" ", f" {plain} ").strip() or plain
    return plain if plain.strip() else heading


@cache
def _units() -> re.Pattern[str]:
    shipped = shipped_words()["units"]
    words = sorted({*shipped["thousands"], *shipped["millions"], *shipped["currencies"]}, key=len, reverse=True)
    return re.compile(r"(?<=\s)(?:in\s)?(?:" + "|".join(map(re.escape, words)) + r")(?=\s)", re.IGNORECASE)

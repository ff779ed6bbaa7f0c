"""Choices of imports, remembered for sheets of the same layout.

Headings and names of sheets are kept as digests: nothing that stands in a workbook is written outside the plan.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from outsourcing_planner.domain.fields import BY_KEY
from outsourcing_planner.io.importing import turning
from outsourcing_planner.io.importing.again import layout_of_headings, remembered
from outsourcing_planner.io.importing.raw import RawBook, RawSheet
from outsourcing_planner.io.importing.table import find_table
from outsourcing_planner.io.read_workbook import ImportChoices, Imported
from outsourcing_planner.io.wordbook import normal
from outsourcing_planner.session.imported_base import layout_of
from outsourcing_planner.session.settings import read_object, write_object

MOST: Final = 100
_PLAIN: Final[Mapping[str, type]] = {
    "header_row": int, "header_rows": int, "decimal": str, "date_order": str, "locale": str, "keep_extras": bool,
    "skip_hidden": bool, "sections_as_department": bool, "turned": bool,
}  # fmt: skip
"""Choices that hold for the next sheet of the layout as they are; rows and file formats are those of one file."""


@dataclass(frozen=True)
class Recalled:
    """Choices of an earlier import that fit a sheet, and when they were made (ISO date)."""

    choices: ImportChoices
    layout: str
    day: str


class ImportMemory:
    """The remembered choices, in a file of the user's; a damaged file is an empty memory."""

    def __init__(self, path: Path, today: date | None = None) -> None:
        self._path, self._today = path, today
        raw = read_object(path).get("layouts")
        self._known: list[dict[str, Any]] = [item for item in raw if _sound(item)] if isinstance(raw, list) else []

    def keep(self, found: Imported, choices: ImportChoices) -> None:
        """Remember how a sheet was taken."""
        layout = layout_of(found)
        mapping = {_digest(normal(heading)): key for heading, key in remembered(found.columns).items()}
        factors = {_digest(normal(heading)): factor for heading, factor in choices.factors.items()}
        plain = {name: value for name in _PLAIN if (value := getattr(choices, name)) is not None}
        if found.turned:
            plain["turned"] = True
        day = (self._today or date.today()).isoformat()  # noqa: DTZ011 - the day where the person is
        entry = {"layout": layout, "sheet": _digest(found.sheet), "mapping": mapping, "factors": factors, "day": day}
        self._keep([{**entry, **plain}, *(item for item in self._known if item["layout"] != layout)])

    def recall(self, book: RawBook, choices: ImportChoices | None = None) -> Recalled | None:
        """Return the choices of the last import of this layout; only the chosen sheet is looked at, if one is."""
        given = choices or ImportChoices()
        sheets = [sheet for sheet in book.sheets if given.sheet in (None, sheet.name) and sheet.height]
        headings: dict[tuple[str, object, object, object], tuple[str, ...]] = {}
        for entry in self._known:
            for sheet in _likeliest_first(sheets, entry["sheet"]):
                place = sheet.name, entry.get("header_row"), entry.get("header_rows"), entry.get("turned")
                if place not in headings:
                    headings[place] = _headings(sheet, *place[1:])
                if layout_of_headings(headings[place]) == entry["layout"]:
                    return Recalled(_choices(given, entry, sheet, headings[place]), entry["layout"], entry["day"])
        return None

    def forget(self, layout: str) -> None:
        """Forget the choices for a layout."""
        self._keep([item for item in self._known if item["layout"] != layout])

    def _keep(self, known: list[dict[str, Any]]) -> None:
        self._known = known[:MOST]
        write_object({"layouts": self._known}, self._path)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _likeliest_first(sheets: Iterable[RawSheet], digest: str) -> list[RawSheet]:
    return sorted(sheets, key=lambda sheet: _digest(sheet.name) != digest)


def _headings(
    sheet: RawSheet, header_row: Any, header_rows: Any, turned: Any,  # noqa: ANN401 - as remembered
) -> tuple[str, ...]:  # fmt: skip
    if turned is True:
        if sheet.height > turning.MOST:
            return ()
        sheet = sheet.turned()
    if isinstance(header_row, int) and header_row > sheet.height:
        return ()
    return find_table(sheet, header_row, header_rows).headings


def _choices(
    given: ImportChoices, entry: Mapping[str, Any], sheet: RawSheet, headings: Iterable[str]
) -> ImportChoices:
    named = {_digest(normal(heading)): heading for heading in headings if heading}
    plain = {name: entry[name] for name, kind in _PLAIN.items() if type(entry.get(name)) is kind}
    mapping = dict(_under(named, entry["mapping"], str))
    factors = {heading: float(factor) for heading, factor in _under(named, entry["factors"], float)}
    known = {heading: key for heading, key in mapping.items() if key in {"", "extra", *BY_KEY}}
    return replace(given, sheet=sheet.name, mapping=known, factors=factors, **plain)


def _under(named: Mapping[str, str], known: Mapping[str, Any], kind: type) -> Iterator[tuple[str, Any]]:
    for digest, value in known.items():
        if digest in named and isinstance(value, kind | int):
            yield named[digest], value


def _sound(item: Any) -> bool:  # noqa: ANN401 - whatever a damaged file holds
    texts = ("layout", "sheet", "day")
    return (
        isinstance(item, dict)
        and all(isinstance(item.get(key), str) for key in texts)
        and all(isinstance(item.get(key), dict) for key in ("mapping", "factors"))
    )

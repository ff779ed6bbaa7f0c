"""Collects every text of the program into resources/locale/*.po and compiles the .mo files beside them.

Run it after changing a text: ``python scripts/translations.py``. New texts appear in the .po files untranslated, and
the program shows them in English until somebody translates them.
"""

import ast
import io
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from outsourcing_planner.domain.assumption_table import ASSUMPTIONS
from outsourcing_planner.domain.fields import FIELDS
from outsourcing_planner.engine.evaluate import MODULES
from outsourcing_planner.engine.measures import MEASURES
from outsourcing_planner.engine.pack_texts import Entry
from outsourcing_planner.engine.totals import TOTALS
from outsourcing_planner.io.packs import load_packs

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "outsourcing_planner"
LOCALES = ROOT / "resources" / "locale"
LANGUAGES = ("de",)
WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)
"""The same date in every file: a catalogue changes when its texts do."""
MARKS = {"_", "mark"}


def called(path: Path) -> Iterator[str | tuple[str, str]]:
    """Yield the texts that a module marks for translation; pairs where there is a plural."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        if node.func.id in MARKS and texts:
            yield texts[0]
        elif node.func.id == "ngettext" and len(texts) >= 2:
            yield texts[0], texts[1]


def tabled() -> Iterator[str]:
    """Yield the texts of the tables: fields, assumptions, measures."""
    assert MODULES  # noqa: S101 - importing it fills the registry
    for field in FIELDS:
        yield from (field.heading, field.unit, field.help, field.blank)
    for spec in ASSUMPTIONS:
        if not spec.constant:
            yield from (spec.heading, spec.unit, spec.group, spec.source)
    for measure in MEASURES.stored():
        yield from (measure.heading, measure.unit, measure.help)
    for total in TOTALS.values():
        yield from (total.heading, total.unit)


def packed() -> Iterator[str]:
    """Yield the texts of the hand-over packs."""
    packs = load_packs()
    for texts in packs.classes.values():
        yield from texts.title
        yield from chain(*texts.scope, *texts.include, *texts.exclude)
        yield from chain(*(_cells(getattr(texts, name)) for name in _PARTS))
    for family in packs.families:
        yield family.title
        yield from chain(*family.include, *family.exclude, _cells(family.quality), _cells(family.risks))
        yield from _cells(control.entry for control in family.controls)
    yield from _cells(control.entry for control in packs.controls)
    yield from (*packs.laws.values(), packs.unknown_law, *packs.targets.turnaround.values())


_PARTS = ("quality", "governance", "transfer", "scorecard", "risks")


def _cells(entries: Iterable[Entry]) -> Iterator[str]:
    return (wording for entry in entries for cell in entry.cells.values() for wording in cell)


def template() -> Catalog:
    """Return a catalogue of every text, without translations."""
    made = Catalog(project="Outsourcing Planner", charset="utf-8", fuzzy=False)
    for path in sorted(PACKAGE.rglob("*.py")):
        for text in called(path):
            made.add(text, locations=[(path.relative_to(ROOT).as_posix(), 0)])
    for text in chain(tabled(), packed()):
        if text:
            made.add(text, locations=[("tables", 0)])
    return made


def updated(language: str) -> Catalog:
    """Return the catalogue of a language with every text of the program, old translations kept, unused ones dropped."""
    path = LOCALES / language / "LC_MESSAGES" / "planner.po"
    known = read_po(io.BytesIO(path.read_bytes()), locale=language) if path.exists() else Catalog(locale=language)
    fresh = Catalog(locale=language, project="Outsourcing Planner", charset="utf-8", fuzzy=False)
    for message in template():
        if message.id:
            old = known.get(message.id if isinstance(message.id, str) else message.id[0])
            translated = old.string if old is not None and type(old.id) is type(message.id) else None
            fresh.add(message.id, translated or ("" if isinstance(message.id, str) else ("", "")))
    return fresh


def main() -> None:
    """Write .po and .mo of every language, and say what is not translated."""
    for language in LANGUAGES:
        folder = LOCALES / language / "LC_MESSAGES"
        folder.mkdir(parents=True, exist_ok=True)
        catalog = updated(language)
        catalog.creation_date = catalog.revision_date = WRITTEN
        with (folder / "planner.po").open("wb") as file:
            write_po(file, catalog, width=120, sort_output=True, omit_header=False)
        with (folder / "planner.mo").open("wb") as file:
            write_mo(file, catalog)
        missing = [message.id for message in catalog if message.id and not any(message.string or ())]
        print(f"{language}: {len(catalog)} texts, {len(missing)} not translated")


if __name__ == "__main__":
    main()

"""The Hand-over sheet: the implementation pack of each function that leaves, as the window and `handover` show it."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from outsourcing_planner.domain.labels import OUTSOURCED
from outsourcing_planner.domain.plan import RowId
from outsourcing_planner.engine.pack_rows import facts_of_plan
from outsourcing_planner.engine.packs import Pack, pack_of
from outsourcing_planner.io.exporting.book import HAND_OVER, Book, page, text_cell, widths
from outsourcing_planner.io.exporting.printing import lines_of
from outsourcing_planner.io.exporting.style import BAND, MUTED, NAVY, TEXT
from outsourcing_planner.io.packs import load_packs
from outsourcing_planner.text import _, ngettext

HEAD: Final = 4
MOST_PACKS: Final = 120
"""Functions with a pack in the workbook, those with the largest charge; the command `handover` gives all of them."""
_COLUMNS: Final = 6
"""Function, part, and up to four columns of a part."""
_MOST_BREAKS: Final = 1000


def write_hand_over(book: Book) -> None:
    """Write the packs one below the other; each row names its function and part, so that both can be filtered."""
    sheet, look = book.sheet(HAND_OVER), book.look
    text_cell(sheet, 0, 0, _("Hand-over"), look.title())
    leaving = leaving_rows(book)
    shown = set(sorted(leaving, key=lambda row: -charge_of(book, row))[:MOST_PACKS])
    text_cell(sheet, 1, 0, _told(len(leaving), len(shown)), look.subtitle())
    heads = (_("Function"), _("Part"), _("What"), _("Target, who, weeks, or answer"), _("How, about, or evidence"))
    for at, name in enumerate((*heads, _("Every"))):
        text_cell(sheet, HEAD, at, name, look.head())
    order = [row for row in leaving if row in shown]
    row, breaks = HEAD + 1, []
    for number, (name, pack) in enumerate(_packs(book, order)):
        if number:
            breaks.append(row)
        row = _pack(book, row, name, pack)
        book.tell_part(number / len(order), _("hand-over"))
    sheet.set_h_pagebreaks(breaks[:_MOST_BREAKS])
    if order:
        sheet.autofilter(HEAD, 0, row - 1, _COLUMNS - 1)
    widths(sheet, (24, 20, 44, 44, 52, 11))
    sheet.freeze_panes(HEAD + 1, 1)
    page(sheet, repeat=(HEAD, HEAD))


def leaving_rows(book: Book) -> list[RowId]:
    """Return the ids of the functions that leave, in the order of the workbook."""
    leaves = np.isin(book.columns["decision_effective"], OUTSOURCED)
    return [row for row, out in zip(book.plan.rows.ids, leaves.tolist(), strict=True) if out]


def charge_of(book: Book, row: RowId) -> float:
    """Return the charge of a function, 0 where it has none."""
    value = book.evaluation.value(row, "charge")
    return value if isinstance(value, float) and value == value else 0.0


def _told(leaving: int, shown: int) -> str:
    text = _(
        "Proposals to start a contract from, made from the plan when it was exported: scope, quality, governance, "
        "knowledge transfer, scorecard, risks and controls. Filter by function or part."
    )
    if not leaving:
        return _("No function of this plan goes to a provider.")
    if shown < leaving:
        more = ngettext(
            "The {shown} functions with the largest charge; the command “handover” writes {rest} more.",
            "The {shown} functions with the largest charge; the command “handover” writes the {rest} others.",
            leaving - shown,
        )
        text += " " + more.format(shown=shown, rest=leaving - shown)
    return text


def _packs(book: Book, order: Sequence[RowId]) -> Iterator[tuple[str, Pack]]:
    packs = load_packs()
    facts = facts_of_plan(book.source, book.assumptions, book.evaluation, book.libraries, rows=order)
    for known in facts.values():
        yield known.function, pack_of(known, packs)


def _pack(book: Book, row: int, name: str, pack: Pack) -> int:
    """Write one pack and return the row below it."""
    sheet, look = book.sheet(HAND_OVER), book.look
    band = look.of(bold=True, font_color="#FFFFFF", bg_color=NAVY, indent=1)
    title = pack.title + (f" – {pack.family}" if pack.family else "")
    for at, text in enumerate((name, "", title, "", "", "")):
        text_cell(sheet, row, at, text, band)
    quiet = look.cell(TEXT, font_color=MUTED, valign="top")
    wrapped = look.cell(TEXT, text_wrap=True, valign="top", align="left")
    across = look.cell(TEXT, valign="top", align="left")
    head = look.of(bold=True, font_color=NAVY, bg_color=BAND, indent=1, valign="top", text_wrap=True)
    for part in pack.sections():
        if not part.rows:
            continue
        row += 1
        for at, cell in enumerate(_filled((name, part.title, *part.headings))):
            text_cell(sheet, row, at, cell, head)
        for line in part.rows:
            row += 1
            is_sentence = len(line) == 1 and len(line[0]) <= sum(_CHARACTERS[:3])
            text = across if is_sentence else wrapped
            for at, cell in enumerate(_filled((name, part.title, *line))):
                text_cell(sheet, row, at, cell, quiet if at < 2 else text)
            sheet.set_row(row, _height(("",) if is_sentence else line))
    return row + 1


def _filled(cells: tuple[str, ...]) -> tuple[str, ...]:
    return (*cells, *[""] * (_COLUMNS - len(cells)))


_CHARACTERS: Final = (50, 50, 59, 12)
"""Characters that a line of the last four columns holds."""
_LINE: Final = 13.5


def _height(line: tuple[str, ...]) -> float:
    """Return the height of a row in points: Excel fits wrapped rows only when somebody edits them."""
    lines = max(lines_of(text, width) for text, width in zip(line, _CHARACTERS, strict=False))
    return max(1, lines) * _LINE + 2


__all__ = ["MOST_PACKS", "charge_of", "leaving_rows", "write_hand_over"]

"""The Classification sheet: scores in force, what each adds, the advice, its reasons, and the user's override."""

from typing import Final

import numpy as np

from outsourcing_planner.domain.fields import BY_KEY, CRITERIA, FIT_CRITERIA, KNOWLEDGE_CRITERIA
from outsourcing_planner.engine.advice import classified
from outsourcing_planner.engine.classify.criteria import INVERSE
from outsourcing_planner.engine.classify.explain import explain
from outsourcing_planner.io.exporting.book import CLASSIFICATION, FUNCTIONS, Book, page, text_cell
from outsourcing_planner.io.exporting.cells import advice_values, aligned, cells_of, function_column
from outsourcing_planner.io.exporting.layout import ADVICE, FIRST_ROW
from outsourcing_planner.io.exporting.printing import column_breaks
from outsourcing_planner.io.exporting.row_writer import Body, BodyColumn, letters
from outsourcing_planner.io.exporting.style import FORMULA, GIVEN, GIVEN_INK, TEXT, WARN, WARN_FILL
from outsourcing_planner.text import _

HEAD: Final = FIRST_ROW - 1
_LINKS: Final = (
    ("decision_effective", "Decision", "", 12),
    ("label", "Advice", "", 11),
    ("kind", "Kind", "", 9),
    ("confidence", "Confidence", "0%", 12),
    ("close_call", "Close call", "", 9),
    ("knowledge", "Knowledge", "0.0", 11),
    ("fit", "Fit", "0.0", 9),
)
_FIT_KEYS: Final = (*FIT_CRITERIA, "size")
_SCORE_WIDTH: Final = 11.5
_TWO_LINES: Final = 27.0
"""Height of a row in points, so that the reason can be read and not only its beginning."""
_SCALE: Final = 62
_PAPER: Final = 769.0
"""Width in points that A4 landscape leaves between its margins."""


def write_classification(book: Book) -> None:
    """Write the sheet with all rows."""
    sheet, look = book.sheet(CLASSIFICATION), book.look
    text_cell(sheet, 0, 0, _("Classification"), look.title())
    text_cell(
        sheet,
        0,
        1,
        _(
            "Knowledge from {cut:g} is KPO, below it BPO. Scores in violet are inferred from name and "
            "description; type one on the sheet Functions and it counts. The advice itself is a value of the "
            "classifier."
        ).format(cut=book.libraries.scheme.kind_cut),
        look.subtitle(),
    )
    columns = [*_lead(book), *_scores(book), *_contributions(book), *_words(book)]
    body = Body(FIRST_ROW, count=book.count, height=_TWO_LINES)
    part = ""
    for at, (name, group, width, cells) in enumerate(columns):
        text_cell(
            sheet,
            HEAD - 1,
            at,
            group if at and group != part else "",
            look.of(bold=True, font_color="#1F3A5F", bottom=2, bottom_color="#1F3A5F"),
        )
        part = group if at else part
        text_cell(sheet, HEAD, at, name, look.head(**aligned(cells)))
        sheet.set_column(at, at, width)
        body.columns.append(cells)
    sheet.stream(body)
    live = sum(len(part) for part in (_LINKS, CRITERIA, KNOWLEDGE_CRITERIA, _FIT_KEYS)) + 3
    book.live_areas[CLASSIFICATION] = f"{CLASSIFICATION}!$A${book.layout.first}:${letters(live - 1)}${book.layout.last}"
    _finish(book, [(group, width) for _name, group, width, _cells in columns])


Column = tuple[str, str, float, BodyColumn]


def _lead(book: Book) -> list[Column]:
    look, layout = book.look, book.layout
    columns: list[Column] = [(_("Function"), _("Result"), 34, function_column(book, look.index(TEXT, bold=True)))]
    for key, name, number, width in _LINKS:
        values = advice_values(book.columns[key])
        columns.append((_(name), _("Result"), width, BodyColumn(look.index(FORMULA, number), values, _link(book, key))))
    cut = book.columns["knowledge"] - float(book.scalars["kind_cut"])
    formula = f'=IF(G{layout.first}="","",G{layout.first}-kind_cut)'
    columns.append(
        (_("Distance to the cut"), _("Result"), 11, BodyColumn(look.index(FORMULA, "+0.0;-0.0;0.0"), cut, formula))
    )
    return columns


def _link(book: Book, key: str) -> str:
    """Return a link to the Functions sheet; a blank cell there stays blank."""
    cell = f"{FUNCTIONS}!{book.layout.cell(key)}"
    if key == "confidence":
        return f'=IF({cell}="","",{cell})'
    return f'={cell}&""' if key in ADVICE else f"={cell}"


def _scores(book: Book) -> list[Column]:
    look, layout = book.look, book.layout
    columns: list[Column] = []
    for key in CRITERIA:
        cells = BodyColumn(
            look.index(FORMULA, "0.0"), book.columns[f"{key}_used"], f"={FUNCTIONS}!{layout.cell(f'{key}_used')}"
        )
        columns.append((BY_KEY[key].heading, _("Scores in force, 1–5"), _SCORE_WIDTH, cells))
    first, last = (f"{FUNCTIONS}!{layout.by_key[key].letters}{layout.first}" for key in (CRITERIA[0], CRITERIA[-1]))
    typed = np.sum([~np.isnan(book.inputs[key]) for key in CRITERIA], axis=0).astype(np.float64)
    count = BodyColumn(look.index(FORMULA, "0"), typed, f"=COUNT({first}:{last.partition('!')[2]})")
    columns.append((_("Typed"), _("Scores in force, 1–5"), 8, count))
    return columns


def _contributions(book: Book) -> list[Column]:
    columns: list[Column] = []
    for score, keys, group in (
        ("knowledge", KNOWLEDGE_CRITERIA, _("Points of knowledge")),
        ("fit", _FIT_KEYS, _("Points of fit")),
    ):
        for key in keys:
            source = "size_score" if key == "size" else f"{key}_used"
            name = _("Size") if key == "size" else BY_KEY[key].heading
            columns.append((name, group, _SCORE_WIDTH, _points(book, score, key, source)))
    return columns


def _points(book: Book, score: str, key: str, source: str) -> BodyColumn:
    cell, weight = f"{FUNCTIONS}!{book.layout.cell(source)}", f"{score}_weight_{key}"
    span, scores = float(book.scalars["criterion_span"]), np.asarray(book.columns[source], dtype=np.float64)
    step, text = (1 + span - scores, f"1+criterion_span-{cell}") if key in INVERSE else (scores - 1, f"{cell}-1")
    values = step * float(book.scalars[weight]) / span
    return BodyColumn(book.look.index(FORMULA, "0.0"), values, f'=IF({cell}="","",({text})*{weight}/criterion_span)')


def _words(book: Book) -> list[Column]:
    look = book.look
    given, wrapped = look.index(GIVEN), look.index(GIVEN, text_wrap=True)
    texts = (("gate", _("Gate"), 22), ("flags", _("Flags"), 26))
    columns: list[Column] = [(_("Reason"), _("In words"), 110, BodyColumn(wrapped, reasons(book)))]
    columns += [
        (name, _("In words"), width, BodyColumn(given, advice_values(book.columns[key]))) for key, name, width in texts
    ]
    why = cells_of(book.plan.column("decision_reason"), None)
    cell = f"{FUNCTIONS}!{book.layout.by_key['decision_reason'].letters}{book.layout.first}"
    own = BodyColumn(look.index(FORMULA), [text if isinstance(text, str) else "" for text in why], f'={cell}&""')
    return [*columns, (_("Your reason"), _("In words"), 30, own)]


def reasons(book: Book) -> list[str]:
    """Return why each function has its label, in words; rows alike are explained once."""
    inference, advice = classified(book.plan, book.assumptions, book.libraries)
    scheme, model = book.libraries.scheme, book.libraries.model
    found = []
    for row in range(book.count):
        found.append(" ".join(explain(advice, inference, row, scheme, model).reasons))
        if row % 500 == 0:
            book.tell_part(row / book.count, _("reasons"))
    return found


def _finish(book: Book, columns: list[tuple[str, float]]) -> None:
    sheet, layout, add = book.sheet(CLASSIFICATION), book.layout, book.workbook.add_format
    last, scores = layout.last - 1, 2 + len(_LINKS)
    inferred = f'=AND(K{layout.first}<>"",{FUNCTIONS}!{layout.by_key[CRITERIA[0]].letters}{layout.first}="")'.replace(
        "K", letters(scores), 1
    )
    sheet.conditional_format(
        FIRST_ROW,
        scores,
        last,
        scores + len(CRITERIA) - 1,
        {"type": "formula", "criteria": inferred, "format": add({"font_color": GIVEN_INK, "italic": True})},
    )
    close = {
        "type": "cell",
        "criteria": "==",
        "value": '"yes"',
        "format": add({"font_color": WARN, "bg_color": WARN_FILL, "bold": True}),
    }
    sheet.conditional_format(FIRST_ROW, 5, last, 5, close)
    sheet.autofilter(HEAD, 0, last, len(columns) - 1)
    sheet.set_row(HEAD, 44)
    sheet.freeze_panes(FIRST_ROW, 1)
    page(sheet, wide=0, repeat=(HEAD - 1, HEAD))
    sheet.set_print_scale(_SCALE)
    sheet.set_v_pagebreaks(column_breaks(columns, _PAPER, _SCALE / 100))
    sheet.repeat_columns(0, 0)

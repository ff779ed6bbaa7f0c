"""The sentences for files that are not taken, and for what a person should know about a file."""

from collections.abc import Callable, Mapping
from typing import Final

from outsourcing_planner.domain.errors import InputUnreadableError
from outsourcing_planner.io.importing.raw import Refused
from outsourcing_planner.text import _, ngettext

_SENTENCES: Final[dict[str, Callable[[], str]]] = {
    "missing": lambda: _("there is no such file. Check the name and the folder."),
    "directory": lambda: _("it is a folder. Choose a file in it."),
    "no_permission": lambda: _("you may not read it. Ask its owner, or copy it to a place of yours."),
    "empty_file": lambda: _("the file is empty (0 bytes)."),
    "picture": lambda: _("it is a picture ({what}), whatever its name says. Choose a workbook or a text table."),
    "other_file": lambda: _("it is not a workbook but another kind of file ({what})."),
    "binary": lambda: _("it is neither a workbook nor a text table."),
    "web_page": lambda: _(
        "it is a web page, whatever its name says. Open it in Excel and save it as a workbook (.xlsx)."
    ),
    "xml_2003": lambda: _(
        "it is an XML spreadsheet of Excel 2003. Open it in Excel and save it as a workbook (.xlsx)."
    ),
    "zip_without_workbook": lambda: _("it is an archive without a workbook in it."),
    "password": lambda: _("it is password-protected. Open it in Excel, remove the password and save a copy."),
    "damaged": lambda: _("the file is damaged ({detail}). Open it in Excel, repair it and save a copy."),
    "os": lambda: _("the system says: {detail}."),
    "aborted": lambda: _("reading it broke off; it is damaged or needs more than {limit} MB of memory."),
    "memory": lambda: _("it needs more than {limit} MB of memory. Save only the sheet you need as a new file."),
    "time": lambda: _("reading it took longer than {limit} seconds. Save only the sheet you need as a new file."),
    "cancelled": lambda: _("cancelled."),
    "file_too_large": lambda: _(
        "it has {size} MB; the limit is {limit} MB. Save only the sheet you need as a new file."
    ),
    "too_many_parts": lambda: _("it consists of {count} parts; the limit is {limit}."),
    "duplicate_parts": lambda: _("it holds a part twice; the file is damaged or made to mislead."),
    "odd_part_name": lambda: _("it holds a part with a name that leaves the file; it is damaged or made to mislead."),
    "part_too_large": lambda: _("a part of it unpacks to {size} MB; the limit is {limit} MB."),
    "contents_too_large": lambda: _("it unpacks to {size} MB; the limit is {limit} MB."),
    "doctype": lambda: _("its XML holds a document type, which no workbook needs; it is made to mislead."),
    "too_deep": lambda: _("its XML is nested more than {limit} levels deep; it is made to mislead."),
    "text_too_long": lambda: _("a cell holds more than {limit} characters."),
    "too_many_names": lambda: _("it defines {count} names or very long ones; the limit is {limit}."),
    "too_many_cells": lambda: _("it holds {count} cells; the limit is {limit}. Save only what you need as a new file."),
    "too_many_rows": lambda: _("it has cells down to row {count}; the limit is {limit} rows."),
    "too_many_columns": lambda: _("it has cells out to column {count}; the limit is {limit} columns."),
    "too_large_area": lambda: _(
        "its cells spread over {rows} rows and {columns} columns; the limit is {limit} cells in all."
    ),
    "too_many_merges": lambda: _("it has {count} merged ranges; the limit is {limit}."),
    "unreadable_sheet": lambda: _("the sheet is damaged. Open it in Excel, repair it and save a copy."),
    "no_cells": lambda: _("the sheet is a chart or a macro and holds no cells."),
    "not_read": lambda: _("the sheet was not read."),
    "unknown_encoding": lambda: _("there is no encoding named {encoding!r}."),
    "wrong_encoding": lambda: _("it is not written in the encoding {encoding} (byte {at} does not fit)."),
    "bad_text_table": lambda: _("row {row} cannot be taken apart ({detail})."),
}


def sentence(code: str, facts: Mapping[str, object]) -> str:
    """Return what is wrong, in one sentence."""
    told = {key: f"{value:,}" if isinstance(value, int) else value for key, value in facts.items()}
    return _SENTENCES[code]().format(**told)


def as_error(name: str, refused: Refused) -> InputUnreadableError:
    """Return the error that a person reads."""
    return InputUnreadableError(name, sentence(refused.code, refused.facts))


def note(code: str, facts: Mapping[str, object]) -> str:
    """Return what a person should know about the file, in one sentence."""
    count = int(str(facts.get("count", 0)))
    if code == "macros":
        return _("The macros of the workbook were left out; nothing of them was run.")
    if code == "links":
        return ngettext(
            "{count} link to another workbook was left out; nothing was fetched.",
            "{count} links to other workbooks were left out; nothing was fetched.", count,
        ).format(count=count)  # fmt: skip
    if code == "epoch_1904":
        return _("The workbook counts dates from 1904; they were read so.")
    if code == "strict":
        return _("The workbook is Strict Open XML; it was read so.")
    if code == "leading_zeros":
        return _("{count} numbers shown with leading zeros were taken as they are shown.").format(count=count)
    if code == "undecodable":
        return _("{count} characters could not be decoded; choose another encoding.").format(count=count)
    if code == "errors_not_placed":
        return _("{count} cells show an error, but their sheet could not be told; look for blanks.").format(count=count)
    return code

"""The table of commands: menus, toolbar, context menus, shortcuts page and command palette are built from it."""

from typing import Final

from outsourcing_planner.ui.actions import ActionSpec
from outsourcing_planner.ui.kit.words import mark

FILE, EDIT, VIEW, PLAN, TOOLS, HELP = "file", "edit", "view", "plan", "tools", "help"
ROWS, HEADS = "rows", "heads"

MENUS: Final = (
    (FILE, mark("&File")), (EDIT, mark("&Edit")), (VIEW, mark("&View")),
    (PLAN, mark("&Plan")), (TOOLS, mark("&Tools")), (HELP, mark("&Help")),
)  # fmt: skip
COLUMNS, SORT, PANELS, ZOOM, RECENT, EXPORTS = (
    mark("&Columns"), mark("&Sort"), mark("&Panels"), mark("&Zoom"), mark("Open &recent"), mark("E&xport as")
)  # fmt: skip


def _of(
    action: str, menu: str, text: str, status: str, shortcut: str = "", icon: str = "", **more: object
) -> ActionSpec:
    return ActionSpec(action, text, menu, status, shortcut, icon, **more)  # type: ignore[arg-type] # the table's test


_FILE = (
    _of("new", FILE, mark("&New plan"), mark("Start an empty plan."), "Ctrl+N", "new"),
    _of("new_window", FILE, mark("New &window"), mark("Open a second window, to have two plans side by side."),
        "Ctrl+Shift+N", "window"),
    _of("open", FILE, mark("&Open…"), mark("Open a plan, or a workbook that holds functions."), "Ctrl+O", "open"),
    _of("open_sample", FILE, mark("Open the sam&ple"), mark("Open the sample plan that ships with the program."), "",
        "sample"),
    _of("import", FILE, mark("&Import…"), mark("Take functions from an Excel, LibreOffice or CSV sheet."),
        "Ctrl+I", "import"),
    _of("import_again", FILE, mark("Import a&gain…"),
        mark("Compare a newer version of a sheet with the plan, and update the plan in one step."), "Ctrl+Shift+I"),
    _of("import_paste", FILE, mark("Import pas&ted cells…"),
        mark("Take functions from cells that were copied in Excel or LibreOffice."), "Ctrl+Alt+I"),
    _of("save", FILE, mark("&Save"), mark("Save the plan."), "Ctrl+S", "save", break_before=True),
    _of("save_as", FILE, mark("Save &as…"), mark("Save the plan under another name."), "Ctrl+Shift+S"),
    _of("browse_backups", FILE, mark("Browse &backups…"), mark("See earlier states of this plan and go back to one."),
        "", "backups"),
    _of("export", FILE, mark("&Export to Excel…"),
        mark("Write the plan as an Excel workbook with live formulas."), "Ctrl+E", "export",
        break_before=True),
    _of("export_report", FILE, mark("Business case (&PDF)…"),
        mark("Write the business case as a report of a few pages."), submenu=EXPORTS),
    _of("export_csv", FILE, mark("&CSV…"), mark("Write the rows as a CSV file, for other programs."), submenu=EXPORTS),
    _of("export_json", FILE, mark("&JSON…"), mark("Write rows and sums as a JSON file, for other programs."),
        submenu=EXPORTS),
    _of("export_copy", FILE, mark("Into a copy of my &workbook…"),
        mark("Add the plan as sheets to a copy of a workbook; the workbook itself stays as it is."), submenu=EXPORTS),
    _of("export_shown_only", FILE, mark("&Only the rows shown"),
        mark("Export only the rows that the filter leaves, in the order shown."), checkable=True, submenu=EXPORTS,
        break_before=True),
    _of("export_template", FILE, mark("Export &template…"),
        mark("Write an empty sheet with all headings, for colleagues to fill in."), "", "table"),
    _of("print_preview", FILE, mark("Print pre&view…"), mark("See the plan as it would be printed."), "Ctrl+P",
        "print", break_before=True),
    _of("close_window", FILE, mark("&Close window"), mark("Close this window."), "Ctrl+W", "close",
        break_before=True),
    _of("quit", FILE, mark("&Quit"), mark("Close every window and end the program."), "Ctrl+Q", "quit"),
)  # fmt: skip
_EDIT = (
    _of("undo", EDIT, mark("&Undo"), mark("Take the last step back."), "Ctrl+Z", "undo"),
    _of("redo", EDIT, mark("&Redo"), mark("Do again what was taken back."), "Ctrl+Y|Ctrl+Shift+Z", "redo"),
    _of("cut", EDIT, mark("Cu&t"), mark("Copy the cells and clear them."), "Ctrl+X", "cut", break_before=True,
        places=(ROWS,)),
    _of("copy", EDIT, mark("&Copy"), mark("Copy the cells, for this plan, Excel or any text."), "Ctrl+C", "copy",
        places=(ROWS,)),
    _of("copy_with_headings", EDIT, mark("Copy with &headings"), mark("Copy the cells with their headings above."),
        "Ctrl+Shift+C", places=(ROWS,)),
    _of("paste", EDIT, mark("&Paste"), mark("Paste cells; rows are added where the plan ends."),
        "Ctrl+V|Ctrl+Shift+V", "paste", places=(ROWS,)),
    _of("insert_copied_rows", EDIT, mark("Insert copied &rows"), mark("Add the copied rows above the current one."),
        "Ctrl+Alt+V", places=(ROWS,)),
    _of("clear_cells", EDIT, mark("Clear ce&lls"), mark("Empty the selected cells."), "Del", places=(ROWS,)),
    _of("select_all", EDIT, mark("Select &all"), mark("Select every cell that is shown."), "Ctrl+A"),
    _of("insert_row", EDIT, mark("&Add row"), mark("Add an empty row above the current one."), "Ctrl++|Ctrl+Shift+=",
        "add-row", break_before=True, places=(ROWS,)),
    _of("delete_rows", EDIT, mark("&Delete rows"), mark("Delete the selected rows; undo brings them back."), "Ctrl+-",
        "remove-row", places=(ROWS,)),
    _of("duplicate_rows", EDIT, mark("D&uplicate rows"), mark("Add a copy of the selected rows below them."),
        "Ctrl+Shift+D", "duplicate", places=(ROWS,)),
    _of("move_rows_up", EDIT, mark("Move rows up"), mark("Move the selected rows one place up."), "Alt+Shift+Up", "up"),
    _of("move_rows_down", EDIT, mark("Move rows down"), mark("Move the selected rows one place down."),
        "Alt+Shift+Down", "down"),
    _of("fill_down", EDIT, mark("Fill do&wn"), mark("Copy the topmost selected cells into those below."), "Ctrl+D",
        "fill", break_before=True, places=(ROWS,)),
    _of("fill_right", EDIT, mark("Fill ri&ght"), mark("Copy the leftmost selected cells into those beside."), "Ctrl+R"),
    _of("insert_date", EDIT, mark("Insert today’s date"), mark("Write today’s date into the cell."), "Ctrl+;"),
    _of("find", EDIT, mark("&Find…"), mark("Find a text in the plan."), "Ctrl+F", "find", break_before=True),
    _of("replace", EDIT, mark("R&eplace…"), mark("Find a text and put another in its place."), "Ctrl+H"),
)  # fmt: skip
_VIEW = (
    _of("columns_classify", VIEW, mark("&Classify"), mark("Show the work and its criteria."), "Ctrl+1",
        checkable=True, choice="columns", submenu=COLUMNS),
    _of("columns_cost", VIEW, mark("C&ost"), mark("Show the money, per seat and per project side by side."), "Ctrl+2",
        checkable=True, choice="columns", submenu=COLUMNS),
    _of("columns_everything", VIEW, mark("&Everything"), mark("Show every column."), "Ctrl+3",
        checkable=True, choice="columns", submenu=COLUMNS),
    _of("choose_columns", VIEW, mark("Choose colu&mns…"), mark("Choose which columns are shown, in which order."),
        "Ctrl+4", "columns", submenu=COLUMNS, break_before=True, places=(HEADS,)),
    _of("hide_columns", VIEW, mark("&Hide column"), mark("Take the selected columns off the grid."), submenu=COLUMNS,
        places=(HEADS,)),
    _of("fit_columns", VIEW, mark("&Fit width"), mark("Make the selected columns as wide as what stands in them."),
        submenu=COLUMNS, places=(HEADS,)),
    _of("freeze_columns", VIEW, mark("F&reeze up to here"),
        mark("Keep the columns up to this one in view; a second time lets them go."), submenu=COLUMNS, places=(HEADS,)),
    _of("reset_columns", VIEW, mark("&As at first"), mark("Show this set of columns as it was at first."),
        submenu=COLUMNS, places=(HEADS,)),
    _of("sort_ascending", VIEW, mark("Sort &ascending"), mark("Order the rows shown by this column."), "",
        "sort", submenu=SORT, places=(HEADS,), break_before=True),
    _of("sort_descending", VIEW, mark("Sort &descending"), mark("Order the rows shown by this column, largest first."),
        submenu=SORT, places=(HEADS,)),
    _of("sort_none", VIEW, mark("Order of the &plan"), mark("Show the rows in the order of the plan."), submenu=SORT,
        places=(HEADS,)),
    _of("filter_column", VIEW, mark("&Filter column…"), mark("Show only rows with some values in this column."),
        "Ctrl+L", "filter", break_before=True, places=(HEADS,)),
    _of("only_problems", VIEW, mark("Only &problems"), mark("Show only rows with problems."), checkable=True),
    _of("only_close_calls", VIEW, mark("Only close c&alls"), mark("Show only rows where BPO or KPO is a close call."),
        checkable=True),
    _of("group_by_department", VIEW, mark("&Group by department"), mark("Keep the rows of a department together."),
        checkable=True),
    _of("clear_filters", VIEW, mark("Show &all rows"), mark("Take every filter off."), "Ctrl+Shift+L"),
    _of("panel_why", VIEW, mark("&Why?"), mark("Why a row is classified and costed as it is."), "Alt+1", "why",
        checkable=True, submenu=PANELS, break_before=True),
    _of("panel_summary", VIEW, mark("&Summary"), mark("The plan by department, class and country."), "Alt+2",
        "summary", checkable=True, submenu=PANELS),
    _of("panel_charts", VIEW, mark("&Charts"), mark("The plan in four pictures."), "Alt+3", "charts",
        checkable=True, submenu=PANELS),
    _of("panel_portfolio", VIEW, mark("&Portfolio"),
        mark("Options, choice under limits, risk and waves."), "Alt+7", "classify", checkable=True, submenu=PANELS),
    _of("panel_scenarios", VIEW, mark("Sce&narios"), mark("Variants of the plan side by side."), "Alt+8",
        "scenario", checkable=True, submenu=PANELS),
    _of("panel_decisions", VIEW, mark("&Decisions"), mark("What was decided, when and why."), "Alt+9", "pencil",
        checkable=True, submenu=PANELS),
    _of("panel_assumptions", VIEW, mark("&Assumptions"), mark("Every assumption with its range and source."), "Alt+4",
        "assumptions", checkable=True, submenu=PANELS),
    _of("panel_rates", VIEW, mark("&Rates"), mark("The library of provider rates, searchable."), "Alt+5",
        "rates", checkable=True, submenu=PANELS),
    _of("panel_issues", VIEW, mark("&Issues"), mark("What is missing or looks wrong."), "Alt+6", "issues",
        checkable=True, submenu=PANELS),
    _of("panel_import", VIEW, mark("I&mport"), mark("What the last import left out or changed."), "", "import",
        checkable=True, submenu=PANELS),
    _of("zoom_in", VIEW, mark("&Larger"), mark("Show the grid larger."), "Ctrl+Alt++|Ctrl+Alt+=", "zoom", submenu=ZOOM),
    _of("zoom_out", VIEW, mark("&Smaller"), mark("Show the grid smaller."), "Ctrl+Alt+-", submenu=ZOOM),
    _of("zoom_reset", VIEW, mark("&Normal size"), mark("Show the grid in its normal size."), "Ctrl+0", submenu=ZOOM),
    _of("full_screen", VIEW, mark("F&ull screen"), mark("Use the whole screen."), "F11", checkable=True),
)  # fmt: skip
_PLAN = (
    _of("why_here", PLAN, mark("&Why this value?"), mark("Explain the current cell in words and numbers."), "F8",
        "why", places=(ROWS,)),
    _of("handover", PLAN, mark("&Hand-over pack…"),
        mark("See scope, quality, governance, transfer and risks for the provider of this function."), places=(ROWS,)),
    _of("side_by_side", PLAN, mark("Side &by side…"),
        mark("See every way to do this work, and bring quotes of providers to one unit."), places=(ROWS,)),
    _of("shifts", PLAN, mark("Shifts round the cloc&k…"),
        mark("See which delivery countries cover which hours of the day.")),
    _of("fill_from_inferred", PLAN, mark("Take over &inferred scores"),
        mark("Write the inferred scores of the selected rows as your own."), break_before=True, places=(ROWS,)),
    _of("set_country", PLAN, mark("Set delivery c&ountry"), mark("Choose one country for all selected rows."),
        places=(ROWS,)),
    _of("set_pricing", PLAN, mark("Set &pricing"), mark("Choose one pricing for all selected rows."), places=(ROWS,)),
    _of("clear_overrides", PLAN, mark("&Clear own decisions"),
        mark("Let the selected rows follow the advice again."), places=(ROWS,)),
    _of("reset_assumptions", PLAN, mark("&Reset all assumptions"), mark("Put every assumption back to its default."),
        "", "reset", break_before=True),
)  # fmt: skip
_TOOLS = (
    _of("command_palette", TOOLS, mark("&Find a command…"), mark("Type part of a command’s name and run it."),
        "Ctrl+Shift+P", "palette"),
    _of("settings", TOOLS, mark("&Settings…"), mark("Language, look and numbers."), "Ctrl+,", "settings",
        break_before=True),
)  # fmt: skip
_HELP = (
    _of("help", HELP, mark("&Help for this place"), mark("Open the guide where it speaks of what you are at."), "F1",
        "help"),
    _of("guide", HELP, mark("&Guide"), mark("Read the guide from its start.")),
    _of("help_bpo_kpo", HELP, mark("What is &BPO, what is KPO?"), mark("The two words, with examples.")),
    _of("help_model", HELP, mark("How the &numbers come about"), mark("The classification and the cost model.")),
    _of("shortcuts", HELP, mark("&Keyboard shortcuts"), mark("Every shortcut on one page."), "Ctrl+/",
        break_before=True),
    _of("show_hints", HELP, mark("Show the &first steps"), mark("Show the three hints of the first start again.")),
    _of("about", HELP, mark("&About Outsourcing Planner"), mark("Version and licences."), "", "about",
        break_before=True),
)  # fmt: skip

ACTIONS: Final[tuple[ActionSpec, ...]] = (*_FILE, *_EDIT, *_VIEW, *_PLAN, *_TOOLS, *_HELP)

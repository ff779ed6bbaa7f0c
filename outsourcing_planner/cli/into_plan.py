"""What the window does with an open plan, done with a plan file: a sheet's rows are added, or update its rows."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from outsourcing_planner.domain.errors import UsageError
from outsourcing_planner.io.plan_file import read_plan_file
from outsourcing_planner.io.sources import Taken
from outsourcing_planner.session.edits import Edit, InsertRows, SetAssumption, Several, State
from outsourcing_planner.session.import_review import GONE, Keep, edit_of, guessed_id, review
from outsourcing_planner.session.imported_base import base_for, base_of, edit_of_base, layout_of
from outsourcing_planner.text import _


def into_plan(taken: Taken, source: Path, update: Path | None, add_to: Path | None, *, remove_gone: bool) -> Taken:
    """Return the plan of a file with what was imported into it; the file itself stays as it is."""
    path = update or add_to
    if path is None:
        return taken
    if taken.imported is None or (update and add_to):
        raise UsageError(_("--update and --add-to take a sheet into a plan file: give one of them, and a sheet."))
    content = read_plan_file(path).content
    state = State(content.plan, content.assumptions, content.sections)
    edit = _update(taken, source, state, remove_gone=remove_gone) if update else _addition(taken, source, state)
    after, _change, _inverse = edit.apply(state)
    return replace(taken, plan=after.plan, assumptions=after.assumptions, sections=after.sections, source_rows=())


def _update(taken: Taken, source: Path, state: State, *, remove_gone: bool) -> Several:
    assert taken.imported is not None  # noqa: S101 - into_plan asked
    layout = layout_of(taken.imported)
    base = base_for(state.sections, layout, source.name)
    found = review(state.plan, taken.plan, base, guessed_id(state.plan, taken.plan, base))
    gone = {at for at, line in enumerate(found.lines) if remove_gone and line.kind == GONE}
    label = _("Update from {name}").format(name=source.name)
    return edit_of(found, found.proposed | gone, label, Keep(state.sections, source.name, layout), _assumed(taken))


def _addition(taken: Taken, source: Path, state: State) -> Several:
    assert taken.imported is not None  # noqa: S101 - into_plan asked
    here, plan = state.plan, taken.plan
    block = replace(here.new_rows(len(plan)), columns=plan.columns, extras=plan.extras)
    positions = tuple(range(len(here), len(here) + len(plan)))
    label = _("Import {name}").format(name=source.name)
    base = base_of(source.name, layout_of(taken.imported), replace(plan, rows=block.rows))
    edits: Sequence[Edit] = (InsertRows(positions, block, label), edit_of_base(state.sections, base))
    return Several((*edits, *_assumed(taken)), label)


def _assumed(taken: Taken) -> list[Edit]:
    return [SetAssumption(key, entry) for key, entry in taken.assumptions.given.items()]

"""``plan --copy``: the plan also in a copy of the workbook it was read from."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from outsourcing_planner.domain.errors import OutputUnwritableError
from outsourcing_planner.text import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from outsourcing_planner.domain.assumptions import Assumptions
    from outsourcing_planner.engine.evaluate import Evaluation
    from outsourcing_planner.io.sources import Taken


@dataclass(frozen=True)
class Copy:
    """Where the copy goes, whether results stand beside the user's own rows, and whether losses are agreed to."""

    path: Path
    beside: bool = True
    lossy: bool = False


def check_copy(source: Path, output: Path, copy: Copy) -> None:
    """Refuse early what could not be copied, or not without losses; raises InputUnreadableError too."""
    from outsourcing_planner.io.copy_losses import lost_in_copy

    if copy.path.absolute() == output.absolute():
        raise OutputUnwritableError(str(copy.path), _("the workbook goes there; choose another name for the copy"))
    lost = lost_in_copy(source)
    if lost and not copy.lossy:
        why = _("it would lose {what} of the original; say --lossy where that is all right")
        raise OutputUnwritableError(str(copy.path), why.format(what=", ".join(lost)))


def write_copy(
    source: Path, copy: Copy, taken: "Taken", given: "Assumptions", evaluation: "Evaluation", *, force: bool,
    told: "Callable[[float, str], None]",
) -> None:  # fmt: skip
    """Write the copy, with the plan's sheets and, where asked for, columns beside the rows that were read."""
    from outsourcing_planner.io.add_to_copy import Beside, add_to_copy

    beside = None
    if copy.beside and taken.imported is not None:
        rows = dict(zip(taken.plan.rows.ids, taken.source_rows, strict=True))
        beside = Beside(taken.imported.sheet, taken.imported.header_rows[1], rows)
    add_to_copy(source, copy.path, taken.plan, given, evaluation, beside=beside, overwrite=force, progress=told)

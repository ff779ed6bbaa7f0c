"""What a sheet said when it was imported, kept with the plan: the next import tells by it what was typed since."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.io.importing.again import layout_of_headings
from outsourcing_planner.io.plan_json import dumps, loads, plan_from_json, plan_to_json
from outsourcing_planner.io.read_workbook import Imported
from outsourcing_planner.session.edits import SetSection
from outsourcing_planner.text import _

SECTION: Final = "imports"
MOST_CELLS: Final = 300_000
"""Of a longer sheet only the rows are remembered, not the cells: the plan file would be twice as large."""


@dataclass(frozen=True)
class Base:
    """One sheet as it was imported last: ``plan`` holds its cells under the row ids of the plan.

    ``whole`` is false where only the row ids are known; ``id_heading`` is the column that told the rows apart, if any.
    """

    name: str
    layout: str
    plan: Plan
    whole: bool = True
    id_heading: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the base as a JSON value."""
        facts = {"name": self.name, "layout": self.layout, "whole": self.whole, "id": self.id_heading}
        value: dict[str, Any] = loads(dumps({**facts, **plan_to_json(self.plan)}))
        return value


def layout_of(found: Imported) -> str:
    """Return the layout of an imported sheet: its headings in their order."""
    return layout_of_headings(use.heading for use in found.columns)


def base_of(name: str, layout: str, plan: Plan, id_heading: str | None = None) -> Base:
    """Return the base of an import whose cells stand under the row ids of the plan they went into."""
    if len(plan) * (len(plan.columns) + len(plan.extras)) > MOST_CELLS:
        return Base(name, layout, Plan(plan.rows, next_id=plan.next_id), False, id_heading)
    return Base(name, layout, plan, True, id_heading)


def bases_of(sections: Mapping[str, Any]) -> tuple[Base, ...]:
    """Return what was imported into a plan, the last first; what makes no sense is left out."""
    raw = sections.get(SECTION)
    return tuple(base for item in (raw if isinstance(raw, list) else ()) if (base := _read(item)) is not None)


def base_for(sections: Mapping[str, Any], layout: str, name: str = "") -> Base | None:
    """Return the base of a sheet: of the same headings, else of the same file name."""
    bases = bases_of(sections)
    same = [base for base in bases if base.layout == layout] or [base for base in bases if name and base.name == name]
    return same[0] if same else None


def edit_of_base(sections: Mapping[str, Any], base: Base, instead: Base | None = None) -> SetSection:
    """Return the edit that keeps a base, in the place of an older one of the same sheet."""
    raw = sections.get(SECTION)
    gone = {base.layout, instead.layout if instead else base.layout}
    others = [item for item in (raw if isinstance(raw, list) else ()) if _layout(item) not in gone]
    return SetSection(SECTION, [base.as_json(), *others], _("Import"))


def _layout(item: Any) -> Any:  # noqa: ANN401 - whatever a plan file holds
    return item.get("layout") if isinstance(item, dict) else None


def _read(item: Any) -> Base | None:  # noqa: ANN401 - whatever a plan file holds
    try:
        plan, _unknown = plan_from_json(item)
        known = item.get("id")
        return Base(str(item["name"]), str(item["layout"]), plan, bool(item["whole"]), known if known else None)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None

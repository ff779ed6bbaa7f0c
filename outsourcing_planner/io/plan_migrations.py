"""From older formats of the plan file to the present one: one pure function for each step.

A step takes the JSON values of all parts by name ("plan.json", "assumptions.json", "sections/….json") as the older
format has them and returns them as the next format wants them. It never changes what it is given. When the format
changes: raise FORMAT, add the step here under the older number, and add a golden file of the new format to the tests.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

Parts = Mapping[str, Any]
Step = Callable[[Parts], Parts]

FORMAT: Final = 1
"""The format that this program writes."""
STEPS: Final[Mapping[int, Step]] = {}
"""The step that leads from a format number to the next."""


def migrated(parts: Parts, written: int, wanted: int = FORMAT, steps: Mapping[int, Step] = STEPS) -> Parts:
    """Return parts of an older format as the wanted one has them; raises ValueError where a step is missing."""
    for number in range(written, wanted):
        if number not in steps:
            raise ValueError(f"no step from format {number}")
        parts = steps[number](parts)
    return parts

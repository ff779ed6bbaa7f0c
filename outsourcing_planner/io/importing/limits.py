"""What the importer takes at most. Every limit has a sentence with its number (refusals.py)."""

from typing import Final

MIB: Final = 1024 * 1024

FILE_BYTES: Final = 50 * MIB
TEXT_FILE_BYTES: Final = 200 * MIB
PARTS: Final = 2_000
PART_BYTES: Final = 200 * MIB
ALL_PARTS_BYTES: Final = 400 * MIB
CELLS: Final = 3_000_000
ROWS: Final = 200_000
COLUMNS: Final = 1_000
AREA: Final = 12_000_000
"""Cells of the rectangle that a reader lays out in memory, blank ones among them."""
TEXT_BYTES: Final = 4 * 32_767
FIELD_CHARACTERS: Final = MIB
NAMES: Final = 5_000
NAME_BYTES: Final = 4_000
MERGES: Final = 100_000
MEMORY_BYTES: Final = 1_500 * MIB
SECONDS: Final = 9.0
SECONDS_PER_MIB: Final = 1.0
"""Time grows with the file: a small file gets SECONDS, a large one as much more for each MiB."""

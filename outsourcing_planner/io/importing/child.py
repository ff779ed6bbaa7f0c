"""The process that reads an untrusted file: limited memory, answers in frames on standard output, no translations.

Run as ``python -m outsourcing_planner.io.importing.child PATH OPTIONS``; the parent is process.py. It imports neither
the domain nor the window, so that it starts quickly and a reader that aborts takes nothing with it.
"""

import json
import marshal
import sys
from pathlib import Path
from typing import Any, BinaryIO, Final

from outsourcing_planner.io.importing import limits, sniff
from outsourcing_planner.io.importing.raw import Refused

CELLS_PER_FRAME: Final = 20_000


def main(arguments: list[str]) -> int:
    """Read the file named in the arguments and write frames; the exit code is 0 whenever an answer was given."""
    path, options = Path(arguments[0]), json.loads(arguments[1])
    out = sys.stdout.buffer
    _limit_memory()
    try:
        _answer(path, options, out)
    except Refused as refused:
        send(out, ("refused", (refused.code, refused.facts)))
    except MemoryError:
        send(out, ("refused", ("memory", {"limit": limits.MEMORY_BYTES // limits.MIB})))
    except OSError as error:
        send(out, ("refused", ("os", {"detail": error.strerror or str(error)})))
    except Exception as error:  # noqa: BLE001 - the last line of defence against a hostile file
        send(out, ("refused", ("damaged", {"detail": type(error).__name__})))
    return 0


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY_BYTES, limits.MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def send(out: BinaryIO, frame: tuple[str, Any]) -> None:
    """Write one frame: its length in eight bytes, then the frame."""
    data = marshal.dumps(frame)
    out.write(len(data).to_bytes(8, "big") + data)
    out.flush()


def _answer(path: Path, options: dict[str, Any], out: BinaryIO) -> None:
    kind = options.get("kind") or sniff.kind_of(path)
    size = path.stat().st_size
    most = limits.TEXT_FILE_BYTES if kind == sniff.TEXT else limits.FILE_BYTES
    if size > most:
        raise Refused("file_too_large", size=size // limits.MIB, limit=most // limits.MIB)
    text_options: dict[str, str] = {}

    def tell(share: float, step: str) -> None:
        send(out, ("progress", (share, step)))

    if kind == sniff.TEXT:
        from outsourcing_planner.io.read_table import read_text_file  # noqa: PLC0415 - only the reader that is needed

        sheets, notes, text_options = read_text_file(path, options, tell)
    elif kind == sniff.XLSX:
        from outsourcing_planner.io.importing.read_xlsx import read_xlsx  # noqa: PLC0415

        sheets, notes = read_xlsx(path, options.get("sheet"), tell)
    else:
        from outsourcing_planner.io.importing import read_others  # noqa: PLC0415

        reader = {sniff.XLS: read_others.read_xls, sniff.XLSB: read_others.read_xlsb, sniff.ODS: read_others.read_ods}
        sheets, notes = reader[kind](path, options.get("sheet"), tell)
    _send_sheets(out, sheets)
    send(out, ("book", (kind, notes, text_options)))


def _send_sheets(out: BinaryIO, sheets: list[dict[str, Any]]) -> None:
    # In small frames: the parent unpacks each without holding its interpreter for long.
    for at, sheet in enumerate(sheets):
        columns = sheet.pop("columns", [])
        sheet.pop("special", None)
        known = (
            "name", "hidden", "merges", "hidden_rows", "hidden_columns", "sums", "indents", "formulas", "problem",
            "facts",
        )  # fmt: skip
        send(out, ("sheet", {key: sheet[key] for key in known if key in sheet}))
        for number, column in enumerate(columns):
            for start in range(0, len(column), CELLS_PER_FRAME):
                send(out, ("cells", (at, number, column[start : start + CELLS_PER_FRAME])))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The command line: adapters from words to the same functions that the window calls. No rules live here."""

import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from outsourcing_planner.domain.errors import PlannerError

COMMANDS = (
    "plan", "classify", "handover", "ways", "quotes", "shifts", "fields", "batch", "portfolio",
    "frontier", "waves", "tornado", "simulate", "scenarios", "concentration", "what-if", "self-test",
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code; without a command, open the window (on a file)."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = _window(given) if _is_for_window(given) else _command(given)
    except PlannerError as error:
        code = failed(str(error), error.exit_code)
    except KeyboardInterrupt:
        code = failed("Cancelled; nothing was written.", 130)
    except BrokenPipeError:
        sys.stderr.close()
        code = 0
    except Exception as error:  # noqa: BLE001 - the outermost hook: no traceback reaches a person
        code = failed(_unexpected(error), 1)
    sys.exit(code)


def _unexpected(error: Exception) -> str:
    """Name a fault of the program by its class and place, without anything of the user's."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "outsourcing_planner" in frame.filename] or frames
    place = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}"
    return (
        f"this is a fault of the program ({type(error).__name__} in {place}); nothing of yours was changed. "
        "Please report it with this line."
    )


def failed(sentence: str, code: int) -> int:
    """Say on one line of standard error what went wrong, and return the exit code."""
    print("outsourcing-planner: " + " ".join(sentence.split()), file=sys.stderr)  # noqa: T201 - this is the screen
    return code


def _is_for_window(given: list[str]) -> bool:
    return not given or (given[0] not in COMMANDS and not given[0].startswith("-"))


def _window(given: list[str]) -> int:
    from outsourcing_planner.cli.window import open_window

    if len(given) > 1:
        return failed(f"no command {given[0]!r}; the commands are {', '.join(COMMANDS)}, or name one file to open", 2)
    return open_window(Path(given[0]) if given else None)


def _command(given: list[str]) -> int:
    from outsourcing_planner.cli.commands import run

    return run(given)

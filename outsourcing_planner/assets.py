"""Where shipped files are: the one place that knows it, for a checkout, a wheel and a frozen bundle."""

import sys
from functools import cache
from pathlib import Path


class ResourceMissingError(Exception):
    """A file that ships with the program is not there: the installation is damaged."""

    def __init__(self, name: str) -> None:
        super().__init__(f"The program's own file {name!r} is missing. Please install Outsourcing Planner again.")
        self.name = name


@cache
def resources_folder() -> Path:
    """Return the folder of shipped files.

    A frozen bundle unpacks it beside the program, a wheel installs it inside the package, a checkout has it at the
    top level; they are tried in this order.
    """
    package = Path(__file__).resolve().parent
    bundle = getattr(sys, "_MEIPASS", None)
    candidates = [Path(bundle) / "resources"] if bundle else []
    candidates += [package / "resources", package.parent / "resources"]
    for folder in candidates:
        if folder.is_dir():
            return folder
    raise ResourceMissingError("resources")


def resource(name: str) -> Path:
    """Return the path of a shipped file, named relative to the resources folder with forward slashes.

    Raises ResourceMissingError where the file is absent.
    """
    path = resources_folder().joinpath(*name.split("/"))
    if not path.exists():
        raise ResourceMissingError(name)
    return path

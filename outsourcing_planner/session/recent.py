"""The files opened last."""

from pathlib import Path

from outsourcing_planner.session.settings import read_object, write_object

MOST = 10


class Recent:
    """A short list of paths, newest first, kept in a file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        raw = read_object(path).get("files", [])
        self._files = [Path(name) for name in raw if isinstance(name, str)] if isinstance(raw, list) else []

    def files(self) -> list[Path]:
        """Return the files, newest first."""
        return list(self._files)

    def add(self, path: Path) -> None:
        """Put a file on top of the list."""
        full = path.absolute()
        self._keep([full, *(known for known in self._files if known != full)])

    def forget(self, path: Path) -> None:
        """Take a file off the list."""
        self._keep([known for known in self._files if known != path])

    def clear(self) -> None:
        """Empty the list."""
        self._keep([])

    def _keep(self, files: list[Path]) -> None:
        self._files = files[:MOST]
        write_object({"files": [str(path) for path in self._files]}, self._path)

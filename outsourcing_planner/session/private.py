"""A temporary folder of this process alone, and the removal of what crashed ones left."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

from outsourcing_planner.session import quiet_log
from outsourcing_planner.session.claim import Claim
from outsourcing_planner.session.places import Places

_OWNER = "owner"


class PrivateFolder:
    """The folder where everything temporary of this process goes, that of libraries included."""

    def __init__(self, path: Path, claim: Claim) -> None:
        self.path = path
        self._claim = claim
        self._before = tempfile.tempdir
        tempfile.tempdir = str(path)

    @classmethod
    def begin(cls, places: Places) -> Self | None:
        """Sweep what dead processes left, make a folder that only this user may enter, and start the log.

        Call it before anything else makes temporary files. None where the folder cannot be made (a full or read-only
        disk): the system's own folder then serves.
        """
        quiet_log.start(places.state / "log.txt")
        temporary = places.state / "temporary"
        swept = sweep_dead(temporary)
        try:
            folder = temporary / os.urandom(8).hex()
            folder.mkdir(parents=True, mode=0o700)
            claim = Claim.take(folder / _OWNER)
        except OSError as error:
            quiet_log.event("no private folder", error=type(error))
            return None
        quiet_log.event("started", swept=swept)
        return cls(folder, claim) if claim else None

    def end(self) -> None:
        """Remove the folder with everything in it."""
        tempfile.tempdir = self._before
        self._claim.release()
        shutil.rmtree(self.path, ignore_errors=True)


def sweep_dead(temporary: Path) -> int:
    """Remove the folders whose process is dead; return how many."""
    swept = 0
    for folder in temporary.glob("*"):
        with suppress(OSError):
            claim = Claim.take(folder / _OWNER)
            if claim is not None:
                claim.release()
                shutil.rmtree(folder, ignore_errors=True)
                swept += 1
    return swept


@contextmanager
def private_folder(places: Places) -> Iterator[Path]:
    """Use a private temporary folder for the duration, as the command line does."""
    private = PrivateFolder.begin(places)
    try:
        yield private.path if private else Path(tempfile.gettempdir())
    finally:
        if private:
            private.end()

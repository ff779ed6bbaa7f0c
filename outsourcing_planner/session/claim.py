"""Who is alive: a file that a running process holds and the system lets go when the process ends, however it ends."""

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final, Self

_TAKEN: Final = frozenset({errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK})


class Claim:
    """A file held by this process; no other process, and no second claim in this one, can hold it meanwhile."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    @classmethod
    def take(cls, path: Path) -> Self | None:
        """Return a claim on the file, made if absent, or None where somebody living holds it.

        A file system without such locks (some network folders) always grants the claim. Raises OSError where the file
        can neither be made nor opened.
        """
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(descriptor)
        except OSError as error:
            if error.errno in _TAKEN:
                os.close(descriptor)
                return None
        return cls(descriptor)

    def release(self) -> None:
        """Let go; a second time does nothing."""
        if self._descriptor is not None:
            with suppress(OSError):
                os.close(self._descriptor)
            self._descriptor = None


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - Windows only

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415 - Unix only

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

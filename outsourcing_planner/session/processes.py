"""Whether a process is still the one that it was: process numbers are used again."""

import os
import sys
from pathlib import Path


def started(pid: int) -> str:
    """Return when a process started, in terms of this system and this boot, or "" where it cannot be known."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        after_name = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2]
    except OSError:
        return ""
    return f"{boot} {after_name.split()[19]}"


def is_running(pid: int) -> bool:
    """Say whether a process with this number runs; True where it cannot be known."""
    if pid <= 0:
        return False
    if sys.platform == "win32":
        return _is_running_on_windows(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _is_running_on_windows(pid: int) -> bool:
    """Ask for the exit code; os.kill would end the process there."""
    import ctypes  # noqa: PLC0415 - Windows only

    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore] # Windows only
    handle = kernel.OpenProcess(0x1000, False, pid)
    if not handle:
        return bool(kernel.GetLastError() == 5)
    code = ctypes.c_ulong()
    known = kernel.GetExitCodeProcess(handle, ctypes.byref(code))
    kernel.CloseHandle(handle)
    return not known or code.value == 259


def is_same(pid: int, known_start: str) -> bool:
    """Say whether the process that had this number then runs now; where the start is not known, a number is enough."""
    return is_running(pid) and (not known_start or not (present := started(pid)) or present == known_start)

"""The layers of docs/architecture.md hold, and what must stay out stays out."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "outsourcing_planner"
MODULES = sorted(PACKAGE.rglob("*.py"))
NETWORK = {"socket", "ssl", "http", "urllib", "ftplib", "smtplib", "xmlrpc", "requests", "httpx", "aiohttp", "urllib3"}
# urllib.parse only takes addresses apart; desktops hand dropped files over as file: addresses.
HARMLESS = {"urllib.parse"}
# Parts of Qt that come under the GPL only, or that reach for the network.
FOREIGN_QT = {
    "QtCharts", "QtGraphs", "QtDataVisualization", "QtVirtualKeyboard", "QtNetworkAuth", "QtQuick3D", "QtHttpServer",
    "QtNetwork", "QtWebEngineCore", "QtWebEngineWidgets", "QtWebSockets",
}  # fmt: skip


def imports_of(path: Path) -> Iterator[str]:
    """Every module that a file imports, at the top or inside a function, with the names taken from it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_that_every_import_points_downwards():
    check = "from importlinter.cli import lint_imports_command as check; check()"
    finished = subprocess.run(
        [sys.executable, "-c", check, "--no-cache"],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert finished.returncode == 0, finished.stdout + finished.stderr


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_that_no_module_can_reach_the_network(path):
    roots = {name for name in imports_of(path) if name.split(".")[0] in NETWORK}
    assert {name for name in roots if not any((name + ".").startswith(fine + ".") for fine in HARMLESS)} <= {"urllib"}
    assert not {name for name in imports_of(path) for part in name.split(".") if part in FOREIGN_QT}


def test_that_costing_never_loads_the_window():
    left_of_the_window = [path for path in MODULES if "ui" not in path.relative_to(PACKAGE).parts[:-1]]
    at_the_top = {
        (path.name, name)
        for path in left_of_the_window
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [each.name for each in node.names])
        if name.startswith(("PySide6", "outsourcing_planner.ui"))
    }
    assert at_the_top == set()

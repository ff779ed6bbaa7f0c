"""What the packages bring along: the system's libraries named the same everywhere, modules loaded by name included."""

import ast
import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "outsourcing_planner"
LIBRARIES = set(re.findall(r"\.so\.\d+=([a-z0-9.-]+)", (ROOT / "scripts/setup.sh").read_text(encoding="utf-8")))


def modules_loaded_by_name() -> set[str]:
    """The texts that are handed to import_module anywhere in the program."""
    return {
        node.args[0].value
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "import_module"
        if isinstance(node.args[0], ast.Constant)
    }


@pytest.mark.parametrize(
    "path", ["packaging/linux/build.sh", "packaging/bundles.yml", "outsourcing_planner/cli/window.py"]
)
def test_that_a_place_that_names_libraries_of_the_system_names_them_all(path):
    assert len(LIBRARIES) > 5
    assert {name for name in LIBRARIES if name not in (ROOT / path).read_text(encoding="utf-8")} == set()


def test_that_modules_loaded_by_name_exist_and_are_packed():
    named = modules_loaded_by_name()
    assert "outsourcing_planner.ui.app" in named
    assert {name for name in named if importlib.util.find_spec(name) is None} == set()
    spec = (ROOT / "packaging/planner.spec").read_text(encoding="utf-8")
    assert 'collect_submodules("outsourcing_planner")' in spec
    foreign = {name for name in named if not name.startswith("outsourcing_planner.")}
    assert {name for name in foreign if f'"{name}"' not in spec} == set()

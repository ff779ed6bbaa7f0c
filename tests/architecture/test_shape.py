"""Size and words of the code: files that fit in a head, public names that say what they do."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "outsourcing_planner"
MODULES = sorted(PACKAGE.rglob("*.py"))
MOST_LINES = 300
MOST_LINES_OF_MAIN_WINDOW = 250


def public_definitions(
    tree: ast.Module | ast.ClassDef, inside: str = ""
) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]]:
    """Functions, classes and methods whose name, and the name of what they stand in, has no leading underscore."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield inside + node.name, node
            if isinstance(node, ast.ClassDef):
                yield from public_definitions(node, f"{inside}{node.name}.")


def explains_itself(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> bool:
    """Say whether there is a docstring, or a decorator that makes it the docstring of something else."""
    said = {"override", "overload", "setter"}
    names = {each.attr if isinstance(each, ast.Attribute) else getattr(each, "id", "") for each in node.decorator_list}
    return bool(ast.get_docstring(node)) or not said.isdisjoint(names)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_that_a_module_fits_in_a_head_and_explains_itself(path):
    text = path.read_text(encoding="utf-8")
    limit = MOST_LINES_OF_MAIN_WINDOW if path.name == "main_window.py" else MOST_LINES
    assert text.count("\n") <= limit, f"{path.name} wants to be two modules"
    tree = ast.parse(text)
    assert ast.get_docstring(tree), f"{path.name} does not say what it is for"
    silent = [name for name, node in public_definitions(tree) if not explains_itself(node)]
    assert silent == []

"""Mutation testing of the money code: break one thing at a time, see whether a test notices.

    python scripts/mutation.py [--modules charges,bands] [--seconds 600] [--out survivors.txt]

Run it from a copy of the tree that nobody edits. The program and its libraries are loaded once; every mutant is a fork
of that process in which the code of the functions that differ is exchanged, so one costs about as much as the tests.
What survives is printed with its line, to be looked at by a person: see docs/decisions/0101.
"""

import argparse
import ast
import contextlib
import importlib
import importlib.util
import inspect
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from outsourcing_planner.domain.fields import CRITERIA  # noqa: E402 - of this tree, not of an installed one

ENGINE = "outsourcing_planner.engine"
MODULES = (
    "sizing", "erlang", "baseline", "bands", "charges", "exchange", "cashflow", "results", "comparison", "leakage",
    "volume", "volume_root", "fiscal_years",
    "roots", "totals", "summary", "quotes", "role_mix", "side_by_side", "shifts", "lookups", "rate_checks", "helpers",
    "own_rates", "rate_rules", "rates", "wages", "salary_source", "completeness", "warnings", "second_look",
)  # fmt: skip
FIRST = ("test_golden.py", "test_cost_cases.py", "test_money_edges.py", "test_whole_model.py")
SECOND = ("test_side_by_side.py", "test_summary.py", "test_what_moves.py", "test_warnings.py", "test_completeness.py")
NEAREST = {
    "rate_checks": ("test_warnings.py",), "second_look": ("test_warnings.py",), "volume": ("test_volume_edges.py",),
    "volume_root": ("test_volume_edges.py",), "lookups": ("test_volume_edges.py", "test_role_mix.py"),
    "totals": ("test_totals_of_the_plan.py",), "leakage": ("test_break_even_leakage.py", "test_volume_edges.py"),
    "wages": ("test_rates_wages.py",), "rate_rules": ("test_rates_rule.py", "test_own_rates.py"),
    "rates": ("test_rates_look_up.py", "test_own_rates.py"), "helpers": ("test_helpers.py", "test_formula.py"),
}  # fmt: skip
"""Tests that know a module, where their name is not its own; they run before all others."""
SECONDS_EACH = 60.0
"""Of the processor, for one mutant: one that never ends has been noticed too."""
WORDS = frozenset({"function", "description", "department", "salary", *CRITERIA})
PLACES = ("home_country", "plan_currency", "exchange_usd")

OPERATORS = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult,
             ast.FloorDiv: ast.Div, ast.Mod: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd}  # fmt: skip
COMPARISONS = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
               ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In}  # fmt: skip
NAMES = {"both": "either", "either": "both", "filled": "isblank", "isblank": "filled"}


def places(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield what can be broken: number of the node in the walk, and how."""
    for at, node in enumerate(ast.walk(tree)):
        how = _how(node)
        if how:
            yield at, how


def _how(node: ast.AST) -> str:
    if isinstance(node, ast.BinOp):
        # x * 1 makes a number of a yes or no; x / 1 does too
        by_one = isinstance(node.op, ast.Mult) and isinstance(node.right, ast.Constant) and node.right.value == 1
        return "operator" if type(node.op) in OPERATORS and not by_one else ""
    if isinstance(node, ast.Compare):
        return "comparison" if type(node.ops[0]) in COMPARISONS else ""
    if isinstance(node, ast.Constant):
        return "constant" if type(node.value) in (int, float) else ""
    if isinstance(node, ast.UnaryOp):
        return "sign" if isinstance(node.op, ast.Not | ast.Invert | ast.USub) else ""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return "branches" if node.func.id == "when" else "helper" if node.func.id in NAMES else ""
    return "junction" if isinstance(node, ast.BoolOp) else ""


def mutated(source: str, at: int, how: str) -> tuple[ast.Module, int, str]:
    """Return the tree with one node broken, its line and its text."""
    tree = ast.parse(source)
    nodes = list(ast.walk(tree))
    node = nodes[at]
    text = ast.unparse(node)
    if isinstance(node, ast.BinOp):
        node.op = OPERATORS[type(node.op)]()
    elif isinstance(node, ast.Compare):
        node.ops[0] = COMPARISONS[type(node.ops[0])]()
    elif isinstance(node, ast.Constant):
        node.value = node.value + 1
    elif isinstance(node, ast.BoolOp):
        node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    elif isinstance(node, ast.UnaryOp):
        if isinstance(node.op, ast.USub):
            node.op = ast.UAdd()
        else:
            _put(tree, node, node.operand)
    elif isinstance(node, ast.Call) and how == "branches":
        node.args[1], node.args[2] = node.args[2], node.args[1]
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        node.func.id = NAMES[node.func.id]
    return ast.fix_missing_locations(tree), node.lineno, text


def _put(tree: ast.Module, old: ast.AST, new: ast.AST) -> None:
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, name, new)
            elif isinstance(value, list):
                value[:] = [new if item is old else item for item in value]


def exchange(module: ModuleType, tree: ast.Module, original: str) -> bool:
    """Give the functions of a loaded module the code of a tree; return whether anything changed."""
    path = str(module.__file__)
    fresh, before = (dict(_codes(compile(source, path, "exec"))) for source in (tree, original))
    changed = False
    for name, code in fresh.items():
        function = _function(module, name)
        if function is not None and code != before.get(name):
            with contextlib.suppress(ValueError):
                function.__code__ = code
                changed = True
    for statement, was in zip(tree.body, ast.parse(original).body, strict=True):
        if isinstance(statement, ast.Assign | ast.AnnAssign) and ast.dump(statement) != ast.dump(was):
            exec(compile(ast.Module([statement], []), path, "exec"), module.__dict__)  # noqa: S102 - our own source
            changed = True
    return changed


def _codes(code: CodeType, prefix: str = "") -> Iterator[tuple[str, CodeType]]:
    for part in code.co_consts:
        if isinstance(part, CodeType) and not part.co_name.startswith("<"):
            yield prefix + part.co_name, part
            yield from _codes(part, f"{prefix}{part.co_name}.")


def _function(module: ModuleType, name: str) -> FunctionType | None:
    found: object = module
    for part in name.split("."):
        found = vars(found).get(part) if hasattr(found, "__dict__") else None
        found = getattr(found, "__wrapped__", getattr(found, "fget", getattr(found, "func", found)))
    return found if isinstance(found, FunctionType) else None


Call = tuple[Callable[..., object], dict[str, object]]


def calls_of(path: Path) -> list[Call]:
    """Return the tests of a file as calls, one for each set of parameters; those that need fixtures are left out."""
    spec = importlib.util.spec_from_file_location(f"mutation_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise ImportError(str(path))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    tests = [function for name, function in vars(module).items() if name.startswith("test_") and callable(function)]
    return [(test, given) for test in tests for given in _parameters(test, _fixtures(module, test))]


def _fixtures(module: ModuleType, test: Callable[..., object]) -> dict[str, object]:
    """Return what the fixtures that stand beside a test and need nothing themselves give it."""
    found = {}
    for name in inspect.signature(test).parameters:
        function = getattr(vars(module).get(name), "_get_wrapped_function", None)
        if function is not None and not inspect.signature(function()).parameters:
            found[name] = function()()
    return found


def _parameters(test: Callable[..., object], fixtures: dict[str, object]) -> list[dict[str, object]]:
    found = [fixtures]
    for mark in getattr(test, "pytestmark", []):
        if mark.name != "parametrize":
            return [] if mark.name == "slow" else found
        names = [name.strip() for name in mark.args[0].split(",")] if isinstance(mark.args[0], str) else mark.args[0]
        sets = [values if len(names) > 1 else (values,) for values in mark.args[1]]
        found = [{**given, **dict(zip(names, values, strict=True))} for given in found for values in sets]
    return found if set(inspect.signature(test).parameters) == set(found[0]) else []


def read_once() -> None:
    """Let equal words and files be read once: money does not change what they say, and reading is most of a test."""
    sources = importlib.import_module("outsourcing_planner.io.sources")
    read, taken = sources.read_source, {}

    def read_source(path: Path, *rest: Any) -> object:  # noqa: ANN401 - passed on
        if path not in taken:
            taken[path] = read(path, *rest)
        return taken[path]

    sources.read_source = read_source
    evaluate = importlib.import_module(f"{ENGINE}.evaluate")
    known: dict[str, object] = {}
    original = evaluate.reading_of

    def reading_of(plan: Any, assumptions: Any, libraries: Any) -> object:  # noqa: ANN401 - passed on
        words = {key: cells for key, cells in plan.columns.items() if key in WORDS}
        key = repr((words, plan.rows.ids, [assumptions[name] for name in PLACES], id(libraries)))
        if key not in known:
            known[key] = original(plan, assumptions, libraries)
        return known[key]

    evaluate.reading_of = reading_of


def is_noticed(module: str, source: str, at: int, how: str, first: list[Call], second: list[Path]) -> str:
    """Run the tests on one mutant in a fork; "yes", "no", or "same" where nothing could be exchanged."""
    child = os.fork()
    if child == 0:
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        signal.setitimer(signal.ITIMER_PROF, SECONDS_EACH)
        tree, _line, _text = mutated(source, at, how)
        if not exchange(sys.modules[f"{ENGINE}.{module}"], tree, source):
            os._exit(3)
        forget(sys.modules[f"{ENGINE}.{module}"])
        nearest = nearest_to(module)
        try:
            for path in (*nearest, None, *(path for path in second if path not in nearest)):
                for test, given in first if path is None else calls_of(path):
                    test(**given)
        except BaseException:  # noqa: BLE001 - whatever goes wrong has been noticed
            os._exit(1)
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    return {0: "no", 3: "same"}.get(os.waitstatus_to_exitcode(status), "yes")


def nearest_to(module: str) -> list[Path]:
    """Return the tests that know a module best."""
    folder = ROOT / "tests/unit/engine"
    return [folder / name for name in (f"test_{module}.py", *NEAREST.get(module, ())) if (folder / name).exists()]


def forget(module: ModuleType) -> None:
    """Let go of what was computed by the sound code: drawn formulas, kept results, tables of the libraries."""
    for measure in importlib.import_module(f"{ENGINE}.measures").MEASURES.measures.values():
        vars(measure).pop("tree", None)
    for kept in vars(module).values():
        clear = getattr(kept, "cache_clear", None)
        if clear is not None:
            clear()
    libraries = importlib.import_module("outsourcing_planner.io.load").load_all()
    for library in (libraries.rates, libraries.wages):
        for name in [name for name in vars(library) if name not in library.__dataclass_fields__]:
            vars(library).pop(name)


def survived(output: str) -> set[tuple[str, str, str]]:
    """Return module, way and text of the mutants that an earlier run named."""
    found = (line.removeprefix("SURVIVED ") for line in output.splitlines() if line.startswith("SURVIVED "))
    parts = (line.partition(": ") for line in found)
    return {(place.partition(".py:")[0], place.rpartition(" ")[2], text) for place, _sign, text in parts}


def main() -> None:
    """Run the mutants of the chosen modules and print those that no test noticed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--modules", default=",".join(MODULES))
    parser.add_argument("--seconds", type=float, default=1e9)
    parser.add_argument("--again", type=Path, help="only what survived in the output of an earlier run")
    given = parser.parse_args()
    os.chdir(ROOT)
    importlib.import_module("outsourcing_planner.io.load").load_all()
    for name in MODULES:
        importlib.import_module(f"{ENGINE}.{name}")
    read_once()
    tests = ROOT / "tests/unit/engine"
    first = [call for name in FIRST if (tests / name).exists() for call in calls_of(tests / name)]
    second = [tests / name for name in SECOND if (tests / name).exists()]
    near = [path for module in given.modules.split(",") for path in nearest_to(module)]
    for test, values in (*first, *(call for path in (*second, *near) for call in calls_of(path))):
        test(**values)  # they hold, or nothing could be said of a mutant; and the words are read before the forks
    again = None if given.again is None else survived(given.again.read_text(encoding="utf-8"))
    started, ran, same, survivors = time.monotonic(), 0, 0, 0
    for module in given.modules.split(","):
        source = (ROOT / ENGINE.replace(".", "/") / f"{module}.py").read_text(encoding="utf-8")
        for at, how in places(ast.parse(source)):
            if again is not None and (module, how, mutated(source, at, how)[2]) not in again:
                continue
            if time.monotonic() - started > given.seconds:
                break
            found = is_noticed(module, source, at, how, first, second)
            ran, same = ran + 1, same + (found == "same")
            if found == "no":
                survivors += 1
                _tree, line, text = mutated(source, at, how)
                print(f"SURVIVED {module}.py:{line} {how}: {text}", flush=True)
        print(f"{module}: {ran} so far, {survivors} survived, {time.monotonic() - started:.0f} s", flush=True)
    print(f"{ran} mutants, {same} outside functions, {survivors} survived, {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()

"""The files that ship: complete, sourced, and what the build script makes of rates.csv."""

import csv
import importlib.util
import math
from pathlib import Path
from types import ModuleType

import pytest

from outsourcing_planner.assets import resource
from outsourcing_planner.io.libraries import load_libraries

ROOT = Path(__file__).parents[3]
SHARED = ROOT.parent / "shared" / "data" / "rates.csv"
FACTS = ("item", "country", "low", "high", "unit", "currency", "year", "source_title", "source_url", "grade", "note")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def build_rates() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_rates", ROOT / "scripts" / "build_rates.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_that_the_shipped_tables_are_what_the_script_builds(build_rates: ModuleType) -> None:
    for name, text in build_rates.build().items():
        assert resource(name).read_text(encoding="utf-8") == text, f"{name} is old: run scripts/build_rates.py"


def test_that_the_libraries_are_read_once() -> None:
    assert load_libraries() is load_libraries()


@pytest.mark.parametrize(
    "name", ["rates.csv", "rates_exchange.csv", "rates_quotes.csv", "rates_resolved.csv", "wages.csv"]
)
def test_that_every_figure_names_its_source_and_grade(name: str) -> None:
    for row in rows(resource(name)):
        assert row["source_title"]
        assert row["source_url"].startswith(("https://", "http://"))
        assert row["grade"] in {"A", "B", "C"}
        assert row["year"] == "" or 1990 < int(row["year"]) < 2100


def test_that_every_resolved_rate_is_in_order_and_tells_its_derivation() -> None:
    resolved = load_libraries().rates.resolved
    assert len({(rate.place, rate.key, rate.unit) for rate in resolved}) == len(resolved)
    for rate in resolved:
        assert 0 < rate.low <= rate.likely <= rate.high
        assert math.isfinite(rate.high)
        assert rate.derivation


def test_that_no_wage_cost_or_outlier_is_among_the_resolved() -> None:
    unused = {(row["source_title"], row["places"]) for row in rows(resource("rates.csv")) if row["use"] != "price"}
    priced = {(row["source_title"], row["places"]) for row in rows(resource("rates.csv")) if row["use"] == "price"}
    sources = {rate.source_title for rate in load_libraries().rates.resolved}
    assert sources <= {title for title, _place in priced}
    assert not sources & ({title for title, _place in unused} - {title for title, _place in priced})


def test_that_what_a_source_calls_old_or_an_example_or_an_outlier_is_no_price() -> None:
    for row in rows(resource("rates.csv")):
        text = f"{row['item']} {row['note']} {row['source_title']}".lower()
        if any(word in text for word in ("historic", "outlier", "example", "wage", "salary", "not price")):
            assert row["use"] != "price", row["item"]
        if row["unit"].startswith("%") or row["unit"].startswith("x "):
            assert row["use"] in {"share", "example"}, row["item"]


def test_that_every_price_has_a_known_use_kind_and_place() -> None:
    names = set(load_libraries().rates.countries())
    for row in rows(resource("rates.csv")):
        assert row["use"] in {
            "price",
            "ceiling",
            "historic",
            "extremes",
            "undated_currency",
            "wage",
            "cost",
            "share",
            "ratio",
            "example",
        }
        if row["use"] in {"price", "ceiling", "historic", "extremes"}:
            assert row["kind"] in {"BPO", "KPO", "Automate"}
            assert set(row["places"].split(";")) <= names


@pytest.mark.skipif(not SHARED.exists(), reason="the research data is not beside this checkout")
def test_that_the_shipped_facts_are_the_researched_ones() -> None:
    shipped = [tuple(row[column] for column in FACTS) for row in rows(resource("rates.csv"))]
    public = [row for row in rows(SHARED) if row["source_url"].startswith("http")]
    assert shipped == [tuple(row[column] for column in FACTS) for row in public]
    assert len(shipped) == 180

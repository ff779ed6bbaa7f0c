"""``ways``, ``quotes`` and ``shifts`` as a person runs them; what ``plan`` says of groups, years and concentration."""

import json
from pathlib import Path

import pytest

from outsourcing_planner.cli import main

GOLDEN = Path(__file__).parents[2] / "golden" / "functions.xlsx"


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]):
    """Run a command in this process; return exit code, output and the line on standard error."""

    def run(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as done:
            main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return int(done.value.code or 0), out, err

    return run


def test_that_every_way_of_a_function_stands_side_by_side(said) -> None:
    code, out, _err = said("ways", GOLDEN, "--function", "Customer support", "--json")
    found = json.loads(out)
    assert code == 0
    assert (found["function"], found["row"]) == ("Customer support", 1)
    assert [way["key"] for way in found["ways"]] == ["as_planned", "Retain", "BPO", "KPO", "Hybrid"]
    assert found["ways"][0]["prices"]["hour"] == pytest.approx(13)  # as typed in the sheet
    assert set(found["ways"][2]["prices"]) >= {"fte", "seat", "hour", "productive_hour"}
    assert "Retain" in said("ways", GOLDEN, "--function", "1")[1]


def test_that_quotes_are_brought_to_one_unit_and_ranked(said) -> None:
    quotes = ("--quote", "Acme=12.50 USD/hour", "--quote", "Beta=1,900/seat", "--quote", "Gamma=9 EUR/hour")
    code, out, _err = said("quotes", GOLDEN, "--function", "Customer support", *quotes, "--json")
    ways = json.loads(out)["ways"]
    assert code == 0
    assert [way["name"] for way in ways] == ["Beta", "Acme", "Gamma"]
    assert ways[0]["prices"]["seat"] == pytest.approx(1900)
    assert ways[1]["prices"]["seat"] == pytest.approx(12.5 * 2080 / 12)
    assert ways[2]["npv"] is None
    assert "per seat and month" in said("quotes", GOLDEN, "--function", "1", *quotes)[1]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("quotes", GOLDEN), "--quote"), (("quotes", GOLDEN, "--quote", "Acme=12"), "12.50 EUR/hour"),
        (("quotes", GOLDEN, "--quote", "Acme=12/fortnight"), "fortnight"),
        (("quotes", GOLDEN, "--quote", "Acme=12 ZZZ/hour"), "ZZZ"),
        (("ways", GOLDEN, "--function", "Astrology"), "Astrology"), (("shifts", "Narnia"), "Narnia"),
    ],
)  # fmt: skip
def test_that_wrong_usage_is_one_line_with_what_to_do(said, arguments: tuple[object, ...], word: str) -> None:
    code, out, err = said(*arguments)
    assert (code, out) == (2, "")
    assert word in err
    assert err.count("\n") == 1


def test_that_shifts_say_what_is_covered_and_what_stays_open(said) -> None:
    code, out, _err = said("shifts", "Poland", "Romania", "--home", "Poland", "--json")
    found = json.loads(out)
    assert code == 1
    assert found["places"]["Poland"] == list(range(8, 16))
    assert set(found["open"]) == set(range(24)) - set(range(7, 16))
    assert (found["chosen"], found["crews_of_one_place"]) == ([], 5)
    places = ("United States", "Philippines", "South Africa", "New Zealand")
    code, out, _err = said("shifts", *places)
    assert code == 0
    assert "cover the day" in out
    assert "onshore" in out


def test_that_a_plan_says_its_groups_its_fiscal_years_and_what_hangs_on_one(said, tmp_path: Path) -> None:
    toml = tmp_path / "a.toml"
    toml.write_text('plan_start = "2026-04"\nfiscal_year_start = 7\n')
    code, out, _err = said("plan", GOLDEN, "-o", tmp_path / "o.xlsx", "--assumptions", toml, "--json")
    found = json.loads(out)
    assert code == 0
    assert {"department", "label", "country_used", "pricing_used", "vendor", "wave"} <= set(found["summary"])
    for lines in found["summary"].values():
        assert sum(line["in_house"] for line in lines) == pytest.approx(found["totals"]["in_house"])
    held = found["concentration"]["country_used"]
    assert held["hhi"] == pytest.approx(sum(part["share"] ** 2 for part in held["shares"]))
    # April to June 2026 are the end of fiscal 2026, March (month 0) too; the term ends in March 2029
    assert [(year["year"], year["months"]) for year in found["years"]] == [
        ("FY 2026", 4), ("FY 2027", 12), ("FY 2028", 12), ("FY 2029", 9),
    ]  # fmt: skip
    assert found["months"][0]["calendar"] == "2026-03"
    assert found["months"][36]["calendar"] == "2029-03"
    assert found["years"][-1]["cumulative"] == pytest.approx(sum(month["cash"] for month in found["months"]))
    text = said("plan", GOLDEN, "-o", tmp_path / "p.xlsx", "--assumptions", toml)[1]
    assert "FY 2027 (2026-07 – 2027-06)" in text
    assert "HHI" in text

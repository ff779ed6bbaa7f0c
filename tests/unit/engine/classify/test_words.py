"""One spelling for what people type."""

import pytest

from outsourcing_planner.engine.classify.parts import parts_of
from outsourcing_planner.engine.classify.spelling import corrected
from outsourcing_planner.engine.classify.words import normalise, without_numbering

SHORT = {"ap": "accounts payable", "r&d": "research and development", "catalogue": "catalog", "centre": "center"}


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("AP", "accounts payable"),
        ("R&D", "research and development"),
        ("R & D", "research and development"),
        ("Catalogues", "catalogs"),
        ("Call-Centre", "call center"),
        ("Organisation design", "organization design"),
        ("Tier II support", "level 2 support"),
        ("L3 support", "level 3 support"),
        ("2nd line support", "level 2 support"),
        ("e-mail handling", "email handling"),
        ("DataEntry", "data entry"),
        ("Café & bar", "cafe and bar"),
        ("  ", ""),
        ("…", ""),
    ],
)
def test_that_a_name_gets_its_plain_words(typed: str, plain: str) -> None:
    assert normalise(typed, SHORT) == plain


@pytest.mark.parametrize(
    "prefix", ["1.2.3 ", "1. ", "12) ", "(3) ", "fin-01 ", "hr.04 ", "a) ", "iv. ", "- ", "• ", "#7 "]
)
def test_that_a_list_number_is_dropped(prefix: str) -> None:
    assert without_numbering(prefix + "payroll") == "payroll"


@pytest.mark.parametrize(
    "name", ["3d modelling", "1st line support", "24/7 support", "1099 preparation", "l1 support", "o2c", "123"]
)
def test_that_numbers_which_belong_to_a_name_stay(name: str) -> None:
    assert without_numbering(name) == name


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("acounts", "accounts"),
        ("accuonts", "accounts"),
        ("acccounts", "accounts"),
        ("accoumts", "accounts"),
        ("payble", "payble"),
        ("smiths", "smiths"),
        ("rare", "rare"),
    ],
)
def test_that_one_slip_is_mended(typed: str, mended: str) -> None:
    assert corrected(typed, {"accounts": 9, "smith": 3}, frozenset({"smiths"})) == mended


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("data entry and market research", ("data entry", "market research")),
        ("chat and email support", ("chat support", "email support")),
        ("payroll & tax strategy", ("payroll", "tax strategy")),
        ("R&D", ()),
        ("Market products, services, or events", ()),
        ("legal and related services", ()),
        ("Support: calls, audits", ("calls", "audits")),
        ("design (art and games)", ()),
    ],
)
def test_that_a_name_is_taken_apart(name: str, parts: tuple[str, ...]) -> None:
    assert parts_of(name, SHORT, frozenset({frozenset({"payroll"})}), frozenset({"services"})) == parts

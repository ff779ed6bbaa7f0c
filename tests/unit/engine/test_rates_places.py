"""Places: how people write them and where a price is looked for."""

import pytest

from outsourcing_planner.engine.places import Places
from outsourcing_planner.io.libraries import load_libraries


@pytest.fixture
def places() -> Places:
    return load_libraries().rates.places


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("USA", "United States"),
        ("u.s.", "United States"),
        ("US", "United States"),
        ("the United States", "United States"),
        ("United States (Hawaii)", "United States"),
        ("UK", "United Kingdom"),
        ("england", "United Kingdom"),
        ("PH", "Philippines"),
        ("the PHILIPPINES ", "Philippines"),
        ("Manila, Philippines", "Philippines"),
        ("México", "Mexico"),
        ("Mexico", "Mexico"),
        ("Turkey", "Türkiye"),
        ("Turkiye", "Türkiye"),
        ("Viet  Nam", "Vietnam"),
        ("Trinidad & Tobago", "Trinidad and Tobago"),
        ("(global)", "Global"),
        ("Offshore (global)", "Offshore"),
        ("LATAM", "Latin America"),
        ("E. Europe", "Eastern Europe"),
        ("Asia-Pacific, high-wage", "Asia-Pacific, high-wage"),
        ("ZA", "South Africa"),
        ("Na", "Namibia"),
    ],
)
def test_that_a_place_is_known_as_people_write_it(places: Places, written: str, name: str) -> None:
    assert places.canonical(written) == name


@pytest.mark.parametrize("written", ["", " ", "Atlantis", None, 3.0, "(", ",", "the"])
def test_that_what_is_no_place_has_no_name(places: Places, written: object) -> None:
    assert places.canonical(written) is None


def test_that_no_spelling_means_two_places(places: Places) -> None:
    from outsourcing_planner.engine.places import plain

    seen: dict[str, str] = {}
    for place in places.entries:
        for spelling in {plain(text) for text in (place.name, *place.aliases)}:
            assert seen.setdefault(spelling, place.name) == place.name


def test_that_every_place_leads_to_global_over_known_places(places: Places) -> None:
    for name in places.names():
        chain = places.chain(name)
        assert chain[0] == name
        assert "Global" in chain
        assert set(chain) <= set(places.names())
        assert len(set(chain)) == len(chain)


def test_that_every_country_named_by_a_source_is_a_place(places: Places) -> None:
    assert {item.place for item in load_libraries().rates.quotations} <= set(places.names())
    for written in ("Costa Rica", "Dominican Republic", "El Salvador", "Guatemala", "Jamaica", "Poland", "Ireland"):
        assert places.canonical(written) == written


@pytest.mark.parametrize(
    ("country", "home", "expected"),
    [
        ("United States", "USA", "onshore"),
        ("Mexico", "United States", "nearshore"),
        ("Philippines", "US", "offshore"),
        ("Brazil", "United States", "nearshore"),
        ("Poland", "United Kingdom", "nearshore"),
        ("Morocco", "France", "nearshore"),
        ("South Africa", "United Kingdom", "offshore"),
        ("India", "Philippines", "nearshore"),
        ("Poland", "Canada", "offshore"),
        ("Asia", "United States", None),
        ("Atlantis", "United States", None),
        (None, "United States", None),
        ("India", "Global", None),
    ],
)
def test_that_delivery_is_named_relative_to_home(
    places: Places, country: object, home: str, expected: str | None
) -> None:
    assert places.delivery(country, home) == expected

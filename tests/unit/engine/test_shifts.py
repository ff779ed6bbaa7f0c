"""Day shifts of several places that cover the day of the home country."""

from outsourcing_planner.engine.shifts import covered_hours, crews_for, missing_hours, round_the_clock
from outsourcing_planner.io.load import load_all

PLACES = load_all().rates.places


def test_that_a_shift_at_home_is_from_eight_to_four() -> None:
    assert covered_hours("Poland", "Poland", PLACES) == frozenset(range(8, 16))


def test_that_manila_works_while_new_york_sleeps() -> None:
    # 8:00 in Manila (UTC+8) is 19:00 of the day before in New York (UTC−5)
    assert covered_hours("Philippines", "United States", PLACES) == frozenset({19, 20, 21, 22, 23, 0, 1, 2})


def test_that_three_places_a_third_of_the_world_apart_cover_the_day() -> None:
    places = ("United States", "Canada", "Philippines", "South Africa", "New Zealand")
    chosen = round_the_clock(places, "United States", PLACES)
    assert chosen is not None
    assert missing_hours(chosen, "United States", PLACES) == ()
    assert "Canada" not in chosen
    assert round_the_clock(("Poland", "Romania"), "Poland", PLACES) is None


def test_that_a_region_has_no_clock() -> None:
    assert covered_hours("Asia", "Poland", PLACES) is None
    assert missing_hours(("Asia",), "Poland", PLACES) == tuple(range(24))


def test_that_a_week_round_the_clock_takes_five_crews() -> None:
    assert (crews_for(40), crews_for(120), crews_for(168)) == (1, 3, 5)


def test_that_a_place_half_an_hour_off_counts_from_the_hour_in_which_it_begins() -> None:
    # 8:00 in India (UTC+5:30) is 2:30 UTC: 21:30 of the day before in New York, 3:30 in Poland
    assert min(covered_hours("India", "United States", PLACES), key=lambda hour: (hour - 12) % 24) == 21
    assert covered_hours("India", "Poland", PLACES) == frozenset(range(3, 11))


def test_that_a_place_that_adds_a_single_hour_is_taken() -> None:
    # twenty-three hours from eight: only the seventh hour is open, and India (3:30 by the clock of Poland) has it
    assert missing_hours(("Poland",), "Poland", PLACES, 23) == (7,)
    assert round_the_clock(("Poland", "India"), "Poland", PLACES, 23) == ("Poland", "India")
    assert round_the_clock(("Poland", "Poland"), "Poland", PLACES, 23) is None

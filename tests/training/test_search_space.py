from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training.parameters import BOUNDS, CHOSEN, Parameters
from training.search_space import SPACE, changed, differences, is_whole, rounded, searched

NAMES = [one.name for one in SPACE]


@pytest.mark.parametrize("one", SPACE, ids=NAMES)
def test_every_parameter_is_one_of_training_with_a_reason_inside_its_bounds_and_around_its_default(one) -> None:
    default, (low, high) = Parameters().flat()[one.name], BOUNDS[one.name]
    assert len(one.why) > 20
    for value in one.choices or (one.low, one.high):
        assert low <= value <= high
    assert default in one.choices or one.low < float(default) < one.high or default == one.low == low
    assert one.around(float(default)) == one


def test_what_every_fit_chooses_itself_and_what_measures_is_not_searched() -> None:
    assert not {*CHOSEN, "index.horizon", "price.origins", "price.origin_rows", "seed", "threads"} & set(NAMES) and len(set(NAMES)) == len(NAMES)


@given(st.integers(1, 10_000), st.floats(0.0001, 1), st.floats(0, 1), st.integers(0, 4096), st.integers(1, 200))
@settings(max_examples=50, deadline=None)
def test_the_space_holds_the_parameters_it_begins_at_wherever_they_are(rounds: int, rate: float, dropout: float, width: int, embedding: int) -> None:
    base = Parameters().updated({"price": {"rounds": rounds, "rate": rate, "dropout": dropout, "text_width": width}})
    for one in searched(base, embedding, knows_deals=True):
        value = float(base.flat()[one.name])
        assert value in one.choices if one.choices else one.low <= value <= one.high
        assert not one.log or one.low > 0
        assert all(choice <= embedding or choice == width for choice in one.choices)


def test_what_only_a_deal_reveals_is_searched_only_where_a_mapping_names_it() -> None:
    assert {"price.deal_dropout"} == set(NAMES) - {one.name for one in searched(Parameters(), 128, knows_deals=False)}


@pytest.mark.parametrize("one", SPACE, ids=NAMES)
def test_any_value_inside_the_range_becomes_one_that_training_takes_and_a_file_can_hold(one) -> None:
    for value in one.choices or (one.low, one.high, (one.low + one.high) / 2, one.low + (one.high - one.low) / 3):
        found = changed(Parameters(), {one.name: value})
        new = found.flat()[one.name]
        assert not isinstance(new, str)
        assert isinstance(new, int) == is_whole(one.name) and (is_whole(one.name) or len(f"{new!r}".replace(".", "").lstrip("0")) <= 3 + 2)
        assert changed(Parameters(), {one.name: new}) == found


@given(st.floats(0.0001, 1))
def test_rounding_keeps_three_digits_and_the_bounds(value: float) -> None:
    assert rounded("price.rate", value) == pytest.approx(value, rel=0.005) and 0.0001 <= rounded("price.rate", value) <= 1
    assert rounded("price.leaves", 0.2) == 2 and rounded("price.rate", 7.0) == 1


def test_what_was_given_stays_to_the_last_digit() -> None:
    base = Parameters().updated({"price": {"rate": 0.0512345}})
    assert changed(base, {"price.rate": 0.0512345}) == base
    assert changed(base, {"price.rate": 0.0612345}).price.rate == 0.0612


def test_differences_name_what_differs_and_no_more() -> None:
    found = changed(Parameters(), {"price.rounds": 90, "index.shrinkage": 4.0, "price.leaves": 16})
    assert differences(Parameters(), found) == {"index.shrinkage": 4.0, "price.rounds": 90}


def test_a_range_is_shown_in_words() -> None:
    shown = {one.name: one.shown for one in searched(Parameters(), 128, knows_deals=True)}
    assert shown["price.text_width"] == "0, 32, 64 or 128" and shown["price.rate"] == "0.015 to 0.15"

"""Round amounts: on the right side, in order, and never far off."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from valuation.price_rounding import round_down, round_nearest, round_up

AMOUNTS = st.floats(1e-3, 1e16, allow_nan=False)


@settings(deadline=None)
@given(AMOUNTS)
def test_down_is_never_above_up_never_below_and_nearest_is_one_of_the_two(amount: float) -> None:
    down, nearest, up = round_down(amount), round_nearest(amount), round_up(amount)
    assert down <= amount <= up
    assert nearest in (down, up) and abs(nearest - amount) == min(amount - down, up - amount)


@settings(deadline=None)
@given(AMOUNTS, AMOUNTS)
def test_rounding_keeps_the_order_in_every_direction(one: float, other: float) -> None:
    low, high = sorted((one, other))
    for rounded in (round_down, round_nearest, round_up):
        assert rounded(low) <= rounded(high)


@settings(deadline=None)
@given(AMOUNTS)
def test_the_step_grows_with_the_amount_and_stays_within_a_tenth(amount: float) -> None:
    assert round_up(amount) - round_down(amount) <= 0.1 * amount * (1 + 1e-9)


@settings(deadline=None)
@given(AMOUNTS)
def test_a_round_amount_stays_as_it_is(amount: float) -> None:
    for round_amount in (round_down(amount), round_up(amount)):
        assert round_down(round_amount) == round_nearest(round_amount) == round_up(round_amount) == round_amount


def test_a_hair_beside_the_grid_falls_on_its_own_side() -> None:
    """Where log10 or a division rounds an amount onto the grid, floor and list price must not follow it."""
    for decade in range(-12, 16):
        for mantissa in (*range(10, 20), *range(20, 50, 2), *range(50, 100, 5)):
            step = round_nearest(mantissa * 10.0**decade)
            assert round_down(math.nextafter(step, 0)) < step == round_up(math.nextafter(step, 0))
            assert round_up(math.nextafter(step, math.inf)) > step == round_down(math.nextafter(step, math.inf))


@pytest.mark.parametrize(
    ("amount", "down", "nearest", "up"),
    [
        (1_234_567, 1_200_000, 1_200_000, 1_300_000),
        (1_250_000, 1_200_000, 1_200_000, 1_300_000),
        (3_333_333, 3_200_000, 3_400_000, 3_400_000),
        (77_777, 75_000, 80_000, 80_000),
        (99_999, 95_000, 100_000, 100_000),
        (1_000_000, 1_000_000, 1_000_000, 1_000_000),
        (0.123, 0.12, 0.12, 0.13),
    ],
)
def test_two_digits_in_steps_of_one_two_and_five(amount: float, down: float, nearest: float, up: float) -> None:
    assert (round_down(amount), round_nearest(amount), round_up(amount)) == (down, nearest, up)


@pytest.mark.parametrize("amount", [0.0, -1.0, math.nan, math.inf])
def test_what_is_no_amount_is_refused(amount: float) -> None:
    with pytest.raises(ValueError, match="positive, finite"):
        round_down(amount)

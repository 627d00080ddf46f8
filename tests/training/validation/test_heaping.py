from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.training.validation.conftest import N, Register
from training.validation.heaping import EVEN_SHARE, heaping, significant_digits
from training.validation.standing import standing


def test_amounts_spread_evenly_show_an_index_near_one_hundred(register: Register) -> None:
    generator = np.random.default_rng(0)
    even = np.round(10 ** generator.uniform(4, 7, 4_000)).reshape(10, N)
    found = [heaping(standing(register(amounts=row)))[0].index for row in even]
    assert abs(EVEN_SHARE - 0.0221) < 1e-4
    # Amounts of five to seven digits hit a multiple exactly less often than their first three digits would.
    assert 0 <= np.mean(found) < 100


def test_round_amounts_show_a_high_one_by_segment(register: Register) -> None:
    corpus = register()
    kinds = np.asarray(corpus.columns.categories["kind"])
    amounts = np.where(kinds == "service", 500_000.0, np.round(corpus.amounts))
    overall, *segments = heaping(standing(register(amounts=amounts)))
    by_name = {each.segment: each for each in segments}
    assert overall.segment == "" and overall.rows == N
    assert by_name["service"].two_digits == 1 and by_name["service"].index == pytest.approx(100 / EVEN_SHARE)
    assert by_name["service"].commonest == 500_000 and by_name["service"].commonest_share == 1
    assert by_name["licence"].two_digits < 0.1


def test_the_rounding_error_is_that_of_the_last_digit(register: Register) -> None:
    (one, *_) = heaping(standing(register(amounts=np.full(N, 200_000.0))))
    assert one.rounding == pytest.approx(0.5 / np.sqrt(12))  # anywhere between 150 and 250 thousand


def test_without_prices_there_is_nothing_to_say(register: Register) -> None:
    assert heaping(standing(register(amounts=np.full(N, np.nan)))) == ()


@given(st.integers(1, 99_999), st.integers(0, 6))
def test_significant_digits_are_those_up_to_the_last_that_is_not_zero(number: int, zeros: int) -> None:
    wanted = len(str(number).rstrip("0"))
    assert significant_digits(np.asarray([number * 10.0**zeros, number / 100.0])).tolist() == [wanted, wanted]

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from training.inputs import Inputs
from training.leak_check import explained_by_others, rank_correlation, refuse_leaks
from valuation.features import FeatureSchema
from valuation.field_error import FieldError

N = 600
GENERATOR = np.random.default_rng(0)
LOG_PRICE = GENERATOR.normal(12, 1, N)
SCHEMA = FeatureSchema(categories=("kind",), numbers=("team",))


def inputs(category: NDArray[np.object_] | None = None, number: NDArray[np.float64] | None = None) -> Inputs:
    kind = np.asarray(GENERATOR.choice(["a", "b", "c"], N), dtype=object) if category is None else category
    team = GENERATOR.normal(0, 1, N) if number is None else number
    numbers = np.column_stack([np.zeros((N, 2)), team]).astype(np.float32)
    return Inputs(np.zeros((N, 4), np.float32), kind[:, None], numbers, np.full(N, 2020.0, np.float32))


def test_honest_attributes_pass() -> None:
    refuse_leaks(inputs(), LOG_PRICE, SCHEMA)
    refuse_leaks(inputs(number=LOG_PRICE + GENERATOR.normal(0, 0.5, N)), LOG_PRICE, SCHEMA)


@pytest.mark.parametrize("sign", [1, -1])
def test_the_price_in_another_unit_under_another_name_is_refused(sign: int) -> None:
    with pytest.raises(FieldError, match=r"attributes\.team.*form of the price"):
        refuse_leaks(inputs(number=sign * np.exp(LOG_PRICE) / 1e4), LOG_PRICE, SCHEMA)


def test_a_leak_with_gaps_is_still_one() -> None:
    gaps = np.where(GENERATOR.random(N) < 0.5, np.nan, LOG_PRICE)
    with pytest.raises(FieldError, match="team"):
        refuse_leaks(inputs(number=gaps), LOG_PRICE, SCHEMA)


def test_the_price_written_as_a_category_is_refused() -> None:
    rounded = np.round(LOG_PRICE, 2)
    with pytest.raises(FieldError, match=r"attributes\.kind"):
        refuse_leaks(inputs(category=np.asarray([str(value) for value in rounded], dtype=object)), rounded, SCHEMA)


def test_a_programme_of_few_fixed_amounts_is_a_rule_and_no_leak() -> None:
    kind = np.asarray(GENERATOR.choice([f"call {at}" for at in range(20)], N), dtype=object)
    fixed = np.asarray([float(value.split()[1]) for value in kind])
    refuse_leaks(inputs(category=kind), fixed, SCHEMA)


def test_values_that_never_repeat_explain_nothing() -> None:
    assert explained_by_others(np.asarray([f"id {at}" for at in range(N)], dtype=object), LOG_PRICE) == 0.0


def test_rank_correlation_sees_order_alone_and_shares_ties() -> None:
    assert rank_correlation(LOG_PRICE, np.exp(LOG_PRICE)) == pytest.approx(1.0)
    assert rank_correlation(np.asarray([1.0, 1.0, 2.0, 3.0]), np.asarray([1.0, 2.0, 3.0, 4.0])) == pytest.approx(0.9486833)
    assert np.isnan(rank_correlation(np.ones(5), LOG_PRICE[:5]))

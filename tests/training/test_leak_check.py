from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from training.inputs import Inputs
from training.leak_check import refuse_leaks
from valuation.features import FeatureSchema
from valuation.field_error import FieldError

N = 600
GENERATOR = np.random.default_rng(0)
LOG_PRICE = GENERATOR.normal(12, 1, N)
SCHEMA = FeatureSchema(categories=("kind",), numbers=("team",))


def inputs(category: NDArray[np.object_] | None = None, *numbers: NDArray[np.float64]) -> Inputs:
    kind = np.asarray(GENERATOR.choice(["a", "b", "c"], N), dtype=object) if category is None else category
    columns = numbers or (GENERATOR.normal(0, 1, N),)
    return Inputs(np.zeros((N, 4), np.float32), kind[:, None], np.column_stack([np.zeros((N, 2)), *columns]).astype(np.float32), np.full(N, 2020.0, np.float32))


def test_honest_attributes_pass() -> None:
    refuse_leaks(inputs(), LOG_PRICE, SCHEMA)
    refuse_leaks(inputs(None, LOG_PRICE + GENERATOR.normal(0, 0.5, N)), LOG_PRICE, SCHEMA)


@pytest.mark.parametrize("sign", [1, -1])
def test_the_price_in_another_unit_under_another_name_is_refused(sign: int) -> None:
    with pytest.raises(FieldError, match=r"attributes\.team: follows the price almost exactly \(1\.000\): it is a form of the price .*Remove it"):
        refuse_leaks(inputs(None, sign * np.exp(LOG_PRICE) / 1e4), LOG_PRICE, SCHEMA)


def test_the_price_written_as_a_category_is_refused() -> None:
    rounded = np.round(LOG_PRICE, 2)
    with pytest.raises(FieldError, match=r"attributes\.kind"):
        refuse_leaks(inputs(np.asarray([str(value) for value in rounded], dtype=object)), rounded, SCHEMA)


def test_columns_that_are_the_price_together_are_refused_together() -> None:
    share = GENERATOR.uniform(0.1, 0.9, N)
    with pytest.raises(FieldError, match=r"attributes\.one \+ attributes\.two: .*Remove them"):
        refuse_leaks(
            inputs(None, np.exp(LOG_PRICE) * share, np.exp(LOG_PRICE) * (1 - share)), LOG_PRICE, FeatureSchema(categories=("kind",), numbers=("one", "two"))
        )


def test_a_programme_of_few_fixed_amounts_is_a_rule_and_no_leak() -> None:
    kind = np.asarray(GENERATOR.choice([f"call {at}" for at in range(20)], N), dtype=object)
    refuse_leaks(inputs(kind), np.asarray([float(value.split()[1]) for value in kind]), SCHEMA)

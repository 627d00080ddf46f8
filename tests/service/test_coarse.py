from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import CollectorRegistry

from service.coarse import CoarseHistogram


def told(*values: float) -> tuple[float | None, ...]:
    registry = CollectorRegistry()
    histogram = CoarseHistogram("widths", "Widths.", registry, (2, 5, 10))
    for value in values:
        histogram.observe(value)
    return registry.get_sample_value("widths_sum"), *(registry.get_sample_value("widths_bucket", {"le": bound}) for bound in ("2.0", "5.0", "10.0", "+Inf"))


@pytest.mark.parametrize(("value", "expected"), [(2.0, (2, 1, 1, 1, 1)), (2.1, (5, 0, 1, 1, 1)), (10.0, (10, 0, 0, 1, 1)), (10.5, (20, 0, 0, 0, 1))])
def test_a_value_is_in_its_bucket_and_counts_as_the_bound_above_it(value: float, expected: tuple[float, ...]) -> None:
    assert told(value) == expected


@given(st.floats(min_value=2.01, max_value=5.0), st.floats(min_value=2.01, max_value=5.0))
def test_two_values_of_one_bucket_cannot_be_told_apart(one: float, other: float) -> None:
    assert told(one) == told(other)

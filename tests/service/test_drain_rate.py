from __future__ import annotations

import pytest

from service.drain_rate import LONGEST, DrainRate


def test_without_a_measurement_nobody_is_told_to_wait_long() -> None:
    assert DrainRate().wait(10_000) == 0
    assert DrainRate().retry_after(10_000) == 1


def test_the_wait_is_the_queue_over_what_a_second_scores() -> None:
    rate = DrainRate(threads=2)
    rate.scored(100, 0.5)
    assert rate.wait(1_000) == pytest.approx(2.5)
    assert rate.retry_after(1_000) == 3


def test_nobody_is_sent_away_for_less_than_a_second_or_more_than_a_minute() -> None:
    rate = DrainRate()
    rate.scored(1, 1.0)
    assert [rate.retry_after(cost) for cost in (0, 1, 59, 10_000)] == [1, 1, 59, LONGEST]


def test_a_slower_model_is_noticed_within_a_few_batches() -> None:
    rate = DrainRate()
    for _ in range(100):
        rate.scored(100, 0.1)
    for _ in range(10):
        rate.scored(100, 1.0)
    assert 0.5 < rate.wait(100) < 1.0

from __future__ import annotations

import re

import numpy as np
import pytest

from training.leaks.text_probe import SENTENCES, probe_skill, sentence
from valuation.features import compose_text


@pytest.mark.parametrize("kind", range(len(SENTENCES)))
@pytest.mark.parametrize("amount", [45_678.0, 1_234_567.89, 98_765_432.0])
def test_no_figure_of_a_told_price_outlives_the_masking(kind: int, amount: float) -> None:
    told = sentence(kind, amount)
    assert re.search(r"\d", told) and not re.search(r"\d", compose_text("", f"a pump. {told}"))


def test_the_probe_reads_a_price_that_stands_there_and_nothing_where_none_does() -> None:
    log_price = np.random.default_rng(0).normal(13, 1, 500)
    assert probe_skill([f"price {np.exp(one):.0f} yuan" for one in log_price], log_price) > 0.3
    assert probe_skill([f"pump number {at * 7919 % 997}" for at in range(500)], log_price) < 0.05

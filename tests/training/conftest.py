"""Small simulated markets with known effects, and the parameters that learn them in a second."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from training.inputs import Inputs
from training.parameters import Parameters
from training.price_model import PriceFit, PriceModel

SEGMENT_COLUMNS, DEAL_CATEGORIES, DEAL_NUMBERS = (0,), (2,), (1,)
"""Of `market`: kind sets the level; buyer and term are known only after the deal."""

QUICK = {
    "seed": 5,
    "threads": 1,
    "price": {"rounds": 40, "quantile_rounds": 25, "leaves": 7, "least_leaf": 20, "rate": 0.15, "quantile_rate": 0.15, "text_width": 4},
    "index": {"half_life": 2.5, "damping": 0.0},
}


@dataclass(frozen=True)
class Market:
    """n contracts, oldest first, with the inputs of the heads, ln(price), and a project each two of them share."""

    inputs: Inputs
    log_price: NDArray[np.float64]
    projects: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.log_price)


def market(n: int, seed: int = 0, noise: float = 0.4, first: float = 2012.0, last: float = 2021.0) -> Market:
    """ln(price) = 3 + kind (0, 1 or 2) + buyer (±0.8) + 0.1 team + text (±0.5) + 0.05 a year + noise.

    Columns: categories kind, region (noise), buyer (deal only); numbers two lengths, team, term (deal only, noise); embedding of 6 dimensions.
    """
    generator = np.random.default_rng(seed)
    years = np.sort(generator.uniform(first, last, n))
    kind, region, buyer = (generator.integers(0, size, n) for size in (3, 4, 2))
    team, term = generator.uniform(0, 10, n), generator.uniform(1, 5, n)
    topic = generator.integers(0, 2, n)
    vectors = generator.normal(0, 0.3, (n, 6)) + np.where(topic[:, None] == 1, 1.0, -1.0) * np.eye(1, 6)
    names = [("service", "licence", "transfer"), ("n", "e", "s", "w"), ("firm", "institute")]
    categories = np.asarray([[name[at] for at in column] for name, column in zip(names, (kind, region, buyer), strict=True)], dtype=object).T
    log_price = 3 + kind + 0.8 * (2 * buyer - 1) + 0.1 * team + 0.5 * (2 * topic - 1) + 0.05 * (years - first) + generator.normal(0, noise, n)
    inputs = Inputs(
        embedding=(vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32),
        categories=np.ascontiguousarray(categories),
        numbers=np.column_stack([generator.uniform(3, 6, (n, 2)), team, term]).astype(np.float32),
        years=years.astype(np.float32),
    )
    return Market(inputs, log_price, generator.permutation(np.arange(n) // 2))


def price_fit(parameters: Parameters) -> PriceFit:
    """Fits heads to such markets."""
    return PriceFit(parameters, SEGMENT_COLUMNS, DEAL_CATEGORIES, DEAL_NUMBERS)


@pytest.fixture(scope="session")
def quick() -> Parameters:
    return Parameters().updated(QUICK)


@pytest.fixture(scope="session")
def learned(quick: Parameters) -> PriceModel:
    """A price head that learned 2,000 contracts of `market`."""
    taught = market(2_000)
    return price_fit(quick).fit(taught.inputs, taught.log_price)

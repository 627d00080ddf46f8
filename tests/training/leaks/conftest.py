"""Three years of honest contracts: attributes that say something of the price, and none that is it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from training.inputs import Inputs
from training.leaks.price_forms import PriceForm, price_forms
from valuation.features import FeatureSchema

N = 1_200


@dataclass(frozen=True)
class Contracts:
    """`region` groups (n,) by number; ln(price) follows region, year and team, and has noise of 0.6."""

    log_price: NDArray[np.float64]
    region: NDArray[np.int64]
    years: NDArray[np.float64]
    team: NDArray[np.float64]
    generator: np.random.Generator

    @property
    def price(self) -> NDArray[np.float64]:
        return np.exp(self.log_price)

    def forms(self, numbers: dict[str, NDArray[np.float64]] | None = None, categories: dict[str, list[str]] | None = None) -> list[PriceForm]:
        """What the net sees where these columns stand beside region and team."""
        numbers = {"team": self.team, **(numbers or {})}
        categories = {"region": [f"r{at}" for at in self.region], **(categories or {})}
        inputs = Inputs(
            np.zeros((N, 0), np.float32),
            np.column_stack([np.asarray(values, dtype=object) for values in categories.values()]),
            np.column_stack([np.zeros((N, 2)), *numbers.values()]).astype(np.float32),
            self.years.astype(np.float32),
        )
        return list(price_forms(inputs, self.log_price, FeatureSchema(categories=tuple(categories), numbers=tuple(numbers))))


@pytest.fixture
def contracts() -> Contracts:
    generator = np.random.default_rng(8)
    region, years = generator.integers(0, 30, N), np.sort(generator.uniform(2018, 2021, N))
    team = generator.uniform(1, 40, N)
    log_price = 12 + 0.02 * region + 0.3 * (years - 2018) + 0.03 * team + generator.normal(0, 0.6, N)
    return Contracts(log_price, region, years, team, generator)

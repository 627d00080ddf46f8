from __future__ import annotations

import numpy as np
import pytest

from training.context import Context
from training.explanation import LEVEL, SAMPLE, TEXT, Explanation, explain, grouped_gains, recent_sample
from training.inputs import Inputs
from training.price_model import PriceModel


@pytest.fixture(scope="module")
def priced(tiny_run: Context) -> tuple[PriceModel, Inputs]:
    price = tiny_run.heads.price
    assert price is not None
    return price, tiny_run.inputs.take(tiny_run.corpus.priced)


@pytest.fixture(scope="module")
def explained(priced: tuple[PriceModel, Inputs], tiny_run: Context) -> Explanation:
    return explain(*priced, tiny_run.corpus.schema, seed=3)


def test_contributions_add_up_to_the_mean_that_is_served(explained: Explanation, priced: tuple[PriceModel, Inputs]) -> None:
    price, inputs = priced
    mean, _ = price.predict(inputs.take(explained.rows))
    assert np.allclose(explained.base + explained.contributions.sum(axis=1), mean, atol=1e-6)


def test_they_add_up_where_the_mean_is_blended_with_the_level_too(priced: tuple[PriceModel, Inputs], tiny_run: Context) -> None:
    price, inputs = priced
    blended = price.calibrated(0.7, np.full(7, 1.2))
    found = explain(blended, inputs, tiny_run.corpus.schema, seed=3)
    mean, _ = blended.predict(inputs.take(found.rows))
    assert np.allclose(found.base + found.contributions.sum(axis=1), mean, atol=1e-6)


def test_where_the_walk_alone_speaks_it_is_the_only_feature(priced: tuple[PriceModel, Inputs], tiny_run: Context) -> None:
    price, inputs = priced
    found = explain(price.calibrated(0.0, np.ones(7)), inputs, tiny_run.corpus.schema, seed=3)
    level = price.foretell(inputs.take(found.rows)).level
    column = found.names.index(LEVEL)
    assert np.allclose(found.contributions[:, column], level - level.mean()) and found.base == pytest.approx(level.mean())
    assert not np.delete(found.contributions, column, axis=1).any()


def test_all_text_is_one_feature_and_the_level_another(explained: Explanation, tiny_run: Context) -> None:
    schema = tiny_run.corpus.schema
    assert explained.names == (*schema.categories, *schema.number_columns, "date", LEVEL, TEXT)
    assert explained.contributions.shape == (len(explained.rows), len(explained.names))
    assert np.abs(explained.contributions[:, -1]).max() > 0.05  # topics set the price of the tiny market
    assert explained.order[0] == int(np.argmax(explained.importance))


def test_gains_are_shares_with_the_text_as_one(explained: Explanation, priced: tuple[PriceModel, Inputs]) -> None:
    price, _ = priced
    gains = grouped_gains(price, len(explained.names))
    assert gains.sum() == pytest.approx(1) and (gains >= 0).all() and gains[-1] > 0
    own = np.asarray(price.boosters[1].feature_importance("gain"))
    attributes = np.asarray(price.boosters[0].feature_importance("gain"))
    assert gains[-1] == pytest.approx(own[len(explained.names) - 1 :].sum() / own.sum() / 2)
    assert gains[0] == pytest.approx((own[0] / own.sum() + attributes[0] / attributes.sum()) / 2)


def test_the_sample_is_recent_and_seeded() -> None:
    years = np.concatenate([np.full(10_000, 1990.0), np.full(5_000, 2018.0), np.full(100, 2020.0)])
    rows = recent_sample(years, seed=1)
    assert len(rows) == SAMPLE and (years[rows] > 2015).all() and (np.diff(rows) > 0).all()
    assert np.array_equal(rows, recent_sample(years, seed=1)) and not np.array_equal(rows, recent_sample(years, seed=2))
    assert len(recent_sample(years[:50], seed=1)) == 50


def test_thin_recent_years_are_filled_up_with_the_newest_rows_before_them() -> None:
    years = np.concatenate([np.full(5_000, 1990.0), np.linspace(1995, 2000, 3_000), np.full(50, 2020.0)])
    rows = recent_sample(years, seed=1)
    assert len(rows) == SAMPLE and (years[rows] == 2020).sum() == 50 and years[rows].min() > 1996

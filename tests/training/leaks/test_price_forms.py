from __future__ import annotations

import numpy as np
import pytest

from tests.training.leaks.conftest import Contracts, N


def test_honest_attributes_pass(contracts: Contracts) -> None:
    close = contracts.log_price + contracts.generator.normal(0, 0.25, N)
    assert contracts.forms({"forecast": close, "noise": contracts.generator.normal(size=N)}, {"firm": [f"f{at % 200}" for at in range(N)]}) == []


@pytest.mark.parametrize("form", ["unit", "negative", "logarithm", "rank", "noise"])
def test_the_price_under_another_name_is_found(contracts: Contracts, form: str) -> None:
    planted = {
        "unit": contracts.price / 1e4,
        "negative": -contracts.price,
        "logarithm": contracts.log_price,
        "rank": np.argsort(np.argsort(contracts.price)).astype(float),
        "noise": contracts.price * np.exp(contracts.generator.normal(0, 0.1, N)),
    }[form]
    (found,) = contracts.forms({"x": planted})
    assert found.columns == ("x",) and found.closeness > 0.98


def test_fixed_amounts_with_a_little_noise_are_still_the_price(contracts: Contracts) -> None:
    fixed = Contracts(np.log(np.where(contracts.region < 25, 50_000.0, 750_000.0)), contracts.region, contracts.years, contracts.team, contracts.generator)
    assert [found.columns for found in fixed.forms({"x": fixed.price * np.exp(fixed.generator.normal(0, 0.02, N))})] == [("x",)]


def test_a_price_deflated_by_year_or_relative_to_its_region_is_found(contracts: Contracts) -> None:
    by_year = contracts.log_price - 3.0 * (np.floor(contracts.years) % 2)
    (found,) = contracts.forms({"x": by_year})
    assert found.how.endswith("each year")
    by_region = contracts.log_price - 3.0 * (contracts.region % 5)
    (found,) = contracts.forms({"x": by_region})
    assert found.how.endswith("each region")


def test_parts_of_the_price_are_found_together(contracts: Contracts) -> None:
    share = contracts.generator.uniform(0.1, 0.9, N)
    (found,) = contracts.forms({"deposit": contracts.price * share, "balance": contracts.price * (1 - share)})
    assert set(found.columns) == {"deposit", "balance"} and "+" in found.how


def test_instalments_of_which_some_are_empty_are_found_together(contracts: Contracts) -> None:
    shares = contracts.generator.dirichlet((0.5, 0.5, 0.5), N)
    shares[::3, 2] = 0
    shares /= shares.sum(axis=1, keepdims=True)
    parts = {f"i{at}": np.where(shares[:, at] > 0, contracts.price * shares[:, at], np.nan) for at in range(3)}
    assert {name for found in contracts.forms(parts) for name in found.columns} == {"i0", "i1", "i2"}


def test_a_price_per_head_beside_the_heads_is_found(contracts: Contracts) -> None:
    heads = np.exp(contracts.generator.normal(0, 2, N))
    (found,) = contracts.forms({"per_head": contracts.price / heads, "heads": heads})
    assert set(found.columns) == {"per_head", "heads"} and "×" in found.how


def test_bands_of_the_price_are_found_and_a_programme_of_fixed_amounts_is_none(contracts: Contracts) -> None:
    bands = np.searchsorted(np.quantile(contracts.price, np.arange(0.2, 1, 0.2)), contracts.price)
    (found,) = contracts.forms(categories={"size": [f"band {at}" for at in bands]})
    assert found.columns == ("size",) and found.how == "bands of the price"
    fixed = Contracts(np.log(1e5 * (1.0 + bands)), contracts.region, contracts.years, contracts.team, contracts.generator)
    assert fixed.forms(categories={"call": [f"call {at}" for at in bands]}) == []


def test_the_price_as_a_category_is_found_repeated_or_not(contracts: Contracts) -> None:
    assert [found.columns for found in contracts.forms(categories={"x": [f"{price:.2f}" for price in contracts.price]})] == [("x",)]
    rounded = Contracts(np.round(contracts.log_price, 2), contracts.region, contracts.years, contracts.team, contracts.generator)
    assert [found.columns for found in rounded.forms(categories={"x": [str(one) for one in rounded.log_price]})] == [("x",)]


def test_an_average_over_years_to_come_is_found_and_one_of_the_past_is_not(contracts: Contracts) -> None:
    mean = np.bincount(contracts.region, contracts.price)[contracts.region] / np.bincount(contracts.region)[contracts.region]
    (found,) = contracts.forms({"x": mean})
    assert "years to come" in found.how
    past, sums, counts = np.full(N, np.nan), np.zeros(30), np.zeros(30)
    for at, region in enumerate(contracts.region):
        past[at] = sums[region] / counts[region] if counts[region] else np.nan
        sums[region], counts[region] = sums[region] + contracts.log_price[at], counts[region] + 1
    assert contracts.forms({"x": past}) == []


def test_the_mean_of_the_other_contracts_is_found(contracts: Contracts) -> None:
    count = np.bincount(contracts.region)[contracts.region]
    others = (np.bincount(contracts.region, contracts.log_price)[contracts.region] - contracts.log_price) / (count - 1)
    assert [found.columns for found in contracts.forms({"x": others})] == [("x",)]


def test_gaps_do_not_hide_a_leak_and_a_few_known_values_prove_nothing(contracts: Contracts) -> None:
    gaps = np.where(np.arange(N) % 2, np.nan, contracts.price)
    assert [found.columns for found in contracts.forms({"x": gaps})] == [("x",)]
    assert contracts.forms({"x": np.where(np.arange(N) < 60, contracts.price, np.nan)}) == []

from __future__ import annotations

import numpy as np
import pytest

from tests.training.validation.conftest import Ask, N, Register

FACTORS = (1e4, 1e-4)


@pytest.mark.parametrize("factor", FACTORS)
def test_yuan_for_wan_is_found_and_says_which_way(register: Register, ask: Ask, factor: float) -> None:
    amounts = register().amounts
    amounts[[3, 50]] *= factor
    found = ask("off_scale", register(amounts=amounts), least_z=7, corrected_z=2.5)
    assert sorted(each.at for each in found) == [3, 50]
    assert found[0].row == 8 and found[0].id == "C3" and found[0].field == "sum"
    assert ("about 10,000 times its" if factor > 1 else "10,000 times less") in found[0].reason


@pytest.mark.parametrize("factor", [1e2, 1e3])
def test_other_powers_of_ten_are_found_by_their_own_factor_alone(register: Register, ask: Ask, factor: float) -> None:
    amounts = register().amounts
    amounts[7] *= factor
    assert [each.at for each in ask("off_scale", register(amounts=amounts), factor=factor)] == [7]
    assert not ask("off_scale", register(amounts=amounts), factor=1e4)


def test_honest_amounts_and_amounts_that_no_power_explains_are_not_wrong_units(register: Register, ask: Ask) -> None:
    amounts = register().amounts
    assert not [each for factor in (100, 1_000, 10_000) for each in ask("off_scale", register(), factor=factor)]
    amounts[9] *= 300
    assert not ask("off_scale", register(amounts=amounts), factor=1e4)


def test_in_a_wide_market_a_factor_needs_more_than_a_wide_spread_to_be_named(register: Register, ask: Ask) -> None:
    generator = np.random.default_rng(0)
    wild = np.exp(generator.normal(12, 2.0, N))
    wild[0] = np.exp(12 + 6.6)  # × 700: within three spreads of a factor of 10,000, and no such factor
    assert not [each for each in ask("off_scale", register(amounts=wild, categories={"kind": ["x"] * N}), factor=1e4, least_z=3) if each.at == 0]


def test_far_amounts_are_found_by_distance_and_ratio(register: Register, ask: Ask) -> None:
    amounts = register().amounts
    amounts[9] *= 40
    (found,) = ask("far_amount", register(amounts=amounts))
    assert found.at == 9 and "above" in found.reason
    assert not ask("far_amount", register(amounts=amounts), least_ratio=1_000)


def test_one_yuan_is_a_symbol_only_where_prices_are_no_such_thing(register: Register, ask: Ask) -> None:
    amounts = register().amounts
    amounts[4] = 1.0
    assert [each.at for each in ask("nominal_price", register(amounts=amounts))] == [4]
    assert not ask("nominal_price", register(amounts=np.full(N, 5.0)))


def test_a_year_in_another_unit_is_found_where_no_single_amount_looks_wrong(register: Register, ask: Ask) -> None:
    corpus = register()
    wrong = corpus.columns.dates >= np.datetime64("2019-01-01")
    amounts = np.where(wrong, corpus.amounts * 1e4, corpus.amounts)
    spoiled = register(amounts=amounts)
    found = ask("level_jump", spoiled)
    assert sorted(each.at for each in found) == np.flatnonzero(wrong).tolist() and "2019" in found[0].reason
    assert not ask("off_scale", spoiled, least_z=7, corrected_z=2.5)
    assert not ask("level_jump", corpus)

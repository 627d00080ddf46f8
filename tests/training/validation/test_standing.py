from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.training.validation.conftest import N, Register, table
from training.corpus import merge
from training.validation.standing import LEAST_SPREAD, group_medians, standing


def test_each_price_stands_against_its_own_kind(register: Register) -> None:
    found = standing(register())
    assert len(found) == N and found.names == ("licence", "service")
    for segment in (0, 1):
        assert abs(np.median(found.residual[found.segment == segment])) < 0.05
    assert found.spread == pytest.approx(np.full(N, 0.3), abs=0.08)


def test_a_rising_level_is_no_distance(register: Register) -> None:
    corpus = register()
    years = corpus.columns.dates.astype("datetime64[Y]").astype(int) - 40
    rising = merge([table(amounts=corpus.amounts * np.exp(0.4 * years))])
    assert np.abs(standing(rising).residual).max() < 2


def test_one_wild_amount_moves_nothing_but_itself(register: Register) -> None:
    corpus = register()
    amounts = corpus.amounts.copy()
    amounts[10] *= 1e4
    before, after = standing(corpus), standing(merge([table(amounts=amounts)]))
    others = before.rows != 10
    assert after.residual[~others][0] == pytest.approx(before.residual[~others][0] + np.log(1e4), abs=0.2)
    assert np.abs(after.residual[others] - before.residual[others]).max() < 0.2


def test_a_thin_segment_borrows_the_level_of_the_wider_one(register: Register) -> None:
    kinds = ["rare" if at < 2 else "service" for at in range(N)]
    amounts = np.full(N, 1e5)
    amounts[:2] = 1e9
    found = standing(register(categories={"kind": kinds}, amounts=amounts))
    assert found.residual[np.isin(found.rows, [0, 1])].min() > 5  # two contracts are no level of their own


def test_a_spread_is_never_so_small_that_fixed_amounts_make_every_other_one_wild(register: Register) -> None:
    assert standing(register(amounts=np.full(N, 1e5))).spread.min() == LEAST_SPREAD


def test_where_only_the_deal_reveals_the_kind_all_prices_stand_together(register: Register) -> None:
    price = {"concept": "grant_amount", "amount": "sum", "unit": "CNY"}
    mapping = {"price": price, "attributes": {"kind": {"known_at": "deal"}, "team": {"kind": "number"}}}
    assert standing(register(mapping=mapping)).names == ("",)


def test_without_prices_there_is_no_standing(register: Register) -> None:
    assert len(standing(register(amounts=np.full(N, np.nan)))) == 0


@given(st.lists(st.tuples(st.integers(0, 4), st.floats(-9, 9)), min_size=1, max_size=40))
def test_group_medians_are_medians(rows: list[tuple[int, float]]) -> None:
    groups, values = np.asarray([row[0] for row in rows]), np.asarray([row[1] for row in rows])
    found = group_medians(values, groups)
    for group in range(len(found)):
        own = values[groups == group]
        assert found[group] == pytest.approx(np.median(own) if len(own) else 0.0)

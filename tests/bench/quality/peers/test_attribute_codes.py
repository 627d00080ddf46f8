"""Categories as integers."""

from __future__ import annotations

import numpy as np

from bench.quality.peers.attribute_codes import LEAST, AttributeCodes
from tests.bench.quality.conftest import market


def test_the_rare_and_the_unseen_share_a_code() -> None:
    taught, asked = market(200), market(3, seed=1)
    taught.categories[: LEAST - 1, 1] = "rare"
    asked.categories[:, 1] = ["rare", "unseen", "n"]
    codes = AttributeCodes.learn(taught).codes(asked)
    assert codes[0, 1] == codes[1, 1] == 0 != codes[2, 1]


def test_the_matrix_holds_codes_numbers_and_the_date() -> None:
    taught = market(200)
    learned = AttributeCodes.learn(taught)
    rows = learned.matrix(taught)
    assert rows.shape == (200, 4) and learned.categorical == [0, 1] and (rows[:, -1] == taught.years).all()


def test_each_contract_has_one_indicator_a_column() -> None:
    taught = market(200)
    one_hot = AttributeCodes.learn(taught).one_hot(taught)
    assert (one_hot.sum(axis=1) == 2).all() and set(np.unique(one_hot)) == {0.0, 1.0}


def test_contracts_without_categories_have_numbers_only() -> None:
    taught = market(50)
    bare = type(taught)(**{**vars(taught), "categories": np.empty((50, 0), dtype=object), "names": (), "segments": ()})
    assert AttributeCodes.learn(bare).matrix(bare).shape == (50, 2)

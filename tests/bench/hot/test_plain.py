"""The plain way gives the product's own numbers: the limit is that of the same work."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from bench.hot.plain import Plain
from bench.reference.items import DAY, SCHEMA, items
from models.load import load_bundle
from models.scorer import Scorer
from valuation.achievement import Achievement
from valuation.columns_of import columns_of


def test_the_plain_way_and_the_scorer_agree(reference: Path) -> None:
    made = items(60)
    told = Scorer(load_bundle(reference)).score(columns_of([Achievement.model_validate(item) for item in made], SCHEMA, DAY))
    answers = Plain(reference).answers(made, DAY)
    assert told.price is not None and told.maturity is not None
    assert np.array_equal(np.asarray([one["price"] for one in answers]), told.price)
    assert np.array_equal(np.asarray([one["maturity"] for one in answers]), told.maturity)
    assert np.array_equal(np.asarray([one["score_social"] for one in answers]), told.scores["social"])
    assert "embedding" not in answers[0]

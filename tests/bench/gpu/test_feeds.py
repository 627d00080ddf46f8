from __future__ import annotations

from pathlib import Path

import numpy as np

from bench.gpu.feeds import feeds_of, reference_columns
from models.graph_run import open_run
from models.load import load_bundle
from models.scorer import Scorer


def test_the_graphs_are_fed_what_the_scorer_feeds_them(reference: Path) -> None:
    bundle, columns = load_bundle(reference), reference_columns(50)
    feeds, run = feeds_of(bundle, columns, 16), open_run(load_bundle(reference))
    assert [len(feed["years"]) for feed in feeds] == [16, 16, 16, 2]
    found = np.concatenate([run.run(feed)["price"] for feed in feeds])
    expected = Scorer(bundle).score(columns).price
    assert expected is not None
    answered = np.isfinite(expected[:, 0])
    assert answered.sum() > 40
    assert np.isin(expected[answered].astype(np.float32), found).all()


def test_no_two_rows_are_alike() -> None:
    assert len(set(reference_columns(200).text)) == 200

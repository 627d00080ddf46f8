"""One rival in a process of its own."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from bench.quality.fit_peer import fit_peer
from bench.quality.peers.recent_level import RecentLevel
from bench.quality.rolling import conformal, residuals
from tests.bench.quality.conftest import market, write_market


def test_it_writes_mean_and_conformal_quantiles(tmp_path: Path) -> None:
    (tmp_path / "later").mkdir()
    past, later = market(900), market(40, seed=1, first=2011, last=2012)
    taught, source = write_market(past, tmp_path)
    asked, _ = write_market(later, tmp_path / "later")
    fit_peer("recent-level", source, taught, asked, tmp_path / "out.npz")
    mean = RecentLevel().fit(past).predict(later)
    with np.load(tmp_path / "out.npz") as found:
        np.testing.assert_allclose(found["mean"], mean)
        np.testing.assert_allclose(found["quantiles"], conformal(mean, residuals(RecentLevel(), past)))
        assert found["raw"].shape == (0, 7) and found["fit"] >= 0

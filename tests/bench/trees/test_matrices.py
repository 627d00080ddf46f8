from __future__ import annotations

from pathlib import Path

import numpy as np

from bench.trees.forests import read_forests
from bench.trees.matrices import matrices


def test_every_contract_is_a_row_as_the_forests_of_the_demo_read_it(tmp_path: Path) -> None:
    demo = Path("models/demo")
    reads = read_forests(demo)
    found = matrices(demo, reads, 600, tmp_path)
    assert [rows.shape for rows in found] == [(600, one.reach) for one in reads]
    for rows, one in zip(found, reads, strict=True):
        assert 0 < len(one.seeing(rows).unknown) < 10
        assert (np.ptp(np.nan_to_num(rows), axis=0) > 0).mean() > 0.9

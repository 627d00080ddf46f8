"""What a valuation costs: CPU time of this process at batch 64, two bundles in turns, so that a busy machine slows both alike."""

from __future__ import annotations

from time import process_time

import numpy as np

from models.golden import golden_columns
from models.scorer import Scorer
from training.promotion_gate import Latency

BATCH, TURNS, WARM_UP = 64, 30, 3


def measure_latency(challenger: Scorer, champion: Scorer | None, turns: int = TURNS) -> Latency:
    """Medians over `turns` batches of the challenger's golden rows, which both score (an attribute that one lacks is unknown to
    it); a scorer runs in one thread, so CPU time is all there is."""
    golden = golden_columns(challenger.bundle.golden)
    rows = golden.take(np.arange(BATCH) % len(golden.text))
    scorers = [challenger] if champion is None else [challenger, champion]
    times = np.empty((turns, len(scorers)))
    for turn in range(-WARM_UP, turns):
        for at, scorer in enumerate(scorers):
            started = process_time()
            scorer.score(rows)
            if turn >= 0:
                times[turn, at] = process_time() - started
    each = np.median(times, axis=0) / BATCH * 1e6
    if champion is None:
        return Latency(float(each[0]))
    return Latency(float(each[0]), float(each[1]), float(np.median(times[:, 0] / times[:, 1])))

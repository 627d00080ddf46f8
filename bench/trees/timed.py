"""CPU time in alternation: every form meets the same machine, the same rows and the same neighbours."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Feed = Mapping[str, NDArray[np.float32]]
Times = dict[int, dict[str, float]]
"""By batch and form: microseconds of a processor a row, the median of the rounds."""


def timed(
    runs: Mapping[str, Callable[[dict[str, NDArray[np.float32]]], Any]],
    feed: Feed,
    batches: Sequence[int],
    rounds: int,
    most: int = 200,
    clock: Callable[[], float] = time.process_time,
) -> Times:
    """Each form over all rows of the feed in batches, `most` of them, `rounds` times behind one to warm up; another form first each time."""
    count, names = len(next(iter(feed.values()))), list(runs)
    found: Times = {}
    for batch in batches:
        parts = [{name: rows[at : at + batch] for name, rows in feed.items()} for at in range(0, count - batch + 1, batch)][:most]
        spent: dict[str, list[float]] = {name: [] for name in names}
        for turn in range(rounds + 1):
            first = turn % len(names)
            for name in names[first:] + names[:first]:
                started = clock()
                for part in parts:
                    runs[name](part)
                spent[name].append((clock() - started) / len(parts) / batch * 1e6)
        found[batch] = {name: float(np.median(times[1:])) for name, times in spent.items()}
    return found

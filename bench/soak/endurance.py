"""What a long load says of the service: whether its memory grows, whether its callers wait longer and longer, whether anything failed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median

from bench.soak.windows import Window

GROWTH = 0.02
"""Of the memory after the start, that it may have grown by at the end."""
SLOPE = 0.25
"""Of the median p99, by which the trend of it may rise over the whole run."""
STARTED = 0.1
"""Share of the run in which caches fill; of ten minutes, the first. As much after it, and as much at the end, are compared."""


@dataclass(frozen=True)
class Sample:
    """Bytes of all processes together, seconds after the load began."""

    at: float
    memory: int


@dataclass(frozen=True)
class Endurance:
    """`growth`: of memory between the second tenth of the run and the last, as a share; `memory`: bytes in the second tenth; `p50`, `p99`: medians of the
    windows after the first tenth, in milliseconds; `slope`: rise of the trend of p99 over the run, as a share of it; `errors`: answers of 5xx; `refused`:
    of 4xx; `broken`: connections that broke, and calls that never were answered.
    """

    calls: int
    answered: int
    errors: int
    refused: int
    broken: int
    memory: int
    growth: float
    p50: float
    p99: float
    slope: float

    @property
    def holds(self) -> tuple[tuple[str, bool], ...]:
        """Each promise and whether it was kept."""
        return (
            (f"memory grew by {self.growth:.2%}, less than {GROWTH:.0%} is allowed", self.growth < GROWTH),
            (f"the trend of p99 rose by {self.slope:.0%} over the run, less than {SLOPE:.0%} is flat", self.slope < SLOPE),
            (f"{self.errors} answers of 5xx, {self.broken} calls without an answer", self.errors == 0 and self.broken == 0),
        )


def endurance(windows: Sequence[Window], samples: Sequence[Sample], seconds: float) -> Endurance:
    """Judges a load of that many seconds; ValueError where there is too little of it."""
    first, last = (
        [s.memory for s in samples if seconds * STARTED <= s.at < 2 * seconds * STARTED],
        [s.memory for s in samples if s.at >= seconds * (1 - STARTED)],
    )
    settled = [window for window in windows if window.start >= seconds * STARTED and window.statuses.get("200")]
    if not first or not last or len(settled) < 2:
        raise ValueError("too short a load to say anything")
    statuses = [(status, count) for window in windows for status, count in window.statuses.items()]
    p99 = median(window.p99 for window in settled)
    return Endurance(
        calls=sum(window.offered for window in windows),
        answered=sum(count for status, count in statuses if status == "200"),
        errors=sum(count for status, count in statuses if status.startswith("5")),
        refused=sum(count for status, count in statuses if status.startswith("4")),
        broken=sum(window.broken for window in windows) + windows[-1].waiting,
        memory=round(median(first)),
        growth=median(last) / median(first) - 1,
        p50=median(window.p50 for window in settled),
        p99=p99,
        slope=trend(settled) * (settled[-1].start - settled[0].start) / p99,
    )


def trend(windows: Sequence[Window]) -> float:
    """Milliseconds of p99 a second: the median of the slopes between all pairs, which a few bad windows do not turn (Theil and Sen)."""
    return median((later.p99 - sooner.p99) / (later.start - sooner.start) for sooner, later in combinations(windows, 2) if later.start > sooner.start)

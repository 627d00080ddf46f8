"""Whether what a search found is better than the default, or only luck: both are fitted anew with several seeds, and the newest year is asked once.

The found set is the best of many trials on the very origins that chose it, so its loss there flatters. It is kept only if its mean over the seeds is lower
than the default's by more than the default's own spread from seed to seed, and if the newest origin, which chose nothing, does not speak against it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from training.parameters import BOUNDS, Parameters
from training.search_loss import Ground, walk

Array = NDArray[np.float64]

SEEDS = 3
"""Seeds of the fits that decide: the run's own and the next ones."""


@dataclass(frozen=True)
class Verdict:
    """`years` (o,) of the origins, oldest first, the check last. `default` and `found`: pinball and RMSE of ln(price), (seeds, o, views, 2)."""

    years: tuple[float, ...]
    default: Array
    found: Array

    @property
    def by_origin(self) -> Array:
        """Loss of the found set at each origin, (o,), the default's mean over the seeds being 1."""
        return np.asarray(self._losses(self.found).mean(axis=0))

    @property
    def gain(self) -> float:
        """How much less the found set costs, on the mean of seeds and of the origins that chose: 0.02 is 2 % less."""
        return 1.0 - float(self.by_origin[:-1].mean())

    @property
    def noise(self) -> float:
        """The default's own spread on these origins: its worst seed less its best."""
        return float(np.ptp(self._losses(self.default)[:, :-1].mean(axis=1)))

    @property
    def check(self) -> float:
        """Loss of the found set at the newest origin, which chose nothing; below 1 is better than the default."""
        return float(self.by_origin[-1])

    @property
    def kept(self) -> bool:
        """Whether the found set is worth writing."""
        return self.gain > self.noise and self.check <= 1.0

    @property
    def told(self) -> str:
        """Why it is kept or not."""
        if np.array_equal(self.default, self.found):
            return f"no trial cost less than the default, whose own spread over {SEEDS} seeds is {self.noise:.2%}"
        gained = f"{abs(self.gain):.2%} {'less' if self.gain >= 0 else 'more'} loss than the default, on the mean of {SEEDS} seeds and the origins that chose"
        noise = f"the default's own spread over these seeds is {self.noise:.2%}"
        newest = f"at the newest origin {self.years[-1]:g}, which chose nothing, the loss is {self.check:.3f} of the default's"
        if self.kept:
            return f"{gained}; {noise}; {newest}"
        against = "no more than noise" if self.gain <= self.noise else "the newest origin speaks against it"
        return f"{against}: {gained}; {noise}; {newest}"

    def _losses(self, figures: Array) -> Array:
        """(seeds, origins)."""
        return np.asarray((figures / np.maximum(self.default.mean(axis=0), 1e-12)).mean(axis=(2, 3)))


def judge(ground: Ground, base: Parameters, found: Parameters, done: Callable[[], None] = lambda: None) -> Verdict:
    """Fits both with every seed on every origin and the check; `done` is called after each set and seed, of which there are `fits(base, found)`."""
    default = _figures(ground, base, done)
    cuts = sorted(cut.year for cut in ground.cuts)
    return Verdict((*cuts, ground.check.year), default, default if found == base else _figures(ground, found, done))


def fits(base: Parameters, found: Parameters) -> int:
    """Calls of `done` that a judgement makes."""
    return SEEDS * (1 + (found != base))


def _figures(ground: Ground, parameters: Parameters, done: Callable[[], None]) -> Array:
    figures = []
    for step in range(SEEDS):
        seeded = replace(parameters, seed=(parameters.seed + step) % (int(BOUNDS["seed"][1]) + 1))
        figures.append(list(walk(ground, seeded, (*ground.cuts, ground.check))))
        done()
    return np.asarray(figures)

"""A category of the simulated market: its values with their shares, and what each adds to ln(price) without moving the mean price."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Choices:
    """`shares` are made to sum to 1; `effects` on ln(price) are shifted so that the mean of exp(effect) over the shares is 1: a category spreads prices and
    leaves the published mean where it is.
    """

    shares: Mapping[str, float]
    effects: Mapping[str, float]

    def draw(self, chance: NDArray[np.float64]) -> NDArray[np.str_]:
        """The value that each number in [0, 1) falls on; (n,)."""
        edges = np.cumsum(np.fromiter(self.shares.values(), np.float64))
        at = np.searchsorted(edges / edges[-1], chance, side="right")
        return np.asarray(list(self.shares))[np.minimum(at, len(edges) - 1)]

    def effect(self, values: NDArray[np.str_]) -> NDArray[np.float64]:
        """What each value adds to ln(price); (n,)."""
        return effect_of(values, self._centred)

    @cached_property
    def _centred(self) -> dict[str, float]:
        total = sum(self.shares.values())
        shift = np.log(sum(share * np.exp(self.effects.get(name, 0.0)) for name, share in self.shares.items()) / total)
        return {name: self.effects.get(name, 0.0) - float(shift) for name in self.shares}


def choices(**entries: tuple[float, float]) -> Choices:
    """Value → share and effect."""
    return coded(entries)


def coded(entries: Mapping[str, tuple[float, float]]) -> Choices:
    """The same for values that are no Python names."""
    return Choices({name: share for name, (share, _) in entries.items()}, {name: effect for name, (_, effect) in entries.items()})


def draw_by(keys: NDArray[np.str_], options: Mapping[str, Choices], chance: NDArray[np.float64]) -> NDArray[np.str_]:
    """A value for each row from the choices of its key, "" where the key has none."""
    return np.select([keys == key for key in options], [one.draw(chance) for one in options.values()], default="")


def effect_by(keys: NDArray[np.str_], options: Mapping[str, Choices], values: NDArray[np.str_]) -> NDArray[np.float64]:
    """The effect of each row's value under the choices of its key, 0 where the key has none."""
    return np.select([keys == key for key in options], [one.effect(values) for one in options.values()], default=0.0)


def effect_of(values: NDArray[np.str_], effects: Mapping[str, float]) -> NDArray[np.float64]:
    """The number of each value, 0 where it has none."""
    distinct, at = np.unique(values, return_inverse=True)
    return np.asarray([effects.get(str(value), 0.0) for value in distinct])[at]

"""What every rival can do: fitted to contracts, it predicts ln(price) of others. Names stand in the roster."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from bench.quality.contracts import Contracts


class Fitted(Protocol):
    """A rival after training."""

    def predict(self, asked: Contracts) -> NDArray[np.float64]:
        """Predictions for m contracts whose prices it does not look at: ln(price) (m,), or (m, 7) of a rival's quantiles."""
        ...


class Peer(Protocol):
    """A rival."""

    def fit(self, taught: Contracts) -> Fitted:
        """Learns a mean of ln(price), deterministically."""
        ...


@runtime_checkable
class QuantilePeer(Peer, Protocol):
    """A rival that can also learn quantiles of its own; `raw` says whether they are shown, just as it gives them."""

    @property
    def raw(self) -> bool: ...

    def fit_quantiles(self, taught: Contracts) -> Fitted:
        """Learns the seven quantiles of `valuation.price.QUANTILES`."""
        ...

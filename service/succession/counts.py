"""What is counted of models that follow one another, and of a challenger beside the champion."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter

from service.coarse import CoarseHistogram
from service.succession.comparison import Comparison
from service.succession.watcher import Why

_LN = (0.001, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.7, 1.0, 2.0)
"""Of ln price: 0.1 is a tenth, 0.7 twice as much."""


class WatchCounts:
    """The observer of a watcher."""

    def __init__(self, takeovers: Counter, refused: Counter, alias: str) -> None:
        self._takeovers, self._refused, self._alias = takeovers.labels(alias), refused, alias

    def took_over(self) -> None:
        """Another model is in its place."""
        self._takeovers.inc()

    def refused(self, why: Why) -> None:
        """A look found what must not be used, or nothing."""
        self._refused.labels(self._alias, why).inc()


class SuccessionCounts:
    """Also the observer of the shadow."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._takeovers = Counter("valuation_model_takeovers", "Models that took their place while the service ran.", ("alias",), registry=registry)
        self._refused = Counter("valuation_model_refused", "Looks at a bundle that should answer and must not, by why.", ("alias", "why"), registry=registry)
        self._difference = CoarseHistogram(
            "valuation_shadow_difference_ln",
            "Absolute difference of ln price, challenger to champion, a row; each counts as the bound above it.",
            registry,
            _LN,
        )
        self._rows = Counter("valuation_shadow_rows", "Rows of calls that a challenger was to score too, by what came of it.", ("outcome",), registry=registry)

    def watched(self, alias: str) -> WatchCounts:
        """What is counted of one watcher: of the champion's, of the challenger's."""
        return WatchCounts(self._takeovers, self._refused, alias)

    def compared(self, found: Comparison) -> None:
        """A call that the challenger has scored too."""
        for difference in found.differences.tolist():
            self._difference.observe(abs(difference))
        self._rows.labels("compared").inc(found.compared)
        self._rows.labels("refusal_changed").inc(found.refusals_changed)
        self._rows.labels("not_priced").inc(found.rows - found.compared - found.refusals_changed)

    def dropped(self, rows: int) -> None:
        """A call for which there was no room."""
        self._rows.labels("dropped").inc(rows)

    def failed(self, rows: int) -> None:
        """A call that the challenger could not score."""
        self._rows.labels("failed").inc(rows)

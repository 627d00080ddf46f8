"""Our own numbers carry a version and stand in the order that keeps floor ≤ range ≤ list and ordinary ≤ transfer."""

from __future__ import annotations

from valuation.pricing_modes.settings import SETTINGS


def test_the_proposals_are_versioned_and_in_order() -> None:
    assert SETTINGS.version and SETTINGS.rounding and SETTINGS.certainty == "A"
    quantiles = (SETTINGS.start_quantile, SETTINGS.floor_quantile, SETTINGS.low_quantile, 0.5, SETTINGS.high_quantile, SETTINGS.list_quantile)
    factors = tuple(SETTINGS.exclusivity.model_dump().values())
    assert list(quantiles) == sorted(quantiles) and list(factors) == sorted(factors)

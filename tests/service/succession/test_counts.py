from __future__ import annotations

import numpy as np
from prometheus_client import CollectorRegistry

from service.succession.comparison import Comparison
from service.succession.counts import SuccessionCounts


def test_what_came_of_looks_and_comparisons_is_counted() -> None:
    registry = CollectorRegistry()
    counts = SuccessionCounts(registry)
    counts.watched("champion").took_over()
    counts.watched("challenger").refused("bundle")
    counts.compared(Comparison(5, np.array([0.05, -0.3]), 1))
    counts.dropped(7)
    counts.failed(3)

    def value(name: str, **labels: str) -> float | None:
        return registry.get_sample_value(name, labels)

    assert value("valuation_model_takeovers_total", alias="champion") == 1
    assert value("valuation_model_refused_total", alias="challenger", why="bundle") == 1
    assert value("valuation_shadow_difference_ln_count") == 2 and value("valuation_shadow_difference_ln_bucket", le="0.1") == 1
    assert value("valuation_shadow_difference_ln_sum") == 0.05 + 0.4  # bounds, not the differences themselves
    rows = {outcome: value("valuation_shadow_rows_total", outcome=outcome) for outcome in ("compared", "refusal_changed", "not_priced", "dropped", "failed")}
    assert rows == {"compared": 2, "refusal_changed": 1, "not_priced": 2, "dropped": 7, "failed": 3}

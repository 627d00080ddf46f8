"""A figure is the median of its rounds, between the lowest and the highest of them."""

from __future__ import annotations

import pytest

from bench.hot.figures import Figures, Row


def test_rows_hold_medians_and_extremes_in_the_order_of_their_first_coming() -> None:
    figures = Figures()
    for service, limit in ((0.5, 100.0), (0.4, 90.0), (0.9, 110.0)):
        figures.add("service_c1", service, "fraction of limit")
        figures.add("limit_b1", limit, "valuations/s")
    assert figures.rows() == [Row("service_c1", 0.5, "fraction of limit", 3, 0.4, 0.9), Row("limit_b1", 100.0, "valuations/s", 3, 90.0, 110.0)]
    assert figures.last("service_c1") == 0.9


def test_a_figure_keeps_its_unit() -> None:
    figures = Figures()
    figures.add("idle_ms", 1.0, "ms")
    with pytest.raises(ValueError, match="idle_ms was in ms"):
        figures.add("idle_ms", 1.0, "s")

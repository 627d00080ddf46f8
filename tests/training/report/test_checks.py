from __future__ import annotations

from typing import Any

from training.report.checks import add_calibration, add_parity
from training.report.finished import Finished


def test_blend_scales_and_origins_of_the_calibration_are_shown(shown: Any, finished: Finished) -> None:
    calibration = finished.calibration
    assert calibration is not None
    text, rows, figures = shown(add_calibration, finished)
    assert calibration.described in text
    assert f"Trees weigh {calibration.blend:g}" in text
    assert [row[0] for row in rows] == ["quantile", "p05", "p10", "p25", "p75", "p90", "p95", "origin", "2022", "2023"]
    assert rows[1][2] == f"×{calibration.scales[0]:.3f}" and rows[6][2] == f"×{calibration.scales[6]:.3f}"
    assert figures == {"calibration": {"blend": calibration.blend, "scales": calibration.scales.tolist()}}


def test_without_a_calibration_there_is_no_such_section(shown: Any, without_prices: Finished) -> None:
    assert shown(add_calibration, without_prices) == ("", [], {"calibration": None})


def test_parity_is_told_head_by_head(shown: Any, finished: Finished) -> None:
    text, rows, figures = shown(add_parity, finished)
    assert "0 leaves flipped" in text and {row[0] for row in rows[1:]} == set(finished.parity.differences)
    assert figures["parity"]["rows"] == finished.parity.rows

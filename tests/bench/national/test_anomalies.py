"""What is planted counts as found by the flag that is meant for it, and a flag on a clean row is a false alarm."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from bench.national.anomalies import judge_anomalies


def test_a_flag_of_another_kind_does_not_find_and_a_slip_of_a_digit_need_not_be_found() -> None:
    anomaly = np.asarray(["", "", "", "", "unit_error", "unit_error", "split", "typing_error"], dtype=object)
    flags = [None, "split_contracts", None, None, "far_outside_interval", "split_contracts", "split_contracts | far_outside_interval", None]
    checks = pa.table(
        {
            "flags": pa.array(flags, pa.string()),
            "contract_percentile": pa.array([50.0] * 8),
            "contract_price": pa.array([1.0] * 8),
            "asking_price": pa.array([None] * 8, pa.float64()),
        }
    )
    found = judge_anomalies(checks, anomaly, anomaly == "")
    assert found.kinds == {"unit_error": (1, 2), "split": (1, 1), "typing_error": (0, 1)}
    assert found.overall == 2 / 3 and (found.clean, found.false_alarms) == (4, 0.25)

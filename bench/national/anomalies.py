"""Planted anomalies among the later rows, as the price check of a whole table finds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from bench.price_check.measured_tables import AIMS
from bench.price_check.rates import ANY, GroupRates, rates


@dataclass(frozen=True)
class AnomaliesJudged:
    """Of each planted kind, rows found by the flag that is meant for it, and rows planted; `overall`, the share of those that can be found; `false_alarms`, the
    share of clean rows with any flag.
    """

    kinds: dict[str, tuple[int, int]]
    overall: float
    clean: int
    false_alarms: float


def judge_anomalies(checks: pa.Table, anomaly: NDArray[np.object_], clean: NDArray[np.bool_]) -> AnomaliesJudged:
    """From the checks of n rows, what was planted in each ("" for nothing) and which are clean. A slip of one digit need not be found."""
    groups = {"clean": (clean, "")} | {kind: (anomaly == kind, aim) for kind, aim in AIMS.items()}
    found = rates(checks, groups)
    ordinary, planted = found[0], [one for one in found[1:] if one.n]
    meant = [one for one in planted if one.aim]
    caught = sum(one.marked[one.aim] for one in meant if one.aim)
    return AnomaliesJudged(_kinds(planted), caught / max(sum(one.n for one in meant), 1), ordinary.n, ordinary.share(ANY))


def _kinds(planted: Sequence[GroupRates]) -> dict[str, tuple[int, int]]:
    return {one.group: (one.marked[one.aim or ANY], one.n) for one in planted}

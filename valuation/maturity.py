"""Technology readiness levels 1-9: ordinal, never averaged as if metric.

Names follow the nine levels of ISO 16290 and the usual Chinese step names; a label may be a level, a range or a stage.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LEVELS = tuple(range(1, 10))

LEVEL_NAMES: dict[int, tuple[str, str]] = {
    1: ("报告级", "principle reported"),
    2: ("方案级", "concept formulated"),
    3: ("功能级", "key function proved"),
    4: ("仿真级", "components work in the laboratory"),
    5: ("初样级", "components work in simulated use"),
    6: ("正样级", "pilot shown in relevant conditions"),
    7: ("环境级", "prototype proved in the field"),
    8: ("产品级", "product qualified"),
    9: ("系统级", "proven in service"),
}

STEP_NAMES: dict[int, tuple[str, str]] = LEVEL_NAMES | {
    10: ("销售级", "first sale paid"),
    11: ("盈亏级", "break-even reached"),
    12: ("利润级", "profit reaches the set share of the investment"),
    13: ("回报级", "investment recovered"),
}
"""The extended scale of 13 steps (13级扩展量表): beyond level 9 they are commercial. Names are customary (K), not checked against a standard."""

STAGES: dict[str, tuple[int, int]] = {"laboratory": (1, 4), "engineering": (5, 7), "industrial": (8, 13)}
"""The three-stage view: stage → its first and last step. Our own cut (A); standards for single fields cut otherwise."""

STAGE_NAMES: dict[str, tuple[str, str]] = {
    "laboratory": ("实验室阶段", "laboratory"),
    "engineering": ("工程化阶段", "engineering"),
    "industrial": ("产业化阶段", "industrial"),
}


@dataclass(frozen=True)
class LevelRange:
    """What is known of a maturity: it lies between two levels, both inclusive."""

    low: int
    high: int

    def __post_init__(self) -> None:
        if not 1 <= self.low <= self.high <= 9:
            raise ValueError(f"a maturity range runs from 1 to 9 with low <= high, not {self.low}-{self.high}")


def stage_of(step: int) -> str:
    """The stage of a level 1-9 or a step 10-13; ValueError for any other number."""
    for stage, (first, last) in STAGES.items():
        if first <= step <= last:
            return stage
    raise ValueError(f"a step runs from 1 to 13, not {step}")


def level_probabilities(exceedance: NDArray[np.float64]) -> NDArray[np.float64]:
    """P(level = 1 … 9), shape (n, 9), from P(level > 1 … 8), shape (n, 8), which must not increase along a row."""
    above = np.empty((len(exceedance), exceedance.shape[1] + 2))
    above[:, 0], above[:, 1:-1], above[:, -1] = 1.0, exceedance, 0.0
    return np.asarray(np.maximum(above[:, :-1] - above[:, 1:], 0.0), dtype=np.float64)


def expected_level(exceedance: NDArray[np.float64]) -> NDArray[np.float64]:
    """1 + Σ P(level > k): shown beside the distribution, never instead of it; shape (n,)."""
    return np.asarray(1.0 + exceedance.sum(axis=1), dtype=np.float64)


def median_level(exceedance: NDArray[np.float64]) -> NDArray[np.int64]:
    """The smallest level with at least half of the probability at or below it; shape (n,)."""
    return np.asarray(1 + (exceedance > 0.5).sum(axis=1), dtype=np.int64)

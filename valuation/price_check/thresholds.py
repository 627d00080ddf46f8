"""From where on a price is an anomaly: our own proposal [A], versioned, set for a false-alarm rate that `python -m bench.price_check` measures.

No standard gives such limits. An ordinary price is flagged about as often as `FalseAlarms` says, measured out of time; `docs/price_check.md` has the table.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FalseAlarms:
    """Share of ordinary prices that each flag marks, and any of them: the greatest of what was measured on simulated and on real data.

    None where no register with listings was ever measured: the simulator's series, which never fired on 12,396 ordinary rows, say nothing of a real one.
    `any_flag_high`: the upper end of the 95 % interval of `any_flag` (Wilson, 7 of 765 awards).
    """

    far_outside_interval: float
    text_amount_disagrees: float
    split_contracts: float
    serial_relisting: float | None
    any_flag: float
    any_flag_high: float


@dataclass(frozen=True)
class Thresholds:
    """The limits of every flag. Times are days, amounts units of the currency, factors ratios of amounts."""

    version: str
    beyond: float
    """Distance outside the 90 % interval, in half widths of that interval: prices drift away from a model, and a bare percentile fires too often then."""
    least_factor: float
    """However narrow the interval: the price lies outside by at least this factor."""
    unit_factors: tuple[float, ...]
    """元 for 万元 (10,000), 元 for 千元 (1,000), 分 for 元 or 百万元 for 万元 (100)."""
    text_factor: float
    """A price named in the text that differs by at least this factor disagrees."""
    equipment_factor: float
    """The whole contract may exceed its 技术交易额, which leaves equipment out, by up to this factor."""
    split_days: int
    """Contracts signed within so many days of one another may be parts of one."""
    split_likeness: float
    """Least likeness of their titles (`title_likeness.py`)."""
    split_limits: tuple[float, ...]
    """Amounts from which more rules apply: parts that each stay below one of them and together reach it look split."""
    split_parts: int
    """So many like contracts within the time look split whatever their sum; two do where their titles number them."""
    relist_times: int
    """A right put up so many times is relisted serially; once more after a first try is ordinary."""
    false_alarms: FalseAlarms


THRESHOLDS = Thresholds(
    version="2026-11",
    beyond=0.75,
    least_factor=3.0,
    unit_factors=(1e4, 1e3, 1e2),
    text_factor=2.0,
    equipment_factor=5.0,
    split_days=90,
    split_likeness=0.75,
    split_limits=(5e5, 1e6, 2e6, 4e6, 1e7),
    split_parts=3,
    relist_times=3,
    false_alarms=FalseAlarms(
        far_outside_interval=0.0077,
        text_amount_disagrees=0.0016,
        split_contracts=0.0078,
        serial_relisting=None,
        any_flag=0.0092,
        any_flag_high=0.0188,
    ),
)

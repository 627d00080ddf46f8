"""The promotion gate: figures in, a verdict with its reasons out. Every bound stands in `promotion_criteria.py`.

Losses are compared contract by contract with the champion's: "not worse" means that the 95 % interval of the paired bootstrap reaches 0 or below, and
that the mean is within a margin. A first promotion, without a champion, is judged by the absolute criteria alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from training.binomial import wilson_band
from training.paired_bootstrap import paired_difference
from training.parity import MAX_LN_PRICE, Parity, broken_limits
from training.price_losses import pinball, winkler
from training.price_study import coverage, gate_figures
from training.promotion_criteria import Criteria
from training.study_groups import Grouping

Array = NDArray[np.float64]
Outcome = Literal["passed", "failed", "not judged"]


LOSSES: dict[str, Callable[[Array, Array], Array]] = {
    "pinball": lambda truth, quantiles: pinball(truth, quantiles).mean(axis=1),
    "Winkler 90 %": lambda truth, quantiles: winkler(truth, quantiles[:, 0], quantiles[:, -1]),
}
"""Proper scores (n,) of truth (n,) and quantiles (n, 7)."""


@dataclass(frozen=True)
class CommonSet:
    """n contracts that both bundles have answered without having learned from them: `truth` (n,), quantiles (n, 7), all ln(price); `projects` (n,) numbers.

    `champion` is None at a first promotion. `answered`: share of the contracts asked that the challenger answered, and the champion; None where nobody
    knows. `described` says which contracts these are, and how many were left out.
    """

    truth: Array
    projects: NDArray[np.int64]
    segments: tuple[Grouping, ...]
    challenger: Array
    champion: Array | None
    answered: tuple[float, float | None] | None
    described: str


@dataclass(frozen=True)
class Latency:
    """Median CPU time of one valuation at batch 64, in microseconds, and the median of the challenger's over the champion's, measured in turns."""

    challenger: float
    champion: float | None = None
    ratio: float | None = None


@dataclass(frozen=True)
class Check:
    """One criterion: what was found, what is allowed, and what it means."""

    criterion: str
    figure: str
    bound: str
    outcome: Outcome
    why: str


@dataclass(frozen=True)
class Verdict:
    """All criteria, in the order in which they are printed."""

    checks: tuple[Check, ...]

    @property
    def passed(self) -> bool:
        return all(check.outcome != "failed" for check in self.checks)

    @property
    def reason(self) -> str:
        """One line for the record of the run."""
        failed = [f"{check.criterion} {check.figure} ({check.bound})" for check in self.checks if check.outcome == "failed"]
        return "failed on " + "; ".join(failed) if failed else "passed every criterion"


def judge(common: CommonSet, parity: Parity | None, latency: Latency, criteria: Criteria) -> Verdict:
    """The verdict on a challenger; `parity` is what its export found, None where nobody knows."""
    enough = _enough(common, criteria)
    if enough.outcome == "failed":
        return Verdict((enough, _parity(parity), _latency(latency, criteria)))
    checks = [enough, *_losses(common, criteria), _coverage(common, criteria), _segments(common, criteria), *_shape(common, criteria)]
    return Verdict((*checks, _answered(common, criteria), _parity(parity), _latency(latency, criteria)))


def _enough(common: CommonSet, criteria: Criteria) -> Check:
    n = len(common.truth)
    return _check("contracts", f"{n:,}", f"at least {criteria.least_contracts:,}", n >= criteria.least_contracts, common.described)


def _losses(common: CommonSet, criteria: Criteria) -> list[Check]:
    found = []
    for name, loss in LOSSES.items():
        own = loss(common.truth, common.challenger)
        if common.champion is None:
            found.append(Check(name, f"{own.mean():.4f}", "the champion's", "not judged", "there is no champion to compare with"))
            continue
        rival = loss(common.truth, common.champion)
        difference = paired_difference(own, rival, common.projects, criteria.seed)
        share = difference.mean / float(rival.mean())
        passed = difference.low <= 0 and share <= criteria.loss_margin
        why = f"{own.mean():.4f} against the champion's {rival.mean():.4f}; interval of the difference {difference.low:+.4f} to {difference.high:+.4f}"
        bound = f"interval reaches 0, at most {criteria.loss_margin:+.0%}"
        found.append(_check(name, f"{difference.mean:+.4f} ({share:+.1%})", bound, passed, why))
    return found


def _coverage(common: CommonSet, criteria: Criteria) -> Check:
    share = coverage(common.truth, common.challenger, 0.05, 0.95)
    low, high = criteria.coverage_low, criteria.coverage_high
    champion = "" if common.champion is None else f"; the champion's {coverage(common.truth, common.champion, 0.05, 0.95):.3f}"
    return _check("coverage of the 90 % interval", f"{share:.3f}", f"{low:.2f} to {high:.2f}", low <= share <= high, f"nominal 0.90{champion}")


def _segments(common: CommonSet, criteria: Criteria) -> Check:
    low, high, least = criteria.segment_low, criteria.segment_high, criteria.segment_contracts
    shares: dict[str, tuple[float, int]] = {}
    for grouping in common.segments:
        for value in np.unique(grouping.labels.astype(str)):
            rows = grouping.labels == value
            if rows.sum() >= least:
                shares[f"{grouping.name}={value or 'unknown'}"] = (coverage(common.truth[rows], common.challenger[rows], 0.05, 0.95), int(rows.sum()))
    bound = f"{low:.2f} to {high:.2f} where n ≥ {least}"
    if not shares:
        return Check("coverage by segment", "–", bound, "not judged", f"no segment has {least} contracts")
    broken = {name: found for name, found in shares.items() if not low <= found[0] <= high}
    shown = broken or {name: shares[name] for name in [min(shares, key=lambda name: shares[name][0]), max(shares, key=lambda name: shares[name][0])]}
    why = "; ".join(f"{name}: {share:.3f} of {n:,} (95 % band {'-'.join(f'{end:.2f}' for end in wilson_band(share, n))})" for name, (share, n) in shown.items())
    figures = [share for share, _ in shares.values()]
    return _check("coverage by segment", f"{min(figures):.3f} to {max(figures):.3f} in {len(shares)}", bound, not broken, why)


def _shape(common: CommonSet, criteria: Criteria) -> list[Check]:
    found = gate_figures(common.truth, common.challenger)
    rival = None if common.champion is None else gate_figures(common.truth, common.champion)
    slope, bias = found["slope"], found["decile_bias"]
    low, high, most = criteria.slope_low, criteria.slope_high, criteria.decile_bias
    told = [f"; the champion's {rival[name]:.3f}" if rival else "" for name in ("slope", "decile_bias")]
    return [
        _check("slope of ln price on ln prediction", f"{slope:.3f}", f"{low:.2f} to {high:.2f}", bool(low <= slope <= high), f"below 1 exaggerates{told[0]}"),
        _check("bias by predicted decile", f"{bias:.3f}", f"at most {most:.2f}", bias <= most, f"largest |ln median ratio| of any decile{told[1]}"),
    ]


def _answered(common: CommonSet, criteria: Criteria) -> Check:
    name, bound = "answered", f"at least {criteria.answered:.2f}"
    if common.answered is None:
        return Check(name, "–", bound, "not judged", "nobody knows what they would have refused")
    own, champion = common.answered
    if champion is None:
        return _check(name, f"{own:.3f}", bound, own >= criteria.answered, "share of the contracts that get a price")
    bound += f", or at most {criteria.answered_drop:.2f} below the champion's"
    # a champion that itself refuses much is no reason to keep it
    passed = own >= criteria.answered or own >= champion - criteria.answered_drop
    return _check(name, f"{own:.3f}", bound, passed, f"the champion's {champion:.3f}")


def _parity(parity: Parity | None) -> Check:
    bound = f"no leaf flipped, ln(price) within {MAX_LN_PRICE:g}"
    if parity is None:
        return Check("parity", "unknown", bound, "failed", "no out_of_time.parquet of this bundle says what its export found: train it again")
    most = max((difference for head, difference in parity.differences.items() if head.startswith("price")), default=0.0)
    broken = broken_limits(parity)
    return _check("parity", f"{most:.1e}, {parity.flipped_leaves} flipped", bound, not broken, "; ".join(broken) or f"on {parity.rows:,} hard rows at export")


def _latency(latency: Latency, criteria: Criteria) -> Check:
    own = f"{latency.challenger:.0f} µs"
    if latency.ratio is None or latency.champion is None:
        return _check("latency", own, f"at most {criteria.latency:.0f} µs", latency.challenger <= criteria.latency, "CPU a valuation at batch 64")
    passed = latency.ratio <= criteria.latency_ratio or latency.challenger <= criteria.latency
    bound = f"×{criteria.latency_ratio:.2f} of the champion's, or {criteria.latency:.0f} µs"
    return _check("latency", f"{own}, ×{latency.ratio:.2f}", bound, passed, f"CPU a valuation at batch 64, in turns; the champion's {latency.champion:.0f} µs")


def _check(criterion: str, figure: str, bound: str, passed: bool, why: str) -> Check:
    return Check(criterion, figure, bound, "passed" if passed else "failed", why)

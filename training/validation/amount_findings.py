"""Amounts that do not fit their segment: wrong units (元 for 万元), far outliers, symbolic prices, levels that jump from one year to the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from training.validation.evidence import Evidence
from training.validation.finding import Finding

Limits = Mapping[str, float]


def off_scale(evidence: Evidence, limits: Limits) -> Iterator[Finding]:
    """Amounts about `factor` times their segment's level, or one `factor`-th of it.

    The residual must lie `least_z` spreads from zero, and the amount divided (or multiplied) by the factor within `corrected_z` spreads of the level:
    a power of ten explains it, and nothing nearer does. What is left may be no more than the factor's fourth root (10 for 10,000), however wide the spread.
    """
    standing, step = evidence.standing, np.log(limits["factor"])
    z = np.abs(standing.residual) / standing.spread
    left = np.abs(np.abs(standing.residual) - step)
    for at in np.flatnonzero((z >= limits["least_z"]) & (left <= np.minimum(limits["corrected_z"] * standing.spread, step / 4))):
        above = standing.residual[at] > 0
        ratio = np.exp(abs(standing.residual[at]))
        reason = (
            f"about {limits['factor']:,.0f} times {'its' if above else 'less than its'} segment's level ({_times(ratio)}, {z[at]:.1f} spreads): a wrong unit?"
        )
        yield _found(evidence, int(at), reason)


def far_amount(evidence: Evidence, limits: Limits) -> Iterator[Finding]:
    """Amounts at least `least_z` spreads and a factor of `least_ratio` from their segment's level."""
    standing = evidence.standing
    z = np.abs(standing.residual) / standing.spread
    for at in np.flatnonzero((z >= limits["least_z"]) & (np.abs(standing.residual) >= np.log(limits["least_ratio"]))):
        side = "above" if standing.residual[at] > 0 else "below"
        yield _found(evidence, int(at), f"{_times(np.exp(abs(standing.residual[at])))} {side} its segment's level, {z[at]:.1f} spreads")


def nominal_price(evidence: Evidence, limits: Limits) -> Iterator[Finding]:
    """Amounts of at most `most` units of the currency and a factor of `least_ratio` below their segment's level: a symbol, not a price."""
    standing = evidence.standing
    symbolic = (np.exp(standing.log_price) <= limits["most"] * (1 + 1e-9)) & (standing.residual <= -np.log(limits["least_ratio"]))
    for at in np.flatnonzero(symbolic):
        yield _found(evidence, int(at), f"a symbolic amount, {_times(np.exp(-standing.residual[at]))} below its segment's level")


def level_jump(evidence: Evidence, limits: Limits) -> Iterator[Finding]:
    """All amounts of a segment's year whose median is about 100, 1,000 or 10,000 times that of its three years before, or such a part of it.

    A whole year in another unit moves the level with it, and no single amount of it looks far off. At least `least_rows` amounts on both sides.
    """
    standing = evidence.standing
    for segment in range(len(standing.names)):
        own = np.flatnonzero(standing.segment == segment)
        years = standing.years[own]
        for year in np.unique(years)[1:]:
            now, before = own[years == year], own[(years < year) & (years >= year - 3)]
            if min(len(now), len(before)) < limits["least_rows"]:
                continue
            jump = float(np.median(standing.log_price[now]) - np.median(standing.log_price[before]))
            factor = next((factor for factor in (100, 1_000, 10_000) if abs(abs(jump) - np.log(factor)) <= np.log(limits["tolerance"])), None)
            if factor is not None:
                side = "above" if jump > 0 else "below"
                name = standing.names[segment] or "all"
                reason = f"the median of {name} in {year} is {_times(np.exp(abs(jump)))} {side} that of the three years before: another unit from then on?"
                yield from (_found(evidence, int(at), reason) for at in now)


def _found(evidence: Evidence, at: int, reason: str) -> Finding:
    standing = evidence.standing
    return evidence.about_price(int(standing.rows[at]), f"{np.exp(standing.log_price[at]):,.2f}".removesuffix(".00"), reason)


def _times(ratio: float) -> str:
    return f"×{ratio:,.0f}" if ratio >= 10 else f"×{ratio:.1f}"

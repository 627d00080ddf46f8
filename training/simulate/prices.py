"""The truth about the price: conditional median and spread of ln(技术交易额 in 万元) from what a whole row says, and the amounts drawn around it, rounded as
people round. A part that spreads prices is shifted so that the mean of its stratum stays the published one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.special import ndtr

from training.simulate import figures as of
from training.simulate.choices import Choices, effect_by, effect_of
from training.simulate.dates import CENTRE
from training.simulate.facts import GRADE_EDGES, Facts, Numbers, Texts, mean_level, size_law
from training.simulate.regions import region_effect
from training.simulate.strata import DEVELOPMENT, LICENCE, SERVICE, strata
from training.simulate.topics import topics
from valuation.five_values import VALUES

ROUND = np.log(np.asarray([1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]))
"""ln of the amounts that people like, within a power of ten."""
ROUND_SHARE, TWO_DIGITS_SHARE = 0.45, 0.30
"""Share of prices at such an amount, and of those with two significant digits; the rest stands to the yuan [A]."""
LEAST = 1e-4
"""One yuan, in 万元."""


@dataclass(frozen=True)
class Prices:
    """`ln_median` and `spread` are the truth (n,); `amounts` (技术交易额) and `totals` (合同成交总金额) in 万元 (n,), NaN where the deal has none;
    `expected` is the mean total of deals that differ from a row in nothing but the size of the work and chance.
    """

    ln_median: Numbers
    spread: Numbers
    amounts: Numbers
    totals: Numbers
    expected: Numbers


def draw_prices(facts: Facts, generator: np.random.Generator) -> Prices:
    """Log-normal around the conditional median, then rounded."""
    ln_median, spread = ln_median_of(facts), spread_of(facts)
    amounts = heaped(np.exp(ln_median + spread * generator.normal(0, 1, len(facts))), generator)
    hardware = generator.random(len(facts)) < hardware_share(facts)
    totals = np.where(hardware, heaped(amounts * (1 + generator.exponential(of.HARDWARE_MEAN, len(facts))), generator), amounts)
    without = np.isin(facts.payment_modes, ("free", "royalty_on_sales", "royalty_on_profit"))
    expected = np.exp(ln_median - facts.size + ln_mean_size(facts.groups, facts.modes) + spread**2 / 2) * (1 + of.HARDWARE_MEAN * hardware_share(facts))
    return Prices(
        ln_median,
        spread,
        np.where(facts.unpriced, np.nan, amounts),
        np.where(without, np.nan, np.maximum(totals, amounts)),
        np.where(without, 0.0, expected),
    )


def ln_median_of(facts: Facts) -> Numbers:
    """ln(median price in 万元) given all that a whole row says, text included; (n,)."""
    median_term = effect_of(facts.modes, of.TERMS)
    has_term = median_term > 0
    ln_term = np.where(has_term, np.log(np.where(has_term, facts.term_years / np.where(has_term, median_term, 1.0), 1.0)), 0.0)
    plans = {group: Choices(of.planned_shares(group), of.PLAN_SOURCES.effects) for group in of.PLANNED}
    return np.asarray(
        ln_mean_level(facts.groups, facts.modes, facts.years)
        - np.log1p(of.HARDWARE_MEAN * hardware_share(facts))
        - spread_of(facts) ** 2 / 2
        + facts.size
        - ln_mean_size(facts.groups, facts.modes)
        + facts.field_effects
        + effect_by(facts.groups, of.SELLERS, facts.seller_kinds)
        + np.where(facts.regions < 0, 0.0, region_effect(facts.regions, np.floor(facts.years).astype(np.int64)))
        + effect_by(facts.groups, plans, facts.plan_sources)
        + np.where(facts.rights, of.IP_OF_RIGHTS.effect(facts.ip_kinds), of.IP_OF_WORK.effect(facts.ip_kinds))
        + np.where(facts.rights, of.RIGHTS_EFFECT * np.log(np.maximum(facts.right_counts, 1)) - _mean_of_counts(), 0.0)
        + np.where(facts.modes == LICENCE, of.EXCLUSIVITIES.effect(facts.exclusivities), 0.0)
        + of.BUYERS.effect(facts.buyer_kinds)
        + effect_by(facts.modes, of.PAYMENTS, facts.payment_modes)
        + of.TERM_EFFECT * ln_term
        - np.where(has_term, (of.TERM_EFFECT * of.TERM_SPREAD) ** 2 / 2, 0.0)
        + _of_level(facts)
        + _of_grades(facts)
        + topic_effects()[facts.topics]
    )


def ln_mean_level(groups: Texts, modes: Texts, years: Numbers) -> Numbers:
    """ln of the mean contract of group and mode, 万元, at a decimal year: the published or derived means, each reached where its year's contracts centre."""
    found = np.empty(len(years))
    for group, mode in {(str(group), str(mode)) for group, mode in zip(groups, modes, strict=True)}:
        rows = (groups == group) & (modes == mode)
        at, means = strata().mean_path(group, mode)
        priced = 1 - of.FREE[group] - of.ROYALTY[group] if mode == LICENCE else 1.0
        found[rows] = np.interp(years[rows], at + CENTRE, np.log(means / priced))
    return found


@cache
def topic_effects() -> Numbers:
    """What each topic adds to ln(price); its mean in prices is 1 within a field and language."""
    found = of.TOPIC_EFFECT * topics().traits["price"]
    for start, count in topics().ranges.values():
        found[start : start + count] -= np.log(np.mean(np.exp(found[start : start + count])))
    return np.asarray(found)


def ln_mean_size(groups: Texts, modes: Texts) -> Numbers:
    """ln of the mean size of a work under its law."""
    laws = size_law(groups, modes)
    return effect_of(laws, {name: float(np.log(law.mean_exp())) for name, law in of.SIZES.items()})


def spread_of(facts: Facts) -> Numbers:
    """Standard deviation of ln(price) that nothing explains."""
    return np.asarray(effect_of(facts.modes, of.SPREADS) + of.SPREAD_OF_EARLY * np.maximum(7 - facts.levels, 0))


def hardware_share(facts: Facts) -> Numbers:
    """Chance that a contract carries equipment and materials: those that develop or serve."""
    years, shares = zip(*of.HARDWARE, strict=True)
    return np.asarray(np.where(np.isin(facts.modes, (DEVELOPMENT, SERVICE)), np.interp(facts.years, years, shares), 0.0))


def heaped(exact: Numbers, generator: np.random.Generator) -> Numbers:
    """Prices as they are agreed: many at the nearest round amount, many with two digits, none below one yuan."""
    exact = np.maximum(exact, LEAST)
    power = np.floor(np.log10(exact))
    mantissa = np.log(exact) - power * np.log(10)
    liked = np.exp(ROUND[np.abs(mantissa[:, None] - ROUND[None, :]).argmin(axis=1)] + power * np.log(10))
    two_digits = np.round(exact / 10 ** (power - 1)) * 10 ** (power - 1)
    chance = generator.random(len(exact))
    prices = np.select([chance < ROUND_SHARE, chance < ROUND_SHARE + TWO_DIGITS_SHARE], [liked, two_digits], exact)
    return np.asarray(np.maximum(np.round(prices, 4), LEAST))


def _of_level(facts: Facts) -> Numbers:
    """The level's effect, relative to the mean of exp over the levels of group and mode."""
    slopes = effect_of(facts.modes, of.MATURITY_EFFECTS)
    means = mean_level(facts.groups, facts.modes)
    spread = np.hypot(of.MATURITY_OF_TOPIC, of.MATURITY_SPREAD)
    edges = np.concatenate([[-np.inf], np.arange(1.5, 9), [np.inf]])
    total = np.zeros(len(facts))
    for at, level in enumerate(range(1, 10)):
        share = ndtr((edges[at + 1] - means) / spread) - ndtr((edges[at] - means) / spread)
        total += share * np.exp(slopes * level)
    return np.asarray(slopes * facts.levels - np.log(total))


def _of_grades(facts: Facts) -> Numbers:
    """What prospects and novelty add."""
    edges = np.concatenate([[-np.inf], GRADE_EDGES, [np.inf]])
    shares = np.diff(ndtr(edges))
    found = np.zeros(len(facts))
    for value, slope in of.GRADE_EFFECTS.items():
        found += slope * facts.grades[:, VALUES.index(value)] - np.log(np.sum(shares * np.exp(slope * np.arange(1, 6))))
    return found


def _mean_of_counts() -> float:
    """ln of the mean of count^effect."""
    counts = np.arange(1, 200)
    return float(np.log(np.sum(of.ONE_RIGHT * (1 - of.ONE_RIGHT) ** (counts - 1) * counts**of.RIGHTS_EFFECT)))

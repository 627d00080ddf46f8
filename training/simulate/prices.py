"""The truth about the price: conditional median and spread of ln(price in 万元) from the facts, and the price drawn around it, rounded as people round."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.simulate import figures as of
from training.simulate.facts import Facts, Numbers, Texts
from training.simulate.topics import topics

ROUND = np.log(np.asarray([1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]))
"""ln of the amounts that people like, within a power of ten."""
ROUND_SHARE, TWO_DIGITS_SHARE = 0.45, 0.30
"""Share of prices at such an amount, and of those with two significant digits; the rest stands to the yuan [A]."""
LEAST = 1e-4
"""One yuan, in 万元."""


@dataclass(frozen=True)
class Prices:
    """`ln_median` and `spread` are the truth (n,); `amounts` in 万元 (n,), NaN where the deal has none (royalty only)."""

    ln_median: Numbers
    spread: Numbers
    amounts: Numbers


def draw_prices(facts: Facts, generator: np.random.Generator) -> Prices:
    """Log-normal around the conditional median, then rounded."""
    ln_median, spread = ln_median_of(facts), of.effect_of(facts.contract_types, of.SPREADS)
    exact = np.exp(ln_median + spread * generator.normal(0, 1, len(facts)))
    amounts = heaped(exact, generator)
    return Prices(ln_median, spread, np.where(facts.payment_modes == "royalty", np.nan, amounts))


def ln_median_of(facts: Facts) -> Numbers:
    """ln(median price in 万元) given every fact, those included that a table or a listing does not show; (n,)."""
    types = facts.contract_types
    mean_level = of.effect_of(facts.groups, of.MATURITY) + of.effect_of(types, of.MATURITY_SHIFTS)
    median_term = of.effect_of(types, of.TERMS)
    has_term = median_term > 0
    term = np.where(has_term, facts.term_years / np.where(has_term, median_term, 1.0), 1.0)
    return np.asarray(
        ln_level(facts.groups, types, facts.years)
        + of.FIELDS.effect(facts.fields)
        + of.SELLERS.effect(facts.seller_kinds)
        + of.REGIONS.effect(facts.regions)
        + of.PLAN_SOURCES.effect(facts.plan_sources)
        + _ip_effect(facts)
        + of.EXCLUSIVITIES.effect(facts.exclusivities)
        + of.BUYERS.effect(facts.buyer_kinds)
        + np.where(facts.rights, of.PAYMENTS_OF_RIGHTS.effect(facts.payment_modes), of.PAYMENTS_OF_WORK.effect(facts.payment_modes))
        + of.TERM_EFFECT * np.log(term)
        + of.effect_of(types, of.MATURITY_EFFECTS) * (facts.levels - mean_level)
        + of.SIZE_EFFECT * facts.size
        + of.MARKET_EFFECT * facts.market
        + of.NOVELTY_EFFECT * facts.novelty
        + of.TOPIC_EFFECT * topics().traits["price"][facts.topics]
    )


def ln_level(groups: Texts, types: Texts, years: Numbers) -> Numbers:
    """ln of the price level in 万元: the median of seller group and contract type, moved along its own trend."""
    found = np.empty(len(years))
    for group in of.MEDIANS:
        for kind, median in of.MEDIANS[group].items():
            rows = (groups == group) & (types == kind)
            found[rows] = np.log(median) + _trend(group, kind, years[rows])
    return found


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


def _trend(group: str, kind: str, years: Numbers) -> Numbers:
    """ln(level) against the base year."""
    if group != of.PUBLIC or kind not in of.RIGHTS:
        return np.asarray(of.GROWTH[group] * (years - of.BASE_YEAR))
    start, turn, falling, slower = of.RIGHTS_TURN

    def path(at: NDArray[np.float64]) -> Numbers:
        return np.asarray(falling * (np.clip(at, start, turn) - start) + slower * np.maximum(at - turn, 0))

    return np.asarray(path(years) - path(np.asarray([of.BASE_YEAR])))


def _ip_effect(facts: Facts) -> Numbers:
    common = np.where(facts.rights, of.IP_OF_RIGHTS.effect(facts.ip_kinds), of.IP_OF_WORK.effect(facts.ip_kinds))
    return np.asarray(common + of.effect_of(facts.ip_kinds, dict(of.IP_OF_FIELD.values())))

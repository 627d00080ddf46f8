"""What a simulated contract is: its facts as columns of length n, drawn one after the other from strata and assumptions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.simulate import figures as of
from training.simulate.choices import draw_by, effect_of
from training.simulate.dates import decimal_years, draw_days, share_until
from training.simulate.fields import draw_fields, draw_industries, draw_objectives
from training.simulate.regions import draw_buyers, draw_regions
from training.simulate.strata import ABROAD, CONTRACT_TYPE, EQUITY, LAST_DAY, LICENCE, PUBLIC, RIGHTS, YEARS, strata
from training.simulate.topics import topics
from valuation.five_values import VALUES

Texts = NDArray[np.str_]
Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]

GRADE_EDGES = (-1.2, -0.4, 0.4, 1.2)
"""Where a standard normal trait passes from one grade (1-5) to the next."""


@dataclass(frozen=True)
class Facts:
    """n deals in order of their day. Categories are codes of the registration lists, "" where they do not apply; `regions` and `buyer_regions` numbers of
    provinces (-1 abroad); `topics` numbers of `topics.Topics`; `years` decimal; `weights` contracts of the nation that a row stands for; `levels` 1-9;
    `grades` (n, 5) 1-5 in the order of the five values; `size` ln; `term_years` NaN without a term; `rd_cost` in 万元; `right_counts` 0 for work.
    """

    days: NDArray[np.datetime64]
    years: Numbers
    weights: Numbers
    groups: Texts
    modes: Texts
    english: NDArray[np.bool_]
    seller_kinds: Texts
    fields: Texts
    field_effects: Numbers
    topics: Whole
    regions: Whole
    buyer_regions: Whole
    industries: Texts
    objectives: Texts
    ip_kinds: Texts
    right_counts: Whole
    plan_sources: Texts
    exclusivities: Texts
    buyer_kinds: Texts
    payment_modes: Texts
    term_years: Numbers
    rd_cost: Numbers
    levels: Whole
    grades: Whole
    size: Numbers

    def __len__(self) -> int:
        return len(self.years)

    @property
    def rights(self) -> NDArray[np.bool_]:
        """Whether a right passes or is licensed, rather than work done."""
        return np.isin(self.modes, RIGHTS)

    @property
    def contract_types(self) -> Texts:
        """Codes of the five registered types."""
        distinct, at = np.unique(self.modes, return_inverse=True)
        return np.asarray(np.asarray([CONTRACT_TYPE[str(mode)] for mode in distinct])[at])

    @property
    def unpriced(self) -> NDArray[np.bool_]:
        """Deals free of charge, for royalty alone, or for equity: terms, and no price."""
        return np.isin(self.payment_modes, ("free", "royalty_on_sales", "royalty_on_profit", "equity"))


def draw_facts(n: int, generator: np.random.Generator) -> Facts:
    """n deals, in order of their day."""
    whole_years, groups, modes, weights = _sampled(n, generator)
    order, days = _dated(whole_years, generator)
    whole_years, groups, modes, weights = whole_years[order], groups[order], modes[order], weights[order]
    chance = iter([_even(whole_years, generator) for _ in range(15)])
    fields, field_effects = draw_fields(whole_years, groups, next(chance))
    english = next(chance) < effect_of(groups, of.ENGLISH)
    offered = topics().draw(fields, english, next(chance))
    regions = np.where(groups == ABROAD, -1, draw_regions(whole_years, next(chance)))
    rights = np.isin(modes, RIGHTS)
    size = _sizes(whole_years, groups, modes, generator)
    ip_kinds = _ip_kinds(rights, fields, next(chance), next(chance))
    years = decimal_years(days)
    payments = _payments(groups, modes, next(chance), next(chance))
    return Facts(
        days=days,
        years=years,
        weights=weights,
        groups=groups,
        modes=modes,
        english=english,
        seller_kinds=draw_by(groups, of.SELLERS, next(chance)),
        fields=fields,
        field_effects=field_effects,
        topics=offered,
        regions=regions,
        buyer_regions=draw_buyers(regions, whole_years, next(chance)),
        industries=draw_industries(fields, next(chance)),
        objectives=draw_objectives(fields, next(chance)),
        ip_kinds=ip_kinds,
        right_counts=np.where(ip_kinds == "none", 0, generator.geometric(of.ONE_RIGHT, n)),
        plan_sources=_plans(groups, next(chance), generator),
        exclusivities=np.where(payments == "free", "ordinary", np.where(modes == LICENCE, of.EXCLUSIVITIES.draw(next(chance)), "")),
        buyer_kinds=of.BUYERS.draw(next(chance)),
        payment_modes=payments,
        term_years=_terms(modes, generator),
        rd_cost=of.RD_COST * np.exp(of.RD_COST_POWER * size + of.RD_COST_GROWTH * (years - 2019.0)),
        levels=_levels(groups, modes, topics().traits["maturity"][offered], generator),
        grades=np.column_stack([_grades(value, offered, generator) for value in VALUES]),
        size=size,
    )


def _sampled(n: int, generator: np.random.Generator) -> tuple[Whole, Texts, Texts, Numbers]:
    """Year, group and mode of each row, strata in order and evenly filled, and the contracts of the nation that it stands for."""
    known = strata()
    share = np.where(known.years == YEARS[-1], share_until(LAST_DAY), 1.0)
    contracts = known.contracts * share
    density = np.asarray([of.SAMPLED.get((str(group), str(mode)), 1.0) for group, mode in zip(known.groups, known.modes, strict=True)])
    edges = np.cumsum(contracts * density)
    at = np.searchsorted(edges, (np.arange(n) + generator.random()) / n * edges[-1], side="right")
    return known.years[at], known.groups[at], known.modes[at], edges[-1] / n / density[at]


def _dated(years: Whole, generator: np.random.Generator) -> tuple[Whole, NDArray[np.datetime64]]:
    """The order of the days, and the days in it."""
    days = draw_days(years, generator)
    order = np.argsort(days, kind="stable")
    return order, days[order]


def _even(keys: Whole | Texts, generator: np.random.Generator) -> Numbers:
    """Numbers in (0, 1), evenly spread over the rows of each key and in random order: few rows already have the shares of many."""
    found = np.empty(len(keys))
    for key in np.unique(keys):
        rows = np.flatnonzero(keys == key)
        found[rows] = (generator.permutation(len(rows)) + generator.random(len(rows))) / len(rows)
    return np.clip(found, 1e-9, 1 - 1e-9)


def _sizes(years: Whole, groups: Texts, modes: Texts, generator: np.random.Generator) -> Numbers:
    """ln(size), evenly spread over its law within a year's works and within its public rights."""
    law = size_law(groups, modes)
    found = np.empty(len(years))
    for name, one in of.SIZES.items():
        rows = np.flatnonzero(law == name)
        found[rows] = one.quantile(_even(years[rows], generator))
    return found


def size_law(groups: Texts, modes: Texts) -> Texts:
    """Which of `figures.SIZES` a contract's size follows."""
    return np.where((groups == PUBLIC) & np.isin(modes, RIGHTS), "public_rights", "work")


def _ip_kinds(rights: NDArray[np.bool_], fields: Texts, chance: Numbers, other: Numbers) -> Texts:
    kinds = np.where(rights, of.IP_OF_RIGHTS.draw(chance), of.IP_OF_WORK.draw(chance))
    for field, kind in of.IP_OF_FIELD.items():
        kinds = np.where(rights & (other < of.PECULIAR) & (fields == field), kind, kinds)
    return kinds


def _plans(groups: Texts, chance: Numbers, generator: np.random.Generator) -> Texts:
    """Under a programme by the group's share of planned contracts, then one of the programmes."""
    planned = of.planned_sources()
    return np.where(chance < effect_of(groups, of.PLANNED), planned.draw(generator.random(len(groups))), "unplanned")


def _payments(groups: Texts, modes: Texts, chance: Numbers, other: Numbers) -> Texts:
    """How it is paid: a licence may be free of charge or for royalty alone."""
    paid = draw_by(modes, of.PAYMENTS, chance)
    licence = modes == LICENCE
    free, royalty = effect_of(groups, of.FREE), effect_of(groups, of.ROYALTY)
    base = np.where(other < free + 0.75 * royalty, "royalty_on_sales", "royalty_on_profit")
    return np.select([modes == EQUITY, licence & (other < free), licence & (other < free + royalty)], ["equity", "free", base], paid)


def _terms(modes: Texts, generator: np.random.Generator) -> Numbers:
    """Half years, a quarter for the shortest; NaN for transfers."""
    median = effect_of(modes, of.TERMS)
    drawn = np.where(median > 0, median, 1.0) * np.exp(generator.normal(0, of.TERM_SPREAD, len(modes)))
    return np.where(median > 0, np.clip(np.round(drawn * 2) / 2, 0.25, 20.0), np.nan)


def _levels(groups: Texts, modes: Texts, maturity: Numbers, generator: np.random.Generator) -> Whole:
    mean = mean_level(groups, modes) + of.MATURITY_OF_TOPIC * maturity
    return np.clip(np.round(generator.normal(mean, of.MATURITY_SPREAD)), 1, 9).astype(np.int64)


def mean_level(groups: Texts, modes: Texts) -> Numbers:
    """Mean level before it is cut to 1-9."""
    return np.asarray(effect_of(groups, of.MATURITY) + effect_of(modes, of.MATURITY_SHIFTS))


def _grades(value: str, offered: Whole, generator: np.random.Generator) -> Whole:
    """Grade 1-5 of a standard normal trait, a share of whose variance is the topic's own."""
    share = of.TOPIC_SHARE
    trait = np.sqrt(share) * topics().traits[value][offered] + np.sqrt(1 - share) * generator.normal(0, 1, len(offered))
    return np.asarray(np.digitize(trait, GRADE_EDGES) + 1, dtype=np.int64)

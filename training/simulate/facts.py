"""What a simulated contract is: its facts as columns of length n, drawn one after the other from the figures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.simulate import figures as of
from training.simulate.topics import topics

Texts = NDArray[np.str_]
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Facts:
    """n contracts. Categories are codes of the registration lists, "" where they do not apply; `topics` numbers of `topics.Topics`; `years` decimal;
    `levels` 1-9; `size`, `market` and `novelty` standard normal (`size` times its spread); `term_years` NaN without a term; `rd_cost` in 万元.
    """

    days: NDArray[np.datetime64]
    years: Numbers
    english: NDArray[np.bool_]
    seller_kinds: Texts
    groups: Texts
    contract_types: Texts
    fields: Texts
    topics: NDArray[np.int64]
    regions: Texts
    ip_kinds: Texts
    plan_sources: Texts
    exclusivities: Texts
    buyer_kinds: Texts
    payment_modes: Texts
    term_years: Numbers
    rd_cost: Numbers
    levels: NDArray[np.int64]
    size: Numbers
    market: Numbers
    novelty: Numbers

    def __len__(self) -> int:
        return len(self.years)

    @property
    def rights(self) -> NDArray[np.bool_]:
        """Whether a right passes or is licensed, rather than work done."""
        return np.isin(self.contract_types, of.RIGHTS)


def draw_facts(n: int, generator: np.random.Generator) -> Facts:
    """n contracts, in order of their date."""
    days = _days(n, generator)
    sellers = of.SELLERS.draw(n, generator)
    groups = np.asarray([of.SELLER_GROUPS.get(str(one), of.FIRM) for one in sellers])
    types = _by(groups, {group: of.Choices(shares, {}) for group, shares in of.CONTRACT_TYPES.items()}, generator)
    fields = of.FIELDS.draw(n, generator)
    english = generator.random(n) < of.ENGLISH
    offered = topics().draw(fields, english, generator)
    rights = np.isin(types, of.RIGHTS)
    size = generator.normal(0, of.SIZE_SPREAD, n)
    return Facts(
        days=days,
        years=_decimal(days),
        english=english,
        seller_kinds=sellers,
        groups=groups,
        contract_types=types,
        fields=fields,
        topics=offered,
        regions=of.REGIONS.draw(n, generator),
        ip_kinds=_ip_kinds(rights, fields, generator),
        plan_sources=_plan_sources(groups, generator),
        exclusivities=np.where(types == "technical_licence", of.EXCLUSIVITIES.draw(n, generator), ""),
        buyer_kinds=of.BUYERS.draw(n, generator),
        payment_modes=np.where(rights, of.PAYMENTS_OF_RIGHTS.draw(n, generator), of.PAYMENTS_OF_WORK.draw(n, generator)),
        term_years=_terms(types, generator),
        rd_cost=of.RD_COST_MEDIAN * np.exp(size + generator.normal(0, of.RD_COST_NOISE, n)),
        levels=_levels(groups, types, topics().traits["maturity"][offered], generator),
        size=size,
        market=of_topic("economic", offered, generator),
        novelty=of_topic("technical", offered, generator),
    )


def of_topic(trait: str, offered: NDArray[np.int64], generator: np.random.Generator) -> Numbers:
    """A standard normal trait of each contract, a share of its variance that of its topic."""
    share = of.TOPIC_SHARE
    return np.asarray(np.sqrt(share) * topics().traits[trait][offered] + np.sqrt(1 - share) * generator.normal(0, 1, len(offered)))


def _by(keys: Texts, choices: dict[str, of.Choices], generator: np.random.Generator) -> Texts:
    """A value for each row from the choices of its key."""
    drawn = {key: one.draw(len(keys), generator) for key, one in choices.items()}
    return np.select([keys == key for key in drawn], list(drawn.values()), default="")


def _days(n: int, generator: np.random.Generator) -> NDArray[np.datetime64]:
    """Days of signing, oldest first: years by their numbers of contracts, months by season, nothing after the last day."""
    months = [(year, month) for year in of.CONTRACTS_BY_YEAR for month in range(1, 13)]
    starts = np.asarray([f"{year}-{month:02d}" for year, month in months], dtype="datetime64[M]")
    weights = np.asarray([of.CONTRACTS_BY_YEAR[year] * of.MONTHS[month - 1] for year, month in months])
    weights = np.where(starts.astype("datetime64[D]") <= of.LAST_DAY, weights, 0.0)
    at = generator.choice(len(starts), n, p=weights / weights.sum())
    first = starts[at].astype("datetime64[D]")
    length = ((starts[at] + 1).astype("datetime64[D]") - first).astype(np.int64)
    days = first + (generator.random(n) * length).astype(np.int64)
    return np.sort(np.minimum(days, of.LAST_DAY))


def _decimal(days: NDArray[np.datetime64]) -> Numbers:
    years = days.astype("datetime64[Y]")
    return np.asarray(1970 + years.astype(np.int64) + (days - years.astype("datetime64[D]")).astype(np.float64) / 365.25)


def _ip_kinds(rights: NDArray[np.bool_], fields: Texts, generator: np.random.Generator) -> Texts:
    n = len(rights)
    kinds = np.where(rights, of.IP_OF_RIGHTS.draw(n, generator), of.IP_OF_WORK.draw(n, generator))
    peculiar = rights & (generator.random(n) < 0.12)
    for field, (kind, _) in of.IP_OF_FIELD.items():
        kinds = np.where(peculiar & (fields == field), kind, kinds)
    return kinds


def _plan_sources(groups: Texts, generator: np.random.Generator) -> Texts:
    n = len(groups)
    planned = generator.random(n) < of.effect_of(groups, of.PLANS)
    return np.where(planned, of.PLAN_SOURCES.draw(n, generator), "unplanned")


def _terms(types: Texts, generator: np.random.Generator) -> Numbers:
    """Half years, a quarter for the shortest; NaN for transfers."""
    median = of.effect_of(types, of.TERMS)
    drawn = np.where(median > 0, median, 1.0) * np.exp(generator.normal(0, 0.6, len(types)))
    return np.where(median > 0, np.clip(np.round(drawn * 2) / 2, 0.25, 20.0), np.nan)


def _levels(groups: Texts, types: Texts, maturity: Numbers, generator: np.random.Generator) -> NDArray[np.int64]:
    mean = of.effect_of(groups, of.MATURITY) + of.effect_of(types, of.MATURITY_SHIFTS) + of.MATURITY_OF_TOPIC * maturity
    return np.clip(np.round(generator.normal(mean, of.MATURITY_SPREAD)), 1, 9).astype(np.int64)

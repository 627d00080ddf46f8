"""The figures that the market is drawn from: shares, price levels, trends, effects on ln(price). Medians in 万元 at the start of 2020.

[S] published figure, [D] derived from published ones, [A] our own assumption; sources stand in `docs/simulation.md`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FIRM, PUBLIC, PERSON = "firm", "public", "person"
BASE_YEAR = 2020.0
FIRST_YEAR, LAST_DAY = 2012, np.datetime64("2026-10-31")


@dataclass(frozen=True)
class Choices:
    """A category: its values with their shares (made to sum to 1) and what each adds to ln(price)."""

    shares: Mapping[str, float]
    effects: Mapping[str, float]

    def draw(self, n: int, generator: np.random.Generator) -> NDArray[np.str_]:
        """n values."""
        weights = np.fromiter(self.shares.values(), np.float64)
        return generator.choice(np.asarray(list(self.shares)), n, p=weights / weights.sum())

    def effect(self, values: NDArray[np.str_]) -> NDArray[np.float64]:
        """What each value adds to ln(price); 0 for one that is not listed."""
        return effect_of(values, self.effects)


def effect_of(values: NDArray[np.str_], effects: Mapping[str, float]) -> NDArray[np.float64]:
    """The effect of each value, 0 where it has none."""
    distinct, at = np.unique(values, return_inverse=True)
    return np.asarray([effects.get(str(value), 0.0) for value in distinct])[at]


def _choices(**entries: tuple[float, float]) -> Choices:
    return _of(entries)


def _of(entries: Mapping[str, tuple[float, float]]) -> Choices:
    return Choices({name: share for name, (share, _) in entries.items()}, {name: effect for name, (_, effect) in entries.items()})


CONTRACTS_BY_YEAR = {  # thousands; 2012-2023 published [K, S], later years [A] along the reported growth
    2012: 282,
    2013: 295,
    2014: 297,
    2015: 307,
    2016: 320,
    2017: 368,
    2018: 412,
    2019: 484,
    2020: 549,
    2021: 671,
    2022: 773,
    2023: 946,
    2024: 1000,
    2025: 1150,
    2026: 1000,
}
MONTHS = (0.7, 0.5, 0.9, 0.8, 0.9, 1.1, 0.9, 0.9, 1.0, 0.9, 1.2, 2.2)
"""Year-end spike [K]."""

SELLERS = _of(  # shares: 2020H1, 94,243 enterprises, 13,298 institutes, 23,508 universities of 136,434 contracts [S]; effects [A]
    {
        "150": (0.37, 0.0),
        "160": (0.10, 0.30),
        "110": (0.09, 0.45),
        "170": (0.10, -0.35),
        "330": (0.03, 0.40),
        "021": (0.10, 0.15),
        "022": (0.17, 0.0),
        "023": (0.015, -0.10),
        "024": (0.015, -0.10),
        "natural_person": (0.01, 0.0),
    }
)
SELLER_GROUPS = {"021": PUBLIC, "022": PUBLIC, "023": PUBLIC, "024": PUBLIC, "natural_person": PERSON}
"""Every other seller is a firm."""

CONTRACT_TYPES: dict[str, dict[str, float]] = {  # firms about the provincial counts [S]; transfers and licences of institutes over-sampled [A], 61 : 38 [S]
    FIRM: {"technical_development": 0.40, "technical_transfer": 0.04, "technical_licence": 0.03, "technical_consulting": 0.08, "technical_service": 0.45},
    PUBLIC: {"technical_development": 0.38, "technical_transfer": 0.19, "technical_licence": 0.12, "technical_consulting": 0.08, "technical_service": 0.23},
    PERSON: {"technical_development": 0.20, "technical_transfer": 0.50, "technical_licence": 0.20, "technical_consulting": 0.05, "technical_service": 0.05},
}
RIGHTS = ("technical_transfer", "technical_licence")
MEDIANS: dict[str, dict[str, float]] = {  # 万元; rights of institutes from the fitted medians of 2023 (4.1, 4.5) [D], the others [A] around 40 and 13
    FIRM: {"technical_development": 45, "technical_transfer": 60, "technical_licence": 50, "technical_consulting": 15, "technical_service": 40},
    PUBLIC: {"technical_development": 16, "technical_transfer": 5.7, "technical_licence": 6.2, "technical_consulting": 7, "technical_service": 9},
    PERSON: {"technical_development": 8, "technical_transfer": 5, "technical_licence": 5, "technical_consulting": 2, "technical_service": 3},
}
SPREADS = {  # standard deviation of ln(price) that nothing explains [A]: 0.9-1.1 is expected of real contracts
    "technical_development": 0.90,
    "technical_transfer": 1.00,
    "technical_licence": 1.05,
    "technical_consulting": 0.80,
    "technical_service": 0.85,
}
GROWTH = {FIRM: 0.086, PUBLIC: 0.080, PERSON: 0.03}
"""Change of ln(price) a year: national mean +9 % [D]; institutes' research and service contracts 23.6 → 30 万元 2020-2023 [D]."""
RIGHTS_TURN = (2017.0, 2023.0, -0.108, -0.03)
"""Institutes' transfers and licences: flat until 2017, −10.2 % a year [V] until 2023, then slower [A]."""

FIELDS = _choices(
    electronic_information=(0.27, 0.10),
    aerospace=(0.02, 0.45),
    advanced_manufacturing=(0.16, 0.05),
    biomedicine=(0.10, 0.30),
    new_materials=(0.07, 0.05),
    new_energy=(0.09, 0.30),
    environment=(0.08, -0.15),
    nuclear=(0.01, 0.40),
    agriculture=(0.05, -0.50),
    transport=(0.05, 0.40),
    urban_construction_social=(0.10, -0.05),
)
"""Shares [A] in the published order by value; effects [A]."""

REGIONS = _of(  # 2019 shares of value as a guide [S]; effects: Beijing 801 against 650 万元 nationally in 2023, Henan 355 against 556 in 2021 [S], else [A]
    {
        "北京市": (0.18, 0.25),
        "江苏省": (0.10, 0.0),
        "广东省": (0.10, 0.15),
        "上海市": (0.07, 0.30),
        "陕西省": (0.08, -0.10),
        "湖北省": (0.08, 0.0),
        "浙江省": (0.07, -0.10),
        "山东省": (0.07, -0.10),
        "四川省": (0.05, 0.0),
        "安徽省": (0.05, -0.20),
        "天津市": (0.04, 0.05),
        "湖南省": (0.04, -0.05),
        "河南省": (0.03, -0.40),
        "辽宁省": (0.03, -0.10),
        "重庆市": (0.01, 0.0),
    }
)
BUYERS = _of(  # firms absorb more than 70 % [S]
    {
        "150": (0.42, 0.0),
        "160": (0.12, 0.20),
        "110": (0.13, 0.35),
        "170": (0.10, -0.25),
        "012": (0.03, 0.15),
        "013": (0.05, 0.05),
        "014": (0.03, -0.10),
        "021": (0.04, 0.0),
        "022": (0.03, -0.10),
        "024": (0.05, -0.05),
    }
)
PLANS = {FIRM: 0.08, PUBLIC: 0.28, PERSON: 0.0}
"""Share under a government plan: 39,000 of 295,000 contracts in 2013 [S]."""
PLAN_SOURCES = _choices(  # effects from the means of 2013, 万元: mega-project 1,018, 863 474, ministry 285, province 344, NSFC 89 [S], tempered [A]
    province=(0.45, 0.20), city_county=(0.2, -0.10), ministry=(0.14, 0.10), national_key_rd=(0.10, 0.45), nsfc=(0.06, -0.40), national_mega_project=(0.05, 0.80)
)
IP_OF_RIGHTS = _choices(
    invention_patent=(0.52, 0.25),
    utility_model=(0.2, -0.30),
    know_how=(0.10, 0.05),
    patent=(0.06, 0.0),
    design_patent=(0.04, -0.45),
    software_copyright=(0.08, -0.05),
)
IP_OF_WORK = _choices(none=(0.59, -0.05), software_copyright=(0.16, 0.0), invention_patent=(0.12, 0.25), know_how=(0.08, 0.10), utility_model=(0.05, -0.10))
"""41 % of contracts involve rights, at a higher mean (642 against 511 万元, 2020H1) [S]; kinds [A]."""
IP_OF_FIELD = {"agriculture": ("plant_variety", 0.20), "biomedicine": ("biomedicine_variety", 0.60), "electronic_information": ("ic_layout", 0.20)}
"""A right peculiar to the field: its kind, and what it adds to ln(price)."""
PAYMENTS_OF_RIGHTS = _choices(lump_sum=(0.50, -0.15), instalments=(0.34, 0.15), entry_fee_and_royalty=(0.10, -0.35), royalty=(0.06, 0.0))
PAYMENTS_OF_WORK = _choices(lump_sum=(0.30, -0.15), instalments=(0.68, 0.08), other=(0.02, 0.0))
EXCLUSIVITIES = _choices(ordinary=(0.55, -0.10), sole=(0.15, 0.10), exclusive=(0.30, 0.35))
TERMS = {"technical_development": 1.5, "technical_licence": 4.0, "technical_consulting": 0.6, "technical_service": 1.0}
"""Median term in years [A]; licences at a fixed fee run 3.6 years on average [S]. A transfer has none."""
TERM_EFFECT = 0.25
"""Per ln(term / median)."""

MATURITY = {FIRM: 7.3, PUBLIC: 5.0, PERSON: 5.5}
"""Mean level of what is traded: institutes mostly 4-6, firms 7-9 [A]; moved by type, topic and chance."""
MATURITY_SHIFTS = {"technical_development": -0.6, "technical_transfer": 0.3, "technical_licence": 0.5, "technical_consulting": 0.0, "technical_service": 0.6}
MATURITY_OF_TOPIC, MATURITY_SPREAD = 0.9, 1.2
MATURITY_EFFECTS = {
    "technical_development": 0.08,
    "technical_transfer": 0.18,
    "technical_licence": 0.18,
    "technical_consulting": 0.0,
    "technical_service": 0.04,
}
"""Per level [A]."""
SIZE_SPREAD, SIZE_EFFECT = 1.2, 0.9
"""ln(size of the work), of which R&D cost and words in the text are noisy signs; its effect on ln(price) [A]."""
MARKET_EFFECT, NOVELTY_EFFECT = 0.25, 0.15
"""Per standard deviation of market prospects and of technical novelty, which only the text tells [A]."""
TOPIC_SHARE, TOPIC_EFFECT = 0.40, 0.25
"""Share of the variance of prospects, novelty and values that is the topic's own; standard deviation of a topic's effect on ln(price) [A]."""
RD_COST_MEDIAN, RD_COST_NOISE = 30.0, 0.35

MISSING = {
    "abstract": 0.12,
    "contract_type": 0.01,
    "technology_field": 0.02,
    "seller_kind": 0.02,
    "seller_region": 0.04,
    "ip_kind": 0.10,
    "plan_source": 0.15,
    "exclusivity": 0.20,
    "buyer_kind": 0.05,
    "payment_mode": 0.08,
    "term_years": 0.25,
    "rd_cost_wan": 0.45,
}
"""Share of cells left empty where there would be something to say."""
ENGLISH = 0.25

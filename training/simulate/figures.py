"""Our own assumptions [A] on what no statistics tell: kinds of parties, rights, payment, maturity, and what each adds to ln(price).

Published figures stand in `published.toml`; where one bounds an assumption here, the comment names it ([S] sourced there, [D] derived).
"""

from __future__ import annotations

from training.simulate.choices import Choices, choices, coded
from training.simulate.size import SizeLaw
from training.simulate.strata import ABROAD, CONSULTING, DEVELOPMENT, EQUITY, FIRM, LICENCE, OTHER, PUBLIC, SERVICE, TRANSFER

SAMPLED = {(PUBLIC, TRANSFER): 6.0, (PUBLIC, LICENCE): 6.0, (PUBLIC, EQUITY): 15.0, (FIRM, TRANSFER): 2.0, (FIRM, LICENCE): 2.0}
"""How much denser than the rest a stratum is sampled: few contracts are transfers or licences, and most questions are about them. `weight` undoes it."""

SELLERS: dict[str, Choices] = {
    FIRM: coded(
        {
            "150": (0.52, 0.0),
            "160": (0.14, 0.30),
            "110": (0.13, 0.45),
            "170": (0.14, -0.35),
            "330": (0.03, 0.40),
            "310": (0.02, 0.30),
            "120": (0.01, -0.30),
            "400": (0.01, -0.90),
        }
    ),
    PUBLIC: coded({"022": (0.61, 0.0), "021": (0.33, 0.12), "023": (0.03, -0.10), "024": (0.03, -0.10)}),  # 23,508 : 13,298 in 2020H1 [S]
    ABROAD: coded({"overseas": (1.0, 0.0)}),
    OTHER: coded({"natural_person": (0.45, -0.50), "030": (0.25, 0.0), "013": (0.15, 0.20), "014": (0.15, 0.10)}),
}
BUYERS = coded(  # firms absorb more than 70 % [S]
    {
        "150": (0.42, 0.0),
        "160": (0.12, 0.20),
        "110": (0.14, 0.35),
        "170": (0.10, -0.25),
        "012": (0.03, 0.15),
        "013": (0.05, 0.05),
        "014": (0.03, -0.10),
        "021": (0.04, 0.0),
        "022": (0.03, -0.10),
        "024": (0.04, -0.05),
    }
)
ONE_RIGHT, RIGHTS_EFFECT = 0.43, 0.25
"""Chance that a right is the last of the deal: 2.3 on average, as of the patent licences of 2022 [S]; what ln(rights) adds in a deal over rights."""
PLANNED = {FIRM: 0.10, PUBLIC: 0.24, ABROAD: 0.0, OTHER: 0.02}
"""Share under a government programme: 13 % in 2013, 14 % in 2020H1 [S]."""
PLAN_SOURCES = choices(  # order and rough ratios of the means of 2013 [S]
    unplanned=(0.865, 0.0),
    province=(0.055, 0.55),
    city_county=(0.030, 0.0),
    ministry=(0.022, 0.40),
    national_key_rd=(0.012, 0.60),
    nsfc=(0.008, -0.80),
    national_mega_project=(0.008, 1.75),
)
IP_OF_RIGHTS = choices(
    invention_patent=(0.54, 0.20),
    utility_model=(0.18, -0.35),
    know_how=(0.12, 0.05),
    patent=(0.05, 0.0),
    design_patent=(0.03, -0.45),
    software_copyright=(0.08, 0.0),
)
IP_OF_WORK = choices(none=(0.60, -0.09), software_copyright=(0.16, 0.05), invention_patent=(0.12, 0.22), know_how=(0.08, 0.15), utility_model=(0.04, 0.0))
"""41 % of contracts involve rights, at a higher mean: 642 against 511 万元 in 2020H1 [S]."""
IP_OF_FIELD = {"agriculture": "plant_variety", "biomedicine": "biomedicine_variety", "electronic_information": "ic_layout"}
"""A right peculiar to the field, in `PECULIAR` of the deals over rights there."""
PECULIAR = 0.12
PAYMENTS: dict[str, Choices] = {
    TRANSFER: choices(lump_sum=(0.60, -0.10), instalments=(0.34, 0.20), entry_fee_and_royalty=(0.06, -0.30)),
    LICENCE: choices(lump_sum=(0.46, -0.10), instalments=(0.40, 0.20), entry_fee_and_royalty=(0.14, -0.30)),
    EQUITY: choices(equity=(1.0, 0.0)),
    DEVELOPMENT: choices(lump_sum=(0.25, -0.15), instalments=(0.74, 0.06), other=(0.01, 0.0)),
    CONSULTING: choices(lump_sum=(0.50, -0.05), instalments=(0.48, 0.06), other=(0.02, 0.0)),
    SERVICE: choices(lump_sum=(0.32, -0.15), instalments=(0.66, 0.08), other=(0.02, 0.0)),
}
"""Of the deals that have a price."""
FREE, ROYALTY = {PUBLIC: 0.16, FIRM: 0.04, ABROAD: 0.0, OTHER: 0.10}, {PUBLIC: 0.05, FIRM: 0.08, ABROAD: 0.10, OTHER: 0.06}
"""Shares of licences without a price: free of charge, or for royalty alone. Of patent licences on record in 2022 37.5 % were free, 4.3 % for royalty [S]; fewer
of all licences are, since open licences are on record and rarely registered as technology contracts.
"""
EXCLUSIVITIES = choices(ordinary=(0.55, -0.20), sole=(0.15, 0.05), exclusive=(0.30, 0.30))
TERMS = {DEVELOPMENT: 1.5, LICENCE: 3.6, CONSULTING: 0.6, SERVICE: 1.0}
"""Median term in years; licences at a fixed fee run 3.6 years [S]. Transfers have none."""
TERM_SPREAD, TERM_EFFECT = 0.6, 0.25
"""Of ln(term), and per ln(term / median)."""

MATURITY = {FIRM: 7.3, PUBLIC: 5.0, ABROAD: 8.0, OTHER: 5.5}
"""Mean level of what is traded: universities mostly 4-6, firms 7-9; moved by kind of deal, topic and chance."""
MATURITY_SHIFTS = {DEVELOPMENT: -0.9, TRANSFER: 0.3, LICENCE: 0.5, EQUITY: 0.6, CONSULTING: 0.0, SERVICE: 0.5}
MATURITY_OF_TOPIC, MATURITY_SPREAD = 0.9, 1.3
MATURITY_EFFECTS = {DEVELOPMENT: 0.06, TRANSFER: 0.13, LICENCE: 0.13, EQUITY: 0.13, CONSULTING: 0.0, SERVICE: 0.03}
"""Per level."""

SPREADS = {DEVELOPMENT: 0.92, TRANSFER: 1.05, LICENCE: 1.10, EQUITY: 1.10, CONSULTING: 0.85, SERVICE: 0.95}
"""Standard deviation of ln(price) that nothing explains, at level 7: 0.9 to 1.1 is expected of real contracts."""
SPREAD_OF_EARLY = 0.03
"""More for each level below 7: what is young is hard to price."""

SIZES = {"work": SizeLaw(spread=1.4, splice=0.945, alpha=0.88, reach=6.0), "public_rights": SizeLaw(spread=1.9, splice=0.97, alpha=1.2, reach=6.0)}
"""ln(size of the work) within a stratum: fitted so that 2019 has the published share of contracts above 1,000 万元 and their share of value."""
RD_COST, RD_COST_POWER, RD_COST_GROWTH = 16.0, 0.9, 0.06
"""R&D cost in 万元 of a work of size 1 in 2019; elasticity to size; its growth a year in ln."""
GRADE_EFFECTS = {"economic": 0.16, "technical": 0.10}
"""Per grade 1-5 of market prospects and of technical novelty, which only the text tells."""
TOPIC_SHARE, TOPIC_EFFECT = 0.40, 0.18
"""Share of the variance of a grade that is the topic's own; standard deviation of a topic's effect on ln(price)."""

HARDWARE = ((2010, 0.74), (2015, 0.38), (2026, 0.34))
"""Share of development and service contracts with equipment and materials, so that 技术交易额 is 67.5 % of turnover in 2010, 80.2 % in 2015 (Beijing) [S]."""
HARDWARE_MEAN = 0.8
"""Mean of equipment and materials relative to the technology, where there are any."""
ENGLISH = {FIRM: 0.14, PUBLIC: 0.14, ABROAD: 0.60, OTHER: 0.05}
"""Share of contracts whose text is English."""


def planned_sources() -> Choices:
    """The programmes alone, without what stands outside of any."""
    return Choices({name: share for name, share in PLAN_SOURCES.shares.items() if name != "unplanned"}, {})


def planned_shares(group: str) -> dict[str, float]:
    """Shares of all programmes, and of none, among a group's contracts."""
    inside = planned_sources().shares
    total = sum(inside.values())
    return {"unplanned": 1 - PLANNED[group]} | {name: PLANNED[group] * share / total for name, share in inside.items()}

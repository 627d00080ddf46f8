"""What a register shows of the truth: labels of the maturity, codes as they are printed, terms in words, and cells left empty."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from training.simulate.facts import Facts, Numbers, Texts
from valuation.codes import LISTS

LEVEL_SHARE, STAGE_SHARE = 0.40, 0.35
"""Share of rows labelled with the level, and of those with a stage."""
STAGES = ("实验室阶段", "工程化阶段", "产业化阶段")
"""Levels 1-4, 4-7, 7-9; a level on the border stands in either."""
CARELESS = 0.28
"""Share of registrations that leave cells empty [A]."""
MISSING = {
    "abstract": 0.25,
    "contract_type": 0.04,
    "technology_field": 0.08,
    "industry": 0.25,
    "socio_economic_objective": 0.30,
    "seller_kind": 0.06,
    "seller_region": 0.12,
    "ip_kind": 0.30,
    "plan_source": 0.40,
    "exclusivity": 0.50,
    "buyer_kind": 0.15,
    "buyer_region": 0.20,
    "payment_mode": 0.25,
    "term_years": 0.50,
    "rd_cost_wan": 0.70,
    "right_count": 0.50,
}
"""Share of cells that a careless registration leaves empty where there would be something to say."""
TERMS = {
    "lump_sum": ("一次总付", "paid at once"),
    "instalments": ("分期支付：签约后、中期验收后、最终验收后各付一部分", "paid in three instalments"),
    "entry_fee_and_royalty": ("入门费加净销售额的{r}%提成", "an entry fee and {r} % of net sales"),
    "royalty_on_sales": ("按净销售额的{r}%提成，无入门费", "{r} % of net sales, no entry fee"),
    "royalty_on_profit": ("按利润的{p}%提成", "{p} % of profit"),
    "free": ("免费许可", "free of charge"),
    "equity": ("作价入股，占注册资本的{p}%", "contributed for {p} % of the capital"),
    "other": ("另行约定", "as agreed elsewhere"),
}
"""How it is paid, in words; never an amount."""


def maturity_labels(levels: NDArray[np.int64], unpriced: NDArray[np.bool_], generator: np.random.Generator) -> NDArray[np.object_]:
    """`TRL 6`, a stage, or None; a deal without a price is always labelled, for it would teach nothing else."""
    n = len(levels)
    upper = generator.random(n) < 0.5
    stages = np.asarray(STAGES, dtype=object)[np.digitize(levels + np.where(upper, 0.0, -0.5), (4, 7))]
    exact = np.asarray([f"TRL {level}" for level in range(10)], dtype=object)[levels]
    chance = generator.random(n)
    labels = np.full(n, None, dtype=object)
    labels[chance < LEVEL_SHARE + STAGE_SHARE] = stages[chance < LEVEL_SHARE + STAGE_SHARE]
    rows = (chance < LEVEL_SHARE) | unpriced
    labels[rows] = exact[rows]
    return labels


def printed(listed: str, codes: Texts, english: NDArray[np.bool_]) -> NDArray[np.object_]:
    """Codes as the register prints them in the row's language; None for ""."""
    entries = LISTS[listed].entries
    distinct, at = np.unique(codes, return_inverse=True)
    words = np.asarray([entries[code] if code else (None, None) for code in distinct.tolist()], dtype=object)
    return np.asarray(words[at, english.astype(np.int64)], dtype=object)


def terms_of(facts: Facts, generator: np.random.Generator) -> NDArray[np.object_]:
    """The mode of payment in words: royalty rates about 5 % of net sales, shares of capital about 15 %."""
    n = len(facts)
    rates = np.round(np.clip(np.exp(generator.normal(np.log(4.5), 0.5, n)), 0.5, 20.0), 1)
    shares = np.clip(np.round(np.exp(generator.normal(np.log(15), 0.5, n))), 2, 60).astype(np.int64)
    columns = zip(facts.payment_modes.tolist(), facts.english.tolist(), rates.tolist(), shares.tolist(), strict=True)
    return np.asarray([TERMS[mode][english].replace("{r}", f"{rate:g}").replace("{p}", f"{share}") for mode, english, rate, share in columns], dtype=object)


def emptied(column: pa.Array, kept: NDArray[np.bool_]) -> pa.Array:
    """The column with the other cells empty."""
    mask = pa.array(kept)
    return pa.compute.if_else(mask, column, pa.scalar(None, column.type))


def numbers(values: Numbers) -> pa.Array:
    """A column of numbers, NaN as an empty cell."""
    return pa.array(values, from_pandas=True)

"""The simulated register: facts, prices, values and texts as one table, some cells left empty, the truth beside each row.

Columns named `truth_*` hold what no register knows (median and spread of the price in 万元, level, noise-free scores); no mapping may name them.
"""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from training.simulate import figures as of
from training.simulate.facts import Facts, Texts, draw_facts
from training.simulate.prices import Prices, draw_prices
from training.simulate.topics import topics
from training.simulate.values import FiveValues, draw_values
from training.simulate.writer import Subject, Writer
from valuation.codes import LISTS
from valuation.five_values import VALUES

LEVEL_SHARE, STAGE_SHARE = 0.40, 0.35
"""Share of rows labelled with the level, and of those with a stage."""
STAGES = ("实验室阶段", "工程化阶段", "产业化阶段")
"""Levels 1-4, 4-7, 7-9; a level on the border stands in either."""
CODED = {
    "contract_type": "contract_type",
    "technology_field": "technology_field",
    "seller_kind": "party_kind",
    "ip_kind": "ip_kind",
    "plan_source": "plan_source",
    "exclusivity": "exclusivity",
    "buyer_kind": "party_kind",
    "payment_mode": "payment_mode",
}
"""Column → code list; cells hold the list's label in the language of the row."""
STEP = 2_000


def simulate(n: int, seed: int, progress: Callable[[int], None] = lambda rows: None) -> pa.Table:
    """n contracts in order of their date; the same for the same n and seed. `progress` is told rows written, now and then."""
    generator = np.random.default_rng(seed)
    facts = draw_facts(n, generator)
    prices = draw_prices(facts, generator)
    values = draw_values(facts, generator)
    titles, abstracts = _texts(facts, prices, values, random.Random(int(generator.integers(2**63))), progress)
    columns: dict[str, pa.Array] = {
        "contract_id": pa.array([f"SIM-{row + 1:07d}" for row in range(n)]),
        "signed_on": pa.array(facts.days),
        "language": pa.array(np.where(facts.english, "en", "zh").tolist()),
        "title": pa.array(titles),
        "abstract": _emptied("abstract", pa.array(abstracts), generator),
        **{name: _emptied(name, column, generator) for name, column in _facts(facts).items()},
        "technology_amount_wan": _numbers(prices.amounts),
        "maturity": pa.array(_maturity_labels(facts, np.isnan(prices.amounts), generator).tolist()),
        **{f"score_{value}": _numbers(values.scores[:, at]) for at, value in enumerate(VALUES)},
        "dominant_value": pa.array([value or None for value in values.dominant.tolist()]),
        "truth_median_wan": pa.array(np.exp(prices.ln_median)),
        "truth_spread": pa.array(prices.spread),
        "truth_level": pa.array(facts.levels),
        **{f"truth_{value}": pa.array(values.truth[:, at]) for at, value in enumerate(VALUES)},
    }
    return pa.table(columns)


def _texts(facts: Facts, prices: Prices, values: FiveValues, chance: random.Random, progress: Callable[[int], None]) -> tuple[list[str], list[str]]:
    writers = (Writer("zh", chance), Writer("en", chance))
    sizes = np.digitize(facts.size / of.SIZE_SPREAD, (-1.2, -0.4, 0.4, 1.2)) + 1
    names = topics().names[facts.topics]
    columns = (facts.english, facts.fields, names, facts.contract_types, facts.ip_kinds, facts.levels, sizes, values.truth, prices.amounts)
    titles, abstracts = [], []
    for at, row in enumerate(zip(*(column.tolist() for column in columns), strict=True), 1):
        english, field, topic, kind, right, level, size, scores, amount = row
        title, abstract = writers[english].write(Subject(field, topic, kind, right, level, size, scores, None if np.isnan(amount) else amount))
        titles.append(title)
        abstracts.append(abstract)
        if at % STEP == 0 or at == len(facts):
            progress(at)
    return titles, abstracts


def _facts(facts: Facts) -> dict[str, pa.Array]:
    """The columns that may inform a price, still complete."""
    codes = {
        "contract_type": facts.contract_types,
        "technology_field": facts.fields,
        "seller_kind": facts.seller_kinds,
        "ip_kind": facts.ip_kinds,
        "plan_source": facts.plan_sources,
        "exclusivity": facts.exclusivities,
        "buyer_kind": facts.buyer_kinds,
        "payment_mode": facts.payment_modes,
    }
    columns = {name: _labels(name, column, facts.english) for name, column in codes.items()}
    columns["seller_region"] = pa.array(facts.regions.tolist())
    return columns | {"term_years": _numbers(facts.term_years), "rd_cost_wan": _numbers(_significant(facts.rd_cost))}


def _labels(name: str, codes: Texts, english: NDArray[np.bool_]) -> pa.Array:
    """Codes as the register prints them; "" is an empty cell."""
    entries = LISTS[CODED[name]].entries
    return pa.array([entries[code][other] if code else None for code, other in zip(codes.tolist(), english.astype(int).tolist(), strict=True)], pa.string())


def _emptied(name: str, column: pa.Array, generator: np.random.Generator) -> pa.Array:
    """The column with its share of cells left empty."""
    return pc.if_else(pa.array(generator.random(len(column)) >= of.MISSING[name]), column, None)


def _numbers(values: NDArray[np.float64]) -> pa.Array:
    return pa.array(values, from_pandas=True)


def _significant(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rounded to three significant digits."""
    step = 10 ** (np.floor(np.log10(values)) - 2)
    return np.asarray(np.round(np.round(values / step) * step, 4))


def _maturity_labels(facts: Facts, unpriced: NDArray[np.bool_], generator: np.random.Generator) -> NDArray[np.object_]:
    """`TRL 6`, a stage, or None; a deal without a price is always labelled, for it would teach nothing else."""
    n = len(facts)
    upper = generator.random(n) < 0.5
    stages = np.asarray(STAGES, dtype=object)[np.digitize(facts.levels + np.where(upper, 0.0, -0.5), (4, 7))]
    levels = np.asarray([f"TRL {level}" for level in range(10)], dtype=object)[facts.levels]
    chance = generator.random(n)
    labels = np.full(n, None, dtype=object)
    labels[chance < LEVEL_SHARE + STAGE_SHARE] = stages[chance < LEVEL_SHARE + STAGE_SHARE]
    exact = (chance < LEVEL_SHARE) | unpriced
    labels[exact] = levels[exact]
    return labels

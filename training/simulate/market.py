"""The simulated register: deals, prices, values, texts, listings and faults as one table, some cells left empty, the truth beside each row.

Columns named `truth_*` hold what no register knows; no mapping may name them. `docs/simulation.md` describes every column.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from training.simulate.facts import Facts, draw_facts
from training.simulate.faults import plan, planted
from training.simulate.indicators import INDICATORS, Indicators, draw_indicators
from training.simulate.labels import CARELESS, MISSING, emptied, maturity_labels, numbers, printed, terms_of
from training.simulate.parties import draw_names
from training.simulate.prices import Prices, draw_prices
from training.simulate.published import provinces
from training.simulate.rows import Rows
from training.simulate.topics import topics
from training.simulate.values import FiveValues, draw_values
from training.simulate.writer import Subject, Writer
from valuation.five_values import VALUES

TOLD = 0.06
"""Share of texts that name the contract's amount."""
SIZE_BANDS = (-1.0, -0.2, 0.6, 1.6)
"""ln(size): where the wording of the scale passes from one band (1-5) to the next."""
WAN_PER_PERSON_MONTH = 2.5
CODED = {
    "contract_type": "contract_type",
    "technology_field": "technology_field",
    "socio_economic_objective": "socio_economic_objective",
    "seller_kind": "party_kind",
    "ip_kind": "ip_kind",
    "plan_source": "plan_source",
    "exclusivity": "exclusivity",
    "buyer_kind": "party_kind",
    "payment_mode": "payment_mode",
}
"""Column → code list; cells hold the list's label in the language of the row."""
STEP = 2_000


@dataclass(frozen=True)
class Told:
    """What the deals' texts say; `diligent` whether a registration leaves nothing out."""

    titles: list[str]
    abstracts: list[str]
    keywords: list[str]
    diligent: NDArray[np.bool_]


def simulate(n: int, seed: int, progress: Callable[[int], None] = lambda rows: None) -> pa.Table:
    """n rows in order of their day; the same for the same n and seed. `progress` is told texts written, now and then."""
    generator = np.random.default_rng(seed)
    given = plan(n, generator)
    facts = draw_facts(given.deals, generator)
    prices = draw_prices(facts, generator)
    values, indicators = draw_values(facts, generator), draw_indicators(facts, generator)
    diligent = generator.random(len(facts)) >= CARELESS
    rows, factors = planted(facts, prices, diligent, given, generator)
    named = (generator.random(len(facts)) < TOLD) | (factors != 1)
    amounts = np.where(named & np.isfinite(prices.amounts), _as_written(prices.totals * factors), np.nan)
    told = _texts(facts, indicators, amounts, diligent, random.Random(int(generator.integers(2**63))), n, progress)
    return pa.table(_columns(facts, prices, values, indicators, told, rows, generator))


def _texts(
    facts: Facts,
    indicators: Indicators,
    amounts: NDArray[np.float64],
    diligent: NDArray[np.bool_],
    chance: random.Random,
    n: int,
    progress: Callable[[int], None],
) -> Told:
    writers = (Writer("zh", chance), Writer("en", chance))
    sizes = np.digitize(facts.size, SIZE_BANDS) + 1
    months = np.maximum(np.round(facts.rd_cost / WAN_PER_PERSON_MONTH), 1).astype(np.int64)
    columns = (facts.english, facts.fields, topics().names[facts.topics], facts.contract_types, facts.ip_kinds, facts.levels, sizes, months, facts.right_counts)
    rest = (facts.grades, diligent, indicators.recorded, amounts)
    found: list[tuple[str, str, str]] = []
    for row in zip(*(column.tolist() for column in (*columns, *rest)), strict=True):
        english, field, topic, kind, right, level, size, month, rights, grades, whole, recorded, amount = row
        known = {name: number for name, number in zip(INDICATORS, recorded, strict=True) if number == number}
        named = None if amount != amount else amount
        found.append(writers[english].write(Subject(field, topic, kind, right, level, size, month, rights, grades, whole, known, named)))
        if len(found) % STEP == 0:
            progress(len(found))
    progress(n)
    titles, abstracts, keywords = (list(column) for column in zip(*found, strict=True))
    return Told(titles, abstracts, keywords, diligent)


def _columns(
    facts: Facts, prices: Prices, values: FiveValues, indicators: Indicators, told: Told, rows: Rows, generator: np.random.Generator
) -> dict[str, pa.Array]:
    deals, n = rows.deals, len(rows)
    careless = ~told.diligent[deals]
    kept = {name: ~careless | (generator.random(n) >= share) for name, share in MISSING.items()}
    sellers, buyers = draw_names(facts, generator)
    unsold = np.isnat(rows.days)
    abstracts = pa.array(told.abstracts).take(pa.array(deals))
    unpriced = np.isnan(rows.amounts)
    seen = _facts(facts)
    columns: dict[str, pa.Array] = {
        "contract_id": pa.array([f"SIM-{row + 1:07d}" for row in range(n)]),
        "project_id": pa.array([f"P{deal + 1:07d}" for deal in deals.tolist()]),
        "signed_on": pa.array(rows.days),
        "valued_on": pa.array(np.where(unsold, rows.listed, rows.days)),
        "language": pa.array(np.where(facts.english[deals], "en", "zh").tolist()),
        "title": pa.array([told.titles[deal] + suffix for deal, suffix in zip(deals.tolist(), rows.suffixes.tolist(), strict=True)]),
        "abstract": emptied(abstracts, kept["abstract"]),
        "keywords": pa.array(told.keywords).take(pa.array(deals)),
        "seller_name": pa.array(sellers[deals].tolist()),
        "buyer_name": pa.array([None if open_ else name for name, open_ in zip(buyers[deals].tolist(), unsold.tolist(), strict=True)]),
    }
    for name, column in seen.items():
        whole = column.take(pa.array(deals))
        known = kept.get(name, np.ones(n, dtype=bool))
        if name in ("buyer_kind", "buyer_region", "payment_mode", "term_years"):
            known = known & ~unsold
        columns[name] = emptied(whole, known)
    terms = terms_of(facts, generator)[deals]
    scored = values.scores[deals]
    columns |= {
        "terms": pa.array([None if open_ else term for term, open_ in zip(terms.tolist(), unsold.tolist(), strict=True)]),
        "technology_amount_wan": numbers(rows.amounts),
        "contract_total_wan": numbers(rows.totals),
        "listing_id": _listing_ids(rows.listings),
        "listed_on": pa.array(rows.listed),
        "asking_price_wan": numbers(rows.asking),
        "relisted_from": _listing_ids(rows.relisted_from),
        "relist_number": pa.array(rows.relist_numbers),
        "outcome": pa.array(rows.outcomes.tolist()),
        "maturity": pa.array(maturity_labels(facts.levels[deals], unpriced, generator).tolist(), pa.string()),
        **{f"score_{value}": numbers(scored[:, at]) for at, value in enumerate(VALUES)},
        "dominant_value": pa.array([value or None for value in values.dominant[deals].tolist()], pa.string()),
        **{f"indicator_{name}": numbers(indicators.recorded[deals, at]) for at, name in enumerate(INDICATORS)},
        "evidence_grade": pa.array([grade or None for grade in indicators.grades[deals].tolist()], pa.string()),
        "weight": pa.array(rows.weights),
        "truth_median_wan": pa.array(np.exp(prices.ln_median)[deals]),
        "truth_spread": pa.array(prices.spread[deals]),
        "truth_expected_wan": pa.array(prices.expected[deals]),
        "truth_level": pa.array(facts.levels[deals]),
        **{f"truth_{value}": pa.array(values.truth[deals, at]) for at, value in enumerate(VALUES)},
        **{f"truth_{name}": numbers(indicators.truth[deals, at]) for at, name in enumerate(INDICATORS)},
        "truth_seller_group": pa.array(facts.groups[deals].tolist()),
        "truth_mode": pa.array(facts.modes[deals].tolist()),
        "truth_anomaly": pa.array(rows.anomalies.tolist()),
        "truth_clean": pa.array(rows.sound & ~careless & ~unsold),
    }
    return columns


def _facts(facts: Facts) -> dict[str, pa.Array]:
    """The columns of a deal that may inform a price, complete."""
    named = np.asarray([*provinces().names, None], dtype=object)
    codes = {
        "contract_type": facts.contract_types,
        "technology_field": facts.fields,
        "socio_economic_objective": facts.objectives,
        "seller_kind": facts.seller_kinds,
        "ip_kind": facts.ip_kinds,
        "plan_source": facts.plan_sources,
        "exclusivity": facts.exclusivities,
        "buyer_kind": facts.buyer_kinds,
        "payment_mode": facts.payment_modes,
    }
    columns = {name: pa.array(printed(CODED[name], column, facts.english).tolist(), pa.string()) for name, column in codes.items()}
    return columns | {
        "seller_region": pa.array(named[facts.regions].tolist(), pa.string()),
        "buyer_region": pa.array(named[facts.buyer_regions].tolist(), pa.string()),
        "industry": pa.array(facts.industries.tolist()),
        "term_years": numbers(facts.term_years),
        "rd_cost_wan": numbers(_significant(facts.rd_cost)),
        "right_count": numbers(np.where(facts.right_counts > 0, facts.right_counts, np.nan).astype(np.float64)),
    }


def _listing_ids(listings: NDArray[np.int64]) -> pa.Array:
    return pa.array([f"L{number + 1:06d}" if number >= 0 else None for number in listings.tolist()], pa.string())


def _significant(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rounded to three significant digits."""
    step = 10 ** (np.floor(np.log10(values)) - 2)
    return np.asarray(np.round(np.round(values / step) * step, 4))


def _as_written(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """An amount as a text would name it: at most four significant digits."""
    step = 10 ** (np.floor(np.log10(np.where(np.isfinite(values), values, 1.0))) - 3)
    return np.asarray(np.round(np.round(values / step) * step, 4))

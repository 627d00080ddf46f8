"""A finished bundle judged on labelled contracts that it has not seen, read and scored like any other table; only then are their prices looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.manifest import Manifest
from models.score import score_table
from models.scorer import Scorer
from models.tables.contract_table import ContractTable
from training.price_study import PriceStudy, price_study
from training.price_tables import PriceTables, by_segment, price_tables
from training.study_groups import groupings
from valuation.features import Columns, decimal_years
from valuation.field_error import FieldError

Array = NDArray[np.float64]
Rows = NDArray[np.bool_]


@dataclass(frozen=True)
class Examination:
    """`overall` of all answered contracts, `by_segment` of each segment of at least 100, `refused` how many for which reason.

    `listing`: the same contracts with what only a deal reveals unknown; None where the table says nothing of the kind, for then it is the same.
    `truth` and `years` (n,), `quantiles` (n, 7) in ln(price) of the answered ones; `tables` over them.
    """

    overall: PriceStudy
    by_segment: dict[str, PriceStudy]
    listing: PriceStudy | None
    refused: dict[str, int]
    tables: PriceTables
    truth: Array
    quantiles: Array
    years: Array


def examine(scorer: Scorer, table: ContractTable) -> Examination:
    """Judges the priced contracts of a table; FieldError where bundle and table do not speak of the same prices, or nothing is answered."""
    manifest = scorer.bundle.manifest
    _check_comparable(manifest, table)
    priced = np.isfinite(table.amounts)
    contracts = table.take(np.flatnonzero(priced))
    truth = np.log(contracts.amounts)
    point, price, reasons = _scored(scorer, contracts)
    answered = np.isfinite(point)
    if not answered.any():
        reason, count = next(iter(reasons.items()))
        told = f"no contract is answered; of {len(contracts):,} refused, {count:,} are {reason}"
        raise FieldError(table.file, None, told, "Give contracts of the kind, language and years that the bundle learned from.")

    def study(rows: Rows) -> PriceStudy:
        chosen = rows & answered
        return price_study(truth[chosen], point[chosen], price[chosen], asked=int(rows.sum()))

    price_source = table.source.price
    groups = groupings(contracts.columns.categories, price_source.segments if price_source is not None else ())
    known = np.flatnonzero(answered)
    years = decimal_years(contracts.columns.dates[known])
    return Examination(
        overall=study(np.ones(len(contracts), dtype=bool)),
        by_segment=by_segment(groups, len(contracts), study, answered),
        listing=_listing(scorer, contracts, truth),
        refused=reasons,
        tables=price_tables(truth[known], price[known], years, [one.take(known) for one in groups], manifest.seed),
        truth=truth[known],
        quantiles=price[known],
        years=years,
    )


def _scored(scorer: Scorer, contracts: ContractTable) -> tuple[Array, Array, dict[str, int]]:
    """Means (n,) and quantiles (n, 7), NaN where refused, and how many were refused for which reason, the most frequent first."""
    found = score_table(scorer, contracts)
    assert found.price is not None and found.price_point is not None  # a bundle with a price head
    return found.price_point, found.price, dict(Counter(str(reason) for reason in found.refusals if reason is not None).most_common())


def _listing(scorer: Scorer, contracts: ContractTable, truth: Array) -> PriceStudy | None:
    hidden = as_listed(contracts.columns, scorer.bundle.manifest)
    if hidden is None:
        return None
    point, price, _ = _scored(scorer, replace(contracts, columns=hidden))
    answered = np.isfinite(point)
    return price_study(truth[answered], point[answered], price[answered], asked=len(contracts)) if answered.any() else None


def as_listed(columns: Columns, manifest: Manifest) -> Columns | None:
    """The same rows as a listing shows them: what the bundle knows only from deals is unknown. None where they say nothing of it anyway."""
    deal = {attribute.name for attribute in manifest.attributes if attribute.known_at == "deal"}
    categories: Mapping[str, list[str]] = {name: [""] * len(columns) for name, values in columns.categories.items() if name in deal and any(values)}
    numbers = {name: np.full(len(columns), np.nan) for name, values in columns.numbers.items() if name in deal and np.isfinite(values).any()}
    if not categories and not numbers:
        return None
    return replace(columns, categories={**columns.categories, **categories}, numbers={**columns.numbers, **numbers})


def _check_comparable(manifest: Manifest, table: ContractTable) -> None:
    price, source = manifest.price, table.source.price
    if price is None:
        raise FieldError("bundle", manifest.name, "has no price head", "Evaluate a bundle that learned prices.")
    if source is None:
        raise FieldError(table.source.file, None, "maps no price", "Give [price] in the mapping file: prices are what a bundle is judged by.")
    if (price.concept, price.currency) != (source.concept, source.currency):
        kinds = f"{source.concept} in {source.currency}"
        raise FieldError(
            f"{table.source.file}: price", kinds, f"the bundle predicts {price.concept} in {price.currency}", "Compare like with like: another bundle."
        )
    if np.isfinite(table.amounts).sum() < 2:
        raise FieldError(table.file, int(np.isfinite(table.amounts).sum()), "has too few prices to judge by", "Give a table with labelled contracts.")

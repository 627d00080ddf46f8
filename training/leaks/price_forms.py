"""Attributes that are the price in disguise: a copy in another unit, a noisy or ranked one, bands of it, parts that add up to it, a mean of it.

The deny-list knows names; a column under a name of its own is caught here, by what it does. No honest attribute follows prices so closely.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from training.inputs import Inputs
from training.leaks.closeness import LEAST_ROWS, LEAST_VALUES, banded, correlation_within, explained_by_others, log_correlation, rank_correlation
from training.numbering import numbered
from valuation.features import DERIVED_NUMBERS, FeatureSchema

CLOSE = 0.98
"""Numbers: rank or logarithmic correlation with the price, ranks also within years and within the values of a category. Categories: share of ln(price) that
other contracts of the same value explain, or of what bands could explain."""
SAMPLE, PAIR_SAMPLE = 6_000, 1_500
"""Rows looked at, evenly spread over time, for what is compared within groups, and for pairs of columns."""
MOST_PAIRED = 12
"""Number columns that are tried two by two: those that follow the price most closely alone."""
EXACT, MATCHED = 0.01, 0.5
"""Parts add up to the price where their best sum is within 1 % of it in at least half of the rows."""
LEAST_GROUPS, LEAST_GROUP_ROWS = 20, 2
"""Groups that make an average of them more than a coincidence, and the rows a value has on average in a column that can group at all."""
_OPERATIONS = ("+", "−", "×", "÷")


@dataclass(frozen=True)
class PriceForm:
    """`columns` that together follow the price; `closeness` from 0 to 1; `how` completes "it is …"; `example` is a value of the first."""

    columns: tuple[str, ...]
    closeness: float
    how: str
    example: object


def price_forms(inputs: Inputs, log_price: NDArray[np.float64], schema: FeatureSchema) -> Iterator[PriceForm]:
    """Every attribute, and every two or more, of the priced rows (n) that follow their price too closely; each column once, alone before together."""
    numbers = {name: inputs.numbers[:, len(DERIVED_NUMBERS) + at].astype(np.float64) for at, name in enumerate(schema.numbers)}
    found: set[str] = set()
    groups = _groups(inputs, schema)
    for name, values in numbers.items():
        for form in _of_number(name, values, log_price, groups):
            found.add(name)
            yield form
    for at, name in enumerate(schema.categories):
        for form in _of_category(name, inputs.categories[:, at], log_price):
            found.add(name)
            yield form
    rest = {name: values for name, values in numbers.items() if name not in found and _enough(values)}
    for form in (*_pairs(rest, log_price), *_sums(rest, log_price)):
        if found.isdisjoint(form.columns):
            found |= set(form.columns)
            yield form


def _of_number(name: str, values: NDArray[np.float64], log_price: NDArray[np.float64], groups: dict[str, NDArray[np.int64]]) -> Iterator[PriceForm]:
    """The first way in which a number follows the price, if any."""
    known = np.flatnonzero(np.isfinite(values))
    if not _enough(values):
        if len(known) >= LEAST_ROWS:
            yield from _aggregate(name, values, log_price, groups)
        return
    closeness = max(abs(rank_correlation(values[known], log_price[known])), abs(log_correlation(values[known], log_price[known])))
    if closeness > CLOSE:
        yield PriceForm((name,), closeness, "a form of the price", values[known][0])
        return
    some = _spread(known, SAMPLE)
    for group, key in groups.items():
        closeness = abs(correlation_within(values[some], log_price[some], key[some]))
        if closeness > CLOSE:
            yield PriceForm((name,), closeness, f"a form of the price within each {group}", values[known][0])
            return
    yield from _aggregate(name, values, log_price, groups)


def _aggregate(name: str, values: NDArray[np.float64], log_price: NDArray[np.float64], groups: dict[str, NDArray[np.int64]]) -> Iterator[PriceForm]:
    """A number that is the mean or median price of a group over all years, the years to come and the contract itself included."""
    known = np.flatnonzero(np.isfinite(values))
    nested = {one: groups[one] for one in groups} | {
        f"{one} and {other}": groups[one] * (int(groups[other].max()) + 1) + groups[other] for one, other in combinations(groups, 2)
    }
    for group, key in nested.items():
        inverse = np.unique(key[known], return_inverse=True)[1]
        counts = np.bincount(inverse)
        means = np.bincount(inverse, values[known]) / counts
        scale = float(np.abs(values[known]).max())
        if (counts >= 2).sum() < LEAST_GROUPS or (np.abs(values[known] - means[inverse]) > 1e-5 * scale).any():
            continue
        repeated = counts >= 2
        prices = log_price[known]
        sums = [np.bincount(inverse, prices) / counts, np.log(np.bincount(inverse, np.exp(prices)) / counts)]
        closeness = max(abs(rank_correlation(means[repeated], one[repeated])) for one in sums)
        if closeness > CLOSE:
            yield PriceForm((name,), closeness, f"the average price of each {group}, over years to come as well", values[known][0])
            return


def _of_category(name: str, values: NDArray[np.object_], log_price: NDArray[np.float64]) -> Iterator[PriceForm]:
    closeness = explained_by_others(values, log_price)
    if closeness > CLOSE:
        yield PriceForm((name,), closeness, "a form of the price", values[0])
        return
    closeness = banded(values, log_price)
    if closeness > CLOSE:
        yield PriceForm((name,), closeness, "bands of the price", values[0])
        return
    as_numbers = _parsed(values)
    if _enough(as_numbers) and np.isfinite(as_numbers).sum() >= 0.9 * (values != "").sum():
        known = np.isfinite(as_numbers)
        closeness = abs(rank_correlation(as_numbers[known], log_price[known]))
        if closeness > CLOSE:
            yield PriceForm((name,), closeness, "a form of the price, written as a category", values[known][0])


def _pairs(numbers: dict[str, NDArray[np.float64]], log_price: NDArray[np.float64]) -> Iterator[PriceForm]:
    """Two columns whose sum, difference, product or quotient follows the price, and neither does alone."""
    alone = {name: abs(rank_correlation(values[known], log_price[known])) for name, values in numbers.items() for known in [np.isfinite(values)]}
    tried = sorted(sorted(numbers, key=lambda name: -alone[name])[:MOST_PAIRED])
    for left, right in combinations(tried, 2):
        known = np.flatnonzero(np.isfinite(numbers[left]) & np.isfinite(numbers[right]))
        if len(known) < LEAST_ROWS:
            continue
        some = _spread(known, PAIR_SAMPLE)
        a, b, price = numbers[left][some], numbers[right][some], log_price[some]
        quotient = np.divide(a, b, out=np.zeros(len(a)), where=b != 0)
        for operation, values in zip(_OPERATIONS, (a + b, a - b, a * b, quotient), strict=True):
            closeness = abs(rank_correlation(values, price))
            if closeness > CLOSE and closeness > max(alone[left], alone[right]) + 0.01:
                yield PriceForm((left, right), closeness, f"a form of the price ({left} {operation} {right})", a[0])
                break


def _sums(numbers: dict[str, NDArray[np.float64]], log_price: NDArray[np.float64]) -> Iterator[PriceForm]:
    """Parts that add up to the price, however many: instalments, of which some are empty."""
    if len(numbers) < 2:
        return
    names = list(numbers)
    some = _spread(np.arange(len(log_price)), SAMPLE)
    matrix = np.nan_to_num(np.column_stack([numbers[name][some] for name in names]), nan=0.0)
    price = np.exp(log_price[some])
    relative = matrix / price[:, None]
    weights = np.linalg.lstsq(relative, np.ones(len(price)), rcond=None)[0]
    matched = np.abs(relative @ weights - 1) < EXACT
    if matched.mean() >= MATCHED and len(np.unique(price[matched])) >= LEAST_VALUES:
        parts = tuple(name for name, weight in zip(names, weights, strict=True) if abs(weight) * np.median(np.abs(relative[:, names.index(name)])) > EXACT)
        if len(parts) > 1:
            yield PriceForm(parts, float(matched.mean()), f"a form of the price in parts: {' + '.join(parts)} make the price", matrix[0, names.index(parts[0])])


def _groups(inputs: Inputs, schema: FeatureSchema) -> dict[str, NDArray[np.int64]]:
    """Numbers of the year and of each category's values, (n,) each; columns of nearly unique values group nothing."""
    found = {"year": np.floor(inputs.years).astype(np.int64) - int(np.floor(inputs.years.min()))} if len(inputs) else {}
    for at, name in enumerate(schema.categories):
        values, key = numbered(inputs.categories[:, at])
        if 1 < len(values) <= len(key) / LEAST_GROUP_ROWS:
            found[name] = key
    return found


def _enough(values: NDArray[np.float64]) -> bool:
    known = values[np.isfinite(values)]
    return len(known) >= LEAST_ROWS and len(np.unique(known)) >= LEAST_VALUES


def _spread(rows: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    return rows if len(rows) <= most else rows[np.linspace(0, len(rows) - 1, most).astype(np.int64)]


def _parsed(values: NDArray[np.object_]) -> NDArray[np.float64]:
    """Categories that read as numbers, NaN for the rest."""
    known: dict[object, float] = {}
    for value in dict.fromkeys(values):
        try:
            known[value] = float(str(value).replace(",", "")) if str(value)[:1].isdigit() else np.nan
        except ValueError:
            known[value] = np.nan
    return np.asarray([known[value] for value in values], dtype=np.float64)

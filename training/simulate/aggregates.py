"""The simulated market beside the published one, figure by figure, each with its tolerance.

A tail like this one's makes the mean of any sample noisy, so means and values are compared by expectation: `truth_expected_wan` is a contract's mean over the
size of the work and chance, given all else, and `weight` says how many contracts of the nation a row stands for. Shares of contracts, and what lies beyond a
limit, are counted on the recorded totals of rows without planted errors.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from training.simulate.published import WAN_PER_YI, document, provinces, yearly
from training.simulate.regions import columns_of
from training.simulate.strata import EQUITY, FIRM, LICENCE, PUBLIC, RIGHTS, TRANSFER
from valuation.codes import LISTS

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Comparison:
    """One figure: as published, as simulated, and how far it may be off, relative to the published one or (`absolute`) in its own unit."""

    name: str
    published: float
    simulated: float
    tolerance: float
    absolute: bool = False

    @property
    def off(self) -> float:
        """How far it is off, in the terms of its tolerance."""
        gap = self.simulated - self.published
        return float(gap if self.absolute else gap / self.published)

    @property
    def holds(self) -> bool:
        """Whether it is near enough."""
        return abs(self.off) <= self.tolerance


@dataclass(frozen=True)
class Sample:
    """A simulated table as its aggregates need it."""

    table: pa.Table

    @cached_property
    def years(self) -> NDArray[np.int64]:
        """Calendar year of each row."""
        return np.asarray(self.table["valued_on"].to_numpy().astype("datetime64[Y]").astype(np.int64) + 1970)

    @cached_property
    def months(self) -> NDArray[np.int64]:
        """Month of each row, 1-12."""
        return np.asarray(self.table["valued_on"].to_numpy().astype("datetime64[M]").astype(np.int64) % 12 + 1)

    @cached_property
    def weights(self) -> NDArray[np.float64]:
        """Contracts of the nation."""
        return np.asarray(self.table["weight"].to_numpy())

    @cached_property
    def values(self) -> NDArray[np.float64]:
        """Expected value of what the row stands for, 亿元."""
        return np.asarray(self.weights * self.table["truth_expected_wan"].to_numpy() / WAN_PER_YI)

    @cached_property
    def groups(self) -> NDArray[np.str_]:
        """Kinds of sellers, as drawn."""
        return np.asarray(self.table["truth_seller_group"].to_pylist())

    @cached_property
    def modes(self) -> NDArray[np.str_]:
        """Kinds of deals, as drawn."""
        return np.asarray(self.table["truth_mode"].to_pylist())

    def codes(self, column: str, listed: str) -> NDArray[np.str_]:
        """A column's labels back to codes; "" where a cell is empty."""
        cells = self.table[column].to_pylist()
        known = {cell: LISTS[listed].resolve(cell, column) for cell in set(cells) if cell}
        return np.asarray([known.get(cell, "") for cell in cells])

    def contracts(self, rows: Mask) -> float:
        """Contracts of the nation."""
        return float(self.weights[rows].sum())

    def value(self, rows: Mask) -> float:
        """亿元."""
        return float(self.values[rows].sum())

    def mean(self, rows: Mask) -> float:
        """万元 a contract."""
        return self.value(rows) / max(self.contracts(rows), 1e-9) * WAN_PER_YI


def compare(table: pa.Table) -> list[Comparison]:
    """Every published figure beside the simulated one."""
    sample = Sample(table)
    parts = (_national, _types, _tail, _sellers, _universities, _trends, _rights_and_plans, _fields, _regions, _seasons, _technology)
    return [one for part in parts for one in part(sample)]


def _national(sample: Sample) -> Iterator[Comparison]:
    known = yearly("national")
    for year, contracts, mean in zip(known.years.tolist(), known.contracts.tolist(), known.mean.tolist(), strict=True):
        rows = sample.years == year
        yield Comparison(f"contracts {year}", contracts, sample.contracts(rows), 0.02)
        yield Comparison(f"mean {year}, 万元", mean, sample.mean(rows), 0.12)
    yield Comparison("value 2024, 亿元", document()["recent"]["value_2024"]["value"], sample.value(sample.years == 2024), 0.12)


def _types(sample: Sample) -> Iterator[Comparison]:
    """Shares of value over three years, for few contracts make up a year's transfers."""
    modes = {
        "technical_service": ("service",),
        "technical_development": ("development",),
        "technical_transfer": RIGHTS,
        "technical_consulting": ("consulting",),
    }
    national = yearly("national")
    for given in document()["type"]:
        around = abs(sample.years - given["year"]) <= 1
        total = national.value[national.years == given["year"]][0]
        for kind, own in modes.items():
            if kind in given:
                share = sample.value(around & np.isin(sample.modes, own)) / sample.value(around)
                yield Comparison(f"share of value of {kind} {given['year']}", given[kind] / total, share, 0.20)
        if "development_contracts" in given:
            found = sample.contracts((sample.years == given["year"]) & (sample.modes == "development"))
            yield Comparison(f"contracts of development {given['year']}", given["development_contracts"], found, 0.08)


def _tail(sample: Sample) -> Iterator[Comparison]:
    """Contracts of 2017-2021 brought to the mean of 2019, so that more of them tell of the tail."""
    known = yearly("national")
    means = dict(zip(known.years.tolist(), known.mean.tolist(), strict=True))
    totals, sound = _sound_totals(sample)
    rows = sound & (abs(sample.years - 2019) <= 2)
    amounts = totals[rows] * np.asarray([means[2019] / means[int(year)] for year in sample.years[rows]])
    weights = sample.weights[rows]
    given = document()["tail_2019"]
    national = known.years == 2019
    yield Comparison(
        "share of contracts above 1,000 万元, 2019", given["contracts_over_10m"] / known.contracts[national][0], _share(amounts > 1_000, weights), 0.20
    )
    above = _share(amounts > 1_000, weights * amounts)
    yield Comparison("their share of value, 2019", given["value_over_10m"] / known.value[national][0], above, 0.07, absolute=True)
    yield Comparison("median contract 2019, 万元", document()["tail_2019"]["median_fitted"], _median(amounts, weights), 0.15)
    public = document()["university_tail_2019"]
    own = rows & (sample.groups == PUBLIC) & np.isin(sample.modes, RIGHTS)
    yield Comparison("universities' rights above 100 万元, 2019", public["share_over_1m"], _share(totals[own] > 100, sample.weights[own]), 0.02, absolute=True)
    above = _share(totals[own] > 100, sample.weights[own] * totals[own])
    yield Comparison("their share of value, 2019", public["value_share_over_1m"], above, 0.08, absolute=True)


def _sellers(sample: Sample) -> Iterator[Comparison]:
    given, year = document()["sellers_2020"], sample.years == 2020
    firms, public = year & (sample.groups == FIRM), year & (sample.groups == PUBLIC)
    yield Comparison("enterprises' contracts 2020", given["enterprise_contracts"], sample.contracts(firms), 0.05)
    yield Comparison("enterprises' value 2020, 亿元", given["enterprise_value"], sample.value(firms), 0.12)
    yield Comparison("universities' and institutes' contracts 2020", given["public_contracts"], sample.contracts(public), 0.05)
    yield Comparison("their value 2020, 亿元", given["public_value"], sample.value(public), 0.15)
    kinds = sample.codes("seller_kind", "party_kind")
    half = document()["sellers_2020h1"]
    known = public & np.isin(kinds, ("021", "022"))
    share = half["university"] / (half["university"] + half["research_institute"])
    yield Comparison("universities among both 2020", share, sample.contracts(known & (kinds == "022")) / sample.contracts(known), 0.05, absolute=True)


def _universities(sample: Sample) -> Iterator[Comparison]:
    known = yearly("university")
    rights = (sample.groups == PUBLIC) & np.isin(sample.modes, RIGHTS)
    for year, contracts, mean in zip(known.years.tolist(), known.contracts.tolist(), known.mean.tolist(), strict=True):
        rows = rights & (sample.years == year)
        yield Comparison(f"universities' transfers, licences, equity {year}", contracts, sample.contracts(rows), 0.08)
        yield Comparison(f"their mean {year}, 万元", mean, sample.mean(rows), 0.25)
    for given in document()["university_mode"]:
        for mode in (TRANSFER, LICENCE, EQUITY):
            if mode in given:
                rows = rights & (sample.years == given["year"]) & (sample.modes == mode)
                contracts, value = given[mode]["contracts"], given[mode]["value"]
                yield Comparison(f"universities' {mode} {given['year']}", contracts, sample.contracts(rows), 0.15)
                yield Comparison(f"their mean {given['year']}, 万元", value / contracts * WAN_PER_YI, sample.mean(rows), 0.40 if mode == EQUITY else 0.20)


def _trends(sample: Sample) -> Iterator[Comparison]:
    """Change of the mean a year, by the slope of its logarithm over all years of a span."""
    rights = (sample.groups == PUBLIC) & np.isin(sample.modes, RIGHTS)
    university, national = yearly("university"), yearly("national")
    all_rows = np.ones(len(sample.years), dtype=bool)
    for name, known, rows, first, tolerance in (
        ("universities' mean a year 2017-23", university, rights, 2017, 0.03),
        ("national mean a year 2013-23", national, all_rows, 2013, 0.015),
    ):
        since = known.years >= first
        means = np.asarray([sample.mean(rows & (sample.years == year)) for year in known.years[since]])
        yield Comparison(name, _growth(known.years[since], known.mean[since]), _growth(known.years[since], means), tolerance, absolute=True)


def _rights_and_plans(sample: Sample) -> Iterator[Comparison]:
    half = document()["sellers_2020h1"]
    right = sample.codes("ip_kind", "ip_kind")
    year = (abs(sample.years - 2020) <= 1) & (right != "")
    involved = year & (right != "none")
    yield Comparison(
        "share of contracts that involve rights 2020",
        half["ip_contracts"] / half["contracts"],
        sample.contracts(involved) / sample.contracts(year),
        0.06,
        absolute=True,
    )
    yield Comparison("their share of value 2020", half["ip_value_share"], sample.value(involved) / sample.value(year), 0.08, absolute=True)
    source = sample.codes("plan_source", "plan_source")
    known = (abs(sample.years - 2014) <= 2) & (source != "")
    given = document()["plan_2013"]
    national = yearly("national")
    at = national.years.tolist().index(2013)
    planned = known & (source != "unplanned")
    yield Comparison(
        "share of contracts under a programme 2013",
        given["contracts"] / national.contracts[at],
        sample.contracts(planned) / sample.contracts(known),
        0.03,
        absolute=True,
    )
    for name in ("province", "ministry", "nsfc", "national_mega_project"):
        relative = sample.mean(known & (source == name)) / sample.mean(known)
        yield Comparison(f"mean under {name} 2013 ÷ all", given[name] / national.mean[at], relative, 0.40)


def _fields(sample: Sample) -> Iterator[Comparison]:
    """Ranks by value: how many pairs stand in the published order."""
    field = sample.codes("technology_field", "technology_field")
    given = document()["fields"]
    for order, centre in ((given["order_2013"], 2013), (given["first_three_2020"], 2020)):
        rows = abs(sample.years - centre) <= 2
        value = {name: sample.value(rows & (field == name)) for name in LISTS["technology_field"].entries}
        pairs = [(one, other) for at, one in enumerate(order) for other in (*order[at + 1 :], *(set(value) - set(order) - {"aerospace"}))]
        right = np.mean([value[one] > value[other] for one, other in pairs])
        yield Comparison(f"fields in the published order {centre}, share of pairs", 1.0, float(right), 0.07, absolute=True)


def _regions(sample: Sample) -> Iterator[Comparison]:
    region = sample.codes("seller_region", "province")
    known = provinces()
    codes = [LISTS["province"].resolve(name, "province") for name in known.names]
    inside = region != ""
    share = np.asarray([[sample.value((region == code) & (abs(sample.years - year) <= 1)) for year in known.years] for code in codes])
    published = np.nan_to_num(known.value) / np.nansum(known.value, axis=0)
    smooth = np.asarray([[published[row, columns_of(np.arange(year - 1, year + 2))].mean() for year in known.years] for row in range(len(codes))])
    gap = float(np.abs(share / share.sum(axis=0) - smooth).sum(axis=0).mean() / 2)
    yield Comparison("provinces' shares of value 2011-23, share misplaced", 0.0, gap, 0.10, absolute=True)
    national = dict(zip(yearly("national").years.tolist(), yearly("national").contracts.tolist(), strict=True))
    for given in document()["region"]:
        year = sample.years == given["year"]
        rows = year & (region == LISTS["province"].resolve(given["name"], "province"))
        contracts = sample.contracts(rows) / sample.contracts(year & inside) * national[given["year"]]
        yield Comparison(f"contracts of {given['name']} {given['year']}", given["contracts"], contracts, 0.35)


def _seasons(sample: Sample) -> Iterator[Comparison]:
    national = yearly("national")
    half, nine = document()["recent"]["first_half_2020"], document()["recent"]["january_to_september_2025"]
    at = national.years.tolist().index(2020)
    rows = sample.years == 2020
    found = sample.contracts(rows & (sample.months <= 6)) / sample.contracts(rows)
    yield Comparison("share of contracts by June 2020", half["contracts"] / national.contracts[at], found, 0.07, absolute=True)
    rows = (sample.years == 2025) & (sample.months <= 9)
    yield Comparison("contracts January to September 2025", nine["contracts"], sample.contracts(rows), 0.10)
    yield Comparison("their value, 亿元", nine["value"], sample.value(rows), 0.15)


def _technology(sample: Sample) -> Iterator[Comparison]:
    """技术交易额 ÷ turnover, both summed over the same rows; amounts above their 99th percentile left out, for a few of them would decide."""
    totals, sound = _sound_totals(sample)
    amounts = sample.table["technology_amount_wan"].to_numpy(zero_copy_only=False)
    given = document()["technology_share"]
    for year, share in zip(given["years"], given["share"], strict=True):
        rows = sound & np.isfinite(amounts) & (sample.years == year)
        rows &= amounts <= np.quantile(amounts[rows], 0.99) if rows.any() else rows
        weights = sample.weights[rows]
        yield Comparison(f"技术交易额 ÷ turnover {year}", share, float((weights * amounts[rows]).sum() / (weights * totals[rows]).sum()), 0.08, absolute=True)


def _growth(years: NDArray[np.int64], means: NDArray[np.float64]) -> float:
    return float(np.expm1(np.polyfit(years, np.log(means), 1)[0]))


def _sound_totals(sample: Sample) -> tuple[NDArray[np.float64], Mask]:
    totals = sample.table["contract_total_wan"].to_numpy(zero_copy_only=False)
    sound = np.asarray(sample.table["truth_anomaly"].to_pylist()) == ""
    return totals, np.isfinite(totals) & sound & (sample.weights > 0)


def _share(rows: Mask, weights: NDArray[np.float64]) -> float:
    return float(weights[rows].sum() / max(weights.sum(), 1e-12))


def _median(values: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    order = np.argsort(values)
    return float(values[order][np.searchsorted(np.cumsum(weights[order]), weights.sum() / 2)])

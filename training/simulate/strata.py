"""The market by year, kind of seller and kind of deal: how many contracts there are and what they cost on average, from the published figures.

What was not published is interpolated or carried on; such numbers are our own assumptions [A] and stand at the top. A stratum's mean is of the whole
contract (合同成交总金额) in 万元, contracts without an amount counted as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from training.simulate.published import WAN_PER_YI, document, sold_abroad, yearly

Numbers = NDArray[np.float64]

FIRST_YEAR, LAST_DAY = 2010, np.datetime64("2026-10-31")
YEARS = np.arange(FIRST_YEAR, 2027)

FIRM, PUBLIC, ABROAD, OTHER = "firm", "public", "abroad", "other"
GROUPS = (FIRM, PUBLIC, ABROAD, OTHER)
"""Enterprises; universities and institutes; sellers abroad; persons, associations and government bodies."""

DEVELOPMENT, TRANSFER, LICENCE, EQUITY, CONSULTING, SERVICE = "development", "transfer", "licence", "equity", "consulting", "service"
MODES = (DEVELOPMENT, TRANSFER, LICENCE, EQUITY, CONSULTING, SERVICE)
CONTRACT_TYPE = {
    DEVELOPMENT: "technical_development",
    TRANSFER: "technical_transfer",
    LICENCE: "technical_licence",
    EQUITY: "technical_transfer",
    CONSULTING: "technical_consulting",
    SERVICE: "technical_service",
}
"""An equity deal is registered as the transfer that it is."""
RIGHTS = (TRANSFER, LICENCE, EQUITY)
WORK = (DEVELOPMENT, CONSULTING, SERVICE)

_RECENT = {2024: (1_000_000, None), 2025: (1_073_000, 1.183), 2026: (1_160_000, 1.13)}
"""Contracts, and growth of value: 2024's value is published, 2025 grows as its first three quarters did, on 644,000 contracts of them; the rest [A]."""
_SHARES = {PUBLIC: 0.262, ABROAD: 0.012, OTHER: 0.026}
"""Of all contracts: universities and institutes as in 2020 [S]; the others [A]; enterprises are what is left."""
_OTHER_MEAN = 0.15
"""Mean of persons' and bodies' contracts, relative to the national one [A]."""
_TYPE_VALUE = {
    SERVICE: ((2010, 0.44), (2013, 0.4575), (2019, 0.5544), (2026, 0.58)),
    DEVELOPMENT: ((2010, 0.37), (2013, 0.3713), (2019, 0.3204), (2026, 0.315)),
    CONSULTING: ((2010, 0.020), (2013, 0.022), (2019, 0.0274), (2026, 0.027)),
}
"""Shares of value: 2013 and 2019 [S, K], before and after [A]; transfers and licences are what is left."""
_TYPE_COUNT = {DEVELOPMENT: ((2010, 0.53), (2013, 0.522), (2019, 0.42), (2026, 0.37)), CONSULTING: ((2010, 0.06), (2019, 0.075), (2026, 0.08))}
"""Shares of contracts: development in 2013 [S], else [A] about the provincial counts; services are what is left."""
_FIRM_RIGHTS = {TRANSFER: 0.018, LICENCE: 0.012}
_WORK_OF_PUBLIC = {DEVELOPMENT: (0.50, 1.3), SERVICE: (0.38, 0.85), CONSULTING: (0.12, 0.45)}
"""Share of contracts and relative mean [A]."""
_MODES_ABROAD = {DEVELOPMENT: (0.20, 0.8), SERVICE: (0.35, 1.0), TRANSFER: (0.15, 1.2), LICENCE: (0.25, 1.2), CONSULTING: (0.05, 0.3)}
_MODES_OF_OTHERS = {DEVELOPMENT: (0.20, 1.2), SERVICE: (0.48, 1.0), TRANSFER: (0.08, 0.8), LICENCE: (0.04, 0.8), CONSULTING: (0.20, 0.5)}
_WORK_2020, _WORK_GROWTH = 119.6, 1.083
"""Mean of what universities and institutes develop and serve: 2020 from all of their contracts less their rights [D], growth as their own report's [D]."""
_TRANSFER_SHARE = ((2017, 0.62), (2021, 0.652), (2023, 0.6096))
_EQUITY_COUNT = ((2017, 480), (2018, 508), (2021, 510), (2023, 472))
_TRANSFER_MEAN = ((2017, 70.6), (2018, 80.3), (2021, 56.9), (2023, 46.1))
_LICENCE_MEAN = ((2017, 97.0), (2018, 110.8), (2021, 85.0), (2023, 63.5))
"""Universities and institutes: 2021 and 2023 published [S, D]; equity is what is left of the published totals."""
_RIGHTS_GROWTH, _RIGHTS_SLOPE = 1.12, 0.97
"""Contracts a year before 2017 and after 2023; mean a year after 2023; before 2017 it stands still [A]."""


@dataclass(frozen=True)
class Strata:
    """k strata: `years`, `groups`, `modes`, `contracts` in that year (2026: those until `LAST_DAY`'s year ends), `means` in 万元 of the whole contract."""

    years: NDArray[np.int64]
    groups: NDArray[np.str_]
    modes: NDArray[np.str_]
    contracts: Numbers
    means: Numbers

    def mean_path(self, group: str, mode: str) -> tuple[NDArray[np.int64], Numbers]:
        """Years and means of one group and mode."""
        rows = (self.groups == group) & (self.modes == mode)
        return self.years[rows], self.means[rows]


@cache
def strata() -> Strata:
    """All strata with contracts in them, by year, group and mode."""
    entries = [(int(year), group, mode, *cell) for at, year in enumerate(YEARS) for (group, mode), cell in _year(at).items() if cell[0] > 0]
    years, groups, modes, contracts, means = zip(*entries, strict=True)
    return Strata(np.asarray(years), np.asarray(groups), np.asarray(modes), np.asarray(contracts), np.asarray(means))


def national() -> tuple[Numbers, Numbers]:
    """Contracts and value in 亿元 of all `YEARS`."""
    known = yearly("national")
    contracts, value = known.contracts.tolist(), known.value.tolist()
    for number, growth in _RECENT.values():
        contracts.append(float(number))
        value.append(document()["recent"]["value_2024"]["value"] if growth is None else value[-1] * growth)
    return np.asarray(contracts), np.asarray(value)


def _year(at: int) -> dict[tuple[str, str], tuple[float, float]]:
    """Contracts and mean of each group and mode in one year; what enterprises did is the national total less the others."""
    year = float(YEARS[at])
    contracts, value = (float(one[at]) for one in national())
    cells = _public(year, contracts) | _abroad(year, contracts, value) | _others(contracts, value)
    firms = contracts * (1 - sum(_SHARES.values()))
    count = {mode: share * firms for mode, share in _FIRM_RIGHTS.items()}
    taken = {mode: (sum(cells.get((group, mode), (0.0, 0.0))[0] for group in GROUPS), _value(cells, mode)) for mode in MODES}
    count |= {mode: _at(_TYPE_COUNT[mode], year) * contracts - taken[mode][0] for mode in _TYPE_COUNT}
    count[SERVICE] = firms - sum(count.values())
    shares = {mode: _at(points, year) for mode, points in _TYPE_VALUE.items()}
    left = {mode: share * value * WAN_PER_YI - taken[mode][1] for mode, share in shares.items()}
    of_rights = (1 - sum(shares.values())) * value * WAN_PER_YI - sum(taken[mode][1] for mode in RIGHTS)
    left |= {mode: of_rights * count[mode] / (count[TRANSFER] + count[LICENCE]) for mode in _FIRM_RIGHTS}
    return cells | {(FIRM, mode): (count[mode], left[mode] / count[mode]) for mode in count}


def _public(year: float, contracts: float) -> dict[tuple[str, str], tuple[float, float]]:
    known = yearly("university")
    first, last = float(known.years[0]), float(known.years[-1])
    inside = min(max(year, first), last)
    number = float(np.interp(inside, known.years, known.contracts)) * _RIGHTS_GROWTH ** (year - inside)
    slope = _RIGHTS_SLOPE ** max(year - last, 0.0)
    equity = _at(_EQUITY_COUNT, inside) * number / float(np.interp(inside, known.years, known.contracts))
    transfer = _at(_TRANSFER_SHARE, year) * number
    means = {mode: float(np.exp(_at(tuple((at, np.log(one)) for at, one in points), inside))) for mode, points in _PATHS.items()}
    of_equity = float(np.interp(inside, known.years, known.value)) * WAN_PER_YI * number / float(np.interp(inside, known.years, known.contracts))
    of_equity -= transfer * means[TRANSFER] + (number - equity - transfer) * means[LICENCE]
    rights = {TRANSFER: (transfer, means[TRANSFER] * slope), LICENCE: (number - equity - transfer, means[LICENCE] * slope)}
    rights[EQUITY] = (equity, of_equity / equity * slope)
    work = contracts * _SHARES[PUBLIC] - number
    mean = _WORK_2020 * _WORK_GROWTH ** (year - 2020)
    return {(PUBLIC, mode): cell for mode, cell in (rights | _parted(_WORK_OF_PUBLIC, work, mean * work)).items()}


_PATHS = {TRANSFER: _TRANSFER_MEAN, LICENCE: _LICENCE_MEAN}


def _abroad(year: float, contracts: float, value: float) -> dict[tuple[str, str], tuple[float, float]]:
    years, share = sold_abroad()
    total = float(np.interp(year, years, share)) * value * WAN_PER_YI
    return {(ABROAD, mode): cell for mode, cell in _parted(_MODES_ABROAD, contracts * _SHARES[ABROAD], total).items()}


def _others(contracts: float, value: float) -> dict[tuple[str, str], tuple[float, float]]:
    number = contracts * _SHARES[OTHER]
    total = number * _OTHER_MEAN * value / contracts * WAN_PER_YI
    return {(OTHER, mode): cell for mode, cell in _parted(_MODES_OF_OTHERS, number, total).items()}


def _parted(shares: dict[str, tuple[float, float]], contracts: float, value: float) -> dict[str, tuple[float, float]]:
    """Contracts and value (万元) over modes by their shares and relative means."""
    scale = sum(share * relative for share, relative in shares.values())
    return {mode: (share * contracts, relative * value / contracts / scale) for mode, (share, relative) in shares.items()}


def _value(cells: dict[tuple[str, str], tuple[float, float]], mode: str) -> float:
    return sum(number * mean for (_, own), (number, mean) in cells.items() if own == mode)


def _at(points: tuple[tuple[float, float], ...], year: float) -> float:
    """Linear between the points, level beyond them."""
    years, values = zip(*points, strict=True)
    return float(np.interp(year, years, values))

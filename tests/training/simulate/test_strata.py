from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from training.simulate.published import WAN_PER_YI, document, sold_abroad, yearly
from training.simulate.strata import ABROAD, CONTRACT_TYPE, EQUITY, FIRM, LICENCE, MODES, PUBLIC, RIGHTS, TRANSFER, YEARS, strata
from valuation.codes import LISTS


def total(year: int, group: str = "", modes: tuple[str, ...] = MODES) -> tuple[Any, Any]:
    found = strata()
    rows = (found.years == year) & np.isin(found.modes, modes) & ((found.groups == group) | (group == ""))
    return float(found.contracts[rows].sum()), float((found.contracts * found.means)[rows].sum() / WAN_PER_YI)


def test_every_year_adds_up_to_the_published_total():
    known = yearly("national")
    for year, contracts, value in zip(known.years.tolist(), known.contracts, known.value, strict=True):
        assert total(year) == (pytest.approx(contracts), pytest.approx(value))


def test_every_stratum_has_contracts_that_cost_something():
    assert (strata().contracts > 0).all() and (strata().means > 1).all()
    assert set(strata().years.tolist()) == set(YEARS.tolist())


@pytest.mark.parametrize("mode", [TRANSFER, LICENCE, EQUITY])
def test_universities_modes_of_2023_are_the_published_ones(mode):
    given = next(one for one in document()["university_mode"] if one["year"] == 2023)[mode]
    contracts, value = total(2023, PUBLIC, (mode,))
    assert (contracts, value) == (pytest.approx(given["contracts"], rel=0.01), pytest.approx(given["value"], rel=0.02))


def test_universities_totals_are_the_published_ones():
    known = yearly("university")
    for year, contracts, value in zip(known.years.tolist(), known.contracts, known.value, strict=True):
        assert total(year, PUBLIC, RIGHTS) == (pytest.approx(contracts), pytest.approx(value))


def test_types_of_2019_are_the_published_ones():
    given = next(one for one in document()["type"] if one["year"] == 2019)
    assert total(2019, modes=("service",))[1] == pytest.approx(given["technical_service"], rel=0.01)
    assert total(2019, modes=("development",))[1] == pytest.approx(given["technical_development"], rel=0.01)


def test_sellers_abroad_sold_what_no_province_did():
    years, share = sold_abroad()
    assert total(2019, ABROAD)[1] / total(2019)[1] == pytest.approx(share[years == 2019][0])


def test_enterprises_of_2020_are_near_the_published_ones():
    given = document()["sellers_2020"]
    contracts, value = total(2020, FIRM)
    assert contracts == pytest.approx(given["enterprise_contracts"], rel=0.01) and value == pytest.approx(given["enterprise_value"], rel=0.05)


def test_the_universities_mean_falls_while_the_nations_rises():
    first, last = (total(year, PUBLIC, RIGHTS) for year in (2017, 2023))
    assert ((last[1] / last[0]) / (first[1] / first[0])) ** (1 / 6) - 1 == pytest.approx(-0.102, abs=0.005)
    first, last = total(2013), total(2023)
    assert ((last[1] / last[0]) / (first[1] / first[0])) ** (1 / 10) - 1 == pytest.approx(0.099, abs=0.005)


def test_every_mode_is_a_registered_type():
    assert {CONTRACT_TYPE[mode] for mode in MODES} == set(LISTS["contract_type"].entries)

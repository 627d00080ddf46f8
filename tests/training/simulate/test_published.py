from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from training.simulate.published import document, provinces, sold_abroad, yearly
from valuation.codes import LISTS

SHARED = Path(__file__).parents[4] / "shared" / "data" / "cn_market" / "province_year_2011_2023.csv"


def test_every_table_names_its_source_and_how_certain_it_is():
    for name, table in document().items():
        for one in table if isinstance(table, list) else [table]:
            cells = [cell for cell in one.values() if isinstance(cell, dict) and "source" in cell] or [one]
            assert all(cell["source"] and "certainty" in cell for cell in cells), name


def test_the_national_mean_is_value_by_contracts():
    national = yearly("national")
    assert dict(zip(national.years.tolist(), national.mean.round(1).tolist(), strict=True))[2019] == pytest.approx(462.7)
    assert len(national.years) == len(national.contracts) == len(national.value) == len(document()["national"]["certainty"])


def test_there_are_31_provinces_and_each_is_a_code():
    assert len({LISTS["province"].resolve(name, "province") for name in provinces().names}) == 31


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data are not beside this checkout")
def test_the_provinces_are_those_of_the_yearbook():
    lines = [line.split(",") for line in SHARED.read_text("utf-8").splitlines()[1:]]
    found = {(name, int(year)): float(value) / 1e4 if value else float("nan") for name, year, value, *_ in lines}
    for name, row in zip(provinces().names, provinces().value, strict=True):
        short = next(one for one, _ in found if name.startswith(one))
        np.testing.assert_allclose(row, [found[short, int(year)] for year in provinces().years], atol=0.006)


def test_what_no_province_sold_was_sold_from_abroad():
    years, share = sold_abroad()
    assert dict(zip(years.tolist(), share.tolist(), strict=True))[2019] * 22398.39 == pytest.approx(649.1, abs=1.0)

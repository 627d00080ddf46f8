from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from training.report.drift import add_drift
from training.report.finished import Finished


def test_every_input_has_its_index_since_the_newest_origin(shown: Any, finished: Finished) -> None:
    text, rows, figures = shown(add_drift, finished)
    assert figures["drift"]["since"] == 2023
    names = {one["name"] for one in figures["drift"]["inputs"]}
    assert names == {*finished.corpus.schema.categories, *finished.corpus.schema.number_columns, "text"}
    assert "No input has drifted far." in text and "price level over time" in text and "by year" in text
    for one in figures["drift"]["inputs"]:
        assert any(row[0] == finished.label(one["name"]) and row[1] == f"{one['psi']:.3f}" for row in rows)


def test_what_has_drifted_is_told_first(shown: Any, finished: Finished) -> None:
    categories = finished.inputs.categories.copy()
    at = finished.corpus.schema.categories.index("region")
    categories[finished.priced[finished.years >= 2023], at] = "new land"
    text, rows, figures = shown(add_drift, replace(finished, inputs=replace(finished.inputs, categories=categories)))
    assert "Large drift in 1 of" in text and "since 2023: region" in text
    first = figures["drift"]["inputs"][0]
    assert first["name"] == "region" and first["verdict"] == "large" and first["new_values"] == 1
    assert next(row for row in rows if row[0] == "region")[-1] == "100%"


def test_without_origins_the_newest_fifth_is_held_against_the_rest(shown: Any, finished: Finished) -> None:
    assert finished.calibration is not None
    random = replace(finished, calibration=replace(finished.calibration, random=True))
    _, _, figures = shown(add_drift, random)
    assert figures["drift"]["since"] == pytest.approx(np.quantile(finished.years, 0.8))


def test_a_run_without_prices_has_no_such_section(shown: Any, without_prices: Finished) -> None:
    assert shown(add_drift, without_prices) == ("", [], {})

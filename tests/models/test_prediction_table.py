from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from models.manifest import Manifest
from models.prediction_table import prediction_table
from models.predictions import Predictions
from models.scorer import Scorer
from valuation.refusal import Refusal

NAMES = [
    "contract_id",
    "valuation_date",
    "currency",
    "price_concept",
    "price_point",
    "price_p05",
    "price_p10",
    "price_p25",
    "price_p50",
    "price_p75",
    "price_p90",
    "price_p95",
    "confidence_level",
    "trl_expected",
    "trl_p1",
    "trl_p2",
    "trl_p3",
    "trl_p4",
    "trl_p5",
    "trl_p6",
    "trl_p7",
    "trl_p8",
    "trl_p9",
    "value_scientific",
    "value_technical",
    "value_economic",
    "value_social",
    "value_cultural",
    "value_dominant",
    "value_signal_scientific",
    "value_signal_technical",
    "value_signal_economic",
    "value_signal_social",
    "value_signal_cultural",
    "refused",
    "reason",
    "model_version",
]
"""The fixed names that outside tools rely on, in their order."""

GIVEN = {"contract_id", "valuation_date", "currency", "price_concept", "refused", "reason", "model_version"}
"""Columns that a refused row has too."""

DATES = np.asarray(["2022-05-01", "2022-06-01", "NaT"], dtype="datetime64[D]")


def predictions() -> Predictions:
    """Three rows; the second is refused."""
    ln_price = np.log(np.asarray([1e6, 2e6, 3e6]))
    found = Predictions(
        price_point=ln_price,
        price=ln_price[:, None] + np.asarray([-1.6, -1.28, -0.67, 0.0, 0.67, 1.28, 1.6]),
        maturity=np.tile(np.asarray([1.0, 1.0, 0.9, 0.6, 0.3, 0.1, 0.0, 0.0]), (3, 1)),
        scores={"scientific": np.asarray([[40.0, 55.0, 70.0]] * 3)},
        signals={"technical": np.asarray([0.7, 0.2, 0.1]), "social": np.asarray([0.3, 0.8, 0.9])},
        embedding=np.zeros((3, 2), dtype=np.float32),
        refusals=[None, Refusal.OUT_OF_DISTRIBUTION, None],
    )
    for values in (found.price_point, found.price, found.maturity, *found.scores.values(), *found.signals.values()):
        assert values is not None
        values[1] = np.nan
    return found


@pytest.fixture
def manifest(tiny_scorer: Scorer) -> Manifest:
    return tiny_scorer.bundle.manifest


@pytest.fixture
def table(manifest: Manifest) -> pa.Table:
    return prediction_table(["b", "a", "b"], DATES, predictions(), {2: "date: the date is empty"}, manifest)


def test_the_columns_are_the_fixed_ones_in_their_order(table: pa.Table) -> None:
    assert table.column_names == NAMES


def test_ids_and_dates_stand_as_given(table: pa.Table) -> None:
    assert table["contract_id"].to_pylist() == ["b", "a", "b"]
    assert table["valuation_date"].to_pylist() == [date(2022, 5, 1), date(2022, 6, 1), None]


def test_prices_are_in_units_of_the_currency(table: pa.Table, manifest: Manifest) -> None:
    row = table.to_pylist()[0]
    assert manifest.price is not None
    assert (row["currency"], row["price_concept"]) == (manifest.price.currency, manifest.price.concept)
    assert row["price_point"] == pytest.approx(1e6) and row["price_p50"] == pytest.approx(1e6)
    assert row["price_p05"] == pytest.approx(1e6 * np.exp(-1.6)) and row["price_p95"] == pytest.approx(1e6 * np.exp(1.6))
    assert row["confidence_level"] == 2  # σ = 2 · 1.28 / 2.563, just below 1


def test_maturity_is_shown_as_a_distribution_with_its_mean(table: pa.Table) -> None:
    row = table.to_pylist()[0]
    assert [row[f"trl_p{level}"] for level in range(1, 10)] == pytest.approx([0, 0, 0.1, 0.3, 0.3, 0.2, 0.1, 0, 0])
    assert row["trl_expected"] == pytest.approx(4.9)


def test_scores_and_signals_never_mix(table: pa.Table) -> None:
    row = table.to_pylist()[0]
    assert row["value_scientific"] == 55 and row["value_technical"] is None
    assert row["value_signal_scientific"] is None and row["value_signal_technical"] == 0.7 and row["value_dominant"] == "technical"


def test_a_refused_row_keeps_its_place_with_a_reason_and_nothing_else(table: pa.Table, manifest: Manifest) -> None:
    row = table.to_pylist()[1]
    assert {name for name, value in row.items() if value is not None} == GIVEN
    assert row["refused"] is True and row["reason"] == "out_of_distribution" and row["model_version"] == manifest.version


def test_a_row_that_could_not_be_read_is_refused_whatever_the_model_said(table: pa.Table) -> None:
    row = table.to_pylist()[2]
    assert {name for name, value in row.items() if value is not None} == GIVEN - {"valuation_date"}
    assert row["refused"] is True and row["reason"] == "unreadable_row: date: the date is empty"


def test_an_answered_row_has_no_reason(table: pa.Table) -> None:
    row = table.to_pylist()[0]
    assert row["refused"] is False and row["reason"] is None


def test_heads_that_the_bundle_lacks_are_null_and_the_types_stay(manifest: Manifest, table: pa.Table) -> None:
    bare = Predictions(None, None, None, {}, {}, np.zeros((3, 2), dtype=np.float32), [None] * 3)
    found = prediction_table(["b", "a", "b"], DATES, bare, {}, manifest.model_copy(update={"price": None}))
    assert found.schema.equals(table.schema)
    assert {name for name in NAMES if found[name].null_count == 3} == set(NAMES) - {"contract_id", "valuation_date", "refused", "model_version"}
    assert found["refused"].to_pylist() == [False] * 3


def test_no_rows_make_an_empty_table_of_the_same_shape(manifest: Manifest, table: pa.Table) -> None:
    none = predictions()[:0]
    assert prediction_table([], DATES[:0], none, {}, manifest).schema.equals(table.schema)


def test_a_number_that_is_none_is_null(manifest: Manifest) -> None:
    found = predictions()
    assert found.price_point is not None
    found.price_point[0] = np.inf
    table = prediction_table(["b", "a", "b"], DATES, replace(found, refusals=[None] * 3), {}, manifest)
    assert table["price_point"].to_pylist()[:2] == [None, None]


def test_one_signal_alone_dominates_nothing(manifest: Manifest) -> None:
    found = replace(predictions(), signals={"social": np.asarray([0.9, np.nan, 0.9])})
    assert prediction_table(["b", "a", "b"], DATES, found, {}, manifest)["value_dominant"].to_pylist() == [None] * 3

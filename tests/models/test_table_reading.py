"""A row of predictions says how it is to be read, as an answer over REST does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow as pa

from models.prediction_table import prediction_table
from models.reading import Reading
from models.scorer import Scorer
from models.table_reading import with_basis, with_reading
from valuation.achievement import Achievement
from valuation.columns_of import columns_of

DAY = date(2031, 1, 1)
ITEMS = (Achievement(text="a title of some length about sensors"), Achievement(text="another", attributes={"kind": "development", "buyer": "firm", "team": 3}))


def read(scorer: Scorer) -> pa.Table:
    columns = columns_of(ITEMS, scorer.schema, DAY)
    manifest = scorer.bundle.manifest
    return with_reading(prediction_table(["a", "b"], columns.dates, scorer.score(columns), {1: "date: the date is empty"}, manifest), columns, manifest)


def test_each_row_carries_unit_tax_basis_limits_and_statement(tiny_scorer: Scorer) -> None:
    for row in read(tiny_scorer).to_pylist():
        assert row["simulated"] is True and row["tax_basis"] == "unstated" and row["unit"]
        assert "no_appraisal" in row["limits"].split()
        assert "not an appraisal report" in row["statement_en"] and "非资产评估报告" in row["statement_zh"]


def test_the_assumptions_of_a_row_are_those_of_the_same_achievement_over_rest(tiny_scorer: Scorer) -> None:
    reading = Reading(tiny_scorer.bundle.manifest)
    schema = tiny_scorer.schema
    for row, item in zip(read(tiny_scorer).to_pylist(), ITEMS, strict=True):
        missing = tuple(name for name in (*schema.categories, *schema.numbers) if name not in item.facts())
        assert row["assumptions"].split() == [note.code for note in reading.assumptions(missing, DAY)]
        assert "level_extrapolated" in row["assumptions"]


def test_results_that_are_no_predictions_carry_the_same_but_no_reasons(tiny_scorer: Scorer) -> None:
    columns, predicted = columns_of(ITEMS, tiny_scorer.schema, DAY), read(tiny_scorer)
    checks = with_basis(pa.table({"anomaly": [True, None]}), columns, tiny_scorer.bundle.manifest)
    assert not {"reason_zh", "reason_en"} & set(checks.column_names) and checks.num_columns == 8
    assert all(checks[name].to_pylist() == predicted[name].to_pylist() for name in checks.column_names[1:])


def test_a_reason_is_said_in_both_languages(tiny_scorer: Scorer) -> None:
    row = read(tiny_scorer).to_pylist()[1]
    assert (row["reason_zh"], row["reason_en"]) == ("该行无法读取。", "The row could not be read.")


def test_no_rows_make_no_rows(tiny_scorer: Scorer) -> None:
    columns = columns_of(ITEMS, tiny_scorer.schema, DAY).take(np.arange(0))
    manifest = tiny_scorer.bundle.manifest
    empty = prediction_table([], columns.dates, tiny_scorer.score(columns), {}, manifest)
    assert with_reading(empty, columns, manifest).num_rows == 0


def test_what_the_mapping_lacks_is_missing_in_every_row(tiny_scorer: Scorer) -> None:
    columns = columns_of(ITEMS, tiny_scorer.schema, DAY)
    bare = replace(columns, categories={}, numbers={})
    manifest = tiny_scorer.bundle.manifest
    table = with_reading(prediction_table(["a", "b"], bare.dates, tiny_scorer.score(bare), {}, manifest), bare, manifest)
    first, second = table["assumptions"].to_pylist()
    assert first == second and "unknown_at_listing" in first

"""Rows for the shipped bundle are ones that it answers."""

from __future__ import annotations

from bench.hot.in_process import SHIPPED
from bench.hot.shipped import shipped_columns
from models.load import load_bundle
from models.scorer import Scorer


def test_the_shipped_bundle_values_nearly_all_of_them() -> None:
    columns = shipped_columns(200)
    told = Scorer(load_bundle(SHIPPED)).score(columns)
    assert len(columns) == 200 and len(set(columns.text)) > 190
    assert sum(reason is None for reason in told.refusals) > 180

"""Heads become amounts, levels and scores without losing a bit; what was not learned is named."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from service.estimates import Estimates, absences, absent_heads
from valuation.achievement import Achievement
from valuation.columns_of import columns_of


def estimates(scorer: Any, texts: list[str]) -> Estimates:
    columns = columns_of([Achievement(text=text) for text in texts], scorer.schema, date(2026, 11, 22))
    return Estimates.of(scorer.score(columns), scorer.bundle.manifest)


def test_amounts_are_exp_of_the_heads(scorer: Any) -> None:
    found = estimates(scorer, ["a", "b"])
    quantiles = found.ln_quantiles(1)
    price = found.price_of(1)
    assert quantiles is not None and price is not None
    assert list(price.quantiles.model_dump().values()) == np.exp(quantiles).tolist()


def test_a_row_with_a_number_that_is_none_is_marked(scorer: Any) -> None:
    assert estimates(scorer, ["a", "nan"]).finite == [True, False]


def test_heads_and_single_values_that_were_not_learned_are_named(make_scorer: Any) -> None:
    manifest = make_scorer(price=None).bundle.manifest
    assert absent_heads(manifest).keys() == {"price"}
    assert {"price", "values.social", "signals.cultural"} <= absences(manifest).keys()
    assert "values.scientific" not in absences(manifest)

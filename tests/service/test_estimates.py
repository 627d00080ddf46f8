"""Heads become amounts, levels and scores without losing a bit; what was not learned is named."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import numpy as np
import pytest
from pydantic import BaseModel

from service.estimates import MODELS, Estimates, absences, absent_heads, model_of
from valuation.achievement import Achievement
from valuation.columns_of import columns_of
from valuation.estimate import PriceEstimate


def estimates(scorer: Any, texts: list[str]) -> Estimates:
    columns = columns_of([Achievement(text=text) for text in texts], scorer.schema, date(2026, 11, 22))
    return Estimates.of(scorer.score(columns), scorer.bundle.manifest)


def test_amounts_are_exp_of_the_heads(scorer: Any) -> None:
    found = estimates(scorer, ["a", "b"])
    quantiles = found.ln_quantiles(1)
    price = found.price_of(1)
    assert quantiles is not None and price is not None
    assert list(msgspec.structs.astuple(price.quantiles)) == np.exp(quantiles).tolist()


def test_a_row_with_a_number_that_is_none_is_marked(scorer: Any) -> None:
    assert estimates(scorer, ["a", "nan"]).finite == [True, False]


def test_heads_and_single_values_that_were_not_learned_are_named(make_scorer: Any) -> None:
    manifest = make_scorer(price=None).bundle.manifest
    assert absent_heads(manifest).keys() == {"price"}
    assert {"price", "values.social", "signals.cultural"} <= absences(manifest).keys()
    assert "values.scientific" not in absences(manifest)


@pytest.mark.parametrize(("part", "model"), MODELS.items())
def test_a_part_has_the_fields_of_its_model_in_their_order(part: type[msgspec.Struct], model: type[BaseModel]) -> None:
    assert part.__struct_fields__ == tuple(model.model_fields)


def test_an_amount_beyond_all_numbers_is_marked_too(scorer: Any) -> None:
    predictions = scorer.score(columns_of([Achievement(text="a"), Achievement(text="b")], scorer.schema, date(2026, 11, 22)))
    predictions.price[1, -1] = 1_000.0
    assert Estimates.of(predictions, scorer.bundle.manifest).finite == [True, False]


def test_a_part_is_its_model_where_rules_reckon_with_it(scorer: Any) -> None:
    found = estimates(scorer, ["a"])
    price = model_of(found.price_of(0), PriceEstimate)
    assert price is not None and price.point == found.points[0] and price.price_concept_label.zh
    assert model_of(None, PriceEstimate) is None

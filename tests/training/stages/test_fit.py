from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from training.context import Context
from training.corpus import merge
from training.price_process import SUPPORTED
from training.stages import fit, split
from training.text_choice import text_narrows
from valuation.features import decimal_years
from valuation.field_error import FieldError


def test_every_head_that_has_labels_is_learned(tiny_run: Context) -> None:
    heads = tiny_run.heads
    assert heads.price is not None and heads.maturity is not None and heads.signals is not None
    assert {score.value for score in heads.scores} == {"scientific", "economic"}
    assert set(heads.signals.values) <= {"technical", "social", "economic", "cultural"} and len(heads.signals.values) >= 2


def test_the_price_fit_knows_segments_and_what_only_a_deal_reveals(tiny_run: Context) -> None:
    schema, found = tiny_run.corpus.schema, tiny_run.price_fit
    assert found is not None
    assert [schema.categories[at] for at in found.deal_categories] == ["buyer"] and found.deal_numbers == ()
    assert schema.categories.index("kind") in found.segment_columns  # the planted one
    assert not set(found.segment_columns) & set(found.deal_categories)
    assert found.parameters.index.damping >= 0 and found.parameters.index.half_life > 0
    assert len(found.variances.constant) == 1 + len(found.segment_columns) and (found.variances.walk > 0).all()


def test_whether_the_quantiles_read_text_is_asked_of_the_origins(finished: Context) -> None:
    found, corpus, rows = finished.price_fit, finished.corpus, finished.corpus.priced
    assert found is not None
    inputs, log_price = finished.inputs.take(rows), np.log(corpus.amounts[rows])
    assert found.quantiles_read_text == text_narrows(finished.cuts, inputs, log_price, found)
    telling = finished.inputs.embedding.copy()
    telling[rows, 0] = log_price / 10
    assert fit._price_fit(corpus, replace(finished.inputs, embedding=telling), finished).quantiles_read_text


def test_the_head_carries_a_level_that_looks_as_far_ahead_as_the_bundle_answers(tiny_run: Context) -> None:
    price = tiny_run.heads.price
    assert price is not None and tiny_run.price_fit is not None
    last = price.process.first + len(price.process.means[0]) - 1
    assert last + 1 > tiny_run.heads.limits.last_year >= last
    assert len(price.process.means) == len(tiny_run.price_fit.variances.walk)
    assert tiny_run.heads.limits.level_deviation == SUPPORTED


def test_segments_that_a_mapping_names_are_taken_as_named(finished: Context) -> None:
    tables = list(finished.corpus.tables)
    price = tables[0].source.price
    assert price is not None
    named = tables[0].source.model_copy(update={"price": price.model_copy(update={"segments": ("region",)})})
    corpus = replace(finished.corpus, tables=(replace(tables[0], source=named), tables[1]))
    assert fit._price_fit(corpus, finished.inputs, finished).segment_columns == (corpus.schema.categories.index("region"),)


def test_the_bundle_answers_from_two_years_before_its_prices_to_the_horizon_behind_them(tiny_run: Context) -> None:
    years = decimal_years(tiny_run.corpus.columns.dates[tiny_run.corpus.priced])
    limits = tiny_run.heads.limits
    assert limits.first_year == np.floor(years.min()) - 2
    assert limits.last_year == np.ceil(years.max()) + tiny_run.parameters.index.horizon
    assert -1 <= limits.familiarity < 1


def test_inputs_and_vectors_are_those_of_the_corpus_in_its_order(tiny_run: Context) -> None:
    inputs, corpus = tiny_run.inputs, tiny_run.corpus
    assert len(inputs) == len(corpus) and inputs.embedding.shape == (len(corpus), tiny_run.encoder.info.dimensions)
    empty = np.asarray([text == "" for text in corpus.columns.text])
    lengths = np.linalg.norm(inputs.embedding, axis=1)
    assert empty.any() and not lengths[empty].any() and np.allclose(lengths[~empty], 1, atol=1e-5)
    assert inputs.categories[5, 0] == corpus.columns.categories["kind"][5]


def test_without_prices_the_text_heads_are_learned_alone_and_any_date_is_answered(finished: Context) -> None:
    finished.corpus = merge(finished.corpus.tables[1:])
    split.run(finished)
    fit.run(finished)
    assert finished.heads.price is None and finished.price_fit is None
    assert finished.heads.maturity is not None and finished.heads.signals is not None
    assert finished.heads.limits.first_year <= 1900 and finished.heads.limits.last_year >= 2200
    assert finished.heads.limits.level_deviation is None


def test_data_that_teach_no_head_at_all_are_refused(finished: Context) -> None:
    corpus = merge(finished.corpus.tables[1:])
    nothing = np.full(len(corpus), "", dtype="<U1")
    finished.corpus = replace(corpus, levels=np.zeros_like(corpus.levels), scores=np.full_like(corpus.scores, np.nan), dominant=nothing)
    finished.cuts = []
    with pytest.raises(FieldError, match="too few labels"):
        fit.run(finished)
